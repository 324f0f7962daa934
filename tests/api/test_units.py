"""The tree and its changes through the API: to administrators, changes to heads as well."""

from collections.abc import Callable

from office.runtime import Office
from office.services.places import unit_changes
from office.services.places.unit_changes import When
from tests import stories
from tests.api.conftest import Caller
from tests.make import acting


def test_the_tree_and_its_changes_are_read(province: Office, caller: Callable[..., Caller]) -> None:
    stories.draft(province)
    room = stories.unit(province, "phong-vx-ninh-thuan")
    with province.work(acting(province, "qt.tinh", "administrator")) as work:
        unit_changes.rename(work, room, "Phòng Văn hóa", "VH", When(None, "Quyết định 12"))
    province.forget()
    admin = caller("qt.tinh")
    tree = {one["unit"]["key"]: one for one in admin("GET", "/admin/units").json}
    mine = tree["phong-vx-ninh-thuan"]
    assert (mine["unit"]["name"], mine["held"], mine["lacks_clerk"]) == ("Phòng Văn hóa", 1, False)
    assert mine["parent"]["key"] == "vp-ubnd-ninh-thuan"
    for who in (admin, caller("ct.tinh")):
        (change,) = who("GET", "/admin/units/changes").json
        assert (change["what"], change["becomes"]) == ("rename", "Phòng Văn hóa")
    assert caller("ct.tinh")("GET", "/admin/units").status_code == 422
    assert caller("vt.tinh")("GET", "/admin/units/changes").status_code == 422
