"""The three-way split (QĐ 28/2018 Đ5, Đ7): a document is as paperless as its worst recipient."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain.paper import CHANNELS, ELECTRONIC, PAPER, PARALLEL, needs_reason, of_document

CHANNEL = st.sampled_from(sorted(CHANNELS))


@pytest.mark.parametrize(
    ("channels", "result"),
    [
        ([], ""),
        ([ELECTRONIC], ELECTRONIC),
        ([ELECTRONIC] * 73, ELECTRONIC),
        ([ELECTRONIC] * 72 + [PAPER], PARALLEL),
        ([ELECTRONIC, PARALLEL], PARALLEL),
        ([PARALLEL, PAPER], PARALLEL),
        ([PAPER, PAPER], PAPER),
    ],
)
def test_the_class_of_a_document_follows_from_its_recipients(
    channels: list[str], result: str
) -> None:
    assert of_document(channels) == result


@given(st.lists(CHANNEL, min_size=1))
def test_order_and_number_of_recipients_do_not_matter(channels: list[str]) -> None:
    assert of_document(channels) == of_document(reversed(channels)) == of_document(set(channels))


@given(st.lists(CHANNEL, min_size=1))
def test_fully_electronic_means_that_every_recipient_got_it_so(channels: list[str]) -> None:
    assert (of_document(channels) == ELECTRONIC) == all(c == ELECTRONIC for c in channels)
    assert (of_document(channels) == PAPER) == all(c == PAPER for c in channels)


def test_any_paper_must_be_explained() -> None:
    assert [channel for channel in CHANNELS if needs_reason(channel)] == [PARALLEL, PAPER]
