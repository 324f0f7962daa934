"""The child process that opens strangers' files: `child.py <task as JSON>`, run by `process`.

It stands alone: it imports nothing of the office, holds only the files it was handed (by
descriptor), and binds itself to limits of time, memory and output before it opens one.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

MOST_PIXELS = 120_000_000
MOST_DRAWN = 12_000_000
MOST_SEGMENTS = 20_000
POINTS = 72.0
PDF = "application/pdf"
#: Tasks that a module beside this file does.
BESIDE = {
    "join": "copies", "stamp": "copies", "written": "written",
    "repeat": "sheets", "certify": "sheets", "mark": "sheets", "scan": "sheets",
}  # fmt: skip

Task = dict[str, Any]


def bind(task: Task) -> None:
    """Set the limits; the kernel ends whoever passes them."""
    limits = {
        resource.RLIMIT_CPU: task["cpu"],
        resource.RLIMIT_AS: task["memory"],
        resource.RLIMIT_FSIZE: task["output"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 256,
    }
    for which, most in limits.items():
        resource.setrlimit(which, (most, most))


def look(task: Task, out: BinaryIO) -> None:
    """Tell how many pages there are."""
    with opened(task["files"][0]) as (count, _):
        out.write(json.dumps({"pages": count}).encode())


def picture(task: Task, out: BinaryIO) -> None:
    """Draw one page, `width` pixels wide, as WebP, or as a grey PNG for reading."""
    with opened(task["files"][0]) as (count, draw):
        if not 0 <= task["page"] < count:
            raise IndexError(task["page"])
        image = draw(task["page"], task["width"])
    if task["form"] == "png":
        image.convert("L").save(out, "PNG", dpi=(task["width"] / 8.27,) * 2)
    else:
        image.convert("RGB").save(out, "WEBP", quality=82, method=2)


def pictures(task: Task, out: BinaryIO) -> None:
    """Draw some pages from one on, `width` pixels wide: a line of sizes in JSON, then the WebPs."""
    made = []
    with opened(task["files"][0]) as (count, draw):
        for page in range(task["page"], min(task["page"] + task["most"], count)):
            held = io.BytesIO()
            draw(page, task["width"]).convert("RGB").save(held, "WEBP", quality=80, method=0)
            made.append(held.getvalue())
    told = {"pages": count, "sizes": [len(one) for one in made]}
    out.write(json.dumps(told).encode() + b"\n" + b"".join(made))


def words(task: Task, out: BinaryIO) -> None:
    """Tell the words of one page of a PDF and where they stand, in points from the top left."""
    import pypdfium2

    file = task["files"][0]
    if file["kind"] != PDF:
        told = {"width": 0, "height": 0, "segments": []}
    else:
        with pypdfium2.PdfDocument(os.fdopen(file["fd"], "rb")) as pdf:
            page = pdf[task["page"]]
            width, height = page.get_size()
            told = {"width": width, "height": height, "segments": list(segments_of(page, height))}
    out.write(json.dumps(told).encode())


def segments_of(page: Any, height: float) -> Iterator[list[Any]]:
    """Yield the words of a page: left, top, right, bottom, what is said."""
    text = page.get_textpage()
    for index in range(min(text.count_rects(), MOST_SEGMENTS)):
        left, bottom, right, top = text.get_rect(index)
        said = text.get_text_bounded(left, bottom, right, top).replace("\ufffe", "").strip()
        if said:
            box = (left, height - top, right, height - bottom)
            yield [*(round(edge, 1) for edge in box), " ".join(said.split())]


@contextmanager
def opened(file: Task) -> Iterator[tuple[int, Callable[[int, int], Any]]]:
    """Open a file: how many pages, and a function (page, width in pixels) → picture."""
    stream = os.fdopen(file["fd"], "rb")
    if file["kind"] == PDF:
        import pypdfium2

        with pypdfium2.PdfDocument(stream) as pdf:
            yield len(pdf), lambda page, width: drawn(pdf[page], width)
        return
    image = pillow().open(stream)
    checked(image)

    def frame(page: int, width: int) -> Any:
        image.seek(page)
        checked(image)
        upright = turned(image)
        across, down = upright.size
        scale = min(width / across, (MOST_DRAWN / (across * down)) ** 0.5)
        size = (max(1, round(across * scale)), max(1, round(down * scale)))
        return upright.convert("L" if upright.mode == "1" else upright.mode).resize(size)

    yield getattr(image, "n_frames", 1), frame


def drawn(page: Any, width: int) -> Any:
    """Draw a page of a PDF so wide; one that is very long is drawn narrower."""
    across, down = page.get_size()
    scale = width / max(across, 1.0)
    scale = min(scale, (MOST_DRAWN / max(across * down, 1.0)) ** 0.5)
    return page.render(scale=scale, may_draw_forms=True).to_pil()


def pillow() -> Any:
    """Return Pillow, knowing only what is asked of it here."""
    from PIL import Image, ImageFile

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return Image


def checked(image: Any) -> None:
    """Refuse a picture of too many pixels before they are unpacked."""
    if image.width * image.height > MOST_PIXELS or image.format not in (
        "JPEG",
        "PNG",
        "TIFF",
        "MPO",
    ):
        raise ValueError("not a picture that is drawn here")


def turned(image: Any) -> Any:
    """Return a picture upright, as the camera meant it, in colours that can be drawn."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        upright = upright.convert("RGBA")
        paper = pillow().new("RGBA", upright.size, "white")
        paper.alpha_composite(upright)
        upright = paper
    return upright.convert("RGB") if upright.mode not in ("1", "L", "RGB") else upright


def ocr(task: Task, out: BinaryIO) -> None:
    """Become tesseract, reading the picture and writing words with their places."""
    os.dup2(task["files"][0]["fd"], 0)
    os.dup2(out.fileno(), 1)
    # One thread: on a small machine more of them only wait for one another.
    surroundings = {"PATH": "/usr/local/bin:/usr/bin:/bin", "OMP_THREAD_LIMIT": "1"}
    program = ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", "3", "tsv"]
    os.execvpe("tesseract", program, surroundings)  # noqa: S606, S607 (fixed words, fixed PATH)


def main() -> None:
    """Do the one task handed over, writing its result to the descriptor named in it."""
    task = json.loads(sys.argv[1])
    bind(task)
    act: Callable[[Task, BinaryIO], None]
    if task["do"] in BESIDE:
        sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
        act = importlib.import_module(BESIDE[task["do"]]).make
    else:
        own = {"look": look, "picture": picture, "pictures": pictures, "words": words, "ocr": ocr}
        act = own[task["do"]]
    with os.fdopen(task["out"], "wb") as out:
        act(task, out)


if __name__ == "__main__":
    main()
