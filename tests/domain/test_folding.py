"""Folding: Vietnamese found without its marks, and offsets that fit the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain.folding import composed, fold, spell, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đề nghị", "de nghi"),
        ("QUYẾT ĐỊNH", "quyet dinh"),
        ("ướng ữ ẵ ỹ Ợ", "uong u a y o"),
        ("128/QĐ-UBND", "128/qd-ubnd"),
        ("İstanbul ß Σς", "istanbul ß σσ"),
        ("ＵＢＮＤ　２０１９", "ubnd　2019"),
        ("điện tử 📨", "dien tu 📨"),
    ],
)
def test_marks_and_capitals_are_taken_away(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_both_spellings_of_an_open_syllable_are_one_word() -> None:
    for old, new in (("hoà", "hòa"), ("THUỶ", "THỦY"), ("khoẻ", "khỏe"), ("uỷ", "ủy")):
        assert spell(old) == spell(new)
        assert fold(old) == fold(new)
    assert spell("hoa") != spell("hoà")


@given(st.text())
def test_folding_goes_character_for_character(text: str) -> None:
    assert len(fold(text)) == len(spell(text)) == len(composed(text))


def test_every_single_letter_stays_one() -> None:
    for code in (*range(0xD800), *range(0xE000, 0x30000)):
        letter = chr(code)
        assert len(fold(letter)) == len(composed(letter)), hex(code)


@given(st.text())
def test_how_a_text_is_encoded_makes_no_difference(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert fold(apart) == fold(text)
    assert list(words(apart)) == list(words(text))


@given(st.text(alphabet="aàảãáạăđêưởỹ .,-/📨01"))
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert fold(composed(text)[word.start : word.end]) == word.folded
        assert word.folded.isalnum()
        assert word.marked == (spell(composed(text)[word.start : word.end]) != word.folded)


def test_a_megabyte_is_folded_whole() -> None:
    text = "Quyết định về việc đầu tư " * 40_000
    assert fold(text) == "quyet dinh ve viec dau tu " * 40_000
