"""The checker of bundles: whatever was changed, it names the first fault; it needs no office."""

import io
import json
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.domain import movements
from office_verify import archive
from office_verify import check as checker
from office_verify.check import chained, check, manifest
from office_verify.faults import Fault

ID = "ab" * 16
Members = dict[str, bytes]


def record(document: str, seq: int, prev: bytes, **facts: object) -> bytes:
    """Return the bytes of a record, sealed as the office does."""
    by = {"person": 7, "name": "Nguyễn Thị Thủy", "unit": 3, "unit_name": "UBND", "role": "clerk"}
    frame = {"v": 1, "doc": document, "seq": seq, "prev": prev.hex(), "at": seq, "by": by}
    return movements.canonical({**frame, "act": "register", "run": 3, "run_name": "UBND", **facts})


def members_of(*documents: str, entries: int = 3) -> Members:
    """Return the members of a bundle whose documents have `entries` records each."""
    members = {"README.vi.md": b"vi", "README.en.md": b"en", "selection.json": b'{"left_out":{}}'}
    for document in documents:
        head, lines = movements.genesis(document), b""
        for seq in range(1, entries + 1):
            line = record(document, seq, head)
            head, lines = movements.seal(line), lines + line + b"\n"
        members[f"documents/{document}/movements.jsonl"] = lines
        members[f"documents/{document}/facts.json"] = movements.canonical(
            {
                "document": document, "sealed": "", "content": {}, "files": [], "versions": [],
                "names": {"persons": [[7, "Nguyễn Thị Thủy", 1]], "units": [[3, "UBND", 1]]},
            }
        )  # fmt: skip
    held = [chained(members, document) for document in sorted(documents)]
    return {**members, "manifest.json": manifest(members, held)}


SMALL = archive.write(members_of(ID))


def fault_of(data: bytes) -> Fault | None:
    """Return what the checker says against `data`, None when it holds."""
    try:
        check(data)
    except Fault as fault:
        return fault
    return None


def test_an_honest_bundle_holds() -> None:
    assert [one.entries for one in check(SMALL)] == [3]
    assert fault_of(archive.write(members_of(ID, "cd" * 16, entries=1))) is None


def test_any_reader_of_zip_files_can_read_it() -> None:
    with zipfile.ZipFile(io.BytesIO(SMALL)) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == archive.read(SMALL)


def test_one_flipped_byte_is_found_wherever_it_is() -> None:
    missed = []
    for place in range(len(SMALL)):
        changed = bytearray(SMALL)
        changed[place] ^= 1 << place % 8
        if fault_of(bytes(changed)) is None:
            missed.append(place)
    assert missed == []


def test_a_checker_that_reads_only_the_members_misses_what_is_around_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "as_written", lambda _data, _members: None)
    changed = bytearray(SMALL)
    changed[-1] ^= 1
    assert fault_of(bytes(changed)) is None


def test_a_checker_that_trusts_the_chain_alone_misses_what_stands_beside_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    members = {**members_of(ID), "README.en.md": b"another"}
    assert fault_of(archive.write(members)) is not None
    monkeypatch.setattr(checker, "manifest", lambda members, _found: members["manifest.json"])
    assert fault_of(archive.write(members)) is None


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, len(SMALL) - 1), bits=st.integers(1, 255))
def test_one_changed_byte_is_found_whatever_it_becomes(place: int, bits: int) -> None:
    changed = bytearray(SMALL)
    changed[place] ^= bits
    assert fault_of(bytes(changed)) is not None


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0, len(SMALL)), added=st.binary(max_size=4), gone=st.integers(0, 40))
def test_bytes_added_or_taken_away_are_found(place: int, added: bytes, gone: int) -> None:
    changed = SMALL[:place] + added + SMALL[place + gone :]
    assert (fault_of(changed) is None) == (changed == SMALL)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_noise_is_no_bundle(noise: bytes) -> None:
    assert fault_of(noise) is not None
    assert fault_of(b"PK\x03\x04" + noise) is not None


def test_a_changed_record_is_named_with_its_document_and_entry() -> None:
    lines = f"documents/{ID}/movements.jsonl"
    for entry in (1, 2, 3):
        members = members_of(ID)
        rows = members[lines].split(b"\n")
        rows[entry - 1] = rows[entry - 1].replace(b'"seq":', b'"sEq":')
        fault = fault_of(archive.write({**members, lines: b"\n".join(rows)}))
        assert fault is not None
        assert (fault.document, fault.entry) == (ID, entry)
        assert f"Document {ID}, entry {entry}: " in str(fault)


def test_a_record_sealed_anew_is_found_at_the_one_after_it_or_at_the_end() -> None:
    lines = f"documents/{ID}/movements.jsonl"
    members = members_of(ID)
    rows = members[lines].splitlines()
    for entry in (1, 3):
        forged = [*rows]
        told = {**json.loads(rows[entry - 1]), "reason": "thêm vào sau"}
        forged[entry - 1] = movements.canonical(told)
        fault = fault_of(archive.write({**members, lines: b"\n".join(forged) + b"\n"}))
        assert fault is not None
        assert (fault.entry, "manifest" in fault.en) == ((2, False) if entry == 1 else (None, True))


@pytest.mark.parametrize("change", [lambda r: r[:-1], lambda r: r[1:], lambda r: [r[1], r[0], r[2]],
                                    lambda r: [r[0], *r], lambda r: []])  # fmt: skip
def test_missing_added_and_moved_entries_are_found(
    change: Callable[[list[bytes]], list[bytes]],
) -> None:
    lines = f"documents/{ID}/movements.jsonl"
    members = members_of(ID)
    rows = change(members[lines].splitlines())
    changed = {**members, lines: b"".join(row + b"\n" for row in rows)}
    assert fault_of(archive.write(changed)) is not None


def local(name: bytes, content: bytes, method: int = 0, flags: int = 0) -> bytes:
    """Return a member as a hostile hand would write it."""
    packed = zlib.compress(content)[2:-4] if method else content
    head = archive._LOCAL.pack(
        b"PK\x03\x04", 20, flags, method, 0, 0x21, zlib.crc32(content), len(packed), len(content),
        len(name), 0,
    )  # fmt: skip
    return head + name + packed


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no bundle"),
        (b"%PDF-1.4", "no bundle"),
        (local(b"../../etc/passwd", b"x"), "no bundle has"),
        (local(b"/etc/passwd", b"x"), "no bundle has"),
        (local(b"documents/../README.vi.md", b"x"), "no bundle has"),
        (local(b"README.vi.md\x00.exe", b"x"), "no bundle has"),
        (local(b"README.vi.md", b"\0" * 50_000_000, method=8), "compressed"),
        (local(b"README.vi.md", b"x", flags=1), "encrypted"),
        (local(b"README.vi.md", b"x") * 2, "Two members"),
        (local(b"README.vi.md", b"x")[:20], "cut short"),
        (local(b"README.vi.md", b"xxxxxx")[:-3], "cut short"),
        (local(b"README.vi.md", b"x"), "README.en.md is missing"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_clear_words(data: bytes, said: str) -> None:
    fault = fault_of(data)
    assert fault is not None
    assert said in fault.en


def test_a_bundle_repacked_by_another_program_is_refused() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as written:
            for name, content in archive.read(SMALL).items():
                written.writestr(name, content)
        assert fault_of(packed.getvalue()) is not None


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"a":1e5}',
        b'{"a":NaN}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\ud800"}',
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b"\xff",
        b"[]",
        b"1",
        b"{}",
        b'{"doc":1,"prev":[],"seq":{}}',
    ],
)
def test_a_hostile_record_is_named_as_unreadable(line: bytes) -> None:
    for name in (f"documents/{ID}/movements.jsonl", f"documents/{ID}/facts.json", "selection.json"):
        ending = b"\n" if name.endswith("jsonl") else b""
        fault = fault_of(archive.write({**members_of(ID), name: line + ending}))
        assert fault is not None, name


def test_missing_members_are_named() -> None:
    for name in members_of(ID):
        members = members_of(ID)
        del members[name]
        fault = fault_of(archive.write(members))
        assert fault is not None, name
        assert name.rpartition("/")[2] in fault.en


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("names", {"persons": [], "units": []}),
        ("versions", [{"version": 1}]),
        ("sealed", "header"),
        ("document", "cd" * 16),
        ("files", [{"name": "a.pdf", "rendered": True, "sha256": "0" * 64, "size": 1}]),
        ("files", [{}]),
        ("files", 3),
        ("more", 1),
    ],
)
def test_facts_beside_the_records_must_be_theirs(field: str, value: object) -> None:
    members = members_of(ID)
    name = f"documents/{ID}/facts.json"
    facts = {**json.loads(members[name]), field: value}
    members[name] = movements.canonical(facts)
    members["manifest.json"] = manifest(members, [chained(members, ID)])
    fault = fault_of(archive.write(members))
    assert fault is not None
    assert fault.document == ID
