"""Whom the office trusts, read by its administrator; orders to sign, recorded and refused."""

import re
from pathlib import Path
from typing import Any

import pytest

from office.domain.signatures import Verdict
from office.runtime import Office
from office.signing import trust, verify
from tests import stories
from tests.services import letters_in
from tests.signing import notary
from tests.web.desk import Desk


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> notary.Notary:
    """Open an authority, and sign with it."""
    return notary.Notary(tmp_path_factory.mktemp("authority"))


def test_an_empty_store_says_what_that_means(province: Office) -> None:
    page = Desk(province, "qt.tinh").read("/admin/trust")
    assert "Chưa có tổ chức nào được tin cậy." in page
    assert "văn thư phải xác nhận đã đọc mới tiếp nhận được" in page
    assert "Không hỏi máy chủ nào qua mạng." in page


def test_the_administrator_reads_whom_the_office_trusts_since_when_and_until_when(
    province: Office, here: notary.Notary
) -> None:
    letters_in.trusted(province, here)
    object.__setattr__(province.settings, "revocation_hosts", frozenset({"ocsp.ca.gov.vn"}))
    page = Desk(province, "qt.tinh").read("/admin/trust")
    held = trust.of_office(province.settings)
    assert held.fingerprint in page
    for words in ("Tổ chức chứng thực (chữ ký mô phỏng)", "07/11/2019", "ocsp.ca.gov.vn"):
        assert words in page


@pytest.mark.parametrize("name", ["roots/readme.txt", "between/old.cer", "revoked/empty.crl"])
def test_a_file_that_is_no_certificate_is_named_and_harms_no_other(
    province: Office, here: notary.Notary, name: str
) -> None:
    """One broken file in the store once made every signature doubtful."""
    letters_in.trusted(province, here)
    broken = province.settings.instance / "signing" / "trust" / name
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_bytes(b"no certificate at all\n")
    store = trust.of_office(province.settings)
    report = verify.verify(here.signed(notary.paper()), store, notary.NOW)
    assert report.verdict is Verdict.SOUND
    page = Desk(province, "qt.tinh").read("/admin/trust")
    assert re.search(rf"không được dùng.*<code>{name}</code>", page, re.DOTALL)


def test_every_change_of_the_store_or_its_hosts_gives_it_another_fingerprint(
    here: notary.Notary, tmp_path: Path
) -> None:
    twin = notary.Notary(tmp_path / "twin")
    one = here.trust
    others = [
        trust.Trust(one.roots + twin.trust.roots, one.between, one.revoked),
        trust.Trust(one.roots, one.roots, one.revoked),
        trust.Trust(one.roots, one.between),
        trust.Trust(one.roots, one.between, one.revoked, frozenset({"ca.example"})),
    ]
    prints = {one.fingerprint, *(other.fingerprint for other in others)}
    assert len(prints) == 1 + len(others)
    same = trust.Trust(tuple(reversed(others[0].roots)), one.between, one.revoked)
    assert same.fingerprint == others[0].fingerprint


def _form(office: Office, **changed: Any) -> dict[str, Any]:
    person = str(stories.person(office, "tp.th"))
    said = {"delegate": person, "first_day": "2019-11-08", "last_day": "2020-11-07"}
    return {**said, "types": ["CV", "TB"], "basis": "Điều 8 Quy chế công tác văn thư", **changed}


def test_an_order_to_sign_is_recorded_by_the_chief_and_used_by_the_head_of_a_unit(
    province: Office,
) -> None:
    chief = Desk(province, "cvp.tinh", "Chánh Văn phòng")
    assert "Thừa lệnh Chủ tịch Trần Quốc Khải" in chief.read("/orders/new")
    refused = chief.send("/orders", **_form(province, types=[]))
    assert refused.status_code == 422
    assert "Hãy chọn loại văn bản được ký thừa lệnh" in refused.text
    assert 'value="2020-11-07"' in refused.text  # what was typed stays
    assert chief.send("/orders", **_form(province)).status_code == 302
    listed = chief.read("/delegations?whose=agency")
    assert "Ký thừa lệnh (TL.)" in listed
    assert Desk(province, "vt.tinh").see("/orders/new").status_code == 404


@pytest.mark.parametrize(
    ("login", "lines"),
    [
        ("ct.tinh", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Quốc Khải"]),
        ("pct.tinh", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phạm Thị Hồng Vân"]),
    ],
)
def test_the_page_shows_before_signing_what_will_stand_over_the_name(
    province: Office, login: str, lines: list[str]
) -> None:
    document = stories.draft(province, "signing")
    for address in (f"/documents/{document}", f"/documents/{document}/actions/sign"):
        page = Desk(province, login).read(address)
        block = page.partition('class="capacity-block"')[2].partition("</div>")[0]
        found = [words for words in re.findall(r">([^<>\n]+)<", block) if words.strip()]
        assert [words.strip() for words in found][1:] == lines
    assert "capacity-block" not in Desk(province, "vt.tinh").read(f"/documents/{document}")
