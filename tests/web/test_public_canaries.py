"""Nothing of the office can be heard outside: a canary in every column, and a walk round it all."""

import re
import subprocess
import zlib
from contextlib import suppress
from pathlib import Path

import pytest

from office.app import create_app
from office.runtime import Office
from tests import holders, publicity, stories
from tests.holders import ring
from tests.make import acting
from tests.publicity import PAGE
from tests.web import canaries

__all__ = ["ring"]
#: Columns whose words would hurt most; the canaries must sit in them, whatever the models become.
SORE = {
    ("documents", "subject"), ("documents", "body"), ("documents", "notation"),
    ("documents", "layout"), ("document_versions", "body"), ("document_versions", "written"),
    ("draft_comments", "words"), ("opinion_asks", "answer"), ("assignments", "opinion"),
    ("recalls", "reason"), ("deliveries", "paper_reason"), ("attachments", "name"),
    ("attachments", "description"), ("persons", "name"), ("mail_addresses", "address"),
    ("register_entries", "reason"), ("kept_texts", "fields"), ("notifications", "facts"),
    ("recipient_groups", "name"), ("unit_names", "name"), ("reservations", "subject"),
    ("nudges", "word"), ("phrases", "words"), ("access_tokens", "label"), ("publications", "words"),
    ("outbox", "payload"), ("file_texts", "content"), ("signings", "subject"),
}  # fmt: skip


@pytest.fixture
def key(province: Office) -> str:
    """Hand in the key of a public document, in an office full of what is not."""
    return canaries.furnish(province)


def test_no_canary_sings_outside(province: Office, key: str) -> None:
    planted = canaries.plant(province)
    assert planted >= SORE, SORE - planted
    assert canaries.heard(province, key) == []


def test_the_walk_reads_every_kind_of_answer(province: Office, key: str) -> None:
    canaries.plant(province)
    client = create_app(province).test_client()
    walked = dict(canaries.answers(client, key))
    statuses = {answer.status_code for answer in walked.values()}
    assert statuses >= {200, 304, 400, 404, 405}
    assert {answer.mimetype for answer in walked.values()} >= {
        "text/html", "application/json", "application/atom+xml", "application/pdf",
    }  # fmt: skip
    assert "V/v công khai" in walked[f"{PAGE}/van-ban/{key}"].text
    assert walked[f"{PAGE}/van-ban/{key}/tep.pdf"].data == publicity.PDF
    assert (
        len([address for address in walked if re.search(r"/van-ban/[0-9a-f]{16}$", address)]) >= 6
    )


def test_a_real_letter_names_nobody_but_its_signer(province: Office, ring: Path) -> None:
    """What the office prints and signs bears no trace of who drafted, approved or pressed."""
    holders.give_keys(province, ring)
    letter = stories.draft(province, "signing")
    holders.signed(province, letter)
    stories.act(province, letter, "issue")
    publicity.turn(province)
    address = f"{PAGE}/van-ban/{publicity.publish(province, letter)}/tep.pdf"
    pdf = create_app(province).test_client().get(address, buffered=True).data
    told = everything(pdf)
    assert "Trần Quốc Khải" in told
    for login in ("cv.vx", "tp.vx", "cvp.tinh", "vt.tinh"):
        name = acting(province, login).name
        assert name not in told
        assert login not in told
    assert letter not in told
    assert publicity.WHY not in told


def everything(pdf: bytes) -> str:
    """Return the text of a PDF, its information and every stream of it unpacked."""
    said = [pdf, piped(pdf, "pdftotext", "-", "-"), piped(pdf, "pdfinfo", "-")]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            said.append(zlib.decompressobj().decompress(stream))
    return b"\n".join(said).decode(errors="replace")


def piped(pdf: bytes, *program: str) -> bytes:
    run = subprocess.run(program, input=pdf, capture_output=True, check=True)  # noqa: S603 (tools of the machine)
    return run.stdout
