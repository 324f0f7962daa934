"""QR codes as the PNG that a printed page may carry inside it."""

from __future__ import annotations

import base64
from io import BytesIO

import segno

#: Pixels a module: sharp at 30 mm on paper.
SCALE = 6
BORDER = 4


def data_url(words: str) -> str:
    """Return a QR code of `words` as a `data:` address; the same words give the same bytes."""
    made = BytesIO()
    segno.make_qr(words, error="m").save(made, kind="png", scale=SCALE, border=BORDER)
    return "data:image/png;base64," + base64.b64encode(made.getvalue()).decode("ascii")
