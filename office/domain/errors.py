"""Every way the office can say no.  A refusal says why, and changes nothing."""

from __future__ import annotations

from office.domain.text import Text, joined

MOVED = Text(
    "Văn bản vừa được người khác xử lý. Hãy xem lại rồi thực hiện.",
    "Someone else has just acted on this document. Look again, then act.",
)


class OfficeError(Exception):
    """A refusal the person asking can understand and act on."""

    def __init__(self, *reasons: Text) -> None:
        super().__init__(str(joined(reasons)))
        self.reasons = reasons


class NotFound(OfficeError):
    """The thing asked for does not exist, or the asker may not know that it does."""

    def __init__(self) -> None:
        super().__init__(Text("Không tìm thấy.", "Not found."))


class Refused(OfficeError):
    """The rules do not allow this action, here, now, by this person."""


class Unsure(Refused):
    """It can be done once the person has confirmed that they know; `people` is of whom, `files`
    of which verdicts on signatures, in the order of the reasons."""

    def __init__(
        self, *reasons: Text, people: tuple[int, ...] = (), files: tuple[str, ...] = ()
    ) -> None:
        super().__init__(*reasons)
        self.people, self.files = people, files


class Unavailable(Refused):
    """The office itself cannot do it just now: nothing was kept, and trying again helps.

    `RETRY_SECONDS`: after how long, as the header of an answer says it.
    """

    RETRY_SECONDS = "10"


class Invalid(OfficeError):
    """What was entered cannot be used; `field` names what to mend, when one is to blame."""

    def __init__(self, *reasons: Text, field: str = "") -> None:
        super().__init__(*reasons)
        self.field = field


class Conflict(OfficeError):
    """Someone else moved the item first; without words of its own it says just that."""

    def __init__(self, *reasons: Text) -> None:
        super().__init__(*(reasons or (MOVED,)))
