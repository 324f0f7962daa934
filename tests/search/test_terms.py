"""What is typed becomes terms; where terms stand in a text is found exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain.folding import composed, fold
from office.search.entry import Entry, Wanted
from office.search.fts5 import matching as fts5
from office.search.terms import MOST_TERMS, MOST_WORDS, Term, parse, spans
from office.search.tsvector import MOST_BYTES, written
from office.search.tsvector import matching as tsvector


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("bao cao", [Term(("bao",)), Term(("cao",))]),
        ('"báo cáo" năm', [Term(("bao", "cao"), ("báo", "cáo")), Term(("nam",), ("năm",))]),
        ("“cải cách", [Term(("cai", "cach"), ("cải", "cách"))]),
        ("128/QĐ-UBND", [Term(("128", "qd", "ubnd"), ("qđ",))]),
        ("quyet*", [Term(("quyet",), (), True)]),
        ("bao bao", [Term(("bao",))]),
        ("\" * / ( ) : ^ ' 📨 _", []),
        ("", []),
    ],
)
def test_a_query_is_read_as_meant(typed: str, terms: list[Term]) -> None:
    assert list(parse(typed)) == terms


@given(st.text())
def test_whatever_is_typed_is_bounded_and_has_only_words_of_ours(typed: str) -> None:
    terms = parse(typed)
    assert len(terms) <= MOST_TERMS
    assert sum(len(term.folded) for term in terms) <= MOST_WORDS
    for term in terms:
        assert all(word.isalnum() for word in (*term.folded, *term.marked))
    wanted = Wanted(terms=terms, readers=[5], runs=[5])
    assert fts5(wanted).count('"') % 2 == 0
    assert tsvector(wanted).count("'") % 2 == 0


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("bao cao", "V/v Báo cáo tháng", ["Báo", "cáo"]),
        ('"bao cao"', "báo, cáo và bảo cao", ["báo, cáo", "bảo cao"]),
        ("báo", "bao bảo báo", ["báo"]),
        ("hoà", "hòa bình", ["hòa"]),
        ("quy*", "Quyết định quy định", ["Quyết", "quy"]),
        ("qd-ubnd", "128/QĐ-UBND", ["QĐ-UBND"]),
        ("ubnd", "<b>UBND</b> 📨", ["UBND"]),
        ("bao", "ba\u0301o ca\u0301o", ["báo"]),
    ],
)
def test_what_was_looked_for_is_found_in_the_original(
    typed: str, text: str, marked: list[str]
) -> None:
    text = composed(text)
    assert [text[start:end] for start, end in spans(text, parse(typed))] == marked


@given(st.text(alphabet="aáàbcđ .-"), st.text(alphabet='aáàbcđ ."*'))
def test_spans_never_cross_and_hold_what_was_typed(text: str, typed: str) -> None:
    last = -1
    for start, end in spans(composed(text), parse(typed)):
        assert last < start < end <= len(composed(text))
        assert any(fold(composed(text)[start:end]).startswith(t.folded[0]) for t in parse(typed))
        last = end


def test_a_document_of_very_many_words_still_fits() -> None:
    entry = Entry(document_id=1, texts=[" ".join(f"từ{n}ế" * 3 for n in range(60_000))])
    assert len(written(entry).encode()) < 2 * MOST_BYTES
