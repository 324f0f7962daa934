"""Bundles of evidence: the same each time, of what the auditor may see whole, and they hold."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.layout import Layout
from office.domain.numbering import INCOMING
from office.domain.people import AUDITOR, Actor
from office.jobs import run
from office.runtime import Office
from office.services import people
from office.services.audit import bundles
from office.services.audit.bundles import Bundle
from office.services.audit.log import LogQuery
from office.services.books import registration
from office_verify import archive
from office_verify.check import check
from tests import stories
from tests.make import acting
from tests.services import reviewing
from tests.services.attacks import disarm, honest


def exported(office: Office, *documents: str, login: str = "ttra.tinh") -> Bundle:
    """Let an auditor export some documents."""
    with office.look(acting(office, login)) as work:
        return bundles.of_documents(work, documents)


def found(office: Office, query: LogQuery, login: str = "ttra.tinh") -> Bundle:
    """Let an auditor export what a search finds."""
    with office.look(acting(office, login)) as work:
        return bundles.of_search(work, query)


def auditor_of(office: Office, unit: str) -> Actor:
    """Give ct.bacai the capacity of an auditor in `unit`; return them acting in it."""
    with office.work() as work:
        people.grant(work, "ct.bacai", unit, AUDITOR)
    return acting(office, "ct.bacai", AUDITOR)


def facts_of(office: Office, document: str) -> Any:
    """Return what an exported bundle says beside the records of a document."""
    members = archive.read(exported(office, document).content)
    return json.loads(members[f"documents/{document}/facts.json"])


def secret(office: Office) -> str:
    """Let the clerk enter a secret document; return its public id."""
    with office.work(acting(office, "vt.tinh")) as work:
        registration.enter_secret(work, INCOMING, "mat")
        newest = text("SELECT public_id FROM documents ORDER BY id DESC LIMIT 1")
        return str(work.db.scalar(newest))


def test_the_same_documents_give_the_same_bytes_whoever_asks_in_whatever_order(
    both_provinces: Office,
) -> None:
    request, letter = honest(both_provinces)
    first = exported(both_provinces, request, letter)
    with both_provinces.look() as work:
        again = bundles.of_documents(work, [letter, request, letter])
    assert first.content == again.content
    assert first.documents == sorted([request, letter])


def test_a_bundle_holds_what_the_office_seals(both_provinces: Office) -> None:
    request, letter = honest(both_provinces)
    run.drain(both_provinces)  # the printed form is made
    held = check(exported(both_provinces, request, letter).content)
    with both_provinces.look() as work:
        rows = work.db.execute(text("SELECT public_id, log_seq, log_head FROM documents"))
        kept = {row.public_id: (row.log_seq, bytes(row.log_head).hex()) for row in rows}
    assert {one.document: (one.entries, one.head) for one in held} == {
        document: kept[document] for document in (request, letter)
    }


def test_files_are_told_with_their_digests_and_who_printed_form_is_theirs(
    province: Office,
) -> None:
    letter = stories.draft(province, "issued")
    run.drain(province)
    facts = facts_of(province, letter)
    assert [file["rendered"] for file in facts["files"]] == [True]
    assert facts["sealed"] == "content"
    assert facts["content"]["subject"] == stories.LETTER.subject
    assert [unit[1] for unit in facts["names"]["units"]].count("UBND tỉnh Ninh Thuận") == 1


def test_a_draft_nobody_submitted_is_exported_unsealed(province: Office) -> None:
    draft = stories.draft(province)
    facts = facts_of(province, draft)
    assert (facts["sealed"], facts["content"], facts["versions"]) == ("", {}, [])


def test_a_returned_draft_is_sealed_by_nothing_until_it_is_submitted_again(
    province: Office,
) -> None:
    draft = stories.draft(province, "form_review")
    stories.move(province, ("cvp.tinh", "chief_of_office"), draft, "return_form", stories.REASON)
    facts = facts_of(province, draft)
    assert (facts["sealed"], len(facts["versions"])) == ("", 1)


def test_a_text_is_sealed_with_the_page_its_drafter_settled(province: Office) -> None:
    settled = replace(stories.LETTER, layout=Layout(receivers=("Như trên", "Lưu: VT.")))
    letter = stories.draft(province, "issued", content=settled)
    facts = facts_of(province, letter)
    assert facts["sealed"] == "content"
    assert facts["content"]["layout"] == {"receivers": ["Như trên", "Lưu: VT."]}


def test_a_letter_on_paper_is_sealed_with_the_place_of_its_original(province: Office) -> None:
    letter = registration.Letter(
        issuer_unit_id=stories.unit(province, "snv"), type_code="CV", number_text="12",
        notation="SNV-VP", issued_on=None, subject="Báo cáo biên chế", place="Tủ 2, ngăn 5",
    )  # fmt: skip
    with province.work(acting(province, "vt.tinh")) as work:
        document = registration.enter_paper(work, letter)
    facts = facts_of(province, document)
    assert (facts["sealed"], facts["content"]["place"]) == ("header", "Tủ 2, ngăn 5")


def test_a_version_kept_for_opinions_freezes_nothing(province: Office) -> None:
    draft = reviewing.draft(province, "draft")
    reviewing.ask(province, reviewing.DRAFTER, draft)
    reviewing.rewrite(province, draft, "Bản đang viết dở")
    facts = facts_of(province, draft)
    assert (facts["sealed"], len(facts["versions"])) == ("", 1)


def test_what_is_not_the_auditors_is_like_what_does_not_exist(province: Office) -> None:
    request, _ = honest(province)
    with province.look(auditor_of(province, "ubnd-bac-ai")) as work:
        for named in (request, "0" * 32, "x", ""):
            with pytest.raises(NotFound):
                bundles.of_documents(work, [named])


def test_entries_beyond_the_auditors_reach_keep_a_document_out(province: Office) -> None:
    _, letter = honest(province)  # sent by the province, received by Bác Ái
    with province.look(auditor_of(province, "ubnd-bac-ai")) as work:
        with pytest.raises(Refused, match="ngoài phạm vi"):
            bundles.of_documents(work, [letter])
        with pytest.raises(Refused, match="Không có văn bản nào xuất được"):
            bundles.of_search(work, LogQuery())
    assert exported(province, letter).documents == [letter]


def test_a_secret_document_is_counted_and_not_named(province: Office) -> None:
    request, _ = honest(province)
    hidden = secret(province)
    with pytest.raises(Refused, match="văn bản mật"):
        exported(province, hidden)
    bundle = found(province, LogQuery())
    assert bundle.left_out == {"secret": 1, "beyond": 0}
    assert request in bundle.documents
    assert hidden.encode() not in bundle.content


def test_a_bundle_of_nothing_is_refused(province: Office) -> None:
    with pytest.raises(Invalid):
        exported(province)
    with pytest.raises(Invalid):
        found(province, LogQuery(text="không có gì như thế"))


def test_too_many_documents_are_refused(province: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MOST", 2)
    honest(province)
    with pytest.raises(Invalid, match="1 đến"):
        found(province, LogQuery())


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        ("UPDATE movements SET body = replace(body, 'accept', 'accepT') WHERE id = 2", "bản ghi 3"),
        ("UPDATE movements SET body = x'7b0a7d' WHERE id = 2", "bản ghi 2"),
        ("DELETE FROM movements WHERE id = 5", "đuôi chuỗi"),
        ("UPDATE documents SET subject = 'Khác' WHERE id = 1", "khác bản đã niêm phong"),
        ("UPDATE attachments SET digest = upper(digest) WHERE id = 1", "khác bản đã niêm phong"),
    ],
)
def test_no_bundle_is_made_of_a_log_that_was_tampered_with(
    province: Office, attack: str, said: str
) -> None:
    request, _ = honest(province)
    with province.work() as work:
        disarm(work)
        as_bytes = attack.replace("replace(body", "CAST(replace(CAST(body AS TEXT)").replace(
            "'accepT')", "'accepT') AS BLOB)"
        )
        assert work.db.execute(text(as_bytes)).rowcount == 1
    with pytest.raises(Refused, match=said):
        exported(province, request)


def test_a_bundle_needs_its_words(province: Office) -> None:
    request, _ = honest(province)
    members = archive.read(exported(province, request).content)
    kept = Path(province.settings.data) / "bundle" / "README.vi.md"
    assert members["README.vi.md"] == kept.read_bytes()
    assert "Không chứng minh được gì" in kept.read_text(encoding="utf-8")
