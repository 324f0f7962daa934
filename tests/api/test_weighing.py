"""What figures are weighed against and estimated with, read by programs."""

from collections.abc import Callable

from office.domain.cost_factors import FACTORS
from office.runtime import Office
from tests.api.conftest import Caller
from tests.services.factors import approve_all


def test_everybody_reads_the_targets_with_their_sources(
    province: Office, caller: Callable[..., Caller]
) -> None:
    answer = caller("cv.vx")("GET", "/targets")
    assert answer.status_code == 200
    (row,) = [
        one
        for one in answer.json or []
        if (one["indicator"], one["level"], one["first_day"])
        == ("work.online", "commune", "2020-01-01")
    ]
    assert (row["per_cent"], row["checked"]) == (30.0, False)
    assert row["source"] == "Nghị quyết 17/NQ-CP ngày 07/3/2019"


def test_everybody_reads_which_factors_count(
    province: Office, caller: Callable[..., Caller]
) -> None:
    ask = caller("ttra.tinh")
    proposed = ask("GET", "/factors").json
    assert {one["outcome"]["en"] for one in proposed} == {"to be approved"}
    approve_all(province)
    rows = {one["code"]: one for one in ask("GET", "/factors").json}
    assert set(rows) == set(FACTORS)
    sheets = rows["sheets_page"]
    assert [sheets[name] for name in ("low", "base", "high")] == [0.5, 1.0, 1.0]
    assert (sheets["approved_by"], sheets["assumed"]) == ("Trần Quốc Khải", True)
