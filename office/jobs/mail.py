"""Handing a mail to the mail server: the only importer of smtplib."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage

from office.settings import Settings

#: A server that does not answer in so many seconds is down; the promise is kept later.
PATIENCE = 20
#: From this code on a server says never, below it not now.
NEVER = 500


class Refused(Exception):
    """The server will never take this mail: trying again would not help."""


def send(settings: Settings, message: EmailMessage) -> None:
    """Hand a mail over.  Raises Refused for never, OSError or SMTPException for not now."""
    with _connected(settings) as server:
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as fault:
            if all(code >= NEVER for code, _ in fault.recipients.values()):
                raise Refused(str(fault.recipients)) from fault
            raise
        except smtplib.SMTPSenderRefused:
            raise  # ours to mend, not the person's: try again once it is mended
        except smtplib.SMTPDataError as fault:
            if fault.smtp_code >= NEVER:
                raise Refused(str(fault.smtp_error)) from fault
            raise


def _connected(settings: Settings) -> smtplib.SMTP:
    """Return a greeted server, over TLS where the settings ask for it, signed in if they do."""
    host, port = settings.smtp_host, settings.smtp_port
    safe = ssl.create_default_context()
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=safe)
    else:
        server = smtplib.SMTP(host, port, timeout=PATIENCE)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=safe)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
    except BaseException:
        server.close()
        raise
    return server
