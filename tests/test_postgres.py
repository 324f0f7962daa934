"""The server the tests start for themselves: really there, private, gone afterwards."""

import os
import stat

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from tests.postgres import Server, programs

pytestmark = pytest.mark.postgres


def engine(url: str) -> Engine:
    return create_engine(url)


def fill(url: str) -> None:
    built = engine(url)
    with built.begin() as connection:
        connection.execute(text("CREATE TABLE unit (name text)"))
        connection.execute(text("INSERT INTO unit VALUES ('UBND huyện Bác Ái')"))
    built.dispose()


def ask(url: str, question: str) -> str:
    asked = engine(url)
    with asked.connect() as connection:
        answer = connection.execute(text(question)).scalar_one()
    asked.dispose()
    return str(answer)


def test_a_database_keeps_vietnamese_and_counts_in_utc(postgres_server: Server) -> None:
    url = postgres_server.create_database("plain")
    assert ask(url, "SELECT upper('đã gửi Ễ')") == "ĐÃ GỬI Ễ"
    assert ask(url, "SHOW server_encoding") == "UTF8"
    assert ask(url, "SHOW timezone") == "UTC"


def test_each_copy_of_a_template_is_a_database_of_its_own(postgres_server: Server) -> None:
    name = postgres_server.template("copied_template", fill)
    first = postgres_server.create_database("first", name)
    second = postgres_server.create_database("second", name)
    asked = engine(first)
    with asked.begin() as connection:
        connection.execute(text("DELETE FROM unit"))
    asked.dispose()
    assert ask(first, "SELECT count(*) FROM unit") == "0"
    assert ask(second, "SELECT name FROM unit") == "UBND huyện Bác Ái"


def test_a_dropped_database_is_gone_even_while_somebody_reads_it(postgres_server: Server) -> None:
    url = postgres_server.create_database("short_lived")
    reader = engine(url).connect()
    postgres_server.drop_database("short_lived")
    reader.invalidate()
    with pytest.raises(OperationalError, match="does not exist"):
        ask(url, "SELECT 1")


def test_nobody_reaches_the_server_over_the_network(postgres_server: Server) -> None:
    assert ask(postgres_server.url("postgres"), "SHOW listen_addresses") == ""
    assert len(str(postgres_server.folder)) < 80
    assert stat.S_IMODE(os.stat(postgres_server.folder).st_mode) == 0o700


@pytest.mark.skipif(programs() is None, reason="needs PostgreSQL; the fixture above says so in CI")
def test_a_durable_server_waits_for_the_disk_and_leaves_nothing_behind() -> None:
    with Server(durable=True) as server:
        assert ask(server.url("postgres"), "SHOW fsync") == "on"
        folder, process = server.folder, server.process
    assert process.returncode == 0
    assert not folder.exists()
