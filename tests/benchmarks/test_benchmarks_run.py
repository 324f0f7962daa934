"""The benchmarks run, and print ratios; how fast the office is, no test can say."""

import re
import sys
from types import ModuleType

import pytest

from benchmarks import fanout, inbox, pages, route

SMALLEST = {
    route: ["--documents", "1", "--rounds", "1"],
    fanout: ["--recipients", "3", "--rounds", "1"],
    inbox: ["--deliveries", "210", "--rounds", "1"],
    pages: ["--deliveries", "110", "--rounds", "1"],
}
RATIO = re.compile(r"\d\.\d\d x")


@pytest.mark.parametrize("benchmark", SMALLEST, ids=lambda module: module.__name__.split(".")[-1])
def test_a_benchmark_prints_ratios_and_leaves_a_log_that_holds(
    benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmark", *SMALLEST[benchmark]])
    benchmark.main()
    told = capsys.readouterr().out
    assert len(RATIO.findall(told)) >= 1
    assert "DOES NOT HOLD" not in told
