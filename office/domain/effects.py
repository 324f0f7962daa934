"""The names of what may follow an action: services carry each of them out.

A procedure names effects from this closed table; nothing written in a file is ever
imported or evaluated.
"""

from __future__ import annotations

#: What each effect does, for the drawn procedures and for whoever writes one.
EFFECTS: dict[str, str] = {
    "arrive": "note the moment it reached the recipient",
    "register_incoming": "give the next incoming number of the year",
    "assign": "open the parts named in the form: one lead, co-handlers, for information",
    "replace_lead": "pass the lead to the unit or person named in the form",
    "close_parts": "close every open part of the item",
    "close_lead": "close the lead's part; the item goes back to whoever assigned it",
    "reopen_lead": "hand the item back to its last lead",
    "new_version": "keep the text as a version, n+1 when it had been returned",
    "keep_version": "keep the text as it stands, as a version to give opinions on",
    "clear_hands": "void the approvals of a version that was returned, and gather its comments",
    "content_hand": "remember who approved the content of this version",
    "form_hand": "remember who checked the form of this version",
    "sign": "freeze the content under the signer's name, and keep the file they signed",
    "seal_checks": "seal what rules found in the form of this version",
    "number": "give number and date, and enter the outgoing register",
    "seal": "keep the files that the agency's key signed, or that it was stamped on paper",
    "cancel_number": "keep the number in the register as cancelled, with the reason",
    "issue": "create one delivery for each recipient",
    "pass_on": "pass the lead on, never beyond the deadline that the unit was given",
    "take_back": "close every open part as taken back by the assigner",
    "report_part": "close the actor's co-handling part as done, with what was written",
    "mark_seen": "note that the informed unit or person has seen it",
    "ask_extension": "ask for more time for the actor's part",
    "allow_extension": "allow the time asked for, or another; the old deadline stays on record",
    "refuse_extension": "refuse more time, with the reason",
    "extend": "give a part more time without having been asked",
    "chase": "record the next numbered reminder to whoever has a part",
    "ask_opinion": "ask units or people for an opinion; the item stays where it is",
    "answer_opinion": "keep the opinion that was asked for",
    "close_asks": "close questions that nobody has answered",
    "behalf": "remember the leader whose handwritten directive the clerk typed, and its scan",
    "withdraw": "take the document back from a recipient that had not accepted it",
    "agree_recall": "close the content to the recipient, as the sender asks",
    "decline_recall": "keep the document, and tell the sender why",
    "name_answer": "name the issued letter that answers the item",
}
