"""A leader directs: in four presses, by keyboard alone, with and without a script."""

import re

import pytest
from playwright.sync_api import expect

from office.runtime import Office
from office.services.views import dossier
from tests import stories
from tests.browser.conftest import SignIn
from tests.browser.crawl import barriers, faults
from tests.browser.hands import Mouse
from tests.browser.test_writing import OPINION, kept, open_form, wait_kept
from tests.browser.window import NARROW
from tests.make import acting

pytestmark = pytest.mark.browser
#: What a leader presses from the list to the deed, beside typing: line, direct, propose, confirm.
PRESSES = 4


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_leader_directs_in_four_presses_and_one_sentence(
    province: Office, sign_in: SignIn, script: bool
) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh", script=script)
    leader.open("/inbox/direction")
    hand = Mouse(leader)
    hand.take(leader.main.locator(f"a[href*='{document}']"))
    hand.take(leader.link("Bút phê và phân công…"))
    hand.write("Ý kiến", OPINION)  # the form opens in its field
    hand.take(leader.button("Đề xuất phân công"))
    leader.is_told("Đề xuất 2 dòng từ ý kiến")
    expect(leader.main.locator(".row-why").first).to_contain_text("vì ghi: “Phòng Văn xã xử lý")
    hand.take(leader.button("Bút phê và phân công"))
    leader.is_told("Xong: Đã phân công.")
    assert hand.done == PRESSES
    with province.look(acting(province, "ct.tinh")) as work:
        record = dossier.read(work, document).story[-1].record
    assert record["opinion"] == OPINION
    assert [part["person_name"] for part in record["parts"]] == ["Lâm Hoàng Nam", None]
    assert kept(province) == 0


def test_a_leader_reads_writes_proposes_and_confirms_by_keyboard_alone(
    province: Office, sign_in: SignIn
) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    leader.open(f"/documents/{document}")
    keys, main = leader.page.keyboard, leader.main
    leader.reach(main.get_by_role("link", name="Bút phê và phân công…"))
    keys.press("Enter")
    leader.see("Bút phê và phân công")
    leader.reach(leader.field("Ý kiến"))
    keys.type(OPINION)
    leader.reach(main.get_by_role("button", name="Đề xuất phân công"))
    keys.press("Enter")
    leader.is_told("Đề xuất 2 dòng từ ý kiến")
    leader.reach(main.get_by_role("button", name="Bút phê và phân công", exact=True))
    keys.press("Enter")
    leader.is_told("Xong: Đã phân công.")
    assert stories.state_of(province, document, "ct.tinh") == "in_progress"


def test_the_screens_are_open_to_everybody_on_every_width(
    province: Office, sign_in: SignIn
) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh", bypass_csp=True)
    leader.open("/phrases")
    leader.fill("Mẫu mới", "Giao P. VX chủ trì, P. TH phối hợp, báo cáo trước 15/11")
    leader.press("Lưu mẫu")
    wrong = [*faults(leader, "/phrases"), *barriers(leader, "/phrases")]
    open_form(leader, document)
    leader.field("Mẫu bút phê").select_option(index=1)
    leader.press("Chèn mẫu")
    expect(leader.field("Ý kiến")).to_have_value(re.compile("^Giao P. VX"))
    leader.press("Đề xuất phân công")
    leader.is_told("Đề xuất 2 dòng")
    leader.main.locator(".loads summary").click()
    wait_kept(leader)
    wrong += [*faults(leader, "direct"), *barriers(leader, "direct")]
    leader.open("/kept")
    wrong += [*faults(leader, "/kept"), *barriers(leader, "/kept")]
    leader.resize(NARROW)
    wrong += [*faults(leader, "/kept"), *barriers(leader, "/kept")]
    assert wrong == []
