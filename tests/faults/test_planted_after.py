"""Faults planted in what comes after sending: each must be noticed by the check that is for it."""

from typing import Any

import pytest
from sqlalchemy import select

from office.domain import fold, tracking
from office.models.relations import DocumentRelation
from office.runtime import Office
from office.services import documents
from office.services.outgoing import relating
from office.services.step import Step
from office.services.views import matrix
from office.services.views.matrix import Sift
from office.services.wire import reminding
from office.services.work import Work
from tests import stories
from tests.make import Clock, acting
from tests.services.test_relations import mend

DISTRICT, OTHER = "ubnd-bac-ai", "snv"


def test_a_replacement_sealed_on_one_document_alone_is_found(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    happened = documents.happened

    def forgetful(work: Work, entered: Any, facts: dict[str, Any], key: Any = None) -> Any:
        return entered if "related" in facts else happened(work, entered, facts, key)

    monkeypatch.setattr(documents, "happened", forgetful)
    mend(province, document)
    assert any("other relations" in problem for problem in stories.problems(province))


def test_a_replacement_that_the_issue_forgets_is_found(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))

    def silent(work: Work, step: Step) -> None:
        row = work.db.execute(select(DocumentRelation.id)).one()
        work.db.execute(relating._COUNTS, {"relation": row.id, "now": work.at})

    monkeypatch.setattr(relating, "take_effect", silent)
    mend(province, document)
    assert any("other relations" in problem for problem in stories.problems(province))


def test_reminders_that_nothing_tells_of_are_found(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.draft(province, "issued", (DISTRICT, OTHER))
    monkeypatch.setattr(reminding.documents, "happened", lambda _work, entered, *_: entered)
    with province.work(acting(province, "vt.tinh")) as work:
        reminding.remind(work, document, Sift())
    assert any("was reminded otherwise" in problem for problem in stories.problems(province))


def test_a_fold_that_overlooks_reminders_gives_an_alarm(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.draft(province, "issued", (DISTRICT, OTHER))
    with province.work(acting(province, "vt.tinh")) as work:
        reminding.remind(work, document, Sift())
    assert stories.problems(province) == []
    whole = fold.fold

    def blind(records: Any) -> Any:
        return whole({k: v for k, v in one.items() if k != "reminded"} for one in records)

    monkeypatch.setattr("office.services.audit.standing.fold", blind)
    assert any("was reminded otherwise" in problem for problem in stories.problems(province))


def test_a_rule_that_gives_everybody_a_week_hides_what_is_overdue(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.draft(province, "issued", (DISTRICT, OTHER))
    clock.tick(days=1)

    def overdue() -> int:
        with province.look(acting(province, "vt.tinh")) as work:
            return matrix.page(work, document, Sift()).filters[matrix.OVERDUE]

    assert overdue() == 2
    strict = tracking.receive_by

    def lax(calendar: Any, came: Any) -> Any:
        return strict(calendar, came).replace(year=2020)

    monkeypatch.setattr(tracking, "receive_by", lax)
    assert overdue() == 0
