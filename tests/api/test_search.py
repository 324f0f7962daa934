"""Searching by token: the same hits as on the page, and one's own saved searches."""

from collections.abc import Callable

from office.jobs import run
from office.runtime import Office
from tests.api.conftest import Caller
from tests.services.finding import letter


def test_the_same_is_found_as_on_the_page(province: Office, caller: Callable[..., Caller]) -> None:
    document = letter(province, "V/v báo cáo hạn hán")
    run.drain(province)
    clerk = caller("vt.tinh")
    found = clerk.get("/search?q=bao+cao&kind=in&issuer=so+noi+vu")
    assert [hit["id"] for hit in found["hits"]] == [document]
    assert (found["count"], found["more"], found["next"]) == (1, False, None)
    assert clerk.get("/search?q=mua+lu")["hits"] == []
    assert caller("vt.snv").get("/search?q=bao+cao")["count"] == 0


def test_what_cannot_be_understood_is_said_in_both_languages(caller: Callable[..., Caller]) -> None:
    for asked in (
        "issuer=kh%C3%B4ng+c%C3%B3",
        "state=x",
        "issued_from=2019-02-31",
        "kind=x",
        "x=1",
    ):
        answer = caller("vt.tinh")("GET", f"/search?{asked}")
        assert answer.status_code == 422, asked
        assert answer.json["reasons"][0]["en"]


def test_an_administrator_is_refused(caller: Callable[..., Caller]) -> None:
    assert caller("qt.tinh")("GET", "/search?q=x").status_code == 422


def test_a_search_is_kept_counted_and_forgotten(
    province: Office, caller: Callable[..., Caller]
) -> None:
    letter(province, "V/v báo cáo")
    run.drain(province)
    clerk = caller("vt.tinh")
    (kept,) = clerk("POST", "/saved-searches", json={"name": "Báo cáo", "q": "bao cao"}).json
    assert (kept["name"], kept["query"], kept["count"]) == ("Báo cáo", "q=bao+cao", 1)
    assert clerk.get("/saved-searches") == [kept]
    assert caller("vt.snv")("DELETE", f"/saved-searches/{kept['id']}").status_code == 404
    assert clerk("DELETE", f"/saved-searches/{kept['id']}").json == []
    assert clerk("POST", "/saved-searches", json={"name": "không gì"}).status_code == 422
