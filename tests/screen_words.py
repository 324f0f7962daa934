"""What things are called on screens: sentences of templates, folders, menus, procedures' buttons.

For tests that hold texts about the office to the words that people see in it.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from office.domain.folders import FOLDERS
from office.web import wording
from tests.make import ROOT

#: A caption in the code, and one in a procedure.
_TEXT = re.compile(r'Text\(\s*"([^"]+)",\s*"([^"]+)",?\s*\)')
_CAPTION = re.compile(r"\{vi: (.+?), en: (.+?)\}")


@cache
def names() -> Mapping[str, str]:
    """Return the Vietnamese of everything a screen can call something, and the English."""
    found = dict(wording.english())
    for path in sorted((ROOT / "office").rglob("*.py")):
        found |= dict(_TEXT.findall(path.read_text("utf-8")))
    for path in _procedures():
        found |= dict(_CAPTION.findall(path.read_text("utf-8")))
    return found | {folder.title.vi: folder.title.en for folder in FOLDERS}


def _procedures() -> list[Path]:
    return sorted((ROOT / "workflows").glob("*/*.yaml"))
