"""Every route, method and person: who gets through, and that the rest learn and change nothing."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, true, update
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from office.app import create_app
from office.domain.asks import INFORMED, LEAD, Assignee, Form
from office.domain.documents import Content
from office.jobs import run
from office.models.people import Membership
from office.models.registers import Register
from office.models.rights import RightsChange
from office.runtime import Office
from office.services import access
from office.services.accounts import staff
from office.services.outgoing import recipient_groups
from tests import publicity, stories
from tests.access.bodies import BODIES, Body
from tests.access.people import LEFT, NOBODY, PEOPLE, RECIPIENTS, Rule
from tests.access.policy import RULES
from tests.api.conftest import token_of
from tests.make import MORNING, PASSWORD, acting

SENDING = ("POST", "PUT", "PATCH")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
#: Words that nobody may meet who may not know of the letter or the draft.
CANARY = "Chim hoàng yến"
CONTENT = Content(type_code="CV", subject=f"V/v {CANARY}", body=f"{CANARY} hót.")
#: What merely says that somebody was there.
COMING_AND_GOING = {"user_sessions"}
NEXT_YEAR = (date(2020, 1, 1), None)
NEVER = {"document": "0" * 32, "number": 99_999_999}
REFUSING = {302, 401, 403, 404, 405, 422}
SHUT = {401, 403, 404, 405}
_FLEETING = re.compile(
    r'name="(?:csrf_token|once)" value="[^"]*"|next=[^"&]*|\d\d:\d\d(?::\d\d)? \d\d/\d\d/\d{4}'
)


class House(NamedTuple):
    """The office with what the doors are tried on."""

    office: Office
    app: Flask
    letter: str
    draft: str
    register: int
    unit: int
    person: int
    change: int
    group: int
    public: str


@pytest.fixture
def house(province: Office) -> House:
    """Issue the letter, let Bác Ái give it parts, begin a draft, and let somebody leave."""
    letter = stories.draft(province, "issued", ["ubnd-bac-ai"], CONTENT)
    for action in ("accept", "register", "submit"):
        stories.move(province, ("vt.bacai", "clerk"), letter, action)
    parts = (
        Assignee(part=LEAD, unit_id=stories.unit(province, "gddt-bac-ai")),
        Assignee(part=INFORMED, unit_id=stories.unit(province, "tnmt-bac-ai")),
    )
    form = Form(opinion="Giao Phòng Giáo dục", assignees=parts)
    stories.move(province, ("ct.bacai", "leader"), letter, "direct", form)
    run.drain(province)  # it has its PDF
    draft = stories.draft(province, "draft", ["ubnd-bac-ai"], CONTENT)
    public = publicity.with_file(province)
    gone = stories.person(province, "cv.kt")
    sender = stories.unit(province, "ubnd-ninh-thuan")
    with province.work() as work:
        work.db.execute(
            update(Membership).where(Membership.person_id == gone).values(valid_to=MORNING.date())
        )
        register = work.db.scalar(select(Register.id).where(Register.unit_id == sender))
        staff.grant(work, "cv.snv", "snv", "clerk")
        staff.grant(work, "cv.kt", "phong-kt-ninh-thuan", "specialist", valid=NEXT_YEAR)
        change = work.db.scalar(select(RightsChange.id).where(RightsChange.person_id == gone))
    app = create_app(province)
    app.config["WTF_CSRF_ENABLED"] = False  # forged forms are tests/web/test_headers.py's
    other = stories.person(province, "cv.snv")
    with province.work(acting(province, "cv.vx")) as work:
        group = recipient_groups.keep(work, "Nhóm", [sender])
    tried = (register or 0, sender, other, change or 0, group, public)
    return House(province, app, letter, draft, *tried)


pytestmark = pytest.mark.timeout(600)  # every door, by everybody


def test_every_route_has_its_rule_and_every_rule_a_route(province: Office) -> None:
    routes = {route.endpoint for route in create_app(province).url_map.iter_rules()}
    assert routes == set(RULES)


def test_the_right_people_get_through_each_door_and_the_rest_learn_and_change_nothing(
    house: House,
) -> None:
    everybody = list(visitors(house))
    wrong: list[str] = []
    before = stories.fingerprint(house.office, but=COMING_AND_GOING)
    for visit in visits(house, everybody):
        if visit.who not in visit.rule.who or not visit.taken:
            wrong += _learned(house, visit)
    assert not wrong, "\n".join(sorted(wrong))
    assert stories.fingerprint(house.office, but=COMING_AND_GOING) == before
    gone: set[str] = set()  # what was deleted is there for nobody after
    for visit in visits(house, everybody):
        if visit.who in visit.rule.who and visit.taken and visit.route.endpoint not in gone:
            wrong += _shut_out(house, visit)
            gone |= {visit.route.endpoint} if visit.method == "DELETE" else set()
    assert not wrong, "\n".join(sorted(wrong))


def test_no_page_tells_a_stranger_of_the_letter(house: House) -> None:
    told = []
    for visit in visits(house, list(visitors(house))):
        knows = visit.who in RULES["documents.show"].who
        if visit.method == "GET" and not knows and CANARY in _text(ask(house, visit)):
            told.append(f"{visit}")
    assert not told, "\n".join(told)


def test_a_door_left_open_is_noticed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_to_units", lambda *_: true())
    monkeypatch.setattr(access, "_named", access._named.__wrapped__)  # nothing remembered
    stranger = [visitor for visitor in visitors(house) if visitor[0] == "stranger"]
    found = [fault for visit in visits(house, stranger) for fault in _opened(house, visit)]
    assert {fault.split()[1] for fault in found} >= {
        "/documents/<public_id>",
        "/documents/<public_id>/files/<int:position>",
        "/api/v1/documents/<document:public_id>",
    }


def _opened(house: House, visit: "Visit") -> list[str]:
    shut = visit.who not in visit.rule.who and visit.method == "GET"
    return _learned(house, visit) if shut and visit.taken else []


class Visit(NamedTuple):
    """One person at one door."""

    route: Route
    rule: Rule
    method: str
    who: str
    client: FlaskClient
    token: str

    @property
    def taken(self) -> bool:
        """Say whether the route takes the method at all."""
        return self.method in (self.route.methods or ())

    def __str__(self) -> str:
        return f"{self.method} {self.route.rule} by {self.who}"


def visits(house: House, visitors: list[tuple[str, FlaskClient, str]]) -> Iterator[Visit]:
    """Yield every route, method and person; a method that another route of the same address
    takes is that route's."""
    routes = list(house.app.url_map.iter_rules())
    for route in routes:
        taken = {m for r in routes if r.rule == route.rule for m in r.methods or ()}
        for method in METHODS:
            if method in taken - (route.methods or set()):
                continue
            for who, client, token in visitors:
                # A method that no route takes is refused before anybody is looked at.
                if method not in (route.methods or ()) and who not in (NOBODY, "stranger"):
                    continue
                # Whoever signs out would be somebody else at the next door.
                if route.endpoint != "session.sign_out" or who == NOBODY:
                    yield Visit(route, RULES[route.endpoint], method, who, client, token)


def visitors(house: House) -> Iterator[tuple[str, FlaskClient, str]]:
    """Yield everybody the doors are tried by: what they are called, their browser, their token."""
    yield NOBODY, house.app.test_client(), ""
    yield LEFT, _signed_in(house, "cv.kt", ""), ""
    for who, (login, role) in PEOPLE.items():
        yield who, _signed_in(house, login, role), token_of(house.office, login, role)


def _signed_in(house: House, login: str, role: str) -> FlaskClient:
    client = house.app.test_client()
    client.post("/sign-in", data={"login": login, "password": PASSWORD})
    if role:
        client.post(
            "/membership", data={"membership": acting(house.office, login, role).membership_id}
        )
    return client


def ask(house: House, visit: Visit, *, missing: bool = False) -> TestResponse:
    """Ask at the door for what is there, or for what there never was."""
    api = visit.route.rule.startswith("/api/")
    headers = {"Authorization": f"Bearer {visit.token}"} if api and visit.token else {}
    return visit.client.open(
        _address(house, visit, missing=missing), method=visit.method, headers=headers,
        buffered=True, **(_body(visit, api) if visit.method in SENDING else {}),
    )  # fmt: skip


def _body(visit: Visit, api: bool) -> dict[str, Any]:
    body = BODIES.get(visit.route.endpoint, Body({}))
    if not api or body.file:
        file = {body.file: (BytesIO(b"%PDF-1.7 scan"), "x.pdf")} if body.file else {}
        return {"data": {**body.fields, **file}, "content_type": "multipart/form-data"}
    return {"json": body.fields}


def _address(house: House, visit: Visit, *, missing: bool) -> str:
    about = visit.rule.about
    document = house.draft if about == "draft" else house.letter
    given: dict[str, Any] = {
        "public_id": NEVER["document"] if missing else document,
        "register_id": NEVER["number"] if missing else house.register,
        "unit_id": NEVER["number"] if missing else house.unit,
        "session_id": NEVER["number"],
        "key": NEVER["document" if "/uploads" in visit.route.rule else "number"],
        "phrase": NEVER["number"], "n": 1,
        "saved_id": NEVER["number"],
        "template_id": NEVER["number"],
        "form": _form(visit.route.endpoint),
        "person_id": NEVER["number"] if missing else house.person,
        "group_id": NEVER["number"] if missing else house.group,
        "change_id": NEVER["number"] if missing else house.change,
        "name": "nonsense" if missing else "in-progress",
        "action": "report" if visit.who in RECIPIENTS else "file",
        "act": "sign",
        "chapter": "van-thu.md", "picture": "arrivals.png",
        "_rest": "nowhere", "position": 1, "page": 1, "code": "vi", "package": "office",
        "kind": ("nonsense" if missing else "refused") if about == "kind" else "routing",
    }  # fmt: skip
    if about == "public":
        given |= {"unit": publicity.PROVINCE, "key": house.public}
    if about == "asset":
        given["name"] = "office.css"
    wanted = {name: given[name] for name in visit.route.arguments}
    with house.app.test_request_context():
        return house.app.url_map.bind("localhost").build(
            visit.route.endpoint, wanted, method=next(iter(visit.route.methods or ()))
        )


def _form(endpoint: str) -> str:
    """Return in which form a list or a book is asked for, or which form is kept."""
    if "export" not in endpoint:
        return "draft"
    return "csv" if endpoint.startswith(("search", "tracking")) else "xlsx"


def _learned(house: House, visit: Visit) -> list[str]:
    """Say what somebody learned at a door that is not theirs; nothing, if all is well."""
    answer = ask(house, visit)
    if answer.status_code not in REFUSING | {200} or (
        answer.status_code == 200 and visit.method not in ("OPTIONS",)
    ):
        return [f"{visit}: {answer.status_code}"]
    if not visit.rule.about:
        return []
    none = ask(house, visit, missing=True)
    if (answer.status_code, _text(answer)) != (none.status_code, _text(none)):
        return [f"{visit}: {answer.status_code}, but {none.status_code} for what there never was"]
    return []


def _shut_out(house: House, visit: Visit) -> list[str]:
    """Say if somebody was kept from a door that is theirs."""
    answer = ask(house, visit)
    # What a form lacks is said to whoever may send it; a door that is shut says nothing of it.
    shut = answer.status_code in SHUT or answer.status_code >= 500
    return [f"{visit}: {answer.status_code}"] if shut else []


def _text(answer: TestResponse) -> str:
    """Return an answer without what differs from one asking to the next."""
    said = answer.data.decode(errors="replace")
    for name in (NEVER["document"], str(NEVER["number"])):
        said = said.replace(str(name), "…")
    return _FLEETING.sub("…", re.sub(r"[0-9a-f]{32}", "…", said))
