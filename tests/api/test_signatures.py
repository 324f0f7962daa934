"""Signatures through the API: the verdict, its confirmation, another look, the store of trust."""

from collections.abc import Callable
from pathlib import Path

from office.jobs import run
from office.runtime import Office
from office.signing import trust
from tests import stories
from tests.api.conftest import Caller
from tests.make import Clock
from tests.services import letters_in
from tests.signing import forgeries, notary


def test_a_program_confirms_the_very_verdict_it_read(
    province: Office, caller: Callable[..., Caller], tmp_path: Path, clock: Clock
) -> None:
    clock.now = notary.NOW
    here = notary.Notary(tmp_path / "authority")
    letters_in.trusted(province, here)
    document = letters_in.receive(province, forgeries.replaced(here.signed(notary.paper())))
    run.drain(province)
    clerk = caller("vt.tinh")
    told = clerk("GET", f"/documents/{document}").json
    [file] = told["files"]
    assert (file["signatures"]["verdict"], file["signatures"]["sound"]) == ("changed", False)
    address, seen = f"/documents/{document}/actions/accept", told["run"]["revision"]
    assert clerk("POST", address, json={"revision": seen}).status_code == 422
    mark = f"{file['digest']}:{file['signatures']['verdict']}"
    form = {"revision": seen, "aware_of_files": [mark]}
    assert clerk("POST", address, json=form).status_code == 200
    assert stories.problems(province) == []


def test_a_clerk_has_it_looked_at_again_and_an_administrator_reads_the_store(
    province: Office, caller: Callable[..., Caller], tmp_path: Path, clock: Clock
) -> None:
    clock.now = notary.NOW
    here = notary.Notary(tmp_path / "authority")
    document = letters_in.receive(province, here.signed(notary.paper()))
    run.drain(province)
    clerk, address = caller("vt.tinh"), f"/documents/{document}/signatures"
    assert clerk("POST", address).status_code == 422  # nothing has changed
    letters_in.trusted(province, here)
    assert caller("ct.tinh")("POST", address).status_code == 422
    assert clerk("POST", address).status_code == 202
    run.drain(province)
    [file] = clerk("GET", f"/documents/{document}").json["files"]
    assert file["signatures"]["sound"]
    told = caller("qt.tinh")("GET", "/trust").json
    assert told["fingerprint"] == trust.of_office(province.settings).fingerprint
    assert [one["counts"] for one in (*told["roots"], *told["revoked"])] == [True, True]
    assert clerk("GET", "/trust").status_code == 404
