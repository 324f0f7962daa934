"""The list, the feed and JSON of the public page: they go on, stay named, and cost so much."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, event

from office.app import create_app
from office.runtime import Office
from office.services.publishing import reading
from tests.make import Clock
from tests.publicity import PAGE, PDF, issued, publish, turn
from tests.web.test_public import ATOM, LISTS, addresses, anybody, shown

__all__ = ["anybody", "shown"]


def test_json_goes_on_page_by_page(
    province: Office, anybody: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading.listed, "__defaults__", (None, 2))
    turn(province)
    for n in range(3):
        publish(province, issued(province, f"Báo cáo {n}"))
    told = list(_pages(anybody, f"{LISTS[1]}?q=bao+cao"))
    assert [one["version"] for one in told] == [1, 1]
    assert [doc["subject"] for one in told for doc in one["documents"]] == [
        f"Báo cáo {n}" for n in (2, 1, 0)
    ]
    assert told[0]["found"] == 3
    page = anybody.get(f"{PAGE}?q=bao+cao").text
    (older,) = re.findall(r'rel="next" href="([^"]+)"', page)
    assert "Báo cáo 0" in anybody.get(older.replace("&amp;", "&")).text


def _pages(client: FlaskClient, address: str) -> Iterator[dict[str, object]]:
    while address:
        told = json.loads(client.get(address).data)
        yield told
        address = (told["next"] or "").removeprefix("http://127.0.0.1:8000")


def test_the_feed_is_atom(province: Office, shown: str, anybody: FlaskClient, clock: Clock) -> None:
    clock.tick(hours=1)
    publish(province, issued(province, "V/v A & B <c>"))
    feed = ElementTree.fromstring(anybody.get(LISTS[2]).data)  # noqa: S314 (our own)
    entries = feed.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == [
        "02/UBND-VX: V/v A & B <c>", "01/UBND-VX: V/v trả lời",
    ]  # fmt: skip
    assert entries[1].findtext(f"{ATOM}id") == f"tag:127.0.0.1,2019-11-08:ubnd-ninh-thuan/{shown}"
    assert feed.findtext(f"{ATOM}updated") == "2019-11-08T01:30:00Z"
    for part in (feed, *entries):  # RFC 4287 §4.1.1, §4.1.2: exactly one of each
        assert [len(part.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [
            1
        ] * 3
        assert part.find(f"{ATOM}author/{ATOM}name") is not None
        assert all(link.get("href", "").startswith("http://") for link in part.iter(f"{ATOM}link"))
        assert (
            len([1 for link in part.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
        )
    assert [one.get("length") for one in feed.iter(f"{ATOM}link") if one.get("length")] == [
        str(len(PDF))
    ]


def test_names_in_the_feed_stay_when_the_page_is_opened_again(
    province: Office, shown: str, anybody: FlaskClient, clock: Clock
) -> None:
    def names() -> list[str]:
        return re.findall(r"<id>([^<]+)</id>", anybody.get(LISTS[2]).text)

    before = names()
    turn(province, "shut")
    clock.tick(days=400)
    turn(province)
    assert names() == before


def test_a_page_asks_so_much_and_no_more(
    province: Office, shown: str, anybody: FlaskClient
) -> None:
    for n in range(4):
        publish(province, issued(province, f"Văn bản {n}"))
    counted = {address: count(province, anybody, address) for address in addresses(shown)}
    assert list(counted.values()) == [7, 7, 5, 4, 4, 5, 5]


def count(office: Office, client: FlaskClient, address: str) -> int:
    """Return how many statements an address takes, once the tree is remembered."""
    asked: list[str] = []

    def note(_db: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    client.get(address)
    event.listen(office.engine, "before_cursor_execute", note)
    client.get(address)
    event.remove(office.engine, "before_cursor_execute", note)
    return len(asked)


@pytest.mark.parametrize(
    ("query", "index"),
    [("", "ix_publications_listed"), ("after=2019-11-08.1.0000000000000000",
      "ix_publications_listed"), ("year=2019", "ix_publications_listed")],
)  # fmt: skip
def test_the_list_is_read_in_order_off_its_index(
    province: Office, shown: str, query: str, index: str
) -> None:
    client, said = create_app(province).test_client(), list[tuple[str, object]]()

    def note(_db: Connection, _cursor: object, statement: str, given: object, *_: object) -> None:
        said.append((statement, given))

    event.listen(province.engine, "before_cursor_execute", note)
    client.get(f"{PAGE}?{query}")
    event.remove(province.engine, "before_cursor_execute", note)
    statement, given = next(one for one in said if "ORDER BY publications" in one[0])
    with province.look() as work:
        plan = [row[3] for row in work.db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)]
    assert any(index in step for step in plan), plan
    assert not any("ORDER BY" in step or step.startswith("SCAN") for step in plan), plan


def test_the_description_of_the_json_names_its_fields(shown: str, anybody: FlaskClient) -> None:
    described = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
    for address in (LISTS[1], LISTS[4]):
        for name in re.findall(r'"(\w+)":', anybody.get(address).text):
            assert f"`{name}`" in described, name
