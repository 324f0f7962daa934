"""The child process that prints: `python -I child.py`, asked over its standard input.

It stands alone and imports nothing of the office. It is warm, so a letter costs no more than
its layout; each task has its own limit of processor time, all of them one of memory, and
Python in it can open no socket, start no program and read no file beside the printer's own.
The only importer of WeasyPrint.

A task is a line of JSON and as many bytes of HTML as it says; so is the answer, with the PDF.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import resource
import select
import sys
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

VARIANT = "pdf/a-2a"
_COLOURS = "sRGB2014"
_PNG_URL = "data:image/png;base64,"
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_MM = 25.4 / 96  # of a CSS pixel
#: A child that nobody asks for so long ends itself.
IDLE_SECONDS = 300
#: What Python code in the child may not do, by the interpreter's own names for it.
_CLOSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "ftplib.")
#: Where it may read: the interpreter, its libraries and the machine's fonts.
_READABLE = tuple(
    os.path.join(os.path.realpath(folder), "")
    for folder in {
        *(path for path in (sys.prefix, sys.base_prefix, sys.exec_prefix)),
        os.path.dirname(os.__file__),
        "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/zoneinfo", "/usr/lib",
    }
)  # fmt: skip


class FetchRefused(ValueError):
    """The page asked for something that it does not carry inside."""


def png_of(url: str) -> bytes:
    """Return the PNG that a `data:` address carries; raise FetchRefused for any other."""
    if not url.startswith(_PNG_URL):
        raise FetchRefused(f"a page may not fetch {url[:80]!r}")
    content = base64.b64decode(url.removeprefix(_PNG_URL), validate=True)
    # The renderer looks at the bytes as well: an SVG called PNG could ask for more addresses.
    if not content.startswith(_PNG_MAGIC):
        raise FetchRefused("an address that says PNG carries something else")
    return content


def make(html: str, title: str, lang: str) -> tuple[bytes, dict[str, Any]]:
    """Return the PDF of a page, and what was measured: pages, and where each `id` stands.

    A place is [page from 1, left, top, right, bottom], in mm from the top left of the sheet.
    """
    from weasyprint import HTML

    identifier = hashlib.sha256(f"{lang}\n{title}\n{html}".encode()).digest()[:16]
    options = {
        "pdf_variant": VARIANT,
        "pdf_tags": True,
        "pdf_identifier": identifier,
        "output_intent": _COLOURS,
    }
    document = HTML(string=html, url_fetcher=_fetcher()).render(
        font_config=_font_configuration(), **options
    )
    document.metadata.title = title
    document.metadata.lang = lang
    document.color_profiles[_COLOURS] = _colours()
    places = {
        name: [number, *(round(at * _MM, 2) for at in place)]
        for number, page in enumerate(document.pages, 1)
        for name, place in page.anchors.items()
    }
    return document.write_pdf(**options), {"pages": len(document.pages), "places": places}


@cache
def _fetcher() -> Any:
    """Build the fetcher of the pages; `Any` because WeasyPrint has no types."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

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

    return ColorProfile(
        BytesIO(_profile()), _COLOURS, "relative-colorimetric", (["r"], ["g"], ["b"])
    )


@cache
def _profile() -> bytes:
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


@cache
def _font_configuration() -> Any:
    """Build the one font configuration: a new one each time costs 16 ms a letter."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def bind(memory: int) -> None:
    """Set the limits that hold for all tasks; the kernel holds them."""
    for which, most in {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 128,
    }.items():
        resource.setrlimit(which, (most, most))


def shut() -> None:
    """Close the doors of this process for good: an audit hook cannot be taken out again."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_CLOSED):
        raise PermissionError(f"the printing process may not: {event}")
    if event == "open" and not _may_open(*arguments[:2]):
        raise PermissionError(f"the printing process may not open {arguments[0]!r}")


def _may_open(path: object, mode: object) -> bool:
    if isinstance(path, int):  # a descriptor it was handed
        return True
    if mode is not None and set(str(mode)) & set("wax+"):
        return False
    return os.path.realpath(os.fsdecode(path)).startswith(_READABLE)  # type: ignore[arg-type]  # a path, by the event's own words


def allow(seconds: int) -> None:
    """Give the next task its time of the processor, counted from now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def serve(source: BinaryIO, out: BinaryIO) -> None:
    """Print what is asked until nobody asks any more."""
    while select.select([source], [], [], IDLE_SECONDS)[0]:
        line = source.readline()
        if not line:
            return
        task = json.loads(line)
        html = source.read(task["size"]).decode()
        allow(task["cpu"])
        try:
            pdf, told = make(html, task["title"], task["lang"])
        except (MemoryError, RecursionError) as fault:
            _answer(out, b"", {"fault": type(fault).__name__})
            return  # what is left of this process is not to be trusted
        except Exception as fault:
            _answer(out, b"", {"fault": f"{type(fault).__name__}: {fault}"[:300]})
        else:
            _answer(out, pdf, told)


def _answer(out: BinaryIO, pdf: bytes, told: dict[str, Any]) -> None:
    out.write(json.dumps({**told, "size": len(pdf)}).encode() + b"\n" + pdf)
    out.flush()


def main() -> None:
    """Warm up, close the doors, and say that one is ready."""
    memory = int(sys.argv[1])
    # Unbuffered: what is waiting in a buffer would not be seen by select.
    source = os.fdopen(os.dup(0), "rb", buffering=0)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints by itself must not stand in an answer
    bind(memory)
    make("<p>Ấm máy <b>Ấm</b> <i>máy</i>", "", "vi")
    shut()
    serve(_Whole(source), out)  # type: ignore[arg-type]  # the two methods that are used


class _Whole:
    """Reads whole lines and whole sizes from an unbuffered pipe."""

    def __init__(self, pipe: Any) -> None:
        self._pipe = pipe

    def fileno(self) -> int:
        """Return the pipe's descriptor, for select."""
        return int(self._pipe.fileno())

    def readline(self) -> bytes:
        """Return one line with its end."""
        return bytes(self._pipe.readline())

    def read(self, size: int) -> bytes:
        """Return exactly `size` bytes, fewer only at the end."""
        parts = []
        while size > 0 and (part := self._pipe.read(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


if __name__ == "__main__":
    sys.path = [path for path in sys.path if path != str(Path(__file__).parent)]
    main()
