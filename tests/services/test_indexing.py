"""The index follows the documents: drafts, files, secrets, twice, at once, and from nothing."""

import threading
from dataclasses import replace

from sqlalchemy import func, select, text

from office import schema
from office.app import create_app
from office.cli import register
from office.jobs import handlers, run
from office.models.documents import Attachment, Document
from office.models.search import FileText, SearchEntry
from office.runtime import Office
from office.search.entry import Wanted
from office.search.indexes import index
from office.services import people
from office.services.books import registration
from office.services.documents import File
from office.services.files import file_texts
from office.services.outgoing import drafting
from office.services.search import indexing, search_jump, search_marks, searching
from office.services.search.search_fields import SearchQuery
from office.services.work import Work
from tests import papers, stories
from tests.make import acting
from tests.services.finding import VX, WHO, found, letter


def test_a_draft_is_found_by_its_text_as_it_is_now(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.draft(office)
    assert found(office, VX, "kinh gui") == [document]
    with office.work(acting(office, *VX)) as work:
        drafting.attach(work, document, File("a.txt", "phụ lục Phước Dinh".encode()))
        content = replace(stories.LETTER, body="Trân trọng")
        drafting.edit(work, document, content, revision=1)
    assert found(office, VX, "kinh gui") == []
    assert found(office, VX, "tran trong phuoc dinh") == [document]
    with office.work(acting(office, *VX)) as work:
        drafting.detach(work, document, 1)
    assert found(office, VX, "phuoc dinh") == []


def test_a_secret_document_is_no_hit_for_anybody(both_provinces: Office) -> None:
    office = both_provinces
    with office.work(acting(office, *WHO)) as work:
        number = registration.enter_secret(work, "in", "mat").number
    run.drain(office)
    with office.look() as work:
        assert work.db.scalar(select(func.count()).select_from(SearchEntry)) == 0
        assert work.db.scalar(text("SELECT count(*) FROM search_words")) == 0
    assert found(office) == found(office, q=str(number)) == []
    with office.look(acting(office, *WHO)) as work:
        for typed in (f"{number} đến", f"{number:02d} đến"):
            assert search_jump.target(work, typed, SearchQuery()) is None


def test_a_document_that_became_secret_leaves_the_index(province: Office) -> None:
    document = letter(province, "V/v CANARY")
    assert found(province, q="canary") == [document]
    with province.work() as work:
        work.db.execute(text("UPDATE documents SET subject = '', secrecy = 'mat'"))
        key = work.db.scalar(select(Document.id))
        assert found_in_sql(work) == []
        assert key is not None
        assert indexing.keep(work, key)
        assert work.db.scalar(text("SELECT count(*) FROM search_words")) == 0


def found_in_sql(work: Work) -> list[int]:
    """Return the keys somebody would find before the index has caught up."""
    clerk = replace(work, actor=people.actor(work, 1))
    return searching.every(clerk, SearchQuery(), 10)


def test_keeping_a_promise_twice_changes_nothing(both_provinces: Office) -> None:
    office = both_provinces
    document = letter(office, "V/v việc")
    run.drain(office)
    with office.work() as work:
        key = work.db.scalar(select(Document.id)) or 0
        assert not indexing.keep(work, key)
    handlers.index(office, {"document": key})
    handlers.index(office, {"document": 10**6})
    with office.look() as work:
        assert indexing.counts(work) == (1, 1)
        assert work.db.scalar(text("SELECT count(*) FROM search_words")) == 1
    assert found(office, q="viec") == [document]


def test_two_workers_at_once_leave_the_document_as_it_is_last(both_provinces: Office) -> None:
    office = both_provinces
    document = letter(office, "V/v việc", File("a.txt", "nước sạch".encode()))
    with office.look() as work:
        key = work.db.scalar(select(Document.id)) or 0
    faults: list[BaseException] = []

    def index() -> None:
        try:
            for _ in range(3):
                handlers.index(office, {"document": key})
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=index) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert found(office, q="nuoc sach viec") == [document]


def test_words_recognised_in_a_scan_find_every_document_that_has_it(province: Office) -> None:
    scan = File("quet.png", papers.picture("PNG"), "image/png")
    documents = [letter(province, f"V/v việc {n}", scan, number=str(n)) for n in (1, 2)]
    assert found(province, q="thuy loi") == []
    with province.work() as work:
        digest = work.db.scalar(select(Attachment.digest).where(Attachment.name == scan.name)) or ""
        file_texts.recognised(work, digest, "Công trình thủy lợi")
    assert found(province, q="thuy loi") == documents[::-1]
    with province.look() as work:
        assert work.db.scalar(select(FileText.source).where(FileText.digest == digest)) == "ocr"


def test_an_index_is_made_again_from_nothing_and_the_same(both_provinces: Office) -> None:
    office = both_provinces
    document = letter(office, "V/v việc", File("a.txt", "nước sạch".encode()))
    assert found(office, q="nuoc sach") == [document]
    with office.work() as work:
        work.db.execute(text("DELETE FROM search_words"))
    assert found(office, q="nuoc sach") == []
    app = create_app(office)
    register(app)
    for asked, there in (([], []), (["--all"], [document])):
        done = app.test_cli_runner().invoke(args=["search", "rebuild", *asked])
        assert done.exit_code == 0, done.output
        assert "1 / 1 trong chỉ mục" in done.output
        assert found(office, q="nuoc sach") == there


def test_an_upgraded_office_marks_the_documents_that_were_open_before(
    both_provinces: Office,
) -> None:
    office = both_provinces
    was_open = stories.incoming(office, "in_progress")
    run.drain(office)
    with office.work() as work:
        keys = dict(work.db.execute(select(Document.public_id, Document.id)).tuples().all())
        index(work.db).drop(work.db, keys[was_open])
        indexing.forget(work)
    office.engine.dispose()
    schema.downgrade(office.settings.database_url, "0022")
    schema.upgrade(office.settings.database_url)
    assert found(office) == [was_open]
    with office.look() as work:
        marked = Wanted(marks=[[search_marks.OPEN]])
        assert list(index(work.db).newest(work.db, marked, None, 10)) == [keys[was_open]]
