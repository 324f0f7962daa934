"""The printed form of a document drafted here (NĐ 30/2020 Phụ lục I)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Row, select

from office.domain.errors import Refused
from office.domain.numbering import notation, symbol_text
from office.domain.text import Text
from office.domain.titles import full_name, issuer
from office.models.documents import Attachment, Document, DraftRecipient
from office.reports.letter import Letter
from office.reports.letter import render as render_letter
from office.reports.render import TooMuch
from office.services import access, documents
from office.services.documents import File
from office.services.tree import UnitNode
from office.services.work import Work

#: Up to so many recipients are printed by name; more are counted by kind.
NAMED = 12
MEDIA_TYPE = "application/pdf"
#: Written before the subject of a công văn by the layout itself.
ABOUT = "V/v "
#: The stamp of each degree of urgency (Phụ lục I.III.2).
STAMPS = ("", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HỎA TỐC HẸN GIỜ")
#: Types that name whom they go to on top (Ô số 9a); others name them at the foot.
GREETED = frozenset({"CV", "TTr", "CĐ", "GM"})
#: Types that do so when they go to somebody above.
GREETED_ABOVE = frozenset({"BC"})
TOO_MUCH = Text(
    "Văn bản quá dài, máy chủ không in được. Hãy chuyển phần dài thành tệp đính kèm.",
    "The document is too long to be printed here. Move the long part into an attachment.",
)


def render(work: Work, public_id: str) -> bytes:
    """Return a draft or issued document as a PDF; raises NotFound, Refused for too long a one."""
    try:
        return render_letter(letter(work, public_id))
    except TooMuch as fault:
        raise Refused(TOO_MUCH) from fault


def letter(work: Work, public_id: str) -> Letter:
    """Return what is printed of a document; raises NotFound."""
    key = access.document_id(work, public_id)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    agency = work.tree[row.agency_id]
    units = _recipient_units(work, key)
    addressed = _named(units)
    above = work.tree.upward(agency.id)[1:]
    to_all = row.type_code in GREETED or (
        row.type_code in GREETED_ABOVE and any(unit.id in above for unit in units)
    )
    filed = f"Lưu: VT, {work.tree[row.drafting_unit_id].abbreviation}."
    return Letter(
        parent_organ=parent(work, agency),
        organ=full_name(agency.name),
        number_symbol=_symbol(work, row),
        place=agency.place,
        issued_on=row.issued_on,
        type_name=work.types[row.type_code].title,
        subject=_subject(row),
        addressees=addressed if to_all else (),
        body=row.body,
        urgency=STAMPS[row.urgency],
        issuer=issuer(agency.name, row.signer_authority, row.signer_position),
        authority=row.signer_authority,
        position=(row.signer_position or "…").upper(),
        signer_name=row.signer_name,
        recipients=("Như trên;", filed) if to_all else (*addressed, filed),
        draft=row.signed_by is None,
        simulated_signature=row.signed_by is not None,
    )


def missing(work: Work, public_id: str) -> bool:
    """Say whether the printed form of a document has not been kept yet."""
    key = access.document_id(work, public_id)
    made = select(Attachment.id).where(Attachment.document_id == key, Attachment.rendered)
    return work.db.scalar(made.limit(1)) is None


def keep(work: Work, public_id: str, pdf: bytes) -> None:
    """Keep the printed form with a numbered document, once, and seal which bytes it is."""
    (entered,) = documents.locked(work, Document.public_id == public_id)
    if not missing(work, public_id):
        return
    named = work.db.execute(
        select(Document.number_text, Document.notation).where(Document.id == entered.id)
    ).one()
    file = File(f"{named.number_text}-{named.notation}.pdf", pdf, MEDIA_TYPE, "Bản phát hành")
    digest = documents.attach(work, entered.id, file, rendered=True)
    documents.happened(work, entered, {"act": "render", "run": "", "files": [digest]})


def _symbol(work: Work, row: Row[Any]) -> str:
    if row.number_text:
        return symbol_text(row.number_text, row.notation)
    agency = work.tree[row.agency_id]
    unit = work.tree[row.drafting_unit_id]
    part = unit.abbreviation if unit.id != agency.id else ""
    return symbol_text("", notation(work.types[row.type_code], agency.abbreviation, part))


def parent(work: Work, agency: UnitNode) -> str | None:
    """Return the body an agency belongs to: printed above its own name inside one level."""
    if agency.parent_id is None:
        return None
    parent = work.tree[agency.parent_id]
    return full_name(parent.name) if parent.level == agency.level else None


def _subject(row: Row[Any]) -> str:
    """Return what it is about; the layout of a công văn writes "V/v" itself."""
    words: str = row.subject
    return words.removeprefix(ABOUT).strip() if row.type_code == "CV" else words


def _recipient_units(work: Work, key: int) -> list[UnitNode]:
    units = work.db.scalars(
        select(DraftRecipient.unit_id)
        .where(DraftRecipient.document_id == key)
        .order_by(DraftRecipient.unit_id)
    )
    return [work.tree[unit] for unit in units]


def _named(nodes: list[UnitNode]) -> tuple[str, ...]:
    """Return whom it goes to: each by name, or many by kind of unit and how many."""
    if len(nodes) <= NAMED:
        return tuple(f"{node.name};" for node in nodes)
    kinds = Counter(node.kind.title.vi for node in nodes)
    return tuple(f"{kind} ({count} nơi, theo danh sách gửi);" for kind, count in kinds.items())
