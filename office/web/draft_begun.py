"""How a draft is begun: the beginning that an address or a form names, and what is kept of it.

What somebody types is kept for each beginning by itself (`kept`): who tries a second form of the
decree loses nothing of the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request, url_for

from office.domain.documents import Content
from office.services.outgoing import beginnings, templates
from office.services.views import dossier
from office.services.views.dossier import Dossier
from office.services.work import Work
from office.web import draft_forms, posted
from office.web.draft_forms import Typed

#: The forms under which unsent drafts are kept begin so.
NEW_DRAFT = "draft-new"
LIKE, FILE, TEMPLATE = f"{NEW_DRAFT}-like", f"{NEW_DRAFT}-file", f"{NEW_DRAFT}-t-"
_FORM = re.compile(rf"{NEW_DRAFT}(-[a-z-]{{1,22}})?")
_DIGITS, _LETTERS = "0123456789", "abcdefghij"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A beginning: under which form it is kept, which document it is about, what it says."""

    form: str = NEW_DRAFT
    about: str = ""
    typed: Typed = field(default=Typed())
    answered: Dossier | None = None


def asked(work: Work) -> Begun:
    """Return the beginning that the address names; raises NotFound for one that is none."""
    given = request.args
    if answers := given.get("answers", ""):
        return answering(work, answers, given.get("type", ""), given.get("skeleton", ""))
    if like := given.get("like", ""):
        return Begun(form=LIKE, about=like, typed=_typed(beginnings.earlier(work, like)))
    if key := given.get("skeleton", ""):
        return Begun(form=f"{NEW_DRAFT}-{key}", typed=_typed(beginnings.skeleton(work, key)))
    template = posted.key(given.get("template", ""))
    if template is not None:
        _, content = templates.read(work, template)
        return Begun(form=TEMPLATE + _lettered(template), typed=_typed(content))
    form = FILE if given.get("file") else NEW_DRAFT
    return Begun(form=form, typed=Typed(type_code=given.get("type", "")))


def answering(work: Work, answers: str, type_code: str = "", key: str = "") -> Begun:
    """Return the beginning of an answer, in a form of the decree (`key`) or a plain letter."""
    read = dossier.read(work, answers)
    if not key:
        return Begun(about=answers, typed=draft_forms.answering(read, type_code), answered=read)
    form = beginnings.skeleton(work, key)
    typed = replace(draft_forms.answering(read, form.type_code), body=form.body)
    return Begun(form=f"{NEW_DRAFT}-{key}", about=answers, typed=typed, answered=read)


def posted_back(work: Work, typed: Typed) -> Begun:
    """Return the beginning that a form came from, with what was typed since."""
    form, about = place_of(request.form)
    answers = request.form.get("answers", "")
    answered = dossier.read(work, answers) if answers else None
    return Begun(form=form, about=about, typed=typed, answered=answered)


def place_of(given: Mapping[str, Any]) -> tuple[str, str]:
    """Return (form, about) under which the form posted is kept."""
    named = str(given.get("begun", ""))
    form = named if _FORM.fullmatch(named) else NEW_DRAFT
    return form, str(given.get("answers", "") or given.get("about", ""))


def template_of(form: str) -> int | None:
    """Return the template a draft was begun with, None for every other beginning."""
    if not form.startswith(TEMPLATE):
        return None
    return posted.key(form.removeprefix(TEMPLATE).translate(str.maketrans(_LETTERS, _DIGITS)))


def address_of(form: str, about: str) -> str:
    """Return where a draft begun so is written on."""
    if form == NEW_DRAFT:
        return url_for("drafting.new", answers=about or None)
    if form == LIKE:
        return url_for("drafting.new", like=about)
    if form == FILE:
        return url_for("drafting.new", file=1)
    template = template_of(form)
    if template is not None:
        return url_for("drafting.new", template=template)
    key = form.removeprefix(f"{NEW_DRAFT}-")
    return url_for("drafting.new", skeleton=key, answers=about or None)


def _typed(content: Content) -> Typed:
    return draft_forms.of_content(content)


def _lettered(number: int) -> str:
    return str(number).translate(str.maketrans(_DIGITS, _LETTERS))
