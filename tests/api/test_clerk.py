"""A clerk's morning through the API: take in at one go, many at once, know what was opened."""

from collections.abc import Callable
from typing import Any

from tests.api.conftest import Caller
from tests.api.letters import enter_letter
from tests.make import Clock

VX = "phong-vx-ninh-thuan"


def lines(who: Caller, folder: str, query: str = "") -> list[dict[str, Any]]:
    """Return the lines of a folder."""
    found: list[dict[str, Any]] = who.get(f"/folders/{folder}{query}")["items"]
    return found


def tickets(who: Caller, folder: str) -> list[dict[str, Any]]:
    """Return every line of a folder as it is seen."""
    return [{"id": line["id"], "revision": line["revision"]} for line in lines(who, folder)]


def test_a_letter_is_registered_and_handed_on_in_one_request(
    caller: Callable[..., Caller],
) -> None:
    clerk = caller("vt.tinh")
    first, second = (enter_letter(clerk, number=str(n)) for n in (1, 2))
    form = {"revision": 1, "then": "transfer", "assignees": [{"part": "lead", "unit": VX}]}
    answer = clerk("POST", f"/documents/{first}/intake", json=form)
    assert answer.status_code == 200, answer.text
    assert answer.json["acts"] == ["register", "transfer"]
    assert answer.json["number"] == 1
    assert answer.json["done"]["vi"] == "Đã vào sổ, số đến 01; Đã chuyển xử lý"
    assert clerk("POST", f"/documents/{first}/intake", json=form).status_code == 409
    without = {"then": "submit"}
    assert clerk("POST", f"/documents/{second}/intake", json=without).status_code == 428
    assert (
        clerk("POST", f"/documents/{second}/intake", json=form | {"assignees": []}).status_code
        == 422
    )
    assert clerk.get(f"/documents/{second}/suggestion")["unit"] is None
    clerk("POST", f"/documents/{second}/intake", json=form)
    third = enter_letter(clerk, number="3")
    found = clerk.get(f"/documents/{third}/suggestion")
    assert (found["unit"]["key"], found["agreeing"], found["counted"]) == (VX, 2, 2)
    assert "2/2" in found["reason"]["vi"]
    assert caller("ct.tinh")("GET", f"/documents/{third}/suggestion").status_code == 422
    assert caller("vt.snv")("GET", f"/documents/{third}/suggestion").status_code == 404


def test_many_are_registered_at_once_and_the_failed_again(caller: Callable[..., Caller]) -> None:
    clerk = caller("vt.tinh")
    for number in (1, 2, 2):  # the last two look alike
        enter_letter(clerk, number=str(number))
    form = {"action": "register", "items": tickets(clerk, "to-register"), "key": "k1"}
    answer = clerk("POST", "/bulk", json=form)
    assert answer.status_code == 200, answer.text
    assert (answer.json["done"], answer.json["refused"]) == (1, 2)
    assert [item["number"] for item in answer.json["items"]] == [None, None, 1]
    assert "Có thể trùng" in answer.json["items"][0]["outcome"]["vi"]
    assert clerk("POST", "/bulk", json=form).json == answer.json
    batch = answer.json["id"]
    twin = answer.json["items"][0]["id"]
    clerk("POST", f"/documents/{twin}/intake", json={"revision": 1, "confirmed": True})
    again = clerk("POST", f"/bulk/{batch}/retry").json
    assert [item["status"] for item in again["items"]] == ["refused", "refused", "done"]
    assert "không ở bước vào sổ" in again["items"][0]["outcome"]["vi"]
    assert clerk.get(f"/bulk/{batch}") == again
    assert caller("vt.snv")("GET", f"/bulk/{batch}").status_code == 404
    assert caller("vt.snv")("POST", f"/bulk/{batch}/retry").status_code == 404


def test_what_cannot_be_wanted_is_refused_whole(caller: Callable[..., Caller]) -> None:
    clerk = caller("vt.tinh")
    item = {"id": "0" * 32, "revision": 1}
    for wrong in (
        {"action": "sign", "items": [item]},
        {"action": "read", "items": []},
        {"action": "read", "items": [item] * 501},
        {"action": "transfer", "items": [item]},
        {"action": "transfer", "items": [item], "lead": {"unit": "snv"}},
        {"action": "transfer", "items": [item], "lead": {"unit": "không có"}},
    ):
        answer = clerk("POST", "/bulk", json=wrong)
        assert answer.status_code == 422, wrong
    answer = clerk("POST", "/bulk", json={"action": "read", "items": [item]})
    assert answer.json["items"][0]["status"] == "refused"


def test_reading_is_noted_counted_and_told_to_the_sender(
    caller: Callable[..., Caller], clock: Clock
) -> None:
    clerk = caller("vt.tinh")
    letter = enter_letter(clerk)
    (line,) = lines(clerk, "to-register")
    assert (line["read"], line["channel"]) == (False, "paper")
    unread = {folder["name"]: folder["unread"] for folder in clerk.get("/folders")}
    assert unread["to-register"] == 1
    clock.tick(minutes=1)
    told = clerk.get(f"/documents/{letter}")["deliveries"][0]
    assert told["opened_at"] is None  # the first opening is noted after it was answered
    told = clerk.get(f"/documents/{letter}")["deliveries"][0]
    assert told["opened_at"] == "2019-11-08T00:31:00+00:00"
    assert told["accepted_at"] == told["arrived_at"] == "2019-11-08T00:30:00+00:00"
    assert lines(clerk, "to-register", "?unread=true") == []
    assert len(lines(clerk, "to-register", "?period=today&urgent=false")) == 1
    assert clerk("GET", "/folders/to-register?period=decade").status_code == 422
