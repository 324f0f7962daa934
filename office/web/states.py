"""How states, urgency and the like are shown: words always, colour beside."""

from __future__ import annotations

from flask import Flask

from office.domain.asks import PARTS
from office.domain.documents import SECRECIES, URGENCIES
from office.domain.paper import CHANNEL_WORDS, CHANNELS
from office.domain.people import ROLES
from office.domain.relations import STANDS
from office.domain.reviews import AGREE, APPROVALS, CHANGES, COMMENTS, DISAGREE, STANCES
from office.domain.text import Text
from office.services.files import judgements
from office.web import current, telling_work

ARRIVED_ONLY = Text("Văn bản đến", "Incoming document")
#: vàng chờ duyệt, xanh đã duyệt, đỏ từ chối: the field's colours.
TONES = {
    "refused": "refused",
    "returned": "refused",
    "cancelled": "refused",
    "completed": "done",
    "filed": "done",
    "issued": "done",
    "direction": "waiting",
    "confirmation": "waiting",
    "content_review": "waiting",
    "form_review": "waiting",
    "signing": "waiting",
}
URGENCY_TONES = ("normal", "urgent", "very-urgent", "express", "express")


def title(procedure: tuple[str, int] | None, state: str | None) -> Text:
    """Return what a state is called in the procedure version the item runs under."""
    if procedure is None or state is None:
        return ARRIVED_ONLY
    return current.office().procedures[procedure].state(state).title


def tone(state: str | None) -> str:
    """Return the style of a state's badge."""
    return TONES.get(state or "", "open")


def urgency(code: int) -> Text:
    """Return the words for an urgency code."""
    return URGENCIES[code][1]


#: The style of the badge of each stance; its words say the same.
STANCE_TONES = {AGREE: "done", CHANGES: "waiting", DISAGREE: "refused"}


def urgency_tone(code: int) -> str:
    """Return the style of an urgency's badge."""
    return URGENCY_TONES[code]


def role(code: str) -> Text:
    """Return the words for a role; the code itself when unknown."""
    return ROLES.get(code, Text(code, code))


def init_app(app: Flask) -> None:
    """Give the templates these words."""
    app.jinja_env.globals.update(
        state_title=title,
        state_tone=tone,
        urgency_title=urgency,
        urgency_tone=urgency_tone,
        role_title=role,
        part_titles=PARTS,
        judgements=judgements.told,
        channel_titles=CHANNELS,
        channel_words=CHANNEL_WORDS,
        secrecy_titles=SECRECIES,
        related_titles=STANDS,
        extension_titles=telling_work.EXTENSIONS,
        approval_titles=APPROVALS,
        stance_titles=STANCES,
        stance_tones=STANCE_TONES,
        comment_titles=COMMENTS,
    )
