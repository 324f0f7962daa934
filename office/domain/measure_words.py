"""What each measure is called, and each value that its facts may have: for lists and exports."""

from __future__ import annotations

from collections.abc import Mapping

from office.domain.counting import REASONS
from office.domain.text import Text

#: The facts of paper, by what was done.
EVENTS: Mapping[str, Text] = {
    "print": Text("In", "Printed"),
    "stamp": Text("Đóng dấu", "Stamped"),
    "post": Text("Gửi bưu điện", "Posted"),
    "courier": Text("Gửi người chuyển", "Sent by courier"),
    "hand": Text("Trao tay", "Handed over"),
    "receive": Text("Nhận bản giấy", "Received on paper"),
    "scan": Text("Quét, số hóa", "Scanned in"),
    "again": Text("In lại", "Printed again"),
    "copy": Text("Sao", "Copied"),
    "bind": Text("Đóng sổ", "Bound as a book"),
    "slip": Text("Phiếu in", "Slips"),
}
#: How what came in came.
INTAKES: Mapping[str, Text] = {
    "electronic": Text("Điện tử", "Electronic"),
    "digitised": Text("Giấy, đã số hóa", "Paper, scanned in"),
    "paper": Text("Giấy", "Paper"),
    "mail": Text("Hộp thư điện tử", "E-mail"),
}
_NAMES: Mapping[str, Text] = {
    "issued.all": Text("Văn bản đi", "Documents issued"),
    "issued.electronic": Text("Văn bản đi hoàn toàn điện tử", "Issued fully electronically"),
    "issued.parallel": Text("Văn bản đi điện tử kèm giấy", "Issued electronically with paper"),
    "issued.paper": Text("Văn bản đi chỉ giấy", "Issued on paper alone"),
    "issued.leader": Text("Văn bản đi có chữ ký số lãnh đạo", "Signed by the leader"),
    "issued.agency": Text("Văn bản đi có chữ ký số cơ quan", "Signed by the agency"),
    "issued.both": Text("Văn bản đi có cả hai chữ ký số", "Signed by both"),
    "issued.simulated": Text("Văn bản đi ký mô phỏng", "Signed in simulation"),
    "issued.from_work": Text("Văn bản đi từ công việc, lãnh đạo ký số", "Signed, from work"),
    "issued.same_day": Text("Phát hành trong ngày ký", "Issued the day they were signed"),
    "issued.next_morning": Text(
        "Phát hành sáng ngày làm việc sau", "Issued the next working morning"
    ),
    "issued.gone": Text("Văn bản đi đã thu hồi ở mọi nơi nhận", "Taken back from everybody"),
    "issued.secret": Text("Văn bản đi mật", "Secret documents issued"),
    "sent.all": Text("Lượt gửi", "Deliveries"),
    "sent.electronic": Text("Lượt gửi hoàn toàn điện tử", "Deliveries fully electronic"),
    "sent.parallel": Text("Lượt gửi điện tử kèm giấy", "Deliveries with paper"),
    "sent.paper": Text("Lượt gửi chỉ giấy", "Deliveries on paper alone"),
    "sent.pages": Text("Trang của lượt gửi hoàn toàn điện tử", "Pages sent fully electronically"),
    "sent.gone": Text("Lượt gửi đã thu hồi", "Deliveries taken back"),
    "sent.secret": Text("Lượt gửi mật", "Secret deliveries"),
    "came.all": Text("Văn bản đến", "Incoming"),
    "came.electronic": Text("Văn bản đến nhận điện tử", "Received electronically"),
    "came.digitised": Text("Văn bản đến giấy đã số hóa", "Received on paper, scanned in"),
    "came.paper": Text("Văn bản đến giấy không số hóa", "Received on paper, not scanned"),
    "came.mail": Text("Văn bản đến qua hộp thư điện tử", "Received by e-mail"),
    "came.though": Text("Đến bằng giấy dù nhận điện tử được", "On paper though not necessary"),
    "came.registered": Text("Văn bản đến đã vào sổ", "Incoming, registered"),
    "came.registered_same_day": Text("Vào sổ trong ngày đến", "Registered the day it came"),
    "came.registered_next_day": Text("Vào sổ ngày làm việc sau", "Registered the next working day"),
    "came.receipts": Text("Văn bản đến đã tiếp nhận", "Incoming, accepted"),
    "came.receipt_same_day": Text("Tiếp nhận trong ngày đến", "Accepted the day it came"),
    "came.receipt_hours": Text("Tiếp nhận sau số giờ", "Accepted after so many hours"),
    "came.needed_work": Text("Văn bản đến phải xử lý", "Incoming that needed action"),
    "came.online": Text("Xử lý trọn trong hệ thống", "Handled wholly in the system"),
    "came.refused": Text("Văn bản đến bị từ chối, trả lại", "Refused or returned"),
    "came.gone": Text("Văn bản đến đã bị thu hồi", "Taken back by the sender"),
    "came.secret": Text("Văn bản đến mật", "Secret incoming"),
    "work.on_time": Text("Xong đúng hạn", "Finished on time"),
    "work.late": Text("Xong trễ hạn", "Finished late"),
    "work.undated": Text("Xong, không có hạn", "Finished, no deadline"),
    "work.days_late": Text("Xong trễ số ngày", "Finished so many days late"),
    "work.taken_up": Text("Bắt đầu xử lý", "Taken up"),
    "work.finished": Text("Đã xử lý xong", "Finished"),
    "work.undated_taken_up": Text("Bắt đầu xử lý, không có hạn", "Taken up, no deadline"),
    "work.undated_finished": Text("Đã xong, không có hạn", "Finished, had no deadline"),
    "work.fell_due": Text("Đã đến hạn", "Fell due"),
    "work.fell_due_finished": Text("Đã đến hạn và đã xong", "Fell due and finished"),
}
_SHEETS = Text("{event}: số tờ", "{event}: sheets")
_COPIES = Text("{event}: số bản", "{event}: copies")


def name(measure: str) -> Text:
    """Return what a measure is called."""
    what, _, event = measure.partition(".")
    if what in ("sheets", "copies"):
        return (_SHEETS if what == "sheets" else _COPIES).filled(event=EVENTS[event])
    return _NAMES[measure]


def reason(written: str) -> Text:
    """Return why paper went: in the words of whoever gave the reason, or of the facts."""
    return REASONS.get(written, Text(written, written))
