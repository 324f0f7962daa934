"""The checker as a program: on bundles of a real office, alone, as a stranger runs it."""

import subprocess
import sys
from pathlib import Path

import pytest

from office.runtime import Office
from office.services.audit import bundles
from office_verify.check import check
from office_verify.faults import Fault
from tests import stories
from tests.make import ROOT


@pytest.fixture
def real(province: Office, tmp_path: Path) -> Path:
    """Hand in a bundle that a real office made."""
    request = stories.incoming(province, "completed")
    with province.look() as work:
        content = bundles.of_documents(work, [request]).content
    path = tmp_path / "bundle.zip"
    path.write_bytes(content)
    return path


def test_a_real_bundle_loses_no_byte_unnoticed(real: Path) -> None:
    data = real.read_bytes()
    check(data)
    for place in range(0, len(data), 37):
        changed = bytearray(data)
        changed[place] ^= 0x20
        with pytest.raises(Fault):
            check(bytes(changed))


def test_the_program_runs_alone_and_says_what_is_wrong(real: Path) -> None:
    ran = run_alone(real)
    assert (ran.returncode, "nguyên vẹn / holds" in ran.stdout) == (0, True)
    data = bytearray(real.read_bytes())
    data[data.index(b'"act":"register"') + 8] ^= 1
    real.write_bytes(data)
    ran = run_alone(real)
    assert ran.returncode == 1
    assert "entry 4: is not sealed to entry 3" in ran.stderr
    assert run_alone(real / "none").returncode == 1
    assert run_alone().returncode == 2


def run_alone(*given: Path) -> subprocess.CompletedProcess[str]:
    """Run the checker as a stranger would: no site packages, another folder."""
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); import runpy;"
    alone = f"{program} runpy.run_module('office_verify', run_name='__main__')"
    line = [sys.executable, "-I", "-S", "-c", alone, str(ROOT), *map(str, given)]
    return subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603 (our own program)
