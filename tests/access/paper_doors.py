"""Who may ask what of paper that goes along: lines of the policy, by hand like the rest of it."""

from collections.abc import Callable

Door = tuple[frozenset[str], str]
NOBODY: frozenset[str] = frozenset()
SENDERS_CLERK = frozenset({"sender's clerk"})
#: Who declares a signature of the letter void.
DECLARING = frozenset({"sender's clerk", "sender's leader"})
#: Who makes certified copies: the clerks of whoever has the letter.
COPYING = frozenset({"sender's clerk", "recipient's clerk"})


def doors(as_role: Callable[..., frozenset[str]], knowing: frozenset[str]) -> dict[str, Door]:
    """Return who gets through each door, and what stands behind it."""
    clerks, leaders = as_role("clerk"), as_role("leader")
    # Who reads the books of paper: those of their agency, and auditors those below too; to
    # print one it must be one agency's.
    keepers = as_role("clerk", "leader", "chief_of_office")
    readers = keepers | as_role("auditor")
    return {
        **_pages(clerks, keepers, readers),
        **_facts(readers, knowing),
        **_api(clerks, leaders, readers, knowing),
    }


def _pages(
    clerks: frozenset[str], keepers: frozenset[str], readers: frozenset[str]
) -> dict[str, Door]:
    return {
        "papers.index": (clerks, ""),
        "papers.show": (SENDERS_CLERK, "letter"),
        "papers.take": (SENDERS_CLERK, "letter"),
        "papers.stamp": (SENDERS_CLERK, "letter"),
        "papers.correct": (NOBODY, "letter"),  # the entry tried is nobody's
        "posts.today": (clerks, ""),
        "posts.keep": (clerks, ""),
        "posts.printed": (clerks, ""),
        "posts.book": (readers, ""),
        "posts.export": (keepers, ""),
        "posts.prove": (NOBODY, "envelope"),  # the line tried is nobody's
        "posts.void": (NOBODY, "envelope"),
        "paper_receipts.index": (clerks, ""),
        "paper_receipts.form": (NOBODY, "letter"),  # it was sent without paper
        "paper_receipts.note": (NOBODY, "letter"),
        "certified.index": (readers, ""),
        "certified.export": (keepers, ""),
        "certified.file": (NOBODY, "copy"),  # the copy tried is nobody's
        "certified.cancel": (NOBODY, "copy"),
        "certified.form": (COPYING, "letter"),
        "certified.make": (COPYING, "letter"),
        "certified.named": (readers, ""),
        "certified.name": (readers, ""),
        "file_copies.index": (readers, ""),
        "file_copies.export": (keepers, ""),
        "file_copies.take_back": (NOBODY, "loan"),  # the loan tried is nobody's
        "file_copies.form": (SENDERS_CLERK, "letter"),
        "file_copies.lend": (SENDERS_CLERK, "letter"),
    }


def _facts(readers: frozenset[str], knowing: frozenset[str]) -> dict[str, Door]:
    return {
        "ledger.index": (readers, ""),
        "ledger.export": (readers, ""),
        "ledger.correct": (NOBODY, ""),  # the entry tried is nobody's
        "reprints.form": (knowing, "letter"),
        "reprints.take": (knowing, "letter"),
        "voids.form": (DECLARING, "letter"),
        "voids.declare": (DECLARING, "letter"),
        "bindings.on_paper": (NOBODY, "register"),  # the volume tried is nobody's
        "bindings.off_paper": (NOBODY, "register"),
    }


def _api(
    clerks: frozenset[str],
    leaders: frozenset[str],
    readers: frozenset[str],
    knowing: frozenset[str],
) -> dict[str, Door]:
    return {
        "api_papers.waiting": (clerks, ""),
        "api_papers.paper": (SENDERS_CLERK, "letter"),
        "api_papers.print_copies": (SENDERS_CLERK, "letter"),
        "api_papers.stamp": (SENDERS_CLERK, "letter"),
        "api_papers.correct": (NOBODY, "letter"),  # the entry tried is nobody's
        "api_papers.ready": (clerks, ""),
        "api_papers.send": (clerks, ""),
        "api_papers.book": (readers, ""),
        "api_papers.prove": (NOBODY, "envelope"),
        "api_papers.void": (NOBODY, "envelope"),
        "api_papers.awaited": (clerks, ""),
        "api_papers.came": (frozenset({"recipient's clerk"}), "letter"),
        "api_copies.book": (readers, ""),
        "api_copies.of_document": (knowing, "letter"),
        "api_copies.make": (knowing, "letter"),
        "api_copies.file": (NOBODY, "copy"),
        "api_copies.cancel": (NOBODY, "copy"),
        "api_copies.named": (readers, ""),
        "api_copies.name": (leaders, ""),
        "api_copies.end": (NOBODY, "signer"),
        "api_copies.lent": (readers, ""),
        "api_copies.lend": (SENDERS_CLERK, "letter"),
        "api_copies.take_back": (NOBODY, "loan"),
    }
