"""The demonstration day's supervision: reminders, more time, opinions, a directive on paper."""

from __future__ import annotations

from datetime import timedelta

from office.demonstration.loading import MORNING
from office.demonstration.stage import Stage
from office.domain.asks import LEAD, Assignee, Form, Scan
from office.services import routing, step
from office.services.parts import open_parts
from office.services.work import Work

SCAN = "scans/but-phe-phuoc-thang.png"


def flood(stage: Stage, document: str) -> None:
    """The division that helps says what it knows; the one that is told has seen it."""
    helped = Form(opinion="P. Kinh tế ngành: hồ Sông Cái, Sông Trâu đạt 62 % dung tích, an toàn.")
    stage.move("07:55", "cv.kt", document, "report_part", helped)
    stage.move("07:55", "tp.vx", document, "mark_seen")


def statistics(stage: Stage, document: str) -> None:
    """Two weeks are too few for the figures of seven districts: more time is asked and given."""
    asked = Form(
        reason="Số liệu của 7 huyện, thành phố gửi về sau ngày 20/11",
        due_at=MORNING + timedelta(days=18, hours=9.5),
    )
    stage.move("08:24", "tp.th", document, "ask_extension", asked)
    _on_lead(stage, ("08:27", "pct.tinh"), document, "allow_extension", Form())


def order(stage: Stage, document: str) -> None:
    """Bác Ái's chairman reminds the division; Phước Thắng's wrote on paper, the clerk types it."""
    words = Form(opinion="Nước suối đang lên, báo cáo trước 10 giờ 45.")
    _on_lead(stage, ("10:30", "ct.bacai"), document, "chase", words)
    for at, action in (("10:32", "register"), ("10:33", "submit")):
        stage.move(at, "vt.phuocthang", document, action)
    chairman = stage.actor("ct.phuocthang").person_id
    content = (stage.office.settings.data / "demonstration" / SCAN).read_bytes()
    typed = Form(
        opinion="Đ/c Quang kiểm tra các hộ ven suối, báo cáo trước 16 giờ.",
        assignees=(stage.lead("ubnd-xa-phuoc-thang", "cv.phuocthang", hours=8.5),),
        leader_id=chairman,
        scan=Scan(name="but-phe-phuoc-thang.png", content=content),
    )
    stage.move("10:36", "vt.phuocthang", document, "direct_for", typed)


def circular(stage: Stage, document: str) -> None:
    """The district office asks the education division before it answers; nobody has yet."""
    asked = stage.actor("tp.gddt.bacai")
    of = Assignee(part="info", unit_id=asked.unit_id, person_id=asked.person_id)
    question = Form(opinion="Đề nghị cho biết số trường đã dùng hệ thống.", assignees=(of,))
    stage.move("11:20", "cv.vp.bacai", document, "ask_opinion", question)


def _on_lead(stage: Stage, when: tuple[str, str], document: str, action: str, form: Form) -> None:
    """Let somebody (time, login) take an action on the lead's part of their agency's item."""
    at, login = when

    def act(work: Work) -> None:
        parts = open_parts.parts(work, step.read(work, document))
        lead = next(part for part in parts if part.part == LEAD)
        given = Form(which=lead.id, opinion=form.opinion, reason=form.reason)
        routing.move(work, document, action, given)

    stage.play(f"{document[:12]}.{login}.{action}.{at}", at, login, act)
