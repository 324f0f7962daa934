"""Why a file may not come in."""

from __future__ import annotations

from office.domain.text import Text


class Unsafe(ValueError):
    """A file that may not come in; `reason` completes a sentence that begins with its name."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason
