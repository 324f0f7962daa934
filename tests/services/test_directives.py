"""What came by mistake goes back to its sender; what a leader wrote by hand the clerk types."""

import pytest
from sqlalchemy import func, select

from office.domain.asks import LEAD, Assignee, Form, Scan
from office.domain.errors import Invalid, NotFound, Refused
from office.models.deliveries import Assignment
from office.models.outbox import OutboxMessage
from office.models.supervision import DirectiveScan
from office.runtime import Office
from office.services.parts import directives
from tests import stories
from tests.make import acting
from tests.services.test_extensions import rows
from tests.services.test_supervising import CLERK, HELPER, PNG, last, typed

# back to the sender


@pytest.mark.parametrize("state", ["accepted", "registered", "direction"])
def test_a_misaddressed_document_goes_back_with_its_reason(province: Office, state: str) -> None:
    document = stories.incoming(province, state)
    short = Form(reason="Nhầm")
    stories.check_refusal(
        province,
        Refused,
        lambda: stories.move(province, CLERK, document, "return_to_sender", short),
    )
    reason = Form(reason="Gửi nhầm: thuộc thẩm quyền Sở Nội vụ")
    stories.move(province, CLERK, document, "return_to_sender", reason)
    with province.look() as work:
        reports = work.db.scalars(
            select(OutboxMessage.payload)
            .where(OutboxMessage.kind == "report_status")
            .order_by(OutboxMessage.id)
        ).all()
    assert (reports[-1]["code"], reports[-1]["reason"]) == ("02", reason.reason)
    assert not stories.offered(province, CLERK, document)
    assert stories.problems(province) == []


# a directive typed by the clerk


def test_a_typed_directive_names_both_and_keeps_the_scan(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.incoming(office, "direction")
    stories.move(office, CLERK, document, "direct_for", typed(office))
    record = last(office, document)
    assert record["by"]["name"] == "Nguyễn Thị Bích Thủy"
    assert record["behalf"]["name"] == "Trần Quốc Khải"
    with office.look(acting(office, *HELPER)) as work:
        kept = directives.scan(work, document, 1)
        with work.storage.open(kept.digest) as content:
            assert content.read() == PNG.content
    assert (kept.media_type, kept.digest) == ("image/png", record["scan"]["sha256"])
    assert rows(office, Assignment)[0].assigner_id == stories.person(office, "ct.tinh")
    assert not stories.offered(office, CLERK, document)["take_back"].open
    assert stories.problems(office) == []


@pytest.mark.parametrize("login", ["tp.vx", "cv.vx", "vt.tinh", "ct.bacai", "ttra.tinh"])
def test_only_a_leader_of_the_agency_can_have_written_it(province: Office, login: str) -> None:
    document = stories.incoming(province, "direction")
    form = typed(province, login)
    stories.check_refusal(
        province, Invalid, lambda: stories.move(province, CLERK, document, "direct_for", form)
    )
    assert not any(
        path.is_file() and path.read_bytes() == PNG.content
        for path in (province.settings.instance / "files").rglob("*")
    )


@pytest.mark.parametrize(
    "scan", [None, Scan(name="x.pdf", content=b"MZ"), Scan(name="", content=b"")]
)
def test_without_a_scan_of_the_handwriting_nothing_is_typed(
    province: Office, scan: Scan | None
) -> None:
    document = stories.incoming(province, "direction")
    form = typed(province, scan=scan)
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, CLERK, document, "direct_for", form)
    )


def test_the_scan_is_the_agencys_own(province: Office) -> None:
    letter = stories.draft(province, "issued")
    for action in ("accept", "register", "submit"):
        stories.move(province, ("vt.bacai", "clerk"), letter, action)
    form = Form(
        opinion="Giao VP", leader_id=stories.person(province, "ct.bacai"), scan=PNG,
        assignees=(Assignee(part=LEAD, unit_id=stories.unit(province, "vp-bac-ai")),),
    )  # fmt: skip
    stories.move(province, ("vt.bacai", "clerk"), letter, "direct_for", form)
    with province.look(acting(province, "ct.bacai")) as work:
        assert directives.scan(work, letter, 1).size == len(PNG.content)
    for login in ("cv.vx", "ct.tinh", "vt.phuocdai"):
        with province.look(acting(province, login)) as work, pytest.raises(NotFound):
            directives.scan(work, letter, 1)


def test_a_lost_scan_is_noticed(province: Office) -> None:
    document = stories.incoming(province, "direction")
    stories.move(province, CLERK, document, "direct_for", typed(province))
    with province.look() as work:
        assert work.db.scalar(select(func.count()).select_from(DirectiveScan)) == 1
    for path in (province.settings.instance / "files").rglob("*"):
        if path.is_file() and path.read_bytes() == PNG.content:
            path.chmod(0o600)
            path.unlink()
    assert any("lost or wrong" in problem for problem in stories.problems(province))
