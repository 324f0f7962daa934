"""What an inspection finds, in sentences built from figures; what was not counted is not said.

A finding names the indicators it rests on, so that each figure can be looked up in the annex of
definitions.  Which way is better, the indicator says; what is aimed at, the targets say.
"""

from __future__ import annotations

from collections.abc import Iterator

from office.domain import finding_use
from office.domain.finding_words import compared, everybody, inside, told
from office.domain.inspection import Finding, Section, Seen, made, number, part, percent, value
from office.domain.report_definitions import SECRET, SIMULATED
from office.domain.text import Text, joined

TITLES = (
    Text("Gửi văn bản đi", "What was sent"),
    Text("Ký số", "Digital signatures"),
    Text("Tiếp nhận văn bản đến", "What came in"),
    Text("Xử lý công việc", "The work"),
    Text("Công tác văn thư", "The clerks"),
    Text("Mức độ sử dụng", "How far it is used"),
    Text("Giấy còn dùng và lý do", "What paper remains, and why"),
)


def sections(seen: Seen) -> list[Section]:
    """Return what was found, section by section, in the order of the report."""
    tell = (_sent, _signed, _came, _work, _clerks, finding_use.use, finding_use.paper)
    return made(*((title, one(seen)) for title, one in zip(TITLES, tell, strict=True)))


def _sent(seen: Seen) -> Iterator[Finding]:
    one = seen.figures.get("electronic.documents")
    if one is None or not one.whole:
        return
    whole = one.whole
    ways = (
        ("electronic", Text("hoàn toàn điện tử", "fully electronic")),
        ("parallel", Text("gửi điện tử kèm giấy", "with paper beside")),
        ("paper", Text("chỉ gửi giấy", "on paper alone")),
    )
    parts = [
        Text("{n} văn bản {way} ({share})", "{n} {way} ({share})").filled(
            n=number(one.part), way=said, share=percent(one.value)
        )
        for way, said in ways
        if (one := seen.figures.get(f"{way}.documents")) and one.part and one.value is not None
    ]
    yield Finding(
        Text(
            "Trong {period}, {name} phát hành {n} văn bản không mật, gồm {told}.",
            "In {period}, {name} issued {n} documents that are not secret: {told}.",
        ).filled(
            period=inside(seen.period),
            name=everybody(seen),
            n=number(whole),
            told=joined(parts, ", "),
        ),
        tuple(f"{way}.documents" for way, _ in ways),
    )
    yield from _by_recipient(seen)
    yield from compared(seen, "electronic.documents")
    if seen.secret:
        yield Finding(
            Text(
                "Ngoài ra có {n} văn bản mật, chỉ đếm số lượng, không tính vào tỷ lệ nào.",
                "There were {n} secret documents besides; they are in no share.",
            ).filled(n=number(seen.secret)),
            (SECRET,),
        )


def _by_recipient(seen: Seen) -> Iterator[Finding]:
    one = seen.figures.get("electronic.deliveries")
    if one and one.whole and one.value is not None:
        yield Finding(
            Text(
                "Tính theo từng nơi nhận, {part} trong {whole} lượt gửi là hoàn toàn điện tử, đạt"
                " {share}.",
                "Counted by recipient, {part} of {whole} deliveries were fully electronic:"
                " {share}.",
            ).filled(part=number(one.part), whole=number(one.whole), share=percent(one.value)),
            (one.indicator.code,),
        )


def _signed(seen: Seen) -> Iterator[Finding]:
    both = seen.figures.get("signed.both")
    if both is None or both.value is None or both.whole is None:
        return
    shares = [value(seen.figures, f"signed.{whose}") or 0.0 for whose in ("leader", "agency")]
    yield Finding(
        Text(
            "{leader} văn bản đi có chữ ký số của lãnh đạo, {agency} có chữ ký số của cơ quan; có"
            " đủ cả hai chữ ký, tức có giá trị như bản gốc, là {both} ({part}/{whole} văn bản).",
            "{leader} of what was issued bears the leader's digital signature, {agency} the"
            " agency's; both, and so the value of an original, have {both} ({part} of {whole}).",
        ).filled(
            leader=percent(shares[0]), agency=percent(shares[1]), both=percent(both.value),
            part=number(both.part), whole=number(both.whole),
        ),
        ("signed.leader", "signed.agency", "signed.both"),
    )  # fmt: skip
    if seen.simulated:
        yield Finding(
            Text(
                "Trong đó {n} văn bản mang chữ ký mô phỏng, chỉ dùng để trình diễn.",
                "{n} of them bear simulated signatures, good for a demonstration only.",
            ).filled(n=number(seen.simulated)),
            (SIMULATED,),
        )
    yield from compared(seen, "signed.both")


def _came(seen: Seen) -> Iterator[Finding]:
    one = seen.figures.get("came.electronic")
    if one is None or not one.whole or one.value is None:
        return
    others = (
        ("came.digitised", Text("văn bản giấy đã số hóa", "on paper and scanned in")),
        ("came.paper", Text("văn bản giấy không số hóa", "on paper and not scanned")),
    )
    parts = [
        Text("{n} {what}", "{n} {what}").filled(n=number(other.part), what=said)
        for code, said in others
        if (other := seen.figures.get(code)) and other.part
    ]
    if one.part == one.whole:
        said = Text(
            "Tiếp nhận {whole} văn bản đến, tất cả đều nhận điện tử.",
            "{whole} documents came in, all of them electronically.",
        )
        yield Finding(said.filled(whole=number(one.whole)), ("came.electronic",))
        yield from compared(seen, "came.electronic")
        return
    rest = Text("; còn lại {told}", "; the rest: {told}").filled(told=joined(parts, ", "))
    yield Finding(
        Text(
            "Tiếp nhận {whole} văn bản đến, trong đó {part} văn bản nhận điện tử ({share}){rest}.",
            "{whole} documents came in, {part} of them electronically ({share}){rest}.",
        ).filled(
            whole=number(one.whole), part=number(one.part), share=percent(one.value),
            rest=rest if parts else Text("", ""),
        ),
        ("came.electronic", *(code for code, _ in others)),
    )  # fmt: skip
    yield from compared(seen, "came.electronic")


def _work(seen: Seen) -> Iterator[Finding]:
    yield from told(
        seen, "work.online",
        Text(
            "Theo cách tính a, {part} trong {whole} việc phải xử lý được giao, xử lý và kết thúc"
            " trên hệ thống ({share}).",
            "By reading a, {part} of {whole} items that needed action were assigned, handled and"
            " closed in the system ({share}).",
        ),
    )  # fmt: skip
    yield from told(
        seen, "work.signed",
        Text(
            "Theo cách tính b, {part} trong {whole} văn bản đi có ký số của lãnh đạo và phát sinh"
            " từ công việc ({share}).",
            "By reading b, {part} of {whole} documents issued were signed by the leader and came"
            " of an item of work ({share}).",
        ),
        Text(
            "Theo cách tính b, chưa có văn bản nào trong {whole} văn bản đi vừa có ký số của lãnh"
            " đạo vừa phát sinh từ công việc.",
            "By reading b, none of the {whole} documents issued was signed by the leader and came"
            " of an item of work.",
        ),
    )  # fmt: skip
    yield from _deadlines(seen)


def _deadlines(seen: Seen) -> Iterator[Finding]:
    yield from told(
        seen, "work.on_time",
        Text(
            "Đã kết thúc {whole} việc có hạn, trong đó {part} việc đúng hạn ({share}).",
            "{whole} items with a deadline were finished, {part} of them on time ({share}).",
        ),
    )  # fmt: skip
    late, days = part(seen.figures, "work.late"), seen.figures.get("work.days_late")
    if late and days is not None and days.value is not None:
        yield Finding(
            Text(
                "{n} việc kết thúc trễ; một nửa số đó trễ từ {days} ngày trở lên.",
                "{n} items were finished late; half of them by {days} days or more.",
            ).filled(n=number(late), days=number(days.value)),
            ("work.late", "work.days_late"),
        )
    open_late, open_ = (
        part(seen.figures, "work.open_late"),
        sum(
            part(seen.figures, f"work.{name}")
            for name in ("open_in_time", "open_late", "open_undated")
        ),
    )
    if open_:
        said = Text("không việc nào quá hạn", "none of them late")
        if open_late:
            said = Text("{n} việc đã quá hạn", "{n} of them late").filled(n=number(open_late))
        yield Finding(
            Text(
                "Đến hết kỳ còn {open} việc đang xử lý, {said}.",
                "At the end of the period {open} items stood open, {said}.",
            ).filled(open=number(open_), said=said),
            ("work.open_in_time", "work.open_late", "work.open_undated"),
        )


def _clerks(seen: Seen) -> Iterator[Finding]:
    said = (
        (
            "clerk.registered_same_day",
            Text("vào sổ ngay trong ngày đến", "registered the day it came"),
        ),
        (
            "clerk.receipt_same_day",
            Text("tiếp nhận ngay trong ngày đến", "accepted the day it came"),
        ),
        (
            "clerk.issued_next_morning",
            Text(
                "phát hành chậm nhất sáng ngày làm việc sau khi ký",
                "issued by the morning after it was signed",
            ),
        ),
    )
    parts = [
        (code, Text("{share} {what} ({part}/{whole})", "{share} {what} ({part} of {whole})").filled(
            share=percent(one.value), what=what, part=number(one.part), whole=number(one.whole)
        ))
        for code, what in said
        if (one := seen.figures.get(code)) and one.whole and one.value is not None
    ]  # fmt: skip
    if parts:
        yield Finding(
            Text("Về thời hạn của văn thư: {told}.", "The clerks' promptness: {told}.").filled(
                told=joined([text for _, text in parts], "; ")
            ),
            tuple(code for code, _ in parts),
        )
