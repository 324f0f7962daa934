"""One letter as it leaves: printed, signed by a leader and sealed by the agency; who proves it.

Our own verifier, pyHanko's command line and poppler's `pdfsig` all find it valid, at every level
(PAdES B-B, B-T, B-LT); each forgery of it is refused by all of them, and told in our own words.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from office.domain.signatures import Verdict
from office.reports import letter
from office.signing import make, places, verify
from office.signing.trust import Trust
from tests.needs import missing
from tests.signing import forgeries, notary
from tests.signing.notary import LEADER, NAME, ORGAN, Notary
from tests.signing.responder import REVOKED, Responder

LETTER = letter.Letter(
    organ="Ủy ban nhân dân tỉnh Ninh Thuận", number_symbol="12/UBND-VX", place="Ninh Thuận",
    type_name="Công văn", subject="chuẩn bị họp báo", issued_on=date(2019, 11, 8),
    addressees=("Sở Tài chính;", "Sở Nội vụ;"), body="Ủy ban nhân dân tỉnh đề nghị chuẩn bị./.",
    authority="TM. ỦY BAN NHÂN DÂN", position="CHỦ TỊCH", signer_name=NAME,
    recipients=("Như trên;", "Lưu: VT, VX."), simulated_signature=True,
)  # fmt: skip
ONE_MINUTE, ONE_DAY = timedelta(minutes=1), timedelta(days=1)
LEVELS = ("B-B", "B-T", "B-LT by a list", "B-LT by a responder")


@dataclass(frozen=True)
class Desk:
    """An authority with its servers on this machine, and a printed letter to sign."""

    notary: Notary
    printed: bytes
    clock: str
    host: str
    answers: Responder

    def signed(self, level: str) -> bytes:
        """Return the letter signed by the leader and sealed by the agency."""
        proofs = self.proofs(level)
        place = places.anchored(self.printed)
        assert place is not None
        order = replace(notary.order(self.printed, at=self.notary.now), place=place)
        leader = make.sign(self.printed, self.notary.ring.of_person(LEADER), order, proofs)
        return self.notary.sealed(leader, proofs)

    def proofs(self, level: str) -> make.Proofs:
        """Return what goes into a signature of a level."""
        online = replace(self.trust, revoked=(), hosts=frozenset({self.host}))
        clock = f"http://{self.clock}/"
        return {
            "B-B": make.Proofs(),
            "B-T": make.Proofs(clock),
            "B-LT by a list": make.Proofs(clock, self.trust),
            "B-LT by a responder": make.Proofs(clock, online),
        }[level]

    @property
    def trust(self) -> Trust:
        """A store with the authority and its list, that asks nobody."""
        return self.notary.trust


@contextmanager
def desk(home: Path, now: datetime) -> Iterator[Desk]:
    """Open an authority that lists and answers over HTTP, and a timestamp server beside it."""
    lists = home / "trust/revoked/list.crl"
    answers: list[Responder] = []

    def ask(path: str, body: bytes, bearer: str) -> bytes:
        return answers[0](path, body, bearer) if path == "/ocsp" else lists.read_bytes()

    with ExitStack() as servers:
        host = servers.enter_context(notary.server(ask))
        here = Notary(home, now, f"http://{host}/list.crl", f"http://{host}/ocsp")
        answers.append(Responder(here, since=now - ONE_MINUTE, until=now + ONE_DAY))
        stamps = here.authority.certified("Máy chủ thời gian", "Thử", stamps=True)
        root = here.authority.trust / "roots/root.pem"
        clock = servers.enter_context(notary.server(notary.clock(stamps, root, now)))
        yield Desk(here, letter.render(LETTER), clock, host, answers[0])


@dataclass(frozen=True)
class Judges:
    """The three who look at a letter today: we, pyHanko's command line, poppler's `pdfsig`."""

    desk: Desk
    folder: Path

    def ours(self, content: bytes) -> verify.Report:
        """Return what we say of it."""
        return verify.verify(content, self.desk.trust, self.desk.notary.now)

    def pyhanko(self, content: bytes) -> tuple[int, str]:
        """Return how its command ends and what it says; it asks lists and responders itself."""
        file, root = self._file(content), self.desk.notary.authority.trust / "roots/root.pem"
        program = [sys.executable, "-m", "pyhanko", "sign", "validate", "--force-revinfo"]
        return said(*program, "--trust", str(root), "--trust-replace", str(file))

    def poppler(self, content: bytes) -> str:
        """Return what `pdfsig` says, with the authority and its list in a store of its own."""
        store = self.folder / "nss"
        if not store.exists():
            self._trusts(store)
        program = [_program("pdfsig", "poppler-utils"), "-no-ocsp", "-nssdir", str(store)]
        return said(*program, str(self._file(content)))[1]

    def _trusts(self, store: Path) -> None:
        store.mkdir()
        trust, where = self.desk.notary.authority.trust, ["-d", f"sql:{store}"]
        certutil, crlutil = (_program(one, "libnss3-tools") for one in ("certutil", "crlutil"))
        root = ["-n", "root", "-t", "CT,C,C", "-i", str(trust / "roots/root.pem")]
        lists = ["-B", "-t", "1", "-i", str(trust / "revoked/list.crl")]
        for line in (
            [certutil, "-N", *where, "--empty-password"],
            [certutil, "-A", *where, *root],
            [crlutil, "-I", *where, *lists],
        ):
            code, words = said(*line)
            assert code == 0, words

    def _file(self, content: bytes) -> Path:
        file = self.folder / f"{hashlib.sha256(content).hexdigest()[:8]}.pdf"
        file.write_bytes(content)
        return file


def said(*command: str) -> tuple[int, str]:
    """Run a program that looks at signatures; return how it ended and its words."""
    done = subprocess.run(  # noqa: S603 (programs that check signatures, no shell)
        command, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def _program(name: str, package: str) -> str:
    return shutil.which(name) or missing(package)


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judges]:
    """Open the desk today: other programs judge by the machine's own clock."""
    today = datetime.now(UTC).replace(microsecond=0)
    with desk(tmp_path_factory.mktemp("authority"), today) as here:
        yield Judges(here, tmp_path_factory.mktemp("judged"))


@pytest.mark.parametrize("level", LEVELS)
def test_a_signed_and_sealed_letter_is_proven_by_all_three(judges: Judges, level: str) -> None:
    content = judges.desk.signed(level)
    assert content.startswith(judges.desk.printed)  # what was printed stays, byte for byte
    report = judges.ours(content)
    assert report.words.vi == "Chữ ký hợp lệ, nội dung nguyên vẹn."
    assert [one.signer for one in report.signatures] == [NAME, ORGAN]
    stamped = judges.desk.notary.now if level != "B-B" else None
    assert [one.stamped_at for one in report.signatures] == [stamped, stamped]

    code, words = judges.pyhanko(content)
    assert (code, words.count(":INTACT:TRUSTED,")) == (0, 2), words
    assert words.count("TIMESTAMP_TOKEN<INTACT:TRUSTED>") == (0 if stamped is None else 2)
    assert "UNTOUCHED" in words

    words = judges.poppler(content)
    assert words.count("Signature is Valid.") == 2, words
    assert words.count("Certificate is Trusted.") == 2, words
    assert words.count("  - Total document signed") == 1  # by the agency, over the leader's


def test_a_lasting_letter_needs_nobody_to_be_asked(judges: Judges) -> None:
    """B-LT carries what proves it; B-T is unknown where nobody can be asked."""
    alone = replace(judges.desk.trust, revoked=())
    now = judges.desk.notary.now
    for level in ("B-LT by a list", "B-LT by a responder"):
        assert verify.verify(judges.desk.signed(level), alone, now).sound
    assert verify.verify(judges.desk.signed("B-T"), alone, now).verdict is Verdict.UNKNOWN


def _changed(content: bytes) -> bytes:
    """Change one letter of the title, in the bytes that were printed."""
    place = content.index(b"/Title") + 12
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@dataclass(frozen=True)
class Refusal:
    """How each of the three words that a letter is not what it was."""

    ours: str
    pyhanko: str
    poppler: str


def refused(judges: Judges, content: bytes, told: Refusal) -> None:
    """Assert that all three refuse it, each in these words."""
    report = judges.ours(content)
    assert (report.sound, report.words.vi) == (False, told.ours)
    code, words = judges.pyhanko(content)
    assert code == 1
    assert told.pyhanko in words, words
    words = judges.poppler(content)
    assert told.poppler in words, words


def test_a_changed_byte_is_refused_by_all_three(judges: Judges) -> None:
    told = Refusal("Chữ ký không khớp với nội dung: tệp đã bị sửa.", ":INVALID", "Digest Mismatch.")
    refused(judges, _changed(judges.desk.signed("B-T")), told)


def test_a_page_replaced_by_an_update_is_refused_by_all_three(judges: Judges) -> None:
    content = forgeries.replaced(judges.desk.signed("B-LT by a list"))
    told = Refusal(
        "Nội dung bị thay đổi sau khi ký.", "ILLEGAL_MODIFICATIONS", "Not total document signed"
    )
    refused(judges, content, told)
    # The trap: each of the signatures is still intact, valid and trusted by itself.
    assert all(one.intact for one in judges.ours(content).signatures)
    assert "  - Total document signed" not in judges.poppler(content)


def test_a_look_alike_authority_is_refused_by_all_three(judges: Judges, tmp_path: Path) -> None:
    with desk(tmp_path, judges.desk.notary.now) as twin:
        content = twin.signed("B-T")
    told = Refusal(
        "Chứng thư số của người ký không thuộc tổ chức được tin cậy.",
        ":UNTRUSTED",
        "Certificate issuer is unknown.",
    )
    refused(judges, content, told)
    ours = judges.ours(judges.desk.signed("B-B")).signatures[0]
    assert judges.ours(content).signatures[0].issuer == ours.issuer  # in name they are the same


def test_a_revoked_signer_is_refused_by_all_three(tmp_path: Path) -> None:
    today = datetime.now(UTC).replace(microsecond=0)
    with desk(tmp_path / "authority", today) as here:
        content = here.signed("B-B")
        (tmp_path / "judged").mkdir()
        here.notary.authority.revoke(here.notary.certificate(here.notary.leader).serial_number)
        here.answers.says = REVOKED
        told = Refusal(
            "Chứng thư số của người ký đã bị thu hồi.",
            ":REVOKED",
            "Certificate has been Revoked.",
        )
        refused(Judges(here, tmp_path / "judged"), content, told)
