"""Every page that somebody can open shows one help, in both languages: found by the URL map."""

import re

from werkzeug.test import TestResponse

from tests.access.test_matrix import House, Visit, ask, house, visitors, visits

__all__ = ["house"]

HELP = re.compile(r'<details class="screen-help">.*?<p>([^<]+)</p></details>')
#: What is opened but is no screen: files, parts of a page, and what leads somewhere else.
NO_SCREENS = {
    "actions.rows", "assets.asset", "bindings.file", "documents.file", "drafting.preview",
    "language.choose", "manual.mine", "manual.picture", "pages.picture", "registers.export",
    "search.export", "signing.file", "tracking.export",
    "certified.export", "certified.file", "file_copies.export", "ledger.export", "posts.export",
    "posts.printed",
    "paper_lines.export", "paper_sheet.show",
}  # fmt: skip
#: What nobody of the matrix can open (tests/web/test_help.py reads their templates).
SHUT = {
    "recounts.file", "recounts.show",
    "bulk.show", "documents.scan", "follow_up.show", "pages.of_upload", "pages.upload_picture",
    "paper_receipts.form", "session.code", "signing.form", "uploads.standing",
}  # fmt: skip
#: The public page has no screens of the office: its language is in its address, and it is read
#: by whoever comes (tests/web/test_public.py).
OUTSIDE = {
    "public.document", "public.feed", "public.file", "public.index", "public.listing",
    "public.nowhere", "public.numbers", "public.numbers_json",
}  # fmt: skip


def test_every_screen_says_what_it_is_for_in_both_languages(house: House) -> None:
    wrong, opened = dict[str, object](), set[str]()
    everybody = list(visitors(house))
    for visit in visits(house, everybody):
        endpoint = visit.route.endpoint
        looked_at = endpoint in opened | OUTSIDE
        if visit.method != "GET" or looked_at or visit.route.rule.startswith("/api/"):
            continue
        if visit.who in visit.rule.who and (vietnamese := helps(house, visit, "vi")) is not None:
            opened.add(endpoint)
            english = helps(house, visit, "en") or []
            if len(vietnamese) != 1 or len(english) != 1 or vietnamese == english:
                wrong[endpoint] = (vietnamese, english)
    assert wrong == {}
    screens = {
        route.endpoint
        for route in house.app.url_map.iter_rules()
        if "GET" in (route.methods or ()) and not route.rule.startswith("/api/")
    }
    assert screens - opened == NO_SCREENS | SHUT | OUTSIDE


def helps(house: House, visit: Visit, language: str) -> list[str] | None:
    """Return the helps on the page behind a door, None if there is no page of the office."""
    visit.client.set_cookie("lang", language)
    answer = ask(house, visit)
    return HELP.findall(answer.text) if is_screen(answer) else None


def is_screen(answer: TestResponse) -> bool:
    """Say whether an answer is a whole page that is there."""
    return answer.status_code == 200 and answer.mimetype == "text/html" and "<main" in answer.text
