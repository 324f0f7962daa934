"""Turns the environment into `office.settings.Settings`; the only reader of os.environ."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

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
        signing=Path(os.environ.get("OFFICE_SIGNING", instance / "signing")).resolve(),
        timestamps=os.environ.get("OFFICE_TIMESTAMPS", ""),
        revocation_hosts=frozenset(_words(os.environ.get("OFFICE_REVOCATION_HOSTS", ""))),
        secure_cookies=os.environ.get("OFFICE_SECURE_COOKIES", "") == "1",
        delegated_signing=os.environ.get("OFFICE_DELEGATED_SIGNING", "") == "1",
        public_url=os.environ.get("OFFICE_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        **_mail(),
    )


def _mail() -> dict[str, Any]:
    """Return how mail is sent; raises ValueError for a setting that would send it in the clear
    by mistake."""
    security = os.environ.get("OFFICE_SMTP_SECURITY", "none")
    if security not in ("none", "starttls", "tls"):
        raise ValueError(f"OFFICE_SMTP_SECURITY is none, starttls or tls, not {security!r}")
    return {
        "smtp_host": os.environ.get("OFFICE_SMTP_HOST", ""),
        "smtp_port": int(os.environ.get("OFFICE_SMTP_PORT", "25")),
        "smtp_security": security,
        "smtp_user": os.environ.get("OFFICE_SMTP_USER", ""),
        "smtp_password": os.environ.get("OFFICE_SMTP_PASSWORD", ""),
        "smtp_from": os.environ.get("OFFICE_SMTP_FROM", ""),
        "mail_subjects": os.environ.get("OFFICE_MAIL_SUBJECTS", "") == "1",
    }


def _words(written: str) -> list[str]:
    return [one.strip().lower() for one in written.split(",") if one.strip()]


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
