"""Signatures as they are made: added behind what is there, with the key of whom it names."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import traceback
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pkcs11 import Attribute
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from office.domain.errors import Refused
from office.domain.signatures import Verdict
from office.pages import reading
from office.pages.process import Source
from office.reports import letter, render, signatures
from office.signing import drivers, fetch, keys, make, places, verify
from tests.needs import missing
from tests.signing import notary
from tests.signing.notary import NAME, NOW, Notary, order, paper

SOFT_TOKEN = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Notary:
    return Notary(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def signed(here: Notary) -> bytes:
    return here.signed(paper())


def test_what_was_there_stays_byte_for_byte(here: Notary, signed: bytes) -> None:
    assert signed.startswith(paper())
    assert here.sealed(signed).startswith(signed)


def test_both_signatures_are_found_sound(here: Notary, signed: bytes) -> None:
    report = verify.verify(here.sealed(signed), here.trust, NOW)
    assert report.sound
    leader, agency = report.signatures
    assert (leader.signer, leader.field, leader.whole_file) == (NAME, make.LEADER, False)
    assert (agency.signer, agency.field, agency.whole_file) == (notary.ORGAN, make.AGENCY, True)


def test_the_time_is_the_one_handed_in(here: Notary, signed: bytes) -> None:
    [one] = verify.verify(signed, here.trust, NOW).signatures
    assert one.claimed_at == NOW
    assert one.stamped_at is None


def test_bytes_that_the_signer_did_not_see_are_not_signed(here: Notary) -> None:
    shown = order(paper())
    with pytest.raises(Refused, match="đã khác bản"):
        make.sign(paper() + b"\n", here.leader, shown)


def test_a_field_is_signed_once(here: Notary, signed: bytes) -> None:
    with pytest.raises(Refused, match="đã có"):
        here.signed(signed)


def test_a_simulated_key_signs_only_pages_that_say_so(here: Notary) -> None:
    with pytest.raises(Refused, match="mô phỏng"):
        make.sign(paper(), here.leader, order(paper(), simulated=False))


def test_what_is_no_pdf_is_not_signed(here: Notary) -> None:
    with pytest.raises(Refused, match="không ký được"):
        here.signed(b"hello")


def test_whoever_has_no_key_is_told(here: Notary) -> None:
    with pytest.raises(Refused, match=r"cv\.vx chưa có khóa"):
        here.ring.of_person("cv.vx")
    with pytest.raises(Refused, match="chưa có khóa"):
        here.ring.of_unit(notary.LEADER)


def test_keys_and_secrets_are_read_by_their_owner_alone(here: Notary) -> None:
    files = [*here.authority.keys.iterdir(), *here.authority.secrets.iterdir()]
    files.append(here.authority.keys.parent / "authority.pem")
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert {stat.S_IMODE(file.parent.stat().st_mode) for file in files} == {0o700}


def test_a_wrong_password_is_refused_and_never_said(
    tmp_path: Path, here: Notary, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(here.authority.secrets, tmp_path / "secrets")
    for file in (tmp_path / "secrets").iterdir():
        file.write_text(wrong := uuid4().hex)
    ring = keys.Ring(here.authority.keys, tmp_path / "secrets", {"pkcs12": drivers.Pkcs12()})
    with pytest.raises(Refused, match="Không mở được khóa") as refused:
        make.sign(paper(), ring.of_person(notary.LEADER), order(paper()))
    told = "".join(traceback.format_exception(refused.value))
    assert wrong not in f"{told}{caplog.text}"


def test_a_secret_lies_only_in_the_folder_of_secrets(tmp_path: Path) -> None:
    words = {"file": "a.p12", "secret": "../../etc/passwd"}
    lines = "\n".join(f'{name} = "{said}"' for name, said in words.items())
    (tmp_path / "keys.toml").write_text(
        f'[[key]]\nholder = "person:a"\ndriver = "pkcs12"\n{lines}\n'
    )
    key = keys.Ring(tmp_path, tmp_path, drivers.DRIVERS).of_person("a")
    with pytest.raises(Refused):
        make.sign(paper(), key, order(paper()))


def test_a_key_on_a_token_signs(
    tmp_path: Path, here: Notary, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = _token(tmp_path, here, monkeypatch)
    made = make.sign(paper(), ring.of_person("on-token"), order(paper()))
    [one] = verify.verify(made, here.trust, NOW).signatures
    assert (one.verdict, one.signer) == (Verdict.SOUND, "Trần Thị Bình")


def test_a_service_far_away_signs_and_sees_a_digest_only(tmp_path: Path, here: Notary) -> None:
    key, certificate = here.authority.certified("Lê Văn Cường", notary.ORGAN)
    (tmp_path / "chain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "bearer").write_text("let-me-in\n")
    asked: list[bytes] = []
    service = notary.signing_service(key, "let-me-in")

    def heard(path: str, body: bytes, bearer: str) -> bytes:
        asked.append(body)
        return service(path, body, bearer)

    with notary.server(heard) as host:
        lines = (
            f'[[key]]\nholder = "person:far"\ndriver = "remote"\nurl = "http://{host}/sign"\n'
            'key = "17"\ncertificates = "chain.pem"\nsecret = "bearer"\n'
        )
        (tmp_path / "keys.toml").write_text(lines)
        far = keys.Ring(tmp_path, tmp_path, drivers.DRIVERS).of_person("far")
        made = make.sign(paper(), far, order(paper()))
        [one] = verify.verify(made, here.trust, NOW).signatures
        assert (one.verdict, one.signer) == (Verdict.SOUND, "Lê Văn Cường")
        [body] = asked
        assert sorted(json.loads(body)) == ["digest", "digest_algorithm", "key"]
        (tmp_path / "bearer").write_text("wrong")
        with pytest.raises(Refused, match="Không mở được khóa"):
            make.sign(paper(), far, order(paper()))


def test_a_service_is_asked_over_https_only(tmp_path: Path, here: Notary) -> None:
    pem = here.certificate(here.leader).public_bytes(serialization.Encoding.PEM)
    (tmp_path / "chain.pem").write_bytes(pem)
    (tmp_path / "keys.toml").write_text(
        '[[key]]\nholder = "person:far"\ndriver = "remote"\nurl = "http://sign.example/sign"\n'
        'key = "17"\ncertificates = "chain.pem"\n'
    )
    far = keys.Ring(tmp_path, tmp_path, drivers.DRIVERS).of_person("far")
    with pytest.raises(fetch.NotFetched, match="only https"), far.opened():
        pass


def test_the_signature_stands_centred_over_the_name_and_the_seal_on_its_left_third() -> None:
    printed = _letter()
    words = json.loads(reading.own(Source(printed, "application/pdf"), 0))
    place = places.over_name(0, words, NAME)
    assert place is not None
    name = next(one for one in words["segments"] if one[4] == NAME)
    position = next(one for one in words["segments"] if one[4] == "CHỦ TỊCH")
    assert (place.left + place.right) / 2 == pytest.approx((name[0] + name[2]) / 2, abs=0.5)
    assert words["height"] - name[1] < place.bottom < place.top < words["height"] - position[1]
    seal = places.seal_over(place)
    assert seal.right - place.left == pytest.approx((place.right - place.left) / 3)
    assert seal.size == pytest.approx((places.SEAL, places.SEAL))
    assert (seal.top + seal.bottom) / 2 == pytest.approx((place.top + place.bottom) / 2)


def test_a_named_place_is_found_before_any_words() -> None:
    html = '<p style="margin: 300px 0 0 200px"><span id="signature">x</span></p>'
    place = places.anchored(render.pdf(f"<html><body>{html}</body></html>", title="x"))
    assert place is not None
    assert place.page == 0
    assert places.anchored(paper()) is None


def test_an_attachment_is_marked_top_right_with_words_and_time(here: Notary) -> None:
    at = NOW.replace(hour=7, minute=30, second=5)
    assert signatures.mark_words("12/UBND-VX", at) == "12/UBND-VX; 2019-11-08T14:30:05+07:00"
    drawn = make.Picture(signatures.mark("12/UBND-VX", at, simulated=True), True)
    wanted = replace(
        order(paper()), field=make.ATTACHMENT, place=places.mark(paper()), picture=drawn, at=at
    )
    made = make.sign(paper(), here.ring.of_unit(notary.AGENCY), wanted)
    words = json.loads(reading.own(Source(drawn.pdf, "application/pdf"), 0))
    [[*_, said]] = words["segments"]
    assert said == "12/UBND-VX; 2019-11-08T14:30:05+07:00; chữ ký mô phỏng"
    place = places.signed(made, make.ATTACHMENT)
    assert place is not None
    assert place.page == 0
    assert place.bottom > 842 - 20 * places.MM
    assert place.right > 595 - 20 * places.MM


def test_every_picture_of_the_demonstration_says_so() -> None:
    for drawn in (
        signatures.leader(NAME, simulated=True),
        signatures.seal(notary.ORGAN, simulated=True),
        signatures.mark("12/UBND-VX", NOW, simulated=True),
    ):
        words = json.loads(reading.own(Source(drawn, "application/pdf"), 0))
        assert "chữ ký mô phỏng" in " ".join(segment[4] for segment in words["segments"])


def _letter() -> bytes:
    return letter.render(
        letter.Letter(
            organ="Ủy ban nhân dân tỉnh", number_symbol="12/UBND-VX", place="Ninh Thuận",
            type_name="Công văn", subject="kiểm tra", body="Kiểm tra./.", position="Chủ tịch",
            signer_name=NAME, authority="TM. Ủy ban nhân dân",
        )
    )  # fmt: skip


def _token(folder: Path, here: Notary, monkeypatch: pytest.MonkeyPatch) -> keys.Ring:
    """Make a token in software with one key on it, and return a ring that knows it."""
    program = shutil.which("softhsm2-util")
    if not SOFT_TOKEN.exists() or program is None:
        missing("softhsm2")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
    subprocess.run(  # noqa: S603 (the token's own program, no shell)
        [program, "--init-token", "--free", "--label", "office", "--pin", "1234",
         "--so-pin", "5678"], check=True, capture_output=True,
    )  # fmt: skip
    _put_on_token(*here.authority.certified("Trần Thị Bình", notary.ORGAN))
    (folder / "pin").write_text("1234")
    (folder / "keys.toml").write_text(
        f'[[key]]\nholder = "person:on-token"\ndriver = "pkcs11"\nmodule = "{SOFT_TOKEN}"\n'
        'token = "office"\nlabel = "binh"\nsecret = "pin"\n'
    )
    return keys.Ring(folder, folder, drivers.DRIVERS)


def _put_on_token(key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> None:
    der = serialization.Encoding.DER
    plain = serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    token = pkcs11.lib(str(SOFT_TOKEN)).get_token(token_label="office")
    with token.open(user_pin="1234", rw=True) as session:
        put = decode_rsa_private_key(key.private_bytes(der, *plain))
        session.create_object(
            {
                **put,
                Attribute.TOKEN: True,
                Attribute.LABEL: "binh",
                Attribute.ID: b"1",
                Attribute.SIGN: True,
            }
        )
        shown = decode_x509_certificate(certificate.public_bytes(der))
        session.create_object(
            {**shown, Attribute.TOKEN: True, Attribute.LABEL: "binh", Attribute.ID: b"1"}
        )
