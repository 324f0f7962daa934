"""What was worked out from a stored content, kept so that it is worked out once.

Named by the content's digest and what was asked (`page-1-900.webp`).  All of it can be made
again, so it may be thrown away at any time, and a failure to keep it is no failure.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from office.storage.protocol import well_formed

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")


class Derived:
    """Keep derived bytes under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, digest: str, name: str) -> bytes | None:
        """Return what was derived before, or None."""
        try:
            return self._path(digest, name).read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, digest: str, name: str, content: bytes) -> None:
        """Keep something derived, whole or not at all."""
        path = self._path(digest, name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as target:
                unnamed = Path(target.name)
                try:
                    target.write(content)
                    target.flush()
                    unnamed.replace(path)
                except BaseException:
                    unnamed.unlink(missing_ok=True)
                    raise
        except OSError:
            return  # a full disk: the next one asking works it out again

    def _path(self, digest: str, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not the name of something derived: {name!r}")
        whole = well_formed(digest)
        return self._folder / whole[:2] / whole / name
