"""A letter is signed by its leader, numbered, signed for the agency, and issued as that file."""

import subprocess
import sys
from pathlib import Path

import pytest

from office.domain.signatures import Report
from office.runtime import Office
from office.services import keyring
from office.services.views import dossier
from office.signing import make, verify
from tests import holders, stories
from tests.holders import ring
from tests.make import acting

__all__ = ["ring"]


@pytest.fixture
def keyed(province: Office, ring: Path) -> Office:
    holders.give_keys(province, ring)
    return province


def files(office: Office, document: str, who: str = "vt.tinh") -> list[dossier.Row]:
    with office.look(acting(office, who)) as work:
        return list(dossier.read(work, document).attachments)


def words(pdf: bytes) -> str:
    """Return what is read on the first page, fields and all."""
    return " ".join(told_by_stdin("pdftotext", pdf).split())


def told_by_stdin(program: str, content: bytes) -> str:
    run = subprocess.run(  # noqa: S603 (tools of the machine)
        [program, "-layout", "-l", "1", "-", "-"], input=content, capture_output=True, check=True
    )
    return run.stdout.decode()


def content(office: Office, digest: str) -> bytes:
    return office.storage.read(digest)


def issued(office: Office) -> tuple[str, bytes]:
    document = stories.draft(office, "signing")
    holders.signed(office, document)
    stories.act(office, document, "issue")
    return document, content(office, files(office, document)[0].digest)


def judged(office: Office, pdf: bytes) -> Report:
    """Say what the office's own judge says of a file."""
    with office.look() as work:
        return verify.verify(pdf, keyring.trusted(office.settings), work.at)


def told_by(*program: str | Path) -> str:
    """Return what another's program says of a file."""
    return subprocess.run(program, capture_output=True, text=True, check=True).stdout  # noqa: S603 (tools of the machine)


def test_the_file_that_is_issued_carries_both_signatures_and_all_tools_find_them_sound(
    keyed: Office, tmp_path: Path
) -> None:
    document, pdf = issued(keyed)
    report = judged(keyed, pdf)
    assert report.sound
    assert [one.field for one in report.signatures] == [make.LEADER, make.AGENCY]
    file = tmp_path / "signed.pdf"
    file.write_bytes(pdf)
    root = keyed.settings.signing_home / "trust/roots/root.pem"
    check = ("-m", "pyhanko", "sign", "validate", "--pretty-print", "--no-revocation-check")
    told = told_by(sys.executable, *check, "--trust-replace", "--trust", root, file)
    assert told.count("The signature is judged VALID.") == 2
    assert told_by("pdfsig", "-nocert", file).count("Signature is Valid.") == 2
    assert stories.problems(keyed) == []
    page = words(pdf)
    assert "Số: 01/UBND-VX" in page
    assert "Ninh Thuận, ngày 08 tháng 11 năm 2019" in page
    del document
