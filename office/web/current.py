"""What belongs to the current request: the office, the person, their capacity, the language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, cast

from flask import current_app, g, request
from flask_login import UserMixin, current_user

from office.domain.delegations import Mandate
from office.domain.errors import NotFound
from office.domain.folders import Folder
from office.domain.people import ADMINISTRATOR, Actor
from office.runtime import Office
from office.services.capacities import MembershipView
from office.services.notifying import notices
from office.services.tree import Tree
from office.services.views import inboxes
from office.services.work import Work
from office.web.menu import Section, sections

LANGUAGES = ("vi", "en")
LANGUAGE_COOKIE = "lang"


@dataclass(frozen=True, kw_only=True)
class SignedIn(UserMixin):
    """Somebody signed in; `actor` is None until they chose a capacity."""

    key: str
    person_id: int
    name: str
    memberships: Sequence[MembershipView]
    mandates: Sequence[Mandate]
    actor: Actor | None

    def get_id(self) -> str:
        """Return what the signed cookie holds: the random key of the session, nothing else."""
        return self.key


class Frame(NamedTuple):
    """What every page shows around its content; `clock` only in a demonstration.

    `counts`: how many things wait in a task folder, by its name; `unread`: how many of them
    the person has not opened; `untold`: notifications not looked at yet.
    """

    menu: Sequence[Section]
    folders: Sequence[tuple[Folder, int]]
    counts: Mapping[str, int]
    unread: Mapping[str, int]
    at: datetime
    clock: datetime | None
    untold: int = 0


def office() -> Office:
    """Return the running office."""
    return cast(Office, current_app.extensions["office"])


def signed_in() -> SignedIn | None:
    """Return who is signed in, or None."""
    person = current_user._get_current_object()  # itself: each look through the proxy costs
    return cast(SignedIn, person) if person.is_authenticated else None


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


def administrators_only() -> None:
    """Raise NotFound for all but administrators."""
    if actor().role != ADMINISTRATOR:
        raise NotFound


def language() -> str:
    """Return the language of the page: 'vi' unless the person chose 'en'."""
    kept = g._get_current_object()  # itself: every sentence of a page asks
    found: str | None = kept.get("language")
    if found is None:
        chosen = request.cookies.get(LANGUAGE_COOKIE, "vi")
        kept.language = found = chosen if chosen in LANGUAGES else "vi"
    return found


@contextmanager
def look() -> Iterator[Work]:
    """Begin reading as the person signed in, in the request's one reading.

    An error ends that reading: a database may refuse to go on with it.
    """
    try:
        yield seen_by(actor())
    except BaseException:
        end_reading()
        raise


@contextmanager
def work() -> Iterator[Work]:
    """Begin changing something as the person signed in."""
    with change(actor()) as work:
        yield work


@contextmanager
def change(acts: Actor | None = None) -> Iterator[Work]:
    """Begin changing something as `acts`; what is read afterwards is read anew."""
    end_reading()
    with office().work(acts) as work:
        g.tree, g.at = work.tree, work.at
        yield work


def seen_by(acts: Actor | None) -> Work:
    """Return the request's one reading as `acts` does it (None: whoever); begin it if needed.

    Who is signed in, the frame and the page are read in one transaction: a page shows
    one moment, and costs one transaction.
    """
    if "reading" not in g:
        reading = ExitStack()
        g.read = reading.enter_context(office().look())
        g.reading = reading
        g.tree, g.at = g.read.tree, g.read.at
    if acts is not None and g.read.actor is not acts:
        g.read = replace(g.read, actor=acts)
    return cast(Work, g.read)


def end_reading(_error: BaseException | None = None) -> None:
    """End the request's reading, if it has begun one."""
    reading: ExitStack | None = g.pop("reading", None)
    if reading is not None:
        reading.close()


def frame() -> Frame:
    """Return what surrounds the page, read once a request."""
    if "frame" not in g:
        acts = acting()
        work = seen_by(acts)
        tallies = inboxes.tallies(work) if acts and acts.role != ADMINISTRATOR else []
        folders = [(tally.folder, tally.open) for tally in tallies]
        menu = _menu(acts, folders) if acts else ()
        counts = {tally.folder.name: tally.open for tally in tallies if tally.folder.task}
        unread = {tally.folder.name: tally.unread for tally in tallies if tally.unread}
        clock = work.at if office().demonstrates else None
        untold = notices.unread(work) if acts else 0
        g.frame = Frame(menu, folders, counts, unread, work.at, clock, untold)
    return cast(Frame, g.frame)


def _menu(acts: Actor, folders: Sequence[tuple[Folder, int]]) -> Sequence[Section]:
    lent = tuple(folder.name for folder, _ in folders) if acts.acting_for else None
    return sections(request.script_root, acts.role, language(), lent)


def tree() -> Tree:
    """Return the tree of units as the request saw it."""
    found: Tree | None = g.get("tree")
    return seen_by(acting()).tree if found is None else found


def now() -> datetime:
    """Return the office's time as the request saw it."""
    found: datetime | None = g.get("at")
    return seen_by(acting()).at if found is None else found
