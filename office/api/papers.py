"""Paper that goes along: the print queue, the post, what came; by the services of the pages."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from office.api import current, wording
from office.api.schemas.papers import (
    AwaitedPage,
    CameForm,
    EnvelopeKeys,
    PaperAfter,
    PaperBookQuery,
    PaperReason,
    PaperShape,
    PostForm,
    PostPage,
    PrintedShape,
    PrintForm,
    ProofForm,
    QueuePage,
    StampedShape,
    ToSend,
)
from office.api.section import section as new_section
from office.api.wording import Json
from office.services.papers import ledger, post, post_book, prints, queue, receipts
from office.services.papers.post import Sending
from office.services.papers.post_book import Line, Period
from office.services.papers.prints import Order
from office.services.papers.receipts import Came
from office.services.work import Work

section = new_section("papers", "Bản giấy / Paper that goes along")
KEY = "<int(min=1, max=2147483647):key>"


@section.get("/paper/prints")
@section.arguments(PaperAfter, location="query")
@section.answers(200, QueuePage, 422)
def waiting(query: Json) -> Json:
    """List what waits to be printed and stamped, the oldest first."""
    with current.office().look(current.actor()) as work:
        page = queue.page(work, query.get("after", 0))
    return {"documents": page.items, "total": page.total, "next": page.after}


@section.get("/documents/<document:public_id>/paper")
@section.answers(200, PaperShape, 404)
def paper(public_id: str) -> Json:
    """Tell where the paper of a document stands, and every entry: to its clerk."""
    with current.office().look(current.actor()) as work:
        row = queue.document(work, public_id)
        return {
            "pages": prints.shown(work, row)[0],
            "legs": [_leg(work, one) for one in queue.legs(work, row.id)],
            "entries": ledger.listed(work, row.id, [work.actor.agency_id]),
        }


@section.post("/documents/<document:public_id>/paper/prints")
@section.arguments(PrintForm)
@section.answers(201, PrintedShape, 400, 404, 413, 415, 422)
def print_copies(form: Json, public_id: str) -> tuple[Any, int]:
    """Enter that the issued file was printed: one copy of it is what is printed so often."""
    with current.office().look(current.actor()) as work:
        units = wording.unit_ids(work, form["units"], "units")
        order = Order(**{**form, "units": frozenset(units)})
        made = prints.make(work, public_id, order)
    with current.office().work(current.actor()) as work:
        prints.keep(work, public_id, order, made)
    return made, HTTPStatus.CREATED


@section.post("/documents/<document:public_id>/paper/stamp")
@section.answers(200, StampedShape, 400, 404, 413, 415, 422)
def stamp(public_id: str) -> Json:
    """Note that all printed copies of a document were stamped."""
    with current.office().work(current.actor()) as work:
        return {"copies": prints.stamp(work, public_id)}


@section.post(f"/documents/<document:public_id>/paper/entries/{KEY}/correction")
@section.arguments(PaperReason)
@section.answers(204, None, 400, 404, 413, 415, 422)
def correct(form: Json, public_id: str, key: int) -> tuple[str, int]:
    """Take an entry of one's own agency back by a counter-entry."""
    with current.office().work(current.actor()) as work:
        ledger.take_back(work, public_id, key, form["reason"])
    return "", HTTPStatus.NO_CONTENT


@section.get("/post")
@section.answers(200, ToSend(many=True), 422)
def ready() -> list[Json]:
    """List what was stamped and waits to be sent."""
    with current.office().look(current.actor()) as work:
        return [
            {
                "delivery_id": one.delivery_id,
                "public_id": one.public_id,
                "symbol": one.symbol,
                "subject": one.subject,
                "unit": wording.unit(work, one.unit_id),
                "copies": one.copies,
            }
            for one in post.ready(work)
        ]


@section.post("/post")
@section.arguments(PostForm)
@section.answers(201, EnvelopeKeys, 400, 413, 415, 422)
def send(form: Json) -> tuple[Json, int]:
    """Keep what goes on a day, a line an envelope; all of it or nothing."""
    with current.office().work(current.actor()) as work:
        units = wording.unit_ids(work, [one["unit"] for one in form["envelopes"]], "envelopes")
        sendings = [
            Sending(
                unit_id=unit,
                deliveries=tuple(one["deliveries"]),
                way=one["way"],
                count=one["count"],
                note=one["note"],
            )
            for unit, one in zip(units, form["envelopes"], strict=True)
        ]
        return {"keys": post.send(work, sendings, form["day"])}, HTTPStatus.CREATED


@section.get("/post/book")
@section.arguments(PaperBookQuery, location="query")
@section.answers(200, PostPage, 404, 422)
def book(query: Json) -> Json:
    """Read the book of the post, the newest line first."""
    with current.office().look(current.actor()) as work:
        page = post_book.page(work, period(query), query.get("below"))
        return {"lines": [_line(work, line) for line in page.lines], "next": page.older}


@section.post(f"/post/book/{KEY}/proof")
@section.arguments(ProofForm)
@section.answers(204, None, 400, 404, 413, 415, 422)
def prove(form: Json, key: int) -> tuple[str, int]:
    """Note the proof of posting of a line."""
    with current.office().work(current.actor()) as work:
        post.prove(work, key, form["code"], form["day"], form["words"])
    return "", HTTPStatus.NO_CONTENT


@section.post(f"/post/book/{KEY}/void")
@section.arguments(PaperReason)
@section.answers(204, None, 400, 404, 413, 415, 422)
def void(form: Json, key: int) -> tuple[str, int]:
    """Take a line back; its copies wait to be sent again."""
    with current.office().work(current.actor()) as work:
        post.void(work, key, form["reason"])
    return "", HTTPStatus.NO_CONTENT


@section.get("/paper/awaited")
@section.arguments(PaperAfter, location="query")
@section.answers(200, AwaitedPage, 422)
def awaited(query: Json) -> Json:
    """List the paper that has not come to the clerk's agency."""
    with current.office().look(current.actor()) as work:
        page = receipts.page(work, query.get("after", 0))
    return {"documents": page.items, "total": page.total, "next": page.after}


@section.post("/documents/<document:public_id>/paper/receipt")
@section.arguments(CameForm)
@section.answers(204, None, 400, 404, 409, 413, 415, 422)
def came(form: Json, public_id: str) -> tuple[str, int]:
    """Note that the paper original came; what was sent on paper alone arrives by it."""
    with current.office().work(current.actor()) as work:
        receipts.note(work, public_id, Came(**form))
    return "", HTTPStatus.NO_CONTENT


def period(query: Json) -> Period:
    """Return the days of a book that were asked for."""
    return Period(since=query.get("since"), until=query.get("until"))


def _leg(work: Work, one: queue.PaperLeg) -> Json:
    leg = one.leg
    return {
        "delivery": one.delivery_id,
        "unit": wording.unit(work, one.unit_id),
        "channel": one.channel,
        "standing": leg.standing,
        "gone": one.gone,
        "printed": leg.printed,
        "stamped": leg.stamped,
        "posted": leg.posted,
        "received": leg.received,
    }


def _line(work: Work, line: Line) -> Json:
    return {
        "id": line.id,
        "day": line.day,
        "documents": [{"id": name, "symbol": symbol} for name, symbol in line.symbols],
        "to": wording.unit(work, line.to_unit_id),
        "count": line.count,
        "way": line.way,
        "note": line.note,
        "proofs": [{"code": code, "day": day} for code, day in line.proofs],
        "void": line.void,
        "by": line.by,
    }
