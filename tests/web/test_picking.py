"""Choosing recipients by what was used last, and by lists as people paste them."""

from datetime import date

from sqlalchemy import insert

from office.domain.paper import PAPER
from office.models.units import Unit, UnitName, UnitParent
from office.runtime import Office
from office.services import facts
from office.services.outgoing import drafting
from office.services.outgoing.drafting import Recipient
from office.services.places import units
from tests import stories
from tests.make import acting
from tests.web.desk import Desk, words
from tests.web.test_recipients import VPCP, at_desk, chosen


def test_the_recipients_used_last_are_taken_over_with_their_channels(province: Office) -> None:
    paper = Recipient(
        unit_id=stories.unit(province, "syt"), channel=PAPER, paper_reason="Không có mạng"
    )
    earlier = stories.draft(province, "issued", ("snv", paper))
    desk, document, address = at_desk(province)
    page = desk.read(address)
    assert "Như văn bản gần nhất tôi soạn (2)" in page
    assert "cùng loại gần nhất" not in page  # it is the same one
    desk.send(address, do=f"last:{earlier}")
    found = chosen(province, document)
    assert set(found) == {"snv", "syt"}
    assert (found["syt"].channel, found["syt"].paper_reason) == (PAPER, "Không có mạng")


def test_the_agencys_last_document_of_the_type_is_offered_to_others(province: Office) -> None:
    stories.draft(province, "issued", ("snv",))
    with province.work(acting(province, "cv.th")) as work:
        document = drafting.start(work, stories.LETTER)
    page = Desk(province, "cv.th").read(f"/documents/{document}/recipients")
    assert "Như văn bản cùng loại gần nhất của cơ quan (1)" in page
    assert "gần nhất tôi soạn" not in page


def test_recipients_of_another_agencys_letter_are_not_taken_over(province: Office) -> None:
    came = stories.incoming(province)
    ours = stories.draft(province, "issued", ("ubnd-bac-ai", "snv"))
    desk, document, address = at_desk(province)
    for other in (came, "0" * 32):
        desk.send(address, do=f"last:{other}")
        assert chosen(province, document) == {}
    district = Desk(province, "vt.bacai")
    theirs = district.begin()
    district.see(f"/documents/{theirs}/recipients")
    district.send(f"/documents/{theirs}/recipients", do=f"last:{ours}")
    with province.look(acting(province, "vt.bacai")) as work:
        assert drafting.addressed(work, theirs) == []


def test_lists_are_pasted_as_they_come(province: Office) -> None:
    with province.work() as work:
        units.external(work, VPCP, "Văn phòng Chính phủ")
    desk, document, address = at_desk(province)
    pasted = (
        f"1. Sở Y tế;\n2) so noi vu.\n3\tSở Công Thương\tgửi gấp\n• {VPCP}"
        "\nSở Tài chính, huyen bac ai"
    )
    answer = desk.send(address, names=pasted, do="done")
    assert answer.status_code == 302, words(answer)
    keys = {"syt", "snv", "sct", f"@{VPCP}", "stc", "ubnd-bac-ai"}
    assert set(chosen(province, document)) == keys


def test_of_several_of_one_name_the_place_after_the_comma_says_which(province: Office) -> None:
    twins(province, "Xã Tân Lập")
    desk, document, address = at_desk(province)
    answer = desk.send(address, names="xa tan lap", do="done")
    assert "Có 2 nơi nhận tên “xa tan lap”: hãy ghi mã định danh." in words(answer)
    assert desk.send(address, names="xã Tân Lập, huyện Ninh Sơn", do="done").status_code == 302
    assert set(chosen(province, document)) == {"twin-ubnd-ninh-son"}


def twins(office: Office, name: str) -> None:
    """Put a commune of one name below each of two districts."""
    since = {"valid_from": date(2019, 1, 1)}
    with office.work() as work:
        for key in ("ubnd-bac-ai", "ubnd-ninh-son"):
            made = insert(Unit).values(key=f"twin-{key}", kind="ubnd_xa", **since)
            unit = work.db.execute(made.returning(Unit.id)).scalar_one()
            named = {"unit_id": unit, "name": name, "abbreviation": "UBND", **since}
            work.db.execute(insert(UnitName).values(named))
            above = {"unit_id": unit, "parent_id": work.tree.by_key(key).id, **since}
            work.db.execute(insert(UnitParent).values(above))
        facts.reference_changed(work.db)
