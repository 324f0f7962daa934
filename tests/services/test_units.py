"""Units: loaded from files that name their bad lines, dated when they change, made for packets."""

import threading
from datetime import date, timedelta
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from office.domain.errors import Invalid
from office.models.units import UnitName
from office.runtime import Office
from office.services import tree
from office.services.places import units
from office.services.places.unit_file import UNIT_COLUMNS, Known, Problem, read_units
from tests.make import DATA, Clock

KINDS = """code,title_vi,title_en,level,keeps_register,hosted
huyen,UBND huyện,District,district,true,true
phong,Phòng,Division,district,false,true
"""
HEADER = ",".join(UNIT_COLUMNS) + "\n"
BAC_AI = "bac-ai,huyen,,UBND huyện Bác Ái,UBND,Bác Ái,2019-01-01,,demo:000.00.32.H43,\n"
NOI_VU = "noi-vu,phong,bac-ai,Phòng Nội vụ,NV,Bác Ái,2019-01-01,,,\n"


def load(office: Office, lines: str, kinds: str = KINDS) -> units.Loaded:
    with office.work() as work:
        loaded = units.load(work, StringIO(lines), StringIO(kinds))
    office.forget()
    return loaded


def told(office: Office, *lines: str) -> dict[int, str]:
    """Say what is wrong with each line below the header (line 1)."""
    return {p.line: p.text.en for p in load(office, HEADER + "".join(lines)).problems}


def counts(loaded: units.Loaded) -> tuple[int, int, int]:
    return loaded.added, loaded.changed, loaded.unchanged


def test_the_province_of_2019_is_whole(province: Office) -> None:
    with province.look() as work:
        levels = [unit.level for unit in work.tree.units.values() if unit.kind.keeps_register]
        commune = work.tree.by_key("ubnd-xa-phuoc-dai")
        assert (levels.count("district"), levels.count("commune")) == (7, 65)
        assert (commune.name, commune.place) == ("UBND xã Phước Đại", "Phước Đại")
        known = work.tree.by_code("000.00.00.h43")
        assert known is not None
        assert known.codes == (("qcvn102", "000.00.00.H43"), ("qd20", "H43"))
        room = work.tree.by_key("phong-vx-ninh-thuan")
        assert work.tree.agency_of(room.id) == known.id


def test_loading_twice_changes_nothing(both: Office) -> None:
    lines = (DATA / "units.csv").read_text("utf-8")
    kinds = (DATA / "unit_kinds.csv").read_text("utf-8")
    first = load(both, lines, kinds)
    assert (first.problems, first.added) == ([], 103)
    assert counts(load(both, lines, kinds)) == (0, 0, 103)


def test_a_new_name_begins_today_and_the_old_one_is_kept(both: Office, clock: Clock) -> None:
    load(both, HEADER + BAC_AI + NOI_VU)
    renamed = BAC_AI.replace("UBND huyện Bác Ái", "UBND huyện Bác Ái mới")
    assert counts(load(both, HEADER + renamed)) == (0, 1, 0)
    with both.look() as work:
        today = work.tree.by_key("bac-ai")
        yesterday = tree.read(work.db, work.today - timedelta(days=1))
        assert today.name == "UBND huyện Bác Ái mới"
        assert yesterday[today.id].name == "UBND huyện Bác Ái"
        assert len(work.tree.units) == 2


def test_a_name_changed_twice_in_a_day_leaves_one_trace(both: Office) -> None:
    load(both, HEADER + BAC_AI)
    for name in ("UBND A", "UBND B"):
        load(both, HEADER + BAC_AI.replace("UBND huyện Bác Ái", name))
    with both.look() as work:
        names = work.db.scalars(select(UnitName.name).order_by(UnitName.valid_from)).all()
    assert names == ["UBND huyện Bác Ái", "UBND B"]


def test_a_code_can_pass_from_one_unit_to_another(both: Office) -> None:
    load(both, HEADER + BAC_AI + NOI_VU)
    code = "demo:000.00.32.H43"
    loaded = load(
        both,
        HEADER + BAC_AI.replace(code, "") + NOI_VU.replace(",,,\n", f",,{code},\n"),
    )
    assert counts(loaded) == (0, 2, 0)
    with both.look() as work:
        holder = work.tree.by_code("000.00.32.H43")
        assert holder is not None
        assert holder.key == "noi-vu"
        before = tree.read(work.db, work.today - timedelta(days=1)).by_code("000.00.32.H43")
        assert before is not None
        assert before.key == "bac-ai"


def test_a_unit_can_move_below_another_and_a_closed_one_disappears(both: Office) -> None:
    other = "ninh-son,huyen,,UBND huyện Ninh Sơn,UBND,Ninh Sơn,2019-01-01,,,\n"
    load(both, HEADER + BAC_AI + NOI_VU + other)
    load(both, HEADER + NOI_VU.replace("bac-ai", "ninh-son"))
    load(both, HEADER + BAC_AI.replace("2019-01-01,,", "2019-01-01,2019-11-08,"))
    with both.look() as work:
        keys = {unit.key for unit in work.tree.units.values()}
        assert keys == {"ninh-son", "noi-vu"}
        assert work.tree.by_key("noi-vu").parent_id == work.tree.by_key("ninh-son").id


def test_every_bad_line_is_named_and_nothing_is_done(office: Office) -> None:
    problems = told(
        office,
        BAC_AI,
        NOI_VU.replace("phong", "no-such-kind"),
        "x1,phong,nobody,Phòng,P,,2019-01-01,,,\n",
        "x2,phong,bac-ai,Phòng,P,,2019-01-01,2018-01-01,,\n",
        BAC_AI.replace("demo:000.00.32.H43", ""),
        "x3,phong,bac-ai,Phòng,P,,2019-01-01,,demo:000.00.32.h43,\n",
        "x4,phong,bac-ai,,P,,2019-01-01,,,\n",
        "x5,phong,bac-ai\n",
        "x6,phong,bac-ai,Phòng,P,,08/11/2019,,,\n",
        "x 7,phong,bac-ai,Phòng,P,,2019-01-01,,nonsense,\n",
        "x8,phong,bac-ai,Phòng,P,,2019-01-01,,,sometimes\n",
    )
    assert problems == {
        3: "There is no kind of unit “no-such-kind”.",
        4: "There is no parent “nobody”.",
        5: "valid_to must be after valid_from.",
        6: "The key “bac-ai” is on line 2 already.",
        7: "The identifier demo:000.00.32.H43 belongs to “bac-ai”.",
        8: "name is missing.",
        9: "3 columns instead of 10.",
        10: "“08/11/2019” is no date (year-month-day).",
        11: "The identifier “nonsense” must be written like qcvn102:000.00.00.H43.",
        12: "There is no numbering “sometimes”; there are: all, group, type.",
    }
    with office.look() as work:
        assert not work.tree.units


def test_units_may_not_stand_below_themselves(both: Office) -> None:
    load(both, HEADER + BAC_AI + NOI_VU)
    ring = told(both, BAC_AI.replace("huyen,,", "huyen,noi-vu,"))
    assert ring == {2: "“bac-ai” stands below itself."}


def test_a_code_of_a_unit_outside_the_file_is_taken(both: Office) -> None:
    load(both, HEADER + BAC_AI)
    line = "new,huyen,,UBND huyện Mới,UBND,,2019-01-01,,demo:000.00.32.H43,\n"
    assert told(both, line) == {2: "The identifier demo:000.00.32.H43 belongs to “bac-ai”."}


def test_the_day_a_unit_began_stays(both: Office) -> None:
    load(both, HEADER + BAC_AI)
    later = told(both, BAC_AI.replace("2019-01-01", "2019-02-01"))
    assert later == {2: "The unit begins on 2019-01-01 already; that day cannot be changed."}


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
def test_bytes_that_are_no_utf8_are_a_bad_line(office: Office, errors: str) -> None:
    raw = (HEADER + BAC_AI).encode() + "x,phong,,Ph\xf2ng,P,,2019-01-01,,,\n".encode("latin-1")
    with office.work() as work:
        lines = TextIOWrapper(BytesIO(raw), "utf-8", errors=errors)
        loaded = units.load(work, lines, StringIO(KINDS))
    assert "Not UTF-8." in [problem.text.en for problem in loaded.problems]


@pytest.mark.parametrize("kinds", ["code\n", KINDS + "x,,X,district,true,true\n", KINDS + KINDS])
def test_a_bad_file_of_kinds_changes_nothing(office: Office, kinds: str) -> None:
    assert load(office, HEADER + BAC_AI, kinds).problems
    with office.look() as work:
        assert not work.tree.units


@given(st.text(max_size=300) | st.text(alphabet=",;:\n\"'#@aX1-", max_size=300))
def test_any_text_is_read_or_refused_by_line(text: str) -> None:
    found, problems = read_units(StringIO(HEADER + text), Known(kinds=frozenset({"a"})))
    assert all(isinstance(problem, Problem) and problem.line > 0 for problem in problems)
    assert all(unit.valid_to is None or unit.valid_to > unit.valid_from for unit in found)


def test_an_agency_elsewhere_becomes_a_unit_once(both: Office) -> None:
    with both.work() as work:
        first = units.external(work, "000.00.00.G22", "Văn phòng Chính phủ")
        assert units.external(work, "000.00.00.g22 ", "VPCP") == first
        other = units.external(work, "H41", "")
    both.forget()
    with both.look() as work:
        agency = work.tree[first]
        assert (agency.name, agency.kind.hosted) == ("Văn phòng Chính phủ", False)
        assert agency.codes == (("qcvn102", "000.00.00.G22"),)
        assert (work.tree[other].name, work.tree[other].codes) == ("H41", (("qd20", "H41"),))
        assert tree.read(work.db, date(1950, 1, 1))[first].name == "Văn phòng Chính phủ"


def test_a_code_of_this_office_is_no_new_agency(province: Office) -> None:
    with province.work() as work:
        found = units.external(work, "000.00.00.H43", "UBND tỉnh Ninh Thuận")
        assert work.tree[found].key == "ubnd-ninh-thuan"


@pytest.mark.parametrize("code", ["", " ", "a b", "x" * 64, "ủy-ban"])
def test_what_is_no_code_makes_no_agency(office: Office, code: str) -> None:
    with office.work() as work, pytest.raises(Invalid):
        units.external(work, code, "Ai đó")


def test_two_packets_at_once_make_one_agency(both: Office) -> None:
    made: list[int] = []
    start = threading.Barrier(4)

    def receive() -> None:
        start.wait()
        with both.work() as work:
            made.append(units.external(work, "000.00.00.G09", "Bộ Nội vụ"))

    threads = [threading.Thread(target=receive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1
