"""What the office is told about where it runs; read from the environment by `config.py`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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
    session_idle_minutes: int = 30
    session_hours: int = 12
    #: Whether a mandate may hold the signature: then it is a signing by mandate (TUQ.).
    delegated_signing: bool = False
