"""Who has which report by mail: begun and ended by each person for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, update

from office.database import inserting
from office.domain import figure_reports
from office.domain.errors import Invalid, NotFound
from office.domain.figure_reports import PDF
from office.domain.text import Text
from office.models.figure_reports import ReportMail, ReportSubscription
from office.services import access, mandates
from office.services.figures import dashboard, scopes
from office.services.figures.asked import Asked
from office.services.notifying import choices, mails
from office.services.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which report somebody wants by mail: of which agency, how often, on which working day."""

    unit_id: int
    kind: str
    every: str
    workday: int
    form: str = PDF
    language: str = "vi"


def begin(work: Work, wish: Wish) -> None:
    """Begin to have a report by mail; the same one twice is one.

    Raises Refused or NotFound for figures the actor may not see, Invalid.
    """
    mandates.require_own_capacity(work.actor)
    access.require_role(work, *dashboard.READERS)
    figure_reports.checked(wish.kind, wish.form)
    figure_reports.checked_rhythm(wish.every, wish.workday)
    scopes.of(work, Asked(unit_id=wish.unit_id, since=work.today, until=work.today))
    if not choices.address(work):
        raise Invalid(_NO_ADDRESS, field="address")
    row = {name: getattr(wish, name) for name in Wish.__slots__}
    row |= {
        "person_id": work.actor.person_id, "agency_id": work.actor.agency_id,
        "begun_on": work.today,
    }  # fmt: skip
    work.db.execute(inserting(work.db, ReportSubscription).values(row).on_conflict_do_nothing())


def end(work: Work, key: int) -> None:
    """End a report by mail; raises NotFound for one that is not the actor's."""
    mandates.require_own_capacity(work.actor)
    ended = work.db.execute(
        update(ReportSubscription)
        .where(
            ReportSubscription.id == key,
            ReportSubscription.person_id == work.actor.person_id,
            ReportSubscription.ended_at.is_(None),
        )
        .values(ended_at=work.at)
    )
    if not ended.rowcount:
        raise NotFound


def listed(work: Work) -> Sequence[Row[Any]]:
    """Return what the actor has by mail, the oldest first."""
    access.require_role(work, *dashboard.READERS)
    return work.db.execute(
        select(ReportSubscription.__table__)
        .where(
            ReportSubscription.person_id == work.actor.person_id,
            ReportSubscription.ended_at.is_(None),
        )
        .order_by(ReportSubscription.id)
    ).all()


def mailed(work: Work, limit: int = 12) -> Sequence[Row[Any]]:
    """Return what was mailed to the actor last, the newest first."""
    return work.db.execute(
        select(ReportMail.__table__, ReportSubscription.kind, ReportSubscription.unit_id)
        .join(ReportSubscription, ReportSubscription.id == ReportMail.subscription_id)
        .where(ReportSubscription.person_id == work.actor.person_id)
        .order_by(ReportMail.id.desc())
        .limit(limit)
    ).all()


def sends(work: Work) -> bool:
    """Say whether this office sends mail at all."""
    return mails.configured(work)


_NO_ADDRESS = Text(
    "Hãy ghi địa chỉ thư điện tử ở “Cách nhận thông báo” trước.",
    "Enter your mail address under “How you are told” first.",
)
