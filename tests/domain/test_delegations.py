"""The terms of a mandate: its days, its field, when two are for the same; and its digest."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from office.domain.delegations import POWERS, Mandate, Terms, acts_of, outside
from office.domain.text import Text
from office.domain.workdays import VIETNAM
from office.engine import catalogue

DAYS = st.dates(date(2019, 12, 1), date(2020, 3, 1))
HOURS = st.times(timezones=st.just(UTC))
MOMENTS = st.builds(datetime.combine, st.dates(date(2019, 11, 30), date(2020, 3, 3)), HOURS)
SOME = st.lists(st.sampled_from(["CV", "QĐ", "TB"]), unique=True).map(tuple)
ISSUERS = st.lists(st.integers(1, 3), unique=True).map(tuple)
LENT = st.lists(st.sampled_from(sorted(POWERS)), min_size=1, unique=True).map(tuple)
TERMS = Terms(
    giver_id=1, unit_id=1, role="leader", delegate_id=2, first_day=date(2019, 12, 31),
    last_day=date(2019, 12, 31), powers=("direct",), basis="QĐ 12",
)  # fmt: skip


def terms(
    first: date, length: int, powers: tuple[str, ...], types: tuple[str, ...],
    issuers: tuple[int, ...],
) -> Terms:  # fmt: skip
    last = first + timedelta(days=length)
    return replace(
        TERMS, first_day=first, last_day=last, powers=powers, types=types, issuers=issuers
    )


ANY = st.builds(terms, DAYS, st.integers(0, 20), LENT, SOME, ISSUERS)


@given(ANY, MOMENTS)
@example(TERMS, datetime(2019, 12, 31, 16, 59, 59, 999999, tzinfo=UTC))
@example(TERMS, datetime(2019, 12, 31, 17, 0, tzinfo=UTC))
@example(TERMS, datetime(2019, 12, 30, 17, 0, tzinfo=UTC))
@example(TERMS, datetime(2019, 12, 30, 16, 59, 59, tzinfo=UTC))
def test_it_counts_from_midnight_to_midnight_in_vietnam(agreed: Terms, at: datetime) -> None:
    begins = datetime.combine(agreed.first_day, time.min, VIETNAM)
    ends = datetime.combine(agreed.last_day + timedelta(days=1), time.min, VIETNAM)
    assert agreed.counts_at(at) == (begins <= at < ends)


@given(ANY, ANY, DAYS, st.sampled_from(["CV", "QĐ", "TB"]), st.integers(1, 3))
def test_two_meet_exactly_when_some_act_is_lent_by_both(
    one: Terms, other: Terms, day: date, type_code: str, issuer: int
) -> None:
    at = datetime.combine(day, time(12), VIETNAM)
    both = all(terms.counts_at(at) and terms.concerns(type_code, issuer) for terms in (one, other))
    if both and set(one.powers) & set(other.powers):
        assert one.meets(other)
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)


@given(ANY, ANY)
def test_other_terms_have_another_digest(one: Terms, other: Terms) -> None:
    said = replace(one, powers=tuple(reversed(one.powers)), types=tuple(reversed(one.types)))
    assert said.digest() == one.digest()
    same = all(
        sorted(map(str, getattr(one, name))) == sorted(map(str, getattr(other, name)))
        for name in ("powers", "types", "issuers")
    ) and (one.first_day, one.last_day) == (other.first_day, other.last_day)
    assert (one.digest() == other.digest()) == same


def test_each_field_of_the_terms_is_in_the_digest() -> None:
    changes = {
        "giver_id": 9, "unit_id": 9, "role": "chief_of_office", "delegate_id": 9,
        "first_day": date(2019, 12, 30), "last_day": date(2020, 1, 1), "powers": ("sign",),
        "types": ("CV",), "issuers": (7,), "basis": "QĐ 13", "shared": True,
        "by_order": True,
    }  # fmt: skip
    assert changes.keys() == set(Terms.__slots__)
    digests = {replace(TERMS, **{name: value}).digest() for name, value in changes.items()}
    assert len(digests | {TERMS.digest()}) == len(changes) + 1


@given(ANY, st.sampled_from(sorted(acts_of(tuple(POWERS)))), st.sampled_from(["CV", "QĐ"]))
def test_an_act_is_reached_only_inside_powers_and_field(
    agreed: Terms, act: tuple[str, str], type_code: str
) -> None:
    mandate = Mandate(
        id=1, terms=agreed, powers=agreed.powers, giver_name="A", scope=Text("việc", "acts")
    )
    inside = act in acts_of(agreed.powers) and agreed.concerns(type_code, 1)
    assert (outside(mandate, act, type_code, 1) is None) == inside


def test_every_act_that_can_be_lent_is_an_act_of_a_procedure_and_stands_in_one_power() -> None:
    folder = Path(__file__).resolve().parents[2] / "workflows"
    known = {
        (procedure.name, action.name)
        for procedure in catalogue.load(folder).all()
        for action in procedure.actions
    }
    listed = [act for power in POWERS.values() for act in power.acts]
    assert set(listed) <= known
    assert len(listed) == len(set(listed))
