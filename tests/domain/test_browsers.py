"""People know their browser by its name, not by what it says to servers."""

import pytest

from office.domain.browsers import called

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"{CHROME} Chrome/150.0.0.0 Safari/537.36", "Chrome · Windows"),
        (f"{CHROME} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0", "Edge · Windows"),
        (f"{CHROME} coc_coc_browser/120.0 Chrome/114.0 Safari/537.36", "Cốc Cốc · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
         "Firefox · Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
         "Safari · iPhone"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
        ("x" * 500, "x" * 60),
    ],
)  # fmt: skip
def test_a_browser_is_called_by_its_name(agent: str, name: str) -> None:
    assert called(agent) == name
