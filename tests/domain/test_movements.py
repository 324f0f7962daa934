"""The seal: one way to write a record, and nothing in it changes unnoticed."""

import hashlib
import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import movements

WORDS = st.text(max_size=20)
WRITTEN = st.text('aăâđêôơư €\u0301\u0303abn\n\t"\\', max_size=9)
FACTS: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WRITTEN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcxyz_", max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
RECORDS = st.dictionaries(st.text("abcxyz_", max_size=5), FACTS, max_size=5)


def test_the_seal_is_the_leaf_hash_of_rfc_6962() -> None:
    # The published leaf hash of the empty entry.
    leaf = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert movements.seal(b"").hex() == leaf
    assert movements.seal(b"abc") == hashlib.sha256(b"\x00abc").digest()


def test_keys_are_sorted_and_nothing_is_written_that_need_not_be() -> None:
    body = '{"a":["đ",null,true],"b":1}'.encode()
    assert movements.canonical({"b": 1, "a": ["đ", None, True]}) == body


def test_composed_and_decomposed_vietnamese_are_written_alike() -> None:
    composed = unicodedata.normalize("NFC", "Trường")
    decomposed = unicodedata.normalize("NFD", "Trường")
    assert composed != decomposed
    assert movements.canonical({"a": composed}) == movements.canonical({"a": decomposed})


@given(RECORDS)
def test_what_was_written_reads_back_and_writes_the_same_again(record: dict[str, Any]) -> None:
    body = movements.canonical(record)
    assert movements.canonical(movements.read(body)) == body


@given(RECORDS, st.data())
def test_any_changed_byte_breaks_the_seal(record: dict[str, Any], data: st.DataObject) -> None:
    body = bytearray(movements.canonical(record))
    sealed = movements.seal(bytes(body))
    place = data.draw(st.integers(0, len(body) - 1))
    body[place] ^= data.draw(st.integers(1, 255))
    assert movements.seal(bytes(body)) != sealed


def test_a_mark_after_a_line_break_can_be_read_again() -> None:
    body = movements.canonical({"reason": "câu một\n\u0303câu hai"})
    assert movements.read(body)["reason"].endswith("câu hai")


@pytest.mark.parametrize(
    "number",
    [
        1.5,
        float("nan"),
        float("inf"),
    ],
)
def test_what_has_no_single_spelling_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match=r"."):
        movements.canonical({"a": number})


@pytest.mark.parametrize("body", [b"", b"[]", b"1", b"{", b"\xff"])
def test_what_is_no_record_is_not_read(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        movements.read(body)


@given(WORDS, WORDS)
def test_no_two_documents_begin_alike(one: str, other: str) -> None:
    assert (movements.genesis(one) == movements.genesis(other)) == (one == other)
    assert len(movements.genesis(one)) == 32


@given(st.dictionaries(st.sampled_from("abc"), st.text("xyz"), min_size=1), st.lists(WORDS))
def test_the_content_digest_is_of_the_text_and_the_files_in_order(
    content: dict[str, str], files: list[str]
) -> None:
    digest = movements.content_digest(content, files)
    assert digest != movements.content_digest({**content, "a": "khác"}, files)
    assert digest != movements.content_digest(content, [*files, "0" * 64])
    if files != files[::-1]:
        assert digest != movements.content_digest(content, files[::-1])


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 (Hypothesis wants its bounds without zone)
def test_a_moment_is_kept_to_the_millisecond(at: datetime) -> None:
    whole = at.replace(microsecond=at.microsecond // 1000 * 1000)
    assert movements.moment(movements.milliseconds(whole)) == whole
