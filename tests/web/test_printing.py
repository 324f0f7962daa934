"""Printing a slip from the page of a document."""

import pytest
from sqlalchemy import select

from office.models.desk import Printing
from office.runtime import Office
from tests.stories import draft, incoming
from tests.web.desk import Desk, words


def printed(office: Office) -> list[tuple[str, int, int]]:
    with office.look() as work:
        rows = work.db.execute(select(Printing.kind, Printing.pages, Printing.copies))
        return [tuple(row) for row in rows]


def test_a_slip_is_a_pdf_and_its_printing_is_in_the_story(province: Office) -> None:
    document = incoming(province, "in_progress")
    desk = Desk(province, "cv.vx")
    page = desk.read(f"/documents/{document}")
    for kind in ("handling", "routing"):
        form = f"/documents/{document}/print/{kind}"
        assert f'href="{form}"' in page
        assert "Mỗi lần in được ghi vào nhật ký" in desk.read(form)
    answer = desk.send(f"/documents/{document}/print/handling", copies="2")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert printed(province) == [("handling", 1, 2)]
    assert "in phiếu; 1 trang, 2 bản" in desk.read(f"/documents/{document}")


@pytest.mark.parametrize("copies", ["0", "100", "x", "-1", "1e3"])
def test_a_wrong_number_of_copies_is_refused_and_nothing_is_printed(
    province: Office, copies: str
) -> None:
    document = incoming(province, "in_progress")
    desk = Desk(province, "cv.vx")
    form = f"/documents/{document}/print/routing"
    desk.read(form)
    answer = desk.send(form, copies=copies)
    assert answer.status_code == 422
    assert f'value="{copies}"' in words(answer)
    assert printed(province) == []


def test_a_stranger_prints_nothing_and_a_draft_has_no_handling_slip(province: Office) -> None:
    document = incoming(province, "in_progress")
    stranger = Desk(province, "vt.bacai")
    for answer in (
        stranger.see(f"/documents/{document}/print/routing"),
        stranger.send(f"/documents/{document}/print/routing", copies="1"),
        Desk(province, "cv.vx").see(f"/documents/{draft(province)}/print/handling"),
    ):
        assert answer.status_code == 404
    assert printed(province) == []
