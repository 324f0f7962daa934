"""What some tests need from the machine, and what happens where it is missing.

On a desk a test without its server is skipped; where everything must run (CI) it fails.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

BROWSERS = ("chromium", "google-chrome")  # as scripts/setup.sh


def missing(what: str, environment: Mapping[str, str] = os.environ) -> NoReturn:
    """Skip the test that needs `what`; fail it under CI=true or OFFICE_REQUIRE_ALL=1."""
    if environment.get("CI") == "true" or environment.get("OFFICE_REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is missing, and here every test must run", pytrace=False)
    pytest.skip(f"{what} is missing")


def browser_path() -> str | None:
    """Find the browser to hand to Playwright as `executable_path`; None means its own download.

    Skips or fails the test (see `missing`) where there is neither.
    """
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    if any((Path.home() / ".cache/ms-playwright").glob("chromium-*")):
        return None
    return missing("Chromium")
