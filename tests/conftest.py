"""The offices the tests work in: empty or with the whole province, on SQLite and on PostgreSQL.

Each test has an office of its own, copied from one that was made once a session.
"""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from office import schema
from office.runtime import Office
from office.services.accounts import demonstration_people
from office.services.figures import factors, targets
from office.services.places import calendar, units
from office.settings import Settings
from tests.make import CHEAP, DATA, PASSWORD, Clock, acting, settings_for
from tests.postgres import Server, postgres_server

__all__ = ["acting", "postgres_server"]

YEARS = (2019, 2020)
_names = (f"office_{count}" for count in itertools.count())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the browser's tests keep pictures (pytest asks only the outermost conftest.py)."""
    parser.addoption(
        "--screenshots", type=Path, metavar="DIR", help="keep a picture of every page in DIR"
    )
    parser.addoption(
        "--every-way", action="store_true", help="play each day by both hands at both widths"
    )
    parser.addoption(
        "--manual", type=Path, metavar="DIR", help="take the manual's pictures again, into DIR"
    )


@pytest.fixture
def clock() -> Clock:
    """Hand in the office's clock: Friday 8 November 2019, 07:30 in Việt Nam."""
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Hand in the settings of an office that keeps everything in the test's own folder."""
    return settings_for(tmp_path)


@pytest.fixture
def office(settings: Settings, clock: Clock, sqlite_template: Path) -> Iterator[Office]:
    """Open an office with an empty SQLite database."""
    yield from _opened(_copied(sqlite_template, settings), clock)


@pytest.fixture
def province(settings: Settings, clock: Clock, sqlite_province: Path) -> Iterator[Office]:
    """Open an office with the units, the calendar and the invented people of Ninh Thuận."""
    yield from _opened(_copied(sqlite_province, settings), clock)


@pytest.fixture
def pg_office(tmp_path: Path, clock: Clock, pg_copy: Callable[[str], str]) -> Iterator[Office]:
    """Open an office with an empty PostgreSQL database (mark its tests `postgres`)."""
    yield from _opened(settings_for(tmp_path, pg_copy("office_template")), clock)


@pytest.fixture
def pg_province(tmp_path: Path, clock: Clock, pg_copy: Callable[[str], str]) -> Iterator[Office]:
    """Open the province on PostgreSQL (mark its tests `postgres`)."""
    yield from _opened(settings_for(tmp_path, pg_copy("province_template")), clock)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def both(request: pytest.FixtureRequest) -> Office:
    """Open an empty office, once on each database."""
    office: Office = request.getfixturevalue("office" if request.param == "sqlite" else "pg_office")
    return office


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def both_provinces(request: pytest.FixtureRequest) -> Office:
    """Open the province, once on each database."""
    office: Office = request.getfixturevalue(
        "province" if request.param == "sqlite" else "pg_province"
    )
    return office


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the empty SQLite database once."""
    file = tmp_path_factory.mktemp("template") / "office.db"
    build_schema(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def sqlite_province(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """Make the SQLite database of the province once."""
    folder = tmp_path_factory.mktemp("province")
    load_province(_copied(sqlite_template, settings_for(folder)))
    return folder / "office.db"


@pytest.fixture(scope="session")
def pg_templates(postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Make both PostgreSQL databases once."""
    folder = tmp_path_factory.mktemp("pg_province")
    postgres_server.template("office_template", build_schema)
    postgres_server.template("province_template", lambda url: _build_province(url, folder))
    return postgres_server


@pytest.fixture
def pg_copy(pg_templates: Server) -> Iterator[Callable[[str], str]]:
    """Hand in a function that copies a template and gives the copy's URL; copies are dropped."""
    made: list[str] = []

    def copy(template: str) -> str:
        made.append(next(_names))
        return pg_templates.create_database(made[-1], template)

    yield copy
    for name in made:
        pg_templates.drop_database(name)


def build_schema(url: str) -> None:
    """Bring the database at `url` to the newest revision, triggers and all."""
    schema.upgrade(url)


def load_province(settings: Settings) -> None:
    """Load `data/` into a database that has its tables."""
    office = Office(settings, Clock())
    with office.work() as work, (DATA / "units.csv").open(encoding="utf-8") as lines:
        with (DATA / "unit_kinds.csv").open(encoding="utf-8") as kinds:
            loaded = units.load(work, lines, kinds)
        assert not loaded.problems, loaded.problems
        calendar.seed(work, YEARS)
        for name, load in (("targets", targets.load), ("factors", factors.load)):
            with (DATA / f"{name}.csv").open(encoding="utf-8") as lines:
                assert not load(work, lines).problems
    office.forget()
    with office.work() as work, (DATA / "people_demo.csv").open(encoding="utf-8") as lines:
        demonstration_people.load(work, lines, PASSWORD, CHEAP)
    office.engine.dispose()


def _build_province(url: str, folder: Path) -> None:
    build_schema(url)
    load_province(settings_for(folder, url))


def _copied(template: Path, settings: Settings) -> Settings:
    shutil.copyfile(template, settings.instance / "office.db")
    return settings


def _opened(settings: Settings, clock: Clock) -> Iterator[Office]:
    office = Office(settings, clock)
    yield office
    office.engine.dispose()
