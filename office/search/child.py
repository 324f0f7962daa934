"""Reads the words out of one file; runs alone, as a process with little memory and time.

`python child.py pdf|docx|txt` takes the file on standard input and writes UTF-8.  It
imports nothing of the office: what a hostile file does to it ends with it.
"""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Iterator

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
#: Characters handed back; the rest of a longer file is not found.
MOST = 200_000
#: What a DOCX may unpack to.
UNPACKED = 200 * 1024 * 1024


def limit() -> None:
    """Take from this process all it does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pdf(content: bytes) -> Iterator[str]:
    """Yield the text of every page."""
    import pypdfium2  # after the limits, and only for this kind of file

    document = pypdfium2.PdfDocument(content)
    for page in document:
        yield page.get_textpage().get_text_range()


def docx(content: bytes) -> Iterator[str]:
    """Yield the text of paragraphs and tables."""
    import zipfile  # after the limits, and only for this kind of file

    import docx as word

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > UNPACKED:
            raise ValueError("it unpacks to too much")
    document = word.Document(io.BytesIO(content))
    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.tables:
        for row in table.rows:
            yield " ".join(cell.text for cell in row.cells)


def txt(content: bytes) -> Iterator[str]:
    """Yield the text: UTF-16 when it says so, else UTF-8."""
    utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    yield content.decode("utf-16" if utf_16 else "utf-8-sig", "replace")


def main(kind: str) -> None:
    """Write the words of the file on standard input."""
    limit()
    content = sys.stdin.buffer.read()
    left = MOST
    for part in {"pdf": pdf, "docx": docx, "txt": txt}[kind](content):
        kept = part[:left].replace("\x00", " ")
        sys.stdout.buffer.write(kept.encode("utf-8", "replace") + b"\n")
        left -= len(kept)
        if left <= 0:
            break
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
