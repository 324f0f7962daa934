"""What is written on the demonstration day.  All of it is invented."""

from __future__ import annotations

from datetime import date

from office.domain.documents import Content

FLOOD_ANSWER = Content(
    type_code="CV",
    subject="V/v báo cáo công tác ứng phó áp thấp nhiệt đới và mưa lũ",
    body=(
        "Thực hiện Công điện số 9902/VPCP-NN ngày 07 tháng 11 năm 2019 của Văn phòng Chính phủ, "
        "UBND tỉnh Ninh Thuận báo cáo như sau:\n\n"
        "1. Đã chỉ đạo UBND các huyện, thành phố rà soát khu vực có nguy cơ ngập, sạt lở; "
        "bố trí lực lượng trực ban 24/24 giờ.\n\n"
        "2. Các hồ chứa đang vận hành an toàn; mực nước được theo dõi và báo cáo hằng giờ.\n\n"
        "UBND tỉnh Ninh Thuận kính báo cáo."
    ),
    urgency=3,
)
FLOOD_ORDER = Content(
    type_code="CĐ",
    subject="về việc chủ động ứng phó áp thấp nhiệt đới và mưa lũ",
    body=(
        "Để chủ động ứng phó với áp thấp nhiệt đới, UBND tỉnh yêu cầu UBND huyện và các xã:\n\n"
        "1. Tổ chức trực ban, theo dõi diễn biến mưa lũ.\n\n"
        "2. Rà soát, sẵn sàng sơ tán dân ở khu vực ven suối, sườn dốc.\n\n"
        "3. Báo cáo về Văn phòng UBND tỉnh trước 11 giờ cùng ngày."
    ),
    urgency=3,
)
CIRCULAR = Content(
    type_code="CV",
    subject="V/v tăng cường gửi, nhận văn bản điện tử, giảm văn bản giấy",
    body=(
        "Qua kiểm tra, việc gửi, nhận văn bản điện tử ở một số địa phương còn ít; "
        "cán bộ chuyên trách còn thiếu và chưa được tập huấn.\n\n"
        "UBND tỉnh yêu cầu UBND các huyện, thành phố, UBND các xã, phường, thị trấn:\n\n"
        "1. Gửi, nhận văn bản điện tử qua hệ thống đối với mọi văn bản không mật; "
        "không gửi bản giấy khi đã gửi bản điện tử.\n\n"
        "2. Người đứng đầu chịu trách nhiệm về kết quả thực hiện của cơ quan mình.\n\n"
        "3. Báo cáo kết quả trước ngày 20 tháng 11 năm 2019."
    ),
    respond_by=date(2019, 11, 20),
)
DECISION = Content(
    type_code="QĐ",
    subject="về việc thành lập Tổ kiểm tra ứng dụng công nghệ thông tin năm 2019",
    body=(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\n"
        "Căn cứ Quyết định số 28/2018/QĐ-TTg ngày 12 tháng 7 năm 2018 của Thủ tướng Chính phủ;\n\n"
        "Điều 1. Thành lập Tổ kiểm tra ứng dụng công nghệ thông tin năm 2019.\n\n"
        "Điều 2. Tổ kiểm tra làm việc tại huyện Bác Ái và Sở Giáo dục và Đào tạo.\n\n"
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký."
    ),
)
INVITATION = Content(
    type_code="GM",
    subject="họp đánh giá kết quả gửi, nhận văn bản điện tử",
    body=(
        "UBND tỉnh trân trọng kính mời dự họp đánh giá kết quả gửi, nhận văn bản điện tử "
        "10 tháng năm 2019.\n\n"
        "Thời gian: 14 giờ 00 ngày 12 tháng 11 năm 2019.\n\n"
        "Địa điểm: Phòng họp số 1, trụ sở UBND tỉnh."
    ),
)
NOTICE = Content(
    type_code="TB",
    subject="về việc bàn giao thiết bị công nghệ thông tin",
    body=(
        "UBND huyện Bác Ái thông báo thời gian bàn giao máy tính, máy quét cho UBND xã "
        "Phước Bình: 8 giờ 00 ngày 13 tháng 11 năm 2019, tại trụ sở UBND xã."
    ),
)
DISTRICT_LETTER = Content(
    type_code="CV",
    subject="V/v triển khai gửi, nhận văn bản điện tử tại các xã",
    body=(
        "Thực hiện chỉ đạo của UBND tỉnh, UBND huyện yêu cầu UBND các xã cử một công chức "
        "phụ trách tiếp nhận văn bản điện tử hằng ngày.\n\n"
        "Danh sách gửi về Văn phòng HĐND và UBND huyện trước ngày 15 tháng 11 năm 2019."
    ),
    respond_by=date(2019, 11, 15),
)
