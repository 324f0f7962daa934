"""Asking a server over HTTP: hosts that are named only, no redirect, little, and not for long."""

from __future__ import annotations

import http.client
from collections.abc import Container, Mapping
from urllib.parse import urlsplit

MOST_BYTES = 10 * 1024 * 1024
_SECONDS = 5.0
_HERE = ("127.0.0.1", "localhost", "::1")


class NotFetched(OSError):
    """The server may not be asked, or gave no answer that can be used."""


def secure(url: str) -> None:
    """Raise NotFetched unless `url` is https or of this very machine."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise NotFetched("only https")


def get(url: str, hosts: Container[str]) -> bytes:
    """Return what stands at `url` if its host is among `hosts`; else raise NotFetched."""
    allowed(url, hosts)
    return _ask("GET", url, None, {})


def post(url: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """Send `body` to a server named in the settings; return its answer."""
    return _ask("POST", url, body, headers)


def allowed(url: str, hosts: Container[str]) -> None:
    """Raise NotFetched unless the host of `url` (with its port, where it has one) is listed."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or parts.netloc.lower() not in hosts:
        raise NotFetched(f"{parts.netloc!r} is not listed")


def _ask(method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
    parts = urlsplit(url)
    secure_line = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure_line else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=_SECONDS)
    try:
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        content = answer.read(MOST_BYTES + 1)
    except (OSError, http.client.HTTPException) as failed:
        raise NotFetched(f"{parts.netloc} does not answer") from failed
    finally:
        connection.close()
    if answer.status != 200 or len(content) > MOST_BYTES:
        raise NotFetched(f"{parts.netloc} answered {answer.status}")
    return content
