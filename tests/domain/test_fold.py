"""Where a document stands follows from its records alone."""

from typing import Any

from office.domain.fold import DRAFT, fold


def record(to: str, rev: int, **facts: Any) -> dict[str, Any]:
    moved = {"run": 1, "to": to, "holder": [1, None], "due": 10, "rev": rev}
    return {"at": 1000, **moved, **facts}


LEAD = {"part": "lead", "unit": 4, "person": 7, "due": 9}
CO = {"part": "co", "unit": 3, "person": None, "due": None}
ARRIVED = record("arrived", 1, row={"channel": "electronic", "held_since": 1})
REGISTERED = record("registered", 2, number={"number": 5})
ASSIGNED = record("in_progress", 3, holder=[4, 7], parts=[LEAD, CO])
REPORTED = record("confirmation", 4, closed={"parts": "lead"})
FINISHED = record("completed", 5, due=None, closed={"parts": "all"})


def test_nothing_follows_from_no_records() -> None:
    assert fold([]) == {}


def test_the_last_record_says_state_holder_deadline_and_revision() -> None:
    run = fold([ARRIVED, REGISTERED, ASSIGNED])[1]
    assert (run.state, run.holder, run.due, run.revision) == ("in_progress", (4, 7), 10, 3)


def test_number_and_further_columns_stay_once_they_are_known() -> None:
    run = fold([ARRIVED, REGISTERED, ASSIGNED, REPORTED, FINISHED])[1]
    assert run.number == 5
    assert run.row == {"channel": "electronic", "held_since": 1}


def test_parts_are_opened_and_closed() -> None:
    told = [ARRIVED, REGISTERED, ASSIGNED]
    assert fold(told)[1].parts == {("lead", 4, 7, 9), ("co", 3, None, None)}
    assert fold([*told, REPORTED])[1].parts == {("co", 3, None, None)}
    assert fold([*told, REPORTED, FINISHED])[1].parts == set()


def test_passing_on_closes_the_old_lead_before_it_opens_the_new_one() -> None:
    heir = {"part": "lead", "unit": 4, "person": 8, "due": 9}
    passed = record("in_progress", 4, holder=[4, 8], closed={"parts": "lead"}, parts=[heir])
    assert fold([ARRIVED, ASSIGNED, passed])[1].parts == {("lead", 4, 8, 9), ("co", 3, None, None)}


def test_issuing_opens_one_run_for_each_recipient_with_the_deadline_of_its_way() -> None:
    issued = record(
        "issued",
        8,
        run=DRAFT,
        recipients=[
            [20, "electronic", "incoming", "arrived"],
            [21, "paper", "incoming", "sent", "Không có mạng"],
            [22, "parallel", "transmission", "sent"],
        ],
        dues={"here": 100, "paper": 200, "away": 300},
    )
    runs = fold([issued])
    assert {key: (run.state, run.due) for key, run in runs.items()} == {
        DRAFT: ("issued", 10), 20: ("arrived", 100), 21: ("sent", 200), 22: ("sent", 300)
    }  # fmt: skip
    assert runs[21].holder == (21, None)
    assert (runs[21].row["channel"], runs[21].row["paper_reason"]) == ("paper", "Không có mạng")
    assert (runs[20].row["arrived_at"], runs[21].row["arrived_at"]) == (1000, None)


def test_what_concerns_the_document_as_a_whole_moves_no_run() -> None:
    asked = {"run": "", "act": "ask_recall"}
    assert fold([ARRIVED, asked]) == fold([ARRIVED])


GIVEN = {**CO, "due": 10, "outer": 10, "assigner": [5, "leader"]}
PARTS = record("in_progress", 2, parts=[{**LEAD, "outer": 9, "assigner": [5, "leader"]}, GIVEN])
WHOSE = {"n": 1, "part": "co", "unit": 3, "person": None}


def said(**facts: Any) -> dict[str, Any]:
    return record("in_progress", 3, holder=[4, 7], by={"person": 9}, **facts)


def asked_for_more() -> dict[str, Any]:
    asked = {**WHOSE, "status": "asked", "old": 10, "asked": 20, "new": None}
    return said(reason="Chờ số liệu", extension=asked)


def test_more_time_moves_the_deadline_of_one_part_and_the_old_one_is_remembered() -> None:
    allowed = {**WHOSE, "status": "allowed", "old": 10, "asked": 20, "new": 18}
    run = fold([ARRIVED, PARTS, asked_for_more(), said(extension=allowed, outer=18)])[1]
    assert run.parts == {("lead", 4, 7, 9), ("co", 3, None, 18)}
    assert run.sides.given["co", 3, None] == (18, 5, "leader")
    kept = run.sides.extensions[1]
    assert (kept["old"], kept["asked"], kept["new"], kept["status"]) == (10, 20, 18, "allowed")
    assert (kept["reason"], kept["asked_by"], kept["settled_by"]) == ("Chờ số liệu", 9, 9)


def test_a_refusal_moves_no_deadline_and_keeps_its_reason() -> None:
    refused = {**WHOSE, "status": "refused", "old": 10, "asked": 20, "new": None}
    run = fold([ARRIVED, PARTS, asked_for_more(), said(extension=refused, reason="Việc gấp")])[1]
    assert ("co", 3, None, 10) in run.parts
    assert run.sides.extensions[1]["answer"] == "Việc gấp"


def test_a_request_lapses_with_its_part() -> None:
    back = record("direction", 4, closed={"parts": "all", "outcome": "taken_back"})
    run = fold([ARRIVED, PARTS, asked_for_more(), back])[1]
    assert run.parts == set()
    assert run.sides.extensions[1]["status"] == "lapsed"


def test_a_co_handler_closes_their_own_part_alone() -> None:
    ended = {"part": "co", "unit": 3, "person": None, "outcome": "done"}
    run = fold([ARRIVED, PARTS, said(ended=ended, opinion="Nhất trí")])[1]
    assert run.parts == {("lead", 4, 7, 9)}
    assert run.sides.ended == [("co", 3, None, "done", "Nhất trí", 1000)]


def test_questions_are_answered_by_number_and_closed_at_the_end() -> None:
    one = {"n": 1, "unit": 3, "person": None, "due": None}
    asked = said(asked=[one, {**one, "n": 2, "unit": 8}], opinion="Ý kiến thế nào?")
    answered, end = said(answered=1, opinion="Đồng ý"), record("completed", 5, asks_closed=True)
    run = fold([ARRIVED, PARTS, asked, answered, end])[1]
    assert [ask["answer"] for ask in run.sides.asks.values()] == ["Đồng ý", ""]
    assert all(ask["closed_at"] == 1000 for ask in run.sides.asks.values())


def test_reminders_and_scans_are_kept_by_number() -> None:
    behalf, scan = {"person": 5}, {"n": 1, "sha256": "ab", "type": "image/png"}
    chases = [said(chase={**WHOSE, "n": n}, opinion=f"Lần {n}") for n in (1, 2)]
    run = fold([ARRIVED, {**PARTS, "behalf": behalf, "scan": scan}, *chases])[1]
    assert [chase["content"] for chase in run.sides.chases.values()] == ["Lần 1", "Lần 2"]
    assert run.sides.scans[1]["leader"] == 5
