"""Versions side by side: what changed since somebody approved or returned, and by whom."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import update

from office.domain import comparing
from office.domain.errors import NotFound
from office.domain.layout import Layout
from office.models.documents import DocumentVersion
from office.runtime import Office
from office.services import step
from office.services.documents import File
from office.services.outgoing import comparison, drafting
from office.services.outgoing.comparison import NOW, Comparison, Version
from office.services.outgoing.drafting import Recipient
from tests import stories
from tests.make import acting
from tests.stories import LETTER, REASON

BEFORE = replace(LETTER, body="Đề nghị báo cáo trước ngày 15/11/2019.")
AFTER = replace(
    BEFORE,
    body="Đề nghị báo cáo trước ngày 20/11/2019.",
    urgency=1,
    layout=Layout(receivers=("Như trên", "UBND tỉnh (để b/c)", "Lưu: VT, VX.")),
)


def change(office: Office, document: str) -> None:
    """Let the drafter change text, files and recipients of a draft."""
    with office.work(acting(office, "cv.vx")) as work:
        run = step.lock(work, document)
        drafting.edit(work, document, AFTER, revision=run.revision)
        drafting.attach(work, document, File("biểu mẫu.txt", b"mot"))
        units = ("ubnd-bac-ai", "snv")
        to = [Recipient(unit_id=stories.unit(office, key)) for key in units]
        drafting.address(work, document, to)


def returned(office: Office) -> str:
    """Return a draft that came back once and was changed since."""
    document = stories.draft(office, "content_review", content=BEFORE)
    stories.move(office, ("tp.vx", "unit_head"), document, "return_content", REASON)
    change(office, document)
    return document


def known(office: Office, document: str, login: str = "tp.vx") -> list[Version]:
    with office.look(acting(office, login)) as work:
        return comparison.versions(work, document)


def compared(
    office: Office, document: str, old: int | None = None, new: int | None = None
) -> Comparison:
    with office.look(acting(office, "tp.vx")) as work:
        versions = comparison.versions(work, document)
        return comparison.compare(work, document, *comparison.chosen(versions, old, new))


def changed(found: Comparison) -> dict[str, tuple[str, str]]:
    return {
        field.title.vi: (comparing.before(field.pieces), comparing.after(field.pieces))
        for field in found.fields
        if field.changed
    }


def body(found: Comparison) -> Sequence[tuple[str, str]]:
    pieces = [piece for row in found.body for piece in row.pieces]
    return [(str(piece.change), piece.text) for piece in pieces if str(piece.change) != "same"]


def test_who_looks_again_sees_what_changed_since_the_return(both_provinces: Office) -> None:
    document = returned(both_provinces)
    stories.act(both_provinces, document, "submit")
    found = compared(both_provinces, document)
    assert (found.old.number, found.new.number) == (1, NOW)
    (judged,) = found.old.judged
    assert (judged.act, judged.reason) == ("return_content", REASON.reason)
    assert found.old.by == found.new.by
    assert body(found) == [("gone", "15/11/2019"), ("new", "20/11/2019")]
    fields = changed(found)
    assert set(fields) == {
        "Độ khẩn", "Nơi nhận (in trên văn bản)", "Tệp đính kèm", "Gửi đến", "Kính gửi"
    }  # fmt: skip
    assert fields["Độ khẩn"] == ("Thường", "Khẩn")
    assert fields["Tệp đính kèm"][0] == ""
    assert fields["Tệp đính kèm"][1].startswith("biểu mẫu.txt (")
    assert "Sở Nội vụ" in fields["Gửi đến"][1]
    assert "(để b/c)" in fields["Nơi nhận (in trên văn bản)"][1]
    assert stories.problems(both_provinces) == []


def test_any_two_versions_are_compared_both_ways(province: Office) -> None:
    document = returned(province)
    stories.act(province, document, "submit")
    there, back = compared(province, document, 1, 2), compared(province, document, 2, 1)
    assert body(there) == [("gone", "15/11/2019"), ("new", "20/11/2019")]
    assert body(back) == [("gone", "20/11/2019"), ("new", "15/11/2019")]
    assert not compared(province, document, 2, NOW).changed
    with pytest.raises(NotFound):
        compared(province, document, 3, NOW)


def test_who_approved_and_nothing_changed_sees_what_it_was_before(province: Office) -> None:
    document = returned(province)
    stories.act(province, document, "submit")
    stories.act(province, document, "approve_content")
    found = compared(province, document)
    assert (found.old.number, found.new.number) == (1, NOW)
    assert [judged.act for judged in known(province, document)[1].judged] == ["approve_content"]


def test_a_text_never_submitted_is_its_only_version(province: Office) -> None:
    document = stories.draft(province)
    (only,) = known(province, document)
    assert (only.number, only.at) == (NOW, None)
    assert not compared(province, document).changed


def test_versions_older_than_their_files_are_compared_by_text_alone(province: Office) -> None:
    document = returned(province)
    with province.work() as work:
        work.db.execute(update(DocumentVersion).values(written=None))
    found = compared(province, document)
    assert not found.old.whole
    assert body(found) == [("gone", "15/11/2019"), ("new", "20/11/2019")]
    assert changed(found) == {}


@pytest.mark.parametrize("login", ["vt.bacai", "cv.th", "qt.tinh"])
def test_whoever_did_not_draft_it_learns_of_no_version(province: Office, login: str) -> None:
    document = stories.draft(province, "issued", content=BEFORE)
    with pytest.raises(NotFound):
        known(province, document, login)
    assert len(known(province, document, "cv.vx")) == 2
