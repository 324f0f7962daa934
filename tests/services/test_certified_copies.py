"""Certified copies: who may, in which way, under which number, of which bytes."""

import io
from collections.abc import Callable
from datetime import date

import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select, update

from office.domain.errors import Invalid, Refused
from office.domain.people import Actor
from office.jobs import run
from office.models.papers import CertifiedCopy, PaperEntry
from office.models.registers import Register
from office.runtime import Office
from office.services import documents
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.papers import certified, signers
from office.services.papers.copy_orders import Order
from office.services.papers.signers import Naming
from office.services.wire import recalling
from office.signing import verify
from office.signing.authority import Authority
from office.signing.trust import Trust
from tests import stories
from tests.make import acting
from tests.services.paper_stories import BAC_AI, CLERK, issued
from tests.services.test_concurrency import at_once
from tests.stories import check_refusal, person, unit

LEADER = ("ct.tinh", "leader")
MM = 72 / 25.4


def named(office: Office, who: tuple[str, str] = LEADER, login: str = "cvp.tinh") -> int:
    """Let the head name who signs copies; return the key."""
    naming = Naming(
        person_id=person(office, login), position="Chánh Văn phòng", authority="TL. CHỦ TỊCH",
        basis="Quy chế công tác văn thư",
    )  # fmt: skip
    with office.work(acting(office, *who)) as work:
        signers.name(work, naming)
        return int(signers.listed(work)[-1].id)


def certify(office: Office, document: str, login: str = "vt.tinh", **order: object) -> int:
    actor: Actor = acting(office, login, "clerk")
    given = {"kind": "SY", "form": "paper", **order}
    return certified.certify(
        lambda: office.look(actor),
        lambda: office.work(actor),
        document,
        Order(**given),  # type: ignore[arg-type]  # as a form has it
    )


def row_of(office: Office, key: int) -> CertifiedCopy:
    with office.look() as work:
        return work.db.execute(select(CertifiedCopy.__table__).where(CertifiedCopy.id == key)).one()  # type: ignore[return-value]  # a row of it


def file_of(office: Office, key: int) -> bytes:
    with office.look() as work:
        return work.storage.read(row_of(office, key).digest)


def words(pdf: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in opened]
    finally:
        opened.close()


def scan(dpi: int) -> bytes:
    image = Image.new("RGB", (round(8.27 * dpi), round(11.69 * dpi)), "white")
    out = io.BytesIO()
    image.save(out, "JPEG", dpi=(dpi, dpi), quality=30)
    return out.getvalue()


def on_paper(office: Office, dpi: int = 200) -> str:
    """Enter a letter that came on paper, with its scan."""
    letter = Letter(
        issuer_unit_id=unit(office, "snv"), type_code="CV", number_text="12", notation="SNV-VP",
        issued_on=date(2019, 11, 7), subject="V/v thi đua",
    )  # fmt: skip
    file = documents.File("quet.jpg", scan(dpi), "image/jpeg")
    with office.work(acting(office, *CLERK)) as work:
        document = registration.enter_paper(work, letter, [file])
    run.drain(office)
    return document


def test_a_copy_on_paper_has_its_strip_under_the_letter(province: Office) -> None:
    document = issued(province)
    key = certify(
        province,
        document,
        signer=named(province),
        copies=3,
        recipients="- Sở Tài chính;\n- Sở TTTT",
    )
    row = row_of(province, key)
    assert (row.symbol, row.origin, row.form) == ("01/SY-UBND", "electronic", "paper")
    assert (row.copies, row.pages, row.sheets, row.signed) == (3, 1, 3, False)
    (told,) = words(file_of(province, key))
    for part in (
        "SAO Y", "Số: 01/SY-UBND", "ngày 08 tháng 11 năm 2019", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG",
        "Sở Tài chính;", "Lưu: VT.", "Kính gửi các đơn vị.",
    ):  # fmt: skip
        assert part in told
    assert stories.problems(province) == []


def test_the_strip_stands_on_a_sheet_of_its_own_where_there_is_no_room(province: Office) -> None:
    document = on_paper(province)
    key = certify(province, document, signer=named(province))
    assert [len(page) > 20 for page in words(file_of(province, key))] == [True]
    full = Image.new("RGB", (1654, 2339), "grey")
    out = io.BytesIO()
    full.save(out, "PNG", dpi=(200, 200))
    letter = Letter(
        issuer_unit_id=unit(province, "snv"), type_code="CV", number_text="13",
        notation="SNV-VP", issued_on=date(2019, 11, 7), subject="V/v đầy trang",
    )  # fmt: skip
    with province.work(acting(province, *CLERK)) as work:
        file = documents.File("day.png", out.getvalue(), "image/png")
        filled = registration.enter_paper(work, letter, [file])
    again = certify(province, filled, signer=row_of(province, key) and 1)
    assert row_of(province, again).pages == 2
    assert "SAO Y" in words(file_of(province, again))[1]


def test_all_three_ways_share_one_series_that_begins_anew_each_year(province: Office) -> None:
    document, signer = issued(province), named(province)
    first = certify(province, document, signer=signer)
    certify(province, document, signer=signer, kind="TrS", pages="1")
    certify(province, document, signer=signer, kind="SL", of_id=first)
    assert [row_of(province, key).symbol for key in (1, 2, 3)] == [
        "01/SY-UBND", "02/TrS-UBND", "03/SL-UBND",
    ]  # fmt: skip
    assert stories.problems(province) == []
    with province.look() as work:
        (book,) = work.db.execute(select(Register.__table__).where(Register.series == "sao"))
    assert (book.direction, book.year, book.last) == ("out", 2019, 3)


def test_an_electronic_copy_says_that_nobody_signed_it_where_there_is_no_key(
    province: Office,
) -> None:
    key = certify(province, on_paper(province), signer=named(province), form="electronic")
    row = row_of(province, key)
    assert (row.signed, row.form, row.sheets, row.dpi) == (False, "electronic", 0, 200)
    (told,) = words(file_of(province, key))
    assert told == "SAO Y; Ủy ban nhân dân tỉnh Ninh Thuận; chưa ký số"
    with province.look() as work:
        assert work.db.scalar(select(PaperEntry.id)) is None  # no paper was used
    assert stories.problems(province) == []


def test_with_the_agencys_key_it_is_signed_top_right_and_the_signature_holds(
    province: Office,
) -> None:
    with province.look() as work:
        home, at = work.settings.instance / "signing", work.at
    authority = Authority(home, at)
    authority.issue("unit:ubnd-ninh-thuan", "UBND tỉnh Ninh Thuận", "UBND tỉnh Ninh Thuận")
    key = certify(province, on_paper(province), signer=named(province), form="electronic")
    assert row_of(province, key).signed
    pdf = file_of(province, key)
    page = pypdfium2.PdfDocument(pdf)
    page.init_forms()
    drawn = page[0].render(scale=2, may_draw_forms=True).to_pil().convert("L")
    ink = drawn.point(lambda v: 255 if v < 128 else 0).getbbox()
    assert ink is not None
    left, top, right, bottom = (edge / 2 / MM for edge in ink)
    assert 8 <= top < bottom <= 18
    assert 30 <= left < right <= 195.5
    report = verify.verify(io.BytesIO(pdf), Trust(), at)
    assert [one.field for one in report.signatures] == ["KySao"]
    assert report.signatures[0].intact
    assert stories.problems(province) == []


def test_paper_scanned_too_roughly_is_not_copied_electronically(province: Office) -> None:
    document, signer = on_paper(province, dpi=150), named(province)
    check_refusal(
        province, Refused, lambda: certify(province, document, signer=signer, form="electronic")
    )
    key = certify(province, document, signer=signer)  # on paper it may
    assert row_of(province, key).dpi == 150


@pytest.mark.parametrize(
    ("refusal", "order"),
    [
        (Refused, {"form": "electronic"}),
        (Invalid, {"kind": "TrS"}),
        (Invalid, {"kind": "TrS", "pages": "9"}),
        (Invalid, {"kind": "TrS", "excerpt": "Điều 1", "form": "electronic"}),
        (Invalid, {"kind": "SL"}),
        (Invalid, {"kind": "SL", "of_id": 77}),
        (Invalid, {"kind": "XX"}),
        (Invalid, {"copies": 0}),
        (Invalid, {"signer": 99}),
    ],
)
def test_a_copy_the_decree_does_not_know_is_refused(
    province: Office, refusal: type[Exception], order: dict[str, object]
) -> None:
    document, signer = issued(province), named(province)
    check_refusal(
        province, refusal, lambda: certify(province, document, **{"signer": signer, **order})
    )  # type: ignore[arg-type]  # as a form has it


def test_an_excerpt_is_retyped_or_made_of_pages(province: Office) -> None:
    document, signer = issued(province), named(province)
    typed = certify(province, document, signer=signer, kind="TrS", excerpt="Điều 2. Thời hạn.")
    assert "Điều 2. Thời hạn." in words(file_of(province, typed))[0]
    cut = certify(province, document, signer=signer, kind="TrS", pages="1", form="electronic")
    row = row_of(province, cut)
    assert (row.part, row.origin, row.form) == ("1", "electronic", "electronic")


def test_clerks_copying_at_once_get_numbers_without_a_gap(both_provinces: Office) -> None:
    office = both_provinces
    document, signer = issued(office), named(office)
    acts: list[Callable[[], object]] = [
        lambda: certify(office, document, signer=signer) for _ in range(3)
    ]
    assert at_once(acts) == [None] * 3
    with office.look() as work:
        rows = work.db.execute(select(CertifiedCopy.number, CertifiedCopy.symbol)).all()
    assert sorted(tuple(row) for row in rows) == [
        (n, f"0{n}/SY-UBND") for n in (1, 2, 3)
    ]  # fmt: skip
    assert stories.problems(office) == []


@pytest.mark.parametrize("change", [{"signer_name": "Ai đó"}, {"copies": 9}, {"digest": "0" * 64}])
def test_a_copy_changed_behind_the_office_is_found(
    province: Office, change: dict[str, object]
) -> None:
    certify(province, issued(province), signer=named(province))
    with province.work() as work:
        work.db.execute(update(CertifiedCopy).values(**change))
    assert stories.problems(province) != []


def test_a_recalled_letter_is_not_copied(province: Office) -> None:

    document = issued(province)
    signer = named(province, ("ct.bacai", "leader"), "ct.bacai")
    with province.work(acting(province, *CLERK)) as work:
        recalling.ask(work, document, "Gửi nhầm nơi nhận", {unit(province, BAC_AI): ""})
    check_refusal(province, Refused, lambda: certify(province, document, "vt.bacai", signer=signer))
