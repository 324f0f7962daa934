"""The letters of September and October 2019 and what became of each.  All of it is invented."""

from __future__ import annotations

from typing import NamedTuple

PROVINCE, BAC_AI = "ubnd-ninh-thuan", "ubnd-bac-ai"
DAI, THANG, BINH, TAN, TIEN = (
    "ubnd-xa-phuoc-dai", "ubnd-xa-phuoc-thang", "ubnd-xa-phuoc-binh", "ubnd-xa-phuoc-tan",
    "ubnd-xa-phuoc-tien",
)  # fmt: skip


class To(NamedTuple):
    """A recipient: why paper went there ('' for none, '!' before it for paper alone), and how it
    was handled: 'note', 'done' in days, 'late' in days, '' where nobody took it up."""

    unit: str
    paper: str = ""
    handled: str = ""
    days: int = 0


class Past(NamedTuple):
    """A letter: its day and hour, who sent it, its kind and subject, and to whom."""

    day: str
    sender: str
    kind: str
    subject: str
    to: tuple[To, ...]


LETTERS = (
    Past("2019-09-04 08:00", PROVINCE, "CV", "V/v chuẩn bị khai giảng năm học 2019 - 2020",
         (To(BAC_AI, "original", "done", 3),)),
    Past("2019-09-06 08:00", BAC_AI, "CV", "V/v bảo đảm an toàn giao thông mùa khai giảng",
         (To(DAI, "asked", "note"), To(THANG, "habit", "note"), To(BINH, "!line"))),
    Past("2019-09-10 08:00", PROVINCE, "TB", "Kết luận về phát triển cây trồng chịu hạn",
         (To(BAC_AI, "original", "late", 9),)),
    Past("2019-09-12 14:00", BAC_AI, "CV", "V/v rà soát hộ nghèo năm 2019",
         (To(DAI, "asked", "done", 4), To(THANG, "habit", "late", 8), To(TAN, "!line"))),
    Past("2019-09-17 08:00", PROVINCE, "CV", "V/v báo cáo cải cách hành chính quý III",
         (To(BAC_AI, "", "done", 4),)),
    Past("2019-09-19 08:00", BAC_AI, "KH", "Kiểm tra phòng, chống dịch tả lợn châu Phi",
         (To(DAI, "", "done", 4), To(THANG, "habit", "done", 5), To(TIEN, "habit"))),
    Past("2019-09-24 08:00", BAC_AI, "CV", "V/v báo cáo sử dụng phần mềm quản lý văn bản",
         (To(DAI, "", "done", 3), To(THANG, "asked", "note"), To(BINH, "!line"))),
    Past("2019-09-26 08:00", PROVINCE, "GM", "Dự họp sơ kết chương trình nông thôn mới",
         (To(BAC_AI, "", "note"),)),
    Past("2019-10-02 08:00", PROVINCE, "CV", "V/v triển khai gửi, nhận văn bản điện tử",
         (To(BAC_AI, "", "done", 4),)),
    Past("2019-10-04 08:00", BAC_AI, "CV", "V/v thực hiện gửi, nhận văn bản điện tử ở xã",
         (To(DAI, "", "done", 3), To(THANG, "", "done", 5), To(BINH, "!line"))),
    Past("2019-10-08 08:00", BAC_AI, "TB", "Lịch tiếp công dân quý IV năm 2019",
         (To(DAI, "", "note"), To(THANG, "", "note"), To(TAN), To(TIEN))),
    Past("2019-10-10 08:00", PROVINCE, "CV", "V/v phòng, chống thiên tai mùa mưa bão",
         (To(BAC_AI, "", "done", 3),)),
    Past("2019-10-14 08:00", BAC_AI, "KH", "Ứng phó mưa lũ năm 2019 trên địa bàn huyện",
         (To(DAI, "", "done", 4), To(THANG, "", "late", 8), To(BINH, "line"), To(TAN), To(TIEN))),
    Past("2019-10-17 08:00", PROVINCE, "CV", "V/v cung cấp số liệu ứng dụng công nghệ thông tin",
         (To(BAC_AI, "", "late", 8),)),
    Past("2019-10-18 08:00", BAC_AI, "CV", "V/v tổng hợp số máy tính và đường truyền của xã",
         (To(DAI, "", "done", 3), To(THANG, "", "done", 4), To(BINH, "!line"), To(TAN))),
    Past("2019-10-22 08:00", BAC_AI, "GM", "Tập huấn sử dụng phần mềm quản lý văn bản",
         (To(DAI, "", "note"), To(THANG, "", "note"), To(TAN), To(TIEN))),
    Past("2019-10-24 08:00", PROVINCE, "QĐ", "Giao dự toán bổ sung năm 2019",
         (To(BAC_AI, "original", "note"),)),
    Past("2019-10-25 08:00", BAC_AI, "CV", "V/v vệ sinh môi trường sau mưa",
         (To(DAI, "", "done", 3), To(THANG, "", "done", 3), To(TIEN))),
)  # fmt: skip
