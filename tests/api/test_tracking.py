"""Following what was sent over the API, by the same services as the pages."""

from collections.abc import Callable

from office.runtime import Office
from tests import stories
from tests.api.conftest import Caller


def test_the_matrix_its_filters_and_the_reminder(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = stories.draft(province, "issued", ("ubnd-bac-ai", "snv"))
    stories.move(province, ("vt.bacai", "clerk"), document, "accept")
    clerk, path = caller("vt.tinh"), f"/documents/{document}/tracking"
    told = clerk.get(path)
    assert (told["all"], told["found"], told["next"]) == (2, 2, None)
    assert {"name": "unreceived", "count": 1} in told["filters"]
    steps = {one["unit"]["key"]: [s["step"] for s in one["steps"]] for one in told["items"]}
    assert set(steps["ubnd-bac-ai"]) == {"sent", "arrived", "received"}
    (left,) = clerk.get(f"{path}?step=unreceived")["items"]
    assert left["unit"]["key"] == "snv"
    assert clerk.get(f"{path}?name=bac ai&place=ubnd-ninh-thuan")["found"] == 1
    assert clerk.get(f"{path}?place=-")["found"] == 0
    done = clerk("POST", f"{path}/remind", json={})
    assert (done.status_code, done.get_json()["here"]) == (200, 1)
    assert clerk("POST", f"{path}/remind", json={"step": "arrived"}).status_code == 422


def test_what_is_no_filter_is_said_and_a_stranger_finds_nothing(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = stories.draft(province, "issued", ("ubnd-bac-ai", "snv"))
    clerk, path = caller("vt.tinh"), f"/documents/{document}/tracking"
    for wrong in ("step=somewhere", "place=nowhere", "after=nowhere"):
        assert clerk("GET", f"{path}?{wrong}").status_code == 422
    for login in ("vt.bacai", "vt.phuocdai"):
        assert caller(login)("GET", path).status_code == 404
        assert caller(login)("POST", f"{path}/remind", json={}).status_code == 404
