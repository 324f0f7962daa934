"""The clerk signs for the agency: the numbered letter, and each PDF beside it (Đ14.1, Đ32.2c)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from office.domain.asks import Form
from office.domain.errors import Refused
from office.domain.numbering import symbol_text
from office.domain.signing import NUMBERED, KeyUsed, SignedFile, Signing
from office.domain.titles import full_name
from office.models.documents import Attachment
from office.reports import signatures as pictures
from office.services import keyring, routing
from office.services.files import fillable, letters
from office.services.files.fillable import Numbering
from office.services.signing.leader import Begin
from office.services.step import Step
from office.signing import make, places
from office.signing.keys import Key
from office.signing.make import (
    AGENCY,
    ATTACHMENT,
    LEADER,
    NOT_SIGNABLE,
    OTHER_BYTES,
    SIGNED_ALREADY,
    Order,
    Picture,
    Proofs,
)

SEAL = "seal"
REASON = "Ký số của cơ quan, tổ chức"
_FILES = (
    select(Attachment.__table__)
    .where(Attachment.document_id == bindparam("document"), Attachment.rendered.is_(False))
    .order_by(Attachment.position)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The letter that a clerk is asked to sign for the agency, with what goes beside it."""

    pdf: bytes
    digest: str
    revision: int
    agency: str
    symbol: str
    key: KeyUsed | None
    files: Sequence[Row[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    numbered: bytes | Numbering
    agency: str
    symbol: str
    key: Key | None
    files: Sequence[Row[Any]]
    revision: int
    at: datetime
    proofs: Proofs


def show(look: Begin, public_id: str) -> Shown:
    """Return the letter that would be signed; raises NotFound, and Refused with why not."""
    asked = _asked(look, public_id)
    pdf = _pdf(asked)
    return Shown(
        pdf=pdf,
        digest=hashlib.sha256(pdf).hexdigest(),
        revision=asked.revision,
        agency=asked.agency,
        symbol=asked.symbol,
        key=make.would_use(asked.key, asked.proofs) if asked.key is not None else None,
        files=asked.files,
    )


def take(look: Begin, begin: Begin, public_id: str, seen: tuple[str, int]) -> Step:
    """Sign what the clerk saw (digest and revision) and move it on; raises as `signed` and
    `routing.move` do."""
    digest, revision = seen
    made = signed(look, begin, public_id, digest)
    with begin() as work:
        return routing.move(work, public_id, SEAL, Form(signature=made), revision=revision)


def signed(look: Begin, begin: Begin, public_id: str, seen: str) -> Signing:
    """Return the letter and the PDFs beside it with the agency's signature, for `routing.move`.

    `seen` is the letter's SHA-256. The numbered form is kept first, if it has not been yet.
    Raises NotFound, and Refused with why not.
    """
    asked = _asked(look, public_id)
    pdf = _pdf(asked)
    if hashlib.sha256(pdf).hexdigest() != seen:
        raise Refused(OTHER_BYTES)
    if isinstance(asked.numbered, Numbering):
        with begin() as work:
            letters.keep(work, public_id, pdf)
    if asked.key is None:
        return Signing(of=seen)
    files = [one for one in asked.files if one.media_type == letters.MEDIA_TYPE]
    beside = [made for one in files if (made := _beside(look, asked, asked.key, one))]
    sealed = _sealed(asked, asked.key, pdf)
    return Signing(
        of=seen,
        key=make.used(sealed, AGENCY, asked.key),
        files=(*beside, SignedFile(sealed)),
    )


def _asked(look: Begin, public_id: str) -> _Asked:
    with look() as work:
        run = routing.decided(work, public_id, SEAL).run
        wanted = fillable.wanted(work, public_id)
        return _Asked(
            numbered=wanted or work.storage.read(letters.forms(work, public_id)[NUMBERED]),
            agency=full_name(work.tree[run.agency_id].name),
            symbol=symbol_text(run.row.number_text, run.row.notation),
            key=keyring.of_unit(work, run.agency_id),
            files=work.db.execute(_FILES, {"document": run.document_id}).all(),
            revision=run.revision,
            at=work.at,
            proofs=keyring.proofs(work.settings),
        )


def _pdf(asked: _Asked) -> bytes:
    numbered = asked.numbered
    return fillable.numbered(numbered) if isinstance(numbered, Numbering) else numbered


def _sealed(asked: _Asked, key: Key, pdf: bytes) -> bytes:
    leader = places.signed(pdf, LEADER) or places.anchored(pdf)
    assert leader is not None  # noqa: S101 (every letter leaves room for its signature)
    drawn = pictures.seal(asked.agency, simulated=key.simulated)
    order = _order(asked, key, pdf, AGENCY, (places.seal_over(leader), drawn))
    return make.sign(pdf, key, order, asked.proofs)


def _beside(look: Begin, asked: _Asked, key: Key, file: Row[Any]) -> SignedFile | None:
    """Return a file with the agency's mark, None for one that no signature can be added to."""
    with look() as work:
        content = work.storage.read(file.digest)
    drawn = pictures.mark(asked.symbol, asked.at, simulated=key.simulated)
    try:
        order = _order(asked, key, content, ATTACHMENT, (places.mark(content), drawn))
        return SignedFile(make.sign(content, key, order, asked.proofs), file.position)
    except ValueError:
        return None
    except Refused as refusal:
        if refusal.reasons[0] not in (NOT_SIGNABLE, SIGNED_ALREADY):
            raise
        return None


def _order(
    asked: _Asked, key: Key, content: bytes, field: str, drawn: tuple[places.Place, bytes]
) -> Order:
    place, picture = drawn
    return Order(
        seen=hashlib.sha256(content).hexdigest(),
        field=field,
        place=place,
        picture=Picture(picture, key.simulated),
        reason=REASON,
        at=asked.at,
    )
