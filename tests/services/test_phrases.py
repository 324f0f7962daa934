"""Saved phrases: whose they are, how many, and in which order they are offered."""

import threading
import unicodedata

import pytest

from office.domain.errors import Invalid, NotFound, Refused
from office.runtime import Office
from office.services.writing import phrases
from tests.make import acting
from tests.stories import check_refusal


def add(office: Office, words: str, login: str = "ct.tinh", *, shared: bool = False) -> int:
    with office.work(acting(office, login)) as work:
        return phrases.add(work, words, shared=shared)


def offered(office: Office, login: str = "ct.tinh") -> list[str]:
    with office.look(acting(office, login)) as work:
        return [one.words for one in phrases.offered(work)]


def test_own_phrases_are_own_and_the_agencys_are_everybodys(both_provinces: Office) -> None:
    add(both_provinces, "Giao P. VX chủ trì")
    add(both_provinces, "Chuyển VP", shared=True)
    assert offered(both_provinces) == ["Chuyển VP", "Giao P. VX chủ trì"]
    assert offered(both_provinces, "pct.tinh") == ["Chuyển VP"]
    assert offered(both_provinces, "vt.bacai") == []


def test_the_most_used_come_first(province: Office) -> None:
    add(province, "a")
    often = add(province, "b")
    with province.work(acting(province, "ct.tinh")) as work:
        assert phrases.use(work, often) == "b"
    assert offered(province) == ["b", "a"]


def test_a_phrase_is_kept_composed_and_once(province: Office) -> None:
    words = "Giao phòng chủ trì"
    first = add(province, f"  {unicodedata.normalize('NFD', words)}\r\n")
    assert add(province, words) == first
    assert offered(province) == [words]


@pytest.mark.parametrize("words", ["", "  \n", "x" * 501])
def test_what_is_no_phrase_is_refused(province: Office, words: str) -> None:
    check_refusal(province, Invalid, lambda: add(province, words))


@pytest.mark.parametrize("login", ["cv.vx", "vt.tinh", "ttra.tinh"])
def test_only_who_directs_saves_phrases_for_the_agency(province: Office, login: str) -> None:
    check_refusal(province, Refused, lambda: add(province, "Giao", login, shared=True))


def test_an_auditor_saves_none(province: Office) -> None:
    check_refusal(province, Refused, lambda: add(province, "Giao", "ttra.tinh"))


def test_what_is_not_mine_is_neither_used_nor_removed(province: Office) -> None:
    mine, shared = add(province, "Giao"), add(province, "Chuyển", shared=True)
    for login, key in (("pct.tinh", mine), ("vt.bacai", mine), ("cv.vx", shared)):

        def drop(login: str = login, key: int = key) -> None:
            with province.work(acting(province, login)) as work:
                phrases.remove(work, key)

        check_refusal(province, NotFound, drop)
    with province.work(acting(province, "vt.bacai")) as work, pytest.raises(NotFound):
        phrases.use(work, shared)
    with province.work(acting(province, "pct.tinh")) as work:
        phrases.remove(work, shared)
    assert offered(province) == ["Giao"]


def test_a_hundred_are_enough_even_for_two_who_save_at_once(both_provinces: Office) -> None:
    with both_provinces.work(acting(both_provinces, "ct.tinh")) as work:
        for count in range(phrases.MOST - 1):
            phrases.add(work, f"mẫu {count:03}", shared=True)
    start, refused = threading.Barrier(2), []

    def save(login: str) -> None:
        start.wait()
        try:
            add(both_provinces, f"của {login}", login, shared=True)
        except Invalid as fault:
            refused.append(fault)

    threads = [threading.Thread(target=save, args=(who,)) for who in ("ct.tinh", "pct.tinh")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert len(offered(both_provinces)) == phrases.MOST
