"""What the matrix sends to a door that takes something: good enough from the right hands."""

from collections.abc import Mapping
from typing import NamedTuple


class Body(NamedTuple):
    """What is sent to a route that takes something: good enough from the right hands.

    A revision of 1 is stale: whoever may act is told so, and the letter stays where it is.
    """

    fields: Mapping[str, object]
    file: str = ""


_DRAFT = {"subject": "V/v thử cửa", "body": "Thử.", "urgency": 0}
_PAGE_DRAFT = {"type_code": "CV", "subject": "V/v thử cửa", "body": "Thử.", "do": "save"}
_LETTER = {"number": "12", "notation": "SNV-VP", "subject": "V/v thử cửa"}
BODIES: Mapping[str, Body] = {
    "actions.take": Body({"revision": 1}),
    "signing.take": Body({"revision": 1, "seen": "0" * 64}),
    "api_signing.sign": Body({"revision": 1, "seen": "0" * 64}),
    "api_signing.seal": Body({"revision": 1, "seen": "0" * 64}),
    "signing.sign_many": Body({"item": "0"}),
    "api_recalls.ask": Body({"reason": "Gửi nhầm nơi nhận"}),
    "api_recalls.drop": Body({"reason": "Gửi nhầm nơi nhận", "unit": "ubnd-bac-ai"}),
    "api_clerk.bulk": Body({"action": "read", "items": [{"id": "0" * 32, "revision": 1}]}),
    "api_clerk.take_in": Body({"revision": 1}),
    "api_documents.act": Body({"revision": 1}),
    "bulk.begin": Body({"do": "read", "item": "0"}),
    "intake.take": Body({"revision": 1}),
    "relations.begin": Body({"kind": "replaces", "once": "thử-cửa-thay"}),
    "api_beginnings.printed": Body({"type": "CV", **_DRAFT}),
    "api_beginnings.renumber": Body({"body": "Điều 3. Thử."}),
    "api_beginnings.save": Body({"name": "Thử cửa", "type": "CV", **_DRAFT}),
    "api_beginnings.sketch": Body({"type": "CV", **_DRAFT}),
    "beginnings.change": Body({"name": "Thử cửa", **_PAGE_DRAFT}),
    "beginnings.from_file": Body({}, file="files"),
    "draft_live.new": Body(_PAGE_DRAFT),
    "draft_live.of_draft": Body(_PAGE_DRAFT),
    "draft_live.print_draft": Body(_PAGE_DRAFT),
    "draft_live.print_new": Body(_PAGE_DRAFT),
    "draft_live.renumber": Body({"body": "Điều 3. Thử."}),
    "api_reviews.comment": Body({"version": 1, "paragraph": 1, "words": "Thử cửa"}),
    "api_reviews.settle": Body({"how": "done"}),
    "comments.add": Body({"version": "1", "paragraph": "1", "words": "Thử cửa"}),
    "comments.settle": Body({"how": "done"}),
    "api_drafts.address": Body({"recipients": [{"unit": "ubnd-bac-ai"}]}),
    "api_drafts.attach": Body({}, file="file"),
    "api_drafts.begin": Body({"type": "CV", **_DRAFT}),
    "api_drafts.change": Body({"type": "CV", "revision": 1, **_DRAFT}),
    "api_groups.keep": Body({"name": "Thử cửa", "units": ["snv"]}),
    "api_notices.ask": Body({"action": "file", "person": 1}),
    "api_notices.choose": Body({"address": ""}),
    "api_notices.read": Body({"upto": 1}),
    "api_uploads.begin": Body({"name": "x.pdf", "size": 9}),
    "api_uploads.finish": Body({"sha256": "0" * 64}),
    "uploads.begin": Body({"name": "x.pdf", "size": "9"}),
    "api_paper.enter": Body({"issuer": "snv", "type": "CV", **_LETTER}, file="files"),
    "api_paper.enter_secret": Body({"direction": "in", "secrecy": "mat"}),
    "calendar.change": Body({"day": "2019-12-24", "name": "Thử cửa", "do": "preview"}),
    "hours.agree": Body(
        {
            "unit": "UBND tỉnh Ninh Thuận",
            "first_day": "2019-12-24",
            "sessions": "07:30-11:30",
            "agreed_by": "Thử cửa",
            "paper": "Thử cửa",
            "do": "preview",
        }
    ),
    "hours.end": Body({"key": "1"}),
    "factors.propose": Body(
        {
            "code": "sheet",
            "first_day": "2019-12-24",
            "low": "100",
            "base": "200",
            "high": "300",
            "source": "Thử cửa",
        }
    ),
    "factors.settle": Body({"key": "99999999", "do": "approve"}),
    "targets.add": Body(
        {
            "indicator": "sent.electronic",
            "level": "commune",
            "first_day": "2019-12-24",
            "per_cent": "90",
            "source": "Thử cửa",
        }
    ),
    "targets.end": Body({"key": "99999999", "ended_on": "2019-12-24", "end_reason": "Thử cửa"}),
    "api_search.save": Body({"name": "Thử cửa", "q": "chim"}),
    "drafting.address": Body({"names": "UBND huyện Bác Ái"}),
    "drafting.change": Body({"revision": 1, "urgency": "0", **_PAGE_DRAFT}),
    "drafting.create": Body({"once": "thử-cửa", "urgency": "0", **_PAGE_DRAFT}),
    "search.choose_columns": Body({"column": "symbol"}),
    "search.save": Body({"name": "Thử cửa", "q": "chim"}),
    "staff.grant": Body({"unit": "Sở Nội vụ", "role": "clerk"}),
    "staff.open_account": Body({"login": "thu.cua", "name": "Thử Cửa"}),
    "api_papers.print_copies": Body({"own": 1}),
    "api_papers.correct": Body({"reason": "Thử cửa"}),
    "api_papers.send": Body({"envelopes": [{"unit": "snv", "deliveries": [99999999]}]}),
    "api_papers.prove": Body({"code": "RN1"}),
    "api_papers.void": Body({"reason": "Thử cửa"}),
    "api_papers.came": Body({"sheets": 1}),
    "api_copies.make": Body({"kind": "SY", "form": "paper", "signer": 1}),
    "api_copies.cancel": Body({"reason": "Thử cửa"}),
    "api_copies.name": Body({"person": 1, "position": "Chủ tịch", "basis": "Thử cửa"}),
    "api_copies.lend": Body({"borrower": "Thử cửa", "allowed_by": "Thử cửa"}),
    "posts.keep": Body({"delivery": "99999999", "to_99999999": "1"}),
    "posts.prove": Body({"code": "RN1"}),
    "posts.void": Body({"reason": "Thử cửa"}),
    "papers.take": Body({"own": "1"}),
    "papers.correct": Body({"entry": "99999999", "reason": "Thử cửa"}),
    "paper_receipts.note": Body({"sheets": "1"}),
    "certified.make": Body({"kind": "SY", "form": "paper"}),
    "certified.cancel": Body({"reason": "Thử cửa"}),
    "certified.name": Body({"person": "0"}),
    "file_copies.lend": Body({"borrower": "Thử cửa", "allowed_by": "Thử cửa"}),
    "bindings.on_paper": Body({"copies": "1"}),
    "bindings.off_paper": Body({"reason": "Thử cửa"}),
    "ledger.correct": Body({"entry": "99999999", "of": "0", "reason": "Thử cửa"}),
    "reprints.take": Body({"copies": "1"}),
    "voids.declare": Body({"whose": "leader", "reason": "Thử cửa chữ ký"}),
    "recounts.begin": Body({"mapped": "then"}),
    "bindings.begin": Body({"kind": "register", "form": "pdf", "volume": "1"}),
    "reservations.cancel": Body({"reason": "Thử cửa, không dùng nữa"}),
    "reservations.reserve": Body(
        {"type_code": "QĐ", "count": "1", "reason": "Thử cửa giữ số", "once": "thử-cửa-giữ-số"}
    ),
    "api_books.begin": Body({"form": "xlsx"}),
    "api_books.cancel": Body({"reason": "Thử cửa, không dùng nữa"}),
    "api_books.reserve": Body({"type": "QĐ", "reason": "Thử cửa giữ số"}),
    "registration.give": Body({"once": "thử-cửa-mật", "direction": "in", "secrecy": "mat"}),
    "registration.keep": Body(
        {
            "once": "thử-cửa-giấy",
            "issuer": "Sở Nội vụ",
            "type_code": "CV",
            "urgency": "0",
            **_LETTER,
        }
    ),
}
