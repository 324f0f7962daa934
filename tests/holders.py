"""Keys for the people and agencies of the tests' province, made once a session."""

import shutil
from pathlib import Path

import pytest

from office.runtime import Office
from office.services.signing import agency, leader
from office.services.step import Step
from office.signing.authority import Authority
from tests import stories
from tests.make import MORNING, acting

LEADER, DEPUTY, CLERK = ("ct.tinh", "leader"), ("pct.tinh", "leader"), ("vt.tinh", "clerk")
PROVINCE = "ubnd-ninh-thuan"
HOLDERS = (
    ("person:ct.tinh", "Lưu Xuân Vĩnh", "UBND tỉnh Ninh Thuận"),
    ("person:pct.tinh", "Lê Văn Bình", "UBND tỉnh Ninh Thuận"),
    (f"unit:{PROVINCE}", "UBND tỉnh Ninh Thuận", "UBND tỉnh Ninh Thuận"),
)


@pytest.fixture(scope="session")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder of keys once."""
    home = tmp_path_factory.mktemp("keys") / "signing"
    authority = Authority(home, MORNING)
    for holder in HOLDERS:
        authority.issue(*holder)
    return home


def give_keys(office: Office, ring: Path) -> None:
    """Let the office have the ring: the leaders can sign, the agency has its seal."""
    shutil.copytree(ring, office.settings.signing_home)


def sign(office: Office, document: str, who: tuple[str, str] = LEADER) -> Step:
    """Let a leader look at a letter and sign it."""
    actor = acting(office, *who)
    shown = leader.show(lambda: office.look(actor), document)
    return sign_seen(office, document, who, shown)


def sign_seen(office: Office, document: str, who: tuple[str, str], shown: leader.Shown) -> Step:
    """Let a leader sign what they looked at before."""
    return leader.take(
        lambda: office.look(acting(office, *who)),
        lambda: office.work(acting(office, *who)),
        document,
        (shown.digest, shown.revision),
    )


def seal(office: Office, document: str, who: tuple[str, str] = CLERK) -> Step:
    """Let a clerk look at a letter and sign it for the agency."""
    actor = acting(office, *who)
    shown = agency.show(lambda: office.look(actor), document)
    return agency.take(
        lambda: office.look(actor),
        lambda: office.work(actor),
        document,
        (shown.digest, shown.revision),
    )


def signed(office: Office, document: str) -> None:
    """Take a draft that waits for its signature to its release, all of it with keys."""
    sign(office, document)
    stories.act(office, document, "number")
    seal(office, document)
