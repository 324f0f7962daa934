"""Canaries in every column that takes words, and a walk over everything the public is answered.

What sings outside was not meant to leave.  SQLite alone: its checks can be put aside, so that a
canary sits even where the office would never put words.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from flask.testing import FlaskClient
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from werkzeug.test import TestResponse

from office.app import create_app
from office.domain.asks import Form
from office.domain.signing import NUMBERED, SIGNED
from office.models.documents import Document
from office.models.publications import Publication
from office.runtime import Office
from office.schema import METADATA
from office.services import access, documents
from office.services.books import registration
from office.services.documents import File
from office.services.work import Work
from tests import publicity, stories
from tests.make import acting
from tests.publicity import PAGE
from tests.services.test_relations import begin, mend

#: From so many characters on a column takes words of people.
WORDY = 40
BIRD = re.compile(r"qzx(\w+?)qzx")
SONG = "qzxtypedqzx"
#: What the office reads at the start of every piece of work: words there would stop it, not leak.
READ_ALWAYS: dict[tuple[str, str], Any] = {
    ("office_facts", "value"): "",
    ("hours_agreements", "sessions"): "07:30-11:30",
    ("hours_agreements", "hours"): {},
}
#: What names the bytes of a file: without it there is none to hand out.
NAMES = re.compile(r"digest|^key$|hash$|fingerprint|^store$|^packet$")
#: What the public is told: in the rows of what is public, nowhere else.
TOLD = {
    "documents": {"subject", "notation", "signer_name", "signer_position"},
    "publications": {"words"},
    "unit_names": {"name"},
}
_ADDRESS = re.compile(r"""(?:href|src|action)="([^"]+)"|"(?:url|page|next)": "([^"]+)\"""")


def bird(table: str, column: str) -> str:
    """Return the words of a column's canary."""
    return f"qzx{table}_{column}qzx"


def furnish(office: Office) -> str:
    """Fill an office with what must stay inside, beside what is public; return a public key."""
    publicity.turn(office)
    shown = publicity.issued(office, "V/v công khai")
    for form in (SIGNED, NUMBERED):
        publicity.attach(office, shown, f"%PDF {SONG} {form}".encode(), form)
    with office.work() as work:
        key = access.document_id(work, shown)
        documents.attach(work, key, File("phu-luc.pdf", f"%PDF {SONG}".encode(), checked=True))
    publicity.attach(office, shown, publicity.PDF)
    key = publicity.publish(office, shown)
    begin(office, shown, "corrects")
    mend(office, shown)  # what replaced it is not public
    publicity.publish(office, mend(office, publicity.issued(office)))  # what it replaced neither
    off = publicity.issued(office)
    publicity.publish(office, off)
    publicity.unpublish(office, off)
    stories.incoming(office, "confirmation")
    stories.draft(office, "form_review")
    stories.move(office, publicity.CLERK, stories.draft(office, "numbered"), "cancel_number",
                 Form(reason=f"Hủy số {SONG}"))  # fmt: skip
    with office.work(acting(office, "vt.tinh")) as work:
        registration.enter_secret(work, "out", "mat")
    return key


def plant(office: Office) -> set[tuple[str, str]]:
    """Put a canary into every column that takes words, a row into every empty table."""
    planted: set[tuple[str, str]] = set()
    with office.work() as work:
        put_aside(work)
        for table in METADATA.sorted_tables:
            if work.db.execute(select(table).limit(1)).first() is None:
                work.db.execute(insert(table).values(invented(work, table)))
            for column in (one for one in table.c if takes_words(table, one)):
                fill(work, table, column)
                planted.add((table.name, column.name))
        work.db.execute(text("PRAGMA ignore_check_constraints = OFF"))
    office.forget()
    return planted


def put_aside(work: Work) -> None:
    """Let words stand where the database would refuse them: no checks, no triggers."""
    work.db.execute(text("PRAGMA ignore_check_constraints = ON"))
    triggers = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for name in work.db.scalars(triggers).all():
        work.db.execute(text(f"DROP TRIGGER {name}"))


def takes_words(table: Table, column: Column[Any]) -> bool:
    """Say whether a column could hold words of people."""
    if (table.name, column.name) in READ_ALWAYS or NAMES.search(column.name):
        return False
    if column.primary_key or column.foreign_keys or column.unique:
        return isinstance(column.type, JSON)
    if isinstance(column.type, JSON):
        return True
    return isinstance(column.type, String) and (column.type.length or WORDY) >= WORDY


def fill(work: Work, table: Table, column: Column[Any]) -> None:
    """Write a column's canary into its rows, but for what the public is told of what is public."""
    song: Any = bird(table.name, column.name)
    if isinstance(column.type, JSON):
        song = {"said": song}
    else:  # after what is there: two rows may not have to differ, but some must
        song = func.coalesce(column, "").concat(song)
    written = update(table).values({column: song})
    if column.name in TOLD.get(table.name, ()):
        shown = select(Publication.document_id).where(Publication.ended_at.is_(None))
        kept = {
            "documents": table.c.id.not_in(shown) if "id" in table.c else None,
            "publications": table.c.ended_at.is_not(None) if "ended_at" in table.c else None,
            "unit_names": table.c.unit_id != work.tree.by_key(publicity.PROVINCE).id
            if "unit_id" in table.c
            else None,
        }
        written = written.where(kept[table.name])
    work.db.execute(written)


def invented(work: Work, table: Table) -> dict[str, Any]:
    """Return a row for a table that has none: nobody reads it, the canary sits in it."""
    values: dict[str, Any] = {}
    for column in table.c:
        if column.foreign_keys:
            there = next(iter(column.foreign_keys)).column
            values[column.name] = work.db.scalar(select(there).limit(1))
        elif column is not table.autoincrement_column:
            known = READ_ALWAYS.get((table.name, column.name))
            values[column.name] = something(column) if known is None else known
    return values


def something(column: Column[Any]) -> Any:
    """Return any value that a column's type takes."""
    if isinstance(column.default, ScalarElementColumnDefault):
        return column.default.arg
    for kind, value in (
        (Boolean, False), (Integer, 1), (LargeBinary, b"x"), (JSON, {}), (String, "x"),
        (Date, date(2019, 11, 8)),
    ):  # fmt: skip
        if isinstance(column.type, kind):
            return value
    return datetime(2019, 11, 8, tzinfo=UTC)


def heard(office: Office, key: str) -> list[str]:
    """Return what sang in everything the public is answered, and every name of ours that showed."""
    client = create_app(office).test_client()
    with office.look() as work:
        inside = [*work.db.scalars(select(Document.public_id)), "vt.tinh", "ct.tinh", "cv.vx"]
    found: set[str] = set()
    for address, answer in answers(client, key):
        told = _told(answer)
        found |= {f"{address}: {song}" for song in BIRD.findall(told)}
        found |= {f"{address}: {name}" for name in inside if name in told}
    return sorted(found)


def answers(client: FlaskClient, key: str) -> Iterator[tuple[str, TestResponse]]:
    """Yield every answer of the public page: what links lead to, its faults, without its body."""
    todo, known = deque(_doors(key)), set(_doors(key))
    while todo:
        address = todo.popleft()
        answer = client.get(address, buffered=True)
        yield address, answer
        for method in ("HEAD", "POST", "OPTIONS", "PUT"):
            yield f"{method} {address}", client.open(address, method=method, buffered=True)
        stale = {"If-None-Match": answer.headers.get("ETag", "x"), "Range": "bytes=9999-"}
        yield f"again {address}", client.get(address, headers=stale, buffered=True)
        for new in _links(answer):
            if new not in known:
                known.add(new)
                todo.append(new)


def _doors(key: str) -> list[str]:
    """Return where a curious stranger begins: what is there, and what they would guess at."""
    faults = ("?x=1", "?after=9", "?type=NO", "?year=1", "?q=qua", "?lang=en", "?q=" + "a" * 200)
    return [
        PAGE, *(f"{PAGE}{fault}" for fault in faults), f"{PAGE}/van-ban.json", f"{PAGE}/atom.xml",
        f"{PAGE}/van-ban.json?x=1", f"{PAGE}/so-lieu", f"{PAGE}/so-lieu.json",
        f"{PAGE}/sitemap.xml",
        f"{PAGE}/van-ban/{key}", f"{PAGE}/van-ban/{key}?x=1", f"{PAGE}/van-ban/{key}/tep.pdf",
        *(f"{PAGE}/van-ban/{n}" for n in range(1, 9)), "/cong-khai", "/cong-khai/ubnd-bac-ai",
        "/cong-khai/snv/atom.xml", "/robots.txt", "/sitemap.xml",
    ]  # fmt: skip


def _links(answer: TestResponse) -> list[str]:
    """Return the public addresses that an answer names."""
    found = [unescape(one or other) for one, other in _ADDRESS.findall(_said(answer))]
    parts = [urlsplit(address) for address in found]
    return [
        f"{part.path}?{part.query}".rstrip("?") for part in parts if part.path.startswith(PAGE[:10])
    ]


def _told(answer: TestResponse) -> str:
    """Return all that an answer says, however it is written."""
    said = f"{answer.status}\n{answer.headers}\n{_said(answer)}"
    decoded = ""
    if answer.mimetype == "application/json" and answer.data:
        decoded = json.dumps(json.loads(answer.data), ensure_ascii=False)
    return "\n".join((said, unescape(said), unquote(said), decoded))


def _said(answer: TestResponse) -> str:
    return answer.data.decode(errors="replace")
