"""The rule that says whom a document will probably go to: it tells what it has counted."""

import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from office.domain.suggestion import Precedent, Suggestion, pairs, suggest
from office.services.desk.reference import suggestion_weights
from tests.make import DATA

WEIGHTS = suggestion_weights(DATA)
SUBJECTS = st.sampled_from(
    [
        "V/v phòng chống thiên tai mùa mưa bão", "Chương trình giáo dục phổ thông",
        "V/v tuyển sinh, giáo dục thường xuyên", "Thiên tai và cứu hộ", "", "🌀 ký tự lạ",
    ]
)  # fmt: skip
TYPES = st.sampled_from(["CV", "QD", ""])
PRECEDENTS = st.lists(st.builds(Precedent, TYPES, SUBJECTS, st.integers(1, 4)), max_size=40)
SCHOOLS, FLOODS = 1, 2


def test_it_counts_those_of_the_issuer_and_says_so() -> None:
    before = [Precedent("CV", "V/v họp giao ban", unit) for unit in (FLOODS, *[SCHOOLS] * 4)]
    found = suggest("V/v việc khác", "QD", before, WEIGHTS)
    assert found == Suggestion(unit_id=SCHOOLS, agreeing=4, counted=5, same_type=0, words=())
    assert found.reason("Phòng Văn xã").vi == (
        "vì 4/5 văn bản cùng cơ quan ban hành trước đây giao cho Phòng Văn xã."
    )
    assert "4 of 5" in found.reason("Phòng Văn xã").en


def test_the_field_of_the_subject_outweighs_a_mere_majority() -> None:
    before = [Precedent("CV", "V/v phòng chống thiên tai", FLOODS)] * 2
    before += [Precedent("CV", "Chương trình giáo dục phổ thông", SCHOOLS)] * 4
    found = suggest("Ứng phó thiên tai, phòng chống bão", "QD", before, WEIGHTS)
    assert found is not None
    assert (found.unit_id, found.agreeing, found.counted) == (FLOODS, 2, 6)
    assert "“thiên tai”" in found.reason("Phòng KT").vi


def test_too_few_or_too_divided_precedents_suggest_nothing() -> None:
    assert suggest("V/v", "CV", [], WEIGHTS) is None
    assert suggest("V/v", "CV", [Precedent("CV", "V/v", 1)], WEIGHTS) is None
    assert (
        suggest("V/v", "CV", [Precedent("CV", "V/v", unit) for unit in (1, 2) * 4], WEIGHTS) is None
    )


@given(SUBJECTS, TYPES, PRECEDENTS)
def test_what_it_says_is_what_one_counts_by_hand(
    subject: str, code: str, before: list[Precedent]
) -> None:
    found = suggest(subject, code, before, WEIGHTS)
    if found is None:
        return
    counted = before[: WEIGHTS.recent]
    there = [one for one in counted if one.unit_id == found.unit_id]
    assert (found.agreeing, found.counted) == (len(there), len(counted))
    assert found.agreeing >= WEIGHTS.least
    assert found.same_type == sum(one.type_code == code != "" for one in there)
    for phrase in found.words:
        assert pairs(phrase) <= pairs(subject)
        assert pairs(phrase) <= set().union(*(pairs(one.subject) for one in there))


@given(SUBJECTS, TYPES, PRECEDENTS)
def test_one_more_like_it_never_changes_its_mind(
    subject: str, code: str, before: list[Precedent]
) -> None:
    found = suggest(subject, code, before, WEIGHTS)
    if found is not None:
        more = [Precedent(code, subject, found.unit_id), *before]
        again = suggest(subject, code, more, WEIGHTS)
        assert again is not None
        assert again.unit_id == found.unit_id


@given(SUBJECTS, TYPES, PRECEDENTS, PRECEDENTS)
def test_what_is_older_than_the_recent_ones_does_not_count(
    subject: str, code: str, before: list[Precedent], older: list[Precedent]
) -> None:
    few = replace(WEIGHTS, recent=5)
    if len(before) >= few.recent:
        assert suggest(subject, code, before + older, few) == suggest(subject, code, before, few)


@given(SUBJECTS, TYPES, PRECEDENTS)
def test_how_the_letters_are_encoded_does_not_matter(
    subject: str, code: str, before: list[Precedent]
) -> None:
    apart = [one._replace(subject=unicodedata.normalize("NFD", one.subject)) for one in before]
    loud = unicodedata.normalize("NFD", subject).upper()
    assert suggest(loud, code, apart, WEIGHTS) == suggest(subject, code, before, WEIGHTS)
