"""`flask signing`: a file looked at from the command line, and keys for a demonstration."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flask import Flask

from office import cli
from office.runtime import Office
from office.services.places import demonstration_clock
from office.signing import drivers, keys
from tests.signing.notary import Notary, paper


def said(office: Office, *line: str) -> tuple[int, str]:
    app = Flask("office")
    app.extensions["office"] = office
    cli.register(app)
    done = app.test_cli_runner().invoke(args=line)
    return done.exit_code, done.output


def test_a_file_is_looked_at_and_the_answer_ends_the_command(
    province: Office, tmp_path: Path
) -> None:
    with province.look() as work:
        here = Notary(tmp_path, work.at)
    province.settings = replace(province.settings, signing=tmp_path)
    (tmp_path / "signed.pdf").write_bytes(here.signed(paper()))
    (tmp_path / "bare.pdf").write_bytes(paper())
    code, words = said(province, "signing", "check", str(tmp_path / "signed.pdf"))
    assert (code, "Chữ ký hợp lệ" in words, "người ký khai" in words) == (0, True, True)
    code, words = said(province, "signing", "check", str(tmp_path / "bare.pdf"))
    assert (code, "không có chữ ký số" in words) == (1, True)


def test_an_office_at_work_gets_no_simulated_key(province: Office, tmp_path: Path) -> None:
    province.settings = replace(province.settings, signing=tmp_path)
    code, words = said(province, "signing", "demo-ca", "person:ct.tinh", "An", "UBND")
    assert (code, "không phải bản trình diễn" in words) == (1, True)
    assert not (tmp_path / "keys").exists()


def test_a_demonstration_gets_its_keys_when_they_are_asked_for(
    province: Office, tmp_path: Path
) -> None:
    province.settings = replace(province.settings, signing=tmp_path)
    with province.work() as work:
        demonstration_clock.start(work.db, work.wall, work.at)
    for _ in range(2):
        code, _ = said(province, "signing", "demo-ca", "person:ct.tinh", "An", "UBND")
        assert code == 0
    ring = keys.Ring(tmp_path / "keys", tmp_path / "secrets", drivers.DRIVERS)
    assert ring.of_person("ct.tinh").simulated
    assert len(list((tmp_path / "keys").glob("*.p12"))) == 1
