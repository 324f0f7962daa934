"""What has just been done, in words: for the next page, a line of a list, an answer."""

from __future__ import annotations

from office.domain.numbering import written
from office.domain.text import Text, joined
from office.services.step import Step

_NUMBERED = Text("{words}, số đến {n}", "{words}, incoming number {n}")


def told(*steps: Step) -> Text:
    """Return what some steps taken in a row have done, each with the number it gave."""
    return joined([_of(step) for step in steps])


def _of(step: Step) -> Text:
    words, number = step.decision.action.done, step.facts.get("number", {})
    if "symbol" in number:
        return Text(f"{words.vi} · {number['symbol']}", f"{words.en} · {number['symbol']}")
    return _NUMBERED.filled(words=words, n=written(number["number"])) if number else words
