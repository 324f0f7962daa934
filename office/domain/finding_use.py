"""What an inspection finds of how far the office is used, and of the paper that remains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from office.domain.finding_words import NAMED, named
from office.domain.inspection import Finding, Seen, Why, number, part, percent, value
from office.domain.report_definitions import IDLE, PEOPLE, REASONS
from office.domain.text import Text, joined


def use(seen: Seen) -> Iterator[Finding]:
    """Tell who acted, how soon was accepted what came, and where nobody did anything."""
    if seen.accounts:
        said = Text(
            "{people} trong {accounts} người có tài khoản đã thao tác trên hệ thống trong kỳ.",
            "{people} of {accounts} people with an account acted in the system.",
        )
        if seen.people == seen.accounts:
            said = Text(
                "Cả {accounts} người có tài khoản đều đã thao tác trên hệ thống trong kỳ.",
                "All {accounts} people with an account acted in the system.",
            )
        people, accounts = number(seen.people), number(seen.accounts)
        yield Finding(said.filled(people=people, accounts=accounts), (PEOPLE,))
    hours = value(seen.figures, "use.hours_to_receipt")
    if hours is not None:
        within = Text("{n} giờ", "{n} hours").filled(n=number(hours))
        if hours < 1:
            within = Text("chưa đầy một giờ", "less than an hour")
        said = Text(
            "Một nửa số văn bản đã tiếp nhận được tiếp nhận trong vòng {within}.",
            "Half of what was accepted was accepted within {within}.",
        )
        yield Finding(said.filled(within=within), ("use.hours_to_receipt",))
    yield from _idle(seen)


def _idle(seen: Seen) -> Iterator[Finding]:
    idle = [unit for unit in seen.units if unit.idle]
    if idle:
        said = Text(
            "{n} đơn vị không có ai thao tác trong cả kỳ: {names}.",
            "Nobody acted at all at {n} units: {names}.",
        )
        names = named([unit.name for unit in idle])
        yield Finding(said.filled(n=len(idle), names=names), (IDLE,))
    shut = [unit.name for unit in idle if not unit.accounts]
    if shut:
        said = Text(
            "Trong đó {n} đơn vị chưa có ai được cấp tài khoản.",
            "At {n} of them nobody has an account.",
        )
        if len(shut) == len(idle):
            said = Text(
                "Các đơn vị này chưa có ai được cấp tài khoản.", "Nobody there has an account."
            )
        yield Finding(said.filled(n=len(shut)), (IDLE, PEOPLE))


def paper(seen: Seen) -> Iterator[Finding]:
    """Tell how much still came on paper, why, and how many sheets were used and spared."""
    though = seen.figures.get("use.paper_though")
    if though and though.part and though.whole and though.value is not None:
        yield Finding(
            Text(
                "{part} trong {whole} văn bản đến vẫn kèm giấy hoặc chỉ có giấy dù đơn vị nhận"
                " được bằng điện tử ({share}).",
                "{part} of {whole} documents that came were on paper or had paper beside them"
                " though the unit could receive electronically ({share}).",
            ).filled(
                part=number(though.part), whole=number(though.whole), share=percent(though.value)
            ),
            ("use.paper_though",),
        )
    yield from _why(
        seen.sent_reasons,
        Text("Lý do khi gửi đi còn kèm hoặc chỉ có giấy: {told}.", "Why paper was sent: {told}."),
    )
    yield from _why(
        seen.reasons,
        Text("Lý do văn bản đến còn có giấy: {told}.", "Why paper came: {told}."),
    )
    used, avoided = part(seen.figures, "sheets.used"), part(seen.figures, "sheets.avoided")
    if used or avoided:
        yield Finding(
            Text(
                "Đã dùng {used} tờ giấy được ghi nhận; {avoided} tờ không phải in nhờ gửi hoàn"
                " toàn điện tử.",
                "{used} sheets of paper are on record as used; {avoided} did not have to be"
                " printed since they went fully electronically.",
            ).filled(used=number(used), avoided=number(avoided)),
            ("sheets.used", "sheets.avoided"),
        )


def _why(reasons: Sequence[Why], said: Text) -> Iterator[Finding]:
    """Tell the reasons given most often."""
    many: Counter[Text] = Counter()
    places: dict[Text, set[str]] = {}
    for one in reasons:
        many[one.reason] += one.deliveries
        places.setdefault(one.reason, set()).add(one.unit)
    parts = [
        Text("“{why}” ({n} lượt, {units} đơn vị)", "“{why}” ({n} deliveries, {units} units)")
        .filled(why=why, n=number(n), units=len(places[why]))
        for why, n in many.most_common(NAMED)
    ]  # fmt: skip
    if parts:
        yield Finding(said.filled(told=joined(parts)), (REASONS,))
