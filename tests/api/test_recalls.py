"""Recalling over the API, by the same services as the pages."""

from collections.abc import Callable

from office.runtime import Office
from tests import stories
from tests.api.conftest import Caller

WHY = "Gửi nhầm nơi nhận, xin thu hồi"


def test_a_recall_from_prospects_to_its_answer(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = stories.draft(province, "issued", ("ubnd-bac-ai", "snv"))
    stories.move(province, ("vt.bacai", "clerk"), document, "accept")
    clerk, path = caller("vt.tinh"), f"/documents/{document}/recall"
    seen = {one["unit"]["key"]: one["way"] for one in clerk.get(path)}
    assert seen == {"ubnd-bac-ai": "by_consent", "snv": "at_once"}
    units = [{"unit": key, "seen": way} for key, way in seen.items()]
    done = clerk("POST", path, json={"reason": WHY, "units": units})
    assert done.status_code == 200
    assert [one["other"] for one in done.get_json()] == [False, False]
    told = caller("vt.snv").get(f"/documents/{document}")
    assert (told["content_closed"], told["files"], told["body"]) == (True, [], "")
    assert told["recalls"][0]["answer"] == "taken_back"
    drop = {"unit": "ubnd-bac-ai", "reason": "Đã thống nhất qua điện thoại"}
    assert clerk("POST", f"{path}/drop", json=drop).status_code == 204
    assert clerk("POST", f"{path}/drop", json=drop).status_code == 422


def test_what_is_wrong_is_said_by_name(province: Office, caller: Callable[..., Caller]) -> None:
    document = stories.draft(province, "issued", ("ubnd-bac-ai",))
    clerk, path = caller("vt.tinh"), f"/documents/{document}/recall"
    for form in (
        {"reason": "ngắn"},
        {"reason": WHY, "units": [{"unit": "nơi-khác"}]},
        {"reason": WHY, "units": [{"unit": "snv"}]},
        {"reason": WHY, "units": [{"unit": "ubnd-bac-ai", "seen": "nào đó"}]},
    ):
        assert clerk("POST", path, json=form).status_code == 422
    assert caller("vt.bacai")("POST", path, json={"reason": WHY}).status_code == 422
    assert caller("vt.snv")("POST", path, json={"reason": WHY}).status_code == 404
