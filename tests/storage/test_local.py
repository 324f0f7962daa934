"""Attachments in a local folder: whole or not at all, one file a content, no way out."""

from __future__ import annotations

import hashlib
import io
import os
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.storage.local import LocalStorage
from office.storage.protocol import BadDigest, NotStored, Storage, TooLarge

UNKNOWN = "0" * 64
ARABIC_ZEROES = "\u0660" * 64  # str.isdigit() says yes to these
NO_DIGESTS = ["", "..", "../" * 21 + "x", "/etc/passwd", "A" * 64, ARABIC_ZEROES]
NO_DIGESTS += ["0" * 63, "0" * 65, "0" * 64 + "\n", "0" * 32 + "/" + "0" * 31, "0" * 63 + "\0"]


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    """Give an empty storage whose folder does not exist yet."""
    return LocalStorage(tmp_path / "attachments")


def files_of(folder: Path) -> list[Path]:
    """List every file under `folder`, temporary ones too."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


class Breaking(io.BytesIO):
    """A source whose line goes dead after the first chunk."""

    def read(self, size: int | None = -1) -> bytes:
        """Give one chunk, then fail as a broken upload does."""
        if self.tell():
            raise ConnectionResetError("the browser went away")
        return super().read(size)


@settings(deadline=None)  # the disk may take its time
@given(content=st.binary(max_size=5000))
def test_what_is_put_is_read_back_under_its_sha256(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        storage: Storage = LocalStorage(Path(folder))
        stored = storage.put(content)
        assert stored.digest == hashlib.sha256(content).hexdigest()
        assert storage.read(stored.digest) == content
        assert stored.size == storage.size(stored.digest) == len(content)
        assert storage.exists(stored.digest)
        assert storage.check(stored.digest)


@settings(deadline=None)  # the disk may take its time
@given(content=st.binary(max_size=300), limit=st.integers(0, 300))
def test_a_file_over_the_limit_leaves_nothing(content: bytes, limit: int) -> None:
    with TemporaryDirectory() as folder:
        storage = LocalStorage(Path(folder))
        if len(content) <= limit:
            assert storage.put(content, limit).size == len(content)
            return
        with pytest.raises(TooLarge) as refusal:
            storage.put(io.BytesIO(content), limit)
        assert refusal.value.limit == limit
        assert files_of(Path(folder)) == []


def test_the_same_content_twice_is_one_file(storage: LocalStorage, tmp_path: Path) -> None:
    first = storage.put("Kính gửi: Sở Nội vụ".encode())
    second = storage.put(io.BytesIO("Kính gửi: Sở Nội vụ".encode()))
    digest = first.digest
    assert first == second
    expected = tmp_path / "attachments" / digest[:2] / digest[2:4] / digest
    assert files_of(tmp_path) == [expected]


def test_a_source_of_many_chunks_is_kept_whole(storage: LocalStorage) -> None:
    content = os.urandom(3_000_001)
    stored = storage.put(io.BytesIO(content))
    with storage.open(stored.digest) as kept:
        assert kept.read() == content


def test_a_source_that_breaks_midway_leaves_nothing(storage: LocalStorage, tmp_path: Path) -> None:
    with pytest.raises(ConnectionResetError):
        storage.put(Breaking(b"x" * 1_000_000))
    assert files_of(tmp_path) == []


def test_a_full_disk_leaves_nothing(storage: LocalStorage, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            storage.put(b"x" * 1_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert files_of(tmp_path) == []


CRASH = """
import io, os, signal, sys
from pathlib import Path
from office.storage.local import LocalStorage

class PowerCut(io.BytesIO):
    def read(self, size=-1):
        if self.tell():
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(size)

LocalStorage(Path(sys.argv[1])).put(PowerCut(b"x" * 1_000_000))
"""


def test_a_crash_leaves_only_what_is_ignored_and_swept(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", CRASH, str(tmp_path)]
    ended = subprocess.run(command, cwd=root, check=False)  # noqa: S603 (own code, no shell)
    assert ended.returncode == -9
    left = files_of(tmp_path)
    assert [path.parent.name for path in left] == ["incoming"]
    storage = LocalStorage(tmp_path)
    written = datetime.fromtimestamp(left[0].stat().st_mtime, UTC)
    assert storage.sweep(written - timedelta(seconds=1)) == 0
    assert storage.sweep(written + timedelta(seconds=1)) == 1
    assert files_of(tmp_path) == []


def test_sweeping_touches_no_attachment(storage: LocalStorage) -> None:
    stored = storage.put(b"cong van")
    assert storage.sweep(datetime(9999, 1, 1, tzinfo=UTC)) == 0
    assert storage.read(stored.digest) == b"cong van"


def test_sweeping_asks_for_a_time_with_a_zone(storage: LocalStorage) -> None:
    naive = datetime(2019, 11, 5, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        storage.sweep(naive)


def test_many_writers_of_few_contents_agree(storage: LocalStorage, tmp_path: Path) -> None:
    contents = [bytes([number]) * 300_000 for number in range(4)]
    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(storage.put, contents * 8))
    assert len({one.digest for one in stored}) == 4
    assert len(files_of(tmp_path)) == 4
    assert all(storage.check(one.digest) for one in stored)


@given(digest=st.one_of(st.text(), st.sampled_from(NO_DIGESTS)))
def test_nothing_but_a_digest_reaches_the_disk(digest: str) -> None:
    storage = LocalStorage(Path("nowhere"))
    for ask in (storage.open, storage.read, storage.exists, storage.size, storage.check):
        with pytest.raises(BadDigest):
            ask(digest)


def test_an_unknown_content_is_said_to_be_missing(storage: LocalStorage) -> None:
    assert not storage.exists(UNKNOWN)
    for ask in (storage.open, storage.read, storage.size, storage.check):
        with pytest.raises(NotStored):
            ask(UNKNOWN)


def test_rot_is_found_by_the_check_and_healed_by_a_new_copy(
    storage: LocalStorage, tmp_path: Path
) -> None:
    stored = storage.put(b"So: 12/UBND-VX")
    [kept] = files_of(tmp_path)
    kept.write_bytes(b"So: 13/UBND-VX")
    assert not storage.check(stored.digest)
    storage.put(b"So: 12/UBND-VX")
    assert storage.check(stored.digest)
