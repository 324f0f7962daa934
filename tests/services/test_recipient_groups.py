"""Groups of recipients: named once by an agency, whole, and nobody else's."""

import threading

import pytest

from office.domain.errors import Invalid, NotFound, Refused
from office.runtime import Office
from office.services.outgoing import recipient_groups
from office.services.outgoing.recipient_groups import MOST_GROUPS
from tests.make import acting
from tests.stories import check_refusal, unit


def keep(office: Office, name: str, *keys: str, login: str = "cv.vx") -> int:
    with office.work(acting(office, login)) as work:
        return recipient_groups.keep(work, name, [work.tree.by_key(key).id for key in keys])


def groups(office: Office, login: str = "vt.tinh") -> dict[str, list[int]]:
    with office.look(acting(office, login)) as work:
        return {group.name: list(group.unit_ids) for group in recipient_groups.listed(work)}


def test_a_group_is_kept_for_the_whole_agency_and_no_other(both_provinces: Office) -> None:
    keep(both_provinces, "  Các sở  khối nội chính ", "snv", "sgddt")
    here = [unit(both_provinces, key) for key in ("snv", "sgddt")]
    assert groups(both_provinces) == {"Các sở khối nội chính": sorted(here)}
    assert groups(both_provinces, "vt.bacai") == {}


def test_the_same_name_replaces_the_group_however_it_is_composed(province: Office) -> None:
    first = keep(province, "Nội chính", "snv")
    assert keep(province, "No\u0323\u0302i chi\u0301nh", "sgddt") == first
    assert groups(province) == {"Nội chính": [unit(province, "sgddt")]}


@pytest.mark.parametrize(("name", "keys"), [("", ("snv",)), ("x" * 101, ("snv",)), ("Nhóm", ())])
def test_a_group_without_a_name_or_anybody_is_refused(
    province: Office, name: str, keys: tuple[str, ...]
) -> None:
    check_refusal(province, Invalid, lambda: keep(province, name, *keys))


def test_there_are_not_more_groups_than_people_can_look_through(province: Office) -> None:
    for number in range(MOST_GROUPS):
        keep(province, f"Nhóm {number}", "snv")
    check_refusal(province, Invalid, lambda: keep(province, "Một nhóm nữa", "snv"))
    keep(province, "Nhóm 0", "sgddt")


def test_a_group_is_forgotten_by_its_agency_alone(province: Office) -> None:
    group = keep(province, "Nhóm", "snv")

    def remove(login: str) -> None:
        with province.work(acting(province, login)) as work:
            recipient_groups.remove(work, group)

    check_refusal(province, NotFound, lambda: remove("vt.bacai"))
    check_refusal(province, Refused, lambda: remove("ttra.tinh"))
    remove("vt.tinh")
    assert groups(province) == {}
    check_refusal(province, NotFound, lambda: remove("vt.tinh"))


@pytest.mark.parametrize("there", [True, False])
def test_two_who_keep_a_group_of_one_name_at_once_leave_one_whole_group(
    both_provinces: Office, there: bool
) -> None:
    if there:
        keep(both_provinces, "Nhóm", "snv")
    threads = [
        threading.Thread(target=keep, args=(both_provinces, "Nhóm", *keys))
        for keys in (("snv", "sgddt"), ("sct", "ubnd-bac-ai"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wholes = [
        sorted(unit(both_provinces, key) for key in keys)
        for keys in (("snv", "sgddt"), ("sct", "ubnd-bac-ai"))
    ]
    assert groups(both_provinces)["Nhóm"] in wholes
