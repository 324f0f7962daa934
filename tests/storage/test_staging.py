"""Uploads on the disk: added to at the end alone, resumed, refused whole, swept."""

import errno
import io
import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.storage.derived import Derived
from office.storage.protocol import TooLarge
from office.storage.staging import DiskFull, Elsewhere, Staging

KEY = "a" * 32


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    return Staging(tmp_path / "staged")


class Breaking(io.RawIOBase):
    """A line that gives some bytes and then breaks."""

    def __init__(self, first: bytes, fault: OSError) -> None:
        self._left, self._fault = [first], fault

    def read(self, _size: int = -1) -> bytes:
        """Give the bytes once, then raise."""
        if self._left:
            return self._left.pop()
        raise self._fault


@given(pieces=st.lists(st.binary(min_size=1, max_size=300), max_size=12))
def test_pieces_in_order_are_the_file(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]
) -> None:
    staging, size = Staging(tmp_path_factory.mktemp("x")), 0
    for piece in pieces:
        assert staging.append(KEY, size, io.BytesIO(piece), 10_000) == size + len(piece)
        with pytest.raises(Elsewhere) as told:
            staging.append(KEY, size, io.BytesIO(piece), 10_000)
        size += len(piece)
        assert told.value.size == size
    assert staging.size(KEY) == size
    if pieces:
        with staging.open(KEY) as whole:
            assert whole.read() == b"".join(pieces)


def test_a_cut_line_loses_no_more_than_was_in_the_air(staging: Staging) -> None:
    cut = Breaking(b"half", ConnectionResetError("cut"))
    with pytest.raises(ConnectionResetError):
        staging.append(KEY, 0, cut, 100)  # type: ignore[arg-type]  # it can be read from
    assert staging.size(KEY) == 4
    assert staging.append(KEY, 4, io.BytesIO(b"-whole"), 100) == 10


def test_nothing_past_the_announced_size_is_kept(staging: Staging) -> None:
    staging.append(KEY, 0, io.BytesIO(b"12345"), 8)
    with pytest.raises(TooLarge):
        staging.append(KEY, 5, io.BytesIO(b"6789"), 8)
    assert staging.size(KEY) == 5


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_the_upload_as_it_was(staging: Staging, fault: int) -> None:
    staging.append(KEY, 0, io.BytesIO(b"12345"), 100)
    full = Breaking(b"6789", OSError(fault, "full"))
    with pytest.raises(DiskFull):
        staging.append(KEY, 5, full, 100)  # type: ignore[arg-type]  # it can be read from
    assert staging.size(KEY) == 5


def test_two_at_once_never_mix(staging: Staging) -> None:
    took: list[int] = []

    def send(letter: bytes) -> None:
        try:
            took.append(staging.append(KEY, 0, io.BytesIO(letter * 3_000_000), 10_000_000))
        except Elsewhere as fault:
            took.append(-fault.size)

    threads = [threading.Thread(target=send, args=(letter,)) for letter in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(took) == [-3_000_000, 3_000_000]
    with staging.open(KEY) as whole:
        assert len(set(whole.read())) == 1


@pytest.mark.parametrize("key", ["../../etc/passwd", "A" * 32, "a" * 31, ""])
def test_only_a_key_is_a_key(staging: Staging, key: str) -> None:
    with pytest.raises(ValueError, match="not the key"):
        staging.append(key, 0, io.BytesIO(b"x"), 9)


def test_what_nobody_wants_is_swept_once_it_is_old(staging: Staging, tmp_path: Path) -> None:
    wanted, young, old = "b" * 32, "c" * 32, "d" * 32
    for key in (wanted, young, old):
        staging.append(key, 0, io.BytesIO(b"x"), 9)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    for key in (wanted, old):
        os.utime(tmp_path / "staged" / key, (yesterday.timestamp(),) * 2)
    assert staging.sweep({wanted}, yesterday + timedelta(hours=1)) == 1
    assert [staging.size(key) for key in (wanted, young, old)] == [1, 1, 0]


def test_what_was_worked_out_is_kept_by_its_digest(tmp_path: Path) -> None:
    derived, digest = Derived(tmp_path), "e" * 64
    assert derived.get(digest, "page-1-220.webp") is None
    derived.keep(digest, "page-1-220.webp", b"drawn")
    assert derived.get(digest, "page-1-220.webp") == b"drawn"
    assert derived.get("f" * 64, "page-1-220.webp") is None
    with pytest.raises(ValueError, match="not the name"):
        derived.keep(digest, "../x", b"")
