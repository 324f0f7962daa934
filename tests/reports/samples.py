"""Letters to print in tests: one of each of the decree's forms, in words an office writes."""

from dataclasses import replace
from datetime import date

from office.reports.copy import Copy
from office.reports.copy import printed as printed_copy
from office.reports.letter import Letter, Signer
from office.reports.render import Printed

DAY = date(2019, 11, 12)
UBND = "Ủy ban nhân dân tỉnh Ninh Thuận"


def letter(type_name: str, symbol: str, subject: str, body: str, **more: object) -> Letter:
    """Return a letter of the province, signed by its deputy chairman unless said otherwise."""
    fields = {
        "organ": UBND,
        "place": "Ninh Thuận",
        "issued_on": DAY,
        "authority": "TM. Ủy ban nhân dân\nKT. Chủ tịch",
        "position": "Phó Chủ tịch",
        "signer_name": "Phạm Thị Hồng Vân",
        "recipients": ("Như trên", "Lưu: VT, VX"),
        **more,
    }
    return Letter(number_symbol=symbol, type_name=type_name, subject=subject, body=body, **fields)  # type: ignore[arg-type]  # fields of a letter, by their names


RESOLUTION = letter(
    "Nghị quyết", "07/NQ-HĐND", "Về việc thông qua kế hoạch giám sát năm 2020",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015\n"
    "Xét đề nghị của Thường trực Hội đồng nhân dân tỉnh\n\n"
    "Điều 1. Thông qua kế hoạch giám sát năm 2020.\n"
    "Điều 2. Nghị quyết có hiệu lực từ ngày ký.",
    organ="Hội đồng nhân dân tỉnh Ninh Thuận", issuer="Hội đồng nhân dân tỉnh Ninh Thuận".upper(),
    authority="", position="Chủ tịch", signer_name="Nguyễn Đức Thanh",
)  # fmt: skip
DECISION = letter(
    "Quyết định", "45/QĐ-SNV", "Về việc ban hành Quy chế công tác văn thư",
    "Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ về công tác "
    "văn thư\nCăn cứ Quyết định số 28/2018/QĐ-TTg ngày 12 tháng 7 năm 2018\n"
    "Theo đề nghị của Chánh Văn phòng Sở,\n\n"
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế công tác văn thư của Sở.\n"
    "Điều 2. Quyết định này có hiệu lực từ ngày ký.\n"
    "Điều 3. Chánh Văn phòng Sở và các đơn vị chịu trách nhiệm thi hành Quyết định này.\n\n"
    "Văn bản kèm theo\nQUY CHẾ\nCông tác văn thư của Sở Nội vụ\n\n"
    "Chương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n1. Quy chế này quy định về công tác văn thư.\n"
    "a) Soạn thảo văn bản;\nb) Quản lý văn bản.",
    organ="Sở Nội vụ", parent_organ=UBND, issuer="GIÁM ĐỐC SỞ NỘI VỤ", authority="",
    position="Giám đốc", signer_name="Dương Văn Thiện",
    recipients=("Như Điều 3", "UBND tỉnh (để báo cáo)", "Lưu: VT, CCHC"),
)  # fmt: skip
NOTICE = letter(
    "Thông báo", "88/TB-UBND", "Kết luận của Chủ tịch Ủy ban nhân dân tỉnh tại cuộc họp tháng 11",
    "Ngày 08 tháng 11 năm 2019, Chủ tịch Ủy ban nhân dân tỉnh chủ trì cuộc họp và kết luận:\n\n"
    "1. Các sở rà soát nhiệm vụ được giao.\n2. Văn phòng theo dõi, đôn đốc.",
    recipients=("Các sở, ban, ngành", "UBND các huyện, thành phố", "Lưu: VT, TH"),
)  # fmt: skip
SUBMISSION = letter(
    "Tờ trình", "102/TTr-SNV", "Về việc bổ sung biên chế năm 2020 của Chi cục Văn thư - Lưu trữ",
    "Thực hiện Kế hoạch số 12/KH-UBND, Sở Nội vụ kính trình Ủy ban nhân dân tỉnh xem xét.\n\n"
    "Kính đề nghị Ủy ban nhân dân tỉnh phê duyệt.",
    organ="Sở Nội vụ", parent_organ=UBND, addressees=(UBND,), authority="",
    position="Giám đốc", signer_name="Dương Văn Thiện",
)  # fmt: skip
REPORT = letter(
    "Báo cáo", "215/BC-UBND", "Kết quả giải quyết văn bản đến quý III năm 2019",
    "Ủy ban nhân dân tỉnh báo cáo kết quả như sau:\n\n"
    "STT\tĐơn vị\tSố văn bản\tTỷ lệ đúng hạn\n1\tSở Nội vụ\t1.204\t98,2 %\n"
    "2\tSở Giáo dục và Đào tạo\t987\t95,1 %\n3\tỦy ban nhân dân huyện Bác Ái\t512\t91,7 %\n\n"
    "Số liệu chi tiết tại Phụ lục kèm theo.\n\n"
    "Phụ lục\nSố liệu chi tiết\ntheo từng tháng\n\n"
    "| Tháng | Đến | Đi | Trễ | Ghi chú |\n|---|---|---|---|---|\n"
    + "\n".join(f"| {n} | {n * 37} | {n * 21} | {n} | |" for n in range(1, 61))
    + "\n\nPhụ lục II\nDANH SÁCH\n\n- Sở Nội vụ;\n- Sở Tài chính.",
    addressees=("Văn phòng Chính phủ",),
)  # fmt: skip
OFFICIAL = letter(
    "Công văn", "1204/UBND-VX", "triển khai Nghị định số 110/2004/NĐ-CP về công tác văn thư",
    "Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị:\n\n"
    "1. Phổ biến Nghị định đến toàn thể cán bộ, công chức, viên chức thuộc phạm vi quản lý.\n\n"
    "2. Báo cáo kết quả về Sở Nội vụ trước ngày 30 tháng 11 năm 2019.",
    addressees=("Các sở, ban, ngành", "Ủy ban nhân dân huyện Bác Ái"), typist_mark="PL.(72)",
    contact="Số 450 đường Thống Nhất, thành phố Phan Rang - Tháp Chàm; "
    "ĐT: (0259) 3822 683; www.ninhthuan.gov.vn",
)  # fmt: skip
TELEGRAM = letter(
    "Công điện", "03/CĐ-UBND", "Về việc ứng phó áp thấp nhiệt đới",
    "Áp thấp nhiệt đới đang di chuyển theo hướng Tây Tây Bắc.\n\n"
    "Ủy ban nhân dân tỉnh yêu cầu các đơn vị kiểm đếm tàu thuyền.",
    addressees=("Ủy ban nhân dân các huyện, thành phố", "Bộ Chỉ huy Quân sự tỉnh"),
    urgency="HỎA TỐC",
)  # fmt: skip
INVITATION = letter(
    "Giấy mời", "31/GM-UBND", "Họp Ban Chỉ đạo cải cách hành chính",
    "Tới dự: Họp Ban Chỉ đạo cải cách hành chính tỉnh.\n\nChủ trì: Chủ tịch Ủy ban nhân dân tỉnh."
    "\n\nThời gian: 14 giờ 00, ngày 15 tháng 11 năm 2019.\n\nĐịa điểm: Phòng họp số 1.",
    addressees=("Giám đốc Sở Nội vụ", "Giám đốc Sở Tài chính"), authority="TL. Chủ tịch",
    position="Chánh Văn phòng", signer_name="Đặng Minh Trí",
)  # fmt: skip
INTRODUCTION = letter(
    "Giấy giới thiệu", "12/GGT-SNV", "Giới thiệu công chức",
    "Sở Nội vụ trân trọng giới thiệu:\n\nÔng (bà): Trương Nhật Minh\n\nChức vụ: Chuyên viên\n\n"
    "Được cử đến: Trung tâm Lưu trữ quốc gia II\n\nVề việc: khai thác hồ sơ.\n\n"
    "Đề nghị Quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ.\n\n"
    "Giấy này có giá trị đến hết ngày 30 tháng 11 năm 2019.",
    organ="Sở Nội vụ", parent_organ=UBND, authority="TL. Giám đốc",
    position="Chánh Văn phòng", signer_name="Võ Thành Long",
)  # fmt: skip
MINUTES = letter(
    "Biên bản", "09/BB-SNV", "Họp xét thi đua năm 2019",
    "Thời gian bắt đầu: 08 giờ 00, ngày 12 tháng 11 năm 2019.\n\nĐịa điểm: Phòng họp Sở Nội vụ.\n\n"
    "Thành phần tham dự: 12 người.\n\nChủ trì: ông Dương Văn Thiện.\n\n"
    "Thư ký: ông Trương Nhật Minh.\n\nNội dung: Hội đồng thống nhất danh sách.\n\n"
    "Cuộc họp kết thúc vào 10 giờ 30, ngày 12 tháng 11 năm 2019.",
    organ="Sở Nội vụ", parent_organ=UBND, authority="", position="Chủ tọa",
    signer_name="Dương Văn Thiện", recipients=("Thành viên Hội đồng", "Lưu: VT, HĐTĐ"),
    others=(Signer(position="Thư ký", name="Trương Nhật Minh"),),
)  # fmt: skip
LEAVE = letter(
    "Giấy nghỉ phép", "21/GNP-SNV", "Nghỉ phép năm 2019",
    "Xét Đơn đề nghị nghỉ phép ngày 11 tháng 11 năm 2019 của ông Trương Nhật Minh,\n\n"
    "Sở Nội vụ cấp cho:\n\nÔng (bà): Trương Nhật Minh\n\nChức vụ: Chuyên viên\n\n"
    "Nghỉ phép trong thời gian 05 ngày kể từ ngày 18 tháng 11 năm 2019 tại Khánh Hòa.\n\n"
    "Số ngày nghỉ phép nêu trên được tính vào thời gian nghỉ phép năm 2019.",
    organ="Sở Nội vụ", parent_organ=UBND, authority="", position="Giám đốc",
    signer_name="Dương Văn Thiện", recipients=("Ông Trương Nhật Minh", "Lưu: VT"),
)  # fmt: skip

FORMS: dict[str, Letter] = {
    "1.1": RESOLUTION, "1.2": DECISION, "1.4": NOTICE, "1.5": OFFICIAL, "1.6": TELEGRAM,
    "1.7": INVITATION, "1.8": INTRODUCTION, "1.9": MINUTES, "1.10": LEAVE,
    "1.4 tờ trình": SUBMISSION, "1.4 báo cáo": REPORT,
}  # fmt: skip

COPY = Copy(
    kind="SAO Y",
    organ=UBND,
    number_symbol="05/SY-UBND",
    place="Ninh Thuận",
    copied_on=DAY,
    signer=Signer(authority="TL. Chủ tịch", position="Chánh Văn phòng", name="Đặng Minh Trí"),
    recipients=("Sở Nội vụ", "Lưu: VT"),
)


def urgent(urgency: str) -> Letter:
    """Return the official letter with a stamp."""
    return replace(OFFICIAL, urgency=urgency)


def with_body(body: str) -> Letter:
    """Return the official letter with another text, and no foot."""
    return replace(OFFICIAL, body=body, contact="")


def long(count: int) -> Letter:
    """Return an official letter of so many paragraphs."""
    return with_body("\n\n".join(f"{n}. Báo cáo kết quả về Sở Nội vụ." for n in range(count)))


def copied() -> Printed:
    """Return the strip of a certified copy, printed."""
    return printed_copy(COPY)
