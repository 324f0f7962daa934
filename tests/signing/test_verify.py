"""Signatures as strangers bring them: what is said of each, and of what is no signature at all."""

from __future__ import annotations

import hashlib
import shutil
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from office.domain.signatures import WORDS, Report, Verdict
from office.signing import make, verify
from office.signing.verify import Limits
from tests.needs import missing
from tests.signing import forgeries, notary
from tests.signing.notary import NOW, Notary, paper

_MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Notary:
    return Notary(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def signed(here: Notary) -> bytes:
    return here.signed(paper())


def told(content: bytes, by: Notary, **changed: object) -> Report:
    """Look at `content` with the trust of `by`, changed so."""
    return verify.verify(content, replace(by.trust, **changed), NOW)


def test_every_verdict_has_words_in_both_languages() -> None:
    assert set(WORDS) == set(Verdict)
    assert all(words.vi and words.en for words in WORDS.values())


def test_a_file_without_signatures_is_not_valid_by_default(here: Notary) -> None:
    report = told(paper(), here)
    assert report.verdict is Verdict.UNSIGNED
    assert not report.sound
    assert report.sha256 == hashlib.sha256(paper()).hexdigest()


def test_a_changed_byte_is_found(here: Notary, signed: bytes) -> None:
    place = signed.index(b"/MediaBox")
    changed = signed[:place] + b"/MediaBoy" + signed[place + 9 :]
    assert told(changed, here).verdict in (Verdict.BROKEN, Verdict.UNREADABLE)
    date = signed.index(b"/ModDate") if b"/ModDate" in signed else signed.index(b"/Title")
    letter = signed[date + 12 : date + 13]
    other = signed[: date + 12] + (b"1" if letter != b"1" else b"2") + signed[date + 13 :]
    assert told(other, here).verdict is Verdict.BROKEN


def test_a_page_replaced_behind_the_signature_is_found(here: Notary, signed: bytes) -> None:
    report = told(forgeries.replaced(signed), here)
    assert report.verdict is Verdict.CHANGED
    [one] = report.signatures
    assert one.intact  # the very trap: by itself it says nothing
    assert report.words.vi == "Nội dung bị thay đổi sau khi ký."


@pytest.mark.parametrize(
    "more", [b"x", b"\n", b"\n%%EOF\n", b"1 0 obj <<>> endobj\nstartxref\n0\n%%EOF\n"]
)
def test_bytes_after_the_last_signature_are_found(here: Notary, signed: bytes, more: bytes) -> None:
    report = told(signed + more, here)
    assert report.verdict in (Verdict.ADDED, Verdict.CHANGED, Verdict.UNREADABLE)
    assert not report.sound


def test_a_look_alike_authority_is_not_trusted(tmp_path: Path, here: Notary) -> None:
    twin = Notary(tmp_path)
    report = told(twin.signed(paper()), here)
    assert report.verdict is Verdict.UNTRUSTED
    assert report.signatures[0].issuer == told(here.signed(paper()), here).signatures[0].issuer


def test_a_revoked_signer_is_refused(tmp_path: Path) -> None:
    other = Notary(tmp_path)
    content = other.signed(paper())
    assert told(content, other).sound
    other.authority.revoke(other.certificate(other.leader).serial_number)
    assert told(content, other).verdict is Verdict.REVOKED


def test_where_nobody_says_who_is_revoked_it_is_said_to_be_unknown(
    here: Notary, signed: bytes
) -> None:
    report = told(signed, here, revoked=())
    assert report.verdict is Verdict.UNKNOWN
    assert "Chưa xác định" in report.words.vi


def test_an_expired_certificate_is_said_to_be_expired(here: Notary, signed: bytes) -> None:
    later = NOW + timedelta(days=4000)
    assert verify.verify(signed, here.trust, later).verdict is Verdict.EXPIRED
    assert verify.verify(signed, here.trust, NOW - timedelta(days=2)).verdict is Verdict.EXPIRED


def test_a_weak_algorithm_is_refused(here: Notary) -> None:
    assert told(forgeries.weakly_signed(here), here).verdict is Verdict.WEAK


def test_what_cannot_be_looked_at_is_said_to_be_so(here: Notary, signed: bytes) -> None:
    assert told(b"", here).verdict is Verdict.NOT_PDF
    assert told(b"PK\x03\x04" + signed[5:], here).verdict is Verdict.NOT_PDF
    assert told(signed[: len(signed) // 2], here).verdict is Verdict.UNREADABLE
    assert told(b"%PDF-1.7\n", here).verdict is Verdict.UNREADABLE
    assert told(forgeries.locked(), here).verdict is Verdict.LOCKED


def test_thousands_of_signatures_are_not_looked_at(here: Notary) -> None:
    assert told(forgeries.many(3000), here).verdict is Verdict.TOO_MANY


def test_a_signature_of_an_unknown_kind_is_not_passed_over(here: Notary, signed: bytes) -> None:
    alone = told(forgeries.many(1), here)
    assert (alone.verdict, len(alone.signatures)) == (Verdict.UNREADABLE, 1)


def test_a_large_file_is_looked_at_within_the_limits(here: Notary) -> None:
    large = forgeries.large(here, 199 * _MEBIBYTE)
    assert len(large) < Limits().size
    assert told(large, here).sound
    assert told(large + bytes(2 * _MEBIBYTE), here).verdict is Verdict.TOO_LARGE


def test_a_file_that_takes_too_long_is_given_up(here: Notary, signed: bytes) -> None:
    short = verify.verify(signed, here.trust, NOW, Limits(wall=0.01))
    assert short.verdict is Verdict.LATE
    assert verify.verify(signed, here.trust, NOW, Limits(cpu=0)).verdict is not Verdict.SOUND
    tight = Limits(memory=64 * _MEBIBYTE)
    assert verify.verify(signed, here.trust, NOW, tight).verdict is Verdict.UNREADABLE


def test_nobody_is_asked_but_hosts_that_are_listed(tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(path: str, _body: bytes, _bearer: str) -> bytes:
        asked.append(path)
        return (tmp_path / "ca/trust/revoked/list.crl").read_bytes()

    with notary.server(answer) as host:
        other = Notary(tmp_path / "ca", lists_at=f"http://{host}/list.crl")
        content = other.signed(paper())
        assert told(content, other, revoked=()).verdict is Verdict.UNKNOWN
        elsewhere = frozenset({"crl.example"})
        assert told(content, other, revoked=(), hosts=elsewhere).verdict is Verdict.UNKNOWN
        assert asked == []
        assert told(content, other, revoked=(), hosts=frozenset({host})).sound
        other.authority.revoke(other.certificate(other.leader).serial_number)
        report = told(content, other, revoked=(), hosts=frozenset({host}))
        assert report.verdict is Verdict.REVOKED
        assert set(asked) == {"/list.crl"}


def test_a_timestamp_outlives_the_signers_certificate(tmp_path: Path) -> None:
    short = Notary(tmp_path)
    stamps = short.authority.certified("Máy chủ thời gian", "Thử", stamps=True)
    root = short.authority.trust / "roots/root.pem"
    with notary.server(notary.clock(stamps, root, NOW)) as host:
        content = short.signed(paper(), make.Proofs(f"http://{host}/"))
        lasting = short.signed(paper(), make.Proofs(f"http://{host}/", short.trust))
    for one in (content, lasting):
        report = told(one, short)
        assert report.sound
        assert report.signatures[0].stamped_at == NOW
    much_later = NOW + timedelta(days=4000)
    assert verify.verify(content, short.trust, much_later).sound
    # B-LT carries its own proofs that nothing was revoked; B-T does not.
    bare = replace(short.trust, revoked=())
    assert verify.verify(lasting, bare, NOW).sound
    assert verify.verify(content, bare, NOW).verdict is Verdict.UNKNOWN


def test_without_the_promised_timestamp_nothing_is_signed(here: Notary) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(make.Refused, match="dấu thời gian"):
            here.signed(paper(), make.Proofs(url))


def test_other_programs_find_the_signatures_valid(
    tmp_path: Path, here: Notary, signed: bytes
) -> None:
    program = shutil.which("pdfsig")
    if program is None:
        missing("poppler-utils")
    (tmp_path / "signed.pdf").write_bytes(here.sealed(signed))
    said = _said(program, str(tmp_path / "signed.pdf"))
    assert said.count("Signature is Valid.") == 2
    assert said.count("Total document signed") == 1
    (tmp_path / "changed.pdf").write_bytes(forgeries.replaced(signed))
    assert "Not total document signed" in _said(program, str(tmp_path / "changed.pdf"))


def test_pyhankos_own_command_finds_the_signatures_valid(
    tmp_path: Path, here: Notary, signed: bytes
) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(here.sealed(signed))
    root = here.authority.trust / "roots/root.pem"
    asked = [sys.executable, "-m", "pyhanko", "sign", "validate", "--no-revocation-check"]
    asked += ["--trust", str(root), "--trust-replace"]
    asked += ["--validation-time", NOW.isoformat()]
    said = _said(*asked, str(file))
    assert said.count(":INTACT:TRUSTED,") == 2, said
    file.write_bytes(forgeries.replaced(signed))
    said = _said(*asked, str(file))
    assert "ILLEGAL_MODIFICATIONS" in said


def _said(*command: str) -> str:
    done = subprocess.run(  # noqa: S603 (programs that check signatures, no shell)
        command, capture_output=True, text=True, check=False
    )
    return done.stdout
