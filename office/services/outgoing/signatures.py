"""What becomes of a signature: its files and its facts, kept and sealed with the movement.

What was signed was signed outside the transaction; here it is only looked at whether it is
still what the draft says.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, insert, select

from office.domain.errors import Refused
from office.domain.signing import (
    AGENCY,
    DIGITAL,
    FORMS,
    LEADER,
    NUMBERED,
    PAPER,
    SEALED,
    SIGNED,
    SignedFile,
    Signing,
    fact,
)
from office.models import signings
from office.models.base import table
from office.models.documents import Attachment
from office.reports.letter import Letter
from office.services import documents, keyring
from office.services.documents import File
from office.services.files import letters
from office.services.step import Step
from office.services.work import Work
from office.signing.keys import Key
from office.signing.make import OTHER_BYTES

_KEEP = insert(table(signings.Signing))
_NAMED = select(Attachment.name).where(
    Attachment.document_id == bindparam("document"), Attachment.position == bindparam("position")
)


def leader(work: Work, step: Step, signer: Mapping[str, str]) -> None:
    """Keep the leader's signature; raises Refused where the letter is not the one they saw."""
    key, made = keyring.of_person(work), step.form.signature
    _check_looked(key, made)
    if made is not None and made.of != letters.fingerprint(seen(work, step, signer, key)):
        raise Refused(OTHER_BYTES)
    _keep(work, step, LEADER, made)


def agency(work: Work, step: Step) -> None:
    """Effect: keep the agency's signature over the numbered letter and each PDF beside it.

    Raises Refused where it is not the letter that the clerk saw (NĐ 30/2020 Đ14.1, Đ32.2c).
    """
    made = step.form.signature
    _check_looked(keyring.of_unit(work, step.run.agency_id), made)
    kept = letters.forms(work, step.run.row.public_id)
    if made is not None and made.of != kept.get(NUMBERED):
        raise Refused(OTHER_BYTES)
    _keep(work, step, AGENCY, made)


def seen(work: Work, step: Step, signer: Mapping[str, str], key: Key | None) -> Letter:
    """Return the letter that is shown to whoever signs it: with blanks for a key, else none."""
    return letters.to_sign(
        work,
        step.run.row.public_id,
        signer,
        blanks=key is not None,
        simulated=key is not None and key.simulated,
    )


def _check_looked(key: Key | None, made: Signing | None) -> None:
    """Refuse to take for paper what could have been signed with a key."""
    if key is not None and (made is None or made.key is None):
        raise Refused(keyring.LOOK_FIRST.filled(holder=key.holder.partition(":")[2]))


def _keep(work: Work, step: Step, whose: str, made: Signing | None) -> None:
    key = made.key if made is not None else None
    digests = [_attach(work, step, whose, file) for file in made.files] if made is not None else []
    told = fact(whose, key, digests[-1] if digests else "")
    step.facts |= {"signature": told, "made": digests}
    said = {name: word for name, word in told.items() if name not in ("by", "way")}
    blank = dict.fromkeys(("subject", "unit", "issuer", "serial", "level", "digest"), "")
    work.db.execute(
        _KEEP,
        {
            "document_id": step.run.document_id,
            "whose": whose,
            "way": DIGITAL if key is not None else PAPER,
            "person_id": work.actor.person_id,
            "unit_id": step.run.agency_id,
            "at": work.at,
            "simulated": False,
            **blank,
            **said,
        },
    )


def _attach(work: Work, step: Step, whose: str, file: SignedFile) -> str:
    """Keep a signed file beside what it was made of; the letter itself comes last."""
    key = step.run.document_id
    form = SIGNED if whose == LEADER else SEALED
    if file.original is None:
        named = letters.named(work, key, file.content, form)
    else:
        name = work.db.scalar(_NAMED, {"document": key, "position": file.original})
        named = File(
            f"ky-so-{name}", file.content, letters.MEDIA_TYPE, FORMS[form],
            form=form, original=file.original,
        )  # fmt: skip
    return documents.attach(work, key, named)
