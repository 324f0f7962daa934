"""A file read as the beginning of a draft: opened by a child process, understood by rules."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Row

from office.domain import draft_reading
from office.domain.documents import LONGEST_SUBJECT, Content
from office.domain.draft_reading import Reading
from office.domain.errors import Invalid, Refused
from office.domain.filetypes import KINDS
from office.domain.layout import LONGEST_LINE, MOST_LINES, Layout
from office.domain.letterhead import Segment, bare
from office.domain.text import Text
from office.pages import process
from office.pages.process import Limits, Source
from office.services.files import stages
from office.services.files.previews import BUSY
from office.services.work import Work

#: The kinds of file a draft may begin with.
READ = frozenset(KINDS[ending].media_type for ending in ("docx", "pdf"))
OTHER_KIND = Text(
    "“{name}” không phải tệp Word (.docx) hay PDF.", "“{name}” is no Word file (.docx) and no PDF."
)
UNREADABLE = Text(
    "Không đọc được tệp “{name}”: tệp hỏng, có mật khẩu, hoặc quá lớn.",
    "“{name}” cannot be read: it is damaged, has a password, or is too large.",
)
NO_WORDS = Text(
    "Tệp “{name}” không có chữ đọc được (bản quét hoặc ảnh). Hãy dùng tệp Word, hoặc đính kèm tệp"
    " này và gõ nội dung.",
    "There are no words in “{name}” (a scan, or pictures). Take a Word file, or attach this one"
    " and type the text.",
)


def read(work: Work, staged: Row[Any]) -> Content:
    """Return what a finished upload of the actor's seems to say, for a person to correct.

    Raises Invalid for a file of another kind, one that cannot be read or has no words; Refused
    when the machine is busy.
    """
    if staged.media_type not in READ:
        raise Invalid(OTHER_KIND.filled(name=staged.name), field="files")
    try:
        with stages.staging(work).open(staged.key) as content:
            source = Source(content, staged.media_type)
            told = json.loads(process.run("written", [source], Limits()))
    except process.Busy as fault:
        raise Refused(BUSY) from fault
    except (process.Unreadable, FileNotFoundError) as fault:
        raise Invalid(UNREADABLE.filled(name=staged.name), field="files") from fault
    reading = _reading(told)
    if not reading.body:
        raise Invalid(NO_WORDS.filled(name=staged.name), field="files")
    return _content(work, reading)


def _reading(told: dict[str, Any]) -> Reading:
    if "blocks" in told:
        return draft_reading.of_blocks(told["blocks"])
    return draft_reading.of_pages(
        [
            (page["width"], page["height"], [Segment(*segment) for segment in page["segments"]])
            for page in told["pages"]
        ]
    )


def _content(work: Work, reading: Reading) -> Content:
    """Return a reading as a draft; the type is the one whose name stood in the middle."""
    named = {bare(kind.title): kind.code for kind in work.types.values()}
    return Content(
        type_code=named.get(bare(reading.title), ""),
        subject=reading.subject[:LONGEST_SUBJECT],
        body=reading.body,
        layout=Layout(addressees=_short(reading.addressees), receivers=_short(reading.receivers)),
    )


def _short(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line[:LONGEST_LINE] for line in lines[:MOST_LINES])
