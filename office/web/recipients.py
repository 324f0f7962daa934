"""Whom a draft goes to, and how: chosen from the tree, from groups, or by pasting names.

Every button keeps what was chosen so far; `drafts` gives these pages their addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Conflict, Invalid, OfficeError, Refused
from office.domain.paper import CHANNELS, ELECTRONIC
from office.domain.text import Text
from office.services.desk import reference
from office.services.outgoing import drafting, last_used, recipient_groups, relating
from office.services.outgoing.drafting import Recipient
from office.services.tree import Tree
from office.services.views import dossier
from office.services.views.dossier import Dossier
from office.services.work import Work
from office.web import current, picking, posted
from office.web.errors import status_of
from office.web.picking import Offered, Picked
from office.web.wording import said

ROWS = 100
FROM = "from:"
KEEP, FORGET = "keep-group", "forget:"


def show(public_id: str) -> str | Response:
    """Show whom a draft goes to; of what has been issued, the document's page."""
    with current.look() as work:
        read = dossier.read(work, public_id)
        if not _is_open(work, read):
            return redirect(url_for("documents.show", public_id=public_id))
        return _page(work, read, Picked(recipients=drafting.addressed(work, public_id)), ())


def change(public_id: str) -> str | Response | tuple[str, int]:
    """Keep the recipients chosen; what cannot be kept stays on the page with the reasons."""
    refusal: OfficeError | None = None
    with current.look() as work:
        before = drafting.addressed(work, public_id)
        choice = picking.picked(_offered(work), request.form, before, _again(work))
    try:
        with current.work() as work:
            seen = request.form.get("seen")
            drafting.address(work, public_id, choice.recipients, seen=seen)
            _groups(work, choice)
    except (Invalid, Refused, Conflict) as refused:
        refusal = refused
    reasons = (*(refusal.reasons if refusal else ()), *choice.reasons)
    if request.form.get("do") == "done" and not reasons:
        kept = Text("Đã lưu {n} nơi nhận.", "{n} recipients are kept.")
        flash(said(kept.filled(n=len(choice.recipients))), "done")
        return redirect(url_for("documents.show", public_id=public_id))
    with current.look() as work:
        read = dossier.read(work, public_id)
        page = _page(work, read, choice, reasons, refused=refusal is not None)
    return page, status_of(refusal) if refusal else 200


def _offered(work: Work) -> Offered:
    return Offered(work.tree, work.actor.agency_id, recipient_groups.listed(work))


def _again(work: Work) -> Sequence[Recipient]:
    """Return the recipients of the earlier document whose button was pressed, if one was."""
    do = request.form.get("do", "")
    wanted = do.removeprefix(picking.LAST)
    return last_used.recipients(work, wanted) if do.startswith(picking.LAST) else ()


def _groups(work: Work, choice: Picked) -> None:
    """Keep what is chosen as a group, or forget a group, where that button was pressed."""
    do = request.form.get("do", "")
    if do == KEEP:
        chosen = [recipient.unit_id for recipient in choice.recipients]
        recipient_groups.keep(work, request.form.get("group_name", ""), chosen)
    if do.startswith(FORGET):
        recipient_groups.remove(work, posted.key(do.removeprefix(FORGET)) or 0)


def _is_open(work: Work, read: Dossier) -> bool:
    """Say whether the actor's agency still decides where the document goes."""
    row = read.document
    ours = row.agency_id == work.actor.agency_id and row.procedure is not None
    return ours and row.closed_at is None and not read.delivery_counts


def _page(
    work: Work, read: Dossier, choice: Picked, reasons: Sequence[Text], *, refused: bool = False
) -> str:
    form = request.form
    offered = _offered(work)
    under = posted.key(form.get("under", "") or request.args.get("under", ""))
    do = form.get("do", "")
    first = (posted.key(do.removeprefix(FROM)) or 0) if do.startswith(FROM) else 0
    first = first if first < len(choice.recipients) else 0
    return render_template(
        "recipients.html",
        document=read.document,
        symbol=read.symbol,
        read=read,
        last_used=last_used.offered(work, read.document.public_id),
        left_out=relating.left_out(work, read.document.id),
        seen=drafting.mark(drafting.addressed(work, read.document.public_id)),
        offered=offered,
        under=work.tree.units.get(under) if under else None,
        branches=offered.branches(under),
        chosen={recipient.unit_id for recipient in choice.recipients},
        rows=choice.recipients[first : first + ROWS],
        first=first,
        step=ROWS,
        unknown=choice.unknown,
        reasons=reasons,
        channels=[(name, said(words)) for name, words in CHANNELS.items()],
        channel=form.get("channel", ELECTRONIC),
        paper_reason=form.get("paper_reason", ""),
        paper_reasons=reference.paper_reasons(work.settings.data),
        group_name=form.get("group_name", "") if refused else "",
        **_summary(work.tree, choice.recipients),
    )


def _summary(tree: Tree, recipients: Sequence[Recipient]) -> dict[str, Any]:
    kinds = Counter(tree[recipient.unit_id].kind.code for recipient in recipients)
    titles = {u.kind.code: u.kind.title for u in tree.units.values() if u.kind.code in kinds}
    ways = Counter(recipient.channel for recipient in recipients)
    return {
        "kinds": [(said(titles[code]), count) for code, count in kinds.most_common()],
        "ways": [(name, said(CHANNELS[name]), ways[name]) for name in CHANNELS if ways[name]],
    }
