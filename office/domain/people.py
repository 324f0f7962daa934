"""Who acts, in which capacity, and what the capacities are called."""

from __future__ import annotations

from dataclasses import dataclass

from office.domain.delegations import Mandate
from office.domain.text import Text

CLERK = "clerk"
LEADER = "leader"
CHIEF = "chief_of_office"
UNIT_HEAD = "unit_head"
SPECIALIST = "specialist"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"
SYSTEM = "system"

#: The capacities a person can be granted, with the words of the field.
ROLES: dict[str, Text] = {
    CLERK: Text("Văn thư", "Clerk"),
    LEADER: Text("Lãnh đạo", "Leader"),
    CHIEF: Text("Chánh văn phòng", "Chief of office"),
    UNIT_HEAD: Text("Trưởng phòng", "Unit head"),
    SPECIALIST: Text("Chuyên viên", "Specialist"),
    AUDITOR: Text("Thanh tra", "Auditor"),
    ADMINISTRATOR: Text("Quản trị", "Administrator"),
}

#: What the office itself is called where it acts without a person.
OFFICE_ITSELF = Text("Hệ thống", "The office")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person acting in one of their memberships, or the office itself.

    `agency_id` is the unit whose register covers `unit_id`: the unit itself, or
    the nearest one above it that keeps a register.  Under a mandate (`acting_for`) unit,
    role and position are those of the person in whose place they act.
    """

    person_id: int | None
    name: str
    unit_id: int
    unit_name: str
    agency_id: int
    role: str
    position: str = ""
    membership_id: int | None = None
    acting_for: Mandate | None = None

    @property
    def principal_id(self) -> int | None:
        """Return the person whose duty it is: who is stood in for, or who acts."""
        return self.acting_for.person_id if self.acting_for else self.person_id

    @property
    def persons(self) -> frozenset[int]:
        """Return who acts and in whose place: whatever keeps one out keeps both out."""
        return frozenset(p for p in (self.person_id, self.principal_id) if p is not None)

    @property
    def is_system(self) -> bool:
        """Say whether the office itself acts."""
        return self.role == SYSTEM


def system(unit_id: int = 0, unit_name: str = "") -> Actor:
    """Return the office itself, acting for the unit given."""
    return Actor(
        person_id=None,
        name=OFFICE_ITSELF.vi,
        unit_id=unit_id,
        unit_name=unit_name,
        agency_id=unit_id,
        role=SYSTEM,
    )
