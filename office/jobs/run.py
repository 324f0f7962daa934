"""The job loop: one promise after the other, in a thread of the server or a process of its own."""

from __future__ import annotations

import logging
from threading import Event
from time import monotonic

from office.jobs.handlers import HANDLERS
from office.jobs.schedule import Ticker
from office.runtime import Office
from office.services import outbox
from office.services.files import stages

PAUSE = 0.5
TIDY_EVERY, NEVER = 900.0, float("-inf")
log = logging.getLogger(__name__)


def begin(office: Office) -> None:
    """Take over what a killed process had begun, where this process is the only worker."""
    if office.engine.dialect.name == "sqlite":
        with office.work() as work:
            outbox.release(work)


def loop(office: Office, stop: Event) -> None:
    """Keep promises until `stop` is set; looks again every PAUSE seconds when idle.

    What is due at an hour is done in between.
    """
    ticker, tidied = Ticker(), NEVER
    while not stop.is_set():
        if monotonic() - tidied > TIDY_EVERY:
            tidied = monotonic()
            tidy(office)
        try:
            ticker.tick(office)
            busy = keep_one(office)
        except Exception:
            log.exception("the job loop could not reach its outbox")
            busy = False
        if not busy:
            stop.wait(PAUSE)


def tidy(office: Office) -> None:
    """Clear away uploads nobody took; a fault here stops nothing else."""
    try:
        with office.work() as work:
            stages.tidy(work)
    except Exception:
        log.exception("uploads could not be tidied")


def drain(office: Office) -> int:
    """Keep every promise that is due and return how many were tried."""
    count = 0
    while keep_one(office):
        count += 1
    return count


def keep_one(office: Office) -> bool:
    """Take up one promise and keep it; returns False when none is due.

    A fault of any kind is written beside the promise, which is tried again later: one
    promise that cannot be kept must not stop the others.
    """
    with office.work() as work:
        promise = outbox.claim(work)
    if promise is None:
        return False
    try:
        HANDLERS[promise.kind](office, promise.payload)
    except Exception as fault:
        log.warning("promise %s (%s) failed: %r", promise.id, promise.kind, fault)
        with office.work() as work:
            outbox.postpone(work, promise.id, repr(fault))
    else:
        with office.work() as work:
            outbox.settle(work, promise.id)
    return True
