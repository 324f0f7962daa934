"""In the child process: joining scans into one PDF, and the arrival stamp on its first page.

JPEG pictures go in as they are, byte for byte; pictures of two colours lose nothing either.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import Any, BinaryIO

import pypdfium2

if __package__:
    from office.pages import child
else:  # beside the child process, which imports nothing of the office
    import child  # type: ignore[import-not-found,no-redef]  # found by its folder

MM = 72 / 25.4
A4_WIDTH = 210 * MM
_SANE_DPI = (72, 1200)
_LONGEST_SIDE = 2000 * MM
#: Where the stamp goes when there is room: under number and symbol (NĐ 30/2020 Phụ lục IV).
WISHED = (20, 55)
MARGIN = 8
_PAPER = 238


def make(task: child.Task, out: BinaryIO) -> None:
    """Write all files as one PDF; the last of them is the stamp where the task is `stamp`."""
    files = list(task["files"])
    stamp = files.pop() if task["do"] == "stamp" else None
    with pypdfium2.PdfDocument.new() as pdf:
        for file in files:
            append(pdf, file)
        if stamp is not None:
            with pypdfium2.PdfDocument(os.fdopen(stamp["fd"], "rb")) as overlay:
                _stamp(pdf, overlay)
                pdf.save(out)
        else:
            pdf.save(out)


def append(pdf: Any, file: child.Task) -> None:
    """Add the pages of a file to a PDF."""
    stream = os.fdopen(file["fd"], "rb")
    if file["kind"] == child.PDF:
        with pypdfium2.PdfDocument(stream) as source:
            pdf.import_pages(source)
        return
    image = child.pillow().open(stream)
    for page in range(getattr(image, "n_frames", 1)):
        image.seek(page)
        child.checked(image)
        _add_picture(pdf, image, stream)


def _add_picture(pdf: Any, image: Any, stream: BinaryIO) -> None:
    width, height = size_of(image)
    upright = child.turned(image)
    if (upright.width > upright.height) != (image.width > image.height):
        width, height = height, width
    placed = pypdfium2.PdfImage.new(pdf)
    if (
        image.format == "JPEG"
        and image.getexif().get(0x0112, 1) == 1
        and image.mode in ("L", "RGB")
    ):
        stream.seek(0)
        placed.load_jpeg(stream, inline=True)
    elif upright.mode == "1":
        placed.set_bitmap(pypdfium2.PdfBitmap.from_pil(upright.convert("L")))
    else:
        packed = io.BytesIO()
        upright.save(packed, "JPEG", quality=90)
        placed.load_jpeg(packed, inline=True)
    placed.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page = pdf.new_page(width, height)
    page.insert_obj(placed)
    page.gen_content()


def size_of(image: Any) -> tuple[float, float]:
    """Return a picture's size on paper in points: as its dpi say if they can be believed."""
    dpi = image.info.get("dpi", (0, 0))
    across, down = float(dpi[0]), float(dpi[1])
    if all(_SANE_DPI[0] <= value <= _SANE_DPI[1] for value in (across, down)):
        width, height = image.width * 72 / across, image.height * 72 / down
        if max(width, height) <= _LONGEST_SIDE:
            return width, height
    width = A4_WIDTH if image.height >= image.width else A4_WIDTH * 297 / 210
    return width, width * image.height / image.width


def _stamp(pdf: Any, overlay: Any) -> None:
    """Lay the one page of `overlay`, at its own size, on the first page where there is room."""
    page = pdf[0]
    across, down = page.get_size()
    wide, high = overlay[0].get_size()
    left, top = _room(page, wide / MM, high / MM)
    left, top = min(left * MM, max(across - wide, 0)), min(top * MM, max(down - high, 0))
    matrix = pypdfium2.PdfMatrix().translate(left, down - top - high)
    xobject = overlay.page_as_xobject(0, pdf)
    placed = xobject.as_pageobject()
    placed.set_matrix(matrix.multiply(turning(page)))
    page.insert_obj(placed)
    page.gen_content()


def turning(page: Any) -> Any:
    """Return the matrix from the page as it is seen to the page as it is written."""
    left, bottom, right, top = page.get_cropbox()
    turned = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }
    return pypdfium2.PdfMatrix(*turned[page.get_rotation()])


def _room(page: Any, wide: float, high: float) -> tuple[int, int]:
    """Return where (left, top, in mm) a rectangle covers least, nearest to where it should be."""
    picture = page.render(scale=1 / MM).to_pil().convert("L")  # one pixel is one millimetre
    # So small, a line of thin letters is a light grey.
    ink = [[1 if dot < _PAPER else 0 for dot in row] for row in _rows(picture)]
    sums = _sums(ink)
    wide_mm, high_mm = round(wide) + 2, round(high) + 2
    best = min(
        (
            (_covered(sums, left, top, wide_mm, high_mm), _far(left, top), left, top)
            for top in range(MARGIN, max(MARGIN + 1, picture.height - high_mm - MARGIN), 2)
            for left in range(MARGIN, max(MARGIN + 1, picture.width - wide_mm - MARGIN), 2)
        ),
        default=(0, 0, *WISHED),
    )
    return best[2], best[3]


def _rows(picture: Any) -> Iterator[bytes]:
    data, width = picture.tobytes(), picture.width
    return (data[place : place + width] for place in range(0, len(data), width))


def _sums(ink: list[list[int]]) -> list[list[int]]:
    table = [[0] * (len(ink[0]) + 1)]
    for row in ink:
        line, above = [0], table[-1]
        total = 0
        for column, dot in enumerate(row):
            total += dot
            line.append(above[column + 1] + total)
        table.append(line)
    return table


def _covered(sums: list[list[int]], left: int, top: int, wide: int, high: int) -> int:
    right, bottom = min(left + wide, len(sums[0]) - 1), min(top + high, len(sums) - 1)
    return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left]


def _far(left: int, top: int) -> int:
    return abs(left - WISHED[0]) + abs(top - WISHED[1])
