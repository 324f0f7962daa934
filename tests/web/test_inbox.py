"""Folders and the first page: what is in them, and what they cost."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from office.domain.folders import folders_of
from office.runtime import Office
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.views import dossier
from office.services.views.inboxes import PAGE
from tests.make import Clock, acting
from tests.stories import incoming, person, receive, unit
from tests.web.desk import Desk

#: Statements a page costs, whatever is on it: frozen, so that growth is a decision.
INBOX_STATEMENTS = 5
DOCUMENT_STATEMENTS = 26
SUPERVISION_STATEMENTS = 6


@contextmanager
def counted(office: Office) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_db: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            said.append(statement)

    event.listen(office.engine, "before_cursor_execute", note)
    yield said
    event.remove(office.engine, "before_cursor_execute", note)


def letters(office: Office, count: int, urgency: int = 0) -> list[str]:
    issuer = unit(office, "snv")
    with office.work(acting(office, "vt.tinh")) as work:
        return [
            registration.enter_paper(
                work,
                Letter(
                    issuer_unit_id=issuer, type_code="CV", number_text=str(n), notation="SNV-VT",
                    issued_on=None, subject=f"V/v việc {n}", urgency=urgency,
                ),
            )
            for n in range(count)
        ]  # fmt: skip


def test_an_empty_folder_says_so(province: Office) -> None:
    assert "Chưa có dữ liệu" in Desk(province, "vt.tinh").read("/inbox/to-register")


def test_the_urgent_come_first_and_the_folder_counts_them(province: Office) -> None:
    letters(province, 2)
    (express,) = letters(province, 1, urgency=3)
    page = Desk(province, "vt.tinh").read("/inbox/to-register")
    assert page.index(express) < page.index("V/v việc 1")
    assert "Hỏa tốc" in page
    assert '<span class="count some">3</span>' in page


def test_what_is_late_says_so_in_words_in_the_folder_and_on_the_first_page(
    province: Office, clock: Clock
) -> None:
    (late,) = letters(province, 1)
    clock.tick(days=5)
    desk = Desk(province, "vt.tinh")
    assert "quá hạn" in desk.read("/inbox/to-register")
    first = desk.read("/")
    assert "Quá hạn ở đơn vị tôi" in first
    assert late in first


def test_a_long_folder_is_read_page_by_page_without_loss(province: Office) -> None:
    known = set(letters(province, PAGE + 3))
    desk = Desk(province, "vt.tinh")
    first = desk.read("/inbox/to-register")
    older = first.split('rel="next" href="')[1].split('"')[0]
    second = desk.read(older)
    assert {one for one in known if one in first} | {one for one in known if one in second} == known
    assert not {one for one in known if one in first and one in second}
    assert "Về đầu danh sách" in second


@pytest.mark.parametrize("login", ["vt.tinh", "ct.tinh", "cv.vx", "tp.vx", "ttra.tinh", "vt.bacai"])
def test_every_address_in_the_menu_opens(province: Office, login: str) -> None:
    desk = Desk(province, login)
    menu = desk.read("/").split('<aside class="side">')[1].split("</aside>")[0]
    addresses = [part.split('"')[0] for part in menu.split('href="')[1:]]
    assert len(addresses) > 3
    for address in addresses:
        assert desk.see(address).status_code == 200, address


def test_the_folders_of_another_role_are_not_there(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    mine = {folder.name for folder in folders_of("specialist")}
    for name in ("arrivals", "direction", "nonsense"):
        assert name not in mine
        assert desk.see(f"/inbox/{name}").status_code == 404


def test_an_administrator_sees_the_house_and_no_document(province: Office) -> None:
    document = receive(province)
    page = Desk(province, "qt.tinh").read("/")
    assert "Người quản trị không xem nội dung văn bản." in page
    assert "cv.vx" in page
    assert "UBND huyện Bác Ái" in page
    assert '<td data-label="Kết quả">Đã nhận</td>' in page
    with province.look(acting(province, "vt.tinh")) as work:
        subject = dossier.read(work, document).document.subject
    assert document not in page
    assert subject not in page
    assert Desk(province, "vt.tinh").see("/admin").status_code == 404


def test_a_folder_costs_the_same_however_full_it_is(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    costs = []
    for more in (1, 30):
        letters(province, more)
        with counted(province) as said:
            desk.read("/inbox/to-register")
        costs.append(len(said))
    assert costs == [INBOX_STATEMENTS] * 2, said


def test_a_document_costs_the_same_however_long_its_story(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    documents = [incoming(province, "in_progress")]
    desk.read(f"/documents/{documents[0]}")  # the first opening is noted, once
    with counted(province) as short:
        desk.read(f"/documents/{documents[0]}")
    form = f"/documents/{documents[0]}/actions/forward"
    vx = f"{unit(province, 'phong-vx-ninh-thuan')}-{person(province, 'cv.vx')}"
    for _ in range(4):
        desk.send(form, revision=desk.revision(form), **{"part-0": "lead", "who-0": vx})
    with counted(province) as long:
        page = desk.read(f"/documents/{documents[0]}")
    assert page.count('<li class="told">') >= 8
    assert len(short) == len(long) == DOCUMENT_STATEMENTS, long


def test_following_the_work_costs_the_same_however_much_there_is_to_follow(
    province: Office, clock: Clock
) -> None:
    desk, costs = Desk(province, "vt.tinh"), []
    for rows in (1, 4):
        letters(province, rows)
        clock.tick(days=5)
        desk.read("/supervision")  # units and procedures are read once, and remembered
        with counted(province) as said:
            page = desk.read("/supervision")
        costs.append(len(said))
        assert page.count('data-label="Trích yếu"') >= rows
    assert costs == [SUPERVISION_STATEMENTS] * 2, said
