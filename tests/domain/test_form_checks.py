"""The form of a draft, checked by rules: what is told, what is left alone, and how it is mended."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import form_words
from office.domain.form_checks import FIELDS, NEEDS, Draft, findings
from office.domain.form_words import MUST, SHOULD

TYPES = {"Quyết định": "QĐ", "Công văn": "", "Tờ trình": "TTr", "Quy định": "QyĐ", "Giấy mời": "GM"}
LETTER = Draft(
    type_code="CV",
    type_title="Công văn",
    subject="triển khai Nghị định số 110/2004/NĐ-CP",
    body="Thực hiện Quyết định số 28/2018/QĐ-TTg ngày 12 tháng 7 năm 2018, Ủy ban nhân dân tỉnh "
    "Ninh Thuận yêu cầu Giám đốc Sở Nội vụ báo cáo trước ngày 05 tháng 02 năm 2020./.",
    organ="Ủy ban nhân dân tỉnh Ninh Thuận",
    notation="UBND-VX",
    addressees=3,
    receivers=("Như trên", "Lưu: VT, VX"),
    authority="TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH",
    position="PHÓ CHỦ TỊCH",
    abbreviations=TYPES,
)
DECISION = replace(
    LETTER, type_code="QĐ", type_title="Quyết định", notation="QĐ-UBND",
    subject="Về việc ban hành Quy chế",
    body="Căn cứ Luật Lưu trữ;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành Quy chế.",
)  # fmt: skip
INVITATION = replace(
    LETTER, type_code="GM", type_title="Giấy mời", notation="GM-UBND", body="Dự họp."
)


def codes(draft: Draft) -> dict[str, str]:
    """Return what is found, and how grave it is."""
    return {found.code: found.severity for found in findings(draft)}


@pytest.mark.parametrize("draft", [LETTER, DECISION])
def test_a_draft_in_good_form_is_left_alone(draft: Draft) -> None:
    assert findings(draft) == []


def test_an_empty_draft_is_not_reproached() -> None:
    assert findings(replace(DECISION, subject=" ", body="\n", addressees=0)) == []


@pytest.mark.parametrize(
    ("draft", "code", "severity"),
    [
        (replace(DECISION, body="Điều 1. Ban hành."), "no_grounds", MUST),
        (replace(DECISION, body="Căn cứ Luật Lưu trữ."), "no_articles", MUST),
        (replace(LETTER, subject=""), "no_subject", MUST),
        (replace(LETTER, subject="a" * 201), "long_subject", SHOULD),
        (replace(DECISION, subject="V/v ban hành"), "about_in_title", SHOULD),
        (replace(LETTER, addressees=0), "no_addressee", MUST),
        (replace(LETTER, receivers=("Như trên",)), "not_filed", MUST),
        (replace(LETTER, body="Kính gửi: Sở Nội vụ\n\nBáo cáo."), "printed_anyway", SHOULD),
        (replace(LETTER, body="Báo cáo./.\n\nNơi nhận:\n- Như trên"), "printed_anyway", SHOULD),
        (replace(LETTER, body="Báo cáo./../."), "end_twice", MUST),
        (replace(LETTER, body="Báo cáo./.\n\nĐề nghị thực hiện."), "end_twice", MUST),
        (replace(DECISION, notation="QD-UBND"), "wrong_symbol", MUST),
        (replace(LETTER, notation="CV-UBND"), "wrong_symbol", MUST),
        (replace(LETTER, organ="Sở Nội vụ"), "wrong_capacity", MUST),
        (replace(LETTER, position="CHỦ TỊCH"), "wrong_capacity", MUST),
        (replace(LETTER, authority="Q. Giám đốc"), "wrong_capacity", MUST),
        (INVITATION, "no_time", SHOULD),
        (INVITATION, "no_place", SHOULD),
        (replace(LETTER, body="ngày 5 tháng 02 năm 2020"), "date_form", SHOULD),
        (replace(LETTER, body="ngày 05 tháng 2 năm 2020"), "date_form", SHOULD),
        (replace(LETTER, body="ngày 05 tháng 06 năm 2020"), "date_form", SHOULD),
        (replace(LETTER, body="ngày 31 tháng 02 năm 2020"), "no_such_day", MUST),
        (replace(LETTER, body="Quyết định số 12/QD-UBND"), "cited_symbol", SHOULD),
        (replace(LETTER, body="Quyết định số 5/QĐ-UBND"), "cited_symbol", SHOULD),
        (replace(LETTER, body="Công văn số 45/CV-UBND"), "cited_symbol", SHOULD),
        (replace(LETTER, body="Ủy Ban Nhân Dân"), "capitals", SHOULD),
        (replace(LETTER, body="Giám Đốc Sở Nội Vụ"), "capitals", SHOULD),
        (replace(LETTER, body="nhân dân Tỉnh Ninh Thuận"), "capitals", SHOULD),
        (replace(LETTER, body="theo điều 5 Luật Lưu trữ"), "capitals", SHOULD),
        (replace(LETTER, body="Uỷ ban nhân dân, Ủy ban nhân dân"), "two_spellings", SHOULD),
        (replace(LETTER, subject="hòa giải", body="hoà giải"), "two_spellings", SHOULD),
    ],
)
def test_what_is_against_the_decree_is_told(draft: Draft, code: str, severity: str) -> None:
    assert codes(draft).get(code) == severity


@pytest.mark.parametrize(
    "words",
    [
        "ngày 05 tháng 02 năm 2020, ngày 12 tháng 11, ngày 09 tháng 3 năm 2019",
        "Tỉnh ủy Ninh Thuận, của Tỉnh ủy Ninh Thuận, thành phố Hồ Chí Minh, tỉnh Ninh Thuận",
        "QUYẾT ĐỊNH: CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH NINH THUẬN",
        "kế hoạch, quyết định, chỉ thị, công văn, chủ tịch",
        "Quyết định số 28/2018/QĐ-TTg, Công văn số 12/UBND-VX, Tờ trình số 03/TTr-SNV",
        "quý, quỹ, quả, thủy, hòa, khỏe, thúy",
        "như điều 5 nói trên",
        "Báo cáo./.\n\nPhụ lục I\nDANH SÁCH\n\nHết./.",
    ],
)
def test_what_is_right_is_never_told(words: str) -> None:
    assert findings(replace(LETTER, body=words)) == []


def test_what_must_be_mended_comes_first_and_each_says_by_which_rule() -> None:
    found = findings(replace(DECISION, subject="V/v điều 5 Luật a", body="Không có gì./. ./."))
    grave = [one.severity for one in found]
    assert grave == sorted(grave)  # "must" before "should"
    assert {MUST, SHOULD} == set(grave)
    for one in found:
        assert one.field in FIELDS
        assert one.source.startswith("NĐ 30/2020")
        assert all((one.what.vi, one.what.en, one.mend.vi, one.mend.en))


def test_words_are_mended_and_only_what_is_wrong() -> None:
    wrong = "Ủy Ban nhân dân Tỉnh Ninh Thuận, ngày 5 tháng 06 năm 2019, điều 7 Luật Lưu trữ"
    right = "Ủy ban nhân dân tỉnh Ninh Thuận, ngày 05 tháng 6 năm 2019, Điều 7 Luật Lưu trữ"
    assert form_words.mended(wrong) == right
    assert form_words.mended(right) == right


PIECES = st.lists(
    st.one_of(
        st.sampled_from([
            "ngày ", "tháng ", "năm ", "5", "02", "31", "2019", "Ủy Ban ", "Nhân Dân ", "Tỉnh ",
            "Ninh ", "Thuận ", "điều 5 Luật ", "số 5/QD-UBND", "Quyết định ", "./.", "\n", "V/v ",
            "Căn cứ ", "hòa ", "hoà ", "Phụ lục\n", "Nơi nhận:\n", ";", " ",
        ]),
        st.text(max_size=6),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(subject=PIECES, body=PIECES, code=st.sampled_from(["CV", "QĐ", "BB", "lạ", *NEEDS]))
def test_no_text_breaks_the_checks(subject: str, body: str, code: str) -> None:
    draft = replace(LETTER, type_code=code, subject=subject, body=body, authority=subject)
    found = findings(draft)
    assert len(found) == len(set(found))
    assert all(one.severity in (MUST, SHOULD) and one.field in FIELDS for one in found)


@given(text=PIECES)
def test_mending_twice_is_mending_once_and_leaves_nothing_to_mend(text: str) -> None:
    once = form_words.mended(text)
    assert form_words.mended(once) == once
    left = {one.code for one in form_words.findings(once, "body", {})}
    assert left <= {"no_such_day"}
