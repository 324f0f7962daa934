"""Where the words of a comment are after the text was changed."""

import pytest

from office.domain.errors import Invalid
from office.domain.passages import CHANGED, GONE, HERE, MOVED, Anchor, Passage, anchor, passage

BEFORE = "Kính gửi các đơn vị.\n\nĐề nghị báo cáo trước ngày 20.\n  Trân trọng cảm ơn. "
THEN = Passage(2, 22, "ngày 20")


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (BEFORE, Anchor(HERE, 2, 22)),
        ("Kính gửi.\nĐề nghị nộp ngày 20.", Anchor(HERE, 2, 12)),
        ("Kính gửi.\nThực hiện chỉ đạo.\nĐề nghị báo cáo trước ngày 20.", Anchor(MOVED, 3, 22)),
        ("ngày 20 họp.\nĐề nghị báo cáo trước ngày 20.", Anchor(HERE, 2, 22)),
        ("Kính gửi.\nĐề nghị báo cáo trước ngày 25.", Anchor(CHANGED, 2)),
        ("Thôi.", Anchor(GONE)),
        ("", Anchor(GONE)),
    ],
)
def test_a_passage_is_found_again_by_its_words_or_said_to_be_gone(
    after: str, found: Anchor
) -> None:
    assert anchor(THEN, BEFORE, after) == found


def test_of_the_same_words_twice_the_place_that_was_chosen_is_meant() -> None:
    body = "Ngày 20 họp, ngày 20 báo cáo, ngày 20 nộp."
    assert passage(body, 1, "ngày 20").start == 13
    assert passage(body, 1, "ngày 20", 30).start == 30
    assert passage(body, 1, "ngày 20", 5).start == 13


def test_a_text_typed_in_loose_letters_is_quoted_in_composed_ones() -> None:
    assert passage("Đoa\u0323n một", 1, "Đoạn").quote == "Đoạn"


@pytest.mark.parametrize(("paragraph", "quote"), [(None, ""), (0, ""), (4, ""), (1, "ngày 20")])
def test_a_passage_that_is_not_there_is_refused(paragraph: int | None, quote: str) -> None:
    with pytest.raises(Invalid):
        passage(BEFORE, paragraph, quote)
