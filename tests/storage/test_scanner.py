"""Asking a virus scanner: only a clear word passes a file."""

import io
from pathlib import Path

import pytest

from office.storage.scanner import NotScanned, verdict
from tests.scanner import SIGNATURE, scanner


def ask(address: str, content: bytes) -> str | None:
    return verdict(address, io.BytesIO(content), patience=5)


def test_a_clean_and_an_infected_file_are_told_apart() -> None:
    with scanner() as address:
        assert ask(address, b"x" * 1_000_000) is None
        assert ask(address, b"x" * 500_000 + SIGNATURE) == "Eicar-Signature"


def test_a_scanner_may_listen_on_a_socket_of_this_machine(tmp_path: Path) -> None:
    with scanner(tmp_path / "clamd") as address:
        assert ask(address, SIGNATURE) == "Eicar-Signature"


@pytest.mark.parametrize(
    "said", [b"", b"INSTREAM size limit exceeded. ERROR", b"stream: OK?", b"stream: a ERROR"]
)
def test_an_unclear_answer_is_no_verdict(said: bytes) -> None:
    with scanner(said=said) as address, pytest.raises(NotScanned):
        ask(address, b"x")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd", "no port", ""])
def test_a_scanner_that_cannot_be_reached_gives_no_verdict(address: str) -> None:
    with pytest.raises(NotScanned):
        ask(address, b"x")
