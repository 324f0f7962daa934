"""Reports by mail: promised once for each person and period, sent when they are made.

The door is opened again before sending: whoever may no longer see the figures gets nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, select, update

from office.database import inserting
from office.domain import figure_reports, periods
from office.domain.errors import NotFound, Refused
from office.domain.mail import Attached, Letter
from office.domain.periods import Period
from office.domain.text import Text
from office.domain.titles import full_name
from office.models.figure_reports import FigureReport, ReportMail, ReportSubscription
from office.models.notices import MailAddress
from office.models.people import Person
from office.services import outbox
from office.services.figures import scopes, units
from office.services.figures.asked import Asked
from office.services.notifying import mails
from office.services.notifying.mail_words import OFFICE
from office.services.reporting import reports
from office.services.reporting.reports import Wanted
from office.services.work import Work

#: The promise to mail a report.
SEND = "report_mail"
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Ready:
    """A report that is due to somebody: its letter, or None where their rights ended."""

    letter: Letter | None


def promise(work: Work) -> int:
    """Promise every report that is due by today and was not promised; return how many.

    A period whose day passed while nothing ran is still promised, once.
    """
    if not mails.configured(work):
        return 0
    going_on = select(ReportSubscription.__table__).where(ReportSubscription.ended_at.is_(None))
    return sum(_promised(work, row) for row in work.db.execute(going_on).all())


def due(work: Work, key: int) -> Ready | None:
    """Return what is to be sent now, None when it is settled; raises NotMade for a report that
    is not made yet."""
    row = work.db.execute(
        select(ReportMail.__table__, *_WISH, MailAddress.address, Person.name.label("person"))
        .join(ReportSubscription, ReportSubscription.id == ReportMail.subscription_id)
        .outerjoin(Person, and_(Person.id == ReportSubscription.person_id, Person.active))
        .outerjoin(MailAddress, MailAddress.person_id == Person.id)
        .where(ReportMail.id == key, ReportMail.sent_at.is_(None))
    ).first()
    if row is None:
        return None
    if row.ended_at is not None or row.address is None or not _may(work, row):
        return Ready(None)
    report = work.db.execute(
        select(FigureReport.__table__).where(FigureReport.id == row.report_id)
    ).first()
    if report is None or report.digest is None:
        raise NotMade(f"report {row.report_id} is not made yet")
    return Ready(_letter(work, row, report))


def settle(work: Work, key: int, outcome: str) -> None:
    """Say what became of a mail; what was said first stays."""
    work.db.execute(
        update(ReportMail)
        .where(ReportMail.id == key, ReportMail.sent_at.is_(None))
        .values(sent_at=work.wall, outcome=outcome)
    )


class NotMade(Exception):
    """The report has not been made yet: try again later."""


def _promised(work: Work, wish: Row[Any]) -> int:
    period = periods.last_over(wish.every, work.today)
    day = figure_reports.mailed_on(work.calendar, period.until, wish.workday)
    if work.today < day or day < wish.begun_on or wish.unit_id not in work.tree.units:
        return 0
    row = {"subscription_id": wish.id, "period": period.written, "at": work.at}
    added = inserting(work.db, ReportMail).values(row).on_conflict_do_nothing()
    key = work.db.scalar(added.returning(ReportMail.id))
    if key is None:
        return 0
    report = reports.asked(work, _wanted(wish, period), wish.agency_id, None)
    work.db.execute(update(ReportMail).where(ReportMail.id == key).values(report_id=report))
    outbox.post(work, SEND, {"mail": key})
    return 1


def _wanted(wish: Row[Any], period: Period) -> Wanted:
    return Wanted(
        unit_id=wish.unit_id, kind=wish.kind, period=period, form=wish.form, language=wish.language
    )


def _may(work: Work, row: Row[Any]) -> bool:
    """Say whether the person sees these figures in any capacity they have today."""
    period = periods.parse(row.period)
    asked = Asked(unit_id=row.unit_id, since=period.since, until=period.until)
    for eyes in mails.eyes(work, row.person_id, row.person):
        if eyes.actor.agency_id != row.agency_id:
            continue
        try:
            scopes.of(eyes, asked)
        except (Refused, NotFound):
            continue
        return True
    return False


def _letter(work: Work, row: Row[Any], report: Row[Any]) -> Letter:
    unit = full_name(units.known(work, [row.unit_id])[row.unit_id].name)
    told = {"unit": unit, "period": periods.parse(row.period).label}
    kind, url = figure_reports.KINDS[row.kind], work.settings.public_url
    with work.storage.open(report.digest) as content:
        attached = Attached(reports.name(work, report), TYPES[row.form], content.read())
    subject = _SUBJECT.filled(kind=kind, **told)
    lines = (_BODY.filled(kind=kind, **told), Text("", ""), _FOOT.filled(url=url))
    return Letter(
        to=row.address,
        sender=work.settings.smtp_from,
        subject=f"{OFFICE} {subject.into(row.language)}",
        lines=tuple(line.into(row.language) for line in lines),
        key=f"report:{row.subscription_id}:{row.period}",
        at=row.at,
        attached=attached,
    )


_WISH = tuple(
    column for name, column in ReportSubscription.__table__.c.items() if name not in ("id", "at")
)
_SUBJECT = Text("{kind}: {unit}, {period}", "{kind}: {unit}, {period}")
_BODY = Text("Kèm theo thư này: {kind}, {unit}, {period}.", "Attached: {kind}, {unit}, {period}.")
_FOOT = Text(
    "Thư tự động, không trả lời. Thôi nhận: {url}/paper/reports/mail",
    "Sent by itself; do not answer. To end it: {url}/paper/reports/mail",
)
