"""What the pages of figures are tried on: a letter signed with both keys, sent three ways."""

from pathlib import Path

from office.domain.paper import PAPER, PARALLEL
from office.jobs import run
from office.runtime import Office
from office.services.outgoing.drafting import Recipient
from tests import holders, stories
from tests.web.desk import Desk

SNV, BAC_AI, PHUOC_DAI = "snv", "ubnd-bac-ai", "ubnd-xa-phuoc-dai"
STAMP, NO_NET = "Cần bản đóng dấu", "Chưa có mạng"


def sent(office: Office, ring: Path) -> str:
    """Send one letter three ways and another fully electronically; return the first's id."""
    here, by_both, on_paper = (stories.unit(office, key) for key in (SNV, BAC_AI, PHUOC_DAI))
    holders.give_keys(office, ring)
    first = issue(
        office,
        Recipient(unit_id=here),
        Recipient(unit_id=by_both, channel=PARALLEL, paper_reason=STAMP),
        Recipient(unit_id=on_paper, channel=PAPER, paper_reason=NO_NET),
    )
    issue(office, Recipient(unit_id=here))
    run.drain(office)
    return first


def issue(office: Office, *recipients: str | Recipient) -> str:
    """Issue a letter signed with both keys."""
    document = stories.draft(office, "signing", recipients)
    holders.signed(office, document)
    stories.act(office, document, "issue")
    return document


def leader(office: Office) -> Desk:
    """Sit down at the desk of the province's leader."""
    return Desk(office, "ct.tinh")
