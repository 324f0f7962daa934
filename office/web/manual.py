"""The manual of `docs/manual/`, read inside the office: each role's chapter, and its pictures.

The chapters are files of the checkout, in Vietnamese only, and link to one another as there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from flask import Blueprint, redirect, render_template, send_from_directory, url_for
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from werkzeug.wrappers import Response

from office.domain.errors import NotFound
from office.domain.people import (
    ADMINISTRATOR,
    AUDITOR,
    CHIEF,
    CLERK,
    LEADER,
    SPECIALIST,
    UNIT_HEAD,
)
from office.web.current import actor

bp = Blueprint("manual", __name__, url_prefix="/manual")
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "manual"
CONTENTS = "README.md"
CHAPTERS: Mapping[str, str] = {
    CLERK: "van-thu.md",
    LEADER: "lanh-dao.md",
    CHIEF: "lanh-dao.md",
    UNIT_HEAD: "truong-phong.md",
    SPECIALIST: "chuyen-vien.md",
    AUDITOR: "thanh-tra.md",
    ADMINISTRATOR: "quan-tri.md",
}
DAY = 24 * 3600
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_NO_ANCHOR = re.compile(r"[^\w\s-]")


@bp.get("/")
def mine() -> Response:
    """Go to the chapter of the role one acts in."""
    return redirect(url_for("manual.chapter", chapter=CHAPTERS.get(actor().role, CONTENTS)))


@bp.get("/<chapter>")
def chapter(chapter: str) -> str:
    """Show a chapter; raises NotFound for what is none."""
    if chapter not in chapters():
        raise NotFound
    return render_template("manual.html", text=shown(chapter), contents=chapter == CONTENTS)


@bp.get("/pictures/<picture>")
def picture(picture: str) -> Response:
    """Serve a picture of the manual."""
    return send_from_directory(FOLDER / "pictures", picture, max_age=DAY)


@cache
def chapters() -> frozenset[str]:
    """Return the names of the chapters that there are."""
    return frozenset(path.name for path in FOLDER.glob("*.md"))


@cache
def shown(chapter: str) -> Markup:
    """Return a chapter as HTML: a level below the page's heading, and with places to jump to."""
    tokens = _MARKDOWN.parse((FOLDER / chapter).read_text("utf-8"))
    for token, words in pairwise(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1:]) + 1}"
        if token.type == "heading_open":
            token.attrSet("id", anchor(words.content))
        _lazy(token)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Markup(html)  # noqa: S704 (the office's own text, and HTML in it is switched off)


def anchor(heading: str) -> str:
    """Return the name of a heading's place, as the sites that show Markdown give it."""
    return _NO_ANCHOR.sub("", heading.lower()).strip().replace(" ", "-")


def _lazy(token: Token) -> None:
    """Let a picture be fetched only when it is scrolled to."""
    for inside in token.children or ():
        if inside.type == "image":
            inside.attrSet("loading", "lazy")
