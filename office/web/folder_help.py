"""What each folder of the inbox is for and what to do there: the help at the top of its page."""

from __future__ import annotations

from collections.abc import Mapping

from office.domain.text import Text

FOLDER_HELP: Mapping[str, Text] = {
    "arrivals": Text(
        "Văn bản vừa đến, khẩn ở trên. Bấm “Vào sổ” ở một dòng để tiếp nhận và vào sổ một bước; "
        "gửi nhầm hoặc thiếu thì mở ra và từ chối tiếp nhận.",
        "Documents that just arrived, the urgent ones first. Press “Register” in a line to accept "
        "and register it in one step; open and refuse what is wrong or incomplete.",
    ),
    "paper-on-its-way": Text(
        "Bên gửi báo bản giấy sẽ đến. Khi cầm tờ giấy trong tay, bấm “Vào sổ” ở dòng của nó.",
        "The sender says that paper is coming. With the sheet in your hand, press “Register” in "
        "its line.",
    ),
    "to-register": Text(
        "Đã tiếp nhận, chưa có số đến. Bấm “Vào sổ” ở một dòng, hoặc đánh dấu nhiều dòng rồi vào "
        "sổ một lần.",
        "Accepted, without a number yet. Press “Register” in a line, or tick many and register "
        "them at once.",
    ),
    "to-submit": Text(
        "Đã có số đến, chờ trình. Đánh dấu các dòng rồi trình lãnh đạo, hoặc chuyển thẳng đơn vị "
        "xử lý.",
        "Numbered, to be submitted. Tick lines and submit them to the leader, or transfer them "
        "directly to a unit.",
    ),
    "direction": Text(
        "Văn bản chờ bạn cho ý kiến, khẩn ở trên. Mở một dòng, bấm “Bút phê và phân công”; xong "
        "thì văn bản tiếp theo tự mở.",
        "Documents that await your direction, the urgent ones first. Open one and press “Direct "
        "and assign”; then the next one opens by itself.",
    ),
    "in-progress": Text(
        "Việc bạn hoặc đơn vị bạn đang chủ trì, có hạn. Mở một dòng để báo cáo kết quả, soạn văn "
        "bản trả lời, xin ý kiến hoặc chuyển tiếp.",
        "Work that you or your unit lead, with its deadline. Open a line to report the result, "
        "draft the answer, ask for an opinion or pass it on.",
    ),
    "confirmation": Text(
        "Người xử lý đã báo cáo kết quả. Mở ra đọc, rồi xác nhận hoàn thành hoặc yêu cầu làm lại.",
        "The result was reported. Open and read it, then confirm it or ask to do it again.",
    ),
    "change-requests": Text(
        "Bên gửi xin thu hồi hoặc cập nhật văn bản đã gửi. Mở ra xem xét; chưa có gì thay đổi "
        "trước khi bạn quyết định.",
        "The sender asks for a document back, or to change it. Open and consider it; nothing "
        "changes before you decide.",
    ),
    "receipts-overdue": Text(
        "Văn bản đã phát hành mà có nơi nhận hết ngày chưa tiếp nhận. Mở ra, bấm “Bảng theo dõi” "
        "để xem nơi nào và “Nhắc tiếp nhận”.",
        "Issued documents that some recipient has not received by the end of the day. Open one, "
        "press “Tracking matrix” to see who, and “Remind to accept”.",
    ),
    "co-handling": Text(
        "Việc bạn phối hợp, có hạn riêng. Mở một dòng, bấm “Báo xong phần phối hợp”; người chủ trì "
        "thấy ngay.",
        "Work that you help with, under a deadline of your own. Open a line and press “Report the "
        "co-handler's part”; the lead sees it at once.",
    ),
    "for-information": Text(
        "Chỉ để biết: không phải việc phải làm, không tính quá hạn. Đọc rồi bấm “Đã xem” để dọn "
        "khỏi danh sách.",
        "For information only: no work, and never late. Read it and press “Seen” to clear it away.",
    ),
    "opinions": Text(
        "Đồng nghiệp hỏi ý kiến bạn; văn bản vẫn ở chỗ họ. Mở một dòng, bấm “Cho ý kiến góp ý”.",
        "Colleagues ask what you think; the document stays with them. Open a line and press “Give "
        "the opinion”.",
    ),
    "chased": Text(
        "Việc cấp trên đã nhắc bạn. Mở ra đọc lời đôn đốc và làm trước; không kịp thì xin gia hạn.",
        "Work that you were reminded of from above. Read the reminder and do it first; ask for "
        "more time if you cannot.",
    ),
    "extension-requests": Text(
        "Người xử lý xin thêm thời gian. Mở ra, đọc lý do, rồi cho hoặc không cho gia hạn; hạn cũ "
        "vẫn được lưu.",
        "Somebody asks for more time. Open it, read why, and allow or refuse it; the old deadline "
        "stays on record.",
    ),
    "drafts": Text(
        "Dự thảo bạn đang soạn hoặc được trả lại để sửa. Mở ra viết tiếp, chọn nơi nhận rồi trình "
        "duyệt.",
        "Drafts that you write, or that came back to be mended. Open one, go on, choose its "
        "recipients and submit it.",
    ),
    "content-review": Text(
        "Dự thảo chờ bạn duyệt nội dung. Mở ra đọc; duyệt, hoặc trả lại và ghi rõ cần sửa gì.",
        "Drafts whose content you review. Open and read; approve, or return it and say what to "
        "mend.",
    ),
    "form-review": Text(
        "Dự thảo đã duyệt nội dung, chờ kiểm tra thể thức. Xem bản in; đạt thì chuyển ký, không "
        "thì trả lại.",
        "Drafts whose content is approved, to be checked for form. Look at the printed form; send "
        "it to be signed, or return it.",
    ),
    "signing": Text(
        "Văn bản chờ bạn ký. Mở ra đọc bản in rồi bấm “Ký”, hoặc trả lại kèm lý do. “Ký nhiều văn "
        "bản” để ký một lượt.",
        "Documents that you sign. Open and read the printed form and press “Sign”, or return it "
        "with a reason. “Sign several documents” signs many at one go.",
    ),
    "to-number": Text(
        "Đã ký, chờ cấp số. Mở ra và bấm “Cấp số”: số tiếp theo của sổ được lấy ngay lúc đó.",
        "Signed, to be numbered. Open it and press “Give number and date”: the register's next "
        "number is taken at that moment.",
    ),
    "to-seal": Text(
        "Đã có số, chờ ký số của cơ quan. Mở ra, bấm “Ký số cơ quan”, xem đúng tệp sẽ ký rồi ký.",
        "Numbered, to be signed for the agency. Open it, press “Sign for the agency”, look at the "
        "very file and sign it.",
    ),
    "to-issue": Text(
        "Đã có số, chờ phát hành. Kiểm tra nơi nhận rồi bấm “Phát hành”: văn bản đến hộp đến của "
        "mọi nơi nhận.",
        "Numbered, to be issued. Check the recipients and press “Issue”: it goes to the inbox of "
        "each of them.",
    ),
    "issued": Text(
        "Đã phát hành. Xem nơi nào đã mở, đã tiếp nhận; đủ rồi thì bấm “Lưu hồ sơ” để kết thúc.",
        "Issued. See who opened and accepted it; then press “File” to end it.",
    ),
    "incoming-all": Text(
        "Mọi văn bản đến bạn được xem, cả việc đã xong. Tìm một văn bản cụ thể thì dùng ô tìm ở "
        "đầu trang.",
        "All incoming documents you may see, finished ones too. To find one document, use the "
        "search box at the top.",
    ),
    "outgoing-all": Text(
        "Mọi văn bản đi bạn được xem, từ dự thảo đến đã lưu. Tìm một văn bản cụ thể thì dùng ô tìm "
        "ở đầu trang.",
        "All outgoing documents you may see, from drafts to filed ones. To find one document, use "
        "the search box at the top.",
    ),
}
