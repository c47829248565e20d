"""
The host: what it takes from exporters, and how it writes files.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest

import sdsnet
from sdsnet import Artifact, Dataset, Edition, Exporter, ExportError, exporting


@attrs.frozen
class Options:
    """
    Options of every sort.
    """

    loud: bool = False
    width: int = 80
    name: str = "x"
    mode: Literal["a", "b"] = "a"


def exporter(
    *artifacts: Artifact, layout: Literal["file", "folder"] = "folder", options: type | None = None
) -> Exporter:
    """
    Make an exporter that gives these artifacts.
    """
    return Exporter(
        name="demo",
        title="A demonstration",
        media_type="text/plain",
        suffix=".txt",
        layout=layout,
        export=lambda _edition, _options: artifacts,
        options=options,
    )


@pytest.fixture
def edition() -> Edition:
    """
    Make an edition with nothing in it.
    """
    return sdsnet.disclose(Dataset(id="d", title="t"), audience="internal")


def files(folder: Path) -> set[str]:
    """
    Name everything that lies in a folder, hidden files too.
    """
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_a_file_is_written_whole_and_the_receipt_says_what(
    tmp_path: Path, edition: Edition
) -> None:
    """
    The receipt names the file, its size and its digest; nothing else is left in the folder.
    """
    receipt = exporting.write(
        exporter(Artifact("a.txt", [b"one", b"two"]), layout="file"), edition, tmp_path / "o.txt"
    )

    assert (tmp_path / "o.txt").read_bytes() == b"onetwo"
    assert files(tmp_path) == {"o.txt"}
    assert receipt.files[0].size == 6
    assert receipt.files[0].sha256 == hashlib.sha256(b"onetwo").hexdigest()
    assert (receipt.exporter, receipt.audience, receipt.dataset) == ("demo", "internal", "d")


def test_a_file_goes_into_a_folder_that_exists(tmp_path: Path, edition: Edition) -> None:
    """
    Whoever names a folder gets the file under the exporter's name.
    """
    receipt = exporting.write(exporter(Artifact("a.txt", b"x"), layout="file"), edition, tmp_path)

    assert receipt.output == tmp_path / "a.txt"
    assert (tmp_path / "a.txt").read_bytes() == b"x"


def test_an_existing_file_is_replaced_only_when_told(tmp_path: Path, edition: Edition) -> None:
    """
    Nothing is lost by a slip of the output's name.
    """
    target = tmp_path / "o.txt"
    target.write_text("old")
    made = exporter(Artifact("a.txt", b"new"), layout="file")

    with pytest.raises(ExportError, match="exists; choose another name or say overwrite"):
        exporting.write(made, edition, target)

    assert target.read_text() == "old"
    exporting.write(made, edition, target, overwrite=True)
    assert target.read_text() == "new"


def test_a_folder_is_written_with_a_manifest(tmp_path: Path, edition: Edition) -> None:
    """
    The manifest names what was written, so that a later export may replace just that.
    """
    made = exporter(Artifact("a.txt", b"x"), Artifact("sub/b.txt", b"yy"))

    exporting.write(made, edition, tmp_path / "new" / "out")

    out = tmp_path / "new" / "out"
    assert files(out) == {"a.txt", "sub", "sub/b.txt", "sdsnet-export.json"}
    manifest = json.loads((out / "sdsnet-export.json").read_text())
    assert [file["name"] for file in manifest["files"]] == ["a.txt", "sub/b.txt"]
    assert manifest["audience"] == "internal"
    assert files(tmp_path / "new") == {"out", *(f"out/{name}" for name in files(out))}


def test_a_folder_export_is_replaced_whole(tmp_path: Path, edition: Edition) -> None:
    """
    A file that the new export does not make is gone with the old export.
    """
    out = tmp_path / "out"
    exporting.write(exporter(Artifact("a.txt", b"x"), Artifact("b.txt", b"y")), edition, out)
    newer = exporter(Artifact("a.txt", b"z"))

    with pytest.raises(ExportError, match="holds files; choose another or say overwrite"):
        exporting.write(newer, edition, out)
    exporting.write(newer, edition, out, overwrite=True)

    assert files(out) == {"a.txt", "sdsnet-export.json"}
    assert (out / "a.txt").read_bytes() == b"z"
    assert files(tmp_path) == {"out", "out/a.txt", "out/sdsnet-export.json"}


def test_a_folder_that_holds_anything_else_is_refused(tmp_path: Path, edition: Edition) -> None:
    """
    Somebody's own file in the folder is never removed, whatever was said.
    """
    out = tmp_path / "out"
    exporting.write(exporter(Artifact("a.txt", b"x")), edition, out)
    (out / "mine.txt").write_text("mine")

    with pytest.raises(ExportError, match=r"holds 'mine.txt', which no earlier export wrote"):
        exporting.write(exporter(Artifact("a.txt", b"z")), edition, out, overwrite=True)

    assert (out / "a.txt").read_bytes() == b"x"
    assert (out / "mine.txt").read_text() == "mine"


def test_a_folder_export_does_not_replace_a_file(tmp_path: Path, edition: Edition) -> None:
    """
    A file where the folder would go stays.
    """
    (tmp_path / "out").write_text("old")

    with pytest.raises(ExportError, match="is a file; this format makes a folder"):
        exporting.write(exporter(Artifact("a", b"")), edition, tmp_path / "out", overwrite=True)


def failing() -> Iterator[bytes]:
    """
    Give some bytes and fail.
    """
    yield b"half"
    message = "the secret name"
    raise RuntimeError(message)


@pytest.mark.parametrize("layout", ["file", "folder"])
def test_an_exporter_that_fails_half_way_leaves_the_old_export(
    tmp_path: Path, edition: Edition, layout: Literal["file", "folder"]
) -> None:
    """
    Nothing half-written stays, and the text of a stranger's exception is not passed on.
    """
    target = tmp_path / "out"
    exporting.write(exporter(Artifact("a", b"old"), layout=layout), edition, target)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    with pytest.raises(ExportError) as caught:
        exporting.write(
            exporter(Artifact("a", failing()), layout=layout), edition, target, overwrite=True
        )

    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    assert str(caught.value) == "demo: the exporter failed with RuntimeError in 'a'"


def test_an_old_export_that_cannot_be_put_back_is_not_thrown_away(
    tmp_path: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    When the new folder cannot take its place and the old one cannot return, the old one is kept.
    """
    out = tmp_path / "out"
    exporting.write(exporter(Artifact("a.txt", b"old")), edition, out)
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if target == out:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)

    with pytest.raises(ExportError, match="Input/output error"):
        exporting.write(exporter(Artifact("a.txt", b"new")), edition, out, overwrite=True)

    assert b"old" in {path.read_bytes() for path in tmp_path.rglob("a.txt")}


def test_an_exporter_that_raises_is_named(edition: Edition) -> None:
    """
    The failure of an exporter is told without what its exception says.
    """

    def broken(_: Edition, __: Any) -> Iterable[Artifact]:
        message = "the secret name"
        raise KeyError(message)

    with pytest.raises(ExportError) as caught:
        exporting.artifacts(attrs.evolve(exporter(), export=broken), edition)

    assert str(caught.value) == "demo: the exporter failed with KeyError; nothing was written"


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../up",
        "a/../b",
        "a//b",
        "",
        ".",
        "CON",
        "nul.txt",
        "a\\b",
        "a:b",
        "a\nb",
        "end.",
        "x" * 201,
        'q"',
    ],
)
def test_a_name_that_is_not_fit_everywhere_is_refused(edition: Edition, name: str) -> None:
    """
    No artifact leaves the output, and none is lost on another system.
    """
    with pytest.raises(ExportError, match="is not a file name that every system takes"):
        exporting.artifacts(exporter(Artifact(name, b"")), edition)


def test_names_that_differ_by_case_alone_are_refused(edition: Edition) -> None:
    """
    On many systems one of the two files would overwrite the other.
    """
    with pytest.raises(ExportError, match="two files of the export have the same name"):
        exporting.artifacts(exporter(Artifact("A", b""), Artifact("a", b"")), edition)


def test_an_exporter_cannot_write_the_manifest(edition: Edition) -> None:
    """
    The manifest is the host's.
    """
    with pytest.raises(ExportError, match="two files of the export have the same name"):
        exporting.artifacts(exporter(Artifact("sdsnet-export.json", b"")), edition)


def test_a_format_of_one_file_gives_one(edition: Edition) -> None:
    """
    The layout that an exporter declares is the one it keeps.
    """
    two = exporter(Artifact("a", b""), Artifact("b", b""), layout="file")

    with pytest.raises(ExportError, match="the exporter gave 2 files where one is due"):
        exporting.artifacts(two, edition)


def test_anything_but_an_artifact_is_refused(edition: Edition) -> None:
    """
    A wrong return value is told by its kind.
    """
    with pytest.raises(ExportError, match="gave bytes where an Artifact is due"):
        exporting.artifacts(exporter(b"x"), edition)  # type: ignore[arg-type]  # wrong on purpose


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, edition: Edition) -> None:
    """
    What the system says is passed on as an error of the export.
    """
    made = exporter(Artifact("a", b""), layout="file")

    with pytest.raises(ExportError, match=r"cannot write .*: No such file or directory"):
        exporting.write(made, edition, tmp_path / "nowhere" / "o.txt")


def test_options_are_made_from_text() -> None:
    """
    A command line gives text, and each option takes what its type says.
    """
    made = exporter(options=Options)

    options = exporting.options_from_text(
        made, {"loud": "true", "width": "40", "name": "true", "mode": "b"}
    )

    assert options == Options(loud=True, width=40, name="true", mode="b")
    assert exporting.options_from_text(exporter(), {}) is None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"lound": "true"}, "there is no option 'lound'. It has: loud, mode, name, width."),
        ({"loud": "yes"}, "option 'loud' takes false or true."),
        ({"width": "-1"}, "option 'width' takes a whole number."),
        ({"mode": "c"}, "option 'mode' takes a or b."),
    ],
)
def test_an_option_that_does_not_fit_is_refused(given: dict[str, str], reason: str) -> None:
    """
    The message says what would fit.
    """
    with pytest.raises(ExportError) as caught:
        exporting.options_from_text(exporter(options=Options), given)

    assert caught.value.reason == reason


def test_an_option_of_a_format_without_options_is_refused() -> None:
    """
    The message says that there is none.
    """
    with pytest.raises(ExportError, match=r"there is no option 'a'\. It has none\."):
        exporting.options_from_text(exporter(), {"a": "b"})


@pytest.mark.parametrize(
    ("key", "name"), [("d", "d.json"), ("con", "con-dataset.json"), ("n:d", "n-d.json")]
)
@pytest.mark.parametrize("to", ["json", "sqlite", "markdown"])
def test_a_file_is_named_after_the_dataset_in_a_way_that_every_system_takes(
    key: str, name: str, to: str
) -> None:
    """
    An id that no file can be called by is made fit.
    """
    edition = sdsnet.disclose(Dataset(id=key, title="t"), audience="internal")

    [artifact] = sdsnet.export(edition, to)

    assert artifact.name.rpartition(".")[0] == name.rpartition(".")[0]


def test_a_receipt_is_written_beside_a_file_and_read_back(tmp_path: Path, edition: Edition) -> None:
    """
    The receipt of a file export says what the manifest of a folder says.
    """
    receipt = tmp_path / "receipt.json"

    written = sdsnet.write(edition, "json", tmp_path / "out.json", receipt=receipt)

    read = exporting.read_receipt(receipt)
    assert (read.exporter, read.audience, read.dataset) == ("json", "internal", "d")
    assert (read.edition, read.files) == (edition.sha256, written.files)
    assert len(edition.sha256) == 64


def test_the_manifest_of_a_folder_is_a_receipt(tmp_path: Path, edition: Edition) -> None:
    """
    A folder export needs no receipt beside it.
    """
    written = sdsnet.write(edition, "csv", tmp_path / "out")

    read = exporting.read_receipt(tmp_path / "out")

    assert (read.edition, read.files) == (edition.sha256, written.files)


def test_an_existing_receipt_stops_an_export_before_anything_is_written(
    tmp_path: Path, edition: Edition
) -> None:
    """
    A receipt is kept as carefully as an export.
    """
    receipt = tmp_path / "receipt.json"
    receipt.write_text("mine", encoding="utf-8")

    with pytest.raises(ExportError, match="exists; choose another name"):
        sdsnet.write(edition, "json", tmp_path / "out.json", receipt=receipt)

    assert [path.name for path in tmp_path.iterdir()] == ["receipt.json"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"files": [{}]}', '{"exporter": "x"}'])
def test_what_is_no_receipt_is_refused(tmp_path: Path, content: str) -> None:
    """
    The message names the file.
    """
    path = tmp_path / "r.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(ExportError, match=r"r\.json is not the receipt of an export"):
        exporting.read_receipt(path)


def test_a_receipt_that_is_not_there_is_told(tmp_path: Path) -> None:
    """
    The message names the file and the reason.
    """
    with pytest.raises(ExportError, match=r"cannot read .*none\.json: No such file"):
        exporting.read_receipt(tmp_path / "none.json")


def test_an_unknown_format_is_told_with_those_that_are_known(edition: Edition) -> None:
    """
    The error lists the formats.
    """
    with pytest.raises(sdsnet.UnknownFormatError, match=r"there is no format 'gexff'. Known.*json"):
        sdsnet.export(edition, "gexff")
