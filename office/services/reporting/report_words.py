"""The words a report is put together with, besides its findings."""

from __future__ import annotations

from office.domain import figure_reports
from office.domain.figure_reports import INCOMING, INSPECTION, OUTGOING, PERIODIC
from office.domain.text import Text

ABOUT = {
    INSPECTION: Text(
        "Kết quả kiểm tra ứng dụng công nghệ thông tin trong gửi, nhận, xử lý văn bản tại {unit},"
        " {period}",
        "Inspection of how information technology is used for official documents at {unit},"
        " {period}",
    ),
    PERIODIC: Text(
        "Tình hình gửi, nhận, xử lý văn bản điện tử tại {unit}, {period}",
        "Electronic documents sent, received and handled at {unit}, {period}",
    ),
    INCOMING: Text(
        "Tình hình giải quyết văn bản đến tại {unit}, {period}",
        "How documents received were handled at {unit}, {period}",
    ),
    OUTGOING: Text(
        "Tình hình giải quyết văn bản đi tại {unit}, {period}",
        "How documents issued were handled at {unit}, {period}",
    ),
}
BELOW = Text(" và {n} đơn vị cấp dưới", " and the {n} units below it")
INSPECTED = Text(
    "{organ} báo cáo kết quả kiểm tra việc ứng dụng công nghệ thông tin trong gửi, nhận, xử lý văn"
    " bản tại {unit}{below}, từ ngày {since} đến ngày {until}, như sau:",
    "{organ} reports what an inspection found of official documents at {unit}{below}, from {since}"
    " to {until}:",
)
REPORTED = Text(
    "{organ} báo cáo số liệu của {unit}{below}, từ ngày {since} đến ngày {until}, như sau:",
    "{organ} reports the figures of {unit}{below}, from {since} to {until}:",
)
OPENS = dict.fromkeys(figure_reports.KINDS, REPORTED) | {INSPECTION: INSPECTED}
METHOD = Text(
    "Số liệu được đếm từ các thao tác đã ghi trong hệ thống, không phải do đơn vị tự kê khai. Số"
    " trong ngoặc vuông dẫn tới định nghĩa của chỉ số ở phụ lục.",
    "The figures are counted from the acts on record in the system, not stated by the units. The"
    " numbers in brackets lead to the definitions in the annex.",
)
PENDING = Text(
    "Khi lập báo cáo còn {n} thay đổi chưa được đếm.",
    "When this report was made {n} changes were not counted yet.",
)
EMPTY = Text(
    "Trong kỳ này không có văn bản nào được gửi, nhận hoặc xử lý, nên không có số liệu để nhận"
    " xét.",
    "No document was sent, received or handled in this period: there are no figures to tell of.",
)
FOUND = Text("Kết quả kiểm tra", "What was found")
JUDGED = Text("Đánh giá", "What is made of it")
PROPOSED = Text("Kiến nghị", "What ought to be done")
HEAD = Text("Thủ trưởng cơ quan", "Head of the agency")
SHEET_SENT, SHEET_CAME = Text("Văn bản đi", "Issued"), Text("Văn bản đến", "Received")
SHEET_ISSUED = Text("Phát hành", "Promptness")
TABLE_SENT = Text("Văn bản đi của từng đơn vị", "Documents issued, by unit")
TABLE_CAME = Text("Văn bản đến và xử lý của từng đơn vị", "Received and handled, by unit")
TABLE_ISSUED = Text("Thời hạn phát hành và lượt gửi", "Promptness of issue, and deliveries")
TARGETS = Text("Mục tiêu", "Targets")
ESTIMATE, FORMULA = Text("Ước tính", "Estimate"), Text("Cách tính", "How it is worked out")
LEFT_OUT = Text(
    "Chỉ lượt gửi hoàn toàn điện tử được tính. Không tiết kiệm gì: {parallel} lượt song song,"
    " {paper} lượt chỉ giấy; {secret} lượt mật không tính.",
    "Only fully electronic deliveries count. Nothing is saved by {parallel} with paper as well and"
    " {paper} on paper alone; {secret} secret ones are not counted.",
)
