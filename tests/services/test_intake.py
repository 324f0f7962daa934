"""Taking a document in at one go: every act its own, all of them or none, never a duplicate."""

import pytest

from office.domain.asks import LEAD, Assignee, Form
from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.runtime import Office
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.desk import intake, suggestions
from office.services.views import dossier
from tests import stories
from tests.make import acting
from tests.services.test_concurrency import at_once

CLERK = ("vt.tinh", "clerk")


def letter(office: Office, number: str = "7", subject: str = "V/v tuyển dụng viên chức") -> str:
    """Let the clerk enter a letter of the department of home affairs."""
    kept = Letter(
        issuer_unit_id=stories.unit(office, "snv"), type_code="CV", number_text=number,
        notation="SNV-VT", issued_on=None, subject=subject,
    )  # fmt: skip
    with office.work(acting(office, *CLERK)) as work:
        return registration.enter_paper(work, kept)


def take(office: Office, document: str, then: str = "", form: Form | None = None) -> list[str]:
    """Let the clerk take a document in; return the acts."""
    with office.work(acting(office, *CLERK)) as work:
        return [s.decision.action.name for s in intake.take(work, document, then, form)]


def told(office: Office, document: str) -> list[str]:
    """Return the acts of the agency's run, as its sealed records tell them."""
    with office.look(acting(office, *CLERK)) as work:
        return [happening.record["act"] for happening in dossier.read(work, document).story]


def to(office: Office, key: str) -> Form:
    """Return a form that gives a unit the lead."""
    return Form(assignees=(Assignee(part=LEAD, unit_id=stories.unit(office, key)),))


def test_what_has_arrived_is_accepted_registered_and_submitted_in_one_go(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = stories.incoming(office)
    assert take(office, document, "submit") == ["accept", "register", "submit"]
    assert told(office, document) == ["receive", "accept", "register", "submit"]
    assert stories.state_of(office, document) == "direction"
    assert stories.problems(office) == []


def test_a_letter_is_registered_and_transferred_to_its_unit(both_provinces: Office) -> None:
    office = both_provinces
    document = letter(office)
    form = to(office, "phong-vx-ninh-thuan")
    assert take(office, document, "transfer", form) == ["register", "transfer"]
    with office.look(acting(office, *CLERK)) as work:
        run = dossier.read(work, document).own_delivery
        assert run is not None
        assert (run.state, run.arrival_number) == ("in_progress", 1)
        assert run.holder_unit_id == form.assignees[0].unit_id
    assert stories.problems(office) == []


@pytest.mark.parametrize(
    ("then", "key", "refusal"),
    [
        ("transfer", "", Refused),  # nobody leads it
        ("transfer", "snv", Invalid),  # not of this agency
        ("issue", "", Invalid),
        ("register", "", Invalid),
    ],
)
def test_when_the_last_act_fails_no_number_is_given(
    both_provinces: Office, then: str, key: str, refusal: type[OfficeError]
) -> None:
    office = both_provinces
    document = stories.incoming(office)
    form = to(office, key) if key else None
    stories.check_refusal(office, refusal, lambda: take(office, document, then, form))
    assert take(office, document) == ["accept", "register"]
    with office.look(acting(office, *CLERK)) as work:
        run = dossier.read(work, document).own_delivery
        assert run is not None
        assert run.arrival_number == 1


def test_a_lookalike_is_registered_only_after_the_clerk_has_seen_it(
    both_provinces: Office,
) -> None:
    office = both_provinces
    take(office, letter(office))
    again = letter(office)
    with office.look(acting(office, *CLERK)) as work:
        (like,) = intake.look(work, again).alike
        assert (like.symbol, like.arrival_number) == ("7/SNV-VT", 1)
    stories.check_refusal(office, Refused, lambda: take(office, again))
    with office.work(acting(office, *CLERK)) as work:
        intake.take(work, again, confirmed=True)
    assert stories.state_of(office, again) == "registered"


def test_what_is_past_registering_is_refused_with_its_state(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.incoming(office, "direction")
    stories.check_refusal(office, Refused, lambda: take(office, document))
    with (
        office.look(acting(office, *CLERK)) as work,
        pytest.raises(Refused, match="chờ cho ý kiến"),
    ):
        intake.look(work, document)


def test_only_the_clerk_of_the_agency_takes_in(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.incoming(office)
    for login, refusal in (("ct.tinh", Refused), ("vt.snv", NotFound), ("qt.tinh", NotFound)):
        for use in (intake.look, intake.take):
            with office.work(acting(office, login)) as work, pytest.raises(refusal):
                use(work, document)
    assert stories.state_of(office, document) == "arrived"


def test_two_clerks_on_one_document_give_one_number(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.incoming(office)
    actor = acting(office, *CLERK)

    def press() -> None:
        with office.work(actor) as work:
            intake.take(work, document, "submit", revision=1)

    outcomes = at_once([press, press, press])
    assert [type(refusal) for refusal in outcomes if refusal] == [Conflict, Conflict]
    assert stories.problems(office) == []


def test_earlier_letters_of_the_issuer_say_whom_it_will_go_to(both_provinces: Office) -> None:
    office = both_provinces
    for number in range(3):
        form = to(office, "phong-vx-ninh-thuan" if number else "phong-th-ninh-thuan")
        take(office, letter(office, f"1{number}"), "transfer", form)
    document = letter(office, "99")
    with office.look(acting(office, *CLERK)) as work:
        found = suggestions.of_document(work, document)
        assert found is not None
        assert found.unit_id == work.tree.by_key("phong-vx-ninh-thuan").id
        assert (found.agreeing, found.counted, found.same_type) == (2, 3, 2)
        assert found.words == ("tuyển dụng viên chức",)
    elsewhere = stories.incoming(office)  # of another issuer
    with office.look(acting(office, *CLERK)) as work:
        assert suggestions.of_document(work, elsewhere) is None
    assert stories.state_of(office, document) == "accepted"  # a suggestion does nothing


def test_whoever_it_was_passed_on_to_is_the_precedent(both_provinces: Office) -> None:
    office = both_provinces
    for number in range(2):
        document = letter(office, f"2{number}")
        take(office, document, "transfer", to(office, "phong-th-ninh-thuan"))
        heir = Form(assignees=to(office, "phong-vx-ninh-thuan").assignees)
        stories.move(office, ("tp.th", "unit_head"), document, "forward", heir)
    document = letter(office, "29")
    with office.look(acting(office, *CLERK)) as work:
        found = suggestions.of_document(work, document)
        assert found is not None
        assert found.unit_id == work.tree.by_key("phong-vx-ninh-thuan").id
        assert found.agreeing == 2
