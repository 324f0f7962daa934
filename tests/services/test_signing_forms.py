"""The forms a letter takes on its way: how they look, how far they are proven, and older ways."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from office.domain.errors import Refused
from office.models.signings import Signing
from office.reports.letter import Letter
from office.runtime import Office
from office.services.files import fillable
from office.services.files.fillable import Numbering
from office.signing import make
from office.signing.authority import Authority
from tests import holders, stories
from tests.holders import ring
from tests.make import MORNING, Clock
from tests.reports.samples import OFFICIAL
from tests.services.test_signing_steps import content, files, judged
from tests.signing import notary

__all__ = ["ring"]

WORD = re.compile(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)<')


def lines(pdf: bytes) -> dict[str, tuple[str, str]]:
    """Return top and bottom of each word of a page, the first of those that are written alike."""
    told = subprocess.run(
        ["pdftotext", "-bbox", "-l", "1", "-", "-"],  # noqa: S607 (a tool of the machine)
        input=pdf, capture_output=True, check=True,
    )  # fmt: skip
    found: dict[str, tuple[str, str]] = {}
    for top, bottom, word in WORD.findall(told.stdout.decode()):
        found.setdefault(word, (f"{float(top):.1f}", f"{float(bottom):.1f}"))
    return found


@pytest.mark.parametrize("number", ["05", "1204"])
def test_number_and_day_stand_on_the_line_and_in_the_size_of_the_words_beside(number: str) -> None:
    blank = replace(OFFICIAL, issued_on=None, unnumbered=True)
    given: Letter = replace(
        OFFICIAL, number_symbol=f"{number}/UBND-VX", issued_on=date(2019, 11, 12)
    )
    found = lines(fillable.numbered(Numbering(given, fillable.made(blank).pdf)))
    assert found[number] == found["/UBND-VX"] == found["Số:"]
    assert found["ngày"] == found["Thuận,"]


@pytest.fixture
def keyed(province: Office, ring: Path) -> Office:
    holders.give_keys(province, ring)
    return province


@pytest.fixture
def stamped(keyed: Office) -> Iterator[Office]:
    """Hand in an office with keys and a timestamp server on this machine."""
    authority = Authority(keyed.settings.signing_home, MORNING)
    stamps = authority.certified("Máy chủ thời gian", "Thử", stamps=True)
    root = authority.trust / "roots/root.pem"
    plain = keyed.settings
    with notary.server(notary.clock(stamps, root, MORNING)) as host:
        keyed.settings = replace(plain, timestamps=f"http://{host}/")
        yield keyed
    keyed.settings = plain


def test_with_a_timestamp_server_both_signatures_are_proven_for_later(stamped: Office) -> None:
    document = stories.draft(stamped, "signing")
    holders.signed(stamped, document)
    with stamped.look() as work:
        levels = work.db.execute(select(Signing.whose, Signing.level).order_by(Signing.id)).all()
    assert [tuple(row) for row in levels] == [("leader", "B-LT"), ("agency", "B-LT")]
    report = judged(stamped, content(stamped, files(stamped, document)[0].digest))
    assert report.sound
    assert {one.stamped_at for one in report.signatures} == {MORNING}


def test_without_an_answer_of_the_timestamp_server_the_letter_waits_unsigned(keyed: Office) -> None:
    document = stories.draft(keyed, "signing")
    keyed.settings = replace(keyed.settings, timestamps="http://127.0.0.1:9/")
    with pytest.raises(Refused) as refusal:
        holders.sign(keyed, document)
    assert refusal.value.reasons == (make.NO_TIME,)
    assert stories.state_of(keyed, document) == "signing"
    assert files(keyed, document) == []


def test_a_draft_that_began_before_there_was_a_seal_goes_on_without_one(
    keyed: Office, clock: Clock, tmp_path: Path
) -> None:
    whole, then = keyed.settings.workflows, tmp_path / "then"
    shutil.copytree(whole, then)
    for later in then.glob("outgoing/*.yaml"):
        if later.stem != "1":
            later.unlink()
    seals = (then / "published.sha256").read_text().splitlines(keepends=True)
    kept = [one for one in seals if "outgoing/" not in one or "outgoing/1.yaml" in one]
    (then / "published.sha256").write_text("".join(kept))
    before = Office(replace(keyed.settings, workflows=then), clock)
    try:
        document = stories.draft(before, "signing")
    finally:
        before.engine.dispose()
    holders.sign(keyed, document)
    stories.act(keyed, document, "number")
    assert stories.state_of(keyed, document) == "numbered"
    stories.act(keyed, document, "issue")
    assert stories.problems(keyed) == []
