"""Searching documents, and the searches somebody keeps."""

from __future__ import annotations

from office.api import current, wording
from office.api.schemas.search import FoundShape, SavedShape, SaveForm, Search
from office.api.section import section as new_section
from office.api.wording import Json
from office.services.search import saved_searches, search_fields, searching
from office.services.search.saved_searches import Saved
from office.services.search.searching import Hit
from office.services.work import Work

section = new_section("search", "Tìm kiếm / Search")


@section.get("/search")
@section.arguments(Search, location="query")
@section.answers(200, FoundShape, 422)
def search(query: Json) -> Json:
    """Find documents the token's capacity may see, newest first; words need no accents."""
    after = str(query.pop("after", ""))
    with current.office().look(current.actor()) as work:
        found = searching.search(work, search_fields.read(work, query, after))
        return {
            "hits": [_hit(work, hit) for hit in found.hits],
            "count": found.count,
            "more": found.more,
            "next": found.older,
        }


@section.get("/saved-searches")
@section.answers(200, SavedShape(many=True))
def saved() -> list[Saved]:
    """List the searches the token's person keeps, each with how much it finds now."""
    with current.office().look(current.actor()) as work:
        return saved_searches.listed(work)


@section.post("/saved-searches")
@section.arguments(SaveForm)
@section.answers(200, SavedShape(many=True), 400, 413, 415, 422)
def save(form: Json) -> list[Saved]:
    """Keep a search under a name, in the place of one that had it; list them all."""
    name = form.pop("name")
    with current.office().work(current.actor()) as work:
        saved_searches.save(work, name, form)
        return saved_searches.listed(work)


@section.delete("/saved-searches/<int(min=1, max=999999999):saved_id>")
@section.answers(200, SavedShape(many=True), 404)
def forget(saved_id: int) -> list[Saved]:
    """Forget a saved search; list the others."""
    with current.office().work(current.actor()) as work:
        saved_searches.delete_one(work, saved_id)
        return saved_searches.listed(work)


def _hit(work: Work, hit: Hit) -> Json:
    return {
        "id": hit.public_id,
        "subject": hit.subject,
        "symbol": hit.symbol,
        "type": hit.type_code,
        "issuer": wording.unit(work, hit.issuer_unit_id),
        "issued_on": hit.issued_on,
        "urgency": hit.urgency,
        "signer": hit.signer_name,
        "incoming": hit.incoming,
        "arrival_number": hit.arrival_number,
        "arrived_at": hit.arrived_at,
        "state": wording.state(work, hit.procedure, hit.state),
        "holder": wording.holder(
            work, hit.holder_unit_id, hit.holder_name, hit.held_since, hit.due_at
        ),
        "late": hit.late,
        "related": hit.related,
        "excerpt": hit.excerpt,
        "file": hit.where,
    }
