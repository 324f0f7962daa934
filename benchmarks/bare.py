"""The floor: a bare page with the same table, in the same application, for somebody signed in.

It asks one hand-made query of an index for as many rows, and fills a plain template with
them, escaped.  Its frame is the page's own as text, and each of its rows has the markup and
the columns of the page's first, so that it sends as many bytes.  It counts no folders, knows
one language, and shows dates, units and states as the database keeps them.
"""

from __future__ import annotations

import re
from itertools import cycle
from typing import Any

from flask import Flask
from jinja2 import Template

from benchmarks.ground import Ground
from office.services.work import Work
from office.web.current import look

_ROWS = (
    "SELECT d.subject, d.number_text, d.notation, d.issuer_unit_id, d.issued_on, d.urgency,"
    " v.state, v.arrival_number, v.held_since, v.due_at, p.name, d.public_id, v.id, v.revision"
    " FROM deliveries v JOIN documents d ON d.id = v.document_id"
    " LEFT JOIN persons p ON p.id = v.holder_person_id"
    " WHERE v.unit_id = {unit} ORDER BY v.urgency DESC, v.id DESC LIMIT {most}"
)
COLUMNS = 11  # those worth showing
_BODY = re.compile(r"(?<=<tbody>)(.*?)(?=</tbody>)", re.DOTALL)
_ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<td\b.*?</td>", re.DOTALL)
_WORDS = re.compile(r">(?=[^<]*\w)([^<]*)<")


class Bare:
    """The bare pages of one application."""

    def __init__(self, app: Flask, ground: Ground) -> None:
        self.app, self.ground = app, ground
        self.pages: list[tuple[Template, list[int]]] = []
        app.add_url_rule("/bare/<int:number>", "bare", self.show)

    def of(self, whole: str) -> str:
        """Return the address of the bare page beside one that reads `whole`."""
        pieces = _BODY.split(whole)  # text, then by turns a table's rows and text
        tables = [_ROW.findall(body) for body in pieces[1::2]]
        page = "".join(
            _table(n // 2, tables[n // 2]) if n % 2 else _as_it_is(piece)
            for n, piece in enumerate(pieces)
        )
        counts = [len(lines) for lines in tables]
        environment = self.app.jinja_env.overlay(autoescape=True)
        with self.ground.office.look() as work, self.app.app_context():
            plain = environment.from_string(page).render(tables=self._rows(work, counts))
            short = len(whole.encode()) - len(plain.encode())
            self.pages.append((environment.from_string(page + " " * max(0, short)), counts))
        return f"/bare/{len(self.pages) - 1}"

    def show(self, number: int) -> str:
        """Show a page."""
        template, counts = self.pages[number]
        with look() as work:
            return template.render(tables=self._rows(work, counts))

    def _rows(self, work: Work, counts: list[int]) -> list[Any]:
        """Return the rows of each table: all come by one statement."""
        if not any(counts):
            return [[] for _ in counts]
        asked = _ROWS.format(unit=self.ground.agency, most=max(counts))
        found = work.db.exec_driver_sql(asked).fetchall()
        return [found[:count] for count in counts]


def _table(number: int, lines: list[str]) -> str:
    row = _filled(lines[0]) if lines else ""
    return f"{{% for row in tables[{number}] %}}{row}{{% endfor %}}"


def _filled(row: str) -> str:
    """Return a row as a template: the first words of each cell are a column's value."""
    columns = cycle(range(COLUMNS))
    return _CELL.sub(
        lambda cell: _WORDS.sub(lambda _: f">{{{{ row[{next(columns)}] }}}}<", cell[0], count=1),
        row,
    )


def _as_it_is(text: str) -> str:
    return f"{{% raw %}}{text}{{% endraw %}}"
