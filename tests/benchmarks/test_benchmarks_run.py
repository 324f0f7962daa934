"""The benchmarks run, and print ratios; how fast the office is, no test can say."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import fanout, inbox, issue, pages, paper, route

SMALLEST = {
    route: ["--documents", "1", "--rounds", "1"],
    fanout: ["--recipients", "3", "--rounds", "1"],
    issue: ["--recipients", "2,3", "--rounds", "1", "--only", "sqlite"],
    inbox: ["--deliveries", "210", "--rounds", "1"],
    paper: ["--deliveries", "40", "--recipients", "2", "--rounds", "1", "--only", "sqlite"],
    pages: ["--sizes", "110,220", "--rounds", "1", "--only", "sqlite"],
}
RATIO = re.compile(r"\d\.\d\d x")


# WeasyPrint alone, in this process, leaves its colour profile open.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("benchmark", SMALLEST, ids=lambda module: module.__name__.split(".")[-1])
def test_a_benchmark_prints_ratios_and_leaves_a_log_that_holds(
    benchmark: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("OFFICE_BENCH_CACHE", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["benchmark", *SMALLEST[benchmark]])
    benchmark.main()
    told = capsys.readouterr().out
    assert len(RATIO.findall(told)) >= 1
    assert "DOES NOT HOLD" not in told


def test_an_aim_that_is_missed_ends_the_strict_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OFFICE_BENCH_CACHE", str(tmp_path))
    monkeypatch.setattr(pages, "AIM", 0.1)
    asked = ["--sizes", "110", "--rounds", "1", "--only", "sqlite", "--pages", "inbox all"]
    monkeypatch.setattr(sys, "argv", ["pages", *asked, "--strict"])
    with pytest.raises(SystemExit):
        pages.main()
