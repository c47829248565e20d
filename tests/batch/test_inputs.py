"""
What is converted: names, globs and addresses.
"""

from __future__ import annotations

import contextlib
import errno
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.batch.building import HEADER, contents, dataset, datasets, told

import sdsnet
from sdsnet import batch

NAMES = st.lists(st.text(st.characters(exclude_characters="\0"), min_size=1), unique=True)


@given(NAMES)
def test_names_of_outputs_are_fit_and_no_two_are_alike(names: list[str]) -> None:
    """
    Whatever inputs are called, each output has a name of its own that every system takes.
    """
    inputs = {one.place: one for one in map(batch.Input.at, names) if not one.fault}

    stems = [one.stem for one in inputs.values()]

    assert len({stem.casefold() for stem in stems}) == len(stems)
    assert all(len(stem.encode()) < 200 and stem.isprintable() for stem in stems)
    assert not any(set(stem) & set('/\\:*?"<>|.') for stem in stems)


def test_a_name_follows_from_the_name_alone() -> None:
    """
    Names of outputs are a promise: what was written yesterday is found again today.
    """
    assert batch.Input.at("a/x.yaml").stem == "x-b68f9a496da0df13"
    assert batch.Input.at("./a//x.yaml").stem == "x-b68f9a496da0df13"
    assert batch.Input.at("a/Minutes of 3 May.xlsx").stem.startswith("Minutes-of-3-May-")
    assert batch.Input.at("s3://b/x.yaml").stem.startswith("x-")
    assert batch.Input.at(".").stem.startswith("dataset-")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("http://[bad/x.yaml", "it cannot be fetched: "),
        ("http://[bad/*.yaml", "it cannot be listed: "),
        ("a.yaml\0b.yaml", "in a list each name stands on a line of its own"),
        ("*\0b.yaml", "in a list each name stands on a line of its own"),
        ("half\ud800.yaml", "UnicodeEncodeError"),
    ],
)
@pytest.mark.parametrize("jobs", [1, None])
def test_a_name_that_nothing_can_have_stops_no_other(
    tmp_path: Path, name: str, reason: str, jobs: int | None
) -> None:
    """
    A list that somebody else wrote may hold anything.
    """
    [path] = datasets(tmp_path, 1)

    summary, ones = told([name, path], "jsonl", tmp_path / "out", executor=jobs)

    assert (summary.written, summary.failed) == (1, 1)
    [one] = [one for one in ones.values() if one.status == "failed"]
    assert reason in one.reason
    assert one.reason.isprintable()


def test_an_address_is_a_glob_only_with_a_star() -> None:
    """
    A question mark begins the query of an address, and brackets hold a number of a host.
    """
    names = ["https://host/x.yaml?version=2", "http://[::1]/x.yaml"]

    assert [(one.name, one.fault) for one in batch.expand(names)] == [(name, "") for name in names]


def test_an_input_is_taken_as_it_is() -> None:
    """
    Somebody who has looked the inputs up already is not looked after.
    """
    one = batch.Input.at("memory://none/*.yaml")

    assert list(batch.expand([one])) == [one]


def test_a_name_with_signs_of_a_glob_is_taken_as_it_is_where_it_exists(tmp_path: Path) -> None:
    """
    A file may be called anything, and a path object is never a glob.
    """
    path = dataset(tmp_path, "a[1].yaml")

    assert [one.name for one in batch.expand([str(path)])] == [str(path)]
    assert [one.fault for one in batch.expand([tmp_path / "*.yaml"])] == [""]


def test_a_glob_that_matches_nothing_fails(tmp_path: Path) -> None:
    """
    A slip of the pen is told, and does not look like a job well done.
    """
    summary, ones = told([f"{tmp_path}/*.yml", f"{tmp_path}/*/"], "jsonl", tmp_path / "out")

    assert summary.failed == 2
    assert ones[f"{tmp_path}/*.yml"].reason == "no file matches"
    assert ones[f"{tmp_path}/*/"].reason == "no folder matches"


def test_outputs_are_no_inputs(tmp_path: Path) -> None:
    """
    A glob that covers the folder of outputs does not feed on them.
    """
    datasets(tmp_path, 2)
    pattern = f"{tmp_path}/**/*.*l*"

    told([pattern], "jsonl", tmp_path / "out")
    again, ones = told([pattern], "jsonl", tmp_path / "out", overwrite=True)

    assert (again.written, again.total) == (2, 2)
    assert all("/out/" not in name for name in ones)


def test_a_special_file_is_refused(tmp_path: Path) -> None:
    """
    A device is never waited for.
    """
    summary, ones = told(["/dev/zero"], "jsonl", tmp_path, given="json")

    assert summary.failed == 1
    assert "not a regular file" in ones["/dev/zero"].reason


# ---- from afar


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """
    Make a zip archive with two datasets, one of them in two files.
    """
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("one.yaml", HEADER)
        file.writestr("two/head.yaml", HEADER)
        file.writestr("two/more.yaml", 'sdsnet: "1"\nbarriers: [{id: b, title: T}]\n')
    return path


def test_files_and_folders_of_an_archive_are_converted(tmp_path: Path, archive: Path) -> None:
    """
    An address is read as a file or folder of that content is.
    """
    addresses = [f"zip://one.yaml::{archive}", f"zip://two::{archive}"]
    (tmp_path / "one.yaml").write_text(HEADER, encoding="utf-8")

    summary, _ = told(addresses, "jsonl", tmp_path / "out")
    told([tmp_path / "one.yaml"], "jsonl", tmp_path / "alone")

    assert summary.written == 2
    [alone] = contents(tmp_path / "alone").values()
    made = contents(tmp_path / "out")
    assert alone in made.values()
    assert any(b'"b"' in content for content in made.values())


def test_a_glob_in_an_address_stands_for_files(archive: Path) -> None:
    """
    Only files match; a folder of a store is named.
    """
    found = [one.name for one in batch.expand([f"zip://*::{archive}", f"zip://t*/*::{archive}"])]

    assert found == [
        f"zip://one.yaml::{archive}",
        f"zip://two/head.yaml::{archive}",
        f"zip://two/more.yaml::{archive}",
    ]


def test_problems_of_what_was_fetched_name_its_address(tmp_path: Path) -> None:
    """
    The copy that was read is gone when somebody looks for it.
    """
    store = fsspec.filesystem("memory")
    store.pipe("/b/x.yaml", b"sdsnet: '1'\nbarriers: [{id: b}]\n")

    summary, ones = told(["memory://b/x.yaml"], "jsonl", tmp_path)

    assert summary.problems == 1
    files = {one.position.file for one in ones["memory://b/x.yaml"].problems if one.position}
    assert files == {"memory://b/x.yaml"}
    assert not list(tmp_path.glob("[!.]*"))


def test_files_that_lead_out_of_their_folder_are_not_fetched(tmp_path: Path) -> None:
    """
    An archive is a stranger's, and its names may say anything.
    """
    path = tmp_path / "deep" / "a.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("two/head.yaml", HEADER)
        file.writestr("two/../../evil.yaml", HEADER)
    address = f"zip://two::{path}"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(path.parent))
        summary, ones = told([address], "jsonl", tmp_path / "out")

    assert summary.failed == 1
    assert "lies outside" in ones[address].reason
    assert [one.name for one in tmp_path.rglob("*.*")] == ["a.zip"]


def test_no_more_is_fetched_than_may_be_read(tmp_path: Path) -> None:
    """
    A store that never ends fills no disk.
    """
    fsspec.filesystem("memory").pipe("/large.jsonl", b" " * 5000)

    with batch.Input.at("memory://large.jsonl").fetched(1000) as fetched:
        size = Path(fetched).stat().st_size
    limits = sdsnet.Limits(file_bytes=1000)
    allowed = []

    @contextlib.contextmanager
    def watched(one: batch.Input, at_most: int) -> Iterator[str]:
        allowed.append(at_most)
        with fetched_by(one, at_most) as path:
            yield path

    fetched_by = batch.Input.fetched
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch.Input, "fetched", watched)
        _, ones = told(["memory://large.jsonl"], "jsonl", tmp_path, limits=limits)

    assert (size, allowed) == (1001, [1000])
    assert "larger than 1,000 bytes" in ones["memory://large.jsonl"].problems[0].message


def test_a_disk_that_is_full_while_fetching_is_told(tmp_path: Path) -> None:
    """
    What the system says is told, in words that hold no secret.
    """
    fsspec.filesystem("memory").pipe("/x.yaml", HEADER.encode())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "secret")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sdsnet.batch.inputs._copy", full)
        _, ones = told(["memory://x.yaml"], "jsonl", tmp_path)

    assert ones["memory://x.yaml"].reason == "it cannot be fetched: no space left on device"


def test_unchanged_content_from_afar_is_skipped(tmp_path: Path) -> None:
    """
    What counts are the bytes, and not when they were put there.
    """
    store = fsspec.filesystem("memory")
    again = ("memory://c/x.yaml", "jsonl", tmp_path)
    store.pipe("/c/x.yaml", HEADER.encode())
    told(*again)
    store.pipe("/c/x.yaml", HEADER.encode())

    same, _ = told(*again, skip_unchanged=True)
    store.pipe("/c/x.yaml", HEADER.replace("title: D", "title: E").encode())
    other, _ = told(*again, skip_unchanged=True)

    assert (same.unchanged, other.written) == (1, 1)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("memory://none.yaml", "it cannot be fetched: there is no such file"),
        ("memory://none/*.yaml", "no file matches"),
        ("nosuch://x.yaml", "it cannot be fetched: ValueError"),
        ("nosuch://*.yaml", "it cannot be listed: ValueError"),
        ("zip://x.yaml::none.zip", "it cannot be fetched: there is no such file"),
    ],
)
def test_what_cannot_be_fetched_is_told(tmp_path: Path, address: str, reason: str) -> None:
    """
    The reason says what happened and nothing of what a store may put into its messages.
    """
    summary, ones = told([address], "jsonl", tmp_path)

    assert summary.failed == 1
    assert ones[address].reason == reason


def test_a_password_in_an_address_is_refused_and_not_shown(tmp_path: Path) -> None:
    """
    Addresses stand in summaries and receipts, which is no place for a secret.
    """
    addresses = [
        "ftp://me:secret@host/x.yaml",
        "ftp://me:s@secret@host/*",
        "zip://x::ftp://:secret@h/",
    ]

    _, ones = told(addresses, "jsonl", tmp_path)

    assert set(ones) == {"ftp://***@host/x.yaml", "ftp://***@host/*", "zip://x::ftp://***@h/"}
    assert all("the address holds a password" in one.reason for one in ones.values())
    assert "secret" not in repr(ones)


def test_an_address_without_the_extra_says_what_to_install(tmp_path: Path) -> None:
    """
    Reading from afar needs a library that not everybody has.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "fsspec", None)
        summary, ones = told(["s3://b/x.yaml", "s3://b/*.yaml"], "jsonl", tmp_path)

    assert summary.failed == 2
    assert {one.reason for one in ones.values()} == {
        "addresses need fsspec: pip install sdsnet[remote]"
    }
