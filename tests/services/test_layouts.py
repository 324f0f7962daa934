"""The page a drafter settles: printed as it is said, bound to the approvals and the signature."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from office.domain.errors import Invalid, Refused
from office.domain.layout import Layout
from office.models.documents import Document
from office.reports.letter import Letter
from office.runtime import Office
from office.services import routing
from office.services.files import letters
from office.services.outgoing import drafting
from tests import stories
from tests.make import acting
from tests.stories import LETTER

SETTLED = Layout(
    addressees=("Giám đốc Sở Nội vụ", "Chủ tịch UBND huyện Bác Ái"),
    receivers=("Như trên", "UBND tỉnh (để b/c)", "Lưu: VT, VX."),
    typist_mark="PL",
    copies=72,
    contact="Số 450 đường Thống Nhất",
    circulation="LƯU HÀNH NỘI BỘ",
)
WRITTEN = replace(LETTER, layout=SETTLED)


def printed(office: Office, document: str) -> Letter:
    with office.look(acting(office, "cv.vx")) as work:
        return letters.letter(work, document)


def test_what_is_said_is_printed_and_what_is_not_is_computed(province: Office) -> None:
    plain, settled = stories.draft(province), stories.draft(province, content=WRITTEN)
    page = printed(province, plain)
    assert page.addressees == ("UBND huyện Bác Ái;",)
    assert page.recipients == ("Như trên;", "Lưu: VT, VX.")
    assert (page.typist_mark, page.contact, page.circulation) == ("", "", "")
    page = printed(province, settled)
    assert (page.addressees, page.recipients) == (SETTLED.addressees, SETTLED.receivers)
    assert (page.typist_mark, page.contact) == ("PL.(72)", "Số 450 đường Thống Nhất")
    assert page.circulation == "LƯU HÀNH NỘI BỘ"


def test_the_hour_is_printed_only_where_the_urgency_has_one(province: Office) -> None:
    hour = Layout(hour="2019-12-05T15:30")
    soon = replace(LETTER, urgency=4, layout=hour)
    assert printed(province, stories.draft(province, content=soon)).hour.startswith("Trước 15 giờ")
    later = replace(soon, urgency=1)
    assert printed(province, stories.draft(province, content=later)).hour == ""


def test_a_page_that_cannot_be_is_refused(province: Office) -> None:
    document = stories.draft(province)
    bad = replace(LETTER, layout=Layout(circulation="ĐỌC XONG ĐỐT"))

    def edit() -> None:
        with province.work(acting(province, "cv.vx")) as work:
            drafting.edit(work, document, bad, revision=1)

    stories.check_refusal(province, Invalid, edit)


def test_a_signature_is_bound_to_the_page_that_was_approved(province: Office) -> None:
    document = stories.draft(province, "signing", content=WRITTEN)
    changed = {"receivers": ["Như trên", "Lưu: VT."]}
    with province.work() as work:
        work.db.execute(
            update(Document).where(Document.public_id == document).values(layout=changed)
        )
    with pytest.raises(Refused), province.work(acting(province, "ct.tinh")) as work:
        routing.move(work, document, "sign")


def test_a_settled_page_goes_the_whole_way_and_the_log_holds(both_provinces: Office) -> None:
    stories.draft(both_provinces, "issued", content=WRITTEN)
    assert stories.problems(both_provinces) == []


def test_a_new_draft_is_printed_as_it_is_typed_before_anything_is_kept(province: Office) -> None:
    before = stories.fingerprint(province)
    with province.look(acting(province, "cv.vx")) as work:
        page = letters.sketch(work, WRITTEN)
        pdf = letters.pdf(page)
    assert pdf.startswith(b"%PDF")
    assert page.recipients == SETTLED.receivers
    assert stories.fingerprint(province) == before
    kept = stories.draft(province, content=WRITTEN)
    with province.look(acting(province, "cv.vx")) as work:
        # Kept or only typed: the same bytes.
        assert letters.render(work, kept) == letters.pdf(letters.sketch(work, WRITTEN, kept)) == pdf
