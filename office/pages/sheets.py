"""In the child process: sheets to be printed, and copies laid together out of pages.

What is printed is what is seen: fields and the look of signatures become part of the page.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium

if __package__:
    from office.pages import child, copies
else:  # beside the child process, which imports nothing of the office
    import child  # type: ignore[import-not-found,no-redef]  # found by its folder
    import copies  # type: ignore[import-not-found,no-redef]  # found by its folder

MM = copies.MM
_POINTS = 72
#: Between what is copied and the strip under it, and what a page keeps free at its foot.
GAP, FOOT = 5, 15
MARGIN = 15
_INK = 238
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE


def make(task: child.Task, out: BinaryIO) -> None:
    """Do one of the tasks of this module."""
    tasks: dict[str, Callable[[child.Task, BinaryIO], None]] = {
        "repeat": repeat,
        "certify": certify,
        "mark": mark,
        "scan": scan,
    }
    tasks[task["do"]](task, out)


def repeat(task: child.Task, out: BinaryIO) -> None:
    """Write a file `copies` times; `duplex` begins each copy on a sheet of its own."""
    with _flat(task["files"][0]) as source, pypdfium2.PdfDocument.new() as pdf:
        for nth in range(task["copies"]):
            pdf.import_pages(source)
            if task["duplex"] and len(source) % 2 and nth + 1 < task["copies"]:
                pdf.new_page(*source[len(source) - 1].get_size())
        pdf.save(out)


def certify(task: child.Task, out: BinaryIO) -> None:
    """Write the chosen `pages` (all when empty) of some files; the last file is the strip.

    It is laid under the last page where there is room for it, else on a sheet of its own;
    with `strip` null there is none.
    """
    files = list(task["files"])
    strip = files.pop() if task["strip"] is not None else None
    with pypdfium2.PdfDocument.new() as pdf:
        for file in files:
            if file["kind"] == child.PDF:
                with _flat(file) as source:
                    pdf.import_pages(source)
            else:
                copies.append(pdf, file)
        _keep_only(pdf, task["pages"])
        if strip is not None:
            with pypdfium2.PdfDocument(os.fdopen(strip["fd"], "rb")) as under:
                _close(pdf, under, task["strip"])
        pdf.save(out)


def mark(task: child.Task, out: BinaryIO) -> None:
    """Lay the second file, a small page, on the first page: `top` mm down, 15 mm from the right."""
    first, second = (os.fdopen(file["fd"], "rb") for file in task["files"])
    with pypdfium2.PdfDocument(first) as pdf, pypdfium2.PdfDocument(second) as drawn:
        page = pdf[0]
        width, height = page.get_size()
        wide, high = drawn[0].get_size()
        placed = drawn.page_as_xobject(0, pdf).as_pageobject()
        at = pypdfium2.PdfMatrix().translate(
            max(width - MARGIN * MM - wide, 0), height - task["top"] * MM - high
        )
        placed.set_matrix(at.multiply(copies.turning(page)))
        page.insert_obj(placed)
        page.gen_content()
        pdf.save(out)


def scan(task: child.Task, out: BinaryIO) -> None:
    """Tell how finely some pages were scanned: the least dots an inch, and whether in colour."""
    found = [one for file in task["files"] for one in _pictures(file)]
    told = {
        "dpi": min((round(dpi) for dpi, _ in found), default=None),
        "colour": all(colour for _, colour in found),
    }
    out.write(json.dumps(told).encode())


def _flat(file: child.Task) -> Any:
    """Open a PDF with what its fields show drawn into its pages."""
    pdf = pypdfium2.PdfDocument(os.fdopen(file["fd"], "rb"))
    pdf.init_forms()
    for page in pdf:
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_PRINT)
    return pdf


def _keep_only(pdf: Any, pages: list[int]) -> None:
    if not pages:
        return
    if max(pages) >= len(pdf):
        raise IndexError(max(pages))
    for nth in reversed(range(len(pdf))):
        if nth not in pages:
            del pdf[nth]


def _close(pdf: Any, under: Any, place: list[float]) -> None:
    """Lay the strip (its top and bottom in mm on its own page) under the last page, or after it."""
    top, bottom = place
    page = pdf[len(pdf) - 1]
    width, height = page.get_size()
    end = _end(page)
    fits = end + GAP + (bottom - top) <= height / MM - FOOT
    if not fits or abs(width - under[0].get_size()[0]) > 3 * MM or page.get_rotation():
        pdf.import_pages(under)
        return
    placed = under.page_as_xobject(0, pdf).as_pageobject()
    lift = under[0].get_size()[1] - height
    down = (end + GAP - top) * MM
    placed.set_matrix(pypdfium2.PdfMatrix().translate(0, -down - lift))
    page.insert_obj(placed)
    page.gen_content()


def _end(page: Any) -> int:
    """Return how far down (in mm) the lowest ink of a page reaches."""
    picture = page.render(scale=1 / MM, may_draw_forms=True).to_pil().convert("L")
    data, width = picture.tobytes(), picture.width
    for row in reversed(range(picture.height)):
        if min(data[row * width : (row + 1) * width]) < _INK:
            return row + 1
    return 0


def _pictures(file: child.Task) -> Iterator[tuple[float, bool]]:
    """Yield dots an inch, and whether in colour, of every scanned picture of a file."""
    stream = os.fdopen(file["fd"], "rb")
    if file["kind"] != child.PDF:
        image = child.pillow().open(stream)
        child.checked(image)
        yield image.width * _POINTS / copies.size_of(image)[0], image.mode not in ("1", "L")
        return
    with pypdfium2.PdfDocument(stream) as pdf:
        for page in pdf:
            for placed in page.get_objects(filter=[_IMAGE], max_depth=4):
                left, _, right, _ = placed.get_bounds()
                told = placed.get_metadata()
                if right - left > page.get_size()[0] / 2:
                    yield told.width * _POINTS / (right - left), told.bits_per_pixel > 8
