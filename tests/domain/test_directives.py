"""Bút phê to structure: what is read, what is asked about, and what is never invented."""

import time
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import directives, spelling, spoken_deadlines
from office.domain.directives import Proposal
from office.domain.roster import Colleague, Roster, Who
from office.domain.unit_aliases import Named
from office.domain.workdays import VIETNAM, Calendar, local_date

#: Friday 8 November 2019, 07:30.
MORNING = datetime(2019, 11, 8, 7, 30, tzinfo=VIETNAM).astimezone(UTC)
NEW_YEARS_EVE = datetime(2019, 12, 31, 23, 59, 59, tzinfo=VIETNAM).astimezone(UTC)
WEEK = Calendar()
UNITS = (
    Named(1, "UBND huyện Bác Ái", "UBND", whole=True),
    Named(2, "Văn phòng HĐND và UBND huyện Bác Ái", "VP"),
    Named(3, "Phòng Tổng hợp", "TH"),
    Named(4, "Phòng Văn hóa - Xã hội", "VX"),
    Named(5, "Phòng Tài chính - Kế hoạch", "TCKH"),
    Named(6, "Phòng Tài nguyên và Môi trường", "TNMT"),
    Named(7, "Phòng Tài chính ngân sách", "NS"),
    Named(8, "Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL"),
)
PEOPLE = (
    Colleague(1, 1, "Trần Quốc Khải", "Chủ tịch"),
    Colleague(3, 1, "Đặng Minh Trí", "Chánh Văn phòng"),
    Colleague(3, 2, "Đặng Minh Trí", "Chánh Văn phòng"),
    Colleague(4, 4, "Lâm Hoàng Nam", "Chuyên viên"),
    Colleague(5, 3, "Bùi Gia Huy", "Chuyên viên"),
    Colleague(6, 3, "Đỗ Văn Năm", "Chuyên viên"),
    Colleague(7, 4, "Hồ Thị Ngọc Diệp", "Trưởng phòng"),
    Colleague(8, 3, "Vũ Đình Phong", "Trưởng phòng"),
    Colleague(9, 5, "Nguyễn Thị Lan", "Chuyên viên"),
    Colleague(10, 6, "Phan Thị Lan", "Chuyên viên"),
)
ROSTER = Roster(UNITS, PEOPLE)
VP, TH, VX, TCKH, TNMT = Who(2), Who(3), Who(4), Who(5), Who(6)
NAM, HUY, NAM5, DIEP = Who(4, 4), Who(3, 5), Who(3, 6), Who(4, 7)


def propose(text: str, at: datetime = MORNING, calendar: Calendar = WEEK) -> Proposal:
    return directives.propose(text, ROSTER, at, calendar)


def parts(text: str) -> list[tuple[str, Who]]:
    return [(row.part, row.who) for row in propose(text).rows]


def due(text: str, at: datetime = MORNING, calendar: Calendar = WEEK) -> str:
    """Return the lead's deadline as people read it, '' for none."""
    (row,) = propose(f"P. TC-KH chủ trì, báo cáo {text}", at, calendar).rows
    return f"{row.due_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if row.due_at else ""


def asked(text: str) -> dict[str, tuple[Who, ...]]:
    return {doubt.quote: doubt.candidates for doubt in propose(text).doubts if doubt.quote}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giao P. TC-KH chủ trì, P. TN-MT phối hợp", [("lead", TCKH), ("co", TNMT)]),
        ("giao phong tc-kh chu tri, p. tnmt phoi hop", [("lead", TCKH), ("co", TNMT)]),
        ("A. Huy chủ trì", [("lead", HUY)]),
        ("P. VX chủ trì, phối hợp với P. TH, P. TNMT; VP để biết",
         [("lead", VX), ("co", TH), ("co", TNMT), ("info", VP)]),
        ("Chủ trì: P. VX, P. TH phối hợp", [("lead", VX), ("co", TH)]),
        ("Chủ trì: P. VX; phối hợp: P. TH và P. TN&MT", [("lead", VX), ("co", TH), ("co", TNMT)]),
        ("Giao Phòng Văn xã tham mưu trả lời", [("lead", VX)]),
        ("Giao P. VX, P. TH phối hợp", [("lead", VX), ("co", TH)]),
        ("Trưởng phòng VX chủ trì", [("lead", DIEP)]),
        ("đ/c Nam (Phòng Văn hóa - Xã hội) chủ trì", [("lead", NAM)]),
        ("Sở VHTTDL chủ trì, P. TH thực hiện", [("lead", Who(8)), ("co", TH)]),
        ("Sở Văn hóa, Thể thao và Du lịch chủ trì", [("lead", Who(8))]),
        ("P. VX chủ trì, báo cáo Chủ tịch UBND huyện", [("lead", VX)]),
        ("Chuyển P. VX (đ/c Nam) xử lý; gửi VP biết", [("lead", NAM), ("info", VP)]),
        ("1. P. VX chủ trì\n2. P. TH phối hợp", [("lead", VX), ("co", TH)]),
        ("Giao:\n- P. VX chủ trì;\n- P. TH phối hợp.", [("lead", VX), ("co", TH)]),
        ("HUY", []),
        ("", []),
    ],
)  # fmt: skip
def test_who_has_which_part_is_read_from_the_words(
    text: str, expected: list[tuple[str, Who]]
) -> None:
    assert parts(text) == expected


def test_a_unit_and_the_one_of_its_people_who_does_the_work_are_one_lead() -> None:
    text = "Chuyển Phòng Văn xã xử lý, đ/c Nam tham mưu; VP theo dõi, để biết. Hạn 3 ngày làm việc."
    read = propose(text)
    assert [(row.part, row.who) for row in read.rows] == [("lead", NAM), ("info", VP)]
    lead, informed = read.rows
    assert "Phòng Văn xã xử lý … đ/c Nam tham mưu" in lead.why.vi
    assert "Hạn 3 ngày làm việc" in lead.why.vi
    assert lead.due_at == datetime(2019, 11, 13, 17, tzinfo=VIETNAM)
    assert informed.due_at is None
    assert read.doubts == ()


def test_a_unit_named_of_society_is_no_place() -> None:
    unit = Named(4, "Phòng Lao động - Thương binh và xã hội", "LĐTBXH")
    for said in ("P. LĐ-TBXH chủ trì", "Phòng Lao động chủ trì"):
        read = directives.propose(said, Roster([unit], []), MORNING, WEEK)
        assert [row.who for row in read.rows] == [Who(4)], said


def test_letters_typed_apart_read_like_composed_ones() -> None:
    text = "Chuyển Phòng Văn xã xử lý, đ/c Nam tham mưu; VP để biết"
    assert parts(unicodedata.normalize("NFD", text)) == parts(text) != []


@pytest.mark.parametrize(
    ("text", "quote", "candidates"),
    [
        ("đ/c Lan chủ trì", "đ/c Lan chủ trì", (Who(5, 9), Who(6, 10))),
        ("dc nam chu tri", "dc nam chu tri", (NAM5, NAM)),
        ("P. Tài chính chủ trì", "P. Tài chính chủ trì", (TCKH, Who(7))),
        ("Chánh Văn phòng chủ trì", "Chánh Văn phòng chủ trì", (Who(1, 3), Who(2, 3))),
        ("đ/c Tuấn chủ trì", "đ/c Tuấn chủ trì", ()),
        ("đ/c Nam Anh chủ trì", "đ/c Nam Anh chủ trì", ()),
        ("P. XYZ chủ trì", "P. XYZ chủ trì", ()),
        ("P. VX và P. TH chủ trì", "P. VX", (VX,)),
        ("P. VX", "P. VX", (VX,)),
    ],
)
def test_a_name_that_is_not_one_persons_is_asked_about_and_given_nothing(
    text: str, quote: str, candidates: tuple[Who, ...]
) -> None:
    assert parts(text) == []
    assert asked(text)[quote] == candidates


def test_accents_that_are_written_count() -> None:
    assert parts("đ/c Năm chủ trì") == [("lead", NAM5)]
    assert parts("đ/c Nam chủ trì") == [("lead", NAM)]
    assert parts("đ/c Diẹp chủ trì") == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("trước 15/11", "17:00 14/11/2019"),
        ("trước ngày 18/11", "17:00 15/11/2019"),
        ("chậm nhất 15/11", "17:00 15/11/2019"),
        ("đến hết ngày 15/11/2019", "17:00 15/11/2019"),
        ("trước 17h thứ sáu tuần sau", "17:00 15/11/2019"),
        ("trước 9h30 ngày 12/11", "09:30 12/11/2019"),
        ("chậm nhất thứ 3", "17:00 12/11/2019"),
        ("trong ngày", "17:00 08/11/2019"),
        ("trong 3 ngày làm việc", "17:00 13/11/2019"),
        ("trong năm ngày", "17:00 13/11/2019"),
        ("trong 24 giờ", "07:30 09/11/2019"),
        ("trong tuần sau", "17:00 15/11/2019"),
        ("cuối tháng", ""),
        ("hạn cuối tháng", "17:00 29/11/2019"),
        ("hạn 31/12", "17:00 31/12/2019"),
        ("chậm nhất ngày 5 tháng 1", "17:00 05/01/2020"),
        ("hạn ngày 5", "17:00 05/12/2019"),
        ("theo công văn ngày 1/10", ""),
        ("theo quy định", ""),
        ("17h thứ sáu tuần sau", "17:00 15/11/2019"),
        ("sau khi họp 14h ngày 12/11", ""),
        ("tình hình hôm nay", ""),
    ],
)
def test_deadlines_are_read_against_the_day_and_the_calendar(said: str, expected: str) -> None:
    assert due(said) == expected


def test_a_day_after_the_turn_of_the_year_is_next_years() -> None:
    assert due("chậm nhất 02/01", NEW_YEARS_EVE) == "17:00 02/01/2020"
    closed = Calendar({local_date(NEW_YEARS_EVE) + timedelta(days=1): False})
    assert due("trong 1 ngày làm việc", NEW_YEARS_EVE, closed) == "17:00 02/01/2020"


@pytest.mark.parametrize(
    ("said", "why"),
    [("trước 15/8", "đã qua"), ("hạn 31/2", "không có ngày"), ("hạn 15/11, rồi 20/11", "thời hạn")],
)
def test_a_day_that_is_not_clear_is_asked_about(said: str, why: str) -> None:
    read = propose(f"P. VX chủ trì, báo cáo {said}")
    assert any(why in doubt.why.vi for doubt in read.doubts)


def test_a_deadline_already_past_says_so() -> None:
    (row,) = propose("P. VX chủ trì, hạn 15/08/2019").rows
    assert "đã qua" in row.why.vi


def test_each_part_has_the_deadline_of_its_own_words() -> None:
    lead, co = propose("P. VX chủ trì chậm nhất 20/11, P. TH phối hợp trước 13/11").rows
    assert [row.due_at and local_date(row.due_at).day for row in (lead, co)] == [20, 12]


def test_words_that_mean_nothing_here_are_said() -> None:
    assert propose("Đồng ý. P. VX chủ trì").unread == ("Đồng ý",)


SPOKEN = (
    "Giao giao chuyển P. TC-KH TN-MT Phòng Văn xã đ/c Nam Lan A. Huy VP VX chủ trì phối hợp để biết"
    " theo dõi , ; . : ( ) và với báo cáo trước 15/11 15/8 31/12 hạn 3 ngày làm việc 17h thứ sáu"
    " tuần sau cuối tháng trong 99 giờ 🙂 31/2 Trưởng phòng \n"
)
WORDS = st.sampled_from(SPOKEN.split(" "))
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))
MOMENTS = st.datetimes(
    datetime(2000, 1, 1), datetime(2199, 12, 31), timezones=st.just(VIETNAM)  # noqa: DTZ001 (bounds)
).map(lambda at: at.astimezone(UTC).replace(microsecond=0))  # fmt: skip
NAMES = {Who(u.unit_id): u.name for u in UNITS} | {
    Who(p.unit_id, p.person_id): f"đ/c {p.name} ({UNITS[p.unit_id - 1].name})" for p in PEOPLE
}


@given(TEXTS, MOMENTS)
def test_whatever_is_written_nobody_is_invented_and_one_leads_at_most(
    text: str, at: datetime
) -> None:
    read = propose(text, at)
    meant = [row.who for row in read.rows]
    assert set(meant) <= NAMES.keys() - {Who(1)}
    assert len(meant) == len(set(meant))
    assert sum(row.part == "lead" for row in read.rows) <= 1
    assert all(who in NAMES for doubt in read.doubts for who in doubt.candidates)
    whole = spelling.composed(text)
    assert all(quote in whole for quote in read.unread)


@given(TEXTS, MOMENTS)
def test_no_deadline_is_past_unless_its_row_says_so(text: str, at: datetime) -> None:
    for row in propose(text, at).rows:
        assert row.due_at is None or row.due_at > at or "đã qua" in row.why.vi


@given(TEXTS, MOMENTS)
def test_what_is_proposed_reads_as_itself(text: str, at: datetime) -> None:
    read = propose(text, at)
    again = propose(directives.written(read, NAMES), at)
    minutes = [(r.part, r.who, r.due_at and r.due_at.replace(second=0)) for r in read.rows]
    assert [(row.part, row.who, row.due_at) for row in again.rows] == minutes


@given(
    st.lists(st.text(max_size=30), max_size=4), st.lists(st.text(max_size=30), max_size=4), TEXTS
)
def test_no_name_that_a_unit_or_person_may_have_breaks_the_reading(
    units: list[str], people: list[str], text: str
) -> None:
    named = [Named(key, name, name[:4]) for key, name in enumerate(units)]
    folk = [Colleague(key, 0, name, name[::-1]) for key, name in enumerate(people)]
    read = directives.propose(text + " ".join(units + people), Roster(named, folk), MORNING, WEEK)
    assert {row.who.unit_id for row in read.rows} <= {*range(len(units)), 0}


@given(MOMENTS)
def test_a_deadline_written_out_is_read_as_the_same_moment(at: datetime) -> None:
    said = spoken_deadlines.written(at)
    (found,) = spoken_deadlines.find(spelling.folded(said), MORNING, WEEK)
    assert found.due_at == at.replace(second=0)


def test_a_long_text_in_a_large_agency_is_read_in_no_time() -> None:
    many = [Colleague(key, 3, f"Nguyễn Văn {name}") for key, name in enumerate(["Nam"] * 2000)]
    began = time.perf_counter()
    read = directives.propose(
        "Giao đ/c Nam, Nguyễn Văn Nam. " * 130, Roster(UNITS, many), MORNING, WEEK
    )
    assert time.perf_counter() - began < 2
    assert read.rows == ()


def test_a_text_of_any_length_is_read_in_no_time() -> None:
    assert parts("P. VX chủ trì. " + "x y z " * 100_000) == [("lead", VX)]
