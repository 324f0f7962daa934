"""A signature declared void: by whom, why, told to both sides, and taken back by another act."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from office.domain.errors import Invalid, NotFound, Refused
from office.models.signings import Signing
from office.runtime import Office
from office.services.audit import bundles
from office.services.signing import voids
from office.services.views import dossier
from office_verify import archive, check
from tests import holders, stories
from tests.holders import ring
from tests.make import acting
from tests.services.paper_stories import BAC_AI
from tests.services.test_concurrency import at_once, one_wins
from tests.stories import check_refusal

__all__ = ["ring"]
WHY = "Chứng thư số đã bị thu hồi trước ngày ký"


def signed(office: Office, ring: Path) -> str:
    """Issue a letter to Bác Ái, signed with both keys; return its public id."""
    holders.give_keys(office, ring)
    document = stories.draft(office, "signing", [BAC_AI])
    holders.signed(office, document)
    stories.act(office, document, "issue")
    return document


@pytest.fixture
def letter(province: Office, ring: Path) -> str:
    return signed(province, ring)


def void(office: Office, document: str, whose: str = "agency", who: str = "vt.tinh") -> None:
    with office.work(acting(office, who)) as work:
        voids.void(work, document, whose, WHY)


def restore(office: Office, document: str, whose: str = "agency", who: str = "vt.tinh") -> None:
    with office.work(acting(office, who)) as work:
        voids.restore(work, document, whose, "Kiểm tra lại: chứng thư số còn hiệu lực")


def standing(office: Office) -> dict[str, bool]:
    """Return whether each signature is void."""
    with office.look() as work:
        rows = work.db.execute(select(Signing.whose, Signing.voided_at))
        return {row.whose: row.voided_at is not None for row in rows}


def test_a_void_signature_is_told_to_both_sides_with_its_reason(
    province: Office, letter: str
) -> None:
    void(province, letter)
    assert standing(province) == {"leader": False, "agency": True}
    for login in ("vt.tinh", "vt.bacai"):
        with province.look(acting(province, login)) as work:
            read = dossier.read(work, letter)
            last = read.story[-1].record
            assert read.document.void
        assert (last["act"], last["void_signature"]["by"], last["reason"]) == (
            "signature_void",
            "agency",
            WHY,
        )
        assert last["void_signature"]["serial"]
    assert stories.problems(province) == []


def test_it_is_taken_back_by_an_act_of_its_own_and_nothing_is_forgotten(
    province: Office, letter: str
) -> None:
    check_refusal(province, Refused, lambda: restore(province, letter))
    void(province, letter)
    check_refusal(province, Refused, lambda: void(province, letter))
    restore(province, letter, who="ct.tinh")
    assert standing(province) == {"leader": False, "agency": False}
    with province.look(acting(province, "vt.bacai")) as work:
        acts = [happening.record["act"] for happening in dossier.read(work, letter).story]
    assert acts[-2:] == ["signature_void", "signature_restore"]
    assert stories.problems(province) == []


def test_a_reason_is_given_and_a_signature_named(province: Office, letter: str) -> None:
    def attempt(whose: str, reason: str) -> None:
        with province.work(acting(province, "vt.tinh")) as work:
            voids.void(work, letter, whose, reason)

    check_refusal(province, Invalid, lambda: attempt("agency", "x"))
    check_refusal(province, Invalid, lambda: attempt("somebody", WHY))


@pytest.mark.parametrize("who", ["vt.bacai", "cv.vx", "ttra.tinh", "qt.tinh", "cvp.tinh"])
def test_only_the_clerk_and_the_leaders_of_the_issuing_agency_declare_it(
    province: Office, letter: str, who: str
) -> None:
    check_refusal(province, NotFound, lambda: void(province, letter, who=who))


def test_a_signature_with_pen_and_stamp_is_nothing_to_declare_void(province: Office) -> None:
    on_paper = stories.draft(province, "issued", [BAC_AI])
    check_refusal(province, Invalid, lambda: void(province, on_paper))
    draft = stories.draft(province, "numbered", [BAC_AI])
    check_refusal(province, NotFound, lambda: void(province, draft))


def test_of_those_who_declare_it_at_once_one_is_told(both_provinces: Office, ring: Path) -> None:
    office = both_provinces
    document = signed(office, ring)
    one_wins(at_once([lambda: void(office, document) for _ in range(3)]))
    one_wins(at_once([lambda: restore(office, document) for _ in range(3)]))
    assert stories.problems(office) == []


def test_one_declared_void_behind_the_office_is_found(province: Office, letter: str) -> None:
    with province.work(acting(province, "vt.tinh")) as work:
        gone = {"voided_at": work.at, "voided_by": work.actor.person_id, "void_reason": WHY}
        work.db.execute(update(Signing).where(Signing.whose == "leader").values(**gone))
    assert any("void signatures" in problem for problem in stories.problems(province))


def test_a_bundle_of_evidence_holds_with_a_void_signature_in_it(
    province: Office, letter: str
) -> None:
    void(province, letter)
    with province.look(acting(province, "ttra.tinh")) as work:
        bundle = bundles.of_documents(work, [letter])
    check.check(bundle.content)
    told = archive.read(bundle.content)[f"documents/{letter}/movements.jsonl"]
    assert b'"act":"signature_void"' in told
