"""Who tries the doors of the office, by what they are to a letter, and what a rule says."""

from collections.abc import Mapping
from typing import NamedTuple

#: The people the matrix tries, by what they are to a letter: drafted in phòng Văn xã of the
#: province, issued to Bác Ái, where phòng Giáo dục has the lead and phòng Tài nguyên is informed.
PEOPLE: Mapping[str, tuple[str, str]] = {
    "drafter": ("cv.vx", "specialist"),
    "drafter's head": ("tp.vx", "unit_head"),
    "sender's clerk": ("vt.tinh", "clerk"),
    "sender's leader": ("ct.tinh", "leader"),
    "sender's chief": ("cvp.tinh", "chief_of_office"),
    "sister of the drafting unit": ("cv.th", "specialist"),
    "recipient's clerk": ("vt.bacai", "clerk"),
    "recipient's leader": ("ct.bacai", "leader"),
    "lead": ("cv.gddt.bacai", "specialist"),
    "informed": ("cv.tnmt.bacai", "specialist"),
    "another part of the recipient": ("tp.nv.bacai", "unit_head"),
    "below the recipient": ("vt.phuocdai", "clerk"),
    "stranger": ("vt.snv", "clerk"),
    "auditor": ("ttra.tinh", "auditor"),
    "administrator": ("qt.tinh", "administrator"),
}
#: Nobody is signed in; somebody who is, but has left every unit.
NOBODY, LEFT = "nobody", "left"

ACTING = frozenset(PEOPLE)
SIGNED_IN = ACTING | {LEFT}
EVERYBODY = SIGNED_IN | {NOBODY}
SENDERS = frozenset(
    {"drafter", "drafter's head", "sender's clerk", "sender's leader", "sender's chief"}
)
RECIPIENTS = frozenset({"recipient's clerk", "recipient's leader", "lead", "informed"})
#: Who may know of the letter, and of a draft that has not left.
KNOWING = SENDERS | RECIPIENTS | {"auditor"}
DRAFTING = SENDERS | {"auditor"}


def as_role(*roles: str) -> frozenset[str]:
    """Return the people who act in one of `roles`."""
    return frozenset(name for name, (_, role) in PEOPLE.items() if role in roles)


CLERKS = as_role("clerk")
WORKERS = ACTING - as_role("auditor", "administrator")
READERS = ACTING - as_role("administrator")
SUPERVISING = READERS - as_role("specialist")
TEMPLATING = as_role("leader", "chief_of_office", "administrator")
RECOUNTING = as_role("leader", "chief_of_office", "auditor")
KEEPERS = as_role("clerk", "leader", "chief_of_office", "auditor")
BOOKKEEPERS = frozenset({"sender's clerk", "sender's leader", "sender's chief", "auditor"})


class Rule(NamedTuple):
    """Who gets through a door, and what stands behind it.

    `about`: the letter, a draft, a public page, a register, a unit, a folder (its number or name is
    part of the address; to everybody else it is as if there were none), or '' for a page of its
    own.
    """

    who: frozenset[str]
    about: str = ""


#: What anybody may know of a unit: those it looks after.
IN_UNIT = SENDERS - {"drafter", "drafter's head"} | {"auditor"}

#: Who has something to lend.
GIVERS = as_role("leader", "chief_of_office", "unit_head")
