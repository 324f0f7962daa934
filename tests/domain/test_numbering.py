"""Numbers and notations (NĐ 30/2020 Đ15, Phụ lục I.II.3)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import numbering
from office.domain.numbering import DocumentType
from office.domain.workdays import VIETNAM

LETTER = DocumentType("CV", "", "Công văn", "Official correspondence", "B")
DECISION = DocumentType("QĐ", "QĐ", "Quyết định", "Decision", "A")
NOTICE = DocumentType("TB", "TB", "Thông báo", "Notice", "B")
MIDNIGHT = datetime(2020, 1, 1, tzinfo=VIETNAM)


def test_a_letter_carries_no_type_in_its_notation_and_a_decision_does() -> None:
    assert numbering.notation(LETTER, "UBND", "VX") == "UBND-VX"
    assert numbering.notation(LETTER, "UBND") == "UBND"
    assert numbering.notation(DECISION, "UBND", "VX") == "QĐ-UBND"


@pytest.mark.parametrize(
    ("number", "written"), [(1, "01"), (9, "09"), (10, "10"), (12, "12"), (100, "100")]
)
def test_numbers_below_ten_are_written_with_a_zero(number: int, written: str) -> None:
    assert numbering.written(number) == written
    assert numbering.symbol(number, "UBND-VX") == f"{written}/UBND-VX"


def test_a_symbol_before_the_number_leaves_its_place() -> None:
    assert numbering.symbol(None, "QĐ-UBND") == "…/QĐ-UBND"
    assert numbering.symbol_text("", "QĐ-UBND") == "…/QĐ-UBND"
    assert numbering.symbol_text("", "") == ""


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_no_two_numbers_are_written_alike(one: int, other: int) -> None:
    assert (numbering.written(one) == numbering.written(other)) == (one == other)
    assert int(numbering.written(one)) == one


@pytest.mark.parametrize(
    ("scheme", "kind", "series"),
    [
        ("all", LETTER, "all"),
        ("all", DECISION, "all"),
        ("group", DECISION, "nhom:A"),
        ("group", LETTER, "nhom:B"),
        ("group", NOTICE, "nhom:B"),
        ("type", NOTICE, "loai:TB"),
        ("type", LETTER, "loai:CV"),
    ],
)
def test_the_scheme_of_the_agency_chooses_the_series(
    scheme: str, kind: DocumentType, series: str
) -> None:
    assert scheme in numbering.SCHEMES
    assert numbering.series_of(scheme, kind) == series


@pytest.mark.parametrize("scheme", numbering.SCHEMES)
def test_secrets_and_councils_have_series_of_their_own(scheme: str) -> None:
    assert numbering.series_of(scheme, LETTER, council="HĐTĐKT") == "hd:HĐTĐKT"
    assert numbering.series_of(scheme, LETTER, council="HĐTĐKT", secret=True) == "mat"


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2019, 12, 31, 23, 59, 59, tzinfo=VIETNAM), 2019),
        (MIDNIGHT, 2020),
        (datetime(2019, 12, 31, 16, 59, 59, tzinfo=UTC), 2019),
        (datetime(2019, 12, 31, 17, 0, tzinfo=UTC), 2020),
    ],
)
def test_the_year_of_a_register_turns_at_midnight_in_viet_nam(at: datetime, year: int) -> None:
    assert numbering.register_year(at) == year


@given(st.integers(-(10**7), 10**7))
def test_every_moment_before_that_midnight_is_of_the_old_year(seconds: int) -> None:
    at = MIDNIGHT.astimezone(UTC) + timedelta(seconds=seconds)
    assert numbering.register_year(at) == (2019 if seconds < 0 else 2020)


def test_the_document_code_is_written_as_exchange_systems_do() -> None:
    code = numbering.document_code("000.00.00.H43", date(2019, 11, 8), "05/UBND-VX")
    assert code == "000.00.00.H43,2019/11/08,05/UBND-VX"
