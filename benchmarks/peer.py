"""The peer: SpiffWorkflow taking six persisted steps, as its documentation does it.

The workflow is loaded, one task is run, the workflow is written back, and all is committed
with the same line and settings.  State alone: no log, no guards, no numbers, no outbox.
"""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

from lxml import etree
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from benchmarks.by_hand import Hand

TASKS = ("submit", "approve_content", "approve_form", "sign", "number", "seal", "issue")
_NAMESPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"


class Peer:
    """SpiffWorkflow beside the office, in a table of its own in the same database."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
        self.spec = _spec()
        with hand.turn():
            hand.run(
                "CREATE TABLE IF NOT EXISTS peer_runs"
                " (id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, state TEXT NOT NULL)"
            )
            self.last = int(hand.run("SELECT coalesce(max(id), 0) FROM peer_runs").fetchone()[0])

    def begin(self, count: int) -> list[int]:
        """Begin `count` workflows and return their keys."""
        first, self.last = self.last + 1, self.last + count
        keys = list(range(first, self.last + 1))
        with self.hand.turn():
            for key in keys:
                workflow = BpmnWorkflow(self.spec)
                workflow.do_engine_steps()
                state = self.serializer.serialize_json(workflow)
                self.hand.run("INSERT INTO peer_runs VALUES (?, 1, ?)", key, state)
        return keys

    def take(self, task: str, key: int) -> None:
        """Run one task in one commit."""
        with self.hand.turn():
            revision, state = self.hand.lock(
                "SELECT revision, state FROM peer_runs WHERE id = ?", key
            )
            workflow: Any = self.serializer.deserialize_json(state)
            (ready,) = workflow.get_tasks(state=TaskState.READY, manual=True)
            assert ready.task_spec.name == task
            ready.run()
            workflow.do_engine_steps()
            done = self.hand.run(
                "UPDATE peer_runs SET revision = revision + 1, state = ?"
                " WHERE id = ? AND revision = ?",
                self.serializer.serialize_json(workflow), key, revision,
            )  # fmt: skip
            assert done.rowcount == 1


def _spec() -> Any:
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(io.BytesIO(_diagram().encode())))
    return parser.get_spec("outgoing")


def _diagram() -> str:
    """Write six tasks in a row as BPMN."""
    nodes = ("start", *TASKS, "end")
    flows = [
        f'<sequenceFlow id="f{i}" sourceRef="{one}" targetRef="{other}"/>'
        for i, (one, other) in enumerate(pairwise(nodes))
    ]
    tasks = [f'<manualTask id="{name}" name="{name}"/>' for name in TASKS]
    inside = "".join(['<startEvent id="start"/>', *tasks, '<endEvent id="end"/>', *flows])
    process = f'<process id="outgoing" isExecutable="true">{inside}</process>'
    return f'<definitions xmlns="{_NAMESPACE}" targetNamespace="office">{process}</definitions>'
