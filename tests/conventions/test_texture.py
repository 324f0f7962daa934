"""The texture of the house (docs/architecture.md) as tests: what a reader may count on."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("office", "office_verify", "migrations", "tests", "benchmarks", "config.py", "wsgi.py")
# A migration as generated is a table of data, read once (docs/decisions/0008).
TABLES = ("migrations/versions/0001_the_office_opens.py",)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# A bare silencer says neither what is silenced nor why; an unfinished thought belongs in an issue.
SILENCER = re.compile(
    r"#\s*(?:noqa(?P<rule>:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?P<code>\[[\w, -]+\])?)"
    r"(?P<reason>.*)"
)
UNFINISHED = re.compile(r"#\s*(TODO|FIXME|XXX)\b")
ASSERTING = ("assert", "raises", "expect", "check", "verify", "warns", "fail")
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
ENVIRONMENT = {"os.environ", "os.getenv", "os.environb", "environ", "getenv"}

Find = Callable[[Path, ast.Module, str], Iterator[str]]


def files(*parts: str) -> list[Path]:
    found = [ROOT / part for part in parts]
    inside = [path for folder in found if folder.is_dir() for path in folder.rglob("*.py")]
    return sorted(inside + [path for path in found if path.is_file()])


def parsed(path: Path) -> tuple[ast.Module, str]:
    text = path.read_text(encoding="utf-8")
    return ast.parse(text), text


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))


def faults(find: Find, *parts: str, but: tuple[str, ...] = ()) -> list[str]:
    """Say where `find` sees a fault, as `path: fault`, in the Python files of `parts`."""
    rows = []
    for path in files(*parts):
        name = path.relative_to(ROOT).as_posix()
        if name not in but:
            rows += [f"{name}: {row}" for row in find(path, *parsed(path))]
    return rows


def long_file(_path: Path, _tree: ast.Module, text: str) -> Iterator[str]:
    if (lines := text.count("\n")) > 300:
        yield f"{lines} lines (300 at most)"


def long_function(_path: Path, tree: ast.Module, _text: str) -> Iterator[str]:
    for node in functions(tree):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > 40:
            yield f"{node.lineno} {node.name}: {length} lines (40 at most)"


def crowded_function(_path: Path, tree: ast.Module, _text: str) -> Iterator[str]:
    for node in functions(tree):
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        names = [row.arg for row in given if row.arg not in {"self", "cls", "work", "_work"}]
        if len(names) > 5:
            yield f"{node.lineno} {node.name}: {len(names)} arguments (5 beside work)"


def silent_module(_path: Path, tree: ast.Module, _text: str) -> Iterator[str]:
    if not ast.get_docstring(tree):
        yield "the module does not say what it is for"


def silencer(_path: Path, _tree: ast.Module, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if UNFINISHED.search(line):
            yield f"{number} {line.strip()}"
        said = SILENCER.search(line)
        if said and not ((said["rule"] or said["code"]) and re.search(r"\w\w", said["reason"])):
            yield f"{number} a silencer without its code or its reason: {line.strip()}"


def idle_test(_path: Path, tree: ast.Module, _text: str) -> Iterator[str]:
    asserting = {node.name for node in functions(tree) if asserts(node, set())}
    for node in functions(tree):
        if node.name.startswith("test_") and not asserts(node, asserting):
            yield f"{node.lineno} {node.name} asserts nothing"


def asserts(test: ast.AST, asserting: set[str]) -> bool:
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in asserting or any(word in called.lower() for word in ASSERTING):
                return True
    return False


def uses(names: set[str]) -> Find:
    def find(_path: Path, tree: ast.Module, _text: str) -> Iterator[str]:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute | ast.Name):
                called = ".".join(ast.unparse(node).split(".")[-2:])
                if called in names:
                    yield f"{node.lineno} {ast.unparse(node)}"

    return find


def foreign_import(_path: Path, tree: ast.Module, _text: str) -> Iterator[str]:
    for node in ast.walk(tree):
        rows = [row.name for row in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            rows = ["office.domain" if node.level else node.module or ""]
        for row in rows:
            if row.split(".")[0] not in sys.stdlib_module_names and not row.startswith(
                "office.domain"
            ):
                yield f"imports {row}"


@pytest.mark.parametrize("find", [long_file, long_function, crowded_function, silencer])
def test_every_file_keeps_the_texture(find: Find) -> None:
    assert faults(find, *PARTS, but=TABLES) == []


def test_every_module_of_the_office_says_what_it_is_for() -> None:
    assert (
        faults(silent_module, "office", "office_verify", "benchmarks", "config.py", "wsgi.py") == []
    )


def test_every_test_asserts_something() -> None:
    assert faults(idle_test, "tests") == []


def test_only_the_runtime_reads_the_clock() -> None:
    assert faults(uses(CLOCKS), "office", but=("office/runtime.py",)) == []


def test_only_the_configuration_reads_the_environment() -> None:
    assert faults(uses(ENVIRONMENT), "office", "wsgi.py", "migrations") == []


def test_the_domain_imports_nothing_but_python() -> None:
    assert faults(foreign_import, "office/domain") == []


def test_the_checker_of_bundles_imports_nothing_but_python_and_itself() -> None:
    found = faults(foreign_import, "office_verify")
    assert [row for row in found if "imports office_verify" not in row] == []


@pytest.mark.parametrize(
    ("find", "code"),
    [
        (long_file, "x = 1\n" * 301),
        (long_function, "def f():\n" + "    x = 1\n" * 40),
        (crowded_function, "def f(work, a, b, c, d, e, g): ..."),
        (silencer, "x = 1  # " + "noqa"),
        (silencer, "x = 1  # " + "noqa: S608"),
        (silencer, "x = 1  # " + "type: ignore"),
        (silencer, "x = 1  # " + "TODO later"),
        (silent_module, "x = 1"),
        (idle_test, "def test_nothing():\n    print(1)"),
        (uses(CLOCKS), "import datetime\nx = datetime.datetime.now()"),
        (uses(ENVIRONMENT), "import os\nx = os.environ['HOME']"),
        (foreign_import, "import sqlalchemy"),
        (foreign_import, "from office.models import documents"),
    ],
)
def test_each_convention_sees_the_fault_it_is_for(find: Find, code: str) -> None:
    assert list(find(ROOT / "planted.py", ast.parse(code), code)) != []


def test_a_silencer_with_its_code_and_reason_is_welcome() -> None:
    code = (
        "x = 1  # " + "noqa: S608 (a table of our own)\ny = 1  # " + "type: ignore[misc]  # untyped"
    )
    assert list(silencer(ROOT, ast.parse(code), code)) == []
