"""Uploads on their way in: one's own alone, within a quota, looked into, taken once, tidied."""

import hashlib
import io
import os
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
from sqlalchemy import func, select, update

from office.domain.documents import Content
from office.domain.errors import Conflict, Invalid, NotFound, Refused
from office.models.documents import Attachment
from office.models.stages import Stage
from office.runtime import Office
from office.services.documents import File
from office.services.files import stages
from office.services.outgoing import drafting
from tests import papers, stories
from tests.make import acting
from tests.scanner import SIGNATURE, scanner

WHO = ("cv.vx", "specialist")
PDF = papers.pdf_with("/Type/Catalog")
LETTER = Content(type_code="CV", subject="thử", body="Kính gửi.")


def begin(office: Office, name: str = "quét.pdf", size: int = len(PDF)) -> str:
    with office.work(acting(office, *WHO)) as work:
        return stages.begin(work, name, "", size)


def append(office: Office, key: str, place: int, content: bytes | BinaryIO) -> int:
    with office.look(acting(office, *WHO)) as work:
        source = io.BytesIO(content) if isinstance(content, bytes) else content
        return stages.append(work, stages.own(work, key), place, source)


def finish(office: Office, key: str, sha256: str = "") -> stages.Laid:
    with office.look(acting(office, *WHO)) as work:
        laid = stages.look_into(work, stages.own(work, key), sha256)
    with office.work(acting(office, *WHO)) as work:
        stages.settle(work, laid)
    return laid


def lay(office: Office, file: File) -> str:
    with office.look(acting(office, *WHO)) as work:
        laid = stages.lay(work, file)
    with office.work(acting(office, *WHO)) as work:
        stages.record(work, laid)
    return laid.key


def take(office: Office, keys: list[str]) -> str:
    with office.work(acting(office, *WHO)) as work:
        draft = drafting.start(work, LETTER)
        for file in stages.take(work, keys):
            drafting.attach(work, draft, file)
        return draft


def kept(office: Office) -> list[str]:
    """Return what lies in the staging folder."""
    folder = office.settings.instance / "staged"
    return sorted(path.name for path in folder.glob("*"))


def test_an_upload_in_pieces_becomes_a_file_of_a_draft(both_provinces: Office) -> None:
    office = both_provinces
    key = begin(office)
    assert append(office, key, 0, PDF[:10]) == 10
    with pytest.raises(Conflict):
        append(office, key, 0, PDF[:10])
    assert append(office, key, 10, PDF[10:]) == len(PDF)
    digest = hashlib.sha256(PDF).hexdigest()
    assert finish(office, key, digest).media_type == "application/pdf"
    take(office, [key])
    with office.look() as work:
        row = work.db.execute(select(Attachment.name, Attachment.digest)).one()
        assert work.db.scalar(select(func.count()).select_from(Stage)) == 0
    assert tuple(row) == ("quét.pdf", digest)
    with pytest.raises(Invalid, match="không còn ở đây"):
        take(office, [key])


def test_an_upload_is_nobody_elses(province: Office) -> None:
    key = begin(province)
    with province.look(acting(province, "cv.th")) as work:
        for use in (lambda: stages.own(work, key), lambda: stages.own(work, "0" * 32)):
            with pytest.raises(NotFound):
                use()
        assert stages.listed(work, [key]) == []


def test_what_came_damaged_or_not_whole_is_not_taken(province: Office) -> None:
    key = begin(province)
    append(province, key, 0, PDF[:-1])
    with pytest.raises(Invalid, match="chưa tải lên xong"):
        finish(province, key)
    append(province, key, len(PDF) - 1, PDF[-1:])
    with pytest.raises(Invalid, match="hỏng khi truyền"):
        finish(province, key, "0" * 64)
    with pytest.raises(Invalid, match="không còn ở đây"):
        take(province, [key])
    assert finish(province, key, hashlib.sha256(PDF).hexdigest())


def test_what_acts_is_refused_when_it_is_whole(province: Office) -> None:
    bad = papers.pdf_with("/S /JavaScript /JS (x)")
    key = begin(province, "mã.pdf", len(bad))
    append(province, key, 0, bad)
    with pytest.raises(Invalid, match=r"“mã\.pdf” là PDF có mã JavaScript"):
        finish(province, key)


@pytest.mark.parametrize(("name", "size"), [("a.exe", 9), ("a.pdf", 0), ("a.pdf", 201 << 20)])
def test_what_would_be_refused_anyway_is_refused_before_it_is_sent(
    province: Office, name: str, size: int
) -> None:
    with pytest.raises(Invalid):
        begin(province, name, size)
    with province.look() as work:
        assert work.db.scalar(select(func.count()).select_from(Stage)) == 0


def test_nobody_uploads_past_their_quota_however_many_at_once(both_provinces: Office) -> None:
    office = both_provinces
    office.settings = replace(office.settings, staged_bytes=10 << 20)

    def announce(_: int) -> bool:
        try:
            return bool(begin(office, size=4 << 20))
        except Refused:
            return False

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(announce, range(4))) == [False, False, True, True]


def test_a_refused_form_leaves_its_files_to_be_taken_later(province: Office) -> None:
    key = lay(province, File("quét.pdf", io.BytesIO(PDF), "application/pdf"))

    def take_and_fail() -> None:
        with province.work(acting(province, *WHO)) as work:
            list(stages.take(work, [key]))
            raise Refused

    with pytest.raises(Refused):
        take_and_fail()
    assert take(province, [key])


def test_a_refused_file_leaves_nothing_behind(province: Office) -> None:
    with pytest.raises(Invalid):
        lay(province, File("a.pdf", io.BytesIO(b"MZ"), "application/pdf"))
    assert kept(province) == []


class Full(io.BytesIO):
    """A source that breaks as a full disk does, once it is copied and not only looked into."""

    def read(self, size: int | None = -1) -> bytes:
        """Raise when it is read piece by piece."""
        if size == 1 << 18:
            raise OSError(28, "No space left on device")
        return super().read(size)


def test_a_full_disk_is_said_in_words_and_nothing_half_is_kept(province: Office) -> None:
    with pytest.raises(Refused, match="Ổ đĩa của văn phòng đã đầy"):
        lay(province, File("a.pdf", Full(PDF), "application/pdf"))
    assert kept(province) == []


def test_a_large_file_is_never_in_memory(province: Office, tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.write(PDF)
        file.truncate(64 << 20)
    tracemalloc.start()
    with large.open("rb") as content:
        key = lay(province, File("lớn.pdf", content, "application/pdf"))
    take(province, [key])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 16 << 20


def test_uploads_nobody_took_are_tidied_away(province: Office) -> None:
    old, young = begin(province), begin(province)
    for key in (old, young):
        append(province, key, 0, PDF)
    with province.work() as work:
        past = work.wall - timedelta(hours=25)
        work.db.execute(update(Stage).where(Stage.key == old).values(begun_at=past))
        os.utime(province.settings.instance / "staged" / old, (past.timestamp(),) * 2)
        assert stages.tidy(work) == 1
    assert kept(province) == [young]


def test_a_file_with_a_virus_is_refused_and_so_is_one_that_nobody_scanned(
    province: Office,
) -> None:
    infected = papers.pdf_with("/X (" + SIGNATURE.decode() + ")")
    with scanner() as address:
        province.settings = replace(province.settings, clamd=address)
        with pytest.raises(Invalid, match=r"“a\.pdf” có mã độc \(Eicar-Signature\)"):
            lay(province, File("a.pdf", io.BytesIO(infected), ""))
        assert lay(province, File("a.pdf", io.BytesIO(PDF), ""))
    with pytest.raises(Refused, match=r"“a\.pdf” chưa quét được"):
        lay(province, File("a.pdf", io.BytesIO(PDF), ""))
    assert len(kept(province)) == 1
    assert stories.problems(province) == []
