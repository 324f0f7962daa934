"""Files as people and strangers send them: good ones of every kind, and those that act."""

import io
import zipfile
import zlib

from PIL import Image, ImageDraw

from office.reports import render

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf(*pages: str) -> bytes:
    """Return a true PDF with the words of each page."""
    sheets = "".join(f'<p style="break-after: page">{words}</p>' for words in pages or ("Trang",))
    return render.pdf(f'<html lang="vi"><body>{sheets}</body></html>', title="Thử")


def pdf_with(objects: str) -> bytes:
    """Return a PDF that holds `objects`, as far as it has to be one to be looked into."""
    return b"%PDF-1.7\n1 0 obj <<" + objects.encode("latin-1") + b">> endobj\n%%EOF"


def pdf_packing(objects: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """Return a PDF with its objects in a compressed object stream."""
    packed = zlib.compress(b"1 0 2 9 " + objects)
    head = b"%PDF-1.7\n9 0 obj <</Type/ObjStm/N 2/First 8/Filter" + filters
    return head + b">>\nstream\n" + packed + b"\nendstream endobj\n%%EOF"


def picture(kind: str = "JPEG", frames: int = 1, size: tuple[int, int] = (620, 877)) -> bytes:
    """Return a picture of a page, or several in one file."""
    drawn = []
    for number in range(frames):
        image = Image.new("RGB", size, "white")
        ImageDraw.Draw(image).rectangle((80, 60 + 90 * number, 300, 90 + 90 * number), fill="black")
        drawn.append(image)
    out = io.BytesIO()
    more = {"save_all": True, "append_images": drawn[1:]} if frames > 1 else {}
    drawn[0].save(out, kind, dpi=(75, 75), **more)
    return out.getvalue()


def package(
    members: dict[str, bytes | str] | None = None, main: str = "word/document.xml"
) -> bytes:
    """Return an OOXML package, with further members."""
    out = io.BytesIO()
    whole: dict[str, bytes | str] = {"[Content_Types].xml": "<Types/>", main: "<w/>"}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**whole, **(members or {})}.items():
            archive.writestr(name, content)
    return out.getvalue()


def odf(kind: str = "text", members: dict[str, str] | None = None) -> bytes:
    """Return an ODF package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        for name, content in {"content.xml": "<c/>", **(members or {})}.items():
            archive.writestr(name, content)
    return out.getvalue()


def wide(name: str) -> bytes:
    """Return a name as the directory of an OLE file writes it."""
    return name.encode("utf-16-le")
