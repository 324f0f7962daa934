"""The office knows beforehand whether this machine can print Vietnamese."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from office.reports import fonts

ROOT = Path(__file__).resolve().parents[2]
NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>'
ASK = "from office.reports.render import pdf; pdf('<p>ả</p>', title='x')"


def refusal(environment: dict[str, str]) -> str:
    """Ask for a page in a process of its own, with other fonts; return how it failed."""
    done = subprocess.run(  # noqa: S603 (own code, no shell)
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    return done.stderr


def test_there_are_146_vietnamese_letters() -> None:
    letters = fonts.letters()
    assert len(letters) == 146
    assert {"ạ", "Ặ", "ỡ", "Ữ", "ỵ", "Ỹ", "đ", "Đ", "e", "Ê"} <= letters
    assert all(unicodedata.is_normalized("NFC", one) and len(one) == 1 for one in letters)
    assert letters.isdisjoint("fjwzFJWZ")


def test_this_machine_can_print_vietnamese() -> None:
    fonts.check()
    assert "Tinos" in fonts.FAMILIES


def test_without_a_vietnamese_face_nothing_is_printed_and_the_remedy_is_named(
    tmp_path: Path,
) -> None:
    configuration = tmp_path / "fonts.conf"
    configuration.write_text(NO_FONTS)
    said = refusal({"FONTCONFIG_FILE": str(configuration)})
    assert "NoFont" in said
    assert "phông chữ" in said
    assert "apt-get install fontconfig fonts-croscore" in said


def test_without_fontconfig_nothing_is_printed(tmp_path: Path) -> None:
    assert "NoFont" in refusal({"PATH": str(tmp_path)})


def test_the_refusal_speaks_both_languages() -> None:
    with pytest.raises(fonts.NoFont, match=r"phông chữ.+No Times face"):
        raise fonts.NoFont
