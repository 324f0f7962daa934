"""One incoming document from its arrival to its completion, and one answer, all through the API."""

from collections.abc import Callable
from io import BytesIO

from tests.api.conftest import Caller
from tests.api.letters import SCAN, enter_letter
from tests.make import Clock

SPECIALIST_UNIT = "phong-vx-ninh-thuan"


def test_clerk_leader_and_specialist_bring_a_letter_to_its_end(
    caller: Callable[..., Caller],
) -> None:
    clerk, leader, specialist = caller("vt.tinh"), caller("ct.tinh"), caller("cv.vx")
    letter = enter_letter(clerk)
    assert letter in ids(clerk, "to-register")
    assert clerk.act(letter, "register")["number"] == 1
    assert clerk.get("/registers/next") == {"direction": "in", "series": "all", "number": 2}
    clerk.act(letter, "submit")
    assert ids(leader, "direction") == [letter]

    leader.act(letter, "direct", opinion="Giao Phòng VX tham mưu", assignees=[lead(leader)])
    assert ids(specialist, "in-progress") == [letter]
    seen = specialist.get(f"/documents/{letter}")
    assert seen["run"]["holder"]["person"] == "Lâm Hoàng Nam"
    assert [(p["part"], p["unit"]["key"]) for p in seen["parts"]] == [("lead", SPECIALIST_UNIT)]
    got = specialist("GET", f"/documents/{letter}/files/1")
    assert (got.data, got.headers["Content-Disposition"]) == (
        SCAN,
        'attachment; filename="cong-van.pdf"',
    )

    specialist.act(letter, "report", opinion="Đã tham mưu xong")
    leader.act(letter, "confirm")
    ended = clerk.get(f"/documents/{letter}")
    assert ended["run"]["state"]["name"] == "completed"
    assert [h["record"]["act"] for h in ended["story"]] == [
        "enter", "register", "submit", "direct", "report", "confirm",
    ]  # fmt: skip
    assert all(happening["intact"] for happening in ended["story"])
    log = caller("ttra.tinh").get(f"/log?document={letter}&action=direct")
    assert [entry["document"] for entry in log["entries"]] == [letter]


def test_a_draft_is_answered_for_and_lands_in_a_communes_inbox(
    caller: Callable[..., Caller],
) -> None:
    drafter, clerk = caller("cv.vx"), caller("vt.tinh")
    draft = drafter("POST", "/drafts", json={"type": "CV", "subject": "V/v trả lời"})
    where = draft.json["id"]
    assert draft.headers["Location"] == f"/api/v1/documents/{where}"
    changed = drafter(
        "PUT",
        f"/drafts/{where}",
        json={"revision": 1, "type": "CV", "subject": "V/v trả lời", "body": "Kính gửi"},
    )
    assert changed.json == {"id": where, "revision": 2}
    attach(drafter, where)
    recipients = [{"unit": "ubnd-xa-phuoc-dai", "channel": "electronic", "paper_reason": ""}]
    chosen = drafter("PUT", f"/drafts/{where}/recipients", json={"recipients": recipients})
    assert chosen.json == {"recipients": recipients}

    drafter.act(where, "submit")
    caller("tp.vx").act(where, "approve_content")
    caller("cvp.tinh", "chief_of_office").act(where, "approve_form")
    caller("ct.tinh").act(where, "sign")
    assert clerk.act(where, "number")["number"] == 1
    clerk.act(where, "seal")
    clerk.act(where, "issue")
    commune = caller("vt.phuocdai")
    assert ids(commune, "arrivals") == [where]
    assert clerk.get(f"/documents/{where}")["delivery_counts"] == [{"state": "arrived", "count": 1}]
    split = clerk.get("/paper-split")
    assert [(row["level"], row["electronic"]) for row in split["recipients"]] == [("commune", 1)]


def attach(drafter: Caller, where: str) -> None:
    """Add two files, take one off."""
    for name in ("phu-luc.pdf", "thua.pdf"):
        kept = drafter(
            "POST",
            f"/drafts/{where}/files",
            data={"file": (BytesIO(SCAN), name)},
            content_type="multipart/form-data",
        )
    assert [file["name"] for file in kept.json["files"]] == ["phu-luc.pdf", "thua.pdf"]
    assert drafter("DELETE", f"/drafts/{where}/files/2").status_code == 204
    assert [file["position"] for file in drafter.get(f"/documents/{where}")["files"]] == [1]


def test_the_second_of_two_who_saw_the_same_is_told_so(caller: Callable[..., Caller]) -> None:
    clerk = caller("vt.tinh")
    letter = enter_letter(clerk)
    taken = [
        clerk("POST", f"/documents/{letter}/actions/register", json={"revision": 1})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in taken] == [200, 409]
    assert clerk.get("/registers/next")["number"] == 2


def test_a_closed_action_says_why_in_the_document_and_in_the_refusal(
    caller: Callable[..., Caller],
) -> None:
    clerk, leader = caller("vt.tinh"), caller("ct.tinh")
    letter = enter_letter(clerk)
    offered = leader.get(f"/documents/{letter}")["actions"]
    (shown,) = (action for action in offered if action["name"] == "register")
    assert not shown["open"]
    refused = leader("POST", f"/documents/{letter}/actions/register", json={"revision": 1})
    assert refused.status_code == 422
    assert refused.json["reasons"] == shown["reasons"]
    assert refused.json["type"] == "urn:office:problem:refused"


def test_a_secret_document_is_a_number_and_nothing_more(caller: Callable[..., Caller]) -> None:
    clerk = caller("vt.tinh")
    for number in (1, 2):
        given = clerk("POST", "/secrets", json={"direction": "in", "secrecy": "mat"})
        assert (given.status_code, given.json) == (201, {"number": number})
    open_one = clerk("POST", "/secrets", json={"direction": "in", "secrecy": ""})
    assert (open_one.status_code, open_one.json["field"]) == (422, "secrecy")
    assert clerk.get("/registers/next?series=mat")["number"] == 3


def test_what_is_held_too_long_is_late(caller: Callable[..., Caller], clock: Clock) -> None:
    clerk = caller("vt.tinh")
    letter = enter_letter(clerk)
    assert clerk.get("/late") == []
    clock.tick(days=6)
    assert [line["id"] for line in clerk.get("/late")] == [letter]


def test_a_letter_entered_twice_is_pointed_out(caller: Callable[..., Caller]) -> None:
    clerk = caller("vt.tinh")
    first = enter_letter(clerk)
    again = clerk(
        "POST",
        "/paper",
        data={
            "issuer": "snv",
            "type": "CV",
            "number": "12",
            "notation": "SNV-VP",
            "subject": "V/v",
        },
        content_type="multipart/form-data",
    )
    assert again.json["lookalikes"] == [first]


def test_a_folder_is_paged_by_its_cursor(caller: Callable[..., Caller]) -> None:
    clerk = caller("vt.tinh")
    letters = [enter_letter(clerk, f"V/v {count}", urgency=str(count % 3)) for count in range(52)]
    first = clerk.get("/folders/to-register")
    rest = clerk.get(f"/folders/to-register?after={first['next']}")
    assert (len(first["items"]), rest["next"]) == (50, None)
    assert {line["id"] for line in first["items"] + rest["items"]} == set(letters)


def ids(who: Caller, folder: str) -> list[str]:
    return [line["id"] for line in who.get(f"/folders/{folder}")["items"]]


def lead(leader: Caller) -> dict[str, object]:
    """Name the specialist of the culture section as lead, until Tuesday evening."""
    person = next(p for p in leader.get("/people") if p["unit"]["key"] == SPECIALIST_UNIT
                  and p["role"] == "specialist")  # fmt: skip
    return {
        "part": "lead",
        "unit": SPECIALIST_UNIT,
        "person": person["person"],
        "due": "2019-11-12T17:00:00+07:00",
    }
