"""Books over the API: volumes asked for and fetched, numbers reserved, used and cancelled."""

import hashlib
from collections.abc import Callable

import pytest

from office.jobs import run
from office.runtime import Office
from tests import stories
from tests.api.conftest import Caller

Callers = Callable[..., Caller]
WHY = "Chủ tịch ký trong buổi chiều"


def reserve(clerk: Caller, **more: object) -> list[int]:
    """Reserve numbers; return their keys."""
    answer = clerk("POST", "/reserved-numbers", json={"type": "CV", "reason": WHY, **more})
    assert answer.status_code == 201, answer.text
    return [one["key"] for one in answer.json]


def test_a_volume_is_asked_for_made_and_fetched(province: Office, caller: Callers) -> None:
    stories.incoming(province, "registered")
    clerk = caller("vt.tinh")
    (book,) = clerk.get("/registers")
    path = f"/registers/{book['id']}/volumes"
    asked = clerk("POST", path, json={"form": "xlsx", "volume": 3})
    assert asked.status_code == 202, asked.text
    (key,) = asked.json["keys"]
    (waits,) = clerk.get(path)["volumes"]
    assert (waits["made_at"], waits["digest"]) == (None, None)
    assert clerk("GET", f"{path}/{key}/file").status_code == 404
    assert clerk("POST", path, json={}).status_code == 422  # one is being made
    run.drain(province)
    (made,) = clerk.get(path)["volumes"]
    assert (made["volume"], made["first"], made["last"], made["lines"]) == (3, 1, 1, 1)
    file = clerk("GET", f"{path}/{key}/file")
    assert hashlib.sha256(file.data).hexdigest() == made["digest"]
    assert caller("cv.vx")("GET", f"{path}/{key}/file").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"), [({"first": 9}, "first"), ({"volume": 0}, "volume"), ({"x": 1}, "x")]
)
def test_a_volume_that_cannot_be_is_refused(
    province: Office, caller: Callers, wrong: dict[str, int], field: str
) -> None:
    stories.incoming(province, "registered")
    clerk = caller("vt.tinh")
    (book,) = clerk.get("/registers")
    answer = clerk("POST", f"/registers/{book['id']}/volumes", json=wrong)
    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_a_reserved_number_is_given_by_name_and_another_cancelled(
    province: Office, caller: Callers
) -> None:
    clerk = caller("vt.tinh")
    used, gone = reserve(clerk, count=2, whom="Phòng VX")
    document = stories.draft(province, "signed")
    clerk.act(document, "number", which=used)
    assert clerk.get(f"/documents/{document}")["symbol"] == "01/UBND-VX"
    reason = {"reason": "Lãnh đạo không ký văn bản nữa"}
    path = f"/reserved-numbers/{gone}/cancellation"
    assert clerk("POST", path, json=reason).status_code == 204
    assert clerk("POST", path, json=reason).status_code == 422
    assert clerk.get("/reserved-numbers")["numbers"] == []
    settled = clerk.get("/reserved-numbers?show=settled")["numbers"]
    assert [(one["number"], one["status"], one["document"]) for one in settled] == [
        (2, "cancelled", None), (1, "used", document)
    ]  # fmt: skip
    assert settled[0]["outcome"] == reason["reason"]


def test_only_clerks_reserve_and_only_who_reads_books_sees_it(caller: Callers) -> None:
    leader = caller("ct.tinh")
    wanted = {"type": "CV", "reason": WHY}
    assert leader("POST", "/reserved-numbers", json=wanted).status_code == 422
    reserve(caller("vt.tinh"))
    (seen,) = leader.get("/reserved-numbers")["numbers"]
    assert (seen["number"], seen["barred"]) == (1, None)
    assert caller("cv.vx")("GET", "/reserved-numbers").status_code == 404
