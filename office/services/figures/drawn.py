"""What charts of figures are made of, on pages and in reports alike."""

from __future__ import annotations

from datetime import date

from office.domain import measure_words
from office.domain.definitions import DEFINITIONS
from office.domain.text import Text
from office.reports.charts import SENT_CLASSES, Class, Target
from office.services.figures.dashboard import Aim
from office.services.figures.opened import CAME

#: The classes of what came, in the fills of what was sent.
CAME_CLASSES = tuple(
    Class(measure_words.INTAKES[name.removeprefix("came.")], one.fill)
    for name, one in zip(CAME, SENT_CLASSES, strict=True)
)
MONTHS = Text("Tháng", "Month")
UNITS = Text("Đơn vị", "Unit")


def target(aim: Aim | None) -> Target | None:
    """Return the target as charts draw it."""
    return Target(aim.now.share, aim.now.source) if aim and aim.now else None


def month_words(month: date) -> str:
    """Return a month as charts head it."""
    return f"{month:%m/%Y}"


def definitions(*codes: str) -> str:
    """Return the definitions that a chart rests on, by name and version."""
    return ", ".join(DEFINITIONS[code].definition for code in codes)
