"""The files of a packet: what the manifest announces, married to what came."""

from collections.abc import Iterator

from office.edxml import attachments
from office.edxml.elements import Element, child, children, local, seek, text
from office.edxml.limits import Limits
from office.edxml.notes import Notes
from office.edxml.values import Attachment, Unreadable

Pair = tuple[Element | None, Element | None]


def read_files(root: Element, limits: Limits, notes: Notes) -> tuple[Attachment, ...]:
    """Read every file, in the manifest's order; none is lost for want of its other half."""
    references = children(seek(root, "edXMLManifest", "Manifest"), "Reference")
    came = [element for element in root.iter() if local(element) == "Attachment"]
    if max(len(references), len(came)) > limits.attachments:
        raise Unreadable(
            f"Gói tin có quá nhiều tệp đính kèm (tối đa {limits.attachments}).",
            f"The packet has too many attachments (at most {limits.attachments}).",
        )
    files, total = [], 0
    for position, (reference, element) in enumerate(_pairs(references, came), start=1):
        files.append(_file(position, reference, element, limits, notes))
        total += len(files[-1].content)
        if total > limits.total_bytes:
            raise attachments.too_large(files[-1].name)
    return tuple(files)


def _content_id(element: Element) -> str | None:
    raw = text(element, "ContentId")
    return raw.removeprefix("cid:") if raw else None


def _pairs(references: list[Element], came: list[Element]) -> Iterator[Pair]:
    """Marry references and attachments by ContentId, what is left over by order."""
    waiting = [(_content_id(element), element) for element in came]
    chosen: dict[int, Element] = {}
    for index, reference in enumerate(references):
        wanted = _content_id(reference)
        match = next((each for each in waiting if wanted and each[0] == wanted), None)
        if match is not None:
            waiting.remove(match)
            chosen[index] = match[1]
    left = iter([element for _, element in waiting])
    for index, reference in enumerate(references):
        yield reference, chosen[index] if index in chosen else next(left, None)
    for element in left:
        yield None, element


def _file(
    position: int, reference: Element | None, element: Element | None, limits: Limits, notes: Notes
) -> Attachment:
    """Read one file from its two halves, either of which may be missing."""
    said = text(element, "AttachmentName", "FileName") or text(reference, "AttachmentName")
    name = attachments.safe_name(said, position)
    encoded = child(element, "ContentTransferEncoded", "Content")
    packed = attachments.decode(name, encoded.text if encoded is not None else None, limits)
    if not packed:
        notes.add(f"Tệp “{name}” không có nội dung.", f"File “{name}” came without content.")
    if reference is None:
        notes.add(f"Tệp “{name}” không có trong danh mục.", f"File “{name}” was not announced.")
    if said != name:
        notes.add(f"Tên tệp được sửa thành “{name}”.", f"A file was given the name “{name}”.")
    described = text(element, "Description") or text(reference, "Description")
    return attachments.attach(name, attachments.unwrap(name, packed, limits), described)
