"""Texts kept at a browser without a script: kept by hand, given back, never to anybody else."""

from sqlalchemy import update

from office.models.people import UserSession
from office.runtime import Office
from office.services.accounts import ended_sessions
from office.services.writing import kept_texts
from tests.make import PASSWORD, Clock, acting
from tests.stories import draft, incoming, move
from tests.web.desk import Desk, words
from tests.web.test_actions import state

OPINION = "Giao phòng VX <chủ trì>, báo cáo trước 15/11"


def end_sessions(office: Office) -> None:
    """End every session, as idleness or an administrator does."""
    with office.work() as work:
        work.db.execute(update(UserSession).values(revoked_at=work.wall))


def test_a_text_kept_by_hand_comes_back_with_its_rows(province: Office, clock: Clock) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    rows = {"part-0": "lead", "who-0": "", "part-1": "info", "day-1": "2019-11-20", "who-1": ""}
    revision = desk.revision(form)
    answer = desk.send(f"/kept/direct?about={document}", opinion=OPINION, revision=revision, **rows)
    assert answer.location == form
    clock.tick(hours=1)
    page = desk.read(form)
    assert "Đã lưu nháp lúc 07:30 08/11/2019." in page
    assert "Đã khôi phục nội dung bạn đang viết lúc 07:30 08/11/2019." in page
    assert f"{OPINION}</textarea>" in page
    assert 'name="day-1" value="2019-11-20"' in page
    assert "Bút phê và phân công" in desk.read("/kept")
    assert "Bạn có 1 nội dung viết dở" in desk.read("/")


def test_a_text_thrown_away_does_not_come_back(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    desk.send(f"/kept/direct?about={document}", opinion=OPINION, revision=desk.revision(form))
    desk.send(f"/kept/direct/discard?about={document}")
    assert "Đã khôi phục" not in desk.read(form)
    assert "Không có nội dung nào viết dở" in desk.read("/kept")


def test_another_leader_sees_nothing_of_it(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    desk.send(f"/kept/direct?about={document}", opinion=OPINION, revision=desk.revision(form))
    other = Desk(province, "pct.tinh")
    for address in (form, "/kept", "/"):
        assert "phòng VX" not in other.read(address)
    other.send(f"/kept/direct/discard?about={document}")
    assert "Đã khôi phục" in desk.read(form)


def test_a_form_that_comes_after_the_session_is_given_back_after_signing_in(
    province: Office,
) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    revision = desk.revision(form)
    end_sessions(province)
    answer = desk.send(form, opinion=OPINION, revision=revision)
    assert answer.location == f"/sign-in?next={form}"
    assert state(province, document) == "direction"
    desk.see(answer.location)
    entered = desk.send(answer.location, login="ct.tinh", password=PASSWORD)
    assert entered.location == form
    page = desk.read(form)
    assert "Đã khôi phục nội dung bạn đang viết" in page
    assert f"{OPINION}</textarea>" in page


def test_whoever_signs_in_instead_is_given_nothing(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    revision = desk.revision(form)
    end_sessions(province)
    location = desk.send(form, opinion=OPINION, revision=revision).location
    desk.see(location)
    entered = desk.send(location, login="pct.tinh", password=PASSWORD)
    assert OPINION not in desk.read(entered.location)


def test_a_session_long_gone_keeps_nothing_for_anybody(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    revision = desk.revision(form)
    with province.work() as work:
        old = work.wall - 2 * ended_sessions.LATE_BY
        work.db.execute(update(UserSession).values(seen_at=old))
    assert desk.send(form, opinion=OPINION, revision=revision).location == "/sign-in"
    with province.look(acting(province, "ct.tinh")) as work:
        assert kept_texts.count(work) == 0


def test_a_draft_is_kept_while_it_is_begun_and_while_it_is_changed(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    desk.read("/drafts/new")
    typed = {"type_code": "CV", "subject": "V/v viết dở", "body": "Kính gửi", "urgency": "1"}
    desk.send("/kept/draft-new", **typed)
    page = desk.read("/drafts/new")
    assert "V/v viết dở</textarea>" in page
    assert "Đã khôi phục" in page
    document = desk.begin(**typed)
    assert "Đã khôi phục" not in desk.read("/drafts/new")
    form = f"/drafts/{document}"
    desk.send(
        f"/kept/draft?about={document}",
        **{**typed, "body": "viết thêm"},
        revision=desk.revision(form),
    )
    assert "viết thêm</textarea>" in desk.read(form)
    desk.send(form, **{**typed, "body": "viết xong"}, do="save", revision=desk.revision(form))
    page = desk.read(form)
    assert "Đã khôi phục" not in page
    assert "viết xong</textarea>" in page


def test_a_draft_refused_is_still_kept(province: Office) -> None:
    document = draft(province)
    desk = Desk(province, "cv.vx")
    form = f"/drafts/{document}"
    revision = desk.revision(form)
    desk.send(f"/kept/draft?about={document}", subject="x" * 501, body="dài", revision=revision)
    answer = desk.send(
        form, type_code="CV", subject="x" * 501, body="dài", do="save", revision=revision
    )
    assert answer.status_code == 422
    assert "dài</textarea>" in desk.read(form)


def test_a_paper_letter_half_entered_comes_back_until_it_is_entered(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    desk.read("/paper/new")
    typed = {"issuer": "Sở Nội vụ", "type_code": "CV", "number": "12", "notation": "SNV-VT"}
    desk.send("/kept/paper", **typed, subject="V/v nửa chừng")
    assert "V/v nửa chừng</textarea>" in desk.read("/paper/new")
    answer = desk.send("/paper/new", **typed, subject="V/v nửa chừng", urgency="0")
    assert answer.status_code == 302, words(answer)
    assert "V/v nửa chừng" not in desk.read("/paper/new")


def test_a_script_is_told_when_another_page_writes_too(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    revision = desk.revision(f"/documents/{document}/actions/direct")
    told = []
    for writer in ("một", "hai"):
        answer = desk.client.post(
            f"/kept/direct?about={document}",
            data={"csrf_token": desk.token, "kept_writer": writer, "kept_version": "0",
                  "opinion": writer, "revision": revision},
            headers={"X-Keeping": "1"},
        )  # fmt: skip
        told.append(answer.json)
    assert [one and (one["version"], one["elsewhere"]) for one in told] == [(1, False), (2, True)]
    assert "trang khác" in str(told[1])


def test_a_text_too_large_or_of_others_is_refused_in_words(province: Office) -> None:
    document = incoming(province, "direction")
    for login, body, status in (("ct.tinh", "x" * 400_001, 422), ("vt.bacai", "x", 404)):
        desk = Desk(province, login)
        desk.read("/")
        sent = {"csrf_token": desk.token, "opinion": body}
        asked = desk.client.post(
            f"/kept/direct?about={document}", data=sent, headers={"X-Keeping": "1"}
        )
        assert asked.status_code == status
        assert asked.json is not None
        assert asked.json["words"]
        assert desk.client.post(f"/kept/direct?about={document}", data=sent).status_code == status


def test_what_is_kept_about_a_document_that_went_on_is_still_listed(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    desk.read(f"/documents/{document}/actions/direct")
    desk.send(f"/kept/direct?about={document}", opinion=OPINION, revision="1")
    move(province, ("pct.tinh", "leader"), document, "note")
    page = desk.read("/kept")
    assert OPINION in page
    assert desk.see(f"/documents/{document}/actions/direct").status_code == 404


def test_a_sign_in_that_never_got_past_the_second_factor_keeps_nothing(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    revision = desk.revision(form)
    with province.work() as work:
        work.db.execute(update(UserSession).values(waiting=True))
    desk.send(form, opinion=OPINION, revision=revision)
    with province.look(acting(province, "ct.tinh")) as work:
        assert kept_texts.count(work) == 0
