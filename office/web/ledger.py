"""The ledger of paper: every fact of a period with its sheets, as a page and as a spreadsheet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, BinaryIO, cast

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.domain.movements import milliseconds, moment
from office.domain.sheets import FACTS, USING_UP, WAYS
from office.domain.text import Text
from office.domain.workdays import shown
from office.reports import spreadsheet
from office.services.books import bound_volumes, columns
from office.services.papers import ledger, ledger_book, post_book
from office.services.papers.ledger_book import Fact, Sift
from office.services.papers.ledger_queries import SOURCES, VOLUMES, Place
from office.services.work import Work
from office.web import current, posted
from office.web.errors import status_of
from office.web.papers import Answer
from office.web.printing import TITLES as SLIP_TITLES
from office.web.wording import said

bp = Blueprint("ledger", __name__)
FILTERS = ("since", "until", "event", "unit", "person", "symbol")
#: Of what paper was used up, where the event alone does not say it.
ORIGINS: dict[str, Text] = {
    "late": Text("gửi sau, văn bản đã gửi điện tử", "follows a letter sent electronically"),
    "again": Text("in thêm", "once more"),
    "inner": Text("người của cơ quan gửi in", "by the sender's own people"),
    "electronic": Text("từ bản điện tử", "from the electronic form"),
    "paper": Text("từ bản giấy, bản quét", "from paper, from its scan"),
    **SLIP_TITLES,
}
_TITLES = (
    Text("Ngày", "Day"),
    Text("Việc", "Fact"),
    Text("Văn bản, sổ", "Document, book"),
    Text("Đơn vị", "Unit"),
    Text("Nơi nhận", "Recipient"),
    Text("Số bản", "Copies"),
    Text("Số trang", "Pages"),
    Text("Số tờ", "Sheets"),
    Text("Hai mặt", "Both sides"),
    Text("Người ghi", "By"),
    Text("Lúc ghi", "Entered at"),
    Text("Ghi chú", "Notes"),
)
_EVERY = Text("— mọi việc —", "— every fact —")
_CLOSED = Text("(văn bản ngoài phạm vi)", "(a document beyond your reach)")
_TAKEN_BACK = Text("Đã hủy", "Taken back")
_COUNTER = Text("Mục hủy", "Counter-entry")


@bp.get("/paper/ledger")
def index() -> Answer:
    """Show the facts of a period, the newest day first; raises NotFound for no reader."""
    return _page()


@bp.get("/paper/ledger.xlsx")
def export() -> Response:
    """Hand out every fact that passes the filters as a spreadsheet."""
    with current.look() as work:
        lines = ledger_book.every(work, _sift(work.today))
        kept = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 (the answer closes it)
        titles = [said(title) for title in _TITLES]
        rows = _rows(work, lines)
        spreadsheet.xlsx(kept, said(Text("Sổ giấy tờ", "Ledger of paper")), titles, rows)
    kept.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return send_file(kept, mimetype=kind, as_attachment=True, download_name="so-giay-to.xlsx")


@bp.post("/paper/ledger/correction")
def correct() -> Answer:
    """Take a fact back by a counter-entry, with its reason."""
    form = request.form
    entry = posted.key(form.get("entry", ""))
    if entry is None:
        raise NotFound
    try:
        with current.work() as work:
            if form.get("source") == VOLUMES:
                book = posted.key(form.get("of", "")) or 0
                bound_volumes.take_back(work, book, entry, form.get("reason", ""))
            else:
                ledger.take_back(work, form.get("of", ""), entry, form.get("reason", ""))
    except (Invalid, Refused) as refusal:
        return _page(refusal)
    flash(said(Text("Đã ghi mục hủy.", "The counter-entry is kept.")), "done")
    return redirect(url_for("ledger.index", **_asked()))


def _asked() -> dict[str, Any]:
    """Return the filters that were asked for, as addresses carry them."""
    return {name: value for name in FILTERS if (value := request.args.get(name, "").strip())}


def _sift(today: date) -> Sift:
    """Return the filters; without days, the month up to today.  Raises Invalid for no day."""
    asked = _asked()
    since, until = (posted.day(asked.get(name, ""), name) for name in ("since", "until"))
    event = asked.get("event", "")
    return Sift(
        since=since or (None if until else today.replace(day=1)),
        until=until,
        event=event if event in FACTS else "",
        unit=posted.key(asked.get("unit", "")) or 0,
        person=asked.get("person", "")[:100],
        symbol=asked.get("symbol", "")[:60],
    )


def _after() -> Place | None:
    """Return the place that an address goes on after, None for what is none."""
    pieces = request.args.get("after", "").split("_")
    try:
        day, at, source, key = pieces
        if source not in SOURCES or len(at) > len("1000000000000000"):
            return None
        return Place(date.fromisoformat(day), moment(int(at)), source, posted.row(int(key)))
    except (ValueError, OverflowError):
        return None


def _page(refusal: OfficeError | None = None) -> Answer:
    after = _after()
    with current.look() as work:
        try:
            sift = _sift(work.today)
        except Invalid as wrong:
            refusal, sift = wrong, Sift(since=work.today.replace(day=1))
        page = ledger_book.page(work, sift, after)
        totals = ledger_book.totals(work, sift)
        agencies = post_book.units(work)
        units = [(one.id, one.name) for one in map(work.tree.units.get, agencies) if one]
        keeps = {one.id for one in work.tree.units.values() if one.kind.keeps_register}
    older = page.older
    answer = render_template(
        "ledger.html",
        page=page,
        older=f"{older.day}_{milliseconds(older.at)}_{older.source}_{older.key}" if older else None,
        first=after is None,
        totals=[(words, totals[event]) for event, words in FACTS.items() if event in totals],
        used=sum(totals[event].sheets for event in USING_UP if event in totals),
        units=sorted([one for one in units if one[0] in keeps], key=lambda one: one[1]),
        sift=sift,
        asked=_asked(),
        facts=FACTS,
        events=[("", said(_EVERY)), *((event, said(words)) for event, words in FACTS.items())],
        ways=WAYS,
        origins=ORIGINS,
        books=columns.TITLES,
        reasons=refusal.reasons if refusal else (),
    )
    return (answer, status_of(refusal)) if refusal else answer


def _rows(work: Work, lines: Sequence[Fact]) -> Iterator[list[str]]:
    units = work.tree.units
    for one in lines:
        to = units.get(one.to_unit_id or 0)
        unit = units.get(one.unit_id)
        yield [
            f"{one.day:%d/%m/%Y}",
            ": ".join(said(words) for words in _words(one)),
            _of(one),
            unit.name if unit else "",
            to.name if to else "",
            *(str(count) for count in (one.copies, one.pages or "", one.sheets)),
            "x" if one.duplex else "",
            one.person,
            shown(one.at),
            "; ".join(filter(None, (_mark(one), one.reason))),
        ]


def _words(one: Fact) -> list[Text]:
    more = WAYS.get(one.way) or ORIGINS.get(one.origin)
    return [FACTS[one.event], *([more] if more else [])]


def _of(one: Fact) -> str:
    if one.source == VOLUMES:
        told = Text("{book} {year}, quyển {n}", "{book} {year}, volume {n}")
        return said(told.filled(book=columns.TITLES[one.origin], year=one.of, n=one.volume or 0))
    return one.of or said(_CLOSED)


def _mark(one: Fact) -> str:
    return said(_COUNTER) if one.corrects else said(_TAKEN_BACK) if one.taken_back else ""
