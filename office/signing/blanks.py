"""Places left empty in a letter that is signed: filled afterwards, and the signature stays.

A leader signs before there is a number and a day (NĐ 30/2020 Đ14, Đ15). So both are form fields of
the file that is signed, and the signature allows that fields be filled and nothing else (DocMDP 2).
The same words give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields

from office.signing.make import AGENCY
from office.signing.page import Page
from office.signing.places import Place

NUMBER, DAY = "SoVanBan", "NgayVanBan"
#: The blanks by the ids that the letter's layout gives them.
IDS = {"number": NUMBER, "day": DAY}
_NAMES = {NUMBER: "Số văn bản", DAY: "Ngày, tháng, năm ban hành"}
_READ_ONLY = 1  # nobody types here: the office fills it
_PRINTED_AND_LOCKED = 0b10000100
_ID = 16
# pyHanko has no types there.
_Dict: Any = generic.DictionaryObject
_Number: Any = generic.NumberObject


@dataclass(frozen=True, slots=True)
class Words:
    """What a blank is filled with: as text, and drawn as a PDF of one page of its size."""

    text: str
    pdf: bytes


def leave(content: bytes, blanks: Mapping[str, Place], seal: Place) -> bytes:
    """Return `content` with empty fields at `blanks`, and one for the agency's seal.

    The seal's field must be there before: whoever signs first lets nobody add one. Signing it
    locks the blanks.
    """
    writer: Any = _Steady(content, "leave")
    form = _Dict({pdf_name("/Fields"): generic.ArrayObject()})
    writer.root[pdf_name("/AcroForm")] = writer.add_object(form)
    writer.update_root()
    for name, place in blanks.items():
        page = writer.find_page_for_modification(place.page)[0]
        field = writer.add_object(_field(writer, name, place, page))
        form["/Fields"].append(field)
        writer.register_annotation(page, field)
    lock = fields.FieldMDPSpec(fields.FieldMDPAction.INCLUDE, fields=list(blanks))
    there: Any = {"on_page": seal.page, "box": seal.box}
    spec = fields.SigFieldSpec(AGENCY, field_mdp_spec=lock if blanks else None, **there)
    fields.append_signature_field(writer, spec)
    updated: bytes = writer.bytes()
    return updated


def places(content: bytes) -> dict[str, Place]:
    """Return the blanks of a letter and where they are, none where it has none."""
    root = PdfFileReader(BytesIO(content)).root
    found = {}
    for entry in root["/AcroForm"]["/Fields"] if "/AcroForm" in root else ():
        name = str(entry.get_object().get("/T", ""))
        if name in _NAMES:
            left, bottom, right, top = (float(edge) for edge in entry.get_object()["/Rect"])
            found[name] = Place(0, left, bottom, right, top)
    return found


def fill(content: bytes, words: Mapping[str, Words]) -> bytes:
    """Return `content` with its blanks filled, behind all that is there."""
    said = "".join(f"{name}={one.text};" for name, one in words.items())
    writer: Any = _Steady(content, said)
    for entry in writer.root["/AcroForm"]["/Fields"]:
        field = entry.get_object()
        filled = words.get(str(field.get("/T")))
        if filled is None:
            continue
        field[pdf_name("/V")] = pdf_string(filled.text)
        drawn: Any = Page(filled.pdf)
        drawn.set_writer(writer)
        field[pdf_name("/AP")] = _Dict({pdf_name("/N"): writer.add_object(_whole(drawn))})
        writer.mark_update(entry.reference)
    updated: bytes = writer.bytes()
    return updated


def _whole(drawn: Any) -> Any:
    """Return a drawing to the last part of a point: the library cuts its edges to whole points,
    and a viewer would stretch the words to the field and lift them off their line."""
    made = drawn.as_form_xobject()
    edges = map(generic.FloatObject, (0, 0, *drawn.size))
    made[pdf_name("/BBox")] = generic.ArrayObject(edges)
    return made


def _field(writer: Any, name: str, place: Place, page: Any) -> Any:
    wide, high = place.size
    nothing = RawContent(b"", box=BoxConstraints(width=wide, height=high)).as_form_xobject()
    return _Dict(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): pdf_string(name),
            pdf_name("/TU"): pdf_string(_NAMES[name]),
            pdf_name("/Ff"): _Number(_READ_ONLY),
            pdf_name("/F"): _Number(_PRINTED_AND_LOCKED),
            pdf_name("/DA"): pdf_string("0 g"),
            pdf_name("/P"): page,
            pdf_name("/Rect"): generic.ArrayObject(map(generic.FloatObject, place.box)),
            pdf_name("/AP"): _Dict({pdf_name("/N"): writer.add_object(nothing)}),
        }
    )


class _Steady(IncrementalPdfFileWriter):
    """Writes the same bytes each time, where the library throws dice and looks at the clock."""

    def __init__(self, content: bytes, said: str) -> None:
        super().__init__(BytesIO(content))
        digest = hashlib.sha256(hashlib.sha256(content).digest() + said.encode()).digest()
        first, _ = self._document_id
        second = generic.ByteStringObject(digest[:_ID])
        self._document_id = generic.ArrayObject([first, second])

    def _update_meta(self) -> None:
        """Leave the description of the file as it was."""

    def bytes(self) -> bytes:
        """Return what was there with the update behind it."""
        out = BytesIO()
        self.write(out)  # type: ignore[no-untyped-call]  # pyHanko has no types there
        return out.getvalue()
