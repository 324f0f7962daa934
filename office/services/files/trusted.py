"""Whom the office trusts to certify signatures: read by its administrators, changed by a folder."""

from __future__ import annotations

from office.domain.errors import NotFound
from office.domain.people import ADMINISTRATOR
from office.services.work import Work
from office.signing import stores
from office.signing.stores import Store


def read(work: Work) -> Store:
    """Return the store of trust as it is now; raises NotFound for all but administrators."""
    if work.actor.role != ADMINISTRATOR:
        raise NotFound
    settings = work.settings
    folder = settings.signing_home / "trust"
    return stores.described(folder, settings.revocation_hosts, work.at)
