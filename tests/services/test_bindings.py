"""The books of Phụ lục IV as volumes: columns, cover, order, kept and sealed once they are made."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from sqlalchemy import select

from office.domain.errors import Invalid, NotFound, Refused
from office.jobs import run
from office.models.registers import Binding
from office.reports import bound_book
from office.runtime import Office
from office.services.books import bindings, register_acts, registration, volumes
from office.services.books.bindings import Wanted
from office.services.books.register_book import Book
from tests import stories
from tests.make import Clock, acting
from tests.services.attacks import found_after
from tests.services.test_registers import letter
from tests.services.test_reservations import cancel, reserve
from tests.web.test_registers import IN, OUT, book

CLERK = ("vt.tinh", "clerk")
FOLLOWED = [
    "Số đến", "Tên loại, số, ký hiệu, ngày tháng và tên cơ quan ban hành văn bản",
    "Đơn vị hoặc người nhận", "Thời hạn giải quyết", "Tiến độ giải quyết",
    "Số, ký hiệu văn bản trả lời", "Ghi chú",
]  # fmt: skip


def bind(office: Office, of: Book, who: str = "vt.tinh", **wanted: Any) -> list[int]:
    """Ask for volumes of a book and let them be made; return their keys."""
    with office.work(acting(office, who)) as work:
        keys = bindings.begin(work, of.id, Wanted(**wanted))
    run.drain(office)
    return keys


def content(office: Office, of: Book, key: int) -> bytes:
    """Return the file of a volume."""
    with office.look(acting(office, *CLERK)) as work, bindings.file(work, of.id, key)[2] as file:
        return file.read()


def composed(office: Office, key: int) -> bound_book.BoundBook:
    """Return a volume as the value that paper and sheet are made of."""
    with office.look() as work:
        row = work.db.execute(select(Binding.__table__).where(Binding.id == key)).one()
        made = volumes.composed(work, row)
        return bound_book.BoundBook(
            cover=made.cover, columns=made.columns, rows=list(made.rows), end=made.end
        )


def words(pdf: bytes) -> str:
    """Return all the words of a PDF."""
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(p.get_textpage().get_text_range() for p in pages).split())


def test_the_three_books_have_the_columns_of_the_decree_in_vietnamese(
    both_provinces: Office,
) -> None:
    office = both_provinces
    stories.incoming(office, "in_progress")
    stories.draft(office, "issued", ["snv"])
    came, went = book(office, "in"), book(office, "out", "nhom:B")
    for of, kind, titles in (
        (came, "register", IN), (went, "register", OUT), (came, "follow_up", FOLLOWED)
    ):  # fmt: skip
        (key,) = bind(office, of, kind=kind)
        made = composed(office, key)
        assert [column.title for column in made.columns] == titles
        told = words(content(office, of, key))
        assert all(title in told for title in titles)
        assert made.cover.name.upper() in told
    (line,) = composed(office, 1).rows
    assert line[:3] == (date(2019, 11, 8), 1, "Văn phòng Chính phủ")
    (line,) = composed(office, 2).rows
    assert line[0] == "01/UBND-VX"
    assert line[3:8] == (
        "Trần Quốc Khải", "Sở Nội vụ", "VT, Phòng Văn hóa - Xã hội", 0, date(2019, 11, 8)
    )  # fmt: skip
    assert stories.problems(office) == []


def test_the_cover_and_the_end_say_which_numbers_and_what_became_of_them(province: Office) -> None:
    kept, gone = reserve(province, 2, type_code="CV", whom="Phòng VX")
    cancel(province, gone)
    stories.draft(province, "numbered")
    of = book(province, "out", "nhom:B")
    (key,) = bind(province, of, volume=7)
    told = words(content(province, of, key))
    for said in (
        "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN", "SỔ ĐĂNG KÝ VĂN BẢN ĐI", "Nhóm B", "Năm: 2019",
        "Từ ngày 08/11/2019 đến ngày 08/11/2019", "Từ số 01 đến số 03", "Quyển số: 07",
        "Giữ số ngày 08/11/2019 cho Phòng VX: Chủ tịch ký trong buổi chiều",
        "Số đã hủy: Lãnh đạo không ký văn bản nữa",
        "gồm 3 số, trong đó 1 số đã hủy, 1 số đang giữ.",
    ):  # fmt: skip
        assert said in told, said
    assert kept < gone


def test_a_secret_stub_has_no_subject_on_paper(province: Office) -> None:
    with province.work(acting(province, *CLERK)) as work:
        registration.enter_secret(work, "out", "mat")
    (key,) = bind(province, book(province, "out", "mat"))
    (line,) = composed(province, key).rows
    assert line[0] == "01"
    assert line[2] == "Văn bản Mật (không ghi trích yếu)"
    assert line[3:7] == ("", "", "", None)


def test_a_volume_is_kept_sealed_and_counted(both_provinces: Office) -> None:
    office = both_provinces
    stories.incoming(office, "registered")
    of = book(office, "in")
    (key,) = bind(office, of)
    pdf = content(office, of, key)
    with office.look(acting(office, *CLERK)) as work:
        (row,), more = bindings.listed(work, of)
        far = bindings.standing(work, of)
        (act,) = register_acts.newest(work, of.id)
    assert more is None
    assert row.digest == hashlib.sha256(pdf).hexdigest()
    assert (row.lines, row.pages, row.size) == (1, len(pypdfium2.PdfDocument(pdf)), len(pdf))
    assert (row.first, row.last, row.person) == (1, 1, "Nguyễn Thị Bích Thủy")
    assert (far.last, far.volume) == (1, 1)
    assert (act.act, act.intact) == ("bind", True)
    assert act.record["bound"]["digest"] == row.digest
    assert stories.problems(office) == []


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE bindings SET pages = 99", "UPDATE bindings SET person_id = person_id + 1",
        "UPDATE bindings SET last = 99", "DELETE FROM bindings",
        "UPDATE bindings SET digest = replace(digest, substr(digest, 1, 1), 'f')",
    ],
)  # fmt: skip
def test_whoever_changes_what_was_bound_is_found(province: Office, attack: str) -> None:
    stories.incoming(province, "registered")
    bind(province, book(province, "in"))
    assert found_after(province, attack) != []


def test_a_long_book_is_cut_into_volumes_made_one_after_the_other(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        stories.move(province, CLERK, letter(province, str(number)), "register")
    monkeypatch.setattr(bindings, "MOST_ROWS", 2)
    of = book(province, "in")
    with province.work(acting(province, *CLERK)) as work:
        keys = bindings.begin(work, of.id, Wanted(volume=4))
        with pytest.raises(Refused):
            bindings.begin(work, of.id, Wanted())
    run.drain(province)
    with province.look(acting(province, *CLERK)) as work:
        made, _ = bindings.listed(work, of)
        far = bindings.standing(work, of)
    assert [(one.volume, one.first, one.last) for one in reversed(made)] == [
        (4, 1, 2), (5, 3, 4), (6, 5, 5)
    ]  # fmt: skip
    assert all(one.made_at and one.pages for one in made)
    assert (far.last, far.volume) == (5, 6)
    assert len(keys) == 3
    assert stories.problems(province) == []


def test_numbers_and_days_choose_what_is_bound(province: Office, clock: Clock) -> None:
    for number in range(4):
        stories.move(province, CLERK, letter(province, str(number)), "register")
        clock.tick(days=1)
    of = book(province, "in")
    spans = {}
    for name, wanted in {
        "numbers": {"first": 2, "last": 3}, "days": {"since": date(2019, 11, 10)},
        "both": {"first": 2, "until": date(2019, 11, 10)}, "open": {"last": 99},
    }.items():  # fmt: skip
        (key,) = bind(province, of, form="xlsx", **wanted)
        with province.look() as work:
            row = work.db.execute(select(Binding.__table__).where(Binding.id == key)).one()
        spans[name] = (row.first, row.last, row.since.day, row.until.day)
    assert spans == {
        "numbers": (2, 3, 9, 10), "days": (3, 4, 10, 11), "both": (2, 3, 9, 10),
        "open": (1, 4, 8, 11),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first": 9}, "first"),
        ({"since": date(2019, 12, 1)}, "first"),
        ({"until": date(1, 1, 1)}, "since"),
        ({"until": date(9999, 12, 31)}, "since"),
        ({"kind": "khác"}, "kind"),
        ({"form": "doc"}, "form"),
        ({"volume": 0}, "volume"),
    ],
)
def test_what_is_wanted_is_checked(province: Office, wrong: dict[str, Any], field: str) -> None:
    stories.incoming(province, "registered")
    of = book(province, "in")
    with pytest.raises(Invalid) as refusal, province.work(acting(province, *CLERK)) as work:
        bindings.begin(work, of.id, Wanted(**wrong))
    assert refusal.value.field == field


def test_only_who_reads_a_book_has_its_volumes(province: Office) -> None:
    stories.incoming(province, "registered")
    of = book(province, "in")
    (key,) = bind(province, of, who="ttra.tinh")
    with province.look(acting(province, *CLERK)) as work:
        assert bindings.listed(work, of)[0][0].id == key
    for login in ("cv.vx", "vt.snv", "qt.tinh"):
        with pytest.raises(NotFound), province.work(acting(province, login)) as work:
            bindings.begin(work, of.id, Wanted())
        with pytest.raises(NotFound), province.look(acting(province, login)) as work:
            bindings.file(work, of.id, key)


def test_the_sheet_has_days_and_numbers_as_what_they_are(province: Office) -> None:
    stories.incoming(province, "registered")
    of = book(province, "in")
    (key,) = bind(province, of, form="xlsx")
    with zipfile.ZipFile(io.BytesIO(content(province, of, key))) as inside:
        sheet = ElementTree.fromstring(inside.read("xl/worksheets/sheet2.xml"))  # noqa: S314 (our own file)
    names = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    cells = {cell.get("r"): cell for cell in sheet.iterfind(".//m:c", names)}
    assert cells["A3"].findtext("m:v", namespaces=names) == "43777"  # 8 November 2019
    assert cells["B3"].findtext("m:v", namespaces=names) == "1"
    assert [cells[f"{letter_}1"].get("t") for letter_ in "AJ"] == ["inlineStr"] * 2


def test_a_volume_made_twice_is_kept_once(province: Office) -> None:
    stories.incoming(province, "registered")
    of = book(province, "in")
    (key,) = bind(province, of)
    with province.look() as work:
        assert volumes.make(work, key) is None
    again = volumes.Made(lines=9, pages=9, size=9, digest="0" * 64)
    with province.work() as work:
        volumes.keep(work, key, again)
        assert work.db.scalar(select(Binding.lines)) == 1
    assert stories.problems(province) == []


def test_a_volume_is_bound_by_the_numbers_it_was_asked_for(province: Office) -> None:
    """What is numbered between asking and making is the next volume's."""
    stories.incoming(province, "registered")
    of = book(province, "in")
    with province.work(acting(province, *CLERK)) as work:
        (key,) = bindings.begin(work, of.id, Wanted())
    stories.move(province, CLERK, letter(province), "register")
    run.drain(province)
    assert len(list(composed(province, key).rows)) == 1


def test_the_next_volume_is_numbered_by_itself_in_each_book(province: Office) -> None:
    stories.incoming(province, "registered")
    of = book(province, "in")
    keys = [bind(province, of, kind=kind)[0] for kind in ("register", "follow_up", "register")]
    with province.look() as work:
        numbers = [work.db.scalar(select(Binding.volume).where(Binding.id == k)) for k in keys]
    assert numbers == [1, 1, 2]


@pytest.mark.parametrize("kind", volumes.WIDTHS)
def test_the_columns_fill_the_sheet(kind: str) -> None:
    assert sum(volumes.WIDTHS[kind][0]) == bound_book.WIDTH


def test_no_day_is_broken_in_two_on_paper(province: Office) -> None:
    stories.draft(province, "issued", ["snv"])
    of = book(province, "out", "nhom:B")
    (key,) = bind(province, of)
    assert words(content(province, of, key)).count("08/11/2019") == 4  # two on the cover
