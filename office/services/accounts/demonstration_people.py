"""The invented people of the demonstration, from a file; never for an office in earnest."""

from __future__ import annotations

import csv
from datetime import date
from typing import TextIO

from argon2 import PasswordHasher
from sqlalchemy import insert, select

from office.models.people import Membership, Person
from office.services import people
from office.services.work import Work

BEGIN = date(2019, 1, 1)
#: What everybody in a demonstration signs in with; its sign-in page says so.
PASSWORD = "ninhthuan2019"  # noqa: S105  # no secret: it is printed on the page


def load(work: Work, lines: TextIO, password: str, hasher: PasswordHasher = people.HASHER) -> int:
    """Add the people of a demonstration file, who all have one password; returns how many.

    Those there already stay as they are.  Raises NotFound for a unit that is not.
    """
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    known = set(work.db.scalars(select(Person.login)))
    new = {row["login"]: row["name"] for row in rows if row["login"] not in known}
    if not new:
        return 0
    shared = people.hashed(password, hasher)
    work.db.execute(
        insert(Person),
        [
            {"login": login, "name": name, "password": shared, "active": True, "invented": True}
            for login, name in new.items()
        ],
    )
    ids = {row.login: row.id for row in work.db.execute(select(Person.id, Person.login))}
    work.db.execute(
        insert(Membership),
        [
            {
                "person_id": ids[row["login"]],
                "unit_id": work.tree.by_key(row["unit"]).id,
                "role": row["role"],
                "position": row["position"],
                "valid_from": BEGIN,
            }
            for row in rows
            if row["login"] in new
        ],
    )
    return len(new)
