"""What belongs to the current request: the office, the person, their capacity, the language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast

from flask import current_app, g, request
from flask_login import UserMixin, current_user

from office.domain.errors import NotFound
from office.domain.folders import Folder
from office.domain.people import ADMINISTRATOR, Actor
from office.runtime import Office
from office.services import demonstration_clock, inboxes
from office.services.people import MembershipView
from office.services.tree import Tree
from office.services.work import Work

LANGUAGES = ("vi", "en")
LANGUAGE_COOKIE = "lang"


@dataclass(frozen=True, kw_only=True)
class SignedIn(UserMixin):
    """Somebody signed in; `actor` is None until they chose a capacity."""

    key: str
    person_id: int
    name: str
    memberships: Sequence[MembershipView]
    actor: Actor | None

    def get_id(self) -> str:
        """Return what the signed cookie holds: the random key of the session, nothing else."""
        return self.key


class Frame(NamedTuple):
    """What every page shows around its content; `clock` only in a demonstration."""

    folders: Sequence[tuple[Folder, int]]
    at: datetime
    clock: datetime | None


def office() -> Office:
    """Return the running office."""
    return cast(Office, current_app.extensions["office"])


def signed_in() -> SignedIn | None:
    """Return who is signed in, or None."""
    return cast(SignedIn, current_user) if current_user.is_authenticated else None


def acting() -> Actor | None:
    """Return the capacity chosen, or None while nobody is signed in or none is chosen."""
    person = signed_in()
    return person.actor if person else None


def actor() -> Actor:
    """Return the capacity the person acts in; raises NotFound where there is none.

    `access` sends everybody without one elsewhere before a page asks.
    """
    found = acting()
    if found is None:
        raise NotFound
    return found


def language() -> str:
    """Return the language of the page: 'vi' unless the person chose 'en'."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "vi")
    return chosen if chosen in LANGUAGES else "vi"


@contextmanager
def look() -> Iterator[Work]:
    """Begin reading as the person signed in."""
    with office().look(actor()) as work:
        g.tree, g.at = work.tree, work.at
        yield work


@contextmanager
def work() -> Iterator[Work]:
    """Begin changing something as the person signed in."""
    with office().work(actor()) as work:
        g.tree, g.at = work.tree, work.at
        yield work


def frame() -> Frame:
    """Return what surrounds the page, read once a request."""
    if "frame" not in g:
        acts = acting()
        with office().look(acts) as work:
            g.tree, g.at = work.tree, work.at
            shown = acts is not None and acts.role != ADMINISTRATOR
            running = demonstration_clock.offset(work.db) is not None
            folders = inboxes.counts(work) if shown else []
            g.frame = Frame(folders, work.at, work.at if running else None)
    return cast(Frame, g.frame)


def tree() -> Tree:
    """Return the tree of units as the request saw it."""
    if "tree" not in g:
        frame()
    return cast(Tree, g.tree)


def now() -> datetime:
    """Return the office's time as the request saw it."""
    if "at" not in g:
        frame()
    return cast(datetime, g.at)
