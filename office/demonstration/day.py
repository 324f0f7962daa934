"""The demonstration day, hour by hour, through clerk, leader, specialist and their communes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from office.demonstration import keys, prices, supervising, texts
from office.demonstration.stage import MARK, Stage
from office.domain.asks import Assignee, Form
from office.domain.documents import Content
from office.domain.paper import PAPER, PARALLEL
from office.models.documents import Document
from office.runtime import Office
from office.services import facts
from office.services.outgoing import drafting
from office.services.outgoing.drafting import Recipient
from office.services.wire import exchange
from office.services.work import Work

END = MARK + "end"
PROVINCE = "ubnd-ninh-thuan"
BAC_AI = "ubnd-bac-ai"
GOVERNMENT = "000.00.00.G22"
FLOOD = "000.00.00.G22,2019/11/07,9902/VPCP-NN"
STATISTICS = "000.00.00.G22,2019/11/05,9871/VPCP-KSTT"
TRAINING = "000.00.00.G09,2019/11/06,5520/BNV-VTLTNN"
VISIT = "000.00.00.H41,2019/11/04,8034/UBND-CN"
NO_LINE = "Đường truyền của đơn vị đang hỏng"
ORIGINAL = "Quyết định về tổ chức, nơi nhận lưu bản giấy"
#: Who drafts, approves the content, checks the form, signs, numbers and issues.
Hands = tuple[str, str, str, str, str]
PROVINCE_HANDS = ("cv.th", "tp.th", "cvp.tinh:chief_of_office", "ct.tinh", "vt.tinh")
CULTURE_HANDS = ("cv.vx", "tp.vx", "cvp.tinh:chief_of_office", "pct.tinh", "vt.tinh")
DISTRICT_HANDS = ("cv.vp.bacai", "cvp.bacai:unit_head", "vt.bacai", "ct.bacai", "vt.bacai")


def play(office: Office) -> None:
    """Play the day from wherever it was cut off."""
    keys.make(office)
    stage = Stage(office)
    prices.set_out(stage)
    _packets(stage)
    flood = _flood_arrives(stage)
    _flood_answered(stage, flood)
    _others_arrive(stage)
    order = _issue(stage, "08:30", Plan(texts.FLOOD_ORDER, PROVINCE_HANDS, _to_bac_ai))
    circular = _issue(stage, "08:40", Plan(texts.CIRCULAR, PROVINCE_HANDS, _to_all))
    _issue(stage, "08:50", Plan(texts.DECISION, CULTURE_HANDS, _with_paper))
    _issue(stage, "09:00", Plan(texts.INVITATION, CULTURE_HANDS, _invited))
    _order_works(stage, order)
    _circular_works(stage, circular)
    _order_reported(stage, order)
    supervising.circular(stage, circular)
    _issue(stage, "14:00", Plan(texts.DISTRICT_LETTER, DISTRICT_HANDS, _to_communes))
    _issue(stage, "14:30", Plan(texts.NOTICE, DISTRICT_HANDS, _on_paper))
    stage.play("end", "16:30", "", lambda work: None)


def begun(office: Office) -> bool:
    """Say whether anything of the day was played before."""
    with office.look() as work:
        return f"{MARK}packet.01" in facts.read(work.db)


def played(office: Office) -> bool:
    """Say whether the whole day has been played before."""
    with office.look() as work:
        return END in facts.read(work.db)


def _packets(stage: Stage) -> None:
    folder = stage.office.settings.data / "demonstration" / "packets"
    for minute, path in enumerate(sorted(folder.glob("*.edxml")), start=31):
        stage.play(f"packet.{path.stem[:2]}", f"07:{minute}", "", _receive(path))


def _receive(path: Path) -> Callable[[Work], str]:
    return lambda work: exchange.receive(work, path.read_bytes(), path.name).verdict


def _document(stage: Stage, code: str) -> str:
    with stage.office.look() as work:
        return work.db.scalars(select(Document.public_id).where(Document.code == code)).one()


def _says(opinion: str, *assignees: Assignee) -> Form:
    return Form(opinion=opinion, assignees=assignees)


def _flood_arrives(stage: Stage) -> str:
    """The urgent dispatch goes first: registered, directed and named within minutes."""
    flood = _document(stage, FLOOD)
    for at, action in (("07:40", "accept"), ("07:41", "register"), ("07:42", "submit")):
        stage.move(at, "vt.tinh", flood, action)
    lead, co = stage.lead("phong-th-ninh-thuan", hours=2), stage.co("phong-kt-ninh-thuan")
    told = stage.informed("phong-vx-ninh-thuan")
    direction = "Giao P. Tổng hợp chủ trì, P. Kinh tế ngành phối hợp, báo cáo trước 9 giờ 30."
    stage.move("07:50", "ct.tinh", flood, "direct", _says(direction, lead, co, told))
    named = Form(assignees=(stage.lead("phong-th-ninh-thuan", "cv.th", hours=1.75),))
    stage.move("07:54", "tp.th", flood, "forward", named)
    supervising.flood(stage, flood)
    return flood


def _flood_answered(stage: Stage, flood: str) -> None:
    """The answer goes to the government and closes the matter, within the hour."""
    plan = Plan(texts.FLOOD_ANSWER, PROVINCE_HANDS, _to_government, flood)
    _issue(stage, "07:56", plan)


def _others_arrive(stage: Stage) -> None:
    """One is directed, one waits for the leader, one waits because its sender asks it back."""
    statistics, training = _document(stage, STATISTICS), _document(stage, TRAINING)
    _clerk(stage, "vt.tinh", statistics, "08:08")
    _clerk(stage, "vt.tinh", training, "08:12")
    stage.move("08:16", "vt.tinh", _document(stage, VISIT), "accept")
    lead = stage.lead("phong-th-ninh-thuan", hours=24 * 10)
    stage.move("08:20", "pct.tinh", statistics, "direct", _says("P. Tổng hợp tham mưu.", lead))
    supervising.statistics(stage, statistics)


def _clerk(stage: Stage, who: str, document: str, at: str) -> None:
    """Let a clerk accept, register and submit a document, a minute each."""
    hour, minute = map(int, at.split(":"))
    for n, action in enumerate(("accept", "register", "submit")):
        stage.move(f"{hour:02d}:{minute + n:02d}", who, document, action)


@dataclass(frozen=True)
class Plan:
    """A document that will be issued: what it says, through whose hands, and to whom."""

    content: Content
    hands: Hands
    to: Callable[[Work], list[Recipient]]
    answers: str | None = None


def _issue(stage: Stage, at: str, plan: Plan) -> str:
    """Draft, review, sign, number, seal and issue a document, a step a minute; return its id.

    The numbered letter is sealed and issued within the minute.
    """
    hour, minute = map(int, at.split(":"))
    times = [f"{hour + (minute + n) // 60:02d}:{(minute + n) % 60:02d}" for n in range(7)]
    drafter, content_by, form_by, signer, clerk = plan.hands
    document = stage.play(f"draft.{at}", at, drafter, lambda work: _draft(work, plan))
    steps = ((drafter, "submit"), (content_by, "approve_content"), (form_by, "approve_form"))
    for moment, (who, action) in zip(times[1:], steps, strict=False):
        stage.move(moment, who, document, action)
    stage.sign(times[4], signer, document)
    stage.move(times[5], clerk, document, "number")
    stage.seal(times[6], clerk, document)
    stage.move(times[6], clerk, document, "issue")
    return document


def _draft(work: Work, plan: Plan) -> str:
    document = drafting.start(work, plan.content, plan.answers)
    drafting.address(work, document, plan.to(work))
    return document


def _below(work: Work, key: str, level: str = "") -> list[int]:
    units = work.tree.below(work.tree.by_key(key).id)
    return [u.id for u in units if u.kind.keeps_register and level in ("", u.level)]


def _to_government(work: Work) -> list[Recipient]:
    unit = work.tree.by_code(GOVERNMENT)
    return [Recipient(unit_id=unit.id)] if unit else []


def _to_bac_ai(work: Work) -> list[Recipient]:
    return [Recipient(unit_id=work.tree.by_key(BAC_AI).id), *_to_communes(work)]


def _to_communes(work: Work) -> list[Recipient]:
    return [Recipient(unit_id=unit) for unit in _below(work, BAC_AI)]


def _to_all(work: Work) -> list[Recipient]:
    levels = ("district", "commune")
    return [Recipient(unit_id=u) for level in levels for u in _below(work, PROVINCE, level)]


def _with_paper(work: Work) -> list[Recipient]:
    keys = (BAC_AI, "sgddt", "snv")
    units = [work.tree.by_key(key).id for key in keys]
    return [Recipient(unit_id=u, channel=PARALLEL, paper_reason=ORIGINAL) for u in units]


def _invited(work: Work) -> list[Recipient]:
    cut_off = work.tree.by_key("ubnd-xa-phuoc-binh").id
    paper = Recipient(unit_id=cut_off, channel=PARALLEL, paper_reason=NO_LINE)
    return [Recipient(unit_id=work.tree.by_key(BAC_AI).id), paper]


def _on_paper(work: Work) -> list[Recipient]:
    unit = work.tree.by_key("ubnd-xa-phuoc-binh").id
    return [Recipient(unit_id=unit, channel=PAPER, paper_reason=NO_LINE)]


def _order_works(stage: Stage, order: str) -> None:
    """Bác Ái and Phước Đại take the flood order up at once; the other communes let it lie."""
    _clerk(stage, "vt.bacai", order, "09:10")
    lead = stage.lead("tnmt-bac-ai", hours=4)
    stage.move("09:15", "ct.bacai", order, "direct", _says("P. TN-MT chủ trì, báo cáo ngay.", lead))
    named = Form(assignees=(stage.lead("tnmt-bac-ai", "cv.tnmt.bacai"),))
    stage.move("09:18", "tp.tnmt.bacai", order, "forward", named)
    _clerk(stage, "vt.phuocdai", order, "09:20")
    worker = stage.lead("ubnd-xa-phuoc-dai", "cv.phuocdai", hours=5)
    stage.move("09:25", "ct.phuocdai", order, "direct", _says("Đ/c Khôi thực hiện ngay.", worker))


def _circular_works(stage: Stage, circular: str) -> None:
    """Bác Ái is in the middle of the circular, Phước Đại has submitted it, Phước Thắng refuses."""
    _clerk(stage, "vt.bacai", circular, "09:35")
    parts = (stage.lead("vp-bac-ai"), stage.co("gddt-bac-ai"), stage.informed("nv-bac-ai"))
    direction = "Văn phòng chủ trì, P. GD&ĐT phối hợp triển khai."
    stage.move("10:00", "pct.bacai", circular, "direct", _says(direction, *parts))
    _clerk(stage, "vt.phuocdai", circular, "10:10")
    wrong = Form(reason="Tệp đính kèm không mở được, đề nghị gửi lại")
    stage.move("10:20", "vt.phuocthang", circular, "refuse", wrong)


def _order_reported(stage: Stage, order: str) -> None:
    """The flood order is reported and closed; at Phước Thắng the clerk types a directive."""
    stage.move("10:25", "vt.phuocthang", order, "accept")
    supervising.order(stage, order)
    done = _says("Đã kiểm tra các khu vực ven suối, trực ban đủ quân số.")
    stage.move("10:40", "cv.tnmt.bacai", order, "report", done)
    stage.move("10:50", "ct.bacai", order, "confirm")
    stage.move("11:05", "cv.phuocdai", order, "report", _says("Đã sơ tán 12 hộ ven suối."))
    stage.move("11:15", "ct.phuocdai", order, "confirm")
