"""The name a file is handed out under, as one header line (RFC 6266, RFC 8187)."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

LONGEST = 200
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-()+,=@")
_UNQUOTED = "!#$&+-.^_`|~"
_FALLBACK = "tep"


def disposition(name: str, *, inline: bool = False) -> str:
    """Return the Content-Disposition of a file with this name, whatever is in the name.

    One line of ASCII: the name without accents for old programs, and in full beside it.
    """
    shown = _shown(name)
    kind = "inline" if inline else "attachment"
    plain = "".join(c if c in _PLAIN else "_" for c in _unaccented(shown)).strip()
    said = f'{kind}; filename="{plain or _FALLBACK}"'
    if plain == shown:
        return said
    return f"{said}; filename*=UTF-8''{quote(shown, safe=_UNQUOTED)}"


def _shown(name: str) -> str:
    """Return a name in NFC without folders, controls, turnings and lone surrogates."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029")
    whole = unicodedata.normalize("NFC", " ".join(kept.split()))
    ending = whole[whole.rfind(".") :] if 0 < whole.rfind(".") >= len(whole) - 10 else ""
    short = whole[: LONGEST - len(ending)] + ending if len(whole) > LONGEST else whole
    return short.strip(" .") or _FALLBACK


def _unaccented(name: str) -> str:
    opened = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in opened if not unicodedata.combining(c))
