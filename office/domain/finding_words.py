"""What the sentences of an inspection are made of."""

from __future__ import annotations

from collections.abc import Iterator

from office.domain.inspection import Finding, Seen, number, percent, value
from office.domain.text import Text, joined

#: A change of so much (half a percentage point) or less is none that a person would report.
SAME = 0.005
#: So many units, or reasons, are named in a sentence; the table in the annex has them all.
NAMED = 5


def named(names: list[str]) -> Text:
    """Return a list of names as a sentence says it: the first, and how many more."""
    shown, more = names[:NAMED], len(names) - NAMED
    listed = Text(", ".join(shown), ", ".join(shown))
    if more <= 0:
        return listed
    rest = Text(" và {n} đơn vị khác", " and {n} more").filled(n=more)
    return joined([listed, rest], "")


def told(seen: Seen, code: str, said: Text, none: Text | None = None) -> Iterator[Finding]:
    """Tell a share in a sentence of its own; in another one where it is none."""
    one = seen.figures.get(code)
    if one is None or not one.whole or one.value is None:
        return
    if not one.part and none is not None:
        yield Finding(none.filled(whole=number(one.whole)), (code,))
        return
    parts = {"part": number(one.part), "whole": number(one.whole), "share": percent(one.value)}
    yield Finding(said.filled(**parts), (code,))


def compared(seen: Seen, code: str) -> Iterator[Finding]:
    """Tell how a share moved since the period before, and how far it is from its target."""
    now, before, goal = value(seen.figures, code), value(seen.before, code), seen.goals.get(code)
    later = seen.coming.get(code)
    if now is None:
        return
    said: list[Text] = []
    if before is not None:
        said.append(_moved(now, before).filled(period=inside(seen.period_before)))
    if goal is not None:
        said.append(_aimed(now, goal.value).filled(goal=percent(goal.value), source=goal.source))
    elif later is not None:
        told = {"year": later.year, "goal": percent(later.value), "source": later.source}
        said.append(_COMING.filled(**told))
    if said:
        whole = joined(said, "; ")
        first = Text(whole.vi[0].upper() + whole.vi[1:], whole.en[0].upper() + whole.en[1:])
        yield Finding(joined([first, Text(".", ".")], ""), (code,))


def _moved(now: float, before: float) -> Text:
    if abs(now - before) <= SAME:
        return Text("so với {period}, tỷ lệ này không đổi", "unchanged since {period}")
    words = Text(
        "so với {period}, tỷ lệ này {way} {points} điểm phần trăm (từ {before})",
        "{way} by {points} percentage points since {period} (from {before})",
    )
    way = Text("tăng", "up") if now > before else Text("giảm", "down")
    points = number(round(abs(now - before) * 100, 1))
    kept = Text("{period}", "{period}")
    return words.filled(period=kept, way=way, points=points, before=percent(before))


def _aimed(now: float, goal: float) -> Text:
    if now >= goal:
        return Text("đã đạt mục tiêu {goal} ({source})", "the target of {goal} ({source}) is met")
    missing = number(round((goal - now) * 100, 1))
    kept = {"goal": Text("{goal}", "{goal}"), "source": Text("{source}", "{source}")}
    return Text(
        "còn thiếu {missing} điểm phần trăm so với mục tiêu {goal} ({source})",
        "{missing} percentage points short of the target of {goal} ({source})",
    ).filled(missing=missing, **kept)


_COMING = Text(
    "mục tiêu đặt cho năm {year} là {goal} ({source})",
    "the target for {year} is {goal} ({source})",
)


def inside(period: Text) -> Text:
    """Return the name of a period as it stands inside a sentence."""
    vi = period.vi[:1].lower() + period.vi[1:]
    return Text(vi, period.en)


def everybody(seen: Seen) -> Text:
    """Return whose figures they are: the unit's, and of those below it where there are any."""
    name = Text(seen.name, seen.name)
    if not seen.units:
        return name
    return Text("{name} và các đơn vị cấp dưới", "{name} and the units below it").filled(name=name)
