"""The description at /api/openapi.json, and the API held against it by schemathesis."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import positive_data_acceptance
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from tests.api.conftest import Caller
from tests.api.letters import enter_letter

FEW = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


AUDITED = ("/log", "/held", "/exceptions", "/exceptions/{kind}", "/bundles")


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            if method != "parameters":
                yield f"{method} {path}", operation


def test_whatever_is_sent_the_answer_is_one_the_description_knows(
    address: str, caller: Callable[..., Caller]
) -> None:
    clerk, auditor = caller("vt.tinh"), caller("ttra.tinh")
    letter, draft, upload = enter_letter(clerk), begin_draft(clerk), begin_upload(clerk)
    schema = schemathesis.openapi.from_url(f"{address}/api/openapi.json")
    asked = set()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        who = auditor if operation.path.endswith(AUDITED) else clerk
        there = {
            "name": "to-register",
            "public_id": letter,
            "position": 1,
            "page": 1,
            "kind": "refused",
            "key": upload if "/uploads" in operation.path else 1,
        }
        if "/drafts" in operation.path:
            there["public_id"] = draft
        known = {name: value for name, value in there.items() if f"{{{name}}}" in operation.path}
        cases = [
            operation.as_strategy(mode, path_parameters=parameters)
            for mode in GenerationMode
            for parameters in ([known, None] if known else [None])
        ]
        conforms(st.one_of(cases), {"Authorization": f"Bearer {who.token}"})
        asked.add(operation.label)
    described = description_by(clerk)
    assert len(asked) == len(list(operations(described)))


def conforms(cases: st.SearchStrategy[Any], headers: dict[str, str]) -> None:
    """Send some of `cases`; no fault, nothing undescribed, whatever was sent.

    That a well-shaped request is refused by a rule of the office is no fault.
    """

    @FEW
    @given(cases)
    def sent(case: Any) -> None:
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

    sent()


def description_by(who: Caller) -> dict[str, Any]:
    answer: Any = who.client.get("/api/openapi.json")
    assert isinstance(answer.json, dict)
    return answer.json


def begin_draft(clerk: Caller) -> str:
    answer = clerk("POST", "/drafts", json={"type": "CV", "subject": "V/v thử", "body": "Kính gửi"})
    assert answer.status_code == 201
    return str(answer.json["id"])


def begin_upload(clerk: Caller) -> str:
    answer = clerk("POST", "/uploads", json={"name": "quet.pdf", "size": 9})
    assert answer.status_code == 201
    return str(answer.json["key"])


def test_the_description_is_open_to_everybody_and_names_the_bearer_scheme(address: str) -> None:
    answer = requests.get(f"{address}/api/openapi.json", timeout=5)
    assert answer.status_code == 200
    schemes = answer.json()["components"]["securitySchemes"]
    assert schemes == {"bearer": {"type": "http", "scheme": "bearer"}}
    assert answer.json()["security"] == [{"bearer": []}]


def test_every_operation_says_what_it_does_and_how_it_refuses(
    caller: Callable[..., Caller],
) -> None:
    description = description_by(caller("vt.tinh"))
    listed = dict(operations(description))
    assert len(listed) >= 19
    for name, operation in listed.items():
        assert operation["summary"], name
        assert {"401", "500"} <= operation["responses"].keys(), name


@pytest.mark.parametrize("status", ["400", "413", "415", "422"])
def test_every_operation_with_a_body_describes_how_it_may_be_wrong(
    caller: Callable[..., Caller], status: str
) -> None:
    description = description_by(caller("vt.tinh"))
    bodies = {n: o for n, o in operations(description) if "requestBody" in o}
    assert bodies
    assert [name for name, op in bodies.items() if status not in op["responses"]] == []
