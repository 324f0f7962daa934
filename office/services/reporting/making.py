"""Making a report's file: PDF by the printing process, XLSX in memory or on the disk."""

from __future__ import annotations

import tempfile
from typing import BinaryIO, cast

from office.domain.figure_reports import XLSX
from office.reports import figure_report, figure_sheets
from office.services.reporting.composing import Composed
from office.services.reporting.reports import Made
from office.storage.protocol import Storage

#: A spreadsheet is made in memory up to so many bytes, then on the disk.
IN_MEMORY = 8 * 1024 * 1024


def made(storage: Storage, composed: Composed, form: str) -> Made:
    """Make a report's file and put it into the store, outside any transaction.

    Raises NoFont, TooMuch.
    """
    pages = 0
    if form == XLSX:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as opened:
            kept = cast(BinaryIO, opened)
            figure_sheets.report_into(kept, composed.report)
            kept.seek(0)
            stored = storage.put(kept)
    else:
        printed = figure_report.printed(composed.report)
        stored, pages = storage.put(printed.pdf), printed.pages
    return Made(
        size=stored.size,
        pages=pages,
        digest=stored.digest,
        checkpoint=composed.checkpoint,
        counted_until=composed.counted_until,
    )
