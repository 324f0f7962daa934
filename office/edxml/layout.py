"""Lay XML out byte for byte as the official Java library does: CRLF, two spaces, its escapes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Tag:
    """Hold one element to be written: `head` is its name with any attributes."""

    head: str
    text: str | None = None
    inside: tuple["Tag", ...] = ()


def leaf(head: str, value: str | int | None) -> tuple[Tag, ...]:
    """Make an element of a text, or nothing of None: absent values are left out."""
    return () if value is None or value == "" else (Tag(head, str(value)),)


def branch(head: str, *inside: tuple[Tag, ...]) -> tuple[Tag, ...]:
    """Make an element of elements; it is written even if empty."""
    return (Tag(head, inside=tuple(tag for group in inside for tag in group)),)


def render(root: Tag) -> bytes:
    """Write a whole document as UTF-8; raise ValueError on a character that XML cannot carry."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *_lines(root, "")]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8")


def _lines(tag: Tag, indent: str) -> Iterator[str]:
    name = tag.head.partition(" ")[0]
    if tag.text is not None:
        yield f"{indent}<{tag.head}>{_escaped(name, tag.text)}</{name}>"
    elif not tag.inside:
        yield f"{indent}<{tag.head} />"
    else:
        yield f"{indent}<{tag.head}>"
        for each in tag.inside:
            yield from _lines(each, indent + "  ")
        yield f"{indent}</{name}>"


def _escaped(name: str, text: str) -> str:
    """Escape a text; a lone CR survives only as a reference, a line end becomes CRLF."""
    found = _ILLEGAL.search(text)
    if found:
        raise ValueError(f"{name}: XML cannot carry the character {found.group()!r}")
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace("\r", "&#xD;").replace("\n", "\r\n")
