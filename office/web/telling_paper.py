"""What was done on paper, in sentences: from sealed records alone, like the rest of a story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from office.domain.certified import FORMS, KINDS
from office.domain.sheets import CONDITIONS, STAMP, WAYS
from office.domain.text import Text


def clauses(record: Mapping[str, Any]) -> list[Text]:
    """Return what a record says of paper, a clause each; nothing for other records."""
    return [*_counted(record), *_sent(record), *_copied(record), *_lent(record)]


def _counted(record: Mapping[str, Any]) -> list[Text]:
    entries = record.get("paper") or ()
    if not entries:
        return []
    copies = sum(entry["copies"] for entry in entries)
    count = sum(entry["sheets"] for entry in entries)
    told = Text("{c} bản", "{c} copies").filled(c=copies)
    if entries[0]["event"] != STAMP:
        told = Text("{c} bản, {n} tờ", "{c} copies, {n} sheets").filled(c=copies, n=count)
    states = {entry["condition"] for entry in entries if entry["condition"]}
    return [told, *(CONDITIONS[state] for state in sorted(states))]


def _sent(record: Mapping[str, Any]) -> list[Text]:
    if sent := record.get("envelope"):
        return [WAYS[sent["way"]]]
    if proof := record.get("proof"):
        return [Text("số hiệu {code}", "code {code}").filled(code=proof["code"])]
    return []


def _copied(record: Mapping[str, Any]) -> list[Text]:
    copied = record.get("copied")
    if not copied:
        return []
    told = Text("{kind} số {symbol}, bản {form}", "{kind} {symbol}, {form}")
    found = [
        told.filled(kind=KINDS[copied["kind"]], symbol=copied["symbol"], form=FORMS[copied["form"]])
    ]
    if not copied["signed"] and copied["form"] == "electronic":
        found.append(Text("chưa ký số", "not signed digitally"))
    return found


def _lent(record: Mapping[str, Any]) -> list[Text]:
    lent = record.get("lent")
    if not lent:
        return []
    told = Text("{who}, {by} cho phép", "{who}, allowed by {by}")
    return [told.filled(who=lent["borrower"], by=lent["allowed_by"])]
