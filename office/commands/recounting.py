"""`flask paper recount` and `flask paper show`: figures told, and counted a second time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

import click
from flask.cli import with_appcontext

from office.commands.running import both, office
from office.domain.errors import NotFound, OfficeError
from office.domain.text import joined
from office.services.figures import recount_chain, recount_check, stated, totals
from office.services.figures.asked import NOW, THEN, Asked
from office.services.figures.recount_found import Check
from office.services.figures.recount_words import difference, said
from office.services.work import Work

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
unit_option = click.option("--unit", required=True, help="Key or identifier of the unit.")
since_option = click.option("--from", "since", type=DAY, required=True, help="First day.")
until_option = click.option("--to", "until", type=DAY, required=True, help="Last day.")
mapped_option = click.option(
    "--mapped", type=click.Choice([THEN, NOW]), default=THEN, show_default=True,
    help="The tree as it stood on each day, or as it is now.",
)  # fmt: skip
HEAD = ("Định nghĩa", "Chỉ tiêu", "Theo bảng", "Theo nhật ký", "")


@click.command("recount")
@unit_option
@since_option
@until_option
@mapped_option
@with_appcontext
def recount(unit: str, since: datetime, until: datetime, mapped: str) -> None:
    """Compute every figure from the sealed log and compare; exit 1 on any difference."""
    try:
        with office().look() as work:
            asked = _asked(work, unit, (since, until), mapped)
            _, waiting = totals.counted_until(work)
            found = recount_check.check(work, asked, totals.figures(work, asked))
            for line in _report(work, found):
                click.echo(line)
    except OfficeError as refusal:
        raise click.ClickException(both(joined(refusal.reasons))) from refusal
    if waiting:
        click.echo(f"! Còn {waiting} việc chưa đếm / acts not counted yet")
    if not found.agrees:
        raise SystemExit(1)
    click.echo("Khớp / agrees")


@click.command("show")
@unit_option
@since_option
@until_option
@mapped_option
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs (docs/figures.md).")
@with_appcontext
def show(unit: str, since: datetime, until: datetime, mapped: str, as_json: bool) -> None:
    """Print the figures of a unit and those below it."""
    try:
        with office().look() as work:
            asked = _asked(work, unit, (since, until), mapped)
            figures = totals.figures(work, asked)
            counted, ends = totals.counted_until(work), recount_chain.checkpoint(work)
            told = stated.stated(work, asked, figures, counted, ends)
    except OfficeError as refusal:
        raise click.ClickException(both(joined(refusal.reasons))) from refusal
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True))
        return
    rows = [(one.indicator.definition, one.indicator.name.vi, said(one)) for one in figures]
    for line in table((HEAD[0], HEAD[1], "Giá trị"), rows):
        click.echo(line)


def _asked(work: Work, unit: str, days: tuple[datetime, datetime], mapped: str) -> Asked:
    since, until = (day.date() for day in days)
    if until < since:
        raise click.BadParameter("--to is before --from")
    try:
        found = work.tree.by_key(unit)
    except NotFound:
        known = work.tree.by_code(unit)
        if known is None:
            raise click.BadParameter(f"no unit {unit!r}") from None
        found = known
    return Asked(unit_id=found.id, since=since, until=until, mapped=mapped)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, its columns as wide as they must be."""
    widths = [max(len(row[nth]) for row in (head, *rows)) for nth in range(len(head))]
    for row in (head, tuple("-" * width for width in widths), *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _report(work: Work, found: Check) -> Iterator[str]:
    rows = [
        (
            one.second.indicator.definition, one.second.indicator.name.vi, said(one.first),
            said(one.second), "khớp" if one.agrees else "LỆCH",
        )
        for one in found.compared
    ]  # fmt: skip
    yield from table(HEAD, rows)
    for one in found.differences:
        yield f"LỆCH {both(difference(work, one))}"
    if found.many > len(found.differences):
        yield f"… và {found.many - len(found.differences)} dòng khác / more lines"
    log = found.checkpoint
    yield (
        f"Nhật ký / log: {log.documents} văn bản / documents, {log.movements} bản ghi / movements,"
        f" SHA-256 {log.digest}"
    )
