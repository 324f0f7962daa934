"""How much moved without paper, for the units the actor may answer for."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from office.domain.people import ADMINISTRATOR, ROLES
from office.metrics.paper import DEFINITION, Sent, Split, by_recipient_level, by_sender_level
from office.services import access
from office.services.work import Work

__all__ = ["DEFINITION", "Report", "Split", "split"]


class Report(NamedTuple):
    """The split by the recipients' level (document × recipient) and by the senders' (documents)."""

    by_recipient: list[Split]
    by_sender: list[Split]


def split(work: Work, since: datetime | None = None, until: datetime | None = None) -> Report:
    """Return the three-way split of what the actor's agency and the units below it sent.

    `since` is inclusive, `until` exclusive.  Secret documents are in no figure.  Raises
    Refused for an administrator.
    """
    access.require_role(work, *(role for role in ROLES if role != ADMINISTRATOR))
    agency = work.actor.agency_id
    senders = [agency, *(unit.id for unit in work.tree.below(agency))]
    sent = Sent(since=since, until=until, agencies=senders)
    return Report(by_recipient_level(work.db, sent), by_sender_level(work.db, sent))
