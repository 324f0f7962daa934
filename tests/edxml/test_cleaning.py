"""Packets that are not quite XML are mended where the fault is known and harmless."""

import pytest

from office.edxml.reader import read
from tests.edxml.packets import sample

NEW = sample("edoc_new")
TEXT = NEW.decode()


@pytest.mark.parametrize("junk", [b"\xef\xbb\xbf", b"1212", b"\r\n \t", b"\xff\xfe junk \x00"])
def test_junk_before_the_first_tag_is_dropped(junk: bytes) -> None:
    assert read(junk + NEW) == read(NEW)


@pytest.mark.parametrize("junk", [b"\r\n", b"\0\0\0", b"   "])
def test_blanks_after_the_last_tag_are_dropped(junk: bytes) -> None:
    assert read(NEW + junk) == read(NEW)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("label", ["UTF-8", "utf-16"])
def test_a_packet_is_read_in_the_encoding_it_is_in(encoding: str, label: str) -> None:
    assert read(TEXT.replace("UTF-8", label, 1).encode(encoding)) == read(NEW)


def test_utf_8_that_calls_itself_utf_16_is_read() -> None:
    assert read(NEW.replace(b"UTF-8", b"utf-16", 1)) == read(NEW)


def test_a_western_encoding_is_read_as_it_says() -> None:
    status = sample("status_inbox_01").decode()
    western = "".join(letter if letter < "\x80" else "à" for letter in status)
    labelled = western.replace("UTF-8", "windows-1252", 1)
    assert read(labelled.encode("cp1252")) == read(western.encode())


def test_line_ends_do_not_matter() -> None:
    assert read(NEW.replace(b"\r\n", b"\n")) == read(NEW)


def test_prefixes_that_nobody_declared_are_declared() -> None:
    undeclared = NEW.replace(b' xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016"', b"")
    assert b"xmlns:edXML" not in undeclared
    assert read(undeclared) == read(NEW)


def test_a_prefix_declared_only_inside_is_declared_outside_too() -> None:
    outside = NEW.replace(b"<Attachment>", b"<edXML:Attachment xlink:type='simple'>").replace(
        b"</Attachment>", b"</edXML:Attachment>"
    )
    assert read(b"<!-- <a> -->" + outside.partition(b"?>")[2]) == read(NEW)
