"""Read edXML packets tolerantly: bytes in, values out, or a clear reason why not.

Whatever the bytes, `read` returns a packet or raises Unreadable; it opens no file or socket.
"""

from office.edxml import cleaning, elements, parts, status
from office.edxml.documents import read_document
from office.edxml.limits import Limits
from office.edxml.notes import Notes
from office.edxml.values import Packet, Unreadable

__all__ = ["Limits", "Unreadable", "read"]

_DEFAULT = Limits()


def read(data: bytes, limits: Limits = _DEFAULT) -> Packet:
    """Read one packet; raise Unreadable naming what is wrong.

    A StatusCode anywhere in the header makes it a status packet, whatever its container is called.
    """
    root = elements.parse(cleaning.prepare(data, limits))
    notes = Notes()
    holder = status.holder(root)
    if holder is not None:
        return status.read_status(root, holder, notes)
    header = elements.seek(root, "MessageHeader")
    if header is None:
        raise parts.lacking(["MessageHeader (phần đầu gói tin, header)"])
    return read_document(root, header, limits, notes)
