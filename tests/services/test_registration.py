"""Paper letters and secret stubs, and the warning before a letter is registered twice."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from office.domain.errors import Invalid, NotFound, Refused
from office.models.documents import Document
from office.runtime import Office
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.documents import File
from office.services.views import dossier, inboxes
from tests import stories
from tests.make import acting

CLERK = ("vt.tinh", "clerk")


@pytest.fixture
def letter(province: Office) -> Letter:
    """Hand in what a clerk reads off a letter from the department of home affairs."""
    return Letter(
        issuer_unit_id=stories.unit(province, "snv"), type_code="CV", number_text="15",
        notation="SNV-VP", issued_on=None, subject="Báo cáo biên chế",
    )  # fmt: skip


def enter(office: Office, letter: Letter, login: str = "vt.tinh") -> str:
    """Let somebody enter a letter with one scan; return its public id."""
    with office.work(acting(office, login)) as work:
        return registration.enter_paper(work, letter, [File("ban_quet.pdf", b"%PDF-1.7")])


def test_a_paper_letter_is_accepted_at_once_and_registered_next(
    province: Office, letter: Letter
) -> None:
    document = enter(province, letter)
    with province.look(acting(province, *CLERK)) as work:
        read = dossier.read(work, document)
        with work.storage.open(dossier.attachment(work, document, 1).digest) as scan:
            assert scan.read() == b"%PDF-1.7"
    assert read.symbol == "15/SNV-VP"
    assert read.own_delivery is not None
    assert (read.own_delivery.state, read.own_delivery.channel) == ("accepted", "paper")
    stories.act(province, document, "register")
    assert stories.problems(province) == []


@pytest.mark.parametrize("login", ["ct.tinh", "cv.vx", "ttra.tinh", "qt.tinh"])
def test_only_clerks_enter_letters(province: Office, letter: Letter, login: str) -> None:
    stories.check_refusal(province, Refused, lambda: enter(province, letter, login))


BAD: list[tuple[str, object]] = [
    ("subject", "  "),
    ("subject", "x" * 501),
    ("type_code", "??"),
    ("urgency", 9),
    ("urgency", -1),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), BAD)
def test_a_letter_that_cannot_be_used_is_refused(
    province: Office, letter: Letter, field: str, value: object
) -> None:
    bad = replace(letter, **{field: value})  # type: ignore[arg-type]  # the field is data here
    stories.check_refusal(province, Invalid, lambda: enter(province, bad))


def test_a_letter_from_nobody_known_is_not_entered(province: Office, letter: Letter) -> None:
    bad = replace(letter, issuer_unit_id=10**6)
    stories.check_refusal(province, NotFound, lambda: enter(province, bad))


@pytest.mark.postgres
def test_a_very_long_number_is_kept_as_written(pg_province: Office) -> None:
    letter = Letter(
        issuer_unit_id=stories.unit(pg_province, "snv"), type_code="CV",
        number_text="99999999999", notation="SNV", issued_on=None, subject="Báo cáo",
    )  # fmt: skip
    assert enter(pg_province, letter)


@pytest.mark.postgres
def test_a_character_that_the_database_cannot_keep_is_refused_politely(
    pg_province: Office,
) -> None:
    letter = Letter(
        issuer_unit_id=stories.unit(pg_province, "snv"), type_code="CV", number_text="1",
        notation="SNV", issued_on=None, subject="Báo\x00cáo",
    )  # fmt: skip
    stories.check_refusal(pg_province, Invalid, lambda: enter(pg_province, letter))


def test_a_letter_that_came_before_is_pointed_out(province: Office, letter: Letter) -> None:
    first = enter(province, letter)
    other = enter(province, replace(letter, number_text="16"))
    again = enter(province, letter)
    unnumbered = [enter(province, replace(letter, number_text="", notation="")) for _ in "ab"]
    with province.look(acting(province, *CLERK)) as work:
        assert registration.lookalikes(work, again) == [first]
        assert registration.lookalikes(work, other) == []
        assert registration.lookalikes(work, unnumbered[1]) == []


def test_a_secret_is_a_number_and_nothing_else(province: Office) -> None:
    with province.work(acting(province, *CLERK)) as work:
        registration.enter_secret(work, "in", "tuyet_mat")
    with province.look() as work:
        row = work.db.execute(select(Document.__table__)).one()
    assert (row.subject, row.body, row.secrecy) == ("", "", "tuyet_mat")
    assert stories.problems(province) == []


@pytest.mark.parametrize(("direction", "level"), [("in", ""), ("in", "ẩn"), ("up", "mat")])
def test_a_level_or_direction_that_does_not_exist_is_refused(
    province: Office, direction: str, level: str
) -> None:
    def enter_secret() -> None:
        with province.work(acting(province, *CLERK)) as work:
            registration.enter_secret(work, direction, level)

    stories.check_refusal(province, Invalid, enter_secret)


def test_an_incoming_secret_is_not_among_the_outgoing_documents(province: Office) -> None:
    with province.work(acting(province, *CLERK)) as work:
        registration.enter_secret(work, "in", "mat")
        assert inboxes.page(work, "outgoing-all").items == []
