"""The printed form of a document drafted here (NĐ 30/2020 Phụ lục I)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, bindparam, select, update

from office.domain import layout as layouts
from office.domain.documents import Content
from office.domain.errors import Refused
from office.domain.numbering import notation, symbol_text
from office.domain.signing import DIGITAL, FORMS, LEADER, NUMBERED, SEALED
from office.domain.text import Text
from office.domain.titles import full_name, issuer
from office.models.documents import Attachment, Document, DraftRecipient
from office.models.signings import Signing
from office.reports.letter import Letter
from office.reports.letter import render as render_letter
from office.reports.render import TooMuch
from office.services import access, documents
from office.services.documents import File
from office.services.tree import UnitNode
from office.services.work import Work
from office.signing import places

#: Up to so many recipients are printed by name; more are counted by kind.
NAMED = 12
MEDIA_TYPE = "application/pdf"
UNNUMBERED = "van-ban-da-ky.pdf"
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
_PRINTED = (
    select(Document.__table__, Signing.way, Signing.simulated)
    .outerjoin(Signing, and_(Signing.document_id == Document.id, Signing.whose == LEADER))
    .where(Document.id == bindparam("document"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a page is made of before anything is kept: the columns of a document, as typed."""

    agency_id: int
    drafting_unit_id: int
    type_code: str
    subject: str
    body: str
    urgency: int
    layout: Mapping[str, Any] = field(default_factory=dict)
    number_text: str = ""
    notation: str = ""
    issued_on: date | None = None
    signer_authority: str = ""
    signer_position: str = ""
    signer_name: str = ""
    signed_by: int | None = None
    way: str | None = None
    simulated: bool = False


def render(work: Work, public_id: str) -> bytes:
    """Return a draft or issued document as a PDF; raises NotFound, Refused for too long a one."""
    return pdf(letter(work, public_id))


def pdf(written: Letter) -> bytes:
    """Return a letter as a PDF; raises Refused for too long a one."""
    try:
        return render_letter(written)
    except TooMuch as fault:
        raise Refused(TOO_MUCH) from fault


def letter(work: Work, public_id: str, signer: Mapping[str, str] | None = None) -> Letter:
    """Return what is printed of a document; raises NotFound.

    `signer` are authority, position and name of who will sign, where nobody has yet.
    """
    key = access.document_id(work, public_id)
    row = work.db.execute(_PRINTED, {"document": key}).one()
    return _letter(work, row, _recipient_units(work, key), signer)


def sketch(
    work: Work,
    content: Content,
    public_id: str | None = None,
    recipients: Sequence[int] | None = None,
) -> Letter:
    """Return what would be printed of a text as it is typed, in a draft or (None) a new one.

    `recipients` are units, None for those the draft has now.

    Raises NotFound for a draft the actor may not know of.
    """
    agency_id, unit_id, units = work.actor.agency_id, work.actor.unit_id, list[UnitNode]()
    if public_id is not None:
        key = access.document_id(work, public_id)
        place = select(Document.agency_id, Document.drafting_unit_id).where(Document.id == key)
        agency_id, unit_id = work.db.execute(place).one()
        units = _recipient_units(work, key) if recipients is None else []
    if recipients is not None:
        units = [work.tree.units[unit] for unit in recipients if unit in work.tree.units]
    sheet = Sheet(
        agency_id=agency_id,
        drafting_unit_id=unit_id,
        type_code=content.type_code,
        subject=content.subject.strip(),
        body=content.body,
        urgency=content.urgency,
        layout=content.layout.facts(),
    )
    return _letter(work, sheet, units)


def _letter(
    work: Work,
    row: Row[Any] | Sheet,
    units: list[UnitNode],
    signer: Mapping[str, str] | None = None,
) -> Letter:
    agency, named = work.tree[row.agency_id], signer or _signer(row)
    layout = layouts.of_facts(row.layout)
    addressed = _named(units)
    above = work.tree.upward(agency.id)[1:]
    to_all = row.type_code in GREETED or (
        row.type_code in GREETED_ABOVE and any(unit.id in above for unit in units)
    )
    addressees = layout.addressees or (addressed if to_all else ())
    filed = f"Lưu: VT, {work.tree[row.drafting_unit_id].abbreviation}."
    receivers = ("Như trên;", filed) if addressees else (*addressed, filed)
    return Letter(
        parent_organ=parent(work, agency),
        organ=full_name(agency.name),
        number_symbol=_symbol(work, row),
        place=agency.place,
        issued_on=row.issued_on,
        type_name=work.types[row.type_code].title,
        subject=_subject(row),
        addressees=addressees,
        body=row.body,
        urgency=STAMPS[row.urgency],
        issuer=issuer(agency.name, named["signer_authority"], named["signer_position"]),
        authority=named["signer_authority"],
        position=(named["signer_position"] or "…").upper(),
        signer_name=named["signer_name"],
        recipients=layout.receivers or receivers,
        hour=layout.until if row.urgency == layouts.AT_AN_HOUR else "",
        circulation=layout.circulation,
        typist_mark=layout.mark,
        contact=layout.contact,
        draft=row.signed_by is None,
        simulated_signature=_says_simulated(row),
    )


def _signer(row: Row[Any] | Sheet) -> Mapping[str, str]:
    return {
        "signer_name": row.signer_name,
        "signer_position": row.signer_position,
        "signer_authority": row.signer_authority,
    }


def to_sign(
    work: Work, public_id: str, signer: Mapping[str, str], *, blanks: bool, simulated: bool
) -> Letter:
    """Return the letter that a leader signs: no draft any more, and not numbered yet.

    With `blanks`, number and day are filled in afterwards; on paper by hand, as ever.
    """
    made = letter(work, public_id, signer)
    return replace(made, draft=False, unnumbered=blanks, simulated_signature=simulated)


def fingerprint(letter: Letter) -> str:
    """Return what tells a letter from every other one, without printing it."""
    return hashlib.sha256(repr(letter).encode()).hexdigest()


def missing(work: Work, public_id: str) -> bool:
    """Say whether no form of a document that has its number has been kept yet."""
    return not forms(work, public_id).keys() & {NUMBERED, SEALED}


def forms(work: Work, public_id: str) -> dict[str, str]:
    """Return the digests of the forms of a letter that are kept, by form."""
    key = access.document_id(work, public_id)
    kept = select(Attachment.form, Attachment.digest).where(
        Attachment.document_id == key, Attachment.form != "", Attachment.original.is_(None)
    )
    return {row.form: row.digest for row in work.db.execute(kept)}


def keep(work: Work, public_id: str, pdf: bytes) -> None:
    """Keep the form that has a number, once, and seal which bytes it is and how many pages."""
    (entered,) = documents.locked(work, Document.public_id == public_id)
    if not missing(work, public_id):
        return
    digest = documents.attach(work, entered.id, named(work, entered.id, pdf, NUMBERED))
    pages = places.count(pdf)
    work.db.execute(update(Document).where(Document.id == entered.id).values(pages=pages))
    facts = {"act": "render", "run": "", "files": [digest], "counted": {"pages": pages}}
    documents.happened(work, entered, facts)


def named(work: Work, key: int, pdf: bytes, form: str) -> File:
    """Return a form of a letter as a file, under the name it is sent by."""
    row = work.db.execute(
        select(Document.number_text, Document.notation).where(Document.id == key)
    ).one()
    name = f"{row.number_text}-{row.notation}.pdf" if row.number_text else UNNUMBERED
    return File(name, pdf, MEDIA_TYPE, FORMS[form], form=form)


def _says_simulated(row: Row[Any] | Sheet) -> bool:
    """Say whether the page must name the signature simulated.

    So must what was signed before there were keys: nothing but this software signed it.
    """
    if row.signed_by is None or row.way is None:
        return row.signed_by is not None
    return bool(row.way == DIGITAL and row.simulated)


def _symbol(work: Work, row: Row[Any] | Sheet) -> str:
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


def _subject(row: Row[Any] | Sheet) -> str:
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


def _named(nodes: Sequence[UnitNode]) -> tuple[str, ...]:
    """Return whom it goes to: each by name, or many by kind of unit and how many."""
    if len(nodes) <= NAMED:
        return tuple(f"{node.name};" for node in nodes)
    kinds = Counter(node.kind.title.vi for node in nodes)
    return tuple(f"{kind} ({count} nơi, theo danh sách gửi);" for kind, count in kinds.items())
