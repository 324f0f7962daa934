"""What a draft that mends another begins with, and adding the recipients it left out."""

from __future__ import annotations

from office.domain.documents import Content
from office.domain.numbering import symbol_text
from office.domain.relations import AMENDS, CORRECTS, LETTER
from office.services import access
from office.services.outgoing import drafting, relating
from office.services.outgoing.drafting import Recipient
from office.services.outgoing.relating import Mends
from office.services.work import Work


def content(work: Work, mends: Mends) -> Content:
    """Return the first words of a draft that replaces, amends or corrects a document.

    Raises what `relating.mended` does.
    """
    original = relating.mended(work, mends).row
    dated = f" ngày {original.issued_on:%d/%m/%Y}" if original.issued_on else ""
    named = f"Văn bản số {symbol_text(original.number_text, original.notation)}{dated}"
    agency = work.tree[original.agency_id].name
    if mends.kind == CORRECTS:
        return Content(
            type_code=LETTER,
            subject=f"đính chính {named}",
            body=f"{agency} đính chính {named} như sau:\n\nĐã in là: “…”.\n\nNay sửa là: “…”.",
            urgency=original.urgency,
        )
    if mends.kind == AMENDS:
        return Content(
            type_code=original.type_code,
            subject=f"sửa đổi, bổ sung {named}",
            body=f"Sửa đổi, bổ sung {named} như sau:\n\n",
            urgency=original.urgency,
            council=original.council,
        )
    return Content(
        type_code=original.type_code,
        subject=original.subject,
        body=f"{original.body.rstrip()}\n\nVăn bản này thay thế {named}.",
        urgency=original.urgency,
        council=original.council,
    )


def add_left_out(work: Work, public_id: str) -> int:
    """Add whoever has the document that a draft mends to its recipients, each by the way that
    one came; return how many."""
    missing = relating.left_out(work, access.document_id(work, public_id))
    wanted = drafting.addressed(work, public_id)
    wanted += [Recipient(**one._asdict()) for one in missing]
    drafting.address(work, public_id, wanted)
    return len(missing)
