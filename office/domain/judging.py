"""What an inspection makes of what it found: what improved, where it lags, what ought to be done.

Nothing is praised or blamed that was not counted, and a change too small to matter is neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from office.domain.definitions import DEFINITIONS
from office.domain.finding_words import SAME, inside, named
from office.domain.indicators import SHARE
from office.domain.inspection import (
    Finding,
    Section,
    Seen,
    UnitSeen,
    made,
    number,
    part,
    percent,
    value,
)
from office.domain.report_definitions import IDLE, PEOPLE, REASONS
from office.domain.text import Text

PROPOSALS = Text("Kiến nghị", "What ought to be done")
#: Which shares are judged, in this order: the others follow from them.
JUDGED = (
    "electronic.documents", "signed.both", "came.electronic", "work.online", "work.on_time",
    "clerk.registered_next_day", "clerk.issued_next_morning", "use.paper_though",
)  # fmt: skip
#: The share that units are compared by.
LEADING = "electronic.documents"
#: A unit receives hardly anything without paper when the share is as low as this.
HARDLY = 0.5


def judgement(seen: Seen) -> list[Section]:
    """Return what improved, where it lags, and what ought to be done, as far as there is any."""
    return made(
        (Text("Kết quả nổi bật", "What improved"), _improved(seen)),
        (Text("Tồn tại, hạn chế", "Where it lags"), _lags(seen)),
        (PROPOSALS, _proposals(seen)),
    )


def _improved(seen: Seen) -> Iterator[Finding]:
    better = [code for code in JUDGED if _gain(seen, code) > SAME]
    for code in better:
        yield Finding(_change(seen, code), (code,))
    reached = [
        code
        for code, goal in seen.goals.items()
        if (now := value(seen.figures, code)) is not None and now >= goal.value
    ]
    for code in reached:
        goal = seen.goals[code]
        said = Text(
            "{what} đạt mục tiêu {goal} ({source}).",
            "{what}: the target of {goal} is met ({source}).",
        )
        filled = said.filled(
            what=DEFINITIONS[code].name, goal=percent(goal.value), source=goal.source
        )
        yield Finding(filled, (code,))
    best = _ranked(seen)[:1]
    if len(_ranked(seen)) > 1 and (value(best[0].figures, LEADING) or 0) > 0:
        yield Finding(
            Text(
                "{name} dẫn đầu với {share} văn bản đi hoàn toàn điện tử.",
                "{name} leads: {share} of what it sent was fully electronic.",
            ).filled(name=best[0].name, share=percent(value(best[0].figures, LEADING) or 0)),
            (LEADING,),
        )


def _lags(seen: Seen) -> Iterator[Finding]:
    for code in JUDGED:
        if _gain(seen, code) < -SAME:
            yield Finding(_change(seen, code), (code,))
    yield from _behind(seen)
    if late := part(seen.figures, "work.open_late"):
        yield Finding(
            Text("Còn {n} việc đang quá hạn.", "{n} items are open and late.").filled(
                n=number(late)
            ),
            ("work.open_late",),
        )
    if idle := _idle(seen):
        yield Finding(
            Text(
                "Không có ai thao tác trên hệ thống tại {names}.", "Nobody acted at all at {names}."
            ).filled(names=named(idle)),
            (IDLE,),
        )
    if hardly := _hardly(seen):
        yield Finding(
            Text(
                "Ít sử dụng: phần lớn văn bản đến của {names} vẫn có giấy.",
                "Hardly used: most of what came to {names} still had paper with it.",
            ).filled(names=named(hardly)),
            ("use.paper_though",),
        )


def _behind(seen: Seen) -> Iterator[Finding]:
    """Tell what is below its target, of this year or one to come."""
    for code, goal in seen.goals.items():
        now = value(seen.figures, code)
        if now is not None and now < goal.value:
            yield Finding(
                Text(
                    "{what} mới đạt {now}, thấp hơn mục tiêu {goal} ({source}).",
                    "{what}: {now}, below the target of {goal} ({source}).",
                ).filled(
                    what=DEFINITIONS[code].name, now=percent(now), goal=percent(goal.value),
                    source=goal.source,
                ),
                (code,),
            )  # fmt: skip
    for code, goal in seen.coming.items():
        now = value(seen.figures, code)
        if now is not None and now < goal.value:
            said = Text(
                "Tỷ lệ {what} mới đạt {now}, trong khi mục tiêu đặt cho năm {year} là {goal}"
                " ({source}).",
                "{what}: {now}, while the target for {year} is {goal} ({source}).",
            ).filled(
                what=_lower(DEFINITIONS[code].name), now=percent(now), year=goal.year,
                goal=percent(goal.value), source=goal.source,
            )  # fmt: skip
            yield Finding(said, (code,))


def _proposals(seen: Seen) -> Iterator[Finding]:
    if idle := [unit.name for unit in seen.units if unit.idle and unit.accounts]:
        yield Finding(
            Text(
                "Kiểm tra trực tiếp và tập huấn tại {names}; thủ trưởng đơn vị chịu trách nhiệm về"
                " việc đưa hệ thống vào sử dụng.",
                "Visit and train {names}; their heads answer for the system being used.",
            ).filled(names=named(idle)),
            (IDLE,),
        )
    if shut := [unit.name for unit in seen.units if unit.idle and not unit.accounts]:
        yield Finding(
            Text(
                "Cấp tài khoản, máy và đường truyền cho {names}, rồi tập huấn tại chỗ.",
                "Give accounts, computers and lines to {names}, then train them there.",
            ).filled(names=named(shut)),
            (IDLE, PEOPLE),
        )
    yield from _mending(seen)


def _mending(seen: Seen) -> Iterator[Finding]:
    if late := part(seen.figures, "work.open_late"):
        yield Finding(
            Text(
                "Xử lý dứt điểm {n} việc quá hạn và báo cáo lý do từng việc.",
                "Finish the {n} late items and say why each was late.",
            ).filled(n=number(late)),
            ("work.open_late",),
        )
    told = seen.sent_reasons or seen.reasons
    reasons: Counter[Text] = Counter()
    for why in told:
        reasons[why.reason] += why.deliveries
    if reasons:
        (first, n), *_ = reasons.most_common(1)
        units = list(dict.fromkeys(why.unit for why in told if why.reason == first))
        yield Finding(
            Text(
                "Xử lý lý do còn giấy phổ biến nhất, “{why}” ({n} lượt), trước hết tại {names}.",
                "Mend what paper comes for most often, “{why}” ({n} deliveries), first at {names}.",
            ).filled(why=first, n=number(n), names=named(units)),
            (REASONS,),
        )
    both, leader = value(seen.figures, "signed.both"), value(seen.figures, "signed.leader")
    if both is not None and leader is not None and leader - both > SAME:
        yield Finding(
            Text(
                "Ký số của cơ quan ngay khi cấp số: {share} văn bản đi mới chỉ có chữ ký số của"
                " lãnh đạo nên chưa có giá trị như bản gốc.",
                "Sign for the agency when the number is given: {share} of what was issued bears"
                " the leader's signature alone and has not the value of an original.",
            ).filled(share=percent(leader - both)),
            ("signed.leader", "signed.both"),
        )


def _gain(seen: Seen, code: str) -> float:
    """Return how much better a share became since the period before; 0 where it was not counted."""
    now, before = value(seen.figures, code), value(seen.before, code)
    if now is None or before is None or DEFINITIONS[code].kind != SHARE:
        return 0.0
    return (now - before) * (-1 if DEFINITIONS[code].good == "down" else 1)


def _change(seen: Seen, code: str) -> Text:
    now, before = value(seen.figures, code) or 0.0, value(seen.before, code) or 0.0
    said = Text(
        "Tỷ lệ {what} {way} từ {before} lên {now} so với {period}.",
        "{what} {way} from {before} to {now} since {period}.",
    )
    if now < before:
        said = Text(said.vi.replace(" lên ", " xuống "), said.en)
    way = Text("tăng", "rose") if now > before else Text("giảm", "fell")
    return said.filled(
        what=_lower(DEFINITIONS[code].name), way=way, before=percent(before), now=percent(now),
        period=inside(seen.period_before),
    )  # fmt: skip


def _ranked(seen: Seen) -> list[UnitSeen]:
    """Return the units that sent anything, the most electronic first."""
    sent = [unit for unit in seen.units if value(unit.figures, LEADING) is not None]
    return sorted(sent, key=lambda unit: (-(value(unit.figures, LEADING) or 0), unit.name))


def _idle(seen: Seen) -> list[str]:
    return [unit.name for unit in seen.units if unit.idle]


def _hardly(seen: Seen) -> list[str]:
    """Return the units at which people act, and most of what came still had paper with it."""
    return [
        unit.name
        for unit in seen.units
        if not unit.idle and (value(unit.figures, "use.paper_though") or 0) > HARDLY
    ]


def _lower(name: Text) -> Text:
    """Return a name as it stands inside a Vietnamese sentence."""
    return Text(name.vi[:1].lower() + name.vi[1:], name.en)
