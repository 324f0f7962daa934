"""The search page: words, conditions, columns, saved searches, files; nothing unescaped."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from office.jobs import run
from office.runtime import Office
from office.services.books import registration
from office.services.search import searching
from tests.make import acting
from tests.services.finding import WHO, letter
from tests.stories import act, unit
from tests.web.desk import Desk, words
from tests.web.test_inbox import counted

#: Statements the page costs, however much is found and kept: frozen, so that growth is a decision.
STATEMENTS = 10
CANARY = "CHIMHOANGYEN"


def desk(office: Office, login: str = "vt.tinh") -> Desk:
    run.drain(office)
    return Desk(office, login)


def test_the_page_finds_marks_and_counts(province: Office) -> None:
    document = letter(province, "V/v <b>báo</b> cáo & giải trình")
    page = desk(province).see("/search?q=bao+cao").text
    assert f'href="/documents/{document}"' in page
    assert "&lt;b&gt;<mark>báo</mark>&lt;/b&gt; <mark>cáo</mark> &amp; giải trình" in page
    assert "1 văn bản, mới nhất trước" in words(desk(province).see("/search?q=bao+cao"))


def test_nothing_found_says_what_to_try(province: Office) -> None:
    page = desk(province).read("/search?q=b%C3%A0o+c%C3%A1o")
    assert "Không tìm thấy văn bản nào khớp" in page
    assert 'href="/search?q=bao+cao&list=1"' in page


def test_nothing_asked_lists_nothing(province: Office) -> None:
    letter(province, "V/v báo cáo")
    page = desk(province).read("/search")
    assert "báo cáo" not in page
    assert "Không tìm thấy" not in page


def test_a_symbol_alone_opens_its_document_but_not_from_the_form(province: Office) -> None:
    document = letter(province, "V/v báo cáo", number="15")
    act(province, document, "register")
    clerk = desk(province)
    for typed in ("15/SNV-VT", "15/snv-vt", "1 đến"):
        answer = clerk.client.get("/search", query_string={"q": typed})
        assert answer.location == f"/documents/{document}", typed
    assert clerk.see("/search?q=15/SNV-VT&list=1").request.path == "/search"
    assert desk(province, "vt.snv").see("/search?q=15/SNV-VT").request.path == "/search"


def test_what_was_typed_wrongly_stays_typed_and_is_named(province: Office) -> None:
    answer = desk(province).see("/search?q=viec&issuer=Kh%C3%B4ng+c%C3%B3&issued_from=mai")
    assert answer.status_code == 422
    page = words(answer)
    assert "Không biết ai hay đơn vị nào tên “Không có”." in page
    assert "“mai” không phải một ngày." in page
    assert 'value="Không có"' in page
    assert 'value="viec"' in page


@pytest.mark.parametrize(
    "q", ["%00", "%FF%FE", "'", '"', "a" * 301, "%F0%9F%93%A8", "*", "x" * 300]
)
def test_strange_words_break_nothing(province: Office, q: str) -> None:
    assert desk(province).see(f"/search?q={q}").status_code in (200, 422)


def test_an_administrator_has_no_search(province: Office) -> None:
    admin = desk(province, "qt.tinh")
    assert admin.see("/search?q=viec").status_code == 404
    assert admin.see("/search/export.csv?q=viec").status_code == 404
    assert "search-box" not in admin.see("/").text


def test_a_long_list_is_read_page_by_page(province: Office) -> None:
    made = {letter(province, f"V/v việc {n}", number=str(n)) for n in range(searching.PAGE + 2)}
    clerk = desk(province)
    first = clerk.read("/search?q=viec")
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older is not None
    second = clerk.read(older[1])
    assert {one for one in made if one in first} | {one for one in made if one in second} == made
    assert "2 văn bản ở trang này" in second
    assert "Về đầu danh sách" in second


def test_a_search_is_saved_found_again_and_deleted(province: Office) -> None:
    letter(province, "V/v báo cáo")
    clerk = desk(province)
    clerk.see("/search?q=bao+cao&kind=in")
    assert clerk.send("/search/saved", name="", q="bao cao").status_code == 422
    answer = clerk.send("/search/saved", name="Báo cáo <đến>", q="bao cao", kind="in")
    assert answer.location == "/search?q=bao+cao&kind=in"
    page = clerk.see("/search").text
    assert "Báo cáo &lt;đến&gt;" in page
    assert '<span class="count some">1</span>' in page.split("Tìm kiếm đã lưu")[1]
    address = re.search(r'action="(/search/saved/\d+/delete)"', page)
    assert address is not None
    other = desk(province, "vt.snv")
    other.see("/search")
    assert other.send(address[1]).status_code == 404
    assert clerk.send(address[1]).status_code == 302
    assert "Tìm kiếm đã lưu" not in clerk.see("/search").text


def test_columns_are_chosen_for_one_person_and_for_page_and_file_alike(province: Office) -> None:
    letter(province, "V/v báo cáo", urgency=3)
    clerk = desk(province)
    clerk.see("/search?q=bao")
    answer = clerk.send("/search/columns", column=["urgency", "symbol", "nonsense"], q="bao")
    assert answer.location == "/search?q=bao"
    page = clerk.read("/search?q=bao")
    assert re.findall(r'<th scope="col" [^>]*>([^<]+)', page) == [
        "Số ký hiệu",
        "Trích yếu",
        "Độ khẩn",
    ]
    assert read_csv(clerk, "q=bao") == [
        ["Số ký hiệu", "Trích yếu", "Độ khẩn"], ["7/SNV-VT", "V/v báo cáo", "Hỏa tốc"],
    ]  # fmt: skip
    assert len(read_csv(desk(province, "cvp.tinh"), "q=bao")[0]) == 8
    clerk.see("/search?q=bao")
    clerk.send("/search/columns", standard="1", column=["urgency"])
    assert len(read_csv(clerk, "q=bao")[0]) == 8


def read_csv(who: Desk, asked: str) -> list[list[str]]:
    answer = who.see(f"/search/export.csv?{asked}")
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_both_files_hold_what_the_list_shows_and_no_formula(province: Office) -> None:
    letter(province, '=HYPERLINK("http://xau.vn")', number="+1")
    letter(province, "http://ubnd.vn báo cáo", number="@2")
    clerk = desk(province)
    lines = read_csv(clerk, "kind=in")
    answer = clerk.see("/search/export.xlsx?kind=in")
    assert "attachment" in answer.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    cells = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert cells == lines
    assert all(cell.data_type != "f" and not cell.hyperlink for row in sheet for cell in row)
    assert [line[3] for line in lines[1:]] == [
        "http://ubnd.vn báo cáo",
        '\'=HYPERLINK("http://xau.vn")',
    ]
    assert [line[1][:3] for line in lines[1:]] == ["'@2", "'+1"]


def test_a_file_holds_nothing_another_office_has(province: Office) -> None:
    letter(province, f"V/v {CANARY}")
    other = desk(province, "vt.snv")
    for form in ("csv", "xlsx"):
        answer = other.see(f"/search/export.{form}?q={CANARY}")
        assert CANARY.encode() not in answer.data
    assert len(read_csv(other, f"q={CANARY}")) == 1
    assert CANARY in other.see(f"/search?q={CANARY}").text  # only as it was typed
    assert "V/v" not in other.see(f"/search?q={CANARY}").text


def test_a_secret_document_is_nowhere_on_the_page_or_in_a_file(province: Office) -> None:
    with province.work(acting(province, *WHO)) as work:
        registration.enter_secret(work, "in", "toi_mat")
    clerk = desk(province)
    for asked in ("kind=out", "kind=in", "issuer=UBND+t%E1%BB%89nh+Ninh+Thu%E1%BA%ADn"):
        assert "Không tìm thấy" in clerk.read(f"/search?{asked}")
        assert len(read_csv(clerk, asked)) == 1


def test_a_page_costs_the_same_however_much_is_found(province: Office) -> None:
    clerk = desk(province)
    costs = []
    for more in (1, 30):
        for n in range(more):
            letter(province, f"V/v việc {n}", number=str(n))
        run.drain(province)
        with counted(province) as said:
            clerk.read("/search?q=viec")
        costs.append(len(said))
    assert costs == [STATEMENTS] * 2, said


def test_every_condition_has_a_label(province: Office) -> None:
    page = desk(province).see("/search").text
    form = page.split('class="panel finder"')[1].split("</form>")[0]
    for field in re.findall(r'<(?:input|select)[^>]*name="(\w+)"[^>]*>', form):
        labelled = re.search(rf'<label for="(\w+)"[^>]*>.*?name="{field}"', form, re.DOTALL)
        assert (
            labelled
            or field in ("list", "late")
            or re.search(rf"<label>[^<]*<input[^>]*{field}", form)
        )


def test_a_unit_head_elsewhere_is_offered_as_holder_only_to_their_own(province: Office) -> None:
    assert unit(province, "snv")
    ours = desk(province).read("/search")
    assert "Lâm Hoàng Nam" in ours
    assert "Trương Nhật Minh" not in ours
