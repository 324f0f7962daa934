"""Mails as bytes: Vietnamese comes through, and nothing gets into the head that is not ours."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import mail
from office.domain.errors import Invalid
from office.domain.mail import Letter

AT = datetime(2019, 11, 8, 0, 30, tzinfo=UTC)
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
    "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip


def letter(subject: str = "Chào", line: str = "- Việc", to: str = "a@b.vn") -> Letter:
    return Letter(
        to=to, sender="vanphong@ninhthuan.gov.vn", subject=subject, lines=(line,), key="k", at=AT
    )


@given(st.text(), st.text())
def test_whatever_is_written_no_header_is_added_and_the_subject_is_one_line(
    subject: str, line: str
) -> None:
    sent = mail.message(letter(subject, line)).as_bytes()
    read = message_from_bytes(sent, policy=default)
    assert set(read.keys()) == HEADERS
    assert len(read.keys()) == len(HEADERS)
    assert read["To"] == "a@b.vn"
    assert "\n" not in read["Subject"]
    assert not read.defects


@pytest.mark.parametrize(
    "injected",
    ["x\r\nBcc: thief@evil.example", "x\nBcc: y@z.vn", "x\u2028Bcc: y@z.vn", "x\x00y", "x\ud800y"],
)
def test_a_line_break_in_a_subject_becomes_a_space(injected: str) -> None:
    read = message_from_bytes(mail.message(letter(injected)).as_bytes(), policy=default)
    assert read["Bcc"] is None
    assert read["Subject"].startswith("x ")


def test_vietnamese_comes_through_in_subject_and_text_composed_or_not() -> None:
    words = "Hỏa tốc: ứng phó áp thấp nhiệt đới 🌀 và mưa lũ"
    decomposed = "Ho\u0309a to\u0302\u0301c"
    read = message_from_bytes(mail.message(letter(words, words)).as_bytes(), policy=default)
    assert read["Subject"] == words
    assert read.get_content().splitlines() == [words]
    read = message_from_bytes(mail.message(letter(decomposed)).as_bytes(), policy=default)
    assert read["Subject"] == "Hỏa tốc"


def test_the_same_mail_has_the_same_bytes_and_message_id() -> None:
    first, second = (mail.message(letter()).as_bytes() for _ in range(2))
    assert first == second
    assert mail.message_id("k", "a@x.vn") != mail.message_id("l", "a@x.vn")


@given(
    st.lists(
        st.sampled_from(["nhiệt", "đới", "bão", "lũ", "hỏa", "tốc", "🌀", "12/UBND-VX"]),
        max_size=25,
    )
)
def test_no_space_is_lost_wherever_the_subject_is_folded(words: list[str]) -> None:
    read = message_from_bytes(mail.message(letter(" ".join(words))).as_bytes(), policy=default)
    assert read["Subject"] == " ".join(words)


@pytest.mark.parametrize("good", ["", " a.b-c_d@ninhthuan.gov.vn ", "x+y@a-b.vn", "a@localhost"])
def test_an_address_is_kept_without_the_spaces_around_it(good: str) -> None:
    assert mail.address_of(good) == good.strip()


@pytest.mark.parametrize(
    "bad",
    [
        "a", "@b.vn", "a@", "a@b..vn", ".a@b.vn", "a.@b.vn", "a b@c.vn", "a@b.vn, c@d.vn",
        "a@b.vn\nBcc: c@d.vn", '"a"@b.vn', "ă@b.vn", "<a@b.vn>", f"{'a' * 65}@b.vn",
        f"a@{'b' * 250}.vn", "a@-b.vn", "🦆@b.vn",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(bad: str) -> None:
    with pytest.raises(Invalid) as refusal:
        mail.address_of(bad)
    assert refusal.value.field == "address"
