"""Two versions of a draft side by side: what changed since somebody approved or returned it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from office.domain import comparing, movements
from office.domain import layout as layouts
from office.domain.comparing import Piece
from office.domain.documents import URGENCIES, Content
from office.domain.errors import NotFound
from office.domain.layout import Layout
from office.domain.paper import CHANNELS
from office.domain.text import Text
from office.models.documents import Attachment, Document, DocumentVersion, DraftRecipient
from office.models.movements import Movement
from office.models.people import Person
from office.services import access
from office.services.files import letters
from office.services.work import Work

#: The text as it is now, which nobody has submitted yet or somebody has.
NOW = 0
#: The acts that judge a version: who looks again wants to know what changed since.
_JUDGING = ("approve_", "return_", "sign")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text as it was submitted, or (number NOW) as it is; `judged` says what became of it.

    `whole`: its other fields, files and recipients are known; of versions older than these
    were kept, only subject and text are.
    """

    number: int
    content: Content
    by: str
    at: datetime | None
    files: tuple[tuple[str, str], ...] = ()
    recipients: tuple[tuple[int, str, str], ...] = ()
    whole: bool = True
    judged: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What somebody did with a version, and the reason given."""

    act: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One part of a draft in two versions, in words to be shown; `pieces` what changed."""

    title: Text
    pieces: Sequence[Piece]

    @property
    def changed(self) -> bool:
        """Tell whether the part is not as it was."""
        return any(piece.change is not comparing.Change.SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two versions and what differs: the small fields, then the text passage by passage."""

    old: Version
    new: Version
    fields: Sequence[Field]
    body: Sequence[comparing.Row]

    @property
    def changed(self) -> bool:
        """Tell whether anything differs."""
        return any(field.changed for field in self.fields) or any(row.changed for row in self.body)


def versions(work: Work, public_id: str) -> list[Version]:
    """Return what was submitted, oldest first, and last of all the text as it is.

    Raises NotFound for a document that is not known, or was not drafted on the actor's side.
    """
    key = access.document_id(work, public_id)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    ours = {row.agency_id, row.drafting_unit_id} & {*access.scope(work)}
    if row.procedure is None or not ours:
        raise NotFound
    judged = _judgements(work, key)
    kept = work.db.execute(
        select(DocumentVersion.__table__, Person.name)
        .join(Person, Person.id == DocumentVersion.submitted_by)
        .where(DocumentVersion.document_id == key)
        .order_by(DocumentVersion.version)
    )
    return [*(_submitted(one, row, judged) for one in kept), _present(work, row)]


def compare(work: Work, public_id: str, old: Version, new: Version) -> Comparison:
    """Return what differs between two versions of a draft."""
    before, after = old, new
    if not (old.whole and new.whole):
        # Nobody can say what the fields were: they are not shown as changed.
        before = replace(
            old, content=_text_of(old, new), files=new.files, recipients=new.recipients
        )
    said = zip(_fields(work, public_id, before), _fields(work, public_id, after), strict=True)
    return Comparison(
        old=old,
        new=new,
        fields=[
            Field(title=title, pieces=comparing.pieces(was, now)) for (title, was), (_, now) in said
        ],
        body=comparing.rows(old.content.body, new.content.body),
    )


def chosen(known: Sequence[Version], old: int | None, new: int | None) -> tuple[Version, Version]:
    """Return the two versions asked for; by default what changed since the last judgement.

    Where the present text is the version judged last, it is compared with the one before.
    Raises NotFound for numbers that are none.
    """
    by_number = {version.number: version for version in known}
    right = by_number.get(NOW if new is None else new)
    if old is None:
        judged = [version for version in known if version.judged]
        left = judged[-1] if judged else known[0]
        if _same(left, known[-1]) and left is not known[0]:
            left = known[known.index(left) - 1]
    else:
        found = by_number.get(old)
        if found is None:
            raise NotFound
        left = found
    if right is None:
        raise NotFound
    return left, right


def _same(one: Version, other: Version) -> bool:
    return (one.content, one.files, one.recipients) == (
        other.content, other.files, other.recipients,
    )  # fmt: skip


def _submitted(row: Row[Any], document: Row[Any], judged: dict[int, list[Judgement]]) -> Version:
    said = row.written
    content = Content(type_code=document.type_code, subject=row.subject, body=row.body)
    if said is not None:
        content = Content(
            type_code=said["type"],
            subject=row.subject,
            body=row.body,
            urgency=said["urgency"],
            respond_by=date.fromisoformat(said["respond_by"]) if said["respond_by"] else None,
            council=said["council"],
            layout=layouts.of_facts(said.get("layout")),
        )
    return Version(
        number=row.version,
        content=content,
        by=row.name,
        at=row.submitted_at,
        files=tuple((name, digest) for name, digest, _ in (said or {}).get("files", ())),
        recipients=tuple(tuple(one) for one in (said or {}).get("recipients", ())),
        whole=said is not None,
        judged=tuple(judged.get(row.version, ())),
    )


def _present(work: Work, row: Row[Any]) -> Version:
    files = work.db.execute(
        select(Attachment.name, Attachment.digest)
        .where(Attachment.document_id == row.id, Attachment.rendered.is_(False))
        .order_by(Attachment.position)
    )
    recipients = work.db.execute(
        select(DraftRecipient.unit_id, DraftRecipient.channel, DraftRecipient.paper_reason)
        .where(DraftRecipient.document_id == row.id)
        .order_by(DraftRecipient.unit_id)
    )
    drafter = work.db.scalar(select(Person.name).where(Person.id == row.drafter_id)) or ""
    return Version(
        number=NOW,
        content=Content(
            type_code=row.type_code,
            subject=row.subject,
            body=row.body,
            urgency=row.urgency,
            respond_by=row.respond_by,
            council=row.council,
            layout=layouts.of_facts(row.layout),
        ),
        by=drafter,
        at=None,
        files=tuple((file.name, file.digest) for file in files),
        recipients=tuple((one[0], one[1], one[2]) for one in recipients),
    )


def _text_of(old: Version, new: Version) -> Content:
    return replace(new.content, subject=old.content.subject, body=old.content.body)


def _judgements(work: Work, key: int) -> dict[int, list[Judgement]]:
    """Return who judged which version, by the sealed records in their order."""
    found: dict[int, list[Judgement]] = {}
    version = 0
    for row in work.db.execute(
        select(Movement.at, Movement.body, Movement.hash, Movement.prev)
        .where(Movement.document_id == key, Movement.delivery_id.is_(None))
        .order_by(Movement.seq)
    ):
        record, _ = movements.told(row.body, row.hash, row.prev)
        version = record.get("version", version)
        if record.get("act", "").startswith(_JUDGING):
            found.setdefault(version, []).append(
                Judgement(
                    act=record["act"],
                    by=record.get("by", {}).get("name", ""),
                    at=row.at,
                    reason=record.get("reason", ""),
                )
            )
    return found


def _fields(work: Work, public_id: str, version: Version) -> Iterator[tuple[Text, str]]:
    """Yield the small parts of a version as words."""
    content, layout = version.content, version.content.layout
    printed = letters.sketch(work, content, public_id, [one[0] for one in version.recipients])
    yield Text("Loại văn bản", "Type"), work.types[content.type_code].title
    yield Text("Trích yếu", "Subject"), content.subject
    yield Text("Độ khẩn", "Urgency"), URGENCIES[content.urgency][1].vi
    yield Text("Yêu cầu trả lời trước", "Answer wanted by"), (
        f"{content.respond_by:%d/%m/%Y}" if content.respond_by else ""
    )  # fmt: skip
    yield Text("Hội đồng, ban, tổ", "Council or board"), content.council
    yield Text("Kính gửi", "Addressed to"), "\n".join(printed.addressees)
    yield (
        Text("Nơi nhận (in trên văn bản)", "Receivers (as printed)"),
        "\n".join(printed.recipients),
    )
    yield Text("Ký hiệu, liên hệ, lưu hành", "Marks on the page"), _marks(layout, printed.hour)
    yield Text("Tệp đính kèm", "Files"), "\n".join(
        f"{name} ({digest[:12]})" for name, digest in version.files
    )  # fmt: skip
    yield Text("Gửi đến", "Sent to"), "\n".join(
        _recipient(work, *recipient) for recipient in version.recipients
    )  # fmt: skip


def _marks(layout: Layout, hour: str) -> str:
    said = (layout.mark, layout.contact, layout.circulation, hour)
    return "\n".join(one for one in said if one)


def _recipient(work: Work, unit_id: int, channel: str, reason: str) -> str:
    way = CHANNELS[channel].vi if channel in CHANNELS else channel
    unit = work.tree.units.get(unit_id)
    return f"{unit.name if unit else unit_id}: {way}{f' ({reason})' if reason else ''}"
