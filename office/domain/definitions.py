"""The definitions in force: every indicator of paper, with its formula (see `domain.measures`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from office.domain.indicators import AMOUNT, MEDIAN, Indicator
from office.domain.text import Text


def _definitions() -> Iterator[Indicator]:
    yield from _ways()
    yield from _signatures()
    yield from _came()
    yield from _online()
    yield from _work()
    yield from _clerks()
    yield from _use()
    yield from _sheets()


def _ways() -> Iterator[Indicator]:
    ways = (
        (1, "electronic", Text("hoàn toàn điện tử", "fully electronic"), "up"),
        (2, "parallel", Text("điện tử kèm giấy (song song)", "electronic with paper"), "down"),
        (3, "paper", Text("chỉ giấy", "paper alone"), "down"),
    )
    for number, way, said, good in ways:
        yield Indicator(
            code=f"{way}.documents", number=number, per="document", good=good,
            name=Text("Văn bản đi {way}", "Documents sent {way}").filled(way=said),
            formula=Text(
                "Số văn bản đi {way} ÷ tổng số văn bản đi (không tính văn bản mật, văn bản đã thu"
                " hồi ở mọi nơi nhận)",
                "Documents issued {way} ÷ all documents issued (without secret ones, and those"
                " taken back from every recipient)",
            ).filled(way=said),
            part=(f"issued.{way}",), whole=("issued.all",),
        )  # fmt: skip
        yield Indicator(
            code=f"{way}.deliveries", number=number, per="recipient", good=good,
            name=Text("Lượt gửi {way}", "Deliveries {way}").filled(way=said),
            formula=Text(
                "Số lượt gửi {way} ÷ tổng số lượt gửi (văn bản × nơi nhận; không tính văn bản mật,"
                " lượt đã thu hồi)",
                "Deliveries {way} ÷ all deliveries (document × recipient; without secret ones and"
                " those taken back)",
            ).filled(way=said),
            part=(f"sent.{way}",), whole=("sent.all",),
        )  # fmt: skip
    yield Indicator(
        code="some_electronic.documents", number=1, per="document", good="up",
        name=Text("Văn bản đi có bản điện tử", "Documents sent electronically at all"),
        formula=Text(
            "(Hoàn toàn điện tử + song song) ÷ tổng số văn bản đi; một số báo cáo dùng cách tính"
            " này",
            "(Fully electronic + with paper) ÷ all documents issued; some reports count so",
        ),
        part=("issued.electronic", "issued.parallel"), whole=("issued.all",),
    )  # fmt: skip


def _signatures() -> Iterator[Indicator]:
    for whose, said in (
        ("leader", Text("lãnh đạo", "the leader")),
        ("agency", Text("cơ quan", "the agency")),
        ("both", Text("cả lãnh đạo và cơ quan", "both leader and agency")),
    ):
        yield Indicator(
            code=f"signed.{whose}", number=4, per="document", good="up",
            name=Text("Văn bản đi ký số của {whose}", "Signed digitally by {whose}").filled(
                whose=said
            ),
            formula=Text(
                "Số văn bản đi có chữ ký số còn hiệu lực của {whose} ÷ tổng số văn bản đi",
                "Documents issued with a valid digital signature of {whose} ÷ all issued",
            ).filled(whose=said),
            part=(f"issued.{whose}",), whole=("issued.all",),
        )  # fmt: skip


def _came() -> Iterator[Indicator]:
    for intake, said, good in (
        ("electronic", Text("nhận điện tử", "received electronically"), "up"),
        ("digitised", Text("giấy đã số hóa", "on paper, scanned in"), ""),
        ("paper", Text("giấy không số hóa", "on paper, not scanned"), "down"),
    ):
        yield Indicator(
            code=f"came.{intake}", number=5, per="came", good=good,
            name=Text("Văn bản đến {how}", "Incoming {how}").filled(how=said),
            formula=Text(
                "Số văn bản đến {how} ÷ tổng số văn bản đến (không tính văn bản mật, từ chối, đã"
                " bị thu hồi)",
                "Incoming {how} ÷ all incoming (without secret ones, refused ones and those taken"
                " back)",
            ).filled(how=said),
            part=(f"came.{intake}",), whole=("came.all",),
        )  # fmt: skip


def _online() -> Iterator[Indicator]:
    yield Indicator(
        code="work.online", number=6, per="work", good="up",
        name=Text("Công việc xử lý trên môi trường mạng (cách a)", "Work handled online (a)"),
        formula=Text(
            "Văn bản đến được giao, xử lý và kết thúc trong hệ thống, không qua bút phê giấy ÷ văn"
            " bản đến phải xử lý",
            "Incoming items assigned, handled and closed in the system, without a directive on"
            " paper ÷ incoming items that needed action",
        ),
        part=("came.online",), whole=("came.needed_work",),
    )  # fmt: skip
    yield Indicator(
        code="work.signed", number=6, per="document", good="up",
        name=Text("Công việc xử lý trên môi trường mạng (cách b)", "Work handled online (b)"),
        formula=Text(
            "Văn bản đi có ký số của lãnh đạo phát sinh từ công việc ÷ tổng số văn bản đi",
            "Documents signed by the leader that came of an item of work ÷ all issued",
        ),
        part=("issued.from_work",), whole=("issued.all",),
    )  # fmt: skip


def _work() -> Iterator[Indicator]:
    yield Indicator(
        code="work.on_time", number=7, per="work", good="up",
        name=Text("Đã xử lý đúng hạn", "Finished on time"),
        formula=Text(
            "Số việc kết thúc trong hạn ÷ số việc có hạn đã kết thúc trong kỳ",
            "Items finished by their deadline ÷ items with a deadline finished in the period",
        ),
        part=("work.on_time",), whole=("work.on_time", "work.late"),
    )  # fmt: skip
    for code, name, part, until_end, good in _standing():
        formula = Text("Số việc: {name}", "Items: {name}").filled(name=name)
        yield Indicator(
            code=f"work.{code}", number=7, per="work", kind=AMOUNT, name=name, formula=formula,
            part=part, until_end=until_end, good=good,
        )  # fmt: skip
    yield Indicator(
        code="work.days_late", number=7, per="work", kind=MEDIAN, good="down",
        name=Text("Số ngày trễ (trung vị)", "Days late (median)"),
        formula=Text(
            "Trung vị số ngày từ hạn đến khi kết thúc, của các việc trễ hạn đã kết thúc",
            "Median of the days from deadline to end, of items finished late",
        ),
        part=("work.days_late",),
    )  # fmt: skip


def _standing() -> Iterator[tuple[str, Text, tuple[str, ...], bool, str]]:
    late = ("work.fell_due", "-work.fell_due_finished")
    undated = ("work.undated_taken_up", "-work.undated_finished")
    in_time = (
        "work.taken_up", "-work.finished", "-work.fell_due", "work.fell_due_finished",
        "-work.undated_taken_up", "work.undated_finished",
    )  # fmt: skip
    yield "late", Text("Đã xử lý trễ hạn", "Finished late"), ("work.late",), False, "down"
    yield (
        "undated", Text("Đã xử lý, không có hạn", "Finished, no deadline"),
        ("work.undated",), False, "",
    )  # fmt: skip
    yield "open_in_time", Text("Đang xử lý trong hạn", "Open, in time"), in_time, True, ""
    yield "open_late", Text("Đang xử lý quá hạn", "Open, late"), late, True, "down"
    yield "open_undated", Text("Đang xử lý, không có hạn", "Open, no deadline"), undated, True, ""


_SAME_DAY = Text("trong ngày", "the same day")
#: What clerks do in time: code, name, what is said of it, what of which whole, of what.
_IN_TIME = (
    (
        "registered_same_day", Text("Vào sổ trong ngày đến", "Registered the day it came"),
        _SAME_DAY, ("came.registered_same_day",), "came.registered", "came",
    ),
    (
        "registered_next_day",
        Text("Vào sổ chậm nhất ngày làm việc sau", "Registered by the next working day"),
        Text("chậm nhất ngày làm việc tiếp theo", "by the next working day"),
        ("came.registered_same_day", "came.registered_next_day"), "came.registered", "came",
    ),
    (
        "issued_same_day", Text("Phát hành trong ngày ký", "Issued the day it was signed"),
        _SAME_DAY, ("issued.same_day",), "issued.all", "document",
    ),
    (
        "issued_next_morning",
        Text("Phát hành chậm nhất sáng ngày làm việc sau", "Issued by the next morning"),
        Text("chậm nhất sáng ngày làm việc tiếp theo", "by the next working morning"),
        ("issued.same_day", "issued.next_morning"), "issued.all", "document",
    ),
    (
        "receipt_same_day", Text("Tiếp nhận trong ngày đến", "Accepted the day it came"),
        _SAME_DAY, ("came.receipt_same_day",), "came.receipts", "came",
    ),
)  # fmt: skip


def _clerks() -> Iterator[Indicator]:
    for code, name, said, part, whole, per in _IN_TIME:
        yield Indicator(
            code=f"clerk.{code}", number=8, per=per, good="up", name=name,
            formula=Text(
                "Số đã làm {when} ÷ tổng số đã làm", "Those done {when} ÷ all done"
            ).filled(when=said),
            part=part, whole=(whole,),
        )  # fmt: skip


def _use() -> Iterator[Indicator]:
    yield Indicator(
        code="use.paper_though", number=9, per="came", good="down",
        name=Text(
            "Vẫn nhận giấy dù nhận điện tử được", "Received on paper though not necessary"
        ),
        formula=Text(
            "Văn bản đến bằng giấy hoặc kèm giấy ở đơn vị có dùng hệ thống ÷ văn bản đến",
            "Incoming on paper or with paper at units that use the system ÷ all incoming",
        ),
        part=("came.though",), whole=("came.all",),
    )  # fmt: skip
    yield Indicator(
        code="use.mail", number=9, per="came", good="down",
        name=Text("Nhận qua hộp thư điện tử", "Received by e-mail"),
        formula=Text(
            "Văn bản đến qua hộp thư điện tử ÷ văn bản đến", "Incoming by e-mail ÷ all incoming"
        ),
        part=("came.mail",), whole=("came.all",),
    )  # fmt: skip
    yield Indicator(
        code="use.hours_to_receipt", number=9, per="came", kind=MEDIAN, good="down",
        name=Text("Số giờ đến khi tiếp nhận (trung vị)", "Hours to acceptance (median)"),
        formula=Text(
            "Trung vị số giờ tròn từ khi đến tới khi được tiếp nhận",
            "Median of the whole hours from arrival to acceptance",
        ),
        part=("came.receipt_hours",),
    )  # fmt: skip


def _sheets() -> Iterator[Indicator]:
    yield Indicator(
        code="sheets.used", number=10, per="sheet", kind=AMOUNT, good="down",
        name=Text("Số tờ giấy đã dùng", "Sheets of paper used"),
        formula=Text(
            "Tờ in + in lại sau khi nhận điện tử + phiếu in + sao + đóng sổ (đã trừ các mục hủy)."
            " Bản in không qua nút in của hệ thống không đếm được",
            "Sheets printed + printed again after electronic receipt + slips + copied + bound"
            " (less what was taken back). What is printed past the office's own button cannot be"
            " counted",
        ),
        part=("sheets.print", "sheets.again", "sheets.slip", "sheets.copy", "sheets.bind"),
    )  # fmt: skip
    yield Indicator(
        code="sheets.avoided", number=10, per="sheet", kind=AMOUNT, good="up",
        name=Text("Số tờ giấy không phải in", "Sheets that nobody had to print"),
        formula=Text(
            "Số trang của từng lượt gửi hoàn toàn điện tử, mỗi nơi nhận một bản in một mặt; gửi"
            " song song không tiết kiệm",
            "Pages of every fully electronic delivery, one copy on one side a recipient; what goes"
            " with paper saves nothing",
        ),
        part=("sent.pages",),
    )  # fmt: skip


DEFINITIONS: Mapping[str, Indicator] = {one.code: one for one in _definitions()}
