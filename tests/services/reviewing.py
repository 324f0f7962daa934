"""Reviewing a draft as many tests begin it: who asks whom, and what is said of which words."""

from typing import Any

from sqlalchemy import select

from office.domain.asks import INFORMED, Assignee, Form
from office.domain.documents import Content
from office.models.base import Base, table
from office.runtime import Office
from office.services.outgoing import comments, drafting
from office.services.outgoing.comments import Remark
from office.services.views import dossier
from tests import stories
from tests.make import acting

DRAFTER, HEAD = ("cv.vx", "specialist"), ("tp.vx", "unit_head")
CHIEF, LEADER = ("cvp.tinh", "chief_of_office"), ("ct.tinh", "leader")
CLERK, SISTER = ("vt.tinh", "clerk"), ("cv.th", "specialist")
BODY = "Kính gửi các đơn vị.\n\nĐề nghị báo cáo trước ngày 20.\nTrân trọng cảm ơn."
LETTER = Content(type_code="CV", subject="V/v báo cáo", body=BODY)
WORDS = "Ghi rõ tháng, năm"


def draft(office: Office, state: str = "content_review") -> str:
    """Let cv.vx draft a letter of three paragraphs and take it to `state`."""
    return stories.draft(office, state, content=LETTER)


def remark(office: Office, who: tuple[str, str], document: str, **said: Any) -> int:
    """Let somebody comment: on words of the second paragraph of version 1, unless said."""
    given = {"version": 1, "paragraph": 2, "quote": "ngày 20", "words": WORDS} | said
    with office.work(acting(office, *who)) as work:
        return comments.add(work, document, Remark(**given))


def settle(office: Office, document: str, n: int, how: str = "done", answer: str = "") -> None:
    """Let the drafter settle a comment."""
    with office.work(acting(office, *DRAFTER)) as work:
        comments.settle(work, document, n, how, answer)


def rewrite(office: Office, document: str, body: str) -> None:
    """Let the drafter write another text."""
    with office.work(acting(office, *DRAFTER)) as work:
        revision = dossier.read(work, document).document.revision
        written = Content(type_code="CV", subject="V/v báo cáo", body=body)
        drafting.edit(work, document, written, revision=revision)


def ask(office: Office, who: tuple[str, str], document: str, *whom: Assignee, **how: Any) -> None:
    """Let somebody ask for opinions, of another division within three days unless said."""
    asked = whom or (of(office, "phong-th-ninh-thuan"),)
    form = Form(**{"opinion": "Xin góp ý dự thảo", "assignees": asked, "within": 3} | how)
    action = "ask_opinion" if who == DRAFTER else "ask_in_review"
    stories.move(office, who, document, action, form)


def of(office: Office, unit: str, login: str = "", **how: Any) -> Assignee:
    """Return whose opinion is wanted: a unit, or a person in it."""
    person = stories.person(office, login) if login else None
    return Assignee(part=INFORMED, unit_id=stories.unit(office, unit), person_id=person, **how)


def answer(
    office: Office, who: tuple[str, str], document: str, stance: str = "agree", words: str = ""
) -> None:
    """Let somebody give the opinion they were asked for."""
    form = Form(stance=stance, opinion=words)
    stories.move(office, who, document, "answer_opinion", form)


def rows(office: Office, model: type[Base]) -> list[Any]:
    """Return all rows of a table, in order."""
    with office.look() as work:
        return list(work.db.execute(select(table(model)).order_by(table(model).c.id)))


def records(office: Office, document: str) -> list[dict[str, Any]]:
    """Return the sealed records of a document, the first first."""
    with office.look(acting(office, *CLERK)) as work:
        return [told.record for told in dossier.read(work, document).story]
