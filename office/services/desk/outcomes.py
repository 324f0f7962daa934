"""What has just been done, in words: for the next page, a line of a list, an answer."""

from __future__ import annotations

from office.domain.numbering import written
from office.domain.signatures import WAITING
from office.domain.text import Text, joined
from office.services.step import Step

_UNSEEN = Text(
    "{words}; lúc này chữ ký số chưa được kiểm tra",
    "{words}; its signatures had not been looked at yet",
)
_NUMBERED = Text("{words}, số đến {n}", "{words}, incoming number {n}")


def told(*steps: Step) -> Text:
    """Return what some steps taken in a row have done, each with the number it gave."""
    return joined([_of(step) for step in steps])


def _of(step: Step) -> Text:
    words, number = _done(step), step.facts.get("number", {})
    if "symbol" in number:
        return Text(f"{words.vi} · {number['symbol']}", f"{words.en} · {number['symbol']}")
    return _NUMBERED.filled(words=words, n=written(number["number"])) if number else words


def _done(step: Step) -> Text:
    """Return what was done, and that it was done before anybody looked at the signatures."""
    words = step.decision.action.done
    unseen = any(one["verdict"] == WAITING for one in step.facts.get("signatures", ()))
    return _UNSEEN.filled(words=words) if unseen else words
