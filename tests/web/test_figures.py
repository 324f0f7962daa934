"""The dashboard of paper: every figure says its definition and opens to its documents."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from office.domain.definitions import DEFINITIONS
from office.jobs import run
from office.runtime import Office
from office.services.books import registration
from tests import stories
from tests.holders import ring
from tests.make import Clock, acting
from tests.web.desk import Desk
from tests.web.figure_stories import BAC_AI, NO_NET, PHUOC_DAI, STAMP, issue, leader, sent
from tests.web.test_auditing import acts_of
from tests.web.test_inbox import counted

__all__ = ["ring"]
#: Statements the dashboard costs, whatever is on it: frozen, so that growth is a decision.
STATEMENTS = 47
#: The same of the list behind a figure, of who still gets paper, of a leader's first page.
LIST_STATEMENTS = 12
RECEIVING_STATEMENTS = 8
HOME_STATEMENTS = 20
LINK = re.compile(r'href="([^"]+)"')


def follow(desk: Desk, page: str, words: str) -> str:
    """Press the link on a page that has these words; return where it leads."""
    found = re.search(rf'<a[^>]*href="([^"]+)"[^>]*>[^<]*{re.escape(words)}', page)
    assert found is not None, f"no link “{words}”"
    return found.group(1)


def test_the_dashboard_tells_the_big_figures_with_what_they_rest_on(
    province: Office, ring: Path
) -> None:
    sent(province, ring)
    page = leader(province).read("/paper")
    assert "50,0\xa0%" in page  # one of two documents went to everybody electronically
    assert "2 trên 4 lượt gửi" in page
    assert "electronic.deliveries/1" in page
    for code in ("work.online", "work.signed"):  # both readings, each by its name
        assert str(DEFINITIONS[code].name) in page


def test_every_figure_leads_to_its_definition(province: Office, ring: Path) -> None:
    sent(province, ring)
    desk = leader(province)
    page, defined = desk.read("/paper"), desk.read("/paper/definitions")
    anchors = set(re.findall(r'href="/paper/definitions#([^"]+)"', page))
    assert len(anchors) == len(DEFINITIONS)
    assert all(f'id="{anchor}"' in defined for anchor in anchors)


def test_every_definition_says_its_formula_source_and_blind_spot(province: Office) -> None:
    page = leader(province).read("/paper/definitions")
    for code, one in DEFINITIONS.items():
        told = page.split(f'id="{code.replace(".", "-")}"')[1].split("</section>")[0]
        for words in (str(one.formula), "Căn cứ", "Không thấy được", one.definition):
            assert words in told, code


def test_the_document_behind_a_bar_is_three_presses_away(province: Office, ring: Path) -> None:
    document = sent(province, ring)
    desk = leader(province)
    page = desk.read("/paper")
    piece = next(a for a in LINK.findall(page) if "measure=sent.parallel" in a and "period=" in a)
    listed = desk.read(piece.replace("&amp;", "&"))
    assert STAMP in listed
    assert f'href="/documents/{document}"' in listed
    assert "UBND huyện Bác Ái" in listed


def test_who_still_gets_paper_and_why_is_three_clicks_from_the_first_page(
    province: Office, ring: Path
) -> None:
    document = sent(province, ring)
    stories.move(province, ("vt.phuocdai", "clerk"), document, "arrive")
    run.drain(province)
    desk = leader(province)
    first = desk.read(follow(desk, desk.read("/"), "Giấy tờ"))
    second = desk.read(follow(desk, first, "Còn nhận giấy").replace("&amp;", "&"))
    assert NO_NET in second
    third = desk.read(follow(desk, second, "UBND xã Phước Đại").replace("&amp;", "&"))
    assert NO_NET in third
    assert "UBND xã Phước Đại" in third


def test_a_unit_of_nothing_is_told_so(province: Office) -> None:
    for login in ("ct.tinh", "vt.snv", "vt.phuocdai"):
        page = Desk(province, login).read("/paper")
        assert "Chưa có văn bản nào được gửi đi hoặc nhận về trong kỳ này." in page


def test_a_commune_has_a_dashboard_of_its_own(province: Office, ring: Path) -> None:
    document = sent(province, ring)
    stories.move(province, ("vt.phuocdai", "clerk"), document, "arrive")
    run.drain(province)
    page = Desk(province, "vt.phuocdai").read("/paper")
    assert "UBND xã Phước Đại" in page
    assert "0 trên 1 văn bản đến" in page


def test_a_unit_below_may_be_chosen_and_no_other(province: Office, ring: Path) -> None:
    sent(province, ring)
    desk = leader(province)
    assert "UBND huyện Bác Ái" in desk.read(f"/paper?unit={BAC_AI}")
    district = Desk(province, "ct.bacai")
    assert district.see(f"/paper?unit={PHUOC_DAI}").status_code == 200
    for page in ("", "/lines", "/receiving", "/compare", "/levels", "/saving", "/lines.xlsx"):
        for key in ("ubnd-ninh-thuan", "snv", "no-such-unit"):
            assert district.see(f"/paper{page}?unit={key}").status_code == 404, (page, key)


def test_what_cannot_be_asked_is_refused_in_words_on_every_page(province: Office) -> None:
    desk = leader(province)
    wrong = [
        "period=2019-13", "since=2019-11-09&until=2019-11-01", "since=0001-01-01", "type=XX",
        "level=moon", "mapped=later", "indicator=sheets.used",
    ]  # fmt: skip
    pages = ["", "/lines", "/receiving", "/compare", "/levels", "/saving"]
    asked = [(pages[0], one) for one in wrong] + [(page, wrong[0]) for page in pages[1:]]
    for page, one in asked:
        answer = desk.see(f"/paper{page}?{one}")
        assert answer.status_code == 422, (page, one)
        assert 'class="errors"' in answer.text


def test_a_list_that_is_none_is_not_found(province: Office) -> None:
    desk = leader(province)
    for asked in ("figure=no.such", "figure=work.online&measure=sent.paper", "measure=x"):
        assert desk.see(f"/paper/lines?{asked}").status_code == 404
    assert desk.see("/paper/lines?after=rubbish").status_code == 200


def test_two_periods_stand_side_by_side(province: Office, ring: Path) -> None:
    sent(province, ring)
    page = leader(province).read("/paper/compare?period=2019-11&with=2019-10")
    assert "11/2019" in page
    assert "10/2019" in page
    assert "50,0\xa0%" in page
    assert "chart" in page


def test_all_lines_are_handed_out_as_a_spreadsheet(province: Office, ring: Path) -> None:
    sent(province, ring)
    answer = leader(province).see("/paper/lines.xlsx?figure=parallel.deliveries")
    assert answer.mimetype.endswith("sheet")
    with ZipFile(BytesIO(answer.data)) as book:
        words = "".join(book.read(name).decode() for name in book.namelist() if "xml" in name)
    assert STAMP in words
    assert NO_NET not in words


def test_the_dashboard_is_printed_with_the_same_charts(province: Office, ring: Path) -> None:
    sent(province, ring)
    answer = leader(province).see("/paper.pdf?period=2019-11")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert leader(province).see("/paper.pdf?period=x").status_code == 422


def test_an_estimate_stands_on_a_page_of_its_own(province: Office, ring: Path) -> None:
    sent(province, ring)
    desk = leader(province)
    assert "(không phải số đo được)" in desk.read("/paper/saving")
    assert " đ<" not in desk.read("/paper").split("<main")[1]


def test_a_secret_document_is_a_number_apart(province: Office) -> None:
    with province.work(acting(province, "vt.tinh")) as work:
        registration.enter_secret(work, "in", "tuyet_mat")
        registration.enter_secret(work, "out", "mat")
    run.drain(province)
    desk = leader(province)
    page = desk.read("/paper")
    assert "1 văn bản đi mật, 1 văn bản đến mật" in page
    for measure in ("came.secret", "issued.secret"):
        listed = desk.read(f"/paper/lines?measure={measure}").split("<main")[1]
        assert "<td data-label" in listed
        assert "/documents/" not in listed


def test_what_is_not_counted_yet_is_said(province: Office) -> None:
    stories.draft(province, "issued")
    assert "chưa đếm lại" in leader(province).read("/paper")
    run.drain(province)
    assert "Không còn gì chờ đếm." in leader(province).read("/paper")


def test_what_stands_open_opens_to_its_documents(province: Office, clock: Clock) -> None:
    document = stories.incoming(province, "in_progress")
    run.drain(province)
    desk = leader(province)
    assert f'/documents/{document}"' in desk.read("/paper/lines?figure=work.open_in_time")
    clock.tick(days=60)
    late = desk.read("/paper/lines?figure=work.open_late&period=2020")
    assert f'/documents/{document}"' in late
    open_now = desk.read("/paper/lines?figure=work.open_in_time&period=2020")
    assert f'/documents/{document}"' not in open_now


def test_the_pages_speak_english_by_switch(province: Office, ring: Path) -> None:
    sent(province, ring)
    desk = leader(province)
    desk.client.get("/language/en")
    for page in ("", "/definitions", "/lines", "/receiving", "/compare", "/levels", "/saving"):
        shown = desk.read(f"/paper{page}").split("<main")[1]
        assert not re.search(r"(?i)\bvăn bản|chỉ số|\bkỳ\b|lượt gửi", shown), page
    assert "Paper: how far it is replaced" in desk.read("/paper")


def test_the_price_is_the_same_however_much_there_is(province: Office, ring: Path) -> None:
    sent(province, ring)
    desk = leader(province)
    costs = []
    for more in (0, 3):
        for _ in range(more):
            issue(province, BAC_AI, PHUOC_DAI)
        run.drain(province)
        desk.read("/paper")
        one = []
        for page in ("/paper", "/paper/lines?measure=sent.all", "/paper/receiving", "/"):
            with counted(province) as said:
                desk.read(page)
            one.append(len(said))
        costs.append(one)
    frozen = [STATEMENTS, LIST_STATEMENTS, RECEIVING_STATEMENTS, HOME_STATEMENTS]
    assert costs == [frozen] * 2


def test_the_way_of_a_document_is_drawn_for_whoever_may_open_it(
    province: Office, clock: Clock
) -> None:
    document = stories.incoming(province, "in_progress")
    desk = leader(province)
    page = desk.read(f"/documents/{document}")
    drawn = desk.read(follow(desk, page, "Đường đi của văn bản"))
    assert "<svg" in drawn
    assert "UBND tỉnh Ninh Thuận" in drawn
    assert Desk(province, "vt.snv").see(f"/documents/{document}/way").status_code == 404


def test_an_auditors_look_at_the_documents_behind_a_figure_is_recorded(
    province: Office, ring: Path
) -> None:
    sent(province, ring)
    Desk(province, "ttra.tinh").read("/paper/lines?measure=sent.all")
    assert [row.kind for row in acts_of(province)] == ["figures"]
