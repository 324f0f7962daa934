"""The tracking matrix: every recipient and step, who is overdue, reminding once a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from office.domain.errors import NotFound
from office.runtime import Office
from office.services.outgoing.drafting import Recipient
from office.services.places import units
from office.services.views import inboxes, matrix
from office.services.views.matrix import Line, Matrix, Sift
from office.services.views.tracked import NOWHERE
from tests import stories
from tests.make import Clock, acting
from tests.services.test_exchange_status import tell

DISTRICT, OTHER = "ubnd-bac-ai", "snv"
CLERK = ("vt.bacai", "clerk")
NO_SIFT = Sift()


@pytest.fixture
def document(both_provinces: Office) -> str:
    """Hand in a letter of the province to a district, a department and Nghệ An elsewhere."""
    with both_provinces.work() as work:
        nghe_an = units.external(work, "000.00.00.H41", "UBND tỉnh Nghệ An")
    sent = (DISTRICT, OTHER, Recipient(unit_id=nghe_an))
    return stories.draft(both_provinces, "issued", sent)


def seen(office: Office, document: str, sift: Sift = NO_SIFT, login: str = "vt.tinh") -> Matrix:
    """Return a page of the matrix as somebody sees it."""
    with office.look(acting(office, login)) as work:
        return matrix.page(work, document, sift)


def by_key(office: Office, document: str, sift: Sift = NO_SIFT) -> dict[str, Line]:
    """Return the lines of the matrix by the recipients' keys."""
    with office.look(acting(office, "vt.tinh")) as work:
        lines = matrix.page(work, document, sift).lines
        return {work.tree[line.recipient.unit_id].key: line for line in lines}


def test_each_step_stands_with_its_moment_and_who_took_it(
    both_provinces: Office, document: str, clock: Clock
) -> None:
    sent = clock.now
    for action in ("accept", "register", "submit"):
        clock.tick(minutes=10)
        stories.move(both_provinces, CLERK, document, action)
    stories.move(both_provinces, ("vt.snv", "clerk"), document, "refuse", stories.REASON)
    lines = by_key(both_provinces, document)
    marks = lines[DISTRICT].marks
    assert (marks["sent"].at, marks["arrived"].at) == (sent, sent)
    assert marks["received"].at == sent + timedelta(minutes=10)
    assert marks["received"].who == "Katơr Thị Hương"
    assert marks["assigned"].at == sent + timedelta(minutes=30)
    refused = lines[OTHER]
    assert (refused.recipient.step, refused.marks["refused"].reason) == (
        "refused", stories.REASON.reason,
    )  # fmt: skip
    assert seen(both_provinces, document).steps == {"sent": 1, "assigned": 1, "refused": 1}


def test_what_another_system_reports_stands_with_the_others(
    both_provinces: Office, document: str, clock: Clock
) -> None:
    for code, step in (("01", "arrived"), ("03", "received"), ("05", "assigned"), ("06", "done")):
        clock.tick(hours=1)
        tell(both_provinces, document, code)
        line = by_key(both_provinces, document)["@000.00.00.H41"]
        assert (line.recipient.step, line.marks[step].at) == (step, clock.now)
        assert line.recipient.elsewhere
    assert line.marks["received"].who == ""  # a system said so, and names nobody


def test_what_was_not_received_on_its_day_is_overdue_and_later_it_was_late(
    both_provinces: Office, document: str, clock: Clock
) -> None:
    assert seen(both_provinces, document).filters["overdue"] == 0
    clock.tick(days=1)  # Friday has ended
    found = seen(both_provinces, document)
    assert found.filters == {"unreceived": 3, "overdue": 3, "late": 0}
    stories.move(both_provinces, CLERK, document, "accept")
    found = seen(both_provinces, document)
    assert found.filters == {"unreceived": 2, "overdue": 2, "late": 1}
    assert list(by_key(both_provinces, document, Sift(step="late"))) == [DISTRICT]


def test_paper_alone_is_never_overdue_by_wire(province: Office, clock: Clock) -> None:
    paper = Recipient(
        unit_id=stories.unit(province, OTHER), channel="paper", paper_reason="Kèm đĩa bản vẽ"
    )
    document = stories.draft(province, "issued", (paper,))
    clock.tick(days=7)
    (line,) = seen(province, document).lines
    assert (line.recipient.overdue, line.recipient.receive_by) == (False, None)
    assert line.recipient.paper_reason == "Kèm đĩa bản vẽ"
    assert line.marks.keys() == {"sent"}


def test_it_is_sifted_by_step_kind_place_and_a_name_without_accents(
    both_provinces: Office, document: str
) -> None:
    kind = by_key(both_provinces, document)[DISTRICT].recipient.kind
    place = by_key(both_provinces, document)[DISTRICT].recipient.place
    for sift, keys in (
        (Sift(step="sent"), {"@000.00.00.H41"}),
        (Sift(kind=kind), {DISTRICT}),
        (Sift(place=place), {DISTRICT, OTHER}),
        (Sift(place=NOWHERE), {"@000.00.00.H41"}),
        (Sift(name="bac ai"), {DISTRICT}),
        (Sift(name="Sở NỘI vụ"), {OTHER}),
        (Sift(name="không có"), set()),
    ):
        assert set(by_key(both_provinces, document, sift)) == keys
        assert seen(both_provinces, document, sift).found == len(keys)
        assert seen(both_provinces, document, sift).all == 3


def test_pages_follow_each_other_without_gap_or_double(both_provinces: Office) -> None:
    with both_provinces.look() as work:
        keys = [u.id for u in work.tree.units.values() if u.kind.code == "ubnd_xa"][:23]
    document = stories.draft(both_provinces, "issued", [Recipient(unit_id=key) for key in keys])
    found: list[int] = []
    after = None
    with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
        while True:
            page = matrix.page(work, document, NO_SIFT, after, limit=5)
            found += [line.recipient.unit_id for line in page.lines]
            if (after := page.older) is None:
                break
        whole = [line.recipient.unit_id for line in matrix.every(work, document, NO_SIFT)]
    assert found == whole
    assert sorted(found) == sorted(keys)


def test_a_page_begins_where_the_last_one_ended_though_its_last_line_was_sifted_out(
    both_provinces: Office, document: str
) -> None:
    with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
        first = matrix.page(work, document, Sift(step="arrived"), limit=1)
        assert first.older is not None
        key = work.tree[first.older].key
    clerk = {"snv": ("vt.snv", "clerk"), DISTRICT: CLERK}[key]
    stories.move(both_provinces, clerk, document, "accept")
    with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
        rest = matrix.page(work, document, Sift(step="arrived"), first.older)
        assert len(rest.lines) == 1
        assert rest.lines[0].recipient.unit_id != first.older


def test_only_the_senders_side_sees_it(both_provinces: Office, document: str) -> None:
    for login in ("vt.bacai", "vt.phuocdai", "cv.th"):
        with pytest.raises(NotFound):
            seen(both_provinces, document, login=login)
    assert seen(both_provinces, document, login="cv.vx").all == 3
    assert seen(both_provinces, document, login="ttra.tinh").all == 3


def test_the_clerk_has_the_documents_with_overdue_receipts_in_a_folder(
    both_provinces: Office, document: str, clock: Clock
) -> None:
    def listed() -> list[str]:
        with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
            page = inboxes.page(work, "receipts-overdue")
            counted = {folder.name: n for folder, n in inboxes.counts(work)}
        assert counted["receipts-overdue"] == len(page.items)
        return [item.public_id for item in page.items]

    assert listed() == []
    clock.tick(days=1)
    assert listed() == [document]
    stories.move(both_provinces, CLERK, document, "accept")
    stories.move(both_provinces, ("vt.snv", "clerk"), document, "refuse", stories.REASON)
    assert listed() == [document]
    tell(both_provinces, document, "03")
    assert listed() == []
