"""What nobody foresaw: a number to read out, the same number in the log, and what to do."""

import errno
import re
from unittest.mock import patch

import pytest
from werkzeug.exceptions import default_exceptions

from office.app import create_app
from office.runtime import Office
from office.services import routing
from tests.api.conftest import Caller, token_of
from tests.stories import fingerprint, incoming, problems
from tests.web.desk import Desk, words

NUMBER = re.compile(r"mã sự cố ([0-9A-F]{4}-[0-9A-F]{4})")
OPINION = "Giao phòng VX chủ trì, báo cáo trước ngày 15"
BROKEN = RuntimeError("secret of the machine")


def number_of(page: str) -> str:
    found = NUMBER.search(page)
    assert found is not None, page[-1500:]
    return found.group(1)


def check_log(caplog: pytest.LogCaptureFixture, number: str) -> None:
    """Check that the log has the number once, on a line with the traceback."""
    (entry,) = [entry for entry in caplog.records if entry.levelname == "ERROR"]
    assert number in entry.getMessage()
    assert entry.exc_info is not None
    assert entry.exc_info[1] is BROKEN


def test_a_page_that_broke_tells_its_number_and_gives_the_text_back(
    province: Office, caplog: pytest.LogCaptureFixture
) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    revision = desk.revision(form)
    before = fingerprint(province)
    with patch.object(routing, "move", side_effect=BROKEN):
        answer = desk.send(form, revision=revision, opinion=OPINION)
    page = words(answer)
    assert answer.status_code == 500
    assert "Hãy thử lại; nếu vẫn lỗi, báo quản trị" in page
    assert OPINION in page
    assert f'href="{form}"' in page
    assert "secret" not in page
    check_log(caplog, number_of(page))
    assert fingerprint(province) == before
    assert problems(province) == []


def test_an_answer_to_a_program_that_broke_tells_its_number(
    province: Office, caplog: pytest.LogCaptureFixture
) -> None:
    document = incoming(province, "direction")
    leader = Caller(create_app(province).test_client(), token_of(province, "ct.tinh"))
    before = fingerprint(province)
    with patch.object(routing, "move", side_effect=BROKEN):
        answer = leader("POST", f"/documents/{document}/actions/note", json={"revision": 1})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    check_log(caplog, number_of(answer.json["detail"]))
    assert fingerprint(province) == before


def test_an_upload_that_broke_tells_the_script_its_number(
    province: Office, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(province, "vt.tinh")
    with patch("office.services.files.stages.begin", side_effect=BROKEN):
        answer = desk.send("/uploads", name="a.pdf", size="10")
    assert answer.status_code == 500
    assert answer.json is not None
    check_log(caplog, number_of(answer.json["reasons"][0]))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_in_words_wherever_it_shows(province: Office, code: int) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    revision = desk.revision(form)
    with patch.object(routing, "move", side_effect=OSError(code, "full")):
        answer = desk.send(form, revision=revision, opinion=OPINION)
    assert answer.status_code == 422
    assert "Ổ đĩa của văn phòng đã đầy" in words(answer)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (408, "kiểm tra đường truyền"), (411, "(mã 411)"), (414, "Địa chỉ quá dài"),
        (415, "(mã 415)"), (416, "tải lại cả tệp"), (429, "đợi một lát"), (431, "(mã 431)"),
        (405, "không nhận yêu cầu kiểu đó"),
    ],
)  # fmt: skip
def test_what_http_refuses_is_told_in_the_readers_language(
    province: Office, status: int, told: str
) -> None:
    desk = Desk(province, "vt.tinh")
    with patch("office.web.home.render_template", side_effect=default_exceptions[status]()):
        answer = desk.client.get("/")
    page = words(answer)
    assert answer.status_code == status
    assert told in page
    assert '<html lang="vi"' in page
    assert "Về trang đầu" in page
