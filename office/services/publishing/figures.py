"""The figures that an agency's public page shows: one function, whatever counts them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from office.domain.publication import FigureLine, PublicFigure
from office.domain.text import Text
from office.domain.workdays import begin_of
from office.metrics.paper import DEFINITION, Sent, Split, by_recipient_level, by_sender_level
from office.services.publishing.whitelist import OpenPage
from office.services.work import Work

LEVELS: dict[str, Text] = {
    "province": Text("Cấp tỉnh", "Province"),
    "district": Text("Cấp huyện", "District"),
    "commune": Text("Cấp xã", "Commune"),
    "affiliated": Text("Đơn vị trực thuộc", "Affiliated institutions"),
    "external": Text("Cơ quan ngoài hệ thống", "Agencies elsewhere"),
}
_BY_DOCUMENT = Text("Văn bản đã gửi đi", "Documents sent")
_BY_RECIPIENT = Text("Lượt gửi theo cấp nhận", "Sends by the level of the recipient")
_ALL = Text("Mọi văn bản", "All documents")


def public_figures(work: Work, page: OpenPage) -> Sequence[PublicFigure]:
    """Return what an agency itself sent this year: fully electronic, with paper, paper alone.

    Secret documents are in no figure.  Each names its definition, and from when to when it counts.
    """
    first = date(work.today.year, 1, 1)
    sent = Sent(
        since=begin_of(first),
        until=begin_of(work.today + timedelta(days=1)),
        agencies=(page.unit_id,),
    )
    name, _, version = DEFINITION.partition("/")
    return [
        PublicFigure(
            title=title,
            definition=name,
            version=int(version),
            counted_from=first,
            counted_until=work.today,
            lines=tuple(_line(split, label) for split in sorted(splits, key=_rank)),
        )
        for title, label, splits in (
            (_BY_DOCUMENT, _ALL, by_sender_level(work.db, sent)),
            (_BY_RECIPIENT, None, by_recipient_level(work.db, sent)),
        )
    ]


def _rank(split: Split) -> tuple[int, str]:
    """Return where a level stands among the others: from the province down."""
    known = list(LEVELS)
    return known.index(split.level) if split.level in known else len(known), split.level


def _line(split: Split, label: Text | None) -> FigureLine:
    return FigureLine(
        label=label or LEVELS.get(split.level, Text(split.level, split.level)),
        electronic=split.electronic,
        parallel=split.parallel,
        paper=split.paper,
    )
