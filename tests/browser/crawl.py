"""Walking through the office along its links, and what is wrong with a page.

A crawl opens only so many pages of one kind (an inbox, a document), and posts nothing.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

from tests.browser.window import NARROW, OLD, WIDE, Window

MOST_PAGES = 80
#: How many pages of a kind are opened; of the other kinds, OF_OTHERS.
MOST_OF = {"documents": 4, "inbox": 20}
OF_OTHERS = 1
#: What is fetched instead of opened: no pages, but files.
FILES = re.compile(r"/files/|/file$|/post/envelopes|\.(pdf|csv|json|xlsx)$|/export$")
#: Where links lead, those of drawings too.
HREFS = "all => all.map(a => new URL(a.getAttribute('href'), document.baseURI).href)"
NO_PAGE = re.compile(r"/language/|/assets/")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
#: The headings of these are names and subjects, which nobody translates.
NAMED = re.compile(
    r"^/$|^/account$|^/(documents|intake)/[0-9a-f]+$|^/(holding|admin/people|admin/units)/\d+$"
)
#: The panels whose content runs over their edge, and so over what stands beside them.
STANDS_OUT = """() => [...document.querySelectorAll(".panel")]
  .filter(one => one.scrollWidth > one.clientWidth + 1)
  .map(one => one.getAttribute("aria-labelledby") || one.className)"""
_ID = re.compile(r"[0-9a-f]{32}|\d+")


def pages(window: Window) -> Iterator[str]:
    """Open page after page, and give the address of each while it is open."""
    todo, opened = deque(["/"]), Counter[str]()
    known = {"/"}
    while todo and opened.total() < MOST_PAGES:
        address = todo.popleft()
        if opened[kind_of(address)] >= MOST_OF.get(address.split("/")[1], OF_OTHERS):
            continue
        opened[kind_of(address)] += 1
        found = links(window, address)
        yield address
        todo.extend(new for new in found if new not in known)
        known.update(found)


def kind_of(address: str) -> str:
    """Return what pages of one kind have in common: the path without what it is about."""
    parts = urlsplit(address)
    path = "/inbox" if parts.path.startswith("/inbox/") else _ID.sub("*", parts.path)
    if path.endswith("/tracking"):  # its counts are links, and each narrows the others
        return path
    asked = sorted(one.partition("=")[0] for one in parts.query.split("&") if one)
    return f"{path}?{'&'.join(name for name in asked if name != 'from')}".rstrip("?")


def is_file(address: str) -> bool:
    """Say whether an address is of a file, whatever it is asked with."""
    return FILES.search(urlsplit(address).path) is not None


def links(window: Window, address: str) -> list[str]:
    """Open a page or fetch a file, which must be there; return the addresses it links to."""
    if is_file(address):
        fetched = window.context.request.get(window.address + address)
        assert fetched.status == 200, (address, fetched.status)
        return []
    assert window.open(address) == 200, address
    found = window.page.locator("a[href]").evaluate_all(HREFS)
    ours = [href.removeprefix(window.address) for href in found if href.startswith(window.address)]
    return [href for href in ours if not NO_PAGE.search(href) and "#" not in href]


def faults(window: Window, address: str, language: str = "vi") -> list[str]:
    """Return what is wrong with the page that is open: its frame, its width, its noise."""
    page, wrong = window.page, list(window.troubles)
    window.troubles.clear()
    if page.locator("h1").count() != 1:
        wrong.append(f"{page.locator('h1').count()} headings h1")
    if page.locator("html").get_attribute("lang") != language:
        wrong.append(f"the page is not said to be in {language!r}")
    for size in (NARROW, OLD, WIDE):
        window.resize(size)
        width = page.locator("html").evaluate("html => html.scrollWidth")
        if width > size[0]:
            wrong.append(f"{width} pixels wide on a screen of {size[0]}")
        wrong += [
            f"{name} stands out of its panel at {size[0]}" for name in page.evaluate(STANDS_OUT)
        ]
    return [f"{address}: {fault}" for fault in wrong]


def barriers(window: Window, address: str) -> list[str]:
    """Return what keeps people out of the open page, as axe sees it (WCAG A and AA)."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(window.page, options=options).response["violations"]
    return [
        f"{address}: {broken['id']} ({broken['help']}): {broken['nodes'][0]['html'][:160]}"
        for broken in found
    ]


def foreign(window: Window, address: str) -> list[str]:
    """Return the heading of the open page if it should be English and is not."""
    heading = window.page.locator("h1").inner_text()
    english = heading.replace("·", "").replace("…", "").isascii()
    named = NAMED.search(urlsplit(address).path)
    return [] if english or named else [f"{address}: not in English: {heading}"]
