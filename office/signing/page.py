"""The one page of a PDF in memory, to be drawn inside a field of another."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader


class Page(PdfContent):
    """The one page of a PDF in memory, to be drawn in a signature's field."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        box = PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"][0]["/MediaBox"]
        left, bottom, right, top = (float(edge) for edge in box)
        self.size = right - left, top - bottom  # `box` counts in whole points
        super().__init__(box=BoxConstraints(*self.size))

    def render(self) -> bytes:
        """Draw the page by its name."""
        name = "/Import"
        page = self._ensure_writer.import_page_as_xobject(
            PdfFileReader(BytesIO(self._pdf)), page_ix=0
        )
        self.resources.xobject[name] = page
        return f"q {name} Do Q".encode()
