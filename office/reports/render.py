"""HTML of the office's own templates → PDF/A bytes. The only importer of WeasyPrint.

The page may fetch nothing: no network, no file, only PNG images carried inside it. The same
input gives the same bytes, so a rendered letter has one digest however often it is rendered.
This bounds what a page can reach, not what it costs: that is for the worker that calls it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from io import BytesIO
from threading import Lock
from typing import Any, NamedTuple, cast

from office.reports import fonts

_COLOURS = "sRGB2014"
_PNG_URL = "data:image/png;base64,"
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_one_at_a_time = Lock()  # the font configuration below is shared, and Pango's maps with it


class FetchRefused(ValueError):
    """The page asked for something that it does not carry inside."""


class Printed(NamedTuple):
    """A rendered page or several: the file, and how many sheets of one side it takes."""

    pdf: bytes
    pages: int


def pdf(html: str, *, title: str, lang: str = "vi") -> bytes:
    """Render `html` as `printed` does, for whoever does not count its pages."""
    return printed(html, title=title, lang=lang).pdf


def printed(html: str, *, title: str, lang: str = "vi") -> Printed:
    """Render `html` as a tagged PDF/A-2b. Raises NoFont where Vietnamese cannot be printed.

    What the page may not fetch is left out and logged by WeasyPrint; the rest is rendered.
    """
    fonts.check()
    # Imported here because it costs 0.7 s and libraries of the system: only who prints pays.
    from weasyprint import HTML

    identifier = hashlib.sha256(f"{lang}\n{title}\n{html}".encode()).digest()[:16]
    options = {
        "pdf_variant": "pdf/a-2b",
        "pdf_tags": True,
        "pdf_identifier": identifier,
        "output_intent": _COLOURS,
    }
    with _one_at_a_time:
        page = HTML(string=html, url_fetcher=_fetcher())
        document = page.render(font_config=_font_configuration(), **options)
        document.metadata.title = title
        document.metadata.lang = lang
        document.color_profiles[_COLOURS] = _colours()
        return Printed(cast(bytes, document.write_pdf(**options)), len(document.pages))


def png_of(url: str) -> bytes:
    """Return the PNG that a `data:` address carries; raise FetchRefused for any other."""
    if not url.startswith(_PNG_URL):
        raise FetchRefused(f"a page may not fetch {url[:80]!r}")
    content = base64.b64decode(url.removeprefix(_PNG_URL), validate=True)
    # The renderer looks at the bytes as well: an SVG called PNG could ask for more addresses.
    if not content.startswith(_PNG_MAGIC):
        raise FetchRefused("an address that says PNG carries something else")
    return content


@cache
def _fetcher() -> Any:
    """Build the fetcher of the pages; `Any` because WeasyPrint has no types."""
    from weasyprint.urls import (
        URLFetcher,
        URLFetcherResponse,
    )

    class InsideOnly(URLFetcher):  # type: ignore[misc]  # the base has no types
        """Answer with what the page carries inside, and never reach out of it."""

        def fetch(self, url: str, headers: object = None) -> Any:
            return URLFetcherResponse(url, png_of(url), {"Content-Type": "image/png"})

    return InsideOnly(allowed_protocols=(), allow_redirects=False)


def _colours() -> Any:
    """Build the sRGB profile that PDF/A demands; one for each file, which notes its place in it.

    WeasyPrint 70 does the same for "srgb", but leaves the profile's file open.
    """
    from weasyprint.css import ColorProfile

    components = (["r"], ["g"], ["b"])
    content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    return ColorProfile(BytesIO(content), _COLOURS, "relative-colorimetric", components)


@cache
def _font_configuration() -> Any:
    """Build the one font configuration: a new one each time costs 16 ms a letter."""
    from weasyprint.text.fonts import (
        FontConfiguration,
    )

    return FontConfiguration()
