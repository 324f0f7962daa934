"""What an inspection says: nothing empty, nothing that nobody counted, in each language its own."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import findings, judging, report_definitions
from office.domain.definitions import DEFINITIONS
from office.domain.indicators import figure
from office.domain.inspection import Finding, Goal, Seen, UnitSeen, Why
from office.domain.measures import MEASURES, Tally
from office.domain.text import Text

NAME, OTHER = "Ủy ban nhân dân huyện Bác Ái", "UBND xã Phước Đại"
SOURCE = "NQ 17/NQ-CP"
WHY = Text("đường truyền hỏng", "the line is down")
#: Letters that English has not; names and sources are taken out first.
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9áàảãéèíìóòõúùýÁÀÉÍÓÚÝ]")
COUNTS = st.integers(0, 10_000)


def figures(tally: Tally) -> dict[str, object]:
    return {code: figure(one, tally) for code, one in DEFINITIONS.items()}


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    """Return amounts that can be: parts that make up their wholes."""
    amounts = {name: draw(COUNTS) for name in draw(st.sets(st.sampled_from(sorted(MEASURES))))}
    for what in ("issued", "sent"):
        ways = [f"{what}.{way}" for way in ("electronic", "parallel", "paper")]
        amounts[f"{what}.all"] = sum(amounts.get(way, 0) for way in ways)
    apart = {"work.days_late": {draw(st.integers(1, 90)): 1 + draw(st.integers(0, 9))}}
    return Tally(amounts, apart if draw(st.booleans()) else {})


@st.composite
def seen(draw: st.DrawFn) -> Seen:
    goal = Goal(value=draw(st.floats(0, 1)), source=SOURCE, year=2020)
    aims = draw(st.sampled_from([{}, {"electronic.documents": goal}, {"signed.both": goal}]))
    units = [
        UnitSeen(
            name=OTHER, figures=figures(draw(tallies())), idle=draw(st.booleans()),  # type: ignore[arg-type]  # of figures
            accounts=draw(st.integers(0, 3)),
        )
        for _ in range(draw(st.integers(0, 8)))
    ]  # fmt: skip
    reasons = [Why(unit=OTHER, reason=WHY, deliveries=1)] * draw(st.integers(0, 2))
    return Seen(
        name=NAME,
        period=Text("Tháng 10 năm 2019", "October 2019"),
        figures=figures(draw(tallies())),  # type: ignore[arg-type]  # of figures
        period_before=Text("Tháng 9 năm 2019", "September 2019"),
        before=figures(draw(tallies())),  # type: ignore[arg-type]  # of figures
        goals=aims if draw(st.booleans()) else {},
        coming=aims if draw(st.booleans()) else {},
        units=units,
        reasons=reasons,
        sent_reasons=reasons,
        people=draw(COUNTS),
        accounts=draw(COUNTS),
        secret=draw(COUNTS),
        simulated=draw(COUNTS),
    )


def told(one: Seen) -> list[Finding]:
    sections = [*findings.sections(one), *judging.judgement(one)]
    assert all(section.findings for section in sections)
    return [finding for section in sections for finding in section.findings]


@given(seen())
def test_no_finding_is_empty_or_tells_of_what_is_not_there(one: Seen) -> None:
    for finding in told(one):
        for said in (finding.text.vi, finding.text.en):
            assert said.endswith(".")
            assert len(said) > 12
            assert not re.search(r"None|\bnan\b|\binf\b|[{}]|  | \.|\(\)|,,|;;", said)


@given(seen())
def test_no_figure_is_told_without_its_definition(one: Seen) -> None:
    for finding in told(one):
        assert all(report_definitions.known(code) for code in finding.codes)
        if re.search(r"\d", finding.text.vi):
            assert finding.codes, finding.text.vi


@given(seen())
def test_the_same_figures_as_before_neither_rise_nor_fall(one: Seen) -> None:
    same = replace(one, before=one.figures)
    for finding in told(same):
        assert "tăng" not in finding.text.vi
        assert "giảm" not in finding.text.vi


@given(seen())
def test_english_has_no_vietnamese_but_names_and_sources(one: Seen) -> None:
    for finding in told(one):
        english = finding.text.en
        for name in (NAME, OTHER, SOURCE):
            english = english.replace(name, "")
        assert not VIETNAMESE.search(english), english


def test_who_counted_nothing_is_told_nothing_of() -> None:
    none = figures(Tally())
    empty = Seen(
        name=NAME, period=Text("a", "a"), period_before=Text("b", "b"), figures=none,  # type: ignore[arg-type]  # of figures
    )  # fmt: skip
    assert told(empty) == []


@pytest.mark.parametrize("code", [*DEFINITIONS, report_definitions.IDLE, report_definitions.SECRET])
def test_every_definition_has_its_version_source_and_limits(code: str) -> None:
    one = report_definitions.defined(code)
    assert re.fullmatch(r"[a-z_.]+/\d+", one.definition)
    for text in (one.name, one.formula, one.source, one.unseen):
        assert text.vi
        assert text.en
