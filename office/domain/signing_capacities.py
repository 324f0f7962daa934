"""In which capacity somebody signs, and what is therefore printed over their name.

NĐ 30/2020 Đ13 and Phụ lục I.II.7: TM. for a body that decides together, Q. for who acts as head,
KT. for a deputy, TL. by order of the head, TUQ. under the head's written mandate.  Plain facts
come in; a capacity goes out, or the reason why there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from office.domain.people import CHIEF, LEADER, UNIT_HEAD
from office.domain.text import Text
from office.domain.titles import full_name

HEAD, ACTING, DEPUTY = "head", "acting", "deputy"
TM, KT, TL, TUQ = "TM.", "KT.", "TL.", "TUQ."
#: Bodies that decide together, as their names begin; every other agency has a head alone.
COLLECTIVES = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Hội đồng", "Ban Chỉ đạo")
#: Councils are known by their abbreviation alone: what each begins with is printed in full.
_COUNCILS = {"HĐ": "Hội đồng", "BCĐ": "Ban Chỉ đạo"}
#: Words for an acting head and for deputies, as positions begin; and what no law knows as one
#: ("không ghi những chức vụ mà Nhà nước không quy định"), as positions end.
_ACTING, _DEPUTY = ("q.", "quyền "), ("phó ",)
_UNOFFICIAL = ("thường trực", "phụ trách", "điều hành")

NO_POSITION = Text(
    "Chưa ghi chức vụ của {name}, nên không ghi được thẩm quyền ký.",
    "The position of {name} is not entered, so no capacity to sign can be printed.",
)
NOT_HEAD = Text(
    "{name} không giữ chức vụ đứng đầu cơ quan nên không giao người khác ký {sign} được.",
    "{name} is not the head of the agency and can let nobody sign {sign}.",
)
NOT_BELOW = Text(
    "Chỉ người đứng đầu đơn vị thuộc cơ quan mới ký {sign} được (NĐ 30/2020 Điều 13).",
    "Only the head of a unit of the agency may sign {sign} (NĐ 30/2020 Article 13).",
)
NO_ORDER = Text(
    "Chưa được giao ký thừa lệnh (TL.) hoặc ủy quyền ký (TUQ.) loại văn bản này vào ngày này.",
    "No order (TL.) or mandate (TUQ.) lets you sign this type of document on this day.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """By what somebody signs in the head's place: an order (TL.) or else a mandate (TUQ.)."""

    by_order: bool
    giver: str
    giver_position: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs for which agency: their own role and position there, and what they were lent.

    `council` abbreviates the council in whose name it is; `head` is the position of the agency's
    head, '' where there is none.
    """

    name: str
    agency: str
    role: str
    position: str
    council: str = ""
    head: str = ""
    lent: Lent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What is printed over a name: `lines` of authority, then `position`; and what it rests on.

    `kind` is TM., KT., TL., TUQ. or '' where the position alone signs.
    """

    kind: str
    lines: tuple[str, ...]
    position: str
    basis: str = ""

    def printed(self, name: str) -> dict[str, str]:
        """Return the columns of a document that say who signed it, and as what."""
        return {
            "signer_name": name,
            "signer_position": self.position,
            "signer_authority": "\n".join(self.lines),
        }


def rank(position: str) -> str:
    """Return whether a position is that of a head, of who acts as one, or of a deputy."""
    words = position.strip().lower()
    if words.startswith(_DEPUTY):
        return DEPUTY
    return ACTING if words.startswith(_ACTING) else HEAD


def title(position: str) -> str:
    """Return a position as it is printed: Q. for who acts, without words that no law knows."""
    words = " ".join(position.split())
    for ending in _UNOFFICIAL:
        if words.lower().endswith(f" {ending}"):
            words = words[: -len(ending) - 1]
    return f"Q. {_headed(words)}" if rank(words) == ACTING else words


def head_of(position: str) -> str:
    """Return the head's position as a deputy's, or who acts as head, names it."""
    return _headed(title(position))


def collective(agency: str, council: str = "") -> str:
    """Return the body that decides together, as TM. names it; '' where a head alone does."""
    if council:
        return next(
            (full for short, full in _COUNCILS.items() if council.startswith(short)), council
        )
    name = full_name(agency)
    return next((body for body in COLLECTIVES if name.lower().startswith(body.lower())), "")


def capacity(signer: Signer) -> Capacity | Text:
    """Return in which capacity somebody signs, or why they have none."""
    if not signer.position.strip():
        return NO_POSITION.filled(name=signer.name)
    if signer.lent is not None:
        return _lent(signer, signer.lent)
    if signer.role != LEADER:
        return NO_ORDER
    return _own(signer)


def _lent(signer: Signer, lent: Lent) -> Capacity | Text:
    """TL. and TUQ. stand before the head's position; only heads of units below may sign so."""
    sign = TL if lent.by_order else TUQ
    if not lent.giver_position.strip() or rank(lent.giver_position) == DEPUTY:
        return NOT_HEAD.filled(name=lent.giver, sign=sign)
    own = rank(signer.position)
    may = own != DEPUTY or lent.by_order  # an order may be handed on to one's deputy, in writing
    if signer.role not in (UNIT_HEAD, CHIEF) or not may:
        return NOT_BELOW.filled(sign=sign)
    lines = [f"{sign} {head_of(lent.giver_position)}"]
    if own == DEPUTY:
        lines.append(f"{KT} {head_of(signer.position)}")
    return Capacity(
        kind=sign, lines=tuple(lines), position=title(signer.position), basis=lent.basis
    )


def _own(signer: Signer) -> Capacity:
    body = collective(signer.agency, signer.council)
    together = (f"{TM} {body}",) if body else ()
    position = title(signer.position)
    if rank(signer.position) != DEPUTY:
        return Capacity(kind=TM if body else "", lines=together, position=position)
    if signer.council:  # who chairs a council may be a deputy of the agency
        return Capacity(kind=TM, lines=together, position=position)
    head = head_of(signer.head or signer.position)
    return Capacity(kind=KT, lines=(*together, f"{KT} {head}"), position=position)


def _headed(words: str) -> str:
    for beginning in (*_ACTING, *_DEPUTY):
        if words.lower().startswith(beginning):
            words = words[len(beginning) :].strip()
            return words[:1].upper() + words[1:]
    return words
