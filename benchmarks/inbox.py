"""The server's time for an inbox, beside a bare page of fifty rows; and when it grows tenfold.

`python -m benchmarks.inbox [--postgres] [--deliveries N] [--rounds N]`.  Aims: under three
times the bare page, and the same at ten times the deliveries with the same open backlog.

The bare page is the least that Flask can do for the same screen: a view that reads a signed
cookie, asks one hand-made query for the same fifty rows of the same database and fills a
plain Jinja template with them, escaped.  Its frame, navigation and labels are the office's
own page as text, and a row has the same columns and the same markup, so that both send the
same number of bytes, give or take a tenth.  It asks nobody who they are, counts no folders,
knows one language, and shows dates, units and states as the database keeps them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from statistics import median

from flask import Flask, session
from flask.testing import FlaskClient

from benchmarks import ground as grounds
from benchmarks.by_hand import Hand
from benchmarks.ground import CLERK, SUBJECT, Ground, Timing
from office.app import create_app
from office.services.views import inboxes
from tests.make import PASSWORD

AIM = 3.0
OPEN = 200  # the backlog: what is not completed
FOLDERS = ("arrivals", "incoming-all", "outgoing-all")
HTTP_OK = 200
_DOCUMENT = (
    "INSERT INTO documents (public_id, origin, type_code, subject, number_text, notation,"
    " issuer_unit_id, agency_id, drafting_unit_id, procedure, procedure_version, state,"
    " closed_at, created_at, log_head) VALUES (?, 'drafted', 'CV', ?, ?, 'UBND-VX', ?, ?, ?,"
    " 'outgoing', 1, 'filed', ?, ?, ?)"
)
_DELIVERY = (
    "INSERT INTO deliveries (document_id, unit_id, channel, sent_at, arrived_at, procedure,"
    " procedure_version, state, closed_at, holder_unit_id, held_since, due_at)"
    " SELECT id, ?, 'electronic', ?, ?, 'incoming', 1, ?, ?, ?, ?, ? FROM documents"
    " WHERE id > ? AND id <= ? ORDER BY id"
)
_BARE = (
    "SELECT d.public_id, d.subject, d.number_text, d.notation, d.issuer_unit_id, d.issued_on,"
    " d.urgency, v.state, v.arrival_number, v.held_since, v.due_at, p.name, v.id,"
    " v.revision FROM deliveries v"
    " JOIN documents d ON d.id = v.document_id LEFT JOIN persons p ON p.id = v.holder_person_id"
    " WHERE v.holder_unit_id = ? AND v.state = 'arrived' AND v.closed_at IS NULL"
    " ORDER BY v.urgency DESC, v.id DESC LIMIT 50"
)
_ROWS = """
{% for row in rows %}
          <tr class="is-fresh">
            <td class="tick"><input type="checkbox" form="bulk" name="item" value="{{ row[0] }}.{{ row[13] }}" aria-label="Chọn {{ row[2] }}/{{ row[3] }}"></td>
            <td class="narrow" data-label="Số đến">{{ row[8] or "—" }}</td>
            <td data-label="Hạn"><span class="due"><span class="moment">{{ row[10] }}</span></span>
              <span class="quiet since moment">từ {{ row[9] }}</span></td>
            <td data-label="Số ký hiệu"><span class="symbol">{{ row[2] }}/{{ row[3] }}</span>
              <span class="quiet since">{{ row[5] or "—" }}</span></td>
            <td class="wide" data-label="Trích yếu">
              <a href="/documents/{{ row[0] }}?from=arrivals.0-{{ row[12] }}">{{ row[1] }}</a>
              <span class="row-marks">
                <a class="row-act" data-key="main" href="/intake/{{ row[0] }}?from=arrivals.0-{{ row[12] }}">Vào sổ</a>
                <span class="fresh">chưa đọc</span>
              </span>
              {% if row[11] %}<span class="quiet since">{{ row[11] }}</span>{% endif %}
            </td>
            <td data-label="CQ ban hành">{{ row[4] }}</td>
            <td data-label="Độ khẩn"><span class="urgency urgency-{{ row[6] }}">{{ row[6] }}</span></td>
            <td data-label="Trạng thái"><span class="state state-open">{{ row[7] }}</span></td>
          </tr>
{% endfor %}
"""  # noqa: E501  # a row as the office's page has it
ALIKE = 0.1  # how far the two pages' bytes may differ

Timings = Mapping[str, list[Timing]]


def main() -> None:
    """Measure at two sizes and print."""
    chosen = grounds.arguments(__doc__, deliveries=10_000, rounds=40)
    with grounds.opened(postgres=chosen.postgres) as ground:
        hand = Hand(ground)
        _fill(ground, hand, OPEN, "arrived")
        tracks = _tracks(ground, hand)
        found: list[Timings] = []
        for size in (chosen.deliveries, 10 * chosen.deliveries):
            _fill(ground, hand, size - _count(hand), "completed")
            found.append(grounds.rounds(chosen.rounds, tracks))
        hand.close()
        print(
            f"An inbox with {OPEN} open of {chosen.deliveries:,} deliveries, {ground.name};", end=""
        )
        print(f" median of {chosen.rounds} rounds")
        _print(found[0], found[1])


def _print(small: Timings, large: Timings) -> None:
    for name in small:
        if name.startswith("bare"):
            continue
        beside = "bare page" if name.startswith("page") else "bare rows"
        grown = _middle(large[name]) / _middle(small[name])
        print(f"  {name:22} {grounds.ratio(small[name], small[beside]):6.2f} x {beside}", end="")
        print(f" (aim: under {AIM}); with ten times the deliveries {grown:.2f} x itself")


def _middle(timings: list[Timing]) -> float:
    return median(sum(timing.values()) for timing in timings)


def _tracks(ground: Ground, hand: Hand) -> dict[str, Callable[[], Timing]]:
    office = signed_in(ground)
    fill, bare = _bare(ground, hand, office)
    acts: dict[str, Callable[[], object]] = {
        "bare rows": fill,
        "bare page": _getter(bare, "/"),
    }
    for name in FOLDERS:
        acts[f"services {name}"] = _reader(ground, name)
        acts[f"page {name}"] = _getter(office, f"/inbox/{name}")
    return {name: _several(act) for name, act in acts.items()}


def _several(act: Callable[[], object], times: int = 5) -> Callable[[], Timing]:
    return lambda: {"time": min(grounds.timed(act) for _ in range(times))}


def _reader(ground: Ground, name: str) -> Callable[[], object]:
    def read() -> object:
        with ground.office.look(ground.staff[CLERK]) as work:
            return inboxes.counts(work), inboxes.page(work, name)

    return read


def _getter(client: FlaskClient, address: str) -> Callable[[], object]:
    def get() -> object:
        answer = client.get(address)
        assert answer.status_code == HTTP_OK, f"{address}: {answer.status}"
        return answer.data

    return get


def _bare_rows(ground: Ground, hand: Hand) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = hand.run(_BARE, ground.agency).fetchall()
    if not hand.sqlite:
        hand.raw.commit()
    return rows


def _bare(ground: Ground, hand: Hand, office: FlaskClient) -> tuple[Callable[[], str], FlaskClient]:
    """Return the floor: the query and its template alone, and a browser of a server of them.

    The page must weigh what the office's does.
    """
    app = Flask(__name__)
    app.secret_key = secrets.token_hex(32)
    whole = office.get(f"/inbox/{FOLDERS[0]}").text
    before, rest = whole.split("<tbody>")
    after = rest.split("</tbody>")[1]
    page = (
        f"{{% raw %}}{before}<tbody>{{% endraw %}}{_ROWS}{{% raw %}}</tbody>{after}{{% endraw %}}"
    )
    with app.app_context():
        template = app.jinja_env.overlay(autoescape=True).from_string(page)

    def fill() -> str:
        return template.render(rows=_bare_rows(ground, hand))

    @app.get("/enter")
    def enter() -> str:
        session["key"] = secrets.token_urlsafe(32)
        return ""

    @app.get("/")
    def show() -> str:
        assert session["key"]
        return fill()

    client = app.test_client()
    client.get("/enter")
    ours, theirs = len(whole.encode()), len(client.get("/").data)
    assert abs(ours - theirs) < ALIKE * ours, f"the office sends {ours} bytes, bare {theirs}"
    return fill, client


def signed_in(ground: Ground) -> FlaskClient:
    """Return a browser in which the district's clerk has signed in."""
    app = create_app(ground.office)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    answer = client.post("/sign-in", data={"login": CLERK, "password": PASSWORD})
    assert answer.status_code == 302, answer.status
    return client


def _fill(ground: Ground, hand: Hand, count: int, state: str) -> None:
    """Add so many documents that the district issued, and received itself in `state`."""
    unit = ground.agency
    with hand.turn():
        last = hand.run("SELECT coalesce(max(id), 0) FROM documents").fetchone()[0]
        hand.many(
            _DOCUMENT,
            [
                (
                    secrets.token_hex(16), SUBJECT, f"{n:02d}", unit, unit, unit, hand.at, hand.at,
                    b"\x00" * 32,
                )
                for n in range(count)
            ],
        )  # fmt: skip
        new = hand.run("SELECT max(id) FROM documents").fetchone()[0]
        closed = hand.at if state == "completed" else None
        hand.run(
            _DELIVERY, unit, hand.at, hand.at, state, closed, unit, hand.at, hand.due, last, new
        )
    if not hand.sqlite:
        hand.run("ANALYZE")
        hand.raw.commit()


def _count(hand: Hand) -> int:
    found = hand.run("SELECT count(*) FROM deliveries").fetchone()[0]
    if not hand.sqlite:
        hand.raw.commit()
    return int(found)


if __name__ == "__main__":
    main()
