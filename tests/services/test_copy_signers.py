"""Who signs copies, whose affair a copy is, and how its number is cancelled."""

import pytest
from sqlalchemy import select, text

from office.domain.errors import Invalid, NotFound, Refused
from office.models.papers import PaperEntry
from office.models.registers import Register, RegisterEntry
from office.runtime import Office
from office.services.papers import certified, copy_book, signers
from office.services.papers.post_book import Period
from tests import stories
from tests.make import acting
from tests.services.paper_stories import CLERK, issued
from tests.services.test_certified_copies import LEADER, certify, named, row_of
from tests.stories import check_refusal


def cancel(office: Office, key: int, reason: str) -> None:
    with office.work(acting(office, *CLERK)) as work:
        certified.cancel(work, key, reason)


def test_nobody_signs_copies_until_the_head_says_who(province: Office) -> None:
    document = issued(province)
    check_refusal(province, Invalid, lambda: certify(province, document, signer=1))
    for who in (CLERK, ("cvp.tinh", "chief_of_office")):
        check_refusal(province, Refused, lambda w=who: named(province, w))  # type: ignore[misc]  # bound now
    key = named(province)
    check_refusal(province, Refused, lambda: named(province))
    check_refusal(province, Invalid, lambda: named(province, login="vt.bacai"))
    with province.work(acting(province, *LEADER)) as work:
        signers.end(work, key)
    check_refusal(province, Invalid, lambda: certify(province, document, signer=key))


@pytest.mark.parametrize(
    ("login", "refusal"), [("vt.phuocdai", NotFound), ("vt.bacai", Invalid), ("vt.snv", Invalid)]
)
def test_a_recipient_copies_with_signers_of_its_own(
    province: Office, login: str, refusal: type[Exception]
) -> None:
    document, signer = issued(province), named(province)
    check_refusal(province, refusal, lambda: certify(province, document, login, signer=signer))


def test_a_recipients_copy_is_its_own_affair(province: Office) -> None:
    document = issued(province)
    signer = named(province, ("ct.bacai", "leader"), "ct.bacai")
    key = certify(province, document, "vt.bacai", signer=signer)
    assert row_of(province, key).symbol == "01/SY-UBND"
    with province.look(acting(province, *CLERK)) as work, pytest.raises(NotFound):
        copy_book.readable(work, key)
    with province.look(acting(province, *CLERK)) as work:
        assert copy_book.every(work, Period()) == []
    with province.look(acting(province, "ttra.tinh")) as work:
        assert [line.id for line in copy_book.every(work, Period())] == [key]
    assert stories.problems(province) == []


def test_a_cancelled_copy_keeps_its_number_and_gives_its_paper_back(province: Office) -> None:
    document, signer = issued(province), named(province)
    key = certify(province, document, signer=signer, copies=2)
    for reason, refusal in (("x", Invalid),):
        check_refusal(province, refusal, lambda r=reason: cancel(province, key, r))  # type: ignore[misc]  # bound now
    cancel(province, key, "Sao nhầm văn bản")
    check_refusal(province, Refused, lambda: cancel(province, key, "Sao nhầm văn bản"))
    check_refusal(
        province, Invalid, lambda: certify(province, document, signer=signer, kind="SL", of_id=key)
    )
    assert row_of(province, certify(province, document, signer=signer)).number == 2
    with province.look() as work:
        assert work.db.scalar(select(text("sum(sheets)")).select_from(PaperEntry)) == 1
        entry = work.db.execute(
            select(RegisterEntry.status, RegisterEntry.reason)
            .join(Register, Register.id == RegisterEntry.register_id)
            .where(Register.series == "sao", RegisterEntry.number == 1)
        ).one()
    assert tuple(entry) == ("cancelled", "Sao nhầm văn bản")
    assert stories.problems(province) == []
