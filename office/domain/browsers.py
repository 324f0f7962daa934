"""What a browser is called, read off what it says of itself, so that people know their own."""

from __future__ import annotations

#: A mark in the User-Agent and the name it stands for, the most particular first: Edge and
#: Cốc Cốc also say Chrome, and Chrome also says Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def called(agent: str) -> str:
    """Return 'Chrome · Windows' for a User-Agent; its own beginning when it is none we know."""
    known = [
        next((name for mark, name in table if mark.lower() in agent.lower()), "")
        for table in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(part for part in known if part) or agent[:60]
