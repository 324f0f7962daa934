"""Units close, merge and move: both counts follow the tree as it stood, or as it is now."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from office.jobs import run
from office.runtime import Office
from office.services import facts
from office.services.figures import recount, totals
from office.services.figures.asked import NOW, THEN
from tests import stories
from tests.make import Clock
from tests.services import recounts

DAY = date(2019, 11, 8)
LATER = DAY + timedelta(days=5)
#: The province, a district, the department that closes, its heir, a commune that moves.
UNITS = ("ubnd-ninh-thuan", "ubnd-bac-ai", "snv", "sgddt", "ubnd-xa-phuoc-dai")


@pytest.fixture
def changed(both_provinces: Office, clock: Clock) -> Office:
    """Let letters go out; then Sở Nội vụ closes in favour of another and a commune moves."""
    office = both_provinces
    for _ in range(2):
        letter = stories.draft(office, "issued", ("ubnd-bac-ai", "snv", "ubnd-xa-phuoc-dai"))
        stories.move(office, ("vt.snv", "clerk"), letter, "accept")
        clock.tick(days=3)
    run.drain(office)
    ids = {key: stories.unit(office, key) for key in UNITS}
    with office.work() as work:
        moment = {"moment": f"{LATER} 00:00:00.000000"}
        when = moment | {
            "day": LATER.isoformat(),
            **{key.replace("-", "_"): at for key, at in ids.items()},
        }
        for sql in (
            "UPDATE units SET valid_to = :day WHERE id = :snv",
            "INSERT INTO unit_changes (at, unit_id, agency_id, what, since, was, becomes, heir_id,"
            " reason, by_name) VALUES (:moment, :snv, :ubnd_ninh_thuan, 'close', :day, '', '',"
            " :sgddt, 'Sáp nhập', 'QT')",
            "UPDATE unit_parents SET valid_to = :day WHERE unit_id = :ubnd_xa_phuoc_dai",
            "INSERT INTO unit_parents (unit_id, parent_id, valid_from)"
            " VALUES (:ubnd_xa_phuoc_dai, :ubnd_ninh_thuan, :day)",
        ):
            work.db.execute(text(sql), when)
        facts.reference_changed(work.db)
    office.forget()
    clock.tick(days=7)
    stories.draft(office, "issued", ("ubnd-bac-ai", "ubnd-xa-phuoc-dai"))
    run.drain(office)
    return office


def test_both_counts_follow_every_change_of_the_tree(changed: Office) -> None:
    with changed.look() as work:
        ids = dict(work.db.execute(text("SELECT key, id FROM units")).tuples().all())
    wide, until = (date(2019, 1, 1), date(2019, 12, 31)), (DAY, LATER)
    differing: list[object] = []
    came: dict[tuple[str, str], int] = {}
    for key in UNITS:
        for mapped in (THEN, NOW):
            for days in (wide, until, (LATER, wide[1])):
                for alone in (False, True):
                    what = recounts.Asked(
                        unit_id=ids[key], since=days[0], until=days[1], mapped=mapped, alone=alone
                    )
                    with changed.look() as work:
                        first, second = totals.figures(work, what), recount.run(work, what)
                    if [one.part for one in first] != [one.part for one in second.figures()]:
                        differing.append((key, mapped, days, alone))
                    if days == wide and not alone:
                        came[key, mapped] = second.total["came.all"]
    assert differing == []
    assert (came["snv", THEN], came["sgddt", THEN]) == (2, 0)
    assert (came["snv", NOW], came["sgddt", NOW]) == (2, 2)
    assert came["ubnd-bac-ai", THEN] == 5  # the commune's two while it stood below the district
    assert came["ubnd-bac-ai", NOW] == 3


def test_the_lines_agree_too(changed: Office) -> None:
    for mapped in (THEN, NOW):
        assert recounts.otherwise(changed, recounts.asked(changed, mapped=mapped)) == []
