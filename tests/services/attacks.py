"""Doing to the database what only its administrator can, and asking `verify` what it sees."""

from contextlib import suppress
from typing import Any

from sqlalchemy import text

from office.runtime import Office
from office.services.audit import verification
from office.services.work import Work
from tests import stories

#: What stands in the way of an honest mistake; whoever owns the database takes it away first.
TRIGGERS = (
    "movements_no_update", "movements_no_delete",
    "register_acts_no_update", "register_acts_no_delete",
    "public_page_acts_no_update", "public_page_acts_no_delete",
)  # fmt: skip


class Undone(Exception):
    """The attack was looked at and is taken back."""


def found_after(office: Office, sql: str, **values: Any) -> list[str]:
    """Run `sql`, assert that it changed something, return what `verify` says; change nothing."""
    said: list[str] = []
    with suppress(Undone), office.work() as work:
        disarm(work)
        assert work.db.execute(text(sql), values).rowcount > 0, f"changed nothing: {sql}"
        said = [problem.en for problem in verification.verify(work).problems]
        raise Undone
    return said


def disarm(work: Work) -> None:
    """Take the triggers away, as long as this SQLite transaction lasts."""
    for trigger in TRIGGERS:
        work.db.execute(text(f"DROP TRIGGER {trigger}"))


def honest(office: Office) -> tuple[str, str]:
    """Fill an office: a request in progress (1) and a letter at two recipients (2), honestly.

    A third document is a draft, the fourth one's number was cancelled.
    """
    request = stories.incoming(office, "in_progress")
    letter = stories.draft(office, "issued", recipients=["ubnd-bac-ai", "snv"])
    for action in ("accept", "register"):
        stories.move(office, ("vt.bacai", "clerk"), letter, action)
    stories.draft(office)
    cancelled = stories.draft(office, "numbered")
    stories.move(office, ("vt.tinh", "clerk"), cancelled, "cancel_number", stories.REASON)
    return request, letter
