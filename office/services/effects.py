"""How each effect that a procedure may name is carried out.

Effects look at the step and add to it; `routing` writes what they said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from office.services.books import outgoing_numbers, registers
from office.services.outgoing import answering, approvals, drafts, issuing, signatures
from office.services.parts import (
    assignments,
    chases,
    deliveries,
    directives,
    extensions,
    opinions,
    parts_done,
    recalls,
)
from office.services.step import Step
from office.services.work import Work

Effect = Callable[[Work, Step], None]

#: By the names in `domain.effects`.
EFFECTS: Mapping[str, Effect] = {
    "arrive": deliveries.arrive,
    "register_incoming": registers.register_incoming,
    "assign": assignments.assign,
    "replace_lead": assignments.replace_lead,
    "close_parts": assignments.close_parts,
    "close_lead": assignments.close_lead,
    "reopen_lead": assignments.reopen_lead,
    "new_version": drafts.new_version,
    "keep_version": drafts.keep_version,
    "clear_hands": approvals.clear_hands,
    "content_hand": approvals.content_hand,
    "form_hand": approvals.form_hand,
    "seal_checks": approvals.seal_checks,
    "sign": drafts.sign,
    "number": outgoing_numbers.number,
    "seal": signatures.agency,
    "cancel_number": outgoing_numbers.cancel_number,
    "issue": issuing.issue,
    "pass_on": assignments.pass_on,
    "take_back": assignments.take_back,
    "report_part": parts_done.report_part,
    "mark_seen": parts_done.mark_seen,
    "ask_extension": extensions.ask_extension,
    "allow_extension": extensions.allow_extension,
    "refuse_extension": extensions.refuse_extension,
    "extend": extensions.extend,
    "chase": chases.chase,
    "ask_opinion": opinions.ask_opinion,
    "answer_opinion": opinions.answer_opinion,
    "close_asks": opinions.close_asks,
    "behalf": directives.behalf,
    "withdraw": recalls.withdraw,
    "agree_recall": recalls.agree,
    "decline_recall": recalls.decline,
    "name_answer": answering.name_answer,
}
