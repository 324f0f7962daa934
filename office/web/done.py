"""What has just been done, in a sentence for the next page."""

from __future__ import annotations

from office.domain.text import Text
from office.services.desk import outcomes
from office.services.step import Step
from office.web.wording import said

_DONE = Text("Xong: {words}.", "Done: {words}.")


def told(*steps: Step) -> str:
    """Return what some steps taken in a row have done."""
    return said(_DONE.filled(words=outcomes.told(*steps)))
