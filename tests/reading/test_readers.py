"""
Readers that plugins add: what becomes of what they give, and of what they do wrong.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sdsnet
from sdsnet import Fault, Limits, ParsedDocument, Place, Reader, Registry

HEADER = {"sdsnet": "1", "dataset": {"id": "d", "title": "The title"}}


def registry(read: Callable[[bytes, Limits], Any], suffix: str = ".list") -> Registry:
    """
    Make a registry with one reader.
    """

    class Plugin:
        """
        Offers the reader.
        """

        @staticmethod
        @sdsnet.hookimpl
        def sdsnet_readers() -> list[Reader]:
            """
            Offer the reader.
            """
            return [Reader(name="list", title="Lists", suffixes=(suffix,), read=read)]

    return Registry([Plugin], installed=False)


def giving(
    locate: Callable[[tuple[str | int, ...]], Place] | None = None, **lists: Any
) -> Registry:
    """
    Make a registry whose reader gives a document, whatever the file holds.
    """
    more: dict[str, Any] = {"locate": locate} if locate else {}
    return registry(lambda _, __: ParsedDocument(data={**HEADER, **lists}, **more))


def failing(_: object) -> Any:
    """
    Tell no place.
    """
    raise ZeroDivisionError


def echoing(path: object) -> Any:
    """
    Tell what is no place.
    """
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """
    Make a file with the ending of the reader.
    """
    path = tmp_path / "d.list"
    path.write_bytes(b"one\ntwo\n")
    return path


def test_a_reader_is_given_the_bytes_and_the_limits(file: Path) -> None:
    """
    What it makes of them is a dataset like any other.
    """
    seen = []

    def read(data: bytes, limits: Limits) -> ParsedDocument:
        seen.append((data, limits))
        titles = data.decode().split()
        barriers = [{"id": f"b{n}", "title": title} for n, title in enumerate(titles)]
        return ParsedDocument(data={**HEADER, "barriers": barriers})

    limits = Limits(records=7)

    dataset = sdsnet.read(file, registry=registry(read), limits=limits)

    assert [one.title for one in dataset.barriers] == ["one", "two"]
    assert seen == [(b"one\ntwo\n", limits)]


def test_each_problem_has_the_place_that_the_reader_tells(file: Path) -> None:
    """
    Those of the structure, of the codelists, and of the rules.
    """
    barriers = [
        {"id": "b1", "title": 5},
        {"id": "b2", "title": "T", "themes": ["capacity_tme"]},
        {"id": "b3", "title": "T", "part_of": "b3"},
    ]
    known = giving(
        lambda path: Place(int(path[1]) + 2, 3, f"Barriers!{'.'.join(map(str, path))}"),
        barriers=barriers,
    )

    problems = sdsnet.check(file, registry=known)

    assert [(one.code, str(one.position)) for one in problems] == [
        ("S07", f"{file}:Barriers!barriers.0.title"),
        ("E03", f"{file}:Barriers!barriers.1.themes.0"),
        ("E21", f"{file}:Barriers!barriers.2.part_of"),
    ]


def test_faults_that_a_reader_finds_stand_among_the_others(file: Path) -> None:
    """
    In the order of places, with paths of the reader's own.
    """
    faults = [Fault("S05", "There is no sheet of this name.", ("sheet", 2))]
    known = registry(
        lambda _, __: ParsedDocument(
            data={**HEADER, "barriers": [{"id": "b1", "title": 5}]},
            faults=faults,
            locate=lambda path: Place(1 if path[0] == "sheet" else 9, 1, str(path[0])),
        )
    )

    problems = sdsnet.check(file, registry=known)

    assert [(one.code, str(one.position)) for one in problems] == [
        ("S05", f"{file}:sheet"),
        ("S07", f"{file}:barriers"),
    ]


@pytest.mark.parametrize("text", ["a\x00b", "a\ufffeb", "a\ud800b", "\x1f"])
def test_characters_that_no_text_may_hold_are_found(text: str, file: Path) -> None:
    """
    A reader need not look for them.
    """
    known = giving(barriers=[{"id": "b1", "title": text}])

    assert [one.code for one in sdsnet.check(file, registry=known)] == ["S12"]


@pytest.mark.parametrize("value", [{1, 2}, object(), b"bytes", float("nan")])
def test_values_that_are_no_plain_data_are_told(value: Any, file: Path) -> None:
    """
    They are of the wrong kind, whatever they are.
    """
    known = giving(barriers=[{"id": "b1", "title": value}])

    assert [one.code for one in sdsnet.check(file, registry=known)] == ["S07"]


@pytest.mark.parametrize("data", [None, [], "text", 5])
def test_a_document_that_is_none_is_told(data: Any, file: Path) -> None:
    """
    With a problem, and not with a traceback.
    """
    known = registry(lambda _, __: ParsedDocument(data=data))

    assert {one.code for one in sdsnet.check(file, registry=known)} <= {"S07", "S10"}
    assert sdsnet.check(file, registry=known)


@pytest.mark.parametrize(
    ("read", "reason"),
    [
        (lambda _, __: 1 / 0, "failed with ZeroDivisionError"),
        (lambda _, __: sys.exit(0), "failed with SystemExit"),
        (lambda _, __: {"sdsnet": "1"}, "gave no ParsedDocument"),
        (
            lambda _, __: ParsedDocument(data=HEADER, faults=[Fault("S99", "M")]),
            "told a fault that no structural rule has a code for",
        ),
        (
            lambda _, __: ParsedDocument(data={**HEADER, "barriers": 5}, locate=failing),
            "failed with ZeroDivisionError to tell a place",
        ),
        (
            lambda _, __: ParsedDocument(data={**HEADER, "barriers": 5}, locate=echoing),
            "told a place that is no Place",
        ),
    ],
)
def test_a_reader_that_fails_is_named(read: Any, reason: str, file: Path) -> None:
    """
    And the text of its error, which may hold anything, is not shown.
    """
    with pytest.raises(sdsnet.PluginRunError, match=f"plugin Plugin: its reader list {reason}"):
        sdsnet.check(file, registry=registry(read))


def test_what_a_folder_holds_does_not_depend_on_plugins(file: Path) -> None:
    """
    Files of a reader are read when they are named, and passed over in a folder.
    """
    (file.parent / "d.yaml").write_text('sdsnet: "1"\ndataset: {id: y, title: From YAML}\n')

    assert sdsnet.read(file.parent, registry=giving()).title == "From YAML"


def test_a_file_is_read_as_what_it_is_said_to_be(file: Path, tmp_path: Path) -> None:
    """
    Whatever its ending; a format that nobody reads is told.
    """
    other = tmp_path / "d.txt"
    other.write_text("x")

    assert sdsnet.read(other, given="list", registry=giving()).title == "The title"
    with pytest.raises(sdsnet.DocumentError, match=r"Nothing here reads 'xls'\. What is read:"):
        sdsnet.read(file, given="xls", registry=giving())
    with pytest.raises(sdsnet.DocumentError, match=r"endings that are read: .*\.jsonl, \.list\."):
        sdsnet.read(other, registry=giving())


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_endings_of_the_library_cannot_be_taken(suffix: str) -> None:
    """
    A YAML file is a YAML file.
    """
    with pytest.raises(sdsnet.PluginLoadError, match=f"the ending '{suffix}' is claimed by"):
        registry(lambda _, __: None, suffix)


@pytest.mark.parametrize("suffixes", [(), ("xlsx",), (".XLSX",), ".xlsx"])
def test_a_reader_names_endings(suffixes: Any) -> None:
    """
    With the dot, in lower case, in a list.
    """
    with pytest.raises(ValueError, match="names the endings it reads"):
        Reader(name="x", title="T", suffixes=suffixes, read=lambda _, __: None)  # type: ignore[arg-type,return-value]  # whatever
