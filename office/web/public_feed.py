"""The feed of a public page (Atom 1.0, RFC 4287), written from the values that may leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import url_for

from office.domain.publication import PublicDocument
from office.domain.workdays import begin_of
from office.services.publishing.whitelist import OpenPage
from office.web.current import office
from office.web.wording import day

ATOM = "http://www.w3.org/2005/Atom"
MIMETYPE = "application/atom+xml"


def written(page: OpenPage, documents: Sequence[PublicDocument]) -> bytes:
    """Return the feed of a page: its documents, the last made public first."""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "vi"})
    _text(feed, "id", tag(page))
    _text(feed, "title", f"Văn bản công khai — {page.name}")
    newest = max((one.changed_at for one in documents), default=begin_of(page.first_on))
    _text(feed, "updated", moment(newest))
    _text(SubElement(feed, "author"), "name", page.name)
    _link(feed, "self", MIMETYPE, whole("public.feed", unit=page.key))
    _link(feed, "alternate", "text/html", whole("public.index", unit=page.key))
    for one in documents:
        _entry(SubElement(feed, "entry"), page, one)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def tag(page: OpenPage, key: str = "") -> str:
    """Return what names a page or a document of it for ever (RFC 4151).

    Named by the day the page first opened: opening it again gives the same names.
    """
    host = urlsplit(office().settings.public_url).hostname or "localhost"
    return f"tag:{host},{page.first_on.isoformat()}:{page.key}{f'/{key}' if key else ''}"


def whole(endpoint: str, **values: str) -> str:
    """Return the whole address of a public page, as others link to it."""
    named: dict[str, Any] = dict(values)
    return f"{office().settings.public_url.rstrip('/')}{url_for(endpoint, **named)}"


def moment(at: datetime) -> str:
    """Return a moment as RFC 3339 writes it, in UTC."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _entry(entry: Element, page: OpenPage, one: PublicDocument) -> None:
    _text(entry, "id", tag(page, one.key))
    _text(entry, "title", f"{one.symbol}: {one.subject}")
    _text(entry, "published", moment(one.published_at))
    _text(entry, "updated", moment(one.changed_at))
    _text(SubElement(entry, "author"), "name", one.issuer)
    SubElement(entry, "category", {"term": one.type_code, "label": one.type_title.vi})
    address = {"unit": page.key, "key": one.key}
    _link(entry, "alternate", "text/html", whole("public.document", **address))
    if one.file is not None:
        file = _link(entry, "enclosure", "application/pdf", whole("public.file", **address))
        file.set("length", str(one.file.size))
    _text(entry, "summary", _summary(one))


def _summary(one: PublicDocument) -> str:
    issued = f"{one.type_title.vi} số {one.symbol} ngày {day(one.issued_on)}"
    signer = ", ".join(filter(None, (one.signer_name, one.signer_position)))
    effects = (f"{effect.words.vi} {effect.symbol}".strip() for effect in one.effects)
    return ". ".join(filter(None, (issued, signer and f"Người ký: {signer}", *effects))) + "."


def _text(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = words


def _link(parent: Element, rel: str, kind: str, address: str) -> Element:
    return SubElement(parent, "link", {"rel": rel, "type": kind, "href": address})
