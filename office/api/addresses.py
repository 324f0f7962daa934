"""Parts of addresses: what cannot be an id is answered like an id that does not exist."""

from __future__ import annotations

from werkzeug.routing import BaseConverter


class DocumentId(BaseConverter):
    """A document's public id in an address: 128 random bits in hex."""

    regex = "[0-9a-f]{32}"

    @staticmethod
    def described(converter: BaseConverter) -> dict[str, str]:
        """Return how the description shows it."""
        return {"type": "string", "pattern": "^[0-9a-f]{32}$"}
