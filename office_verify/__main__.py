"""`python -m office_verify FILE`: 0 and what the bundle proves, or 1 and its first fault."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from office_verify.archive import LARGEST
from office_verify.check import check
from office_verify.faults import Fault

USAGE = "python -m office_verify FILE"


def lines(path: Path) -> Iterator[str]:
    """Yield what is told of the bundle at `path`; raises Fault for the first fault."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as fault:
        raise Fault(f"không đọc được tệp: {fault}", f"the file cannot be read: {fault}") from fault
    found = check(data)
    for one in found:
        yield f"{one.document}: {one.entries} bản ghi / entries, {one.head}"
    yield f"{len(found)} văn bản / documents: nguyên vẹn / holds"


def main(given: list[str]) -> int:
    """Check the bundle named on the command line."""
    if len(given) != 1:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        for line in lines(Path(given[0])):
            print(line)
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
