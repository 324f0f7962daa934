"""What was found of signatures, what was known of them, and how each was made here, in sentences:
from sealed records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from office.domain.signatures import words_of
from office.domain.signing import AGENCY, DIGITAL, LEADER, SIMULATED, WAYS
from office.domain.text import Text

_WHOSE = {
    LEADER: Text("chữ ký số của người ký", "the signer's signature"),
    AGENCY: Text("chữ ký số của cơ quan", "the agency's signature"),
}
_FOUND = Text("{words}{signers}", "{words}{signers}")
_THEN = Text("khi đó: {words}", "known then: {words}")
_KEY = Text(
    "{way} (chứng thư số {serial} của {subject})", "{way} (certificate {serial} of {subject})"
)
_WORTHLESS = Text("{key}, {said}", "{key}, {said}")
_OF_FILE = Text("{name}: {words}", "{name}: {words}")


def clauses(record: Mapping[str, Any]) -> list[Text]:
    """Return what a record says of signatures, a clause a file; nothing for other records."""
    found, known = record.get("judged", ()), record.get("signatures", ())
    told = [_made(record["signature"])] if "signature" in record else []
    told += [
        _WHOSE[record[name]["by"]]
        for name in ("void_signature", "restored_signature")
        if name in record
    ]
    told += [_of_file(one, _found(one), many=len(found) > 1) for one in found]
    for one in known:
        said = _THEN.filled(words=words_of(one["verdict"]))
        told.append(_of_file(one, said, many=len(known) > 1))
    return [Text(one.vi.rstrip("."), one.en.rstrip(".")) for one in told]


def _made(one: Mapping[str, Any]) -> Text:
    """Say how somebody signed: with which key, or on paper."""
    way = WAYS[one["by"], one["way"]]
    if one["way"] != DIGITAL:
        return way
    key = _KEY.filled(way=way, subject=one["subject"], serial=one["serial"][:16])
    return _WORTHLESS.filled(key=key, said=SIMULATED) if one["simulated"] else key


def _found(one: Mapping[str, Any]) -> Text:
    names = ", ".join(signed["signer"] for signed in one["signatures"] if signed["signer"])
    signers = f" ({names})" if names else ""
    words = words_of(one["verdict"])
    return _FOUND.filled(words=Text(words.vi.rstrip("."), words.en.rstrip(".")), signers=signers)


def _of_file(one: Mapping[str, Any], words: Text, *, many: bool) -> Text:
    return _OF_FILE.filled(name=one["name"], words=words) if many else words
