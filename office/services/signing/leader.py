"""A leader signs: what they are shown, and what their key makes of it (NĐ 30/2020 Đ13)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from office.domain.asks import Form
from office.domain.errors import Refused
from office.domain.signing import KeyUsed, SignedFile, Signing
from office.reports import signatures as pictures
from office.reports.letter import Letter
from office.services import keyring, routing
from office.services.files import fillable, letters
from office.services.files.fillable import Fillable
from office.services.outgoing import signatures, signing_capacity
from office.services.step import Step
from office.services.work import Work
from office.signing import make
from office.signing.keys import Key
from office.signing.make import LEADER, OTHER_BYTES, Order, Picture, Proofs

SIGN = "sign"
REASON = "Ký ban hành"
Begin = Callable[[], AbstractContextManager[Work]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The file that a leader is asked to sign, in which capacity, and with which key."""

    pdf: bytes
    digest: str
    revision: int
    signer: Mapping[str, str]
    key: KeyUsed | None
    #: As printed: the number is not known yet.
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    letter: Letter
    signer: Mapping[str, str]
    key: Key | None
    revision: int
    at: datetime
    proofs: Proofs


def show(look: Begin, public_id: str) -> Shown:
    """Return the file that the actor would sign; raises NotFound, and Refused with why not."""
    asked = _asked(look, public_id)
    pdf = fillable.made(asked.letter).pdf
    return Shown(
        pdf=pdf,
        digest=hashlib.sha256(pdf).hexdigest(),
        revision=asked.revision,
        signer=asked.signer,
        key=make.would_use(asked.key, asked.proofs) if asked.key is not None else None,
        symbol=asked.letter.number_symbol,
    )


def take(look: Begin, begin: Begin, public_id: str, seen: tuple[str, int]) -> Step:
    """Sign what the actor saw (digest and revision) and move it on; raises as `signed` and
    `routing.move` do.

    Printing, the key and its servers are used outside the transaction that writes.
    """
    digest, revision = seen
    made = signed(look, public_id, digest)
    with begin() as work:
        return routing.move(work, public_id, SIGN, Form(signature=made), revision=revision)


def signed(look: Begin, public_id: str, seen: str) -> Signing:
    """Return the file that the actor saw with their signature, for `routing.move` to keep.

    `seen` is its SHA-256. Raises NotFound, and Refused with why not: other bytes, no key that
    opens, an action that is closed. Nothing is changed yet.
    """
    asked = _asked(look, public_id)
    form = fillable.made(asked.letter)
    if hashlib.sha256(form.pdf).hexdigest() != seen:
        raise Refused(OTHER_BYTES)
    of = letters.fingerprint(asked.letter)
    if asked.key is None:
        return Signing(of=of)
    pdf = make.sign(form.pdf, asked.key, _order(asked, form, seen), asked.proofs)
    return Signing(of=of, key=make.used(pdf, LEADER, asked.key), files=(SignedFile(pdf),))


def _asked(look: Begin, public_id: str) -> _Asked:
    with look() as work:
        step = routing.decided(work, public_id, SIGN)
        signer = signing_capacity.capacity(work, step.run).printed(work.actor.name)
        key = keyring.of_person(work)
        return _Asked(
            letter=signatures.seen(work, step, signer, key),
            signer=signer,
            key=key,
            revision=step.run.revision,
            at=work.at,
            proofs=keyring.proofs(work.settings),
        )


def _order(asked: _Asked, form: Fillable, seen: str) -> Order:
    simulated = asked.key is not None and asked.key.simulated
    drawn = pictures.leader(asked.signer["signer_name"], simulated=simulated)
    return Order(
        seen=seen,
        field=LEADER,
        place=form.place,
        picture=Picture(drawn, simulated),
        reason=REASON,
        at=asked.at,
        fillable=True,
    )
