"""A database that is full, locked or gone: told in words; nothing lost, nothing half done."""

import pytest
from werkzeug.test import TestResponse

from office.app import create_app
from office.runtime import Office
from tests.api.conftest import Caller, token_of
from tests.bad_luck import luck
from tests.bad_luck.luck import Trouble
from tests.stories import fingerprint, incoming, problems, state_of, unit
from tests.web.desk import Desk, words

OPINION = "Giao phòng VX chủ trì. " * 170
TROUBLES = pytest.mark.parametrize(
    ("office", "trouble", "told"),
    [
        pytest.param("province", luck.full, "báo quản trị rồi thử lại", id="full"),
        pytest.param("province", luck.locked, "đợi một lát rồi thử lại", id="locked"),
        pytest.param(
            "pg_province", luck.gone, "thử lại sau ít phút", id="gone", marks=pytest.mark.postgres
        ),
    ],
    indirect=["office"],
)


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Office:
    """Hand in the province on the database that the trouble belongs to."""
    found: Office = request.getfixturevalue(request.param)
    return found


def check(answer: TestResponse, told: str) -> str:
    """Check what every answer about trouble has; return its words."""
    page = str(answer.json) if answer.is_json else words(answer)
    assert answer.status_code == 503, page[-1500:]
    assert answer.headers["Retry-After"] == "10"
    assert told in page
    assert "sqlite" not in page.lower()
    assert "psycopg" not in page.lower()
    return page


@TROUBLES
def test_a_form_that_could_not_be_saved_is_shown_again(
    office: Office, trouble: Trouble, told: str
) -> None:
    document = incoming(office, "direction")
    desk = Desk(office, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    fields = {"revision": desk.revision(form), "opinion": OPINION, "part-0": "lead"}
    fields["who-0"] = str(unit(office, "phong-vx-ninh-thuan"))
    before = fingerprint(office)
    with trouble(office):
        assert OPINION.strip() in check(desk.send(form, **fields), told)
    assert fingerprint(office) == before
    assert problems(office) == []
    answer = desk.send(form, **fields)
    assert answer.status_code == 302, words(answer)[-1500:]
    assert state_of(office, document) == "in_progress"


@TROUBLES
def test_a_draft_that_could_not_be_saved_is_given_back(
    office: Office, trouble: Trouble, told: str
) -> None:
    desk = Desk(office, "cv.vx")
    desk.read("/drafts/new")
    typed = {"type_code": "CV", "subject": "V/v thử lại", "body": OPINION, "urgency": "0"}
    before = fingerprint(office)
    with trouble(office):
        assert OPINION in check(desk.send("/drafts/new", **typed, do="save"), told)
    assert fingerprint(office) == before
    desk.begin(**typed)
    assert problems(office) == []


@TROUBLES
def test_a_program_is_told_when_to_come_back(office: Office, trouble: Trouble, told: str) -> None:
    document = incoming(office, "direction")
    client = create_app(office).test_client()
    leader = Caller(client, token_of(office, "ct.tinh"))
    revision = leader.get(f"/documents/{document}")["run"]["revision"]
    form = {"revision": revision, "opinion": OPINION}
    form["assignees"] = [{"part": "lead", "unit": "phong-vx-ninh-thuan"}]
    before = fingerprint(office)
    path = f"/documents/{document}/actions/direct"
    with trouble(office):
        answer = leader("POST", path, json=form)
        check(answer, told)
    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"] == "urn:office:problem:unavailable"
    assert fingerprint(office) == before
    assert problems(office) == []
    assert leader("POST", path, json=form).status_code == 200


def test_a_database_that_cannot_even_be_read_is_told_without_its_help(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    caller = Caller(desk.client, token_of(province, "vt.tinh"))
    with luck.unreadable(province):
        for answer in (desk.client.get("/"), desk.client.get("/nowhere"), caller("GET", "/me")):
            check(answer, "Mất kết nối với nơi lưu dữ liệu")
        assert caller("GET", "/nowhere").status_code == 503
    assert desk.see("/").status_code == 200
