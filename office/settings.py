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
