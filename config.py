"""Turns the environment into `office.settings.Settings`; the only reader of os.environ."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from office.settings import FILE_TYPES, Settings

HERE = Path(__file__).resolve().parent


def settings() -> Settings:
    """Return the settings of this process; defaults run an embedded office in `instance/`."""
    instance = Path(os.environ.get("OFFICE_INSTANCE", HERE / "instance")).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    return Settings(
        database_url=os.environ.get("OFFICE_DATABASE_URL", f"sqlite:///{instance / 'office.db'}"),
        instance=instance,
        workflows=HERE / "workflows",
        data=HERE / "data",
        secret_key=os.environ.get("OFFICE_SECRET_KEY") or _kept_secret(instance / "secret_key"),
        clamd=os.environ.get("OFFICE_CLAMD", ""),
        file_types=_listed(os.environ.get("OFFICE_FILE_TYPES", "")) or FILE_TYPES,
        secure_cookies=os.environ.get("OFFICE_SECURE_COOKIES", "") == "1",
    )


def _listed(written: str) -> tuple[str, ...]:
    """Return the extensions in `pdf, docx`, in lower case and without dots."""
    return tuple(one.strip(" .").lower() for one in written.split(",") if one.strip(" ."))


def _kept_secret(file: Path) -> str:
    """Return the secret kept in `file`, making one at the first start."""
    try:
        with open(file, "x", encoding="ascii", opener=lambda p, f: os.open(p, f, 0o600)) as new:
            new.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return file.read_text("ascii")
