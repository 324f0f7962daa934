"""The server's time for the pages people open all day, as the office grows tenfold and more.

`python -m benchmarks.pages [--postgres] [--million 1] [--deliveries N] [--rounds N]`.

Beside each page stands a bare one: a Flask view that reads a signed cookie, asks one
hand-made query for as many rows by their key and fills a plain template with them, whose
frame and rows are the page's own markup: as many bytes, give or take.  Printed are the ratio
to it, and how much slower the slowest twentieth of a page's answers (p95) got.  Aims: under
three times the bare page, and growth under 1.5.

One office in ten documents is the district's own; the rest passes it by.  Every subject has
common words and rare ones.  Further pages: add a line to `PAGES`.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Mapping
from itertools import islice
from statistics import median, quantiles
from types import SimpleNamespace
from typing import Any

from flask import Flask, session
from flask.testing import FlaskClient
from sqlalchemy import insert, text

from benchmarks import ground as grounds
from benchmarks.by_hand import Hand
from benchmarks.ground import Ground
from benchmarks.inbox import signed_in
from office.models.base import table
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.search import SearchEntry
from office.search.entry import Entry
from office.search.indexes import index
from office.services import search_marks

AIM, GROWTH = 3.0, 1.5
OPEN = 200  # the district's backlog: what is not completed
OWN = 10  # one document in so many is the district's
BATCH = 5000
SLOWEST = 0.95
HTTP_OK = 200
TOPICS = (
    "báo cáo tình hình thực hiện nhiệm vụ", "triển khai kế hoạch phòng chống thiên tai",
    "rà soát cơ sở vật chất trường học", "đề nghị bổ sung kinh phí sửa chữa công trình",
    "giải quyết đơn thư của công dân", "tổ chức hội nghị tổng kết năm",
)  # fmt: skip
#: The pages measured, by name: an address, `{document}` being one document of the clerk's.
PAGES: Mapping[str, str] = {
    "inbox arrivals": "/inbox/arrivals",
    "inbox all": "/inbox/incoming-all",
    "document": "/documents/{document}",
    "search common word": "/search?q=bao+cao&list=1",
    "search rare word": "/search?q=thon+777&list=1",
    "search phrase": "/search?q=%22phòng+chống+thiên+tai%22&list=1",
    "search nothing": "/search?q=khongcogi&list=1",
    "search type and word": "/search?q=kinh+phi&type=QĐ&list=1",
    "search kind only": "/search?kind=in&list=1",
    "search late": "/search?late=1&list=1",
    "search state": "/search?q=bao+cao&state=arrived&list=1",
    "search old month": "/search?q=bao+cao&issued_to=2019-01-03&list=1",
    "search arrived": "/search?q=bao+cao&arrived_to=2019-11-07&list=1",
    "search symbol": "/search?q=77/UBND-VX&list=1",
}
_BARE = (
    "SELECT id, public_id, subject, number_text, notation, issuer_unit_id, issued_on, urgency"
    " FROM documents WHERE id > ? ORDER BY id LIMIT ?"
)
_ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
_WORDS = re.compile(r">([^<]*\w[^<]*)<")
_LONG = 30  # letters; a shorter cell is filled with the number


def main() -> None:
    """Measure at two sizes, or three, and print."""
    chosen = grounds.arguments(__doc__, deliveries=10_000, rounds=40, million=0)
    sizes = [chosen.deliveries, 10 * chosen.deliveries]
    if chosen.million:
        sizes.append(100 * chosen.deliveries)
    found: list[dict[str, list[float]]] = []
    with grounds.opened(postgres=chosen.postgres) as ground:
        for size in sizes:
            fill(ground, size)
            found.append(_measured(ground, chosen.rounds))
        print(f"Pages at {', '.join(f'{size:,}' for size in sizes)} deliveries, {ground.name}")
    for name in PAGES:
        tell(name, found)


def tell(name: str, found: list[dict[str, list[float]]]) -> None:
    """Print a page's ratios to the bare page at each size, and how its p95 grew."""
    times = [size[name] for size in found]
    bare = [size[f"bare {name}"] for size in found]
    ratios = [
        median(one / other for one, other in zip(ours, theirs, strict=True))
        for ours, theirs in zip(times, bare, strict=True)
    ]
    grown = [_slow(size) / _slow(times[0]) for size in times[1:]]
    beside = "  ".join(f"{one:6.2f} x" for one in ratios)
    print(f"  {name:22} {beside}  bare (aim {AIM}); p95", end=" ")
    print(" ".join(f"{one:.2f} x" for one in grown), f"itself (aim {GROWTH})", end=" ")
    print(f"[{' '.join(f'{_slow(size) * 1000:.1f}' for size in times)} ms]")


def _slow(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _measured(ground: Ground, rounds: int) -> dict[str, list[float]]:
    """Return the seconds of every page and of its bare one, taking turns."""
    office = signed_in(ground)
    hand = Hand(ground)
    mine = _own(ground)
    acts: dict[str, Callable[[], object]] = {}
    for name, address in PAGES.items():
        at = address.replace("{document}", mine)
        acts[name] = getter(office, at)
        acts[f"bare {name}"] = getter(_bare(hand, office.get(at).text), "/")
    tracks = {name: _timing(act) for name, act in acts.items()}
    found = grounds.rounds(rounds, tracks)
    hand.close()
    return {name: [timing["time"] for timing in timings] for name, timings in found.items()}


def _timing(act: Callable[[], object]) -> Callable[[], Mapping[str, float]]:
    return lambda: {"time": min(grounds.timed(act) for _ in range(2))}


def getter(client: FlaskClient, address: str) -> Callable[[], object]:
    """Return what opens a page, which must be there."""

    def get() -> object:
        answer = client.get(address)
        assert answer.status_code == HTTP_OK, f"{address}: {answer.status}"
        return answer.data

    return get


def _bare(hand: Hand, whole: str) -> FlaskClient:
    """Return a browser of the floor: the page's own frame as text, its table filled with as
    many rows of the database, each with the page's own markup."""
    app = Flask(__name__)
    app.secret_key = secrets.token_hex(32)
    before, _, rest = whole.partition("<tbody>")
    body, _, after = rest.partition("</tbody>")
    lines = _ROW.findall(body)
    row = _WORDS.sub(_place, lines[0]) if lines else ""
    table = f"{{% for row in rows %}}{row}{{% endfor %}}" if lines else ""
    page = f"{_as_it_is(before)}<tbody>{table}</tbody>{_as_it_is(after)}"

    def rows() -> list[Any]:
        found: list[Any] = hand.run(_BARE, 100, len(lines)).fetchall()
        if not hand.sqlite:
            hand.raw.commit()
        return found

    with app.app_context():
        environment = app.jinja_env.overlay(autoescape=True)
        short = len(whole.encode()) - len(
            environment.from_string(page).render(rows=rows()).encode()
        )
        template = environment.from_string(page + " " * max(0, short))

    @app.get("/enter")
    def enter() -> str:
        session["key"] = secrets.token_urlsafe(32)
        return ""

    @app.get("/")
    def show() -> str:
        assert session["key"]
        return template.render(rows=rows())

    client = app.test_client()
    client.get("/enter")
    return client


def _place(found: re.Match[str]) -> str:
    return ">{{ row[2] }}<" if len(found[1]) > _LONG else ">{{ row[3] }}<"


def _as_it_is(text: str) -> str:
    return f"{{% raw %}}{text}{{% endraw %}}"


def _own(ground: Ground) -> str:
    with ground.office.look() as work:
        found = work.db.scalar(
            text(
                "SELECT d.public_id FROM documents d JOIN deliveries v ON v.document_id = d.id"
                " WHERE v.unit_id = :unit ORDER BY d.id DESC LIMIT 1"
            ),
            {"unit": ground.agency},
        )
        assert isinstance(found, str)
        return found


def fill(ground: Ground, size: int) -> None:
    """Add documents, each with one delivery and its place in the index, up to `size`."""
    with ground.office.look() as work:
        last = work.db.scalar(text("SELECT coalesce(max(id), 0) FROM documents")) or 0
    numbers = iter(range(last, size))
    while batch := list(islice(numbers, BATCH)):
        _add(ground, batch, open_from=size - OPEN * OWN)
    with ground.office.work() as work:
        if work.db.dialect.name == "postgresql":
            work.db.execute(text("ANALYZE"))


def _add(ground: Ground, numbers: list[int], open_from: int) -> None:
    """Add a batch; the newest of the district's, from `open_from` on, are not completed."""
    with ground.office.work() as work:
        everybody = [unit.id for unit in work.tree.units.values() if unit.kind.keeps_register]
        others = [unit for unit in everybody if unit != ground.agency]
        if open_from <= numbers[-1]:
            work.db.execute(
                text(
                    "UPDATE deliveries SET state = 'completed', closed_at = sent_at"
                    " WHERE closed_at IS NULL AND document_id <= :first"
                ),
                {"first": open_from},
            )
        documents, deliveries, entries = [], [], []
        for n in numbers:
            unit = ground.agency if n % OWN == 0 else others[n % len(others)]
            row = _document(work, n, others[n % 7])
            documents.append(row)
            deliveries.append(_delivery(work, n, unit, is_open=n >= open_from))
            entries.append(_entry(row, unit))
        work.db.execute(insert(table(Document)), documents)
        work.db.execute(insert(table(Delivery)), deliveries)
        adapter = index(work.db)
        for entry in entries:
            adapter.put(work.db, entry)
        work.db.execute(
            insert(table(SearchEntry)),
            [
                {
                    "document_id": entry.document_id,
                    "fingerprint": entry.fingerprint(),
                    "indexed_at": work.at,
                }
                for entry in entries
            ],
        )


def _document(work: Any, n: int, issuer: int) -> dict[str, Any]:
    day = work.today.replace(month=1 + n % 11, day=1 + n % 28)
    return {
        "id": n + 1, "public_id": secrets.token_hex(16), "origin": "packet",
        "type_code": "QĐ" if n % 97 == 0 else "CV",
        "subject": f"V/v {TOPICS[n % len(TOPICS)]} tại thôn {n % 20011} đợt {n % 13}",
        "body": f"Kính gửi các đơn vị. {json.dumps(n)}", "number": n % 5000,
        "number_text": f"{n % 5000:02d}", "notation": "UBND-VX", "issued_on": day,
        "issuer_unit_id": issuer, "urgency": 0, "created_at": work.at, "log_head": b"\0" * 32,
    }  # fmt: skip


def _delivery(work: Any, n: int, unit: int, *, is_open: bool) -> dict[str, Any]:
    return {
        "document_id": n + 1, "unit_id": unit, "channel": "electronic", "sent_at": work.at,
        "arrived_at": work.at, "procedure": "incoming", "procedure_version": 1,
        "state": "arrived" if is_open else "completed", "closed_at": None if is_open else work.at,
        "holder_unit_id": unit, "held_since": work.at,
        "due_at": work.at.replace(year=2018 if n % 3 == 0 else 2020),
    }  # fmt: skip


def _entry(row: dict[str, Any], unit: int) -> Entry:
    return Entry(
        document_id=row["id"],
        texts=[f"{row['number_text']}/{row['notation']}", row["subject"], row["body"]],
        readers=frozenset({unit}),
        marks=frozenset(
            {
                *search_marks.of_document(SimpleNamespace(**row)),
                *search_marks.of_arrival(unit, row["created_at"]),
            }
        ),
    )


if __name__ == "__main__":
    main()
