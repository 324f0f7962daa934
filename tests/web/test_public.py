"""The public page at HTTP: no cookie, asked about anew, the same silence for all there is not."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from office.app import create_app
from office.runtime import Office
from tests import publicity, stories
from tests.make import Clock
from tests.publicity import PAGE, PDF, issued, publish, turn, unpublish
from tests.services.test_relations import mend
from tests.web.desk import Desk

ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = (
    PAGE,
    f"{PAGE}/van-ban.json",
    f"{PAGE}/atom.xml",
    f"{PAGE}/so-lieu",
    f"{PAGE}/so-lieu.json",
)


@pytest.fixture
def shown(province: Office) -> str:
    """Hand in the key of a public letter that has its sealed form."""
    return publicity.with_file(province)


@pytest.fixture
def anybody(province: Office) -> FlaskClient:
    """Hand in a browser in which nobody signed in."""
    return create_app(province).test_client()


def addresses(key: str) -> tuple[str, ...]:
    """Return every address of the page that there is."""
    return (*LISTS, f"{PAGE}/van-ban/{key}", f"{PAGE}/van-ban/{key}/tep.pdf")


def nowhere(client: FlaskClient) -> TestResponse:
    """Ask for an agency that there is not."""
    return client.get("/cong-khai/khong-co-co-quan-nay")


def silent(answer: TestResponse, none: TestResponse) -> bool:
    """Say whether an answer is that for an agency that there is not, byte for byte."""
    loud = [name for name, value in answer.headers if none.headers.get(name) != value]
    return (answer.status_code, answer.data, loud) == (404, none.data, [])


def test_anybody_reads_it_without_a_cookie_and_asks_again_before_showing_it_again(
    shown: str, anybody: FlaskClient
) -> None:
    for address in addresses(shown):
        answer = anybody.get(address)
        assert answer.status_code == 200, address
        assert answer.headers.getlist("Set-Cookie") == []
        assert "Vary" not in answer.headers, address
        assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "csrf" not in answer.data.decode(errors="replace")


def test_whoever_is_signed_in_reads_the_same(province: Office, shown: str) -> None:
    desk, anybody = Desk(province, "vt.tinh"), create_app(province).test_client()
    desk.client.set_cookie("lang", "en")
    for address in (*addresses(shown), f"{PAGE}/nothing"):
        signed_in, nobody = desk.client.get(address), anybody.get(address)
        assert (signed_in.status_code, signed_in.data) == (nobody.status_code, nobody.data)
        assert signed_in.headers.getlist("Set-Cookie") == []


def test_what_nobody_changed_is_not_sent_again(
    province: Office, shown: str, anybody: FlaskClient, clock: Clock
) -> None:
    for address in addresses(shown):
        tag = anybody.get(address).headers["ETag"]
        clock.tick(minutes=5)
        again = anybody.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b""), address
        assert again.headers["ETag"] == tag
        head = anybody.head(address)
        assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", tag)
    pdf = anybody.get(addresses(shown)[-1])
    assert pdf.headers["Last-Modified"] == "Fri, 08 Nov 2019 00:30:00 GMT"
    publish(province, issued(province))
    changed = anybody.get(PAGE, headers={"If-None-Match": anybody.get(LISTS[1]).headers["ETag"]})
    assert changed.status_code == 200


def test_shut_it_answers_as_if_there_were_no_such_agency_at_once(
    province: Office, shown: str, anybody: FlaskClient
) -> None:
    tags = {address: anybody.get(address).headers["ETag"] for address in addresses(shown)}
    turn(province, "shut")
    none = nowhere(anybody)
    for address, tag in tags.items():
        for headers in ({}, {"If-None-Match": tag}, {"If-Modified-Since":
                                                     "Fri, 08 Nov 2030 00:30:00 GMT"}):  # fmt: skip
            assert silent(anybody.get(address, headers=headers), none), address
        assert silent(anybody.get(f"{address}?x=1&after=9"), none)
        head = anybody.head(address)
        assert (head.status_code, head.headers["Content-Length"]) == (404, str(len(none.data)))
    assert silent(Desk(province, "vt.tinh").client.get(PAGE), none)
    assert silent(anybody.get("/cong-khai/ubnd-bac-ai"), none)  # it never had one
    turn(province)
    assert anybody.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "", "/", f"{PAGE}/", "/phong-vx-ninh-thuan", f"{PAGE}/van-ban", f"{PAGE}/van-ban/",
        f"{PAGE}/van-ban/{'0' * 16}", f"{PAGE}/van-ban/{'0' * 16}/tep.pdf",
        f"{PAGE}/van-ban/x%00y", f"{PAGE}/van-ban/1", f"{PAGE}/sitemap.xml", "/%FF", "/%00",
        f"{PAGE.upper()}", f"{PAGE}%20",
    ],
)  # fmt: skip
def test_there_is_one_answer_for_all_there_is_not(
    shown: str, anybody: FlaskClient, path: str
) -> None:
    address = path if path.startswith(PAGE[:10]) else f"/cong-khai{path}"
    assert silent(anybody.get(address), nowhere(anybody)), address


def test_what_is_taken_off_or_never_was_on_is_not_told_from_nothing(
    province: Office, shown: str, anybody: FlaskClient
) -> None:
    document = issued(province, "Gỡ xuống")
    key = publish(province, document)
    assert anybody.get(f"{PAGE}/van-ban/{key}").status_code == 200
    assert silent(anybody.get(f"{PAGE}/van-ban/{key}/tep.pdf"), nowhere(anybody))  # on paper
    unpublish(province, document)
    for address in (f"{PAGE}/van-ban/{key}", f"{PAGE}/van-ban/{document}"):
        assert silent(anybody.get(address), nowhere(anybody))
    assert all("Gỡ xuống" not in anybody.get(address).text for address in LISTS)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("x=1", "x"), ("after=1", "trang tiếp theo"), (f"after={'9' * 5000}", "quá dài"),
        ("q=1&q=2", "hai lần"), (f"q={'a' * 101}", "quá dài"), ("type=NONSENSE", "loại văn bản"),
        ("year=abc", "bốn chữ số"), ("year=0001", "bốn chữ số"), ("year=%D9%A2%D9%A0", "chữ số"),
        (f"after=2019-11-08.1.{'z' * 16}", "trang tiếp theo"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_understood_says_why(
    shown: str, anybody: FlaskClient, query: str, why: str
) -> None:
    page, program = anybody.get(f"{PAGE}?{query}"), anybody.get(f"{LISTS[1]}?{query}")
    assert (page.status_code, program.status_code) == (400, 400)
    assert why in page.text
    assert why in json.loads(program.data)["error"][0]


def test_only_the_list_takes_words_and_only_pages_take_a_language(
    shown: str, anybody: FlaskClient
) -> None:
    for address in addresses(shown)[2:]:
        assert anybody.get(f"{address}?q=1").status_code == 400, address
    for address in (LISTS[1], LISTS[2], addresses(shown)[-1]):
        assert anybody.get(f"{address}?lang=en").status_code == 400, address
    assert anybody.get(f"{PAGE}?lang=fr").status_code == 400
    assert "Public documents" in anybody.get(f"{PAGE}?lang=en").text


def test_the_file_is_the_sealed_form_and_is_handed_out_in_parts_too(
    shown: str, anybody: FlaskClient
) -> None:
    address = addresses(shown)[-1]
    answer = anybody.get(address)
    assert (answer.data, answer.mimetype) == (PDF, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'inline; filename="01-UBND-VX.pdf"'
    part = anybody.get(address, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, b"%PDF")
    assert anybody.get(address, headers={"Range": "bytes=999-"}).status_code == 416


def test_the_page_of_a_document_says_how_it_stands(
    province: Office, shown: str, anybody: FlaskClient
) -> None:
    first = issued(province, "Bản cũ")
    old = publish(province, first)
    new = publish(province, mend(province, first))
    page = anybody.get(f"{PAGE}/van-ban/{old}").text
    assert "Bị thay thế bởi" in page
    assert f'href="{PAGE}/van-ban/{new}"' in page
    assert "Đã bị thay thế" not in page
    told = json.loads(anybody.get(LISTS[1]).data)["documents"]
    assert [[effect["words"] for effect in one["effects"]] for one in told] == [
        ["Thay thế"], ["Bị thay thế bởi"], [],
    ]  # fmt: skip


def test_inside_the_clerk_marks_and_the_leader_opens(province: Office) -> None:
    document = issued(province)
    clerk, leader = Desk(province, "vt.tinh"), Desk(province, "ct.tinh")
    page = clerk.read(f"/documents/{document}/publish")
    assert "Người ngoài sẽ thấy" in page
    assert clerk.send(f"/documents/{document}/publish", act="publish").status_code == 422
    sent = clerk.send(f"/documents/{document}/publish", act="publish", reason=publicity.WHY)
    assert sent.location == f"/documents/{document}"
    assert "đang tắt nên chưa ai bên ngoài" in clerk.read(f"/documents/{document}")
    assert "đưa lên trang công khai" in clerk.read(f"/documents/{document}")
    assert clerk.send("/public-page", act="open", reason=publicity.WHY).status_code == 422
    assert leader.send("/public-page", act="open", reason=publicity.WHY).status_code == 302
    assert "Đang bật" in leader.read("/public-page")
    assert "Xem như người ngoài" in clerk.read(f"/documents/{document}")
    assert "Công khai trên trang" not in Desk(province, "vt.bacai").read(f"/documents/{document}")
    assert stories.problems(province) == []
