"""Who holds it, since when, until when: for a document, a person, a unit."""

from office.runtime import Office
from office.services.views import holders
from tests import stories
from tests.make import Clock


def test_one_query_for_a_document_a_person_and_a_unit(both_provinces: Office, clock: Clock) -> None:
    office = both_provinces
    document = stories.incoming(office, "direction")
    clock.tick(hours=1)
    stories.act(office, document, "direct")
    with office.look() as work:
        (held,) = holders.holding(work, document=document)
        assert (held.holder_name, held.since, held.late) == ("Lâm Hoàng Nam", clock.now, False)
        assert held.due_at is not None
        assert held.due_at > clock.now
        lead = stories.person(office, "cv.vx")
        unit = stories.unit(office, "phong-vx-ninh-thuan")
        assert holders.holding(work, person_id=lead) == [held]
        assert holders.holding(work, unit_ids=[unit]) == [held]
        assert holders.holding(work, unit_ids=[stories.unit(office, "snv")]) == []
    clock.tick(days=30)
    with office.look() as work:
        assert holders.holding(work, document=document)[0].late


def test_each_recipient_and_the_draft_hold_their_own(province: Office) -> None:
    document = stories.draft(province, "issued", recipients=["ubnd-bac-ai", "snv"])
    with province.look() as work:
        held = holders.holding(work, document=document)
    assert sorted(item.state for item in held) == ["arrived", "arrived", "issued"]
    assert len({item.holder_unit_id for item in held}) == 3


def test_what_is_finished_is_held_by_nobody(province: Office) -> None:
    stories.incoming(province, "completed")
    stories.draft(province, "filed", recipients=["snv"])
    with province.look() as work:
        assert [item.state for item in holders.holding(work)] == ["arrived"]


def test_the_longest_held_comes_first(province: Office, clock: Clock) -> None:
    first = stories.draft(province)
    clock.tick(minutes=5)
    second = stories.draft(province)
    with province.look() as work:
        assert [item.public_id for item in holders.holding(work)] == [first, second]
