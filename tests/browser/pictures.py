"""The pictures of the manual: whose screen, which page, what is done there, what is shown of it."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tests.browser.window import NARROW, WIDE, Window

OPINION = "Giao P. VX chủ trì, P. TH phối hợp, báo cáo trước 15/11"
#: As much of a page as tells what it is like, in pixels from its top.
HIGHEST = 640
#: The browser of the tests speaks English in its own fields; those of the readers do not.
VIETNAMESE = """() => {
  const empty = { file: "Chọn tệp   Chưa chọn tệp nào", time: "--:--" };
  for (const kind of ["date", "datetime-local", "time", "file"]) {
    for (const field of document.querySelectorAll(`input[type=${kind}]`)) {
      const [day, hour = ""] = field.value.split("T");
      field.type = "text";
      const written = `${day.split("-").reverse().join("/")} ${hour}`.trim();
      field.value = written || empty[kind] || "dd/mm/yyyy";
    }
  }
}"""


class Picture(NamedTuple):
    """One screen: who opens which page, and what they do before the picture is taken.

    `shown`: the part of the page; `size`: of the window.
    """

    login: str
    page: str
    doing: Callable[[Window], object] = lambda _window: None
    shown: str = "main"
    size: tuple[int, int] = WIDE


def first(window: Window) -> None:
    """Open the first line of the list."""
    window.main.locator("td.wide > a:first-child").first.click()
    window.main.locator("#actions").wait_for()


def into(words: str) -> Callable[[Window], None]:
    """Open the first line of the list, and the form behind the link with these words."""

    def open_form(window: Window) -> None:
        first(window)
        window.follow(words)
        window.see(words.removesuffix("…"))

    return open_form


def propose(window: Window) -> None:
    """Write a directive, and have its parts proposed."""
    into("Bút phê và phân công…")(window)
    window.fill("Ý kiến", OPINION)
    window.press("Đề xuất phân công")
    window.is_told("Đề xuất 2 dòng")


def register_many(window: Window) -> None:
    """Tick all lines, and submit them."""
    window.follow("Chọn cả trang")
    window.press("Vào sổ")
    window.see("Vào sổ: ")


def ask_why(window: Window) -> None:
    """Unfold what cannot be done yet, and the first reason."""
    first(window)
    window.main.locator(".closed-actions > summary").click()
    window.main.locator(".closed-action > summary").first.click()


def follow(words: str) -> Callable[[Window], None]:
    """Follow the first link with these words."""
    return lambda window: window.link(words).click()


def answer(window: Window) -> None:
    """Begin the answer to the first of one's own work."""
    window.main.locator(".answer-link").first.click()
    window.see("Soạn dự thảo")


def look_for(words: str) -> str:
    """Return the address of a search."""
    return f"/search?q={words.replace(' ', '+')}&list=1"


def past(window: Window) -> None:
    """Ask what a person had."""
    window.fill("Người", "Lâm Hoàng Nam")
    window.press("Xem lúc đó")


def choose_recipients(window: Window) -> None:
    """Open the recipients of the first draft."""
    first(window)
    window.follow("Nơi nhận")
    window.see("Nơi nhận")


def an_account(window: Window) -> None:
    """Open the account of a clerk."""
    window.fill("Tên hoặc tên đăng nhập", "vt.tinh")
    window.press("Tìm")
    window.follow("vt.tinh")
    window.main.get_by_role("heading", name=re.compile("^Vai trò")).wait_for()


PICTURES: Mapping[str, Picture] = {
    "sign-in": Picture("", "/sign-in", shown=".door"),
    "arrivals": Picture("vt.tinh", "/inbox/arrivals"),
    "intake": Picture("vt.tinh", "/inbox/arrivals", follow("Vào sổ")),
    "bulk": Picture("vt.tinh", "/inbox/to-register", register_many),
    "paper": Picture("vt.tinh", "/paper/new"),
    "tracking": Picture("vt.tinh", "/inbox/issued", first, "section:has(> #tracking)"),
    "register": Picture("vt.tinh", "/registers", follow("Sổ đăng ký văn bản đến")),
    "search": Picture("vt.tinh", look_for("bao cao")),
    "notifications": Picture("vt.tinh", "/notifications"),
    "phone": Picture("vt.tinh", "/", shown="body", size=NARROW),
    "direct": Picture("ct.tinh", "/inbox/direction", propose, "form.act"),
    "supervision": Picture("ct.tinh", "/supervision"),
    "delegation": Picture("ct.tinh", "/delegations/new"),
    "forward": Picture("tp.vx", "/inbox/in-progress", into("Chuyển tiếp…")),
    "handover": Picture("tp.vx", "/handover"),
    "why": Picture("cv.vx", "/inbox/in-progress", ask_why, "section.actions"),
    "my-work": Picture("cv.vx", "/"),
    "report": Picture("cv.vx", "/inbox/in-progress", into("Báo cáo kết quả…")),
    "answer": Picture("cv.vx", "/", answer),
    "recipients": Picture("cv.vx", "/inbox/drafts", choose_recipients),
    "password": Picture("cv.vx", "/account", shown="section:has(> #password-title)"),
    "log": Picture("ttra.tinh", "/log", shown="table.log"),
    "past": Picture("ttra.tinh", "/held", past),
    "exceptions": Picture("ttra.tinh", "/exceptions"),
    "staff": Picture("qt.tinh", "/admin/people"),
    "person": Picture("qt.tinh", "/admin/people", an_account),
    "readiness": Picture("qt.tinh", "/admin/check"),
    "calendar": Picture("qt.tinh", "/admin/calendar"),
}
