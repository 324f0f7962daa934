"""The time machine: at any moment what the records said by then, now what the rows say."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from office.domain import movements
from office.domain.errors import Invalid, NotFound
from office.domain.fold import DRAFT, fold
from office.domain.movements import milliseconds, moment, plain
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.movements import Movement
from office.models.units import UnitName
from office.runtime import Office
from office.services.audit import past, past_desks
from office.services.audit.past import Then
from office.services.audit.past_desks import DeskThen
from office.services.views import holders
from tests import stories
from tests.make import MORNING, Clock, acting
from tests.services.attacks import disarm

LEADER = ("ct.bacai", "leader")


def then(office: Office, document: str, at: datetime, login: str = "ttra.tinh") -> Then:
    """Ask the time machine about a document."""
    with office.look(acting(office, login)) as work:
        return past.document(work, document, at)


def busy(office: Office, clock: Clock) -> list[str]:
    """Let some hours pass in an office where something happens each of them."""
    request = stories.receive(office)
    for action in stories.INCOMING:
        clock.tick(hours=3)
        stories.act(office, request, action)
    letter = stories.draft(office)
    for action in stories.OUTGOING[:-1]:
        clock.tick(hours=1)
        stories.act(office, letter, action)
    for action in ("accept", "register"):
        clock.tick(hours=5)
        stories.move(office, ("vt.bacai", "clerk"), letter, action)
    clock.tick(minutes=1)
    return [request, letter]


def facts(told: Then) -> dict[object, tuple[object, ...]]:
    """Return what the time machine tells of each run, as records keep it."""
    return {
        run.run: (run.state, run.holder, _ms(run.due_at), _ms(run.since), len(run.parts))
        for run in told.runs
    }


def _ms(at: datetime | None) -> int | None:
    return None if at is None else milliseconds(at)


def rows(office: Office, document: str) -> Iterator[tuple[object, tuple[object, ...]]]:
    """Yield what the state columns say of each run of a document."""
    with office.look() as work:
        found = work.db.execute(select(Document.__table__).where(Document.public_id == document))
        kept = found.one()
        runs = [(DRAFT, kept)] if kept.state is not None else []
        listed = select(Delivery.__table__).where(Delivery.document_id == kept.id)
        runs += [(row.unit_id, row) for row in work.db.execute(listed)]
        for key, row in runs:
            parts = select(Assignment.id).where(
                Assignment.delivery_id == (None if key == DRAFT else row.id),
                Assignment.until.is_(None),
            )
            count = len(work.db.execute(parts).all())
            holder = (row.holder_unit_id, row.holder_person_id)
            yield key, (row.state, holder, plain(row.due_at), plain(row.held_since), count)


def test_now_is_what_the_state_columns_say(both_provinces: Office, clock: Clock) -> None:
    for document in busy(both_provinces, clock):
        assert facts(then(both_provinces, document, clock.now)) == dict(
            rows(both_provinces, document)
        )


def test_at_each_movement_it_is_the_fold_of_the_records_so_far(
    province: Office, clock: Clock
) -> None:
    for document in busy(province, clock):
        with province.look() as work:
            bodies = work.db.scalars(
                select(Movement.body)
                .join(Document, Document.id == Movement.document_id)
                .where(Document.public_id == document)
                .order_by(Movement.seq)
            )
            records = [movements.read(body) for body in bodies]
        for record in records:
            said = then(province, document, moment(record["at"]))
            so_far = [r for r in records if r["at"] <= record["at"]]
            told = {run.run: (run.state, run.holder) for run in said.runs}
            assert told == {k: (s.state, s.holder) for k, s in fold(so_far).items()}
            assert said.seq == len(so_far)


def test_a_document_that_was_not_here_yet_stood_nowhere(province: Office, clock: Clock) -> None:
    clock.tick(hours=1)
    document = stories.receive(province)
    assert then(province, document, MORNING).runs == []
    assert then(province, document, MORNING).seq == 0


def test_what_has_not_come_is_no_past(province: Office, clock: Clock) -> None:
    document = stories.receive(province)
    with pytest.raises(Invalid, match="chưa tới"):
        then(province, document, clock.now + timedelta(milliseconds=1))


def test_others_see_their_own_run_alone_and_strangers_nothing(
    province: Office, clock: Clock
) -> None:
    _, letter = busy(province, clock)
    bac_ai = stories.unit(province, "ubnd-bac-ai")
    assert [run.run for run in then(province, letter, clock.now, "ct.bacai").runs] == [bac_ai]
    assert len(then(province, letter, clock.now, "ct.tinh").runs) == 2
    for login in ("vt.snv", "qt.tinh"):
        with pytest.raises(NotFound):
            then(province, letter, clock.now, login)


def rename(office: Office, unit: str, name: str, day: date) -> None:
    """Call a unit something else from a day on."""
    key = stories.unit(office, unit)
    with office.work() as work:
        old = work.db.execute(select(UnitName.__table__).where(UnitName.unit_id == key)).one()
        work.db.execute(update(UnitName).where(UnitName.id == old.id).values(valid_to=day))
        new = {"unit_id": key, "name": name, "abbreviation": old.abbreviation, "valid_from": day}
        work.db.execute(UnitName.__table__.insert().values(new))  # type: ignore[attr-defined]  # a Table
    office.forget()


def test_units_are_called_what_they_were_called_then(province: Office, clock: Clock) -> None:
    document = stories.incoming(province, "in_progress")
    before = clock.now
    clock.tick(days=10)
    rename(province, "phong-vx-ninh-thuan", "Phòng Khoa giáo", date(2019, 11, 12))
    assert [run.unit for run in then(province, document, clock.now).runs] == ["Phòng Khoa giáo"]
    assert [run.unit for run in then(province, document, before).runs] == ["Phòng Văn hóa - Xã hội"]


def test_it_tells_no_further_than_a_broken_seal(province: Office, clock: Clock) -> None:
    document = stories.incoming(province, "in_progress")
    with province.work() as work:
        disarm(work)
        work.db.execute(text("UPDATE movements SET hash = zeroblob(32) WHERE seq = 3"))
    told = then(province, document, clock.now)
    assert (told.broken, told.seq, told.runs[0].state) == (3, 2, "accepted")


def desk(office: Office, at: datetime, unit: str = "", login: str = "", **how: object) -> DeskThen:
    """Ask as the province's auditor what a unit or a person held."""
    with office.look(acting(office, "ttra.tinh")) as work:
        if login:
            return past_desks.of_person(work, stories.person(office, login), at)
        return past_desks.of_unit(work, stories.unit(office, unit), at, below=bool(how))


def test_a_desk_now_has_what_is_held_now(both_provinces: Office, clock: Clock) -> None:
    busy(both_provinces, clock)
    for state in ("in_progress", "arrived"):
        stories.incoming(both_provinces, state, "to_ninh_thuan/02_vpcp_urgent")
        break
    stories.draft(both_provinces, "content_review")
    with both_provinces.look() as work:
        units = {node.key: node.id for node in work.tree.units.values() if node.kind.hosted}
        held = {
            key: {(h.public_id, h.state) for h in holders.holding(work, unit_ids=[unit])}
            for key, unit in units.items()
        }
    for key in units:
        told = {(i.public_id, i.run.state) for i in desk(both_provinces, clock.now, key).items}
        assert told == held[key], key
    assert sum(map(len, held.values())) >= 3


def test_a_desk_then_has_what_was_held_then(province: Office, clock: Clock) -> None:
    document = stories.incoming(province, "direction")
    clock.tick(hours=1)
    before = clock.now
    clock.tick(hours=1)
    for action in ("direct", "report", "confirm"):
        stories.act(province, document, action)
        clock.tick(hours=1)
    assert [i.public_id for i in desk(province, before, "ubnd-ninh-thuan").items] == [document]
    assert desk(province, before, login="cv.vx").items == []
    lead = MORNING + timedelta(hours=2)
    (held,) = desk(province, lead, login="cv.vx").items
    assert (held.run.state, held.run.person) == ("in_progress", acting(province, "cv.vx").name)
    assert desk(province, lead, "ubnd-ninh-thuan").items == []
    assert [i.public_id for i in desk(province, lead, "ubnd-ninh-thuan", below=True).items] == [
        document
    ]
    assert desk(province, clock.now, "ubnd-ninh-thuan", below=True).items == []


def test_a_desk_is_read_page_by_page_without_loss(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past_desks, "PAGE", 3)
    monkeypatch.setattr(past_desks, "CHUNK", 2)
    monkeypatch.setattr(past_desks, "MOST_LOOKED_AT", 4)
    drafts = {stories.draft(province) for _ in range(7)}
    unit = stories.unit(province, "phong-vx-ninh-thuan")
    found: list[str] = []
    after: tuple[int, int] | None = (0, 0)
    while after is not None:
        with province.look(acting(province, "ttra.tinh")) as work:
            page = past_desks.of_unit(work, unit, clock.now, after)
        found += [item.public_id for item in page.items]
        after = page.after
    assert sorted(found) == sorted(drafts)


def test_nobody_asks_about_desks_they_do_not_look_after(province: Office, clock: Clock) -> None:
    unit, person = stories.unit(province, "ubnd-ninh-thuan"), stories.person(province, "ct.tinh")
    with province.look(acting(province, *LEADER)) as work:
        with pytest.raises(NotFound):
            past_desks.of_unit(work, unit, clock.now)
        with pytest.raises(NotFound):
            past_desks.of_person(work, person, clock.now)
        own = stories.unit(province, "ubnd-bac-ai")
        assert past_desks.of_unit(work, own, clock.now).items == []
