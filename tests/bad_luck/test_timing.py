"""The wrong moment: a stale form, a double click, the back button, a role ended, a year's end."""

import io
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from office.domain.workdays import VIETNAM
from office.models.people import Membership
from office.runtime import Office
from tests import papers
from tests.api.conftest import Caller, token_of
from tests.make import PASSWORD, Clock, acting
from tests.stories import fingerprint, incoming, move, problems, receive, state_of
from tests.web.desk import Desk, words

OPINION = "Giao phòng VX chủ trì, báo cáo trước ngày 15"
#: Tables that note a refusal or a look, and change nothing of the item.
NOTED = ("refused_attempts", "readings", "user_sessions", "kept_texts")


def test_a_stale_form_says_so_with_all_that_was_typed(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    caller = Caller(desk.client, token_of(province, "ct.tinh"))
    form = f"/documents/{document}/actions/direct"
    revision = desk.revision(form)
    move(province, ("pct.tinh", "leader"), document, "note")
    before = fingerprint(province, NOTED)
    page = desk.send(form, revision=revision, opinion=OPINION)
    told = caller("POST", form, json={"revision": int(revision), "opinion": OPINION})
    assert (page.status_code, told.status_code) == (409, 409)
    assert OPINION in words(page)
    assert "Hãy xem lại" in words(page)
    assert "Hãy xem lại" in told.json["detail"]
    assert fingerprint(province, NOTED) == before
    assert problems(province) == []


@pytest.mark.parametrize("between", ["double click", "back button"])
def test_the_same_act_a_second_time_is_not_done_again(province: Office, between: str) -> None:
    document = receive(province)
    desk = Desk(province, "vt.tinh")
    address = f"/documents/{document}"
    fields = {"revision": desk.revision(address)}
    assert desk.send(f"{address}/actions/accept", **fields).status_code == 302
    if between == "back button":
        desk.read(address)
    before = fingerprint(province, NOTED)
    again = desk.send(f"{address}/actions/accept", **fields)
    assert again.status_code == 409
    assert "Hãy xem lại" in words(again)
    assert fingerprint(province, NOTED) == before
    assert state_of(province, document) == "accepted"


def test_the_same_form_twice_makes_one_draft(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    desk.read("/drafts/new")
    first = desk.begin(once="a" * 32)
    before = fingerprint(province, NOTED)
    assert desk.begin(once="a" * 32) == first
    assert fingerprint(province, NOTED) == before


def test_a_role_that_ended_while_the_page_was_open_does_nothing(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    caller = Caller(desk.client, token_of(province, "ct.tinh"))
    form = f"/documents/{document}/actions/direct"
    revision = desk.revision(form)
    with province.work() as work:
        leader = acting(province, "ct.tinh").person_id
        ended = update(Membership).where(Membership.person_id == leader)
        work.db.execute(ended.values(valid_to=work.at))
    before = fingerprint(province, NOTED)
    answer = desk.send(form, revision=revision, opinion=OPINION)
    assert answer.status_code in (302, 403, 404), words(answer)[-800:]
    assert "Traceback" not in words(answer)
    assert caller("POST", form, json={"revision": int(revision)}).status_code == 401
    assert fingerprint(province, NOTED) == before
    assert state_of(province, document) == "direction"


def test_a_session_renewed_in_another_window_gives_the_text_back(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    revision, old = desk.revision(form), desk.token
    desk.send("/sign-out")
    desk.see("/sign-in")
    desk.send("/sign-in", login="ct.tinh", password=PASSWORD)
    desk.token, before = old, fingerprint(province, NOTED)
    answer = desk.send(form, revision=revision, opinion=OPINION)
    page = words(answer)
    assert answer.status_code == 400
    assert f"{OPINION}</textarea>" in page
    assert f'href="{form}"' in page
    assert fingerprint(province, NOTED) == before


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2019, 12, 31, 23, 59, 59, tzinfo=VIETNAM),
        datetime(2020, 2, 29, 8, 0, tzinfo=VIETNAM),
    ],
    ids=str,
)
def test_the_last_second_of_a_year_and_a_leap_day_are_days(
    province: Office, clock: Clock, moment: datetime
) -> None:
    document = receive(province)
    clock.now = moment.astimezone(UTC)
    desk = Desk(province, "vt.tinh")
    address = f"/documents/{document}"
    answer = desk.send(f"{address}/actions/accept", revision=desk.revision(address))
    assert answer.status_code == 302
    form = f"{address}/actions/register"
    answer = desk.send(form, revision=desk.revision(form))
    assert answer.status_code == 302, words(answer)[-800:]
    assert f"{moment:%d/%m/%Y}" in desk.read(address)
    assert problems(province) == []


PDF = papers.pdf("Công văn")
FILES = [
    pytest.param(b"", "Tệp “quét.pdf” rỗng", id="zero bytes"),
    pytest.param(b"not a page at all", "không phải PDF như tên gọi", id="unreadable"),
    pytest.param(PDF[: len(PDF) // 2], "Không đọc được các trang của tệp này", id="truncated"),
]


@pytest.mark.parametrize(("content", "told"), FILES)
def test_a_broken_pdf_is_refused_or_its_pages_are(
    province: Office, content: bytes, told: str
) -> None:
    desk = Desk(province, "vt.tinh")
    caller = Caller(desk.client, token_of(province, "vt.tinh"))
    form = {"issuer": "snv", "type": "CV", "subject": "V/v báo cáo"}
    sent = {**form, "files": (io.BytesIO(content), "quét.pdf", "application/pdf")}
    before = fingerprint(province, NOTED)
    answer = caller("POST", "/paper", data=sent, content_type="multipart/form-data")
    if answer.status_code == 422:
        assert told in answer.json["detail"]
        assert fingerprint(province, NOTED) == before
    else:  # kept as it came, for it may open elsewhere
        page = desk.see(f"/documents/{answer.json['id']}/files/1/pages/1")
        assert (page.status_code, told in words(page)) == (422, True)
    assert problems(province) == []
