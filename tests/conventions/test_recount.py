"""The second count stands by itself: it reads no row that the first count reads."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "office"
SECOND = (
    "domain/retold.py", "domain/retold_lines.py", "services/figures/recount.py",
    "services/figures/recount_chain.py", "services/figures/recount_places.py",
)  # fmt: skip
#: The sealed log and its ends, and reference data: the tree of units.
ROWS = {
    "office.models.documents": {"Document"},
    "office.models.movements": {"Movement"},
    "office.models.registers": {"Register", "RegisterAct"},
    "office.models.units": {"Unit", "UnitChange", "UnitKind", "UnitParent"},
}
#: What is believed of a document's row: its name, and where its chain ends.
OF_DOCUMENT = {"id", "public_id", "log_seq", "log_head"}
OF_THE_OFFICE = {"office.services.figures", "office.services.work"}


def trees() -> list[ast.Module]:
    return [ast.parse((ROOT / name).read_text(encoding="utf-8")) for name in SECOND]


def test_the_recount_reads_the_log_and_the_tree_and_no_other_row() -> None:
    found = {
        (node.module, alias.name)
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("office.models")
        for alias in node.names
    }
    assert found
    assert all(name in ROWS.get(module or "", set()) for module, name in found)


def test_the_recount_calls_no_service_but_its_own() -> None:
    for tree in trees():
        for node in ast.walk(tree):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if not isinstance(node, ast.ImportFrom) or not module.startswith("office.services"):
                continue
            own = module in OF_THE_OFFICE or module.startswith("office.services.figures.recount")
            asked = module == "office.services.figures.asked"
            assert own or asked, module
            if module == "office.services.figures":
                assert all(alias.name.startswith("recount") for alias in node.names)


def test_of_a_document_the_recount_believes_only_where_its_chain_ends() -> None:
    read = {
        node.attr
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Document"
    }
    assert read <= OF_DOCUMENT
