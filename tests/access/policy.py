"""Who may ask what: written by hand from what the office promises, never from its code.

Every route of pages and API has one line here.  A route without a line fails the build, so
nobody adds a door without saying who may go through.
"""

from collections.abc import Mapping
from typing import NamedTuple

from tests.access import paper_doors

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
KEEPERS = as_role("clerk", "leader", "chief_of_office", "auditor")
BOOKKEEPERS = frozenset({"sender's clerk", "sender's leader", "sender's chief", "auditor"})


class Rule(NamedTuple):
    """Who gets through a door, and what stands behind it.

    `about`: the letter, a draft, a register, a unit, a folder (its number or name is part of
    the address; to everybody else it is as if there were none), or '' for a page of its own.
    """

    who: frozenset[str]
    about: str = ""


#: What anybody may know of a unit: those it looks after.
IN_UNIT = SENDERS - {"drafter", "drafter's head"} | {"auditor"}

#: Who has something to lend.
GIVERS = as_role("leader", "chief_of_office", "unit_head")

RULES: Mapping[str, Rule] = {
    **{name: Rule(*door) for name, door in paper_doors.doors(as_role, KNOWING).items()},
    # pages
    "absences.enter": Rule(ACTING),
    "absences.index": Rule(ACTING),
    "absences.withdraw": Rule(frozenset(), "absence"),  # the one tried is nobody's
    "account.begin": Rule(SIGNED_IN),
    "account.confirm": Rule(SIGNED_IN),
    "account.end": Rule(frozenset(), "session"),  # the one tried is nobody's
    "account.end_factor": Rule(SIGNED_IN),
    "account.end_others": Rule(SIGNED_IN),
    "account.password": Rule(SIGNED_IN),
    "account.show": Rule(SIGNED_IN),
    "actions.form": Rule(KNOWING, "letter"),
    "actions.rows": Rule(ACTING),
    "actions.take": Rule(KNOWING, "letter"),
    "assets.asset": Rule(EVERYBODY, "asset"),
    "directing.prepare": Rule(KNOWING, "letter"),
    "signing.file": Rule(KNOWING, "letter"),
    "signing.form": Rule(KNOWING, "letter"),
    "signing.take": Rule(KNOWING, "letter"),
    "documents.scan": Rule(frozenset(), "letter"),  # no directive of it was typed
    "follow_up.show": Rule(frozenset(), "register"),  # what goes out is not followed so
    "kept.discard": Rule(ACTING),
    "kept.index": Rule(ACTING),
    "kept.keep": Rule(ACTING),
    "phrases.change": Rule(ACTING),
    "phrases.index": Rule(ACTING),
    "supervision.index": Rule(SUPERVISING),
    "delegations.give": Rule(GIVERS),
    "delegations.index": Rule(ACTING),
    "delegations.new": Rule(GIVERS),
    "delegations.revoke": Rule(frozenset(), "mandate"),  # the one tried is nobody's
    "orders.new": Rule(as_role("chief_of_office", "administrator")),
    "orders.record": Rule(as_role("chief_of_office", "administrator")),
    "bulk.begin": Rule(WORKERS, "folder"),
    "bulk.go": Rule(frozenset(), "batch"),  # the one tried is nobody's
    "bulk.retry": Rule(frozenset(), "batch"),
    "bulk.show": Rule(frozenset(), "batch"),
    "bundles.of_document": Rule(as_role("auditor"), "letter"),
    "bundles.of_search": Rule(as_role("auditor")),
    "documents.file": Rule(KNOWING, "letter"),
    "documents.show": Rule(KNOWING, "letter"),
    "recalls.ask": Rule(KNOWING, "letter"),
    "relations.add_left_out": Rule(DRAFTING, "draft"),
    "relations.begin": Rule(KNOWING, "letter"),
    "relations.form": Rule(KNOWING, "letter"),
    "tracking.export": Rule(DRAFTING, "letter"),
    "tracking.remind": Rule(DRAFTING, "letter"),
    "tracking.show": Rule(DRAFTING, "letter"),
    "recalls.drop": Rule(KNOWING, "letter"),
    "recalls.form": Rule(KNOWING, "letter"),
    "beginnings.change": Rule(TEMPLATING),
    "beginnings.choose": Rule(WORKERS),
    "beginnings.from_file": Rule(WORKERS),
    "beginnings.index": Rule(TEMPLATING),
    **dict.fromkeys(("draft_live.new", "draft_live.print_new"), Rule(WORKERS)),
    **dict.fromkeys(("draft_live.of_draft", "draft_live.print_draft"), Rule(DRAFTING, "draft")),
    "draft_live.renumber": Rule(ACTING),
    "versions.compare": Rule(DRAFTING, "draft"),
    "comments.add": Rule(DRAFTING, "draft"),
    "comments.settle": Rule(DRAFTING, "draft"),
    "comments.show": Rule(DRAFTING, "draft"),
    "drafting.address": Rule(DRAFTING, "draft"),
    "drafting.change": Rule(DRAFTING, "draft"),
    "drafting.create": Rule(WORKERS),
    "drafting.edit": Rule(DRAFTING, "draft"),
    "drafting.new": Rule(WORKERS),
    "drafting.preview": Rule(DRAFTING, "draft"),
    "drafting.recipients": Rule(DRAFTING, "draft"),
    "handover.index": Rule(ACTING - as_role("auditor")),
    "handover.take": Rule(ACTING - as_role("auditor")),
    "exceptions.index": Rule(as_role("auditor")),
    "exceptions.listed": Rule(as_role("auditor"), "kind"),
    "holders.index": Rule(READERS),
    "holders.unit": Rule(IN_UNIT, "unit"),
    "home.admin": Rule(as_role("administrator")),
    "home.index": Rule(ACTING),
    "inbox.folder": Rule(WORKERS, "folder"),
    "intake.show": Rule(RECIPIENTS, "letter"),
    "intake.take": Rule(RECIPIENTS, "letter"),
    "language.choose": Rule(EVERYBODY),
    "log.search": Rule(READERS),
    "log.verify": Rule(as_role("auditor")),
    "paper.index": Rule(READERS),
    "past.desk": Rule(READERS),
    "past.document": Rule(KNOWING, "letter"),
    "bindings.begin": Rule(BOOKKEEPERS, "register"),
    "bindings.file": Rule(frozenset(), "register"),  # the volume tried is nobody's
    "bindings.show": Rule(BOOKKEEPERS, "register"),
    "reservations.cancel": Rule(frozenset()),  # the number tried is nobody's
    "reservations.index": Rule(KEEPERS),
    "reservations.reserve": Rule(CLERKS),
    "registers.export": Rule(BOOKKEEPERS, "register"),
    "registers.index": Rule(ACTING),
    "registers.show": Rule(BOOKKEEPERS, "register"),
    "registration.enter": Rule(CLERKS),
    "registration.give": Rule(CLERKS),
    "registration.keep": Rule(CLERKS),
    "registration.secret": Rule(CLERKS),
    "search.choose_columns": Rule(READERS),
    "search.export": Rule(READERS),
    "search.forget": Rule(frozenset(), "saved"),  # the one tried is nobody's
    "search.index": Rule(READERS),
    "search.save": Rule(READERS),
    "session.code": Rule(EVERYBODY),
    "session.prove": Rule(EVERYBODY),
    "rights.confirm": Rule(frozenset({"sender's leader"}), "change"),
    "rights.index": Rule(as_role("leader", "administrator")),
    "rights.reject": Rule(frozenset({"sender's leader"}), "change"),
    "staff.check": Rule(as_role("administrator")),
    "staff.close": Rule(as_role("administrator"), "person"),
    "staff.grant": Rule(as_role("administrator"), "person"),
    "staff.index": Rule(as_role("administrator")),
    "staff.new": Rule(as_role("administrator")),
    "staff.open_account": Rule(as_role("administrator")),
    "staff.password": Rule(as_role("administrator"), "person"),
    "staff.revoke": Rule(frozenset(), "person"),  # the capacity tried is nobody's
    "staff.show": Rule(as_role("administrator"), "person"),
    "staff.take_second_factor": Rule(as_role("administrator"), "person"),
    "units.add": Rule(as_role("administrator"), "unit"),
    "units.close": Rule(as_role("administrator"), "unit"),
    "units.confirm": Rule(frozenset(), "change"),  # the one tried is of a person's rights
    "units.index": Rule(as_role("administrator")),
    "units.move": Rule(as_role("administrator"), "unit"),
    "units.numbering": Rule(as_role("administrator"), "unit"),
    "units.rename": Rule(as_role("administrator"), "unit"),
    "units.show": Rule(as_role("administrator"), "unit"),
    "session.choices": Rule(SIGNED_IN),
    "session.enter": Rule(EVERYBODY),
    "session.membership": Rule(frozenset()),  # the one tried is nobody's
    "session.sign_in": Rule(EVERYBODY),
    "session.sign_out": Rule(SIGNED_IN),
    "calendar.change": Rule(as_role("administrator")),
    "calendar.index": Rule(as_role("administrator")),
    "hours.agree": Rule(as_role("administrator")),
    "hours.end": Rule(frozenset()),  # the agreement tried is nobody's
    "hours.index": Rule(as_role("administrator")),
    "manual.chapter": Rule(ACTING),
    "manual.mine": Rule(ACTING),
    "manual.picture": Rule(ACTING),
    "notices.choose": Rule(ACTING),
    "notices.index": Rule(ACTING),
    "notices.open_one": Rule(frozenset(), "notification"),  # the one tried is nobody's
    "notices.read": Rule(ACTING),
    "notices.settings": Rule(ACTING),
    "signatures.again": Rule(KNOWING, "letter"),
    "signatures.store": Rule(as_role("administrator")),
    "nudges.ask": Rule(KNOWING, "letter"),
    "nudges.form": Rule(KNOWING, "letter"),
    "printing.form": Rule(KNOWING, "letter"),
    "printing.take": Rule(KNOWING, "letter"),
    # API
    "api-docs.openapi_json": Rule(EVERYBODY),
    "api_units.changes": Rule(as_role("leader", "administrator")),
    "api_units.tree": Rule(as_role("administrator")),
    "api_books.begin": Rule(BOOKKEEPERS, "register"),
    "api_books.cancel": Rule(frozenset()),  # the number tried is nobody's
    "api_books.file": Rule(frozenset(), "register"),  # the volume tried is nobody's
    "api_books.listed": Rule(BOOKKEEPERS, "register"),
    "api_books.reserve": Rule(CLERKS),
    "api_books.reserved_numbers": Rule(KEEPERS),
    "api_clerk.batch": Rule(frozenset(), "batch"),
    "api_clerk.bulk": Rule(WORKERS),
    "api_clerk.retry": Rule(frozenset(), "batch"),
    "api_clerk.suggestion": Rule(KNOWING, "letter"),
    "api_clerk.take_in": Rule(RECIPIENTS, "letter"),
    "watching.index": Rule(as_role("auditor", "administrator")),
    "api_auditing.bundle": Rule(as_role("auditor")),
    "api_auditing.counts": Rule(as_role("auditor")),
    "api_auditing.desk": Rule(READERS),
    "api_auditing.held": Rule(KNOWING, "letter"),
    "api_auditing.listed": Rule(as_role("auditor"), "kind"),
    "api_documents.scan": Rule(frozenset(), "letter"),
    "api_supervision.burdens": Rule(SUPERVISING),
    "api_supervision.duties": Rule(SUPERVISING),
    "api_supervision.followed": Rule(frozenset(), "register"),
    "api_supervision.registers": Rule(ACTING),
    "api_writing.forget": Rule(ACTING),
    "api_writing.keep": Rule(ACTING),
    "api_writing.kept": Rule(ACTING),
    "api_writing.offered": Rule(ACTING),
    "api_writing.propose": Rule(as_role("leader", "chief_of_office", "clerk", "unit_head")),
    "api_writing.remove": Rule(frozenset(), "phrase"),  # the one tried is nobody's
    "api_writing.save": Rule(ACTING),
    "api_documents.act": Rule(KNOWING, "letter"),
    "api_documents.document": Rule(KNOWING, "letter"),
    "api_documents.file": Rule(KNOWING, "letter"),
    "api_uploads.add": Rule(frozenset(), "session"),  # the upload tried is nobody's
    "api_uploads.begin": Rule(ACTING),
    "api_uploads.drop": Rule(ACTING),
    "api_uploads.finish": Rule(frozenset(), "session"),
    "api_uploads.pages": Rule(KNOWING, "letter"),
    "api_uploads.picture": Rule(KNOWING, "letter"),
    "api_uploads.standing": Rule(frozenset(), "session"),
    "pages.of_document": Rule(KNOWING, "letter"),
    "pages.of_upload": Rule(frozenset(), "session"),
    "pages.picture": Rule(KNOWING, "letter"),
    "pages.upload_picture": Rule(frozenset(), "session"),
    "uploads.add": Rule(frozenset(), "session"),
    "uploads.begin": Rule(ACTING),
    "uploads.drop": Rule(ACTING),
    "uploads.finish": Rule(frozenset(), "session"),
    "uploads.standing": Rule(frozenset(), "session"),
    **dict.fromkeys(("api_beginnings.compare", "api_beginnings.versions"), Rule(DRAFTING, "draft")),
    "api_beginnings.listed": Rule(WORKERS),
    "api_beginnings.printed": Rule(WORKERS),
    "api_beginnings.remove": Rule(frozenset(), "template"),  # the one tried is nobody's
    "api_beginnings.renumber": Rule(ACTING),
    "api_beginnings.save": Rule(TEMPLATING),
    **dict.fromkeys(("api_beginnings.sketch", "api_beginnings.text"), Rule(WORKERS)),
    "api_drafts.address": Rule(DRAFTING, "draft"),
    "api_drafts.addressed": Rule(DRAFTING, "draft"),
    "api_drafts.last": Rule(DRAFTING, "draft"),
    "api_drafts.attach": Rule(DRAFTING, "draft"),
    "api_drafts.begin": Rule(WORKERS),
    "api_drafts.change": Rule(DRAFTING, "draft"),
    "api_drafts.checked": Rule(DRAFTING, "draft"),
    "api_drafts.detach": Rule(DRAFTING, "draft"),
    "api_reviews.comment": Rule(DRAFTING, "draft"),
    "api_reviews.review": Rule(DRAFTING, "draft"),
    "api_reviews.settle": Rule(DRAFTING, "draft"),
    "api_folders.folder": Rule(WORKERS, "folder"),
    "api_folders.folders": Rule(ACTING),
    "api_folders.late": Rule(ACTING),
    "api_groups.keep": Rule(WORKERS),
    "api_groups.listed": Rule(ACTING),
    "api_groups.remove": Rule(SENDERS | {"sister of the drafting unit"}, "group"),
    "api_notices.ask": Rule(KNOWING, "letter"),
    "api_notices.asked": Rule(ACTING),
    "api_notices.choose": Rule(ACTING),
    "api_notices.listed": Rule(ACTING),
    "api_notices.read": Rule(ACTING),
    "api_notices.settings": Rule(ACTING),
    "api_oversight.paper_split": Rule(READERS),
    "api_oversight.search": Rule(READERS),
    "api_paper.enter": Rule(CLERKS),
    "api_paper.enter_secret": Rule(CLERKS),
    "api_recalls.ask": Rule(KNOWING, "letter"),
    "api_tracking.remind": Rule(DRAFTING, "letter"),
    "api_tracking.tracked": Rule(DRAFTING, "letter"),
    "api_recalls.drop": Rule(KNOWING, "letter"),
    "api_recalls.prospects": Rule(KNOWING, "letter"),
    "api_reference.colleagues": Rule(ACTING),
    "api_reference.me": Rule(ACTING),
    "api_reference.next_number": Rule(ACTING),
    "api_reference.types": Rule(ACTING),
    "api_reference.agreements": Rule(ACTING),
    "api_reference.units": Rule(ACTING),
    "api_standing_in.absent": Rule(ACTING),
    "api_standing_in.enter": Rule(ACTING),
    "api_standing_in.give": Rule(GIVERS),
    "api_standing_in.hand_over": Rule(ACTING),
    "api_standing_in.mandates": Rule(ACTING),
    "api_standing_in.order": Rule(as_role("chief_of_office", "administrator")),
    "api_standing_in.revoke": Rule(frozenset(), "mandate"),
    "api_standing_in.waiting": Rule(ACTING),
    "api_standing_in.withdraw": Rule(frozenset(), "absence"),
    "api_signatures.again": Rule(KNOWING, "letter"),
    "api_signatures.store": Rule(as_role("administrator")),
    "api_search.forget": Rule(frozenset(), "saved"),  # the one tried is nobody's
    "api_search.save": Rule(READERS),
    "api_search.saved": Rule(READERS),
    "api_search.search": Rule(READERS),
}
