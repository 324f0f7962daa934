"""Names of files in headers (RFC 6266): one clean line, whatever a name holds."""

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.http import parse_options_header

from office.domain.downloads import LONGEST, disposition


def name_in(header: str) -> str:
    """Return the name a browser takes from a header: the full one, else the plain one."""
    return parse_options_header(header)[1]["filename"]


@pytest.mark.parametrize(
    "name", ["công văn số 12.pdf", "Quyết định.pdf", "a b.txt", "🐟.png", "x" * 150 + ".pdf"]
)
def test_a_name_arrives_as_it_was(name: str) -> None:
    assert name_in(disposition(name)) == name


def test_old_programs_get_the_name_without_accents() -> None:
    header = disposition("Đề nghị.pdf")
    assert header.startswith("attachment; filename=\"De nghi.pdf\"; filename*=UTF-8''")


def test_only_what_may_be_shown_is_inline() -> None:
    assert disposition("a.pdf", inline=True).startswith("inline; ")
    assert disposition("a.pdf").startswith("attachment; ")


@given(st.text())
@example('a.pdf"\r\nSet-Cookie: x=1')
@example("../../etc/passwd")
@example("\u202egnp.exe")
@example('a"; filename="b.exe')
@example("a\udcff.pdf")
@example("công văn.pdf")
@example("")
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    header = disposition(name)
    assert header.isascii()
    assert header.isprintable()
    kind, options = parse_options_header(header)
    assert (kind, set(options)) == ("attachment", {"filename"})
    shown = options["filename"]
    assert 0 < len(shown) <= LONGEST
    assert "/" not in shown
    assert "\\" not in shown
    assert not [c for c in shown if unicodedata.category(c)[0] == "C"]
    assert unicodedata.is_normalized("NFC", shown)
    assert unquote(shown) == shown or "%" in name
