"""The one door: who may know of a document, by role and by relation to it."""

import pytest
from sqlalchemy import insert

from office.domain.asks import INFORMED, LEAD, Assignee, Form
from office.domain.errors import NotFound, Refused
from office.domain.people import ROLES
from office.models.people import Membership
from office.runtime import Office
from office.services import access, people
from office.services.audit import log
from office.services.audit.log import LogQuery
from office.services.views import dossier, holders, inboxes
from tests import stories
from tests.make import MORNING, acting

#: Units by their relation to a letter that phong-vx of the province drafted and Bác Ái received,
#: where gddt-bac-ai has the lead and tnmt-bac-ai is informed.
SEES = {
    "ubnd-ninh-thuan": True,  # issued it
    "phong-vx-ninh-thuan": True,  # drafted it
    "phong-th-ninh-thuan": False,  # a sister of the drafting unit
    "vp-ubnd-ninh-thuan": False,  # stands above the drafting unit
    "ubnd-bac-ai": True,  # received it
    "gddt-bac-ai": True,  # has the lead
    "tnmt-bac-ai": True,  # is informed
    "nv-bac-ai": False,  # another part of the recipient
    "ubnd-xa-phuoc-dai": False,  # below the recipient
    "snv": False,  # somebody else
}
#: An auditor also sees what units below theirs see.
AUDITOR_SEES = {**SEES, "vp-ubnd-ninh-thuan": True}


@pytest.fixture
def document(province: Office) -> str:
    """Hand in that letter."""
    letter = stories.draft(province, "issued", recipients=["ubnd-bac-ai"])
    for action in ("accept", "register", "submit"):
        stories.move(province, ("vt.bacai", "clerk"), letter, action)
    parts = (
        Assignee(part=LEAD, unit_id=stories.unit(province, "gddt-bac-ai")),
        Assignee(part=INFORMED, unit_id=stories.unit(province, "tnmt-bac-ai")),
    )
    form = Form(opinion="Giao Phòng Giáo dục", assignees=parts)
    stories.move(province, ("ct.bacai", "leader"), letter, "direct", form)
    return letter


def sees(office: Office, document: str, unit: str, role: str) -> bool:
    """Say whether somebody acting as `role` in `unit` finds the document, by every door alike."""
    with office.work() as work:
        membership = work.db.execute(
            insert(Membership)
            .values(
                person_id=1, unit_id=work.tree.by_key(unit).id, role=role,
                valid_from=MORNING.date(),
            )
            .returning(Membership.id)
        ).scalar_one()  # fmt: skip
        actor = people.actor(work, membership)
    with office.look(actor) as work:
        listed = bool(log.search(work, LogQuery(document=document)).entries)
        try:
            access.document_id(work, document)
            dossier.read(work, document)
        except NotFound:
            assert not listed
            return False
        assert listed
        return True


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_it_follows_from_role_and_relation(
    province: Office, document: str, role: str
) -> None:
    nobody = dict.fromkeys(SEES, False)
    expected = {"administrator": nobody, "auditor": AUDITOR_SEES}.get(role, SEES)
    assert {unit: sees(province, document, unit, role) for unit in SEES} == expected


def test_nobody_else_can_tell_it_from_a_document_that_does_not_exist(
    province: Office, document: str
) -> None:
    said = []
    with province.look(acting(province, "vt.snv")) as work:
        for public_id in (document, "f" * 32, "", "'; --"):
            with pytest.raises(NotFound) as refusal:
                dossier.read(work, public_id)
            said.append((refusal.value.reasons, str(refusal.value)))
    assert len(set(said)) == 1


def test_who_was_never_given_a_role_is_refused(province: Office) -> None:
    with province.look(acting(province, "cv.vx")) as work:
        access.require_role(work, "specialist", "clerk")
        with pytest.raises(Refused):
            access.require_role(work, "clerk")


@pytest.mark.parametrize("login", ["qt.tinh", "ttra.tinh"])
def test_who_does_no_document_work_opens_no_folder(
    province: Office, document: str, login: str
) -> None:
    with province.look(acting(province, login)) as work:
        assert inboxes.counts(work) == []
        with pytest.raises(NotFound):
            inboxes.page(work, "incoming-all")


def test_an_administrator_is_told_of_nothing_late(province: Office) -> None:
    stories.incoming(province, "arrived")
    with province.look(acting(province, "vt.tinh")) as work:
        due = holders.holding(work)[0].due_at
    assert due is not None
    province._clock = lambda: due.replace(year=2020)
    with province.look(acting(province, "vt.tinh")) as work:
        assert inboxes.late(work)
    with province.look(acting(province, "qt.tinh")) as work:
        assert inboxes.late(work) == []
