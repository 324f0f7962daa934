"""Write the files of a packet: the manifest that announces them, and the files themselves."""

import base64
from collections.abc import Callable, Iterable

from office.edxml.attachments import extension, wrap, wrapped
from office.edxml.cleaning import QCVN
from office.edxml.layout import Tag, branch, leaf
from office.edxml.values import Attachment

Tags = tuple[Tag, ...]


def enclosed(attachments: Iterable[Attachment], ids: Callable[[], str]) -> tuple[Tags, Tags]:
    """Write (edXMLBody, AttachmentEncoded); each file takes one id, a wrapped one two."""
    references, files = [], []
    for attachment in attachments:
        content_id = f"cid:{ids()}"
        references.append(_reference(attachment, content_id))
        files.append(_file(attachment, content_id, ids))
    manifest = branch('edXML:edXMLManifest version="1.0"', *references)
    return branch("edXML:edXMLBody", manifest), branch("AttachmentEncoded", *files)


def _reference(attachment: Attachment, content_id: str) -> Tags:
    return branch(
        "edXML:Reference",
        leaf("edXML:ContentId", content_id),
        leaf("edXML:ContentType", "application/zip"),  # whatever the file is: as the library does
        leaf("edXML:Description", attachment.description),
        leaf("edXML:AttachmentName", attachment.name),
    )


def _file(attachment: Attachment, content_id: str, ids: Callable[[], str]) -> Tags:
    """Write one file, wrapped where receivers expect it; the label follows the library."""
    content, label = attachment.content, f"application/{extension(attachment.name)}"
    if wrapped(attachment.name, content):
        content, label = wrap(attachment.name, content, ids()), "application/zip"
    return branch(
        "Attachment",
        leaf("ContentId", content_id),
        leaf("AttachmentName", attachment.name),
        leaf("Description", attachment.description),
        leaf("ContentType", label),
        leaf(
            f'edXML:ContentTransferEncoded xmlns:edXML="{QCVN}"',
            base64.b64encode(content).decode("ascii"),
        ),
    )
