"""What has just been done, in a sentence for the next page."""

from __future__ import annotations

from office.domain.signatures import WAITING
from office.domain.text import Text
from office.services.desk import outcomes
from office.services.step import Step
from office.web.wording import said

_DONE = Text("Xong: {words}.{unseen}", "Done: {words}.{unseen}")
_UNSEEN = Text(
    " Lúc này chữ ký số chưa được kiểm tra.", " Its signatures had not been looked at yet."
)


def told(*steps: Step) -> str:
    """Return what some steps taken in a row have done."""
    known = [one["verdict"] for step in steps for one in step.facts.get("signatures", ())]
    unseen = _UNSEEN if WAITING in known else Text("", "")
    return said(_DONE.filled(words=outcomes.told(*steps), unseen=unseen))
