"""What happens to a document beside the actions of its procedure, in words.

Every such act that a sealed record can name stands here: stories tell it, and the log is
searched for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from office.domain.text import Text

#: By the name in the record (`act`).
ACTS: Mapping[str, Text] = {
    "draft": Text("bắt đầu dự thảo", "began the draft"),
    "enter": Text("nhập văn bản đến bằng giấy", "entered a letter that came on paper"),
    "enter_secret": Text("vào sổ văn bản mật", "registered a secret document"),
    "receive": Text("nhận gói tin liên thông", "received the packet"),
    "ask_recall": Text("bên gửi đề nghị thu hồi", "the sender asks to recall it"),
    "drop_recall": Text("bên gửi thôi thu hồi", "the sender drops the recall"),
    "ask_update": Text("bên gửi đề nghị cập nhật", "the sender asks to update it"),
    "ask_replace": Text("bên gửi đề nghị thay thế", "the sender asks to replace it"),
    "change_agreed": Text("bên nhận đồng ý thu hồi, cập nhật", "the recipient agrees to it"),
    "change_declined": Text("bên nhận không đồng ý thu hồi, cập nhật", "the recipient declines it"),
    "hand_draft": Text("giao người khác soạn tiếp", "gave the draft to somebody else"),
    "hand_part": Text("bàn giao phần việc", "handed a part on"),
    "render": Text("lập bản in để phát hành", "made the printed form"),
    "nudge": Text("nhờ xử lý", "asked for help"),
    "print": Text("in phiếu", "printed a slip"),
    "join": Text("gộp các trang quét thành một tệp", "joined the scanned pages into one file"),
    "stamp": Text("lập bản làm việc có dấu đến", "made the working copy with its arrival stamp"),
    "told_relation": Text("bên gửi nêu quan hệ với văn bản trước", "the sender relates it to one"),
    "replaced": Text("văn bản bị thay thế", "it was replaced"),
    "amended": Text("văn bản được sửa đổi, bổ sung", "it was amended"),
    "corrected": Text("văn bản được đính chính", "it was corrected"),
    "remind_receipt": Text("nhắc tiếp nhận", "reminded to accept it"),
    "paper_print": Text("in bản giấy", "printed paper copies"),
    "paper_stamp": Text("đóng dấu bản giấy", "stamped the paper copies"),
    "paper_post": Text("gửi bản giấy", "sent the paper"),
    "paper_proof": Text("ghi chứng từ gửi", "noted the proof of posting"),
    "paper_receive": Text("đã nhận bản giấy", "received the paper"),
    "paper_scan": Text("quét bản giấy đến", "scanned the paper in"),
    "paper_again": Text("in ra giấy từ bản điện tử", "printed the electronic form on paper"),
    "paper_correct": Text("ghi mục hủy về bản giấy", "took an entry of paper back"),
    "certify": Text("lập bản sao", "made a certified copy"),
    "certify_cancel": Text("hủy số bản sao", "cancelled the number of a copy"),
    "file_lend": Text("cho mượn bản lưu", "lent the file copy"),
    "file_return": Text("nhận lại bản lưu", "took the file copy back"),
    "judge": Text("kiểm tra chữ ký số", "looked at the signatures"),
    "signature_void": Text("hủy hiệu lực chữ ký số", "declared a signature void"),
    "signature_restore": Text(
        "bỏ việc hủy hiệu lực chữ ký số", "took back that a signature is void"
    ),
    "ask_judge": Text("yêu cầu kiểm tra lại chữ ký số", "asked for another look at the signatures"),
    "comment": Text("góp ý tại đoạn", "commented on a passage"),
    "settle_comment": Text("xử lý góp ý", "settled a comment"),
    "publish": Text("đưa lên trang công khai", "made it public"),
    "unpublish": Text("gỡ khỏi trang công khai", "took it off the public page"),
    "late_status": Text("báo cáo trạng thái đến muộn", "a late status report was noted"),
}
