"""Nobody lets in, unawares, what cannot be relied on; and another look is taken when it helps."""

import re

import pytest
from sqlalchemy import text

from office.domain.asks import Form
from office.domain.errors import Refused, Unsure
from office.domain.notices import DOUBTFUL
from office.jobs import handlers, run
from office.runtime import Office
from office.services.desk import batch_lines, batches, intake
from office.services.desk.batches import Ticket, Wanted
from office.services.files import awareness
from office.services.notifying import notices
from tests import stories
from tests.make import Clock, acting
from tests.services import letters_in
from tests.signing import forgeries, notary
from tests.web.desk import Desk


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> notary.Notary:
    """Open an authority, and sign with it."""
    return notary.Notary(tmp_path_factory.mktemp("authority"))


def test_accepting_what_is_doubtful_is_never_silent(
    both_provinces: Office, here: notary.Notary, clock: Clock
) -> None:
    """It is refused until the clerk says that they read this very verdict; the record has it."""
    clock.now = notary.NOW
    office = both_provinces
    letters_in.trusted(office, here)
    document = letters_in.receive(office, forgeries.replaced(here.signed(notary.paper())))
    run.drain(office)
    clerk = ("vt.tinh", "clerk")
    with pytest.raises(Unsure, match=r"cong-van\.pdf.*Nội dung bị thay đổi sau khi ký") as unsure:
        stories.move(office, clerk, document, "accept")
    [mark] = unsure.value.files
    other = Form(aware_of_files=frozenset({mark.replace("changed", "sound")}))
    stories.check_refusal(
        office, Unsure, lambda: stories.move(office, clerk, document, "accept", other)
    )
    stories.move(office, clerk, document, "accept", Form(aware_of_files=frozenset({mark})))
    [accepted] = letters_in.acts(office, document, "accept")
    [judged] = letters_in.acts(office, document, "judge")
    assert accepted["signatures"] == [
        {
            "sha256": mark.partition(":")[0],
            "name": "cong-van.pdf",
            "verdict": "changed",
            "judged": judged["seq"],
        }
    ]
    assert stories.problems(office) == []


def test_the_page_asks_the_clerk_to_confirm_what_is_doubtful(
    province: Office, here: notary.Notary, clock: Clock
) -> None:
    clock.now = notary.NOW
    letters_in.trusted(province, here)
    document = letters_in.receive(province, forgeries.replaced(here.signed(notary.paper())))
    run.drain(province)
    desk, address = Desk(province, "vt.tinh"), f"/documents/{document}/actions/accept"
    revision = desk.revision(address)
    refused = desk.send(address, revision=revision)
    assert refused.status_code == 422
    assert "Đánh dấu đã đọc nếu vẫn tiếp nhận" in refused.text
    [mark] = re.findall(r'name="aware-file" value="([^"]+)"', refused.text)
    assert desk.send(address, revision=revision, **{"aware-file": mark}).status_code == 302
    assert "khi đó: Nội dung bị thay đổi sau khi ký" in desk.read(f"/documents/{document}")


def test_taking_it_in_at_one_go_asks_the_same(
    province: Office, here: notary.Notary, clock: Clock
) -> None:
    clock.now = notary.NOW
    letters_in.trusted(province, here)
    document = letters_in.receive(province, forgeries.replaced(here.signed(notary.paper())))
    run.drain(province)
    desk, address = Desk(province, "vt.tinh"), f"/intake/{document}"
    form = {"revision": desk.revision(address), "then": "submit", "do": "stay"}
    refused = desk.send(address, **form)
    assert refused.status_code == 422
    [mark] = re.findall(r'name="aware-file" value="([^"]+)"', refused.text)
    assert desk.send(address, **form, **{"aware-file": mark}).status_code == 302
    [accepted] = letters_in.acts(province, document, "accept")
    assert [one["verdict"] for one in accepted["signatures"]] == ["changed"]


def test_refusing_what_is_doubtful_asks_nothing_and_keeps_why(
    province: Office, here: notary.Notary
) -> None:
    letters_in.trusted(province, here)
    document = letters_in.receive(province, forgeries.replaced(here.signed(notary.paper())))
    run.drain(province)
    stories.move(province, ("vt.tinh", "clerk"), document, "refuse", stories.REASON)
    [refused] = letters_in.acts(province, document, "refuse")
    assert [one["verdict"] for one in refused["signatures"]] == ["changed"]


def test_what_was_accepted_before_anybody_looked_is_recorded_as_such_and_told_afterwards(
    province: Office, here: notary.Notary, clock: Clock
) -> None:
    clock.now = notary.NOW
    letters_in.trusted(province, here)
    document = letters_in.receive(province, forgeries.replaced(here.signed(notary.paper())))
    desk, address = Desk(province, "vt.tinh"), f"/documents/{document}"
    answer = desk.send(f"{address}/actions/accept", revision=desk.revision(address))
    assert answer.status_code == 302
    page = desk.read(address)
    assert "Xong: Đã tiếp nhận. Lúc này chữ ký số chưa được kiểm tra." in page
    assert "khi đó: Chữ ký số chưa được kiểm tra" in page
    [accepted] = letters_in.acts(province, document, "accept")
    assert [one["verdict"] for one in accepted["signatures"]] == ["waiting"]
    run.drain(province)
    with province.look(acting(province, "vt.tinh")) as work:
        assert DOUBTFUL in {line.event for line in notices.page(work)[0]}
    assert stories.problems(province) == []


def test_many_at_once_do_not_accept_what_is_doubtful(
    province: Office, here: notary.Notary, clock: Clock
) -> None:
    clock.now = notary.NOW
    letters_in.trusted(province, here)
    document = letters_in.receive(province, forgeries.replaced(here.signed(notary.paper())))
    run.drain(province)
    clerk = acting(province, "vt.tinh")
    for action in ("accept", "register"):
        with province.work(clerk) as work:
            batch = batches.begin(work, Wanted(action=action, tickets=[Ticket(document)]))
        batches.go(lambda: province.work(clerk), batch, lambda: True)
        with province.look(clerk) as work:
            [line] = batches.report(work, batch).lines
        assert line.status == batch_lines.REFUSED
        assert "Nội dung bị thay đổi sau khi ký" in line.outcome.vi
    with pytest.raises(Unsure), province.work(clerk) as work:
        intake.take(work, document)
    assert letters_in.acts(province, document, "accept") == []


def test_the_clerk_has_it_looked_at_again_when_the_office_trusts_others_now(
    both_provinces: Office, here: notary.Notary, clock: Clock
) -> None:
    clock.now = notary.NOW
    office = both_provinces
    document = letters_in.receive(office, here.signed(notary.paper()))
    run.drain(office)
    assert "không thuộc tổ chức được tin cậy" in letters_in.told(office, document).words.vi
    clerk = acting(office, "vt.tinh")
    with pytest.raises(Refused, match="kiểm tra lại cũng như vậy"), office.work(clerk) as work:
        awareness.ask(work, document)
    desk, address = Desk(office, "vt.tinh"), f"/documents/{document}"
    assert "Kiểm tra lại chữ ký" not in desk.read(address)

    letters_in.trusted(office, here)
    assert "Kiểm tra lại chữ ký" in desk.read(address)
    assert desk.send(f"{address}/signatures").status_code == 302
    run.drain(office)
    assert letters_in.told(office, document).sound
    first, second = letters_in.acts(office, document, "judge")
    assert [one["judged"][0]["verdict"] for one in (first, second)] == ["untrusted", "sound"]
    [asked] = letters_in.acts(office, document, "ask_judge")
    assert first["seq"] < asked["seq"] < second["seq"]
    with office.look() as work:
        kept = work.db.execute(text("SELECT verdict FROM file_judgements ORDER BY seq")).scalars()
        assert list(kept) == ["untrusted", "sound"]  # the old one stays
    handlers.judge(office, {"document": document, "since": asked["seq"]})
    assert len(letters_in.acts(office, document, "judge")) == 2  # kept twice, done once
    assert stories.problems(office) == []


def test_an_unknown_standing_may_be_asked_again_by_the_clerk_alone(
    province: Office, here: notary.Notary, clock: Clock
) -> None:
    clock.now = notary.NOW
    letters_in.trusted(province, here)
    for file in (province.settings.instance / "signing/trust/revoked").iterdir():
        file.unlink()
    document = letters_in.receive(province, here.signed(notary.paper()))
    run.drain(province)
    assert "Chưa xác định" in letters_in.told(province, document).words.vi
    for login in ("ct.tinh", "cvp.tinh"):
        with pytest.raises(Refused), province.work(acting(province, login)) as work:
            awareness.ask(work, document)
    with province.work(acting(province, "vt.tinh")) as work:
        awareness.ask(work, document)
    run.drain(province)
    assert len(letters_in.acts(province, document, "judge")) == 2
