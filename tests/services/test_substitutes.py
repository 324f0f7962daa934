"""Who can while somebody is away: they are said to be away, their substitute is named and asked."""

import pytest
from sqlalchemy import insert, select

from office.models.notices import Nudge
from office.models.people import Person, UserSession
from office.runtime import Office
from office.services import routing
from office.services.notifying import nudges
from tests import stories
from tests.make import acting
from tests.services.lending import CHAIRMAN, lend, revoke, standing_in
from tests.services.test_absences import enter
from tests.services.test_asking import CLERK, ask, closed, waiting
from tests.stories import person


def test_somebody_away_is_said_to_be_away_and_their_substitute_is_named(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = stories.incoming(office, "direction")
    lend(office, CHAIRMAN, "cv.th")
    assert "cv.th" not in able(office, document)  # the chairman is there
    enter(office, CLERK, "ct.tinh", 0, 2)
    found = closed(office, CLERK, document)["direct"].people
    chairman = next(one for one in found if one.name == "Trần Quốc Khải")
    assert chairman.presence.words.vi == "vắng đến hết ngày 10/11/2019"
    assert found[-1] == chairman
    stands = next(one for one in found if one.acting_for is not None)
    assert stands.person_id == person(office, "cv.th")
    assert stands.acting_for == chairman.person_id
    assert "làm thay Trần Quốc Khải" in stands.capacity.vi


@pytest.mark.parametrize("terms", [{"powers": ("confirm",)}, {"types": ("QĐ",)}])
def test_a_mandate_that_does_not_reach_the_act_or_the_document_names_nobody(
    province: Office, terms: dict[str, tuple[str, ...]]
) -> None:
    document = stories.incoming(province, "direction")
    lend(province, CHAIRMAN, "cv.th", **terms)
    enter(province, CLERK, "ct.tinh", 0, 2)
    assert "cv.th" not in able(province, document)


def test_a_mandate_that_has_ended_names_nobody(province: Office) -> None:
    document = stories.incoming(province, "direction")
    key = lend(province, CHAIRMAN, "cv.th")
    enter(province, CLERK, "ct.tinh", 0, 2)
    assert "cv.th" in able(province, document)
    revoke(province, CHAIRMAN, key)
    assert "cv.th" not in able(province, document)


def test_whoever_is_away_is_not_there_whatever_their_browser_does(province: Office) -> None:
    document = stories.incoming(province, "direction")
    with province.work() as work:
        row = {"created_at": work.wall, "seen_at": work.wall, "key_hash": "a"}
        work.db.execute(insert(UserSession).values(person_id=person(province, "ct.tinh"), **row))
    enter(province, CLERK, "ct.tinh", 0, 0)
    found = closed(province, CLERK, document)["direct"].people
    assert not any(one.here for one in found)


def test_asking_somebody_away_asks_their_substitute_as_well(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.incoming(office, "direction")
    key = lend(office, CHAIRMAN, "cv.th")
    enter(office, CLERK, "ct.tinh", 0, 2)
    ask(office, CLERK, document, ("direct", "ct.tinh"), "Gấp")
    assert waiting(office, CHAIRMAN) == [(document, "direct", "Gấp")]
    with office.look(standing_in(office, "cv.th", key)) as work:
        assert [one["document"] for one in nudges.waiting(work)] == [document]
    with office.look(acting(office, "cv.th")) as work:
        assert nudges.elsewhere(work) == [(stories.unit(office, "ubnd-ninh-thuan"), 1)]
    assert stories.problems(office) == []


def test_the_substitute_asked_takes_the_action(province: Office) -> None:
    document = stories.incoming(province, "direction")
    key = lend(province, CHAIRMAN, "cv.th")
    enter(province, CLERK, "ct.tinh", 0, 2)
    ask(province, CLERK, document, ("direct", "cv.th"))
    assert waiting(province, CHAIRMAN) == []
    with province.work(standing_in(province, "cv.th", key)) as work:
        routing.move(work, document, "direct", stories.directive(province))
    with province.look() as work:
        assert work.db.scalar(select(Nudge.outcome)) == nudges.TAKEN
    assert stories.problems(province) == []


def able(office: Office, document: str) -> set[str]:
    """Return the logins of who can direct a document, as its clerk is told."""
    found = closed(office, CLERK, document)["direct"].people
    with office.look() as work:
        logins = {row.id: row.login for row in work.db.execute(select(Person.id, Person.login))}
    return {logins[one.person_id] for one in found}
