"""The way of a document through time: who held it, from when to when, told to whom it may be."""

from datetime import timedelta

import pytest

from office.domain.errors import NotFound
from office.domain.fold import DRAFT
from office.runtime import Office
from office.services.audit import stays
from office.services.audit.stays import Way
from office.services.views import holders
from tests import stories
from tests.make import MORNING, Clock, acting


def way(office: Office, document: str, login: str = "vt.tinh") -> Way:
    """Ask for a document's way."""
    with office.look(acting(office, login)) as work:
        return stays.read(work, document)


def test_the_way_of_an_incoming_letter_has_no_gap_and_ends_when_it_is_done(
    both_provinces: Office, clock: Clock
) -> None:
    document = stories.receive(both_provinces)
    for action in stories.INCOMING:
        clock.tick(hours=3)
        stories.act(both_provinces, document, action)
    (run,) = way(both_provinces, document).runs
    assert run.stays[0].since == MORNING
    for before, after in zip(run.stays, run.stays[1:], strict=False):
        assert before.until == after.since
    assert run.stays[-1].until == MORNING + timedelta(hours=18)
    held = [(stay.unit, stay.person) for stay in run.stays]
    assert held[0] == ("UBND tỉnh Ninh Thuận", None)
    assert any(person for _, person in held)


def test_whoever_holds_it_now_is_the_last_of_the_way(province: Office, clock: Clock) -> None:
    document = stories.receive(province)
    for action in stories.INCOMING[:4]:
        clock.tick(hours=3)
        stories.act(province, document, action)
    (run,) = way(province, document).runs
    with province.look() as work:
        (now,) = holders.holding(work, document=document)
    last = run.stays[-1]
    assert (last.since, last.until, last.person) == (now.since, None, now.holder_name)
    assert not last.late
    clock.tick(days=60)
    assert way(province, document).runs[0].stays[-1].late


def test_the_sender_sees_every_run_and_a_recipient_their_own(
    province: Office, clock: Clock
) -> None:
    document = stories.draft(province, "issued", ("ubnd-bac-ai", "snv"))
    sent = way(province, document)
    assert sent.runs[0].run == DRAFT
    sent_to = {run.run for run in sent.runs if not run.is_draft}
    bac_ai = stories.unit(province, "ubnd-bac-ai")
    assert sent_to == {bac_ai, stories.unit(province, "snv")}
    came = way(province, document, "vt.bacai")
    assert [run.run for run in came.runs] == [bac_ai]
    assert came.all_runs == 1


def test_nobody_else_learns_of_the_way(province: Office) -> None:
    document = stories.draft(province, "issued", ("ubnd-bac-ai",))
    with pytest.raises(NotFound):
        way(province, document, "vt.snv")
