"""What the office says, in both languages."""

from hypothesis import given
from hypothesis import strategies as st

from office.domain.errors import Conflict, Invalid, NotFound, Refused
from office.domain.text import Text, joined

GREETING = Text("Chào {who}", "Hello {who}")


def test_a_text_reads_as_vietnamese_unless_asked_for_english() -> None:
    assert str(GREETING) == GREETING.into("vi") == GREETING.into("fr") == "Chào {who}"
    assert GREETING.into("en") == "Hello {who}"


def test_a_text_filled_into_a_text_keeps_its_language() -> None:
    filled = GREETING.filled(who=Text("văn thư", "clerk"))
    assert filled == Text("Chào văn thư", "Hello clerk")


def test_what_a_person_wrote_is_never_read_as_a_pattern() -> None:
    assert GREETING.filled(who="{who} {0}").vi == "Chào {who} {0}"


@given(st.lists(st.builds(Text, st.text(), st.text())))
def test_joined_texts_keep_their_order(texts: list[Text]) -> None:
    assert joined(texts, "|") == Text(
        "|".join(text.vi for text in texts), "|".join(text.en for text in texts)
    )


def test_a_refusal_carries_every_reason() -> None:
    refusal = Refused(Text("Một", "One"), Text("Hai", "Two"))
    assert refusal.reasons == (Text("Một", "One"), Text("Hai", "Two"))
    assert str(refusal) == "Một; Hai"


def test_not_found_and_conflict_need_no_reason_and_an_invalid_form_names_its_field() -> None:
    assert NotFound().reasons
    assert Conflict().reasons
    assert Invalid(Text("Sai", "Wrong"), field="subject").field == "subject"
