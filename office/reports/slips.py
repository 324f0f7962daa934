"""Slips that go with a document on paper: a value → HTML → PDF.

The handling slip has the sections of NĐ 30/2020 Phụ lục IV; the routing slip tells the way and
carries the end of the document's chain as a QR code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined

from office.domain.slips import Opinions, Way, local
from office.reports import qr
from office.reports import render as paper
from office.reports.printable import date_words, printable
from office.reports.render import Printed

_PAGES = Environment(
    loader=PackageLoader("office.reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.filters["local"] = local


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What both slips say of the document: the agency on top, then what it is."""

    organ: str
    parent_organ: str | None
    place: str
    printed_on: date
    type_name: str
    symbol: str
    issued_on: str
    issuer: str
    subject: str
    arrival: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingSlip:
    """Phiếu giải quyết văn bản đến."""

    head: Head
    opinions: Opinions


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingSlip:
    """Phiếu trình of a draft, or phiếu luân chuyển of what came in; `chain` goes into the QR."""

    head: Head
    title: str
    state: str
    way: tuple[Way, ...]
    chain: str
    records: int


def handling(slip: HandlingSlip) -> Printed:
    """Return the handling slip as PDF/A; the same slip gives the same bytes."""
    return _made(
        "handling_slip.html", f"Phiếu giải quyết văn bản đến {slip.head.symbol}", slip=slip
    )


def routing(slip: RoutingSlip) -> Printed:
    """Return the routing slip as PDF/A; the same slip gives the same bytes."""
    title = f"{slip.title} {slip.head.symbol}"
    return _made("routing_slip.html", title, slip=slip, code=qr.data_url(slip.chain))


def _made(template: str, title: str, **values: object) -> Printed:
    slip = values["slip"]
    day = date_words(slip.head.printed_on) if isinstance(slip, HandlingSlip | RoutingSlip) else ""
    html = printable(_PAGES.get_template(template).render(date=day, **values))
    return paper.printed(html, title=printable(" ".join(title.split())))
