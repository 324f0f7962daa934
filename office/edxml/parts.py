"""The pieces that document and status packets share: agencies, clerks, answered documents."""

from office.edxml.elements import Element, children, text
from office.edxml.notes import Notes
from office.edxml.values import Organ, ResponseFor, Staff, Unreadable

ORGAN_ID_LENGTH = 64


def organ(element: Element | None, notes: Notes) -> Organ | None:
    """Read an agency; None without a usable OrganId (any text of at most 64 characters)."""
    organ_id = text(element, "OrganId")
    if organ_id is None:
        return None
    if len(organ_id) > ORGAN_ID_LENGTH:
        notes.add("OrganId dài quá 64 ký tự.", "An OrganId is longer than 64 characters.")
        return None
    return Organ(
        organ_id=organ_id,
        name=text(element, "OrganName"),
        in_charge=text(element, "OrganizationInCharge"),
        address=text(element, "OrganAdd"),
        email=text(element, "Email"),
        telephone=text(element, "Telephone"),
        fax=text(element, "Fax"),
        website=text(element, "Website"),
    )


def recipients(header: Element | None, notes: Notes) -> tuple[Organ, ...]:
    """Read the agencies addressed; each once."""
    found: dict[str, Organ] = {}
    for element in children(header, "To"):
        addressed = organ(element, notes)
        if addressed is None:
            notes.add("Có nơi nhận thiếu mã định danh.", "A recipient has no organ id.")
        elif addressed.organ_id in found:
            notes.add(
                f"Nơi nhận {addressed.organ_id} bị lặp.",
                f"Recipient {addressed.organ_id} is named twice.",
            )
        else:
            found[addressed.organ_id] = addressed
    return tuple(found.values())


def staff(element: Element | None) -> Staff | None:
    """Read the clerk; None if nothing is said."""
    found = Staff(
        department=text(element, "Department"),
        staff=text(element, "Staff"),
        email=text(element, "Email"),
        mobile=text(element, "Mobile"),
    )
    return None if found == Staff() else found


def responses(header: Element | None, notes: Notes) -> tuple[ResponseFor, ...]:
    """Read the documents answered; an empty mention is none."""
    found = (
        ResponseFor(
            organ_id=text(element, "OrganId"),
            code=text(element, "Code"),
            document_id=text(element, "DocumentId"),
            promulgated_on=notes.day(
                "ResponseFor/PromulgationDate", text(element, "PromulgationDate", "Date")
            ),
        )
        for element in children(header, "ResponseFor")
    )
    return tuple(each for each in found if each != ResponseFor())


def lacking(missing: list[str]) -> Unreadable:
    """Refuse a packet that lacks what no one can work without."""
    names = ", ".join(missing)
    return Unreadable(
        f"Gói tin thiếu thông tin bắt buộc: {names}.",
        f"The packet lacks required information: {names}.",
    )
