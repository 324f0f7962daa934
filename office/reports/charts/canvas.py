"""The sheet a chart is drawn on: SVG elements, every text and attribute escaped here.

Only presentation attributes are used: the policy of the pages allows no `style`, and the
printer reads no style sheet inside a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

from office.reports.charts import ink
from office.reports.charts.scale import number
from office.reports.charts.values import Label, wording

#: The widths charts are drawn for, in pixels: a page, a telephone, the text of an A4 sheet.
WIDE, NARROW, SHEET = 720, 336, 620
SIZE = 12
_KEY = re.compile(r"[a-z][a-z0-9-]*\Z")
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a chart is drawn: in which language, how wide, with its links, in which face."""

    language: str = "vi"
    width: int = WIDE
    links: bool = True
    #: Inside a picture the printer knows nothing of the page's face; browsers do.
    face: str = ""
    suffix: str = ""

    @property
    def narrow(self) -> bool:
        """Tell whether names stand over the bars instead of before them."""
        return self.width < 480


class Canvas:
    """Collects what is drawn, in order; what leads somewhere is heard, the rest is not."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self.width = float(way.width)
        self.height = 0.0
        self._parts: list[tuple[bool, str]] = []
        self._inside: list[str] | None = None

    def said(self, label: Label) -> str:
        """Return words in the drawing's language."""
        return wording(label, self.way.language)

    def put(self, name: str, words: str = "", /, **attributes: object) -> None:
        """Draw one element, with its words inside."""
        self._add(_element(name, _escaped(words), attributes))

    def rect(self, box: Box, fill: str, **attributes: object) -> None:
        """Draw a box."""
        left, top, wide, high = box
        self.put("rect", x=left, y=top, width=wide, height=high, fill=fill, **attributes)

    def piece(self, box: Box, fill: str) -> None:
        """Draw a box filled as its class is: solid, hatched or hollow."""
        colour, edge, lines, lean = ink.FILLS[fill]
        if not lines:
            self.rect(box, colour)
            return
        left, top, wide, high = box
        inset = min(1.0, wide / 2, high / 2)
        inner = (left + inset, top + inset, wide - 2 * inset, high - 2 * inset)
        self.rect(box, edge)
        self.rect(inner, colour)
        self.put("path", d=ink.hatching(inner, lean), stroke=lines)

    def empty(self, box: Box) -> None:
        """Draw a place without a value: grey lines, which no value has."""
        self.rect(box, ink.TRACK)
        self.put("path", d=ink.hatching(box, 1, 5.0), stroke=ink.NOTHING)

    def text(self, at: tuple[float, float], words: str, **attributes: object) -> None:
        """Write words; `at` is where their line begins, or `anchor` says."""
        self.put("text", words, x=at[0], y=at[1], **attributes)

    def line(self, start: tuple[float, float], end: tuple[float, float], **how: object) -> None:
        """Draw a straight line."""
        self.put("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **how)

    def aim(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a piece of a target line: dashed, on a white ground so that it is seen on bars."""
        self.line(start, end, stroke=ink.WHITE, stroke_width=3.5)
        self.line(start, end, stroke=ink.TARGET, stroke_width=1.5, stroke_dasharray="5 2")

    @contextmanager
    def called(self, title: str, href: str = "") -> Iterator[None]:
        """Say `title` to whoever points at what is drawn inside; with a `href` it leads there.

        The title is the link's name as well. On paper nothing leads anywhere.
        """
        outer, self._inside = self._inside, []
        try:
            yield
            inside = _element("title", _escaped(title), {}) + "".join(self._inside)
        finally:
            self._inside = outer
        if href and self.way.links:
            self._parts.append((True, _element("a", inside, {"href": href})))
        else:
            self._parts.append((False, _element("g", inside, {})))

    def finished(self, key: str, title: Label, about: Label) -> Markup:
        """Return the picture, named and described; raises ValueError for a key that is no id."""
        if not _KEY.match(key):
            raise ValueError(f"no id can be made of {key!r}")
        root = key + self.way.suffix
        name = self.said(title)
        inside = [
            _element("title", _escaped(name), {"id": f"{root}-title"}),
            _element("desc", _escaped(self.said(about) or name), {"id": f"{root}-desc"}),
            self._grouped() if self.links else self._drawn(),
        ]
        # A picture with links inside is no picture to a screen reader, but a group.
        named: dict[str, object] = {"role": "group" if self.links else "img"}
        named |= {"aria_labelledby": f"{root}-title", "aria_describedby": f"{root}-desc"}
        named |= {"font_family": self.way.face} if self.way.face else {}
        return self._picture("".join(inside), named)

    def small(self, kind: str, said: str) -> Markup:
        """Return a picture for a cell of a table, with what it says."""
        named: dict[str, object] = {"class_": kind, "role": "img", "aria_label": said}
        return self._picture(self._drawn(), named)

    def _picture(self, inside: str, named: dict[str, object]) -> Markup:
        room = {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": self.width,
            "height": self.height,
            "viewBox": f"0 0 {number(self.width)} {number(self.height)}",
            "font_size": SIZE,
            "fill": ink.INK,
        }
        made = _element("svg", inside, named | room)
        return Markup(made)  # noqa: S704 (every text and attribute was escaped on its way in)

    @property
    def links(self) -> int:
        """Return how many things lead somewhere."""
        return sum(is_link for is_link, _ in self._parts)

    def _drawn(self) -> str:
        return "".join(markup for _, markup in self._parts)

    def _add(self, markup: str) -> None:
        if self._inside is not None:
            self._inside.append(markup)
        else:
            self._parts.append((False, markup))

    def _grouped(self) -> str:
        """Return what was drawn with all but the links hidden from who listens."""
        grouped = []
        for is_link, run in groupby(self._parts, key=lambda part: part[0]):
            whole = "".join(markup for _, markup in run)
            grouped.append(whole if is_link else _element("g", whole, {"aria_hidden": "true"}))
        return "".join(grouped)


def _element(name: str, inside: str, attributes: dict[str, object]) -> str:
    """Return one element round markup; in names of attributes underscores stand for hyphens."""
    written = "".join([f' {_name(key)}="{_value(value)}"' for key, value in attributes.items()])
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


@lru_cache(maxsize=256)
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    return number(value) if isinstance(value, int | float) else _escaped(str(value))


@lru_cache(maxsize=4096)
def _escaped(words: str) -> str:
    """The same colours and names come again and again."""
    return str(escape(words))
