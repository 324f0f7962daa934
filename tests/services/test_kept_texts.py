"""Texts kept while they are typed: whose they are, how large, and which of two pages wins."""

import threading

import pytest
from sqlalchemy import func, select

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.movements import moment
from office.models.documents import Document
from office.models.writing import KeptText
from office.runtime import Office
from office.services.books import registration
from office.services.views import dossier
from office.services.writing import kept_texts
from office.services.writing.kept_texts import Page
from tests.make import Clock, acting
from tests.stories import check_refusal, draft, fingerprint, incoming

LEADER = ("ct.tinh", "leader")
TYPED = {"opinion": "Giao phòng VX", "who-0": "4"}


def keep(
    office: Office, about: str, words: str = "Giao", page: Page | None = None
) -> kept_texts.Kept:
    with office.work(acting(office, *LEADER)) as work:
        return kept_texts.keep(work, "direct", about, {"opinion": words}, page)


def found(office: Office, about: str, login: str = "ct.tinh", role: str = "leader") -> str | None:
    with office.look(acting(office, login, role)) as work:
        kept = kept_texts.find(work, "direct", about)
        return kept.fields["opinion"] if kept else None


def test_what_is_kept_comes_back_as_it_was_typed(both_provinces: Office, clock: Clock) -> None:
    document = incoming(both_provinces, "direction")
    clock.tick(minutes=3)
    words = "Giao phòng\r\n  “VX” 🙂 Đ" + "x" * 300
    keep(both_provinces, document, words)
    assert found(both_provinces, document) == words
    with both_provinces.look(acting(both_provinces, *LEADER)) as work:
        (one,) = kept_texts.mine(work)
    assert one.at == clock.now
    assert one.subject


def test_nobody_else_and_no_other_capacity_sees_it(province: Office) -> None:
    document = incoming(province, "direction")
    keep(province, document)
    assert found(province, document) == "Giao"
    for who in (
        ("pct.tinh", "leader"),
        ("cvp.tinh", "chief_of_office"),
        ("qt.tinh", "administrator"),
    ):
        assert found(province, document, *who) is None
        with province.look(acting(province, *who)) as work:
            assert kept_texts.mine(work) == []


def test_nothing_is_kept_about_what_may_not_be_known_of(province: Office) -> None:
    document = incoming(province, "direction")
    for login, role in (("vt.bacai", "clerk"), ("qt.tinh", "administrator")):

        def try_it(who: tuple[str, str] = (login, role)) -> None:
            with province.work(acting(province, *who)) as work:
                kept_texts.keep(work, "direct", document, TYPED)

        check_refusal(province, NotFound, try_it)


def test_nothing_is_kept_about_a_secret_document(province: Office) -> None:
    with province.work(acting(province, "vt.tinh")) as work:
        registration.enter_secret(work, "in", "mat")
        secret = work.db.scalar(select(Document.public_id).where(Document.secrecy == "mat"))
        assert secret is not None

    def try_it() -> None:
        with province.work(acting(province, "vt.tinh")) as work:
            kept_texts.keep(work, "accept", secret, TYPED)

    check_refusal(province, Refused, try_it)


@pytest.mark.parametrize(
    ("form", "fields", "refusal"),
    [
        ("direct", {"opinion": "x" * (kept_texts.MOST_LETTERS + 1)}, Invalid),
        ("direct", {f"who-{n}": "" for n in range(kept_texts.MOST_FIELDS + 1)}, Invalid),
        ("../direct", TYPED, NotFound),
        ("d" * 33, TYPED, NotFound),
    ],
)
def test_what_is_too_large_or_no_form_is_refused(
    province: Office, form: str, fields: dict[str, str], refusal: type[Exception]
) -> None:
    document = incoming(province, "direction")

    def try_it() -> None:
        with province.work(acting(province, *LEADER)) as work:
            kept_texts.keep(work, form, document, fields)

    check_refusal(province, refusal, try_it)


def test_there_is_a_limit_to_what_one_person_leaves_unfinished(province: Office) -> None:
    with province.work(acting(province, "cv.vx")) as work:
        for count in range(kept_texts.MOST):
            kept_texts.keep(work, "f" + "a" * (count % 30) + "b" * (count // 30), "", TYPED)
        assert kept_texts.count(work) == kept_texts.MOST
        with pytest.raises(Refused):
            kept_texts.keep(work, "another", "", TYPED)
        kept_texts.keep(work, "fa", "", {"body": "the one that is there goes on"})


def test_of_two_pages_the_newest_text_wins_and_says_so(province: Office) -> None:
    document = incoming(province, "direction")
    first = keep(province, document, "một", Page(writer="a"))
    assert not keep(province, document, "một hai", Page(writer="a", seen=first.version)).elsewhere
    second = keep(province, document, "của trang khác", Page(writer="b", seen=0))
    assert second.elsewhere
    assert found(province, document) == "của trang khác"
    assert not keep(province, document, "đã biết", Page(writer="c", seen=second.version)).elsewhere


def test_what_a_page_had_on_the_way_when_it_was_sent_comes_too_late(province: Office) -> None:
    document = incoming(province, "direction")
    keep(province, document, "đang viết", Page(writer="a"))
    with province.work(acting(province, *LEADER)) as work:
        kept_texts.sent(work, "direct", document, "a")
    check_refusal(province, Refused, lambda: keep(province, document, "muộn", Page(writer="a")))
    assert found(province, document) is None
    keep(province, document, "trang mới", Page(writer="b"))
    assert found(province, document) == "trang mới"


def test_two_pages_that_keep_at_once_leave_one_text(both_provinces: Office) -> None:
    document = incoming(both_provinces, "direction")
    start, faults = threading.Barrier(4), []

    def write(name: str) -> None:
        start.wait()
        try:
            for _ in range(5):
                keep(both_provinces, document, name, Page(writer=name))
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with both_provinces.look() as work:
        rows = work.db.scalar(select(func.count()).select_from(KeptText))
        assert (rows, work.db.scalar(select(KeptText.version))) == (1, 20)


def test_keeping_changes_nothing_else_in_the_office(province: Office) -> None:
    document = draft(province)
    before = fingerprint(province)
    with province.work(acting(province, "cv.vx")) as work:
        kept_texts.keep(work, "draft", document, {"body": "sửa"})
    assert fingerprint(province) != before
    with province.work(acting(province, "cv.vx")) as work:
        kept_texts.forget(work, "draft", document)
    assert fingerprint(province) == before


def test_a_refused_act_keeps_the_text_and_a_sealed_one_is_no_shorter(province: Office) -> None:
    document = incoming(province, "direction")
    keep(province, document)
    with province.look(acting(province, *LEADER)) as work:
        story = dossier.read(work, document).story
    assert all("Giao" not in str(happening.record) for happening in story)
    assert moment(story[-1].record["at"]) == story[-1].at
