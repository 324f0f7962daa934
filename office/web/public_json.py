"""The JSON of a public page (docs/api.md), written from the values that may leave."""

from __future__ import annotations

from typing import Any

from office.domain.publication import Effect, FigureLine, PublicDocument, PublicFigure
from office.services.publishing.whitelist import OpenPage
from office.web.public_feed import moment, tag, whole


def document(page: OpenPage, one: PublicDocument) -> dict[str, Any]:
    """Return a document as JSON tells it."""
    address = {"unit": page.key, "key": one.key}
    file = one.file
    return {
        "id": tag(page, one.key),
        "symbol": one.symbol,
        "type": {"code": one.type_code, "title": one.type_title.vi},
        "subject": one.subject,
        "issued_on": one.issued_on.isoformat(),
        "issuer": one.issuer,
        "signer": {"name": one.signer_name, "position": one.signer_position},
        "effects": [_effect(page, effect) for effect in one.effects],
        "published_at": moment(one.published_at),
        "updated_at": moment(one.changed_at),
        "page": whole("public.document", **address),
        "file": None if file is None else {"url": whole("public.file", **address),
                                           "size": file.size, "sha256": file.digest},
    }  # fmt: skip


def _effect(page: OpenPage, effect: Effect) -> dict[str, Any]:
    other = whole("public.document", unit=page.key, key=effect.key) if effect.key else None
    return {"words": effect.words.vi, "symbol": effect.symbol or None, "page": other}


def figure(one: PublicFigure) -> dict[str, Any]:
    """Return a figure as JSON tells it, with its definition and the days it counts."""
    return {
        "title": one.title.vi,
        "definition": one.definition,
        "version": one.version,
        "counted_from": one.counted_from.isoformat(),
        "counted_until": one.counted_until.isoformat(),
        "lines": [_line(line) for line in one.lines],
    }


def _line(line: FigureLine) -> dict[str, Any]:
    return {
        "label": line.label.vi,
        "electronic": line.electronic,
        "parallel": line.parallel,
        "paper": line.paper,
        "total": line.total,
        "electronic_permille": line.permille,
    }
