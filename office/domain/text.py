"""What the office says to a person, in both languages at once.

Rules speak through `Text`, so that a refusal reads the same on a page, in the
API and on the command line.  Which language is shown is decided at the edge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or word, Vietnamese first."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.vi

    def into(self, language: str) -> str:
        """Return the text in `language` ('vi' or 'en'); Vietnamese when unknown."""
        return self.en if language == "en" else self.vi

    def filled(self, **parts: object) -> Text:
        """Return the text with its `{names}` filled; a `Text` part keeps its language."""
        return Text(self.vi.format(**_in("vi", parts)), self.en.format(**_in("en", parts)))


def _in(language: str, parts: dict[str, object]) -> dict[str, object]:
    return {
        name: part.into(language) if isinstance(part, Text) else part
        for name, part in parts.items()
    }


def joined(texts: Iterable[Text], separator: str = "; ") -> Text:
    """Return all `texts` as one, in the order given."""
    listed = list(texts)
    return Text(separator.join(t.vi for t in listed), separator.join(t.en for t in listed))
