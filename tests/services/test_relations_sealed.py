"""Relations between documents are sealed on both: what was changed behind the office is found."""

import pytest

from office.runtime import Office
from tests import stories
from tests.services.attacks import found_after
from tests.services.test_relations import DISTRICT, mend


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM document_relations",
        "UPDATE document_relations SET kind = 'amends'",
        "UPDATE document_relations SET since = NULL",
        "UPDATE document_relations SET since = '2019-11-07 00:00:00.000000'",
        "UPDATE document_relations SET original_id = 3",
        "UPDATE document_relations SET document_id = 3",
        "INSERT INTO document_relations (document_id, kind, original_id, original_code, since,"
        " packet) VALUES (3, 'replaces', 2, 'x', '2019-11-08 00:00:00.000000', 'y')",
    ],
)
def test_a_relation_changed_behind_the_office_is_found(province: Office, sql: str) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    mend(province, document)
    stories.draft(province)
    assert any("other relations" in problem for problem in found_after(province, sql))
