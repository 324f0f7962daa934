"""Uploads on their way in: begun, added to piece by piece, looked into, taken by a document.

Bytes move outside any transaction that writes: a slow line or a long scan must not keep
others from working.  What nobody takes within a day is cleared by the job loop.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from sqlalchemy import Row, delete, func, insert, select, update

from office.domain import filetypes
from office.domain.errors import Conflict, Invalid, NotFound, Refused
from office.domain.text import Text
from office.models.people import Person
from office.models.stages import Stage
from office.services import inspection
from office.services.documents import File, display_name
from office.services.files.previews import Paged
from office.services.work import Work
from office.storage.protocol import TooLarge
from office.storage.staging import DiskFull, Elsewhere, Staging

MOST_STAGES = 200
#: A file without a row this old is nobody's: its work was not done, or its document has it.
GRACE = timedelta(minutes=15)
OVER_QUOTA = Text(
    "Bạn đang có quá nhiều tệp tải lên chưa dùng (tối đa {limit} MB, {count} tệp). "
    "Hãy bỏ bớt hoặc lưu văn bản trước.",
    "You have too much uploaded and not used yet ({limit} MB, {count} files at most).",
)
UNFINISHED = Text("Tệp “{name}” chưa tải lên xong.", "The file “{name}” is not here as a whole.")
DAMAGED = Text(
    "Tệp “{name}” bị hỏng khi truyền; hãy tải lại.", "The file “{name}” was damaged on its way."
)


class Laid(NamedTuple):
    """A whole upload that was looked into, and has no row yet."""

    key: str
    name: str
    size: int
    digest: str
    media_type: str


def begin(work: Work, name: str, claimed: str, size: int) -> str:
    """Announce an upload and return its key; raises Invalid for what would be refused anyway."""
    named = display_name(name)
    inspection.check_size(work, named, size)
    if size < 1 or filetypes.extension(named) not in work.settings.file_types:
        filetypes.inspect(named, claimed, b"\0" if size else b"", work.settings.file_types)
    key = secrets.token_hex(16)
    _add(work, key=key, name=named, claimed=claimed[:128], size=size)
    return key


def own(work: Work, key: str) -> Row[Any]:
    """Return the row of one of the actor's uploads; raises NotFound."""
    row = work.db.execute(
        select(Stage.__table__).where(Stage.key == key, Stage.person_id == work.actor.person_id)
    ).first()
    if row is None:
        raise NotFound
    return row


def offset(work: Work, row: Row[Any]) -> int:
    """Return how many bytes of an upload are here: where it goes on."""
    return staging(work).size(row.key)


def append(work: Work, row: Row[Any], place: int, source: BinaryIO) -> int:
    """Add to an upload at `place` and return how much is here.

    Raises Conflict when it goes on elsewhere, Invalid past the size announced, Refused on
    a full disk; then nothing was added.
    """
    try:
        return staging(work).append(row.key, place, source, row.size)
    except Elsewhere as fault:
        raise Conflict from fault
    except TooLarge as fault:
        longer = Text("Tệp “{name}” dài hơn đã báo.", "“{name}” is longer than announced.")
        raise Invalid(longer.filled(name=row.name), field="files") from fault
    except DiskFull as fault:
        raise Refused(inspection.FULL) from fault


def look_into(work: Work, row: Row[Any], sha256: str = "") -> Laid:
    """Look into an upload that is here as a whole; `sha256` is what its sender counted.

    Raises Invalid or Refused as `inspection.passed` does, and for one damaged or not whole.
    """
    place = staging(work)
    if place.size(row.key) != row.size:
        raise Invalid(UNFINISHED.filled(name=row.name), field="files")
    digest = place.digest(row.key)
    if sha256 and sha256.lower() != digest:
        raise Invalid(DAMAGED.filled(name=row.name), field="files")
    with place.open(row.key) as content:
        media_type = inspection.passed(work, row.name, row.claimed, content)
    return Laid(row.key, row.name, row.size, digest, media_type)


def settle(work: Work, laid: Laid) -> None:
    """Note that an upload is whole and fit to be taken."""
    own(work, laid.key)
    work.db.execute(
        update(Stage)
        .where(Stage.key == laid.key)
        .values(digest=laid.digest, media_type=laid.media_type)
    )


def lay(work: Work, file: File) -> Laid:
    """Take a file that came with a form into the staging folder and look into it there.

    Raises Invalid or Refused; then nothing of it is kept.  Writes no row: see `record`.
    """
    named, key, place = display_name(file.name), secrets.token_hex(16), staging(work)
    size = inspection.size_of(file.content)
    inspection.check_size(work, named, size)
    media_type = inspection.passed(work, named, file.media_type, file.content)
    try:
        place.append(key, 0, cast(BinaryIO, file.content), size)
        return Laid(key, named, size, place.digest(key), media_type)
    except DiskFull as fault:
        place.remove(key)
        raise Refused(inspection.FULL) from fault


def record(work: Work, laid: Laid) -> None:
    """Make a laid file one of the actor's uploads; raises Refused over their quota."""
    _add(
        work,
        key=laid.key,
        name=laid.name,
        size=laid.size,
        digest=laid.digest,
        media_type=laid.media_type,
    )


def listed(work: Work, keys: Sequence[str]) -> list[Row[Any]]:
    """Return the rows of the actor's finished uploads among `keys`, in their order."""
    rows = work.db.execute(
        select(Stage.__table__).where(
            Stage.key.in_(list(keys)[:MOST_STAGES]),
            Stage.person_id == work.actor.person_id,
            Stage.digest != "",
        )
    ).all()
    order = {key: place for place, key in enumerate(keys)}
    return sorted(rows, key=lambda row: order[row.key])


def take(work: Work, keys: Sequence[str]) -> Iterator[File]:
    """Yield the files of finished uploads in order, each open while it is looked at.

    They are no uploads any more when the work is done.  Raises Invalid for one that is gone.
    """
    rows = listed(work, keys)
    if len(rows) != len(set(keys)):
        gone = Text(
            "Có tệp tải lên không còn ở đây; hãy chọn lại tệp.",
            "An upload is gone; choose it again.",
        )
        raise Invalid(gone, field="files")
    for row in rows:
        try:
            content = staging(work).open(row.key)
        except FileNotFoundError as fault:
            raise Invalid(UNFINISHED.filled(name=row.name), field="files") from fault
        with content:
            yield File(row.name, content, row.media_type, checked=True)
    work.db.execute(delete(Stage).where(Stage.id.in_([row.id for row in rows])))


def paged(work: Work, row: Row[Any]) -> Paged:
    """Return a finished upload as something with pages; raises NotFound for other kinds."""
    if row.media_type not in filetypes.PAGED:
        raise NotFound
    return Paged(lambda: staging(work).open(row.key), row.digest, row.media_type)


def drop(work: Work, key: str) -> None:
    """Forget one of the actor's uploads; its bytes are swept later."""
    work.db.execute(delete(Stage).where(Stage.key == key, Stage.person_id == work.actor.person_id))


def tidy(work: Work) -> int:
    """Forget uploads nobody took for a day and sweep their bytes; return how many files went."""
    old = work.wall - timedelta(hours=work.settings.staged_hours)
    work.db.execute(delete(Stage).where(Stage.begun_at < old))
    wanted = set(work.db.scalars(select(Stage.key)))
    return staging(work).sweep(wanted, work.wall - GRACE)


def staging(work: Work) -> Staging:
    """Return the folder of uploads on their way in."""
    return Staging(Path(work.settings.instance) / "staged")


def _add(work: Work, **values: Any) -> None:
    """Add an upload's row under its owner's lock, so that two at once cannot pass the quota."""
    me = work.actor.person_id
    work.db.execute(select(Person.id).where(Person.id == me).with_for_update())
    used, count = work.db.execute(
        select(func.coalesce(func.sum(Stage.size), 0), func.count()).where(Stage.person_id == me)
    ).one()
    most = work.settings.staged_bytes
    if used + values["size"] > most or count >= MOST_STAGES:
        raise Refused(OVER_QUOTA.filled(limit=most // (1024 * 1024), count=MOST_STAGES))
    work.db.execute(insert(Stage).values(person_id=me, begun_at=work.wall, **values))
