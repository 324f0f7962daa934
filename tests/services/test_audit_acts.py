"""What auditors look at is recorded, and read by whom it concerns, with content or without."""

import pytest

from office.domain.errors import Refused
from office.domain.people import AUDITOR
from office.runtime import Office
from office.services import people
from office.services.audit import audit_acts
from office.services.audit.audit_acts import Seen
from tests import stories
from tests.make import acting


def looked(office: Office, login: str, role: str | None = None) -> list[Seen]:
    """Return what somebody may read of what auditors looked at."""
    with office.look(acting(office, login, role)) as work:
        return list(audit_acts.page(work).acts)


@pytest.fixture
def watched(both_provinces: Office) -> tuple[Office, str]:
    """Hand in an office where the province's auditor and Bác Ái's looked at something."""
    office = both_provinces
    document = stories.receive(office)
    with office.work() as work:
        people.grant(work, "ct.bacai", "ubnd-bac-ai", AUDITOR)
    with office.work(acting(office, "ttra.tinh")) as work:
        audit_acts.note(work, "view", f"public_id={document}", 1, document)
    with office.work(acting(office, "ct.bacai", AUDITOR)) as work:
        audit_acts.note(work, "search", "text=mật\x00 \u202e" + "x" * 1000, 50)
    return office, document


def test_an_auditor_reads_what_those_below_looked_at(watched: tuple[Office, str]) -> None:
    office, document = watched
    below, own = looked(office, "ttra.tinh")
    assert (own.kind, own.document, own.shown) == ("view", document, 1)
    assert (below.kind, below.shown, below.person) == ("search", 50, "Katơr Minh Đăng")


def test_nobody_below_reads_what_those_above_looked_at(watched: tuple[Office, str]) -> None:
    office, _ = watched
    assert [act.kind for act in looked(office, "ct.bacai", AUDITOR)] == ["search"]


def test_an_administrator_reads_who_and_when_and_not_what(watched: tuple[Office, str]) -> None:
    office, _ = watched
    acts = looked(office, "qt.tinh")
    assert [(act.kind, act.asked, act.document) for act in acts] == [
        ("search", None, None), ("view", None, None)
    ]  # fmt: skip
    assert all(act.person for act in acts)


def test_nobody_else_reads_it(watched: tuple[Office, str]) -> None:
    office, _ = watched
    for login in ("ct.tinh", "vt.tinh", "cv.vx"):
        with pytest.raises(Refused):
            looked(office, login)


def test_what_was_asked_is_kept_short_and_printable(watched: tuple[Office, str]) -> None:
    office, _ = watched
    asked = looked(office, "ttra.tinh")[0].asked or ""
    assert len(asked) == audit_acts.LONGEST_ASKED
    assert asked.startswith("text=mật x")


def test_pages_of_looks_follow_one_another(province: Office) -> None:
    for number in range(7):
        with province.work(acting(province, "ttra.tinh")) as work:
            audit_acts.note(work, "search", str(number), number)
    seen: list[int] = []
    before = None
    while True:
        with province.look(acting(province, "ttra.tinh")) as work:
            page = audit_acts.page(work, before, limit=3)
        seen += [act.shown for act in page.acts]
        before = page.older
        if before is None:
            break
    assert seen == [6, 5, 4, 3, 2, 1, 0]


def test_an_unknown_kind_is_a_fault_of_ours(province: Office) -> None:
    with province.work(acting(province, "ttra.tinh")) as work, pytest.raises(ValueError, match="x"):
        audit_acts.note(work, "x")
