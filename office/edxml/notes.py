"""What a packet gets wrong without being useless: the warnings a clerk sees beside it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from office.edxml import dates

MOST = 100


@dataclass(slots=True)
class Notes:
    """Collect warnings while a packet is read, and read the values that may need one."""

    lines: list[str] = field(default_factory=list)

    def add(self, vi: str, en: str) -> None:
        """Note a warning once, in both languages; beyond the first hundred none is kept."""
        line = f"{vi} | {en}"
        if len(self.lines) < MOST and line not in self.lines:
            self.lines.append(line)

    def day(self, field_name: str, raw: str | None) -> date | None:
        """Read a date, or note that it is none."""
        at = self.moment(field_name, raw)
        return at.date() if at else None

    def moment(self, field_name: str, raw: str | None) -> datetime | None:
        """Read a time, or note that it is none."""
        at = dates.moment(raw) if raw else None
        if raw and at is None:
            self._odd(field_name, raw)
        return at

    def number(self, field_name: str, raw: str | None) -> int | None:
        """Read a small count, or note that it is none."""
        if raw is None:
            return None
        if len(raw) <= 9 and raw.isascii() and raw.isdigit():
            return int(raw)
        self._odd(field_name, raw)
        return None

    def flag(self, field_name: str, raw: str | None) -> bool | None:
        """Read 0 or 1, true or false, or note that it is neither."""
        if raw is None:
            return None
        known = {"0": False, "false": False, "1": True, "true": True}.get(raw.casefold())
        if known is None:
            self._odd(field_name, raw)
        return known

    def _odd(self, field_name: str, raw: str) -> None:
        shown = raw[:40]
        self.add(f"{field_name}: không hiểu “{shown}”.", f"{field_name}: “{shown}” not understood.")
