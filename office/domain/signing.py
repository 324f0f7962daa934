"""Signatures made here: by whom, with which key, over which bytes (NĐ 30/2020 Đ13, Đ14).

Whether a step was signed with a key or on paper is a fact of the record: nothing is signed
digitally by default.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from office.domain.text import Text

#: Whose signature: the leader's, then the agency's.
LEADER, AGENCY = "leader", "agency"
#: How: with a key, or with pen and stamp on what was printed.
DIGITAL, PAPER = "digital", "paper"
#: The forms of a letter that the office makes one after another, each out of the one before.
SIGNED, NUMBERED, SEALED = "signed", "numbered", "sealed"
FORMS: dict[str, str] = {
    SIGNED: "Bản lãnh đạo đã ký, chưa có số",
    NUMBERED: "Bản đã có số",
    SEALED: "Bản phát hành",
}
WAYS: dict[tuple[str, str], Text] = {
    (LEADER, DIGITAL): Text("người ký đã ký số", "signed with the signer's key"),
    (LEADER, PAPER): Text("chưa ký số (ký giấy)", "not signed digitally (signed on paper)"),
    (AGENCY, DIGITAL): Text("đã ký số của cơ quan", "signed with the agency's key"),
    (AGENCY, PAPER): Text(
        "chưa ký số của cơ quan (đóng dấu giấy)",
        "not signed digitally for the agency (stamped on paper)",
    ),
}
SIMULATED = Text("chữ ký mô phỏng", "simulated signature")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyUsed:
    """The key of a signature, off its certificate; `level` is PAdES B-B, B-T or B-LT."""

    subject: str
    unit: str
    issuer: str
    serial: str
    level: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A signed file: its bytes, and of which file of the draft (None: of the letter itself)."""

    content: bytes
    original: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What came of signing what somebody saw; `key` is None for what is signed on paper.

    `of` names what was seen: the letter's words, or the digest of the file.
    """

    of: str
    key: KeyUsed | None = None
    files: tuple[SignedFile, ...] = ()


def fact(whose: str, key: KeyUsed | None, digest: str) -> dict[str, Any]:
    """Return a signature as the record keeps it; `digest` is of the signed letter."""
    if key is None:
        return {"by": whose, "way": PAPER}
    return {
        "by": whose, "way": DIGITAL, "subject": key.subject, "unit": key.unit,
        "issuer": key.issuer, "serial": key.serial, "level": key.level,
        "simulated": key.simulated, "digest": digest,
    }  # fmt: skip


class _File(Protocol):
    position: Any
    rendered: Any
    form: Any
    original: Any


F = TypeVar("F", bound=_File)


def current(files: Iterable[F]) -> list[F]:
    """Return what stands for a document out of all its files, the letter itself first.

    Of the letter's forms the last; of each other file the signed one where there is one.
    """
    listed = list(files)
    forms = {one.form: one for one in listed if one.form and one.original is None}
    last = next((forms[name] for name in (SEALED, NUMBERED, SIGNED) if name in forms), None)
    signed = {one.original: one for one in listed if one.form and one.original is not None}
    own = sorted((one for one in listed if not one.rendered), key=lambda one: int(one.position))
    copies = [one for one in listed if one.rendered and not one.form]
    letter = [last] if last is not None else []
    return [*letter, *copies, *(signed.get(one.position, one) for one in own)]
