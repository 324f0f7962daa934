"""The five commonest tasks, counted by mouse and by keyboard: the manual tells the same numbers.

A count begins on the page where the task is met, and ends when the office says that it is done.
Words typed are not counted; every click and every key that goes somewhere or does something is.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from office.jobs import run
from office.runtime import Office
from tests import stories
from tests.browser.conftest import SignIn
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.test_writing import OPINION
from tests.browser.window import Window
from tests.make import ROOT

pytestmark = pytest.mark.browser
MANUAL = ROOT / "docs" / "manual" / "README.md"
#: A line of the manual's table: the task, clicks, keys.
_LINE = re.compile(r"^\| \[([^]]+)\]\([^)]+\) \| [^|]+ \| (\d+) \| (\d+) \|$", re.MULTILINE)
#: From the inbox to registered, whatever else happens.
MOST_TO_REGISTER = 3
RESULT = "Đã báo cáo đủ số liệu theo yêu cầu."
SENT = "Control+Enter"


class Task(NamedTuple):
    """Where a task begins, in whose window, and what each pair of hands does."""

    state: str
    login: str
    begins: str
    by_mouse: Callable[[Mouse], None]
    by_keys: Callable[[Keyboard], None]
    told: str


def register_by_mouse(hand: Mouse) -> None:
    hand.take(hand.window.link("Vào sổ"))
    hand.take(hand.window.button("Vào sổ và sang văn bản tiếp"))


def register_by_keys(hand: Keyboard) -> None:
    hand.press_key("v")
    hand.window.button("Vào sổ và sang văn bản tiếp").wait_for()
    hand.press_key("v")


def direct_by_mouse(hand: Mouse) -> None:
    open_first(hand)
    hand.take(hand.window.link("Bút phê và phân công…"))
    hand.write("Ý kiến", OPINION)
    hand.take(hand.window.button("Đề xuất phân công"))
    hand.window.is_told("Đề xuất 2 dòng từ ý kiến")
    hand.take(hand.window.button("Bút phê và phân công"))


def direct_by_keys(hand: Keyboard) -> None:
    open_first_by_keys(hand)
    hand.press_key("v")
    hand.write("Ý kiến", OPINION)
    hand.press_key(SENT)
    hand.window.is_told("Đề xuất 2 dòng từ ý kiến")
    hand.press_key(SENT)


def finish_by_mouse(hand: Mouse) -> None:
    open_first(hand)
    hand.take(hand.window.link("Báo cáo kết quả…"))
    hand.write("Ý kiến", RESULT)
    hand.take(hand.window.button("Báo cáo kết quả"))


def finish_by_keys(hand: Keyboard) -> None:
    open_first_by_keys(hand)
    hand.press_key("v")
    hand.write("Ý kiến", RESULT)
    hand.press_key(SENT)


def find_by_mouse(hand: Mouse) -> None:
    box = hand.window.page.locator("#quick")
    hand.take(box)
    box.fill("bao cao")
    hand.take(hand.window.page.locator(".search-box button"))
    open_first(hand)


def find_by_keys(hand: Keyboard) -> None:
    hand.press_key("/")
    hand.window.page.keyboard.type("bao cao")
    hand.press_key("Enter")
    hand.window.see("Tìm kiếm văn bản")
    open_first_by_keys(hand)


def answer_by_mouse(hand: Mouse) -> None:
    hand.take(hand.window.main.locator(".answer-link").first)
    hand.window.see("Soạn dự thảo")
    write_the_answer(hand)
    hand.take(hand.window.button("Lưu và trình duyệt"))


def answer_by_keys(hand: Keyboard) -> None:
    hand.press_key("j")
    hand.press_key("t")
    hand.window.see("Soạn dự thảo")
    write_the_answer(hand)
    hand.press_key(SENT)


def open_first(hand: Hand) -> None:
    """Follow the first line of the list that is open."""
    lines = hand.window.main.locator("td.wide > a:first-child, .late-list a:not(.answer-link)")
    hand.take(lines.first)
    hand.window.main.locator("#actions").wait_for()


def open_first_by_keys(hand: Keyboard) -> None:
    """Go to the first line of the list that is open, and into it."""
    hand.press_key("j")
    hand.press_key("Enter")
    hand.window.main.locator("#actions").wait_for()


def write_the_answer(hand: Hand) -> None:
    """Type behind what the answer begins with: the form opens there."""
    field = hand.window.field("Nội dung")
    expect(field).to_be_focused()
    hand.window.page.wait_for_load_state()
    hand.window.page.keyboard.type(RESULT)
    expect(field).to_have_value(re.compile(f"^Trả lời Văn bản.*{re.escape(RESULT)}$", re.DOTALL))


TASKS = {
    "Vào sổ": Task(
        "arrived", "vt.tinh", "/inbox/arrivals", register_by_mouse, register_by_keys, "Đã vào sổ"
    ),
    "Bút phê": Task(
        "direction", "ct.tinh", "/inbox/direction", direct_by_mouse, direct_by_keys, "Đã phân công."
    ),
    "Báo cáo kết quả": Task(
        "in_progress", "cv.vx", "/", finish_by_mouse, finish_by_keys, "Đã báo cáo kết quả."
    ),
    "Tìm văn bản": Task("in_progress", "cv.vx", "/", find_by_mouse, find_by_keys, ""),
    "Trả lời": Task(
        "in_progress", "cv.vx", "/", answer_by_mouse, answer_by_keys, "Chờ duyệt nội dung."
    ),
}


def told() -> dict[str, dict[str, int]]:
    """Return what the manual says: clicks and keys of each task."""
    lines = _LINE.findall(MANUAL.read_text("utf-8"))
    return {task: {"mouse": int(clicks), "keys": int(keys)} for task, clicks, keys in lines}


def test_the_manual_counts_the_five_tasks() -> None:
    assert set(told()) == set(TASKS)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("hands", ["mouse", "keys"])
def test_a_task_takes_as_much_as_the_manual_says(
    province: Office, sign_in: SignIn, task: str, hands: str
) -> None:
    made = TASKS[task]
    document = stories.incoming(province, made.state)
    run.drain(province)  # it can be found
    window = sign_in(made.login)
    window.open(made.begins)
    done = by_mouse(made, window) if hands == "mouse" else by_keys(made, window)
    if made.told:
        window.is_told(made.told)
    else:
        window.page.wait_for_url(f"**/documents/{document}*")
    assert done == told()[task][hands]
    assert task != "Vào sổ" or done <= MOST_TO_REGISTER
    assert window.troubles == []


def by_mouse(task: Task, window: Window) -> int:
    """Do the task with a mouse; return how many clicks it took."""
    hand = Mouse(window)
    task.by_mouse(hand)
    return hand.done


def by_keys(task: Task, window: Window) -> int:
    """Do the task with the keyboard; return how many keys it took."""
    hand = Keyboard(window)
    task.by_keys(hand)
    return hand.done
