"""TM., Q., KT., TL., TUQ.: what is printed over a name follows from who signs for whom (Đ13)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import titles
from office.domain.people import CHIEF, LEADER, ROLES, UNIT_HEAD
from office.domain.signing_capacities import (
    COLLECTIVES,
    Capacity,
    Lent,
    Signer,
    capacity,
    collective,
    rank,
    title,
)
from office.domain.text import Text

PROVINCE, DEPARTMENT = "UBND tỉnh Ninh Thuận", "Sở Nội vụ"
CHAIRMAN = Signer(name="Trần Quốc Khải", agency=PROVINCE, role=LEADER, position="Chủ tịch")
VICE = replace(CHAIRMAN, name="Phạm Thị Hồng Vân", position="Phó Chủ tịch", head="Chủ tịch")
DIRECTOR = Signer(name="Dương Văn Thiện", agency=DEPARTMENT, role=LEADER, position="Giám đốc")
ORDER = Lent(
    by_order=True, giver="Trần Quốc Khải", giver_position="Chủ tịch", basis="Quy chế làm việc"
)
MANDATE = replace(ORDER, by_order=False, basis="Quyết định 12/QĐ-UBND")
OFFICE_HEAD = Signer(
    name="Đặng Minh Trí", agency=PROVINCE, role=UNIT_HEAD, position="Chánh Văn phòng", lent=ORDER
)


def block(signer: Signer) -> list[str]:
    """Return what is printed over a name, in capitals, line by line."""
    found = capacity(signer)
    assert isinstance(found, Capacity), found
    return [line.upper() for line in (*found.lines, found.position)]


def refusal(signer: Signer) -> str:
    """Return why somebody has no capacity."""
    found = capacity(signer)
    assert isinstance(found, Text), found
    return found.vi


@pytest.mark.parametrize(
    ("signer", "printed"),
    [
        (CHAIRMAN, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (VICE, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        (replace(CHAIRMAN, position="Q. Chủ tịch"), ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]),
        (DIRECTOR, ["GIÁM ĐỐC"]),
        (replace(DIRECTOR, position="Quyền Giám đốc"), ["Q. GIÁM ĐỐC"]),
        (replace(DIRECTOR, position="Phó Giám đốc"), ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        (
            replace(DIRECTOR, position="Phó Giám đốc phụ trách"),  # the post of the head is vacant
            ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        ),
        (
            replace(VICE, position="Phó Chủ tịch Thường trực"),
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        (replace(VICE, head="Quyền Chủ tịch"), [
            "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"
        ]),
        (OFFICE_HEAD, ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (
            replace(OFFICE_HEAD, position="Phó Chánh Văn phòng"),  # the order was handed on
            ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
        ),
        (replace(OFFICE_HEAD, lent=MANDATE), ["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (replace(DIRECTOR, council="HĐKT"), ["TM. HỘI ĐỒNG", "GIÁM ĐỐC"]),
        (replace(VICE, council="BCĐ"), ["TM. BAN CHỈ ĐẠO", "PHÓ CHỦ TỊCH"]),
    ],
)  # fmt: skip
def test_the_block_is_the_decrees(signer: Signer, printed: list[str]) -> None:
    assert block(signer) == printed


@pytest.mark.parametrize(
    ("signer", "why"),
    [
        (replace(CHAIRMAN, position=" "), "Chưa ghi chức vụ"),
        (replace(OFFICE_HEAD, lent=None), "Chưa được giao ký thừa lệnh"),
        (replace(OFFICE_HEAD, lent=None, role=CHIEF), "Chưa được giao ký thừa lệnh"),
        (replace(OFFICE_HEAD, role="specialist", position="Chuyên viên"), "Chỉ người đứng đầu"),
        (
            replace(OFFICE_HEAD, lent=replace(MANDATE, giver_position="Phó Chủ tịch")),
            "không giữ chức vụ đứng đầu",
        ),
        (
            replace(OFFICE_HEAD, lent=replace(ORDER, giver_position="Phó Chủ tịch")),
            "không giữ chức vụ đứng đầu",
        ),
        (
            replace(OFFICE_HEAD, lent=MANDATE, position="Phó Chánh Văn phòng"),  # no sub-delegation
            "Chỉ người đứng đầu đơn vị thuộc cơ quan mới ký TUQ.",
        ),
    ],
)
def test_who_has_no_capacity_is_told_why(signer: Signer, why: str) -> None:
    assert why in refusal(signer)


POSITIONS = st.sampled_from(
    ["Chủ tịch", "Giám đốc", "Chánh Văn phòng", "Trưởng phòng", "Chi cục trưởng"]
).flatmap(
    lambda head: st.sampled_from(
        [head, f"Phó {head}", f"phó {head} thường trực", f"Q. {head}", f"Quyền {head}", f" {head} "]
    )
)
LENT = st.none() | st.builds(
    Lent,
    by_order=st.booleans(),
    giver=st.just("Trần Quốc Khải"),
    giver_position=POSITIONS | st.just(""),
    basis=st.sampled_from(["Quy chế làm việc", "Quyết định 12"]),
)
SIGNERS = st.builds(
    Signer,
    name=st.just("Nguyễn Văn An"),
    agency=st.sampled_from([PROVINCE, "UBND huyện Bác Ái", DEPARTMENT, "Thanh tra tỉnh"]),
    role=st.sampled_from(sorted(ROLES)),
    position=POSITIONS | st.just(""),
    council=st.sampled_from(["", "HĐKT", "BCĐ", "TCT"]),
    head=st.just("") | POSITIONS,
    lent=LENT,
)


@given(SIGNERS)
def test_nobody_signs_without_a_capacity_that_the_decree_knows(signer: Signer) -> None:
    found = capacity(signer)
    if isinstance(found, Text):
        assert found.vi
        assert found.en
        return
    marks = [line.partition(" ")[0] for line in found.lines]
    assert marks in ([], ["TM."], ["KT."], ["TM.", "KT."], ["TL."], ["TL.", "KT."], ["TUQ."])
    assert all(line.partition(" ")[2].strip() for line in found.lines)
    assert found.position == title(signer.position)
    assert not found.position.lower().endswith("thường trực")
    # TL. and TUQ. rest on paper, everything else on the office one holds.
    assert bool(found.basis) == (found.kind in ("TL.", "TUQ."))


@given(SIGNERS)
def test_in_somebodys_place_signs_only_who_was_given_it_by_a_head(signer: Signer) -> None:
    found = capacity(signer)
    if isinstance(found, Text) or found.kind not in ("TL.", "TUQ."):
        return
    assert signer.lent is not None
    assert rank(signer.lent.giver_position) != "deputy"
    assert signer.role in (UNIT_HEAD, CHIEF)
    assert found.kind == ("TL." if signer.lent.by_order else "TUQ.")
    assert found.kind == "TL." or rank(signer.position) != "deputy"


@given(SIGNERS)
def test_a_body_that_decides_together_is_named_whoever_signs_in_their_own_right(
    signer: Signer,
) -> None:
    found = capacity(replace(signer, lent=None, role=LEADER))
    if isinstance(found, Text):
        return
    body = collective(signer.agency, signer.council)
    assert bool(body) == any(line.startswith("TM. ") for line in found.lines)
    deputy = rank(signer.position) == "deputy" and not signer.council
    assert deputy == any(line.startswith("KT. ") for line in found.lines)
    assert found.kind == ("KT." if deputy else "TM." if body else "")


@given(POSITIONS)
def test_a_position_is_printed_the_same_however_often_it_is_made_official(written: str) -> None:
    assert title(title(written)) == title(written)
    assert rank(title(written)) == rank(written)


def test_who_decides_is_printed_over_the_grounds() -> None:
    def issuer(signer: Signer) -> str:
        found = capacity(signer)
        assert isinstance(found, Capacity)
        return titles.issuer(signer.agency, "\n".join(found.lines), found.position)

    assert issuer(CHAIRMAN) == issuer(VICE) == "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN"
    assert issuer(DIRECTOR) == "GIÁM ĐỐC SỞ NỘI VỤ"
    assert issuer(replace(DIRECTOR, position="Phó Giám đốc")) == "GIÁM ĐỐC SỞ NỘI VỤ"
    assert issuer(OFFICE_HEAD) == ""


def test_bodies_are_known_by_the_beginning_of_their_names() -> None:
    assert collective("UBND xã Phước Đại") == COLLECTIVES[0]
    assert collective("Hội đồng nhân dân tỉnh") == "Hội đồng nhân dân"
    assert collective("Văn phòng UBND tỉnh") == collective("Sở Nội vụ") == ""
