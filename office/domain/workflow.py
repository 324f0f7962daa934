"""What a procedure is: states an item rests in, and actions that move it.

These values hold no behaviour beyond answering questions about themselves.
`office.engine` interprets them; `workflows/` writes them down.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from office.domain.people import SYSTEM
from office.domain.text import Text
from office.domain.workdays import Limit

#: The procedures that the office itself enters: a draft, a delivery here, a delivery elsewhere.
OUTGOING = "outgoing"
INCOMING = "incoming"
TRANSMISSION = "transmission"

#: Where an actor must stand to take an action, seen from the item.
AGENCY = "agency"  # in the unit the item belongs to: the recipient, or the issuing agency
DRAFTING = "drafting"  # in the unit that drafts it
HOLDING = "holding"  # in the unit that holds it, whoever is named there
LEAD = "lead"  # in the unit that holds it, and the very person once one is named
DRAFTER = "drafter"  # the person who drafted it
OFFICE = "office"  # nobody: the office itself, on a fact from outside
PART = "part"  # has the lead or a co-handler's part that is open
CO = "co"  # has a co-handler's part that is open
INFORMED = "informed"  # was named to be informed, and has not yet said that it was seen
ASKED = "asked"  # was asked for an opinion, and has not answered yet
#: The target of an action that leaves the item where it is: state, holder and since when.
STAY = "stay"
PLACES: dict[str, Text] = {
    AGENCY: Text("cơ quan đang giữ văn bản", "the agency the document is with"),
    DRAFTING: Text("đơn vị soạn thảo", "the drafting unit"),
    HOLDING: Text("đơn vị đang giữ văn bản", "the unit that holds it"),
    LEAD: Text("đơn vị, người đang chủ trì", "the unit and person in the lead"),
    DRAFTER: Text("người soạn thảo", "the drafter"),
    OFFICE: Text("hệ thống", "the office itself"),
    PART: Text("đơn vị, người đang chủ trì hoặc phối hợp", "whoever leads or co-handles it"),
    CO: Text("đơn vị, người đang phối hợp", "a co-handler"),
    INFORMED: Text("đơn vị, người nhận để biết", "whoever is informed"),
    ASKED: Text("đơn vị, người được xin ý kiến", "whoever was asked for an opinion"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A place where an item rests, who holds it there, and what the sender is told."""

    name: str
    title: Text
    holder: str
    desk: str
    limits: tuple[tuple[str, Limit], ...] = ()
    reports: str = ""
    editable: bool = False
    final: bool = False

    def limit(self, urgency: str) -> Limit | None:
        """Return the time the holder has at this urgency, or None when it is not bounded."""
        limits = dict(self.limits)
        return limits.get(urgency, limits.get("normal"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A named way out of one or more states.

    `by` pairs each role with the place it must stand in; `guards` decide whether
    the button is open; `asks` is what the form must carry; `target` may be STAY.
    """

    name: str
    button: Text
    done: Text
    sources: tuple[str, ...]
    target: str
    by: tuple[tuple[str, str], ...]
    guards: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()

    @property
    def stays(self) -> bool:
        """Say whether the item stays where it is."""
        return self.target == STAY

    @property
    def for_people(self) -> bool:
        """Say whether anybody but the office itself can take it: only then is it a button."""
        return any(role != SYSTEM for role, _ in self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """One published version of one procedure; `seal` is the SHA-256 of its file."""

    name: str
    version: int
    title: Text
    initial: str
    states: tuple[State, ...]
    actions: tuple[Action, ...]
    seal: str = ""
    _states: dict[str, State] = field(default_factory=dict, repr=False, compare=False)
    _leaving: dict[str, tuple[Action, ...]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._states.update({state.name: state for state in self.states})
        for state in self.states:
            self._leaving[state.name] = tuple(a for a in self.actions if state.name in a.sources)

    def state(self, name: str) -> State:
        """Return the state called `name`; raises KeyError when there is none."""
        return self._states[name]

    def actions_from(self, state: str) -> tuple[Action, ...]:
        """Return the actions that lead out of `state`, in the order written."""
        return self._leaving.get(state, ())

    def states_worked_by(self, role: str) -> tuple[str, ...]:
        """Return the open states from which `role` has something to do."""
        return tuple(
            state.name
            for state in self.states
            if not state.final and any(role in dict(a.by) for a in self._leaving[state.name])
        )
