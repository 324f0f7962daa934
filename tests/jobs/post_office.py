"""A mail server on this machine: takes what it is sent, or says no as it is told to."""

from __future__ import annotations

import socket
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller


class PostOffice:
    """Keeps every mail it took; `answer` is what it says to the next ones."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.answer = "250 OK"
        self.port = free_port()
        self._controller: Any = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # aiosmtpd's name
        """Take a mail, unless told to refuse it."""
        if self.answer.startswith("250"):
            read = message_from_bytes(envelope.content, policy=default)
            self.taken.append(cast(EmailMessage, read))
        return self.answer

    def open(self) -> None:
        """Begin to listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def shut(self) -> None:
        """Listen no longer; what was taken stays."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
