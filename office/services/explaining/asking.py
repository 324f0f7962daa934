"""Asking a person to take an action that one cannot take oneself: who, what, on which document."""

from __future__ import annotations

from office.domain import notices as rules
from office.domain.errors import Invalid, Refused
from office.domain.people import ADMINISTRATOR, AUDITOR, SYSTEM
from office.domain.text import Text
from office.domain.workflow import Action
from office.services import documents
from office.services.documents import Entered
from office.services.explaining import who_can
from office.services.explaining.who_can import Able
from office.services.notifying import notices, nudges
from office.services.notifying.notices import Notice
from office.services.step import Run, lock
from office.services.work import Work

_OWN = Text("Bạn tự làm được việc này.", "You can do this yourself.")
_NOT_ABLE = Text(
    "Người này hiện không làm được việc đó.", "That person cannot do this at the moment."
)
_LATELY = Text(
    "Bạn đã nhờ {name} về văn bản này chưa đầy một giờ trước. Hãy chờ.",
    "You asked {name} about this document less than an hour ago. Please wait.",
)
_WATCHES = Text("Vai trò này chỉ xem, không nhờ xử lý.", "This capacity only watches.")
_GONE = Text(
    "Văn bản đã sang trạng thái khác, không còn việc đó để nhờ.",
    "The document has moved on; there is no such action any more.",
)


def ask(work: Work, public_id: str, action: str, person_id: int, word: str = "") -> Able:
    """Ask a person to take an action that is closed to the actor; return who was asked.

    Who may act in the place of somebody away is asked along with them.
    Raises NotFound, Invalid for a word too long, and Refused where the actor can do it, the
    person cannot, or was asked about this document within the hour.
    """
    if work.actor.role in (AUDITOR, ADMINISTRATOR, SYSTEM):
        raise Refused(_WATCHES)
    word = word.strip()
    if len(word) > nudges.LONGEST_WORD:
        raise Invalid(
            Text("Lời nhắn dài nhất 300 ký tự.", "A word: 300 characters at most."), field="word"
        )
    run = lock(work, public_id)
    wanted = next((a for a in run.workflow.actions_from(run.state) if a.name == action), None)
    if wanted is None:
        raise Refused(_GONE)
    asked, *others = _able(work, run, wanted, person_id)
    if nudges.lately(work, run.document_id, person_id):
        raise Refused(_LATELY.filled(name=asked.name))
    entered = run.entered
    for one in (asked, *others):
        if not nudges.lately(work, run.document_id, one.person_id):
            entered = _keep(work, (run, entered), wanted, one, word)
    return asked


def _able(work: Work, run: Run, action: Action, person_id: int) -> list[Able]:
    """Return the person, then who can in their place while they are away."""
    if who_can.may(work, run, action):
        raise Refused(_OWN)
    people = who_can.people(work, run, action)
    asked = [one for one in people if one.person_id == person_id]
    if not asked:
        raise Refused(_NOT_ABLE)
    return asked + [one for one in people if one.acting_for == person_id]


def _keep(
    work: Work, where: tuple[Run, Entered], action: Action, asked: Able, word: str
) -> Entered:
    """Keep the request, seal that it was made, and tell the person."""
    run, entered = where
    key = nudges.add(
        work,
        {
            "document_id": run.document_id,
            "run_unit_id": run.agency_id,
            "procedure": run.workflow.name,
            "procedure_version": run.workflow.version,
            "state": run.state,
            "action": action.name,
            "to_person_id": asked.person_id,
            "to_unit_id": asked.unit_id,
            "word": word,
        },
    )
    entered = documents.happened(
        work, entered, _facts(work, run, action, asked, word), run.delivery_id
    )
    told = Notice(
        event=rules.ASKED,
        cause=f"nudge:{key}",
        document_id=run.document_id,
        facts={"by": work.actor.name, "action": action.name},
        people=((asked.person_id, asked.unit_id),),
        at=work.at,
    )
    notices.tell(work, told)
    return entered


def _facts(work: Work, run: Run, action: Action, asked: Able, word: str) -> dict[str, object]:
    return {
        "act": "nudge",
        "run": run.agency_id if run.delivery_id is not None else "draft",
        "run_name": work.tree[run.agency_id].name,
        "nudge": {
            "action": action.name,
            "button": [action.button.vi, action.button.en],
            "person": asked.person_id,
            "name": asked.name,
            "unit": asked.unit_id,
            **({"for": asked.giver_name} if asked.giver_name else {}),
        },
        **({"reason": word} if word else {}),
    }
