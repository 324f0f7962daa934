"""The menu of every page: where a role may go.  Built once for a role, a language and a root."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from office.domain.folders import INCOMING, OUTGOING, PARTS, folders_of
from office.domain.people import ADMINISTRATOR, AUDITOR, CLERK, LEADER
from office.domain.text import Text
from office.services.books.register_book import KEEPERS
from office.services.figures.recounts import ASKING
from office.services.views.supervision import SUPERVISORS
from office.web.addresses import fixed

FIRST = ("home.index", Text("Trang đầu", "First page"))
SEARCH = ("search.index", Text("Tìm kiếm", "Search"))
DRAFT = ("beginnings.choose", Text("Soạn dự thảo", "New draft"))
ENTER = ("registration.enter", Text("Nhập văn bản giấy", "Enter a paper letter"))
RIGHTS = ("rights.index", Text("Thay đổi quyền", "Changes of rights"))
TARGETS = ("targets.index", Text("Chỉ tiêu", "Targets"))
FACTORS = ("factors.index", Text("Hệ số ước tính", "Factors of the estimate"))
ADMINISTERED = (
    ("home.admin", Text("Quản trị", "Administration")),
    ("staff.index", Text("Người dùng và vai trò", "People and capacities")),
    ("units.index", Text("Đơn vị", "Units")),
    ("beginnings.index", Text("Mẫu văn bản", "Templates")),
    RIGHTS,
    ("staff.check", Text("Kiểm tra cấu hình", "What cannot work")),
    ("calendar.index", Text("Lịch làm việc", "Working calendar")),
    ("hours.index", Text("Giờ làm việc", "Working hours")),
    ("signatures.store", Text("Kho tin cậy", "Trusted authorities")),
    TARGETS,
    FACTORS,
)
SUPERVISION = ("supervision.index", Text("Theo dõi công việc", "Follow the work"))
TOGETHER = (
    ("delegations.index", Text("Ủy quyền", "Delegation")),
    ("absences.index", Text("Vắng mặt", "Absences")),
    ("handover.index", Text("Việc của người vắng", "Work of absent people")),
)
RECOUNTS = ("recounts.index", Text("Đếm lại", "Recount"))
PAPERS = ("posts.book", Text("Sổ bản giấy", "Books of paper"))
PRINTS = ("papers.index", Text("Bản giấy", "Paper copies"))
REGISTERS = ("registers.index", Text("Sổ văn bản", "Registers"))
PUBLIC = ("publishing.index", Text("Trang công khai", "Public page"))
WATCHED = (
    ("holders.index", Text("Ai đang giữ", "Who holds it")),
    REGISTERS,
    ("paper.index", Text("Giấy tờ", "Paper")),
    PAPERS,
    RECOUNTS,
    PUBLIC,
    ("log.search", Text("Nhật ký", "Log")),
)
AUDITED = (
    ("exceptions.index", Text("Việc bất thường", "Exceptions")),
    ("past.desk", Text("Ai giữ lúc trước", "Who held it then")),
    ("watching.index", Text("Thanh tra đã xem gì", "What auditors looked at")),
)
LOOKS = AUDITED[-1:]
MANUAL = ("manual.mine", Text("Hướng dẫn sử dụng", "Manual"))
SOURCES = (
    (INCOMING, Text("Văn bản đến", "Incoming")),
    (PARTS, Text("Được giao", "Assigned to me")),
    (OUTGOING, Text("Văn bản đi", "Outgoing")),
)
WATCHING = Text("Theo dõi", "Follow up")
STANDING_IN = Text("Ủy quyền, vắng mặt", "Standing in")


class Link(NamedTuple):
    """A page of the menu: `name` is a folder's or else an endpoint; `task` shows a count."""

    name: str
    address: str
    words: str
    folder: bool = False
    task: bool = False


class Section(NamedTuple):
    """Links under one title; the first section and the last have none."""

    title: str
    links: tuple[Link, ...]


@lru_cache(maxsize=64)
def sections(
    _root: str, role: str, language: str, lent: tuple[str, ...] | None = None
) -> tuple[Section, ...]:
    """Return the menu of a role, in a language, for an office that is served under `_root`.

    `lent`: the folders of somebody acting in another's place, who has nothing else.
    """
    watched = list(_watched(role))
    together = [*TOGETHER] if role != AUDITOR else [TOGETHER[0]]
    doors = list(_doors(role))
    if lent is not None:
        watched, together, doors = [], [], [FIRST]
    found = (
        Section("", tuple(_page(door, language) for door in doors)),
        *(
            Section(title.into(language), _lists(from_, role, language, lent))
            for from_, title in SOURCES
        ),
        Section(WATCHING.into(language), tuple(_page(one, language) for one in watched)),
        Section(STANDING_IN.into(language), tuple(_page(one, language) for one in together)),
        Section("", (_page(MANUAL, language),)),
    )
    return tuple(section for section in found if section.links)


def _doors(role: str) -> Iterator[tuple[str, Text]]:
    yield FIRST
    if role != ADMINISTRATOR:
        yield SEARCH
    if role not in (AUDITOR, ADMINISTRATOR):
        yield DRAFT
    if role == CLERK:
        yield ENTER
        yield PRINTS


def _watched(role: str) -> Sequence[tuple[str, Text]]:
    if role == ADMINISTRATOR:
        return (*ADMINISTERED, *LOOKS)
    watched: tuple[tuple[str, Text], ...] = WATCHED
    if role in SUPERVISORS:
        watched = (SUPERVISION, *WATCHED)
    if role not in (*KEEPERS, AUDITOR):
        watched = tuple(one for one in watched if one not in (REGISTERS, PAPERS, PUBLIC))
    if role not in ASKING:
        watched = tuple(one for one in watched if one != RECOUNTS)
    if role == AUDITOR:
        return (*watched, TARGETS, FACTORS, *AUDITED)
    return (*watched, FACTORS, RIGHTS) if role == LEADER else watched


def _page(page: tuple[str, Text], language: str) -> Link:
    endpoint, words = page
    return Link(endpoint, fixed(endpoint), words.into(language))


def _lists(source: str, role: str, language: str, lent: tuple[str, ...] | None) -> tuple[Link, ...]:
    return tuple(
        Link(f.name, fixed("inbox.folder", name=f.name), f.title.into(language), True, f.task)
        for f in folders_of(role)
        if f.section == source and (lent is None or f.name in lent)
    )
