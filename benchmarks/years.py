"""Years of an office, written in bulk: what a million deliveries leave behind, in some minutes.

One document in OWN is the district's, with the whole story of a completed item; the rest
passes it by.  A document arrives every few minutes, so that a larger office is an older one.
The backlog is as large in every office.  Every subject has common words and rare ones.

Each is the copy of a document that the services took through its steps: columns, seals, parts.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from types import SimpleNamespace
from typing import NamedTuple

from benchmarks import ground as grounds
from benchmarks.bulk import Bulk, Row, bulk
from benchmarks.by_hand_steps import INCOMING
from benchmarks.ground import CLERK, LEADER, Ground
from benchmarks.route import services
from office.domain.workdays import local_date
from office.search.entry import Entry
from office.services.search import search_marks

OPEN = 200  # the district's backlog: what is not completed
OWN = 10  # one document in so many is the district's
BATCH = 5000
EVERY = timedelta(minutes=5)  # a hundred thousand a year
TOPICS = (
    "báo cáo tình hình thực hiện nhiệm vụ", "triển khai kế hoạch phòng chống thiên tai",
    "rà soát cơ sở vật chất trường học", "đề nghị bổ sung kinh phí sửa chữa công trình",
    "giải quyết đơn thư của công dân", "tổ chức hội nghị tổng kết năm",
)  # fmt: skip
NAMED = 50  # documents in which a village is named, however large the office
ISSUERS = 7
YEAR = timedelta(days=365) // EVERY
#: How far each third of the backlog, and then all that is older, has come: steps taken.
ARRIVED, WORKING, DONE = 0, 4, 6
_BESIDE = ("deliveries", "assignments", "movements")


class Pattern(NamedTuple):
    """The rows of one document that went its way: table → rows, as the database has them."""

    document: Row
    beside: dict[str, list[Row]]


class Years:
    """Writes the documents of an office, from the oldest to the newest."""

    def __init__(self, ground: Ground, size: int) -> None:
        self.size, self.agency = size, ground.agency
        with ground.office.look() as work:
            self.now = work.at
            units = [unit.id for unit in work.tree.units.values() if unit.kind.keeps_register]
        self.others = [unit for unit in units if unit != ground.agency]
        self.people = frozenset(
            (ground.agency, ground.staff[login].name) for login in (CLERK, LEADER)
        )

    def write(self, into: Bulk, models: dict[int, str]) -> None:
        """Write all of them, as copies of models: the ids of documents by their steps taken."""
        self.into = into
        self.patterns = {steps: _pattern(into, public_id) for steps, public_id in models.items()}
        self.first = 1 + max(one.document["id"] for one in self.patterns.values())
        self.last = {table: into.last(table) for table in _BESIDE}
        numbers = iter(range(self.size))
        while batch := list(islice(numbers, BATCH)):
            tables: dict[str, list[Row]] = {"documents": [], **{name: [] for name in _BESIDE}}
            entries = [self._add(n, tables) for n in batch]
            for name, rows in tables.items():
                self.into.add(name, rows)
            self.into.index(entries)

    def _add(self, n: int, tables: dict[str, list[Row]]) -> Entry:
        """Add the rows of document number n to its tables; return its place in the index."""
        mine, is_open = n % OWN == 0, self._is_open(n)
        unit = self.agency if mine else self.others[n % len(self.others)]
        steps = (ARRIVED, WORKING, WORKING)[n // OWN % 3] if is_open else DONE
        pattern = self.patterns[steps]
        document = self._document(n, pattern.document)
        tables["documents"].append(document)
        ids = {row["id"]: self._next("deliveries") for row in pattern.beside["deliveries"]}
        for row in pattern.beside["deliveries"]:
            tables["deliveries"].append(self._delivery(n, row, document, ids, unit))
        if mine:
            for row in pattern.beside["assignments"]:
                tables["assignments"].append(
                    {**row, "id": self._next("assignments"), "document_id": document["id"],
                     "delivery_id": ids[row["delivery_id"]]}
                )  # fmt: skip
            tables["movements"] += self._story(pattern, document, ids)
        return self._entry(n, document, unit)

    def _is_open(self, n: int) -> bool:
        return self.size - n <= OPEN * OWN

    def _next(self, table: str) -> int:
        self.last[table] += 1
        return self.last[table]

    def _arrived(self, n: int) -> datetime:
        return self.now - EVERY * (self.size - n)

    def _issued(self, n: int) -> date:
        return local_date(self._arrived(n)) - timedelta(days=1 + n % 3)

    def _document(self, n: int, pattern: Row) -> Row:
        arrived, number = self._arrived(n), 1 + n % YEAR // ISSUERS
        turn = n // OWN
        village, topic = (turn + n % OWN) % max(1, self.size // NAMED), TOPICS[turn % len(TOPICS)]
        return {
            **pattern, "id": self.first + n, "public_id": secrets.token_hex(16),
            "type_code": "QĐ" if n % 97 == 0 else "CV",
            "subject": f"V/v {topic} tại thôn T{village} đợt {n % 13}",
            "body": f"Kính gửi các đơn vị. Văn bản thứ {n}.", "number": number,
            "number_text": f"{number:02d}", "notation": f"UBND-P{n % ISSUERS}",
            "created_at": self.into.moment(arrived), "issued_on": self.into.day(self._issued(n)),
            "issuer_unit_id": self.others[n % ISSUERS],
        }  # fmt: skip

    def _delivery(self, n: int, row: Row, document: Row, ids: dict[int, int], unit: int) -> Row:
        at = self.into.moment(self._arrived(n))
        made = {
            **row, "id": ids[row["id"]], "document_id": document["id"], "unit_id": unit,
            "sent_at": at, "arrived_at": at, "held_since": at,
        }  # fmt: skip
        if unit != self.agency:
            made |= {"holder_unit_id": unit, "holder_person_id": None}
        if made["arrival_number"]:
            made["arrival_number"] = 1 + n
        if row["closed_at"] is None:  # some late, some near, most with time left
            made["due_at"] = self.into.moment(self.now + timedelta(days=n // OWN % 25 - 5))
        return made

    def _story(self, pattern: Pattern, document: Row, ids: dict[int, int]) -> Iterator[Row]:
        """Yield the movements of the pattern, as the document's own: sealed anew."""
        prev = bytes(pattern.beside["movements"][0]["prev"])
        was, now = pattern.document["public_id"].encode(), document["public_id"].encode()
        for row in pattern.beside["movements"]:
            body = bytes(row["body"]).replace(was, now)
            body = body.replace(bytes(row["prev"]).hex().encode(), prev.hex().encode())
            head = hashlib.sha256(b"\0" + body).digest()
            yield {
                **row, "id": self._next("movements"), "document_id": document["id"],
                "delivery_id": ids.get(row["delivery_id"]), "prev": prev, "body": body,
                "hash": head,
            }  # fmt: skip
            prev = head
        document["log_head"] = prev

    def _entry(self, n: int, row: Row, unit: int) -> Entry:
        document, arrived = (
            SimpleNamespace(**{**row, "issued_on": self._issued(n)}),
            self._arrived(n),
        )
        return Entry(
            document_id=row["id"],
            texts=[f"{row['number_text']}/{row['notation']}", row["subject"], row["body"]],
            people=self.people if unit == self.agency else frozenset(),
            readers=frozenset({unit}),
            marks=frozenset(
                {
                    *search_marks.of_document(document),
                    *search_marks.of_arrival(unit, arrived),
                    *(search_marks.of_open([unit]) if self._is_open(n) else ()),
                }
            ),
        )


def fill(ground: Ground, size: int) -> None:
    """Write an office's years until it has `size` deliveries more."""
    models = {steps: _model(ground, steps) for steps in (ARRIVED, WORKING, DONE)}
    years = Years(ground, size)
    with bulk(ground.office.engine) as into:
        years.write(into, models)


def _model(ground: Ground, steps: int) -> str:
    """Take a new letter so many steps through the services; return its id."""
    (public_id,) = grounds.receive(ground, 1)
    take = services(ground)
    for stage in INCOMING[:steps]:
        take(stage, public_id)
    return public_id


def _pattern(into: Bulk, public_id: str) -> Pattern:
    (document,) = into.rows("documents", "public_id", public_id)
    return Pattern(
        document, {name: into.rows(name, "document_id", document["id"]) for name in _BESIDE}
    )
