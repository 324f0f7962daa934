"""Every complaint that was collected has a test named after it, or a reason why it waits."""

import re
from pathlib import Path

#: Those that are played elsewhere, with where and why.
ELSEWHERE = {
    19: "moving a configuration from test to production: procedures are files with seals, and"
    " nothing else is configured by hand yet",
}
PAINS = set(range(1, 26))


def test_every_pain_has_a_test_named_after_it_or_a_reason() -> None:
    folder = Path(__file__).parent
    names = re.findall(
        r"def test_pain_(\d\d)_", "".join(f.read_text("utf-8") for f in folder.glob("test_*.py"))
    )
    played = [int(name) for name in names]
    assert len(played) == len(set(played))
    assert set(played) | ELSEWHERE.keys() == PAINS
    assert not set(played) & ELSEWHERE.keys()
