"""Letters that come in a packet with signatures, and what the office then says of them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from office.edxml import writer
from office.edxml.attachments import attach
from office.runtime import Office
from office.services.files import judgements
from office.services.views import dossier, inboxes
from tests import stories
from tests.edxml import packets
from tests.make import acting
from tests.signing import notary

PACKET = "to_ninh_thuan/04_nghe_an_visit"


def trusted(office: Office, here: notary.Notary) -> None:
    """Let the office trust the authority."""
    store = office.settings.instance / "signing" / "trust"
    for file in Path(here.authority.trust).rglob("*"):
        if file.is_file():
            copy = store / file.relative_to(here.authority.trust)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())


def receive(office: Office, pdf: bytes) -> str:
    """Receive a packet that carries a PDF; return the document's id."""
    return receive_files(office, {"cong-van.pdf": pdf})


def receive_files(office: Office, files: dict[str, bytes]) -> str:
    """Receive a packet that carries these files; return the document's id."""
    packet = packets.document(packets.sample(PACKET))
    attached = tuple(attach(name, content, None) for name, content in files.items())
    sent = replace(packet, attachments=attached)
    receipt = stories.take(office, writer.write(sent, packets.numbered()))
    assert receipt.verdict == "accepted", receipt
    with office.look(acting(office, "vt.tinh")) as work:
        return inboxes.page(work, "arrivals").items[0].public_id


def told(office: Office, document: str) -> judgements.Judged:
    """Return what is said of the one file's signatures."""
    with office.look(acting(office, "vt.tinh")) as work:
        read = dossier.read(work, document)
        found = judgements.told(read.document.origin, read.attachments[0])
    assert found is not None
    return found


def acts(office: Office, document: str, act: str) -> list[dict[str, Any]]:
    """Return the sealed records of an act on a document."""
    with office.look(acting(office, "vt.tinh")) as work:
        story = dossier.read(work, document).story
    return [one.record for one in story if one.record["act"] == act]


def files(office: Office, document: str) -> Any:
    with office.look(acting(office, "vt.tinh")) as work:
        return dossier.read(work, document).attachments
