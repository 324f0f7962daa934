"""What the columns of counted lines are called, and the words in them, for whoever reads lines."""

from __future__ import annotations

from collections.abc import Mapping

from office.domain.paper import CHANNEL_WORDS
from office.domain.sheets import EVENTS, WAYS
from office.domain.text import Text

COLUMNS: Mapping[str, Text] = {
    "public_id": Text("Mã văn bản", "Document"),
    "symbol": Text("Số, ký hiệu", "Symbol"),
    "type_code": Text("Loại", "Kind"),
    "secret": Text("Mật", "Secret"),
    "gone": Text("Đã thu hồi", "Taken back"),
    "unit_id": Text("Cơ quan", "Agency"),
    "sender_id": Text("Bên gửi", "Sender"),
    "to": Text("Nơi nhận", "Recipient"),
    "level": Text("Cấp", "Level"),
    "to_level": Text("Cấp nơi nhận", "Level of the recipient"),
    "from_level": Text("Cấp nơi ban hành", "Level of the issuer"),
    "on_day": Text("Ngày", "Day"),
    "way": Text("Hình thức gửi", "Way"),
    "reason": Text("Lý do gửi giấy", "Reason for paper"),
    "leader_signed": Text("Lãnh đạo ký số", "Signed by the leader"),
    "agency_signed": Text("Cơ quan ký số", "Signed by the agency"),
    "simulated": Text("Chữ ký mô phỏng", "Simulated signature"),
    "from_work": Text("Phát sinh từ công việc", "Came of work"),
    "prompt": Text("Ký đến phát hành", "Signature to issue"),
    "sent_on": Text("Ngày gửi", "Sent on"),
    "pages": Text("Số trang", "Pages"),
    "came_on": Text("Ngày đến", "Came on"),
    "refused": Text("Từ chối, trả lại", "Refused, returned"),
    "intake": Text("Cách đến", "How it came"),
    "though": Text("Giấy dù không cần", "Paper though not necessary"),
    "registered": Text("Đã vào sổ", "Registered"),
    "entry": Text("Vào sổ khi nào", "Registered when"),
    "receipted": Text("Đã tiếp nhận", "Accepted"),
    "receipt_same_day": Text("Tiếp nhận trong ngày", "Accepted the same day"),
    "receipt_hours": Text("Số giờ đến khi tiếp nhận", "Hours to acceptance"),
    "needed_work": Text("Phải xử lý", "Needed work"),
    "online": Text("Xử lý trên mạng", "Handled online"),
    "taken_up_on": Text("Ngày giao", "Taken up on"),
    "dated": Text("Có hạn", "Has a deadline"),
    "late_from": Text("Hạn", "Deadline"),
    "late_until": Text("Hạn hoặc ngày xong, ngày muộn hơn", "The later of deadline and end"),
    "finished": Text("Đã xong", "Finished"),
    "finished_on": Text("Ngày xong", "Finished on"),
    "outcome": Text("Kết quả theo hạn", "By the deadline"),
    "days_late": Text("Số ngày trễ", "Days late"),
    "event": Text("Việc", "Event"),
    "copies": Text("Số bản", "Copies"),
    "sheets": Text("Số tờ", "Sheets"),
}
#: What a line is about.
SUBJECTS: Mapping[str, Text] = {
    "document": Text("văn bản đi", "document issued"),
    "delivery": Text("lượt gửi", "delivery"),
    "sheet": Text("bản giấy", "fact of paper"),
    "person": Text("người hoạt động", "person who acted"),
}
VALUES: Mapping[str, Text] = {
    **CHANNEL_WORDS,
    **EVENTS,
    **WAYS,
    "late_leg": Text("gửi thêm bản giấy sau", "paper went later"),
    "unsigned": Text("chưa đủ chữ ký số", "not signed digitally by both"),
    "digitised": Text("giấy đã quét", "paper, scanned in"),
    "mail": Text("hộp thư điện tử", "e-mail"),
    "same_day": Text("trong ngày", "the same day"),
    "next_day": Text("ngày làm việc sau", "the next working day"),
    "next_morning": Text("sáng ngày làm việc sau", "the next working morning"),
    "later": Text("muộn hơn", "later"),
    "on_time": Text("đúng hạn", "on time"),
    "late": Text("trễ hạn", "late"),
    "undated": Text("không có hạn", "no deadline"),
    "scan": Text("Quét", "Scanned in"),
    "again": Text("In lại", "Printed again"),
    "bind": Text("Đóng sổ", "Bound"),
    "slip": Text("In phiếu", "Slip printed"),
}
YES, NO, NOTHING = Text("có", "yes"), Text("không", "no"), Text("—", "—")


def value(said: object) -> Text:
    """Return a value of a line in words."""
    if isinstance(said, bool):
        return YES if said else NO
    if said is None or said in ("", "-"):
        return NOTHING
    if hasattr(said, "strftime"):
        day = said.strftime("%d/%m/%Y")
        return Text(day, day)
    return VALUES.get(str(said), Text(str(said), str(said)))
