"""The demonstration day: what came of it, and that no crash loses or doubles anything of it."""

import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from office.demonstration import day, loading, summary
from office.jobs import run
from office.models.deliveries import Delivery
from office.models.documents import Attachment, Document
from office.models.exchange import Packet
from office.models.movements import Movement
from office.models.registers import RegisterEntry
from office.runtime import Office
from office.services import outbox
from office.services.audit import verification
from tests.make import settings_for

CUT_OFF = Path(__file__).with_name("cut_off.py")


@pytest.fixture(scope="module")
def whole_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the day once without a cut; tests copy the folder they change."""
    folder = tmp_path_factory.mktemp("whole_day")
    office = Office(settings_for(folder))
    loading.prepare(office)
    day.play(office)
    run.drain(office)
    office.engine.dispose()
    return folder


def copied(folder: Path, to: Path) -> Office:
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return Office(settings_for(to))


def what_happened(office: Office) -> tuple[object, ...]:
    """Return everything about the day that a crash must not change."""
    with office.look() as work:
        acts = work.db.execute(
            select(Document.subject, Document.code, Movement.seq, Movement.action, Movement.unit_id)
            .join(Movement, Movement.document_id == Document.id)
        ).tuples()  # fmt: skip
        numbers = work.db.execute(
            select(RegisterEntry.register_id, RegisterEntry.number, Document.subject)
            .join(Document, Document.id == RegisterEntry.document_id)
        ).tuples()  # fmt: skip
        states = work.db.execute(
            select(Document.subject, Delivery.unit_id, Delivery.state, Delivery.channel)
            .join(Document, Document.id == Delivery.document_id)
        ).tuples()  # fmt: skip
        files = [
            (row.name, row.digest if row.form == "" else row.form)  # keys and seconds differ
            for row in work.db.execute(select(Attachment.name, Attachment.digest, Attachment.form))
        ]
        packets = work.db.scalars(select(Packet.source))
        waiting = outbox.waiting(work)
        return tuple(Counter(rows) for rows in (acts, numbers, states, files, packets)), waiting


def test_the_day_verifies_and_shows_an_office_at_work(whole_day: Path, tmp_path: Path) -> None:
    office = copied(whole_day, tmp_path)
    lines, holds = summary.tell(office)
    with office.look() as work:
        sent = work.db.scalars(select(Delivery.channel)).all()
        busiest = work.db.scalar(
            select(func.count()).select_from(Delivery).group_by(Delivery.document_id)
            .order_by(func.count().desc())
        )  # fmt: skip
    assert holds
    assert busiest == 7 + 65
    assert Counter(sent)["paper"] == 1
    assert Counter(sent)["parallel"] >= 2
    assert any("Quá hạn" in line and not line.endswith(" 0") for line in lines)


def test_playing_the_day_again_repeats_nothing(whole_day: Path, tmp_path: Path) -> None:
    office = copied(whole_day, tmp_path)
    before = what_happened(office)
    assert loading.prepare(office)
    assert day.played(office)
    day.play(office)
    run.drain(office)
    assert what_happened(office) == before


@pytest.mark.timeout(600)
def test_a_day_killed_again_and_again_loses_nothing_and_doubles_nothing(
    whole_day: Path, tmp_path: Path
) -> None:
    chance = random.Random(1)  # noqa: S311  # no secret: where the day is cut
    kills = 0
    while play(tmp_path, chance.randint(2, 60)) == -signal.SIGKILL:
        kills += 1
    survived = Office(settings_for(tmp_path))
    run.begin(survived)
    run.drain(survived)
    with survived.look() as work:
        assert verification.verify(work).problems == []
    assert kills > 3
    assert what_happened(survived) == what_happened(copied(whole_day, tmp_path / "whole"))


def play(folder: Path, commits: int) -> int:
    command = [sys.executable, str(CUT_OFF), str(folder), str(commits)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=120)  # noqa: S603  # our own script
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode


def test_an_office_with_units_of_its_own_is_never_given_a_demonstration(province: Office) -> None:
    assert not loading.prepare(province)
    with province.look() as work:
        assert work.db.scalar(select(func.count()).select_from(Document)) == 0
