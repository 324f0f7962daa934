"""An agency opens its public page and marks documents for it: who, which, and what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date

import pytest
from sqlalchemy import select

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.publication import Place, PublicDocument
from office.models.documents import Document
from office.models.publications import Publication
from office.runtime import Office
from office.services.books import registration
from office.services.publishing import figures, marking, reading, switch
from office.services.publishing.reading import Listed, Sift
from tests import publicity, stories
from tests.make import Clock, acting
from tests.publicity import CHIEF, CLERK, LEADER, PROVINCE, WHY, issued, publish, turn, unpublish
from tests.services.test_concurrency import at_once, one_wins
from tests.services.test_recalling import recall
from tests.services.test_relations import mend

Act = Callable[[], object]


def listed(office: Office, sift: Sift = Sift(), after: Place | None = None, n: int = 20) -> Listed:  # noqa: B008 (frozen)
    """Return the public list of the province."""
    with office.look() as work:
        return reading.listed(work, reading.page_of(work, PROVINCE), sift, after, n)


def subjects(found: Iterable[PublicDocument]) -> list[str]:
    """Return what documents are about."""
    return [one.subject for one in found]


def effects(office: Office, document: str) -> list[tuple[str, str]]:
    """Return how a document stands, as the public is told: the words, the other one's symbol."""
    key = publicity.key_of(office, document)
    with office.look() as work:
        one = reading.one(work, reading.page_of(work, PROVINCE), key)
        return [(effect.words.en, effect.symbol) for effect in one.effects]


def test_no_page_is_open_before_somebody_opens_it(both_provinces: Office) -> None:
    publish(both_provinces, issued(both_provinces))
    with both_provinces.look() as work, pytest.raises(NotFound):
        reading.page_of(work, PROVINCE)


@pytest.mark.parametrize("who", [LEADER, CHIEF])
def test_the_leader_and_the_chief_of_office_open_and_shut_it(
    both_provinces: Office, who: tuple[str, str]
) -> None:
    publish(both_provinces, issued(both_provinces))
    turn(both_provinces, "open", who)
    assert subjects(listed(both_provinces).documents) == ["V/v trả lời"]
    turn(both_provinces, "shut", who)
    with both_provinces.look() as work, pytest.raises(NotFound):
        reading.page_of(work, PROVINCE)
    with both_provinces.look(acting(both_provinces, *CLERK)) as work:
        stands = switch.standing(work)
    assert [(act.act, act.reason, act.intact) for act in stands.acts] == [
        ("shut", WHY, True), ("open", WHY, True),
    ]  # fmt: skip
    assert (stands.is_open, stands.may) == (False, False)
    assert stories.problems(both_provinces) == []


@pytest.mark.parametrize(
    "who", [CLERK, ("cv.vx", "specialist"), ("ttra.tinh", "auditor"), ("qt.tinh", "administrator")]
)
def test_nobody_else_opens_it(province: Office, who: tuple[str, str]) -> None:
    stories.check_refusal(province, Refused, lambda: turn(province, "open", who))


def test_it_is_opened_once_and_never_without_a_reason(province: Office) -> None:
    def unexplained() -> None:
        with province.work(acting(province, *LEADER)) as work:
            switch.turn(work, "open", " \u202e a ")

    stories.check_refusal(province, Invalid, unexplained)
    stories.check_refusal(province, Refused, lambda: turn(province, "shut"))
    turn(province)
    stories.check_refusal(province, Refused, lambda: turn(province, "open"))


def test_each_agency_has_a_page_of_its_own(both_provinces: Office) -> None:
    turn(both_provinces, "open", ("ct.bacai", "leader"))
    publish(both_provinces, issued(both_provinces))
    with both_provinces.look() as work:
        page = reading.page_of(work, "ubnd-bac-ai")
        assert reading.listed(work, page, Sift()).documents == []
        with pytest.raises(NotFound):
            reading.page_of(work, PROVINCE)


@pytest.mark.parametrize("who", [CLERK, LEADER])
def test_the_clerk_and_the_leader_mark_a_document_and_take_it_off(
    both_provinces: Office, who: tuple[str, str]
) -> None:
    document = issued(both_provinces)
    turn(both_provinces)
    first = publish(both_provinces, document, who)
    unpublish(both_provinces, document, who)
    assert listed(both_provinces).documents == []
    assert publish(both_provinces, document, who) == first
    assert listed(both_provinces).found == 1
    assert stories.problems(both_provinces) == []


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (("cv.vx", "specialist"), Refused), (CHIEF, Refused), (("ttra.tinh", "auditor"), Refused),
        (("vt.bacai", "clerk"), Refused), (("vt.phuocdai", "clerk"), NotFound),
        (("qt.tinh", "administrator"), NotFound),
    ],
)  # fmt: skip
def test_nobody_else_marks_it(
    province: Office, who: tuple[str, str], refusal: type[Exception]
) -> None:
    document = issued(province)
    stories.check_refusal(province, refusal, lambda: publish(province, document, who))
    publish(province, document)
    stories.check_refusal(province, refusal, lambda: unpublish(province, document, who))


def test_what_came_from_elsewhere_what_is_not_issued_and_what_is_secret_never_is(
    both_provinces: Office,
) -> None:
    with both_provinces.work(acting(both_provinces, *CLERK)) as work:
        registration.enter_secret(work, "out", "mat")
        secret = work.db.scalar(select(Document.public_id).where(Document.secrecy != ""))
    cancelled = stories.draft(both_provinces, "numbered")
    stories.move(both_provinces, CLERK, cancelled, "cancel_number", stories.REASON)
    numbered = stories.draft(both_provinces, "numbered")
    for document in (stories.incoming(both_provinces), numbered, cancelled, str(secret)):
        stories.check_refusal(
            both_provinces, Refused, lambda document=document: publish(both_provinces, document)
        )


def test_it_is_marked_once_and_never_without_a_reason(province: Office) -> None:
    document = issued(province)

    def unexplained() -> None:
        with province.work(acting(province, *CLERK)) as work:
            marking.publish(work, document, "")

    stories.check_refusal(province, Invalid, unexplained)
    stories.check_refusal(province, Refused, lambda: unpublish(province, document))
    publish(province, document)
    stories.check_refusal(province, Refused, lambda: publish(province, document))


def test_of_two_at_once_one_is_told_that_it_is_so_already(both_provinces: Office) -> None:
    document = issued(both_provinces)
    one_wins(at_once([lambda: publish(both_provinces, document)] * 2))
    one_wins(at_once([lambda: turn(both_provinces), lambda: turn(both_provinces, who=CHIEF)]))
    assert listed(both_provinces).found == 1
    one_wins(at_once([lambda: unpublish(both_provinces, document)] * 2))
    one_wins(at_once([lambda: turn(both_provinces, "shut")] * 2))
    assert stories.problems(both_provinces) == []


def test_the_public_is_told_exactly_this_of_a_document(both_provinces: Office) -> None:
    turn(both_provinces)
    key = publish(both_provinces, issued(both_provinces))
    (one,) = listed(both_provinces).documents
    told = {field.name: getattr(one, field.name) for field in fields(PublicDocument)}
    assert told == {
        "key": key, "symbol": "01/UBND-VX", "type_code": "CV", "type_title": one.type_title,
        "subject": "V/v trả lời", "issued_on": date(2019, 11, 8),
        "issuer": "UBND tỉnh Ninh Thuận", "signer_name": "Trần Quốc Khải",
        "signer_position": "Chủ tịch", "effects": (), "file": None,
        "published_at": one.published_at, "changed_at": one.published_at,
    }  # fmt: skip


def test_signs_that_turn_a_line_round_are_not_shown(province: Office) -> None:
    turn(province)
    publish(province, issued(province, "V/v \u202ebáo\u2066 cáo\u200f"))
    assert subjects(listed(province).documents) == ["V/v báo cáo"]


def test_what_replaced_it_is_named_only_while_that_is_public_too(
    both_provinces: Office, clock: Clock
) -> None:
    turn(both_provinces)
    document = issued(both_provinces)
    publish(both_provinces, document)
    clock.tick(hours=1)
    newer = mend(both_provinces, document)
    assert effects(both_provinces, document) == [("Replaced", "")]
    assert listed(both_provinces).documents[0].changed_at == clock.now
    publish(both_provinces, newer)
    assert effects(both_provinces, document) == [("Replaced by", "02/UBND-VX")]
    assert effects(both_provinces, newer) == [("Replaces", "01/UBND-VX")]
    unpublish(both_provinces, document)
    assert effects(both_provinces, newer) == []


def test_a_draft_that_will_replace_it_is_not_told(both_provinces: Office) -> None:
    turn(both_provinces)
    document = issued(both_provinces)
    publish(both_provinces, document)
    mend(both_provinces, document, upto="seal")
    assert effects(both_provinces, document) == []


def test_what_is_recalled_afterwards_says_so_and_is_not_made_public_again(
    both_provinces: Office,
) -> None:
    turn(both_provinces)
    document = issued(both_provinces)
    publish(both_provinces, document)
    recall(both_provinces, document, "snv")
    assert effects(both_provinces, document) == []
    recall(both_provinces, document)
    assert effects(both_provinces, document) == [("Recalled", "")]
    unpublish(both_provinces, document)
    stories.check_refusal(both_provinces, Refused, lambda: publish(both_provinces, document))


def test_the_list_goes_on_where_it_ended_newest_first(both_provinces: Office, clock: Clock) -> None:
    turn(both_provinces)
    for n in range(5):
        publish(both_provinces, issued(both_provinces, f"Văn bản {n}"))
        clock.tick(days=n % 2)
    seen, after = list[str](), None
    while True:
        page = listed(both_provinces, after=after, n=2)
        seen += subjects(page.documents)
        assert page.found == 5
        after = page.older
        if after is None:
            break
    assert seen == [f"Văn bản {n}" for n in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize(
    ("sift", "found"),
    [
        (Sift("bao cao"), ["Báo cáo quý"]), (Sift("02"), ["Báo cáo quý"]), (Sift("cao bao"),
         ["Báo cáo quý"]), (Sift("áo"), []), (Sift("%"), ["Báo cáo quý", "Kế hoạch"]),
        (Sift("ubnd ke"), ["Kế hoạch"]), (Sift(type_code="CV"), ["Báo cáo quý", "Kế hoạch"]),
        (Sift(type_code="QD"), []), (Sift(year=2019), ["Báo cáo quý", "Kế hoạch"]),
        (Sift(year=2018), []),
    ],
)  # fmt: skip
def test_the_list_is_searched_and_narrowed(province: Office, sift: Sift, found: list[str]) -> None:
    turn(province)
    for subject in ("Kế hoạch", "Báo cáo quý"):
        publish(province, issued(province, subject))
    page = listed(province, sift)
    assert subjects(page.documents) == found
    assert page.found == len(found)
    assert [(code, n) for code, _, n in page.types] == [("CV", 2)]
    assert page.years == [(2019, 2)]


def test_figures_count_the_agency_alone_and_no_secret(both_provinces: Office) -> None:
    turn(both_provinces)

    def counted() -> list[tuple[str, int, int, int]]:
        with both_provinces.look() as work:
            found = figures.public_figures(work, reading.page_of(work, PROVINCE))
            return [
                (line.label.en, line.electronic, line.total, one.version)
                for one in found
                for line in one.lines
            ]

    issued(both_provinces)
    before = counted()
    assert before == [
        ("All documents", 1, 1, 1), ("Province", 1, 1, 1), ("District", 1, 1, 1),
    ]  # fmt: skip
    with both_provinces.work(acting(both_provinces, *CLERK)) as work:
        registration.enter_secret(work, "out", "mat")
    assert counted() == before


def test_a_mark_left_on_what_turned_secret_shows_nothing(province: Office) -> None:
    """Whatever the mark says: the door asks the document itself."""
    turn(province)
    publish(province, issued(province))
    with province.work() as work:
        work.db.execute(Document.__table__.update().values(secrecy="mat", subject="", body=""))
        assert work.db.scalar(select(Publication.id)) is not None
    found = listed(province)
    assert (found.documents, found.found, found.types) == ([], 0, [])
