"""What a responder (OCSP) says of a signer, over real HTTP, and what is said where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.x509 import ocsp

from office.domain.signatures import Report, Verdict
from office.signing import make, verify
from tests.signing import notary, responder
from tests.signing.notary import NOW, Notary, paper
from tests.signing.responder import Responder

LATER = NOW + timedelta(days=30)


class Place:
    """An authority without lists, its responder, and a letter signed under it."""

    def __init__(self, answers: Responder, host: str) -> None:
        self.answers, self.host = answers, host
        self.letter = answers.notary.signed(paper())

    def judged(self) -> Report:
        """Look at the letter, asking the responder and having no list of our own."""
        here = self.answers.notary
        store = replace(here.trust, revoked=(), hosts=frozenset({self.host}))
        return verify.verify(self.letter, store, NOW)


@contextmanager
def place(home: Path) -> Iterator[Place]:
    """Open an authority whose certificates name a responder that answers here."""
    found: list[Responder] = []

    def answer(path: str, body: bytes, bearer: str) -> bytes:
        return found[0](path, body, bearer)

    with notary.server(answer) as host:
        found.append(Responder(Notary(home, answers_at=f"http://{host}/ocsp")))
        yield Place(found[0], host)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    with place(tmp_path / "authority") as found:
        yield found


def test_a_good_answer_makes_a_signature_sound(here: Place) -> None:
    assert here.judged().verdict is Verdict.SOUND
    signer = here.answers.notary.certificate(here.answers.notary.leader)
    assert set(here.answers.asked) == {signer.serial_number}


def test_a_responder_that_the_authority_appointed_is_believed(here: Place) -> None:
    here.answers.signed_by = responder.delegate(here.answers.notary)
    assert here.judged().verdict is Verdict.SOUND


def test_a_signer_of_whom_it_says_revoked_is_refused(here: Place) -> None:
    here.answers.says = responder.REVOKED
    report = here.judged()
    assert report.verdict is Verdict.REVOKED
    assert report.words.vi == "Chứng thư số của người ký đã bị thu hồi."


Wrong = Callable[[Responder], None]


def _does_not_know(answers: Responder) -> None:
    answers.says = responder.UNKNOWN


def _is_busy(answers: Responder) -> None:
    answers.trouble = ocsp.OCSPResponseStatus.TRY_LATER


def _is_stale(answers: Responder) -> None:
    answers.since, answers.until = NOW - timedelta(days=9), NOW - timedelta(days=8)


def _is_old_without_an_end(answers: Responder) -> None:
    answers.since, answers.until = NOW - timedelta(days=400), None


def _is_from_tomorrow(answers: Responder) -> None:
    answers.since, answers.until = NOW + timedelta(days=1), NOW + timedelta(days=2)


def _is_played_again(answers: Responder) -> None:
    answers.nonce = bytes(16)


def _was_not_appointed(answers: Responder) -> None:
    answers.signed_by = responder.delegate(answers.notary, may_answer=False)


@pytest.mark.parametrize(
    "wrong",
    [
        _does_not_know, _is_busy, _is_stale, _is_old_without_an_end, _is_from_tomorrow,
        _is_played_again, _was_not_appointed,
    ],
)  # fmt: skip
def test_an_answer_that_proves_nothing_leaves_it_unknown(here: Place, wrong: Wrong) -> None:
    wrong(here.answers)
    report = here.judged()
    assert report.verdict is Verdict.UNKNOWN
    assert report.words.vi == "Chưa xác định được chứng thư số có bị thu hồi hay không."
    assert here.answers.asked


def test_the_responder_of_a_look_alike_proves_nothing(here: Place, tmp_path: Path) -> None:
    twin = Notary(tmp_path / "twin")
    here.answers.signed_by = responder.authority(twin)
    assert here.judged().verdict is Verdict.UNKNOWN
    here.answers.signed_by = responder.delegate(twin)
    assert here.judged().verdict is Verdict.UNKNOWN


def test_a_list_that_names_the_signer_counts_whatever_the_responder_says(here: Place) -> None:
    authority = here.answers.notary
    signer = authority.certificate(authority.leader)
    authority.authority.revoke(signer.serial_number)
    store = replace(authority.trust, hosts=frozenset({here.host}))
    for says in (responder.UNKNOWN, responder.REVOKED, responder.GOOD):
        here.answers.says = says
        assert verify.verify(here.letter, store, NOW).verdict is Verdict.REVOKED


def test_a_responder_that_is_down_or_speaks_nonsense_leaves_it_unknown(tmp_path: Path) -> None:
    with place(tmp_path / "authority") as here:
        pass
    assert here.judged().verdict is Verdict.UNKNOWN
    with notary.server(lambda *_: b"<html>login</html>") as host:
        other = Notary(tmp_path / "other", answers_at=f"http://{host}/")
        store = replace(other.trust, revoked=(), hosts=frozenset({host}))
        assert verify.verify(other.signed(paper()), store, NOW).verdict is Verdict.UNKNOWN


def test_a_lasting_signature_carries_the_answer_it_was_given(here: Place) -> None:
    authority = here.answers.notary
    stamps = authority.authority.certified("Máy chủ thời gian", "Thử", stamps=True)
    root = authority.authority.trust / "roots/root.pem"
    store = replace(authority.trust, revoked=(), hosts=frozenset({here.host}))
    with notary.server(notary.clock(stamps, root, NOW)) as clock:
        content = authority.signed(paper(), make.Proofs(f"http://{clock}/", store))
    asked = len(here.answers.asked)
    alone = replace(authority.trust, revoked=())  # no list, and nobody to ask
    assert verify.verify(content, alone, NOW).verdict is Verdict.SOUND
    assert len(here.answers.asked) == asked


def test_nothing_is_signed_to_last_while_the_responder_says_no_good(here: Place) -> None:
    authority = here.answers.notary
    store = replace(authority.trust, revoked=(), hosts=frozenset({here.host}))
    for says in (responder.REVOKED, responder.UNKNOWN):
        here.answers.says = says
        with pytest.raises(make.Refused, match="Chưa chứng minh được"):
            authority.signed(paper(), make.Proofs("", store))
