"""Searching: what finds a document, and that nobody finds more than the door lets them see."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert, select, text

from office.domain.errors import Invalid, Refused
from office.domain.people import ROLES
from office.jobs import run
from office.models.documents import Document
from office.models.people import Membership
from office.runtime import Office
from office.search import tsvector
from office.search.entry import Wanted
from office.search.indexes import index
from office.services import access, people
from office.services.documents import File
from office.services.search import search_fields, search_jump, search_marks, searching
from office.services.search.search_fields import SearchQuery
from office.services.views import dossier
from office.services.work import Work
from tests import papers, stories
from tests.make import MORNING, Clock, acting
from tests.services.finding import VX, WHO, found, letter

BAC_AI = ("vt.bacai", "clerk")


def test_a_document_is_found_by_all_that_its_page_shows(both_provinces: Office) -> None:
    office = both_provinces
    files = [
        File("de-an.txt", "Hồ chứa nước Sông Cái".encode(), "text/plain", "Phụ lục tài chính"),
        File("anh.png", papers.picture("PNG"), "image/png"),
    ]
    document = letter(office, "V/v Đề nghị hỗ trợ hoà giải", *files, number="0128")
    letter(
        office,
        "V/v việc khác",
        number="9",
        notation="STC",
        issuer_unit_id=stories.unit(office, "stc"),
    )
    for words in (
        "de nghi", "Đề nghị", "hòa giải", '"ho tro hoa"', "128", "0128/SNV-VT", "snv-vt",
        "so noi vu", "song cai", '"chua nuoc" đề', "de-an.txt", "phu luc tai chinh", "gia*",
        "Nguyễn Thị Bích Thủy đề", "bich thuy de nghi", "ĐỀ  📨 NGHỊ",
    ):  # fmt: skip
        assert found(office, q=words) == [document], words
    for words in ("đê nghi", '"nghi de"', "gia", "129", "hờ trợ", "📨", '" * OR', "anh bia"):
        assert found(office, q=words) == [], words


def test_filters_narrow_to_what_the_reader_sees_on_the_page(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    request = stories.incoming(office, "in_progress")
    sent = stories.draft(office, "issued")
    express = letter(office, "V/v bão số 6", urgency=3, issued_on=date(2019, 11, 7))
    clock.tick(days=12)
    both, every = [express, request], [express, sent, request]
    for fields, expected in (
        ({"kind": "in"}, both), ({"kind": "out"}, [sent]), ({"type": "CV"}, every),
        ({"type": "QĐ"}, []), ({"issuer": "so noi vu"}, [express]), ({"urgency": "3"}, [express]),
        ({"state": "in_progress"}, [request]), ({"holder": "lam hoang nam"}, [request]),
        ({"holder": "UBND tỉnh Ninh Thuận"}, [express, sent]),
        ({"unit": "Phòng Tổng hợp"}, [request]), ({"late": "1"}, every),
        ({"unit": "Phòng Văn hóa - Xã hội"}, [sent, request]),
        ({"late": "1", "q": "bão số"}, [express]), ({"late": "1", "type": "CĐ"}, []),
        ({"issued_from": "2019-11-07", "issued_to": "07/11/2019"}, [express]),
        ({"arrived_from": "2019-11-08", "arrived_to": "2019-11-08"}, both),
        ({"arrived_to": "2019-11-07"}, []), ({"due_from": "2019-12-31"}, []),
        ({"due_to": "9999-12-31", "kind": "in"}, both),
    ):  # fmt: skip
        assert found(office, **fields) == expected, fields


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "x"}, {"type": "no"}, {"urgency": "9"}, {"urgency": "x"}, {"state": "\0"},
        {"holder": "Không Ai Cả"}, {"issuer": "xyz"}, {"unit": "'; --"}, {"issued_from": "mai"},
        {"due_to": "31/02/2019"}, {"q": "dài " * 100},
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_named(province: Office, fields: dict[str, str]) -> None:
    with province.look(acting(province, *WHO)) as work, pytest.raises(Invalid) as refusal:
        search_fields.read(work, fields)
    assert all(reason.vi and reason.en for reason in refusal.value.reasons)


def _as(office: Office, unit: str, role: str) -> Work:
    with office.work() as work:
        values = {"person_id": 1, "unit_id": work.tree.by_key(unit).id, "role": role}
        membership = work.db.execute(
            insert(Membership).values(**values, valid_from=MORNING.date()).returning(Membership.id)
        ).scalar_one()
        actor = people.actor(work, membership)
        return replace(work, actor=actor)


UNITS = ("ubnd-ninh-thuan", "phong-vx-ninh-thuan", "phong-th-ninh-thuan", "vp-ubnd-ninh-thuan",
         "ubnd-bac-ai", "gddt-bac-ai", "ubnd-xa-phuoc-dai", "snv")  # fmt: skip


def test_everybody_finds_just_what_the_door_lets_them_see(both_provinces: Office) -> None:
    office = both_provinces
    stories.incoming(office, "in_progress")
    stories.draft(office, "issued", recipients=["ubnd-bac-ai", "snv"])
    stories.draft(office)
    run.drain(office)
    for unit in UNITS:
        for role in ROLES:
            actor = _as(office, unit, role).actor
            with office.look(actor) as work:
                seen = set(work.db.scalars(select(Document.public_id).where(access.visible(work))))
                if role == "administrator":
                    with pytest.raises(Refused):
                        searching.search(work, SearchQuery())
                    continue
                page = searching.search(work, SearchQuery())
                assert {hit.public_id for hit in page.hits} == seen, (unit, role)
                assert page.count == len(seen)


def test_the_door_decides_even_if_the_index_is_wrong(province: Office) -> None:
    document = letter(province, "V/v việc của tỉnh")
    run.drain(province)
    with province.work() as work:
        everybody = " ".join(f"r{unit}" for unit in work.tree.units)
        work.db.execute(text("UPDATE search_words SET marks = :m"), {"m": everybody})
    assert found(province, q="viec cua tinh") == [document]
    assert found(province, ("vt.snv", "clerk"), "viec cua tinh") == []
    assert found(province, ("vt.snv", "clerk"), late="1") == []


def test_who_handled_it_elsewhere_is_found_by_nobody_else(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.draft(office, "issued", recipients=["ubnd-bac-ai"])
    for action in ("accept", "register"):
        stories.move(office, BAC_AI, document, action)
    assert found(office, BAC_AI, "katơr thị hương") == [document]
    assert found(office, VX, "katơr thị hương") == []
    assert found(office, VX, "lam hoang nam") == [document]
    assert found(office, BAC_AI, "lam hoang nam") == []
    assert found(office, BAC_AI, "tran quoc khai") == [document]  # signed it: all read that
    run_of_ours = {f"{stories.unit(office, 'ubnd-bac-ai')}uhuong", "5@huong", "r1", "tcv", "@r1"}
    assert all(found(office, VX, word) == [] for word in run_of_ours)


def test_pages_follow_each_other_without_loss_or_repetition(both_provinces: Office) -> None:
    office = both_provinces
    made = [letter(office, f"V/v việc {n}", number=str(n)) for n in range(9)]
    run.drain(office)
    for fields in ({"q": "viec"}, {"kind": "in"}, {"late": ""}):
        with office.look(acting(office, *WHO)) as work:
            query = search_fields.read(work, fields)
            read: list[str] = []
            while True:
                page = searching.search(work, query, limit=4)
                read += [hit.public_id for hit in page.hits]
                if page.older is None:
                    break
                query = replace(query, before=page.older)
        assert read == made[::-1]


def test_a_count_stops_and_a_long_look_goes_on_where_it_stopped(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [letter(province, f"V/v việc {n}", number=str(n)) for n in range(8)]
    run.drain(province)
    monkeypatch.setattr(searching, "COUNTED", 3)
    with province.look(acting(province, *WHO)) as work:
        page = searching.search(work, search_fields.read(work, {"q": "viec"}), limit=2)
        assert (page.count, page.more, len(page.hits)) == (3, True, 2)
        assert searching.count(work, SearchQuery(), 5) == (5, True)
        assert searching.count(work, SearchQuery(), 8) == (8, False)
        assert len(searching.every(work, SearchQuery(), 5)) == 5
        monkeypatch.setattr(searching, "STEP", 2)
        monkeypatch.setattr(searching, "MOST_SEEN", 2)
        old = search_fields.read(work, {"q": "viec", "issuer": "snv"})
        pages = []
        while True:
            page = searching.search(work, old)
            pages.append([hit.public_id for hit in page.hits])
            if page.older is None:
                break
            old = replace(old, before=page.older)
    assert [one for hits in pages for one in hits] == made[::-1]
    assert [len(hits) for hits in pages] == [3, 3, 2]


def test_nothing_is_lost_however_far_back_the_index_has_to_look(
    both_provinces: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = both_provinces
    monkeypatch.setattr(tsvector, "AGE", 2)
    monkeypatch.setattr(tsvector, "WINDOWS", (1, 3))
    words = ("hiếm", "chung", "chung", "xưa", "xưa", "chung", "chung", "chung", "chung", "chung")
    made = [letter(office, f"V/v {word} {n}", number=str(n)) for n, word in enumerate(words)]
    run.drain(office)
    for word in ("hiếm", "xưa", "chung"):
        ought = [one for one, its in zip(made, words, strict=True) if its == word][::-1]
        with office.look(acting(office, *WHO)) as work:
            query, read = search_fields.read(work, {"q": word}), []
            for limit in (1, 2, 3, 4):
                wanted = Wanted(terms=query.terms)
                keys = index(work.db).newest(work.db, wanted, None, limit)
                assert [hit.public_id for hit in searching.lines(work, keys)] == ought[:limit]
            while True:
                page = searching.search(work, query, limit=2)
                read += [hit.public_id for hit in page.hits]
                if page.older is None:
                    break
                query = replace(query, before=page.older)
        assert read == ought, word


def test_words_among_what_is_open_find_a_document_until_it_is_completed(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = stories.incoming(office, "in_progress")
    with office.look() as work:
        subject = dossier.read(replace(work, actor=acting(office, *WHO)), document).document.subject
    agency = acting(office, *WHO).agency_id
    assert found(office, q=subject, state="in_progress") == [document]
    assert found(office, VX, q=subject, holder="Lâm Hoàng Nam") == [document]
    assert _marked(office, f"o{agency}")
    assert _marked(office, search_marks.OPEN)
    for action in ("report", "confirm"):
        stories.act(office, document, action)
    assert found(office, q=subject) == [document]
    assert found(office, q=subject, state="in_progress") == []
    assert not _marked(office, f"o{agency}")
    assert not _marked(office, search_marks.OPEN)


def _marked(office: Office, mark: str) -> list[int]:
    """Return the documents that the index says a plain fact of."""
    with office.look() as work:
        return list(index(work.db).newest(work.db, Wanted(marks=[[mark]]), None, 10))


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("1 đến", True), ("01 den", True), ("số đến 1", True), ("đến 1/2019", True),
        ("7/SNV-VT", True), (" 7/snv-vt ", True), ("2 đến", False), ("1 đến 2018", False),
        ("7/SNV", False), ("SNV-VT", False), ("1", False), ("7/SNV-VT x", False), ("9" * 12, False),
    ],
)  # fmt: skip
def test_a_symbol_or_an_arrival_number_alone_leads_to_its_document(
    province: Office, typed: str, there: bool
) -> None:
    document = letter(province, "V/v việc")
    stories.act(province, document, "register")
    run.drain(province)
    with province.look(acting(province, *WHO)) as work:
        target = search_jump.target(work, typed, search_fields.read(work, {"q": typed}))
    assert target == (document if there else None)
    with province.look(acting(province, "vt.snv")) as work:
        assert search_jump.target(work, typed, search_fields.read(work, {"q": typed})) is None
