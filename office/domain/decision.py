"""What the engine decided, before anything has been changed."""

from __future__ import annotations

from dataclasses import dataclass

from office.domain.text import Text
from office.domain.workflow import Action, State


@dataclass(frozen=True, slots=True)
class Decision:
    """The way an action takes an item: from one state to another, and what follows."""

    action: Action
    source: State
    target: State


@dataclass(frozen=True, slots=True)
class Offer:
    """An action as a person sees it: open, or closed with every reason."""

    action: Action
    reasons: tuple[Text, ...]

    @property
    def open(self) -> bool:
        """Say whether the action may be taken now."""
        return not self.reasons
