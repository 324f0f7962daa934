"""The file copy is lent to one at a time, with who allowed it, and what is overdue is told."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from office.domain.errors import Invalid, NotFound, Refused
from office.models.papers import FileLoan
from office.runtime import Office
from office.services.papers import loans, paper_books
from office.services.papers.loans import BookPage, Lending
from office.services.papers.post_book import Period
from tests import stories
from tests.make import Clock, acting
from tests.services.paper_stories import CLERK
from tests.services.test_concurrency import at_once, one_wins
from tests.stories import check_refusal

TODAY = date(2019, 11, 8)
GIVEN = {"borrower": "Lâm Hoàng Nam", "allowed_by": "Chánh Văn phòng", "dossier": "01.TH"}


def lend(office: Office, document: str, who: tuple[str, str] = CLERK, **more: object) -> int:
    with office.work(acting(office, *who)) as work:
        return loans.lend(work, document, Lending(**{**GIVEN, **more}))  # type: ignore[arg-type]  # as a form has it


def back(office: Office, key: int, who: tuple[str, str] = CLERK) -> None:
    with office.work(acting(office, *who)) as work:
        loans.take_back(work, key, "Đủ trang")


def book(office: Office) -> BookPage:
    with office.look(acting(office, *CLERK)) as work:
        return loans.page(work, Period())


def test_a_file_copy_is_out_until_it_comes_back(province: Office) -> None:
    document = stories.draft(province, "issued")
    key = lend(province, document)
    assert (book(province).out, book(province).late) == (1, 0)
    check_refusal(province, Refused, lambda: lend(province, document))
    back(province, key)
    check_refusal(province, Refused, lambda: back(province, key))
    again = lend(province, document)
    assert [row.n for row in book(province).lines] == [2, 1]
    assert again != key
    assert stories.problems(province) == []


def test_what_is_overdue_is_told(province: Office, clock: Clock) -> None:
    lend(province, stories.draft(province, "issued"))
    (row,) = book(province).lines
    assert row.due_on == TODAY + timedelta(7)  # five working days
    clock.tick(days=7)
    assert book(province).late == 0
    clock.tick(days=1)
    assert book(province).late == 1


@pytest.mark.parametrize(
    "wrong",
    [{"borrower": " "}, {"allowed_by": ""}, {"due_on": TODAY - timedelta(1)},
     {"borrower_unit_id": 10**8}],
)  # fmt: skip
def test_a_loan_says_who_and_by_whose_leave(province: Office, wrong: dict[str, object]) -> None:
    document = stories.draft(province, "issued")
    check_refusal(province, Invalid, lambda: lend(province, document, **wrong))


def test_only_what_has_its_number_has_a_file_copy_and_only_its_clerk_lends_it(
    province: Office,
) -> None:
    draft, document = stories.draft(province), stories.draft(province, "issued", ["ubnd-bac-ai"])
    check_refusal(province, Refused, lambda: lend(province, draft))
    for who in (("vt.bacai", "clerk"), ("cv.vx", "specialist"), ("ct.tinh", "leader")):
        check_refusal(province, NotFound, lambda w=who: lend(province, document, w))  # type: ignore[misc]  # bound now
    key = lend(province, document)
    check_refusal(province, NotFound, lambda: back(province, key, ("vt.bacai", "clerk")))


def test_the_book_has_the_nine_columns_of_the_decree(province: Office) -> None:
    lend(province, stories.draft(province, "issued"))
    with province.look(acting(province, *CLERK)) as work:
        made = paper_books.loans(work, Period())
        (row,) = made.cells()
    assert [column.title for column in made.columns] == [
        "Ngày tháng", "Họ tên người sử dụng", "Số, ký hiệu, ngày tháng văn bản",
        "Tên loại và trích yếu nội dung", "Số và ký hiệu hồ sơ", "Ký nhận", "Ngày trả",
        "Người cho phép sử dụng", "Ghi chú",
    ]  # fmt: skip
    assert row[0] == TODAY
    assert row[2].endswith(", 08/11/2019")  # type: ignore[union-attr]  # it is text
    assert (row[4], row[5], row[6], row[7]) == ("01.TH", "", None, "Chánh Văn phòng")


def test_of_two_who_lend_the_same_one_is_told(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.draft(office, "issued")
    one_wins(at_once([lambda: lend(office, document) for _ in range(3)]))
    assert stories.problems(office) == []


def test_a_loan_changed_behind_the_office_is_found(province: Office) -> None:
    lend(province, stories.draft(province, "issued"))
    with province.work() as work:
        work.db.execute(update(FileLoan).values(borrower="Người khác"))
    assert any("loans" in problem for problem in stories.problems(province))
