"""What the office is told about where it runs; read from the environment by `config.py`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FILE_TYPES = (
    "pdf", "jpg", "jpeg", "png", "tif", "tiff", "docx", "xlsx", "pptx", "odt", "ods", "odp",
    "doc", "xls", "ppt", "txt", "csv",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one running office; paths are absolute."""

    database_url: str
    instance: Path
    workflows: Path
    data: Path
    secret_key: str
    secure_cookies: bool = False
    attachment_bytes: int = 200 * 1024 * 1024
    #: What one person may have on the way in, before it is a document's.
    staged_bytes: int = 1024 * 1024 * 1024
    staged_hours: int = 24
    #: The kinds of file taken here, by extension, of those `domain.filetypes` can tell.
    file_types: tuple[str, ...] = FILE_TYPES
    #: Where the virus scanner listens (`host:port` or a path); '' where there is none.
    clamd: str = ""
    session_idle_minutes: int = 30
    session_hours: int = 12
    #: Whether a mandate may hold the signature: then it is a signing by mandate (TUQ.).
    delegated_signing: bool = False
    #: How long a recipient has to answer a recall, as procedures write limits; then heads are told.
    recall_answer: str = "1d"
    #: Where the ring of signing keys, their secrets and the trusted authorities lie
    #: (`keys/`, `secrets/`, `trust/`); by default in the instance folder.
    signing: Path | None = None
    #: The timestamp server (RFC 3161) of signatures; '' where there is none.
    timestamps: str = ""
    #: Hosts (`host` or `host:port`) that may be asked whether a certificate was revoked.
    revocation_hosts: frozenset[str] = frozenset()
    #: Where people reach the office: links in mails begin with it.
    public_url: str = "http://127.0.0.1:8000"
    #: The mail server; without host and sender no mail is sent.
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_security: str = "none"  # none | starttls | tls
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_from: str = ""
    #: Whether mails may carry the subject line of a document that is not secret.
    mail_subjects: bool = False

    @property
    def signing_home(self) -> Path:
        """Return the folder of signing keys, their secrets and the trusted authorities."""
        return self.signing or self.instance / "signing"
