"""
`sdsnet.convert`: many datasets, whatever becomes of each.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.batch.building import HEADER, contents, dataset, datasets, faulty, told

import sdsnet
from sdsnet import Artifact, Conversion, Exporter, batch, exporting

ONE_AFTER_THE_OTHER = [1, 2]


def test_each_output_is_what_write_makes(tmp_path: Path) -> None:
    """
    A dataset that is converted among others gives the bytes that it gives alone.
    """
    paths = datasets(tmp_path, 2)

    summary, ones = told(paths, "csv", tmp_path / "out")

    assert (summary.written, summary.total, str(summary)) == (2, 2, "2 inputs: 2 written.")
    for path in paths:
        alone = tmp_path / "alone" / path.stem
        sdsnet.write(sdsnet.disclose(sdsnet.read(path)), "csv", alone)
        assert contents(Path(ones[str(path)].output)) == contents(alone)


@pytest.mark.parametrize("jobs", ONE_AFTER_THE_OTHER)
def test_a_failure_stops_nothing_else(tmp_path: Path, jobs: int) -> None:
    """
    What has problems and what is not there are told, and the rest is written.
    """
    good, bad = datasets(tmp_path, 3), faulty(tmp_path, "bad.yaml")
    missing = tmp_path / "missing.yaml"

    summary, ones = told([bad, missing, *good], "jsonl", tmp_path / "out", executor=jobs)

    assert (summary.written, summary.problems, summary.failed) == (3, 1, 1)
    assert str(summary) == "5 inputs: 3 written, 1 with problems, 1 failed."
    assert {one.source for one in summary.named} == {str(bad), str(missing)}
    assert (ones[str(bad)].errors, ones[str(bad)].problems[0].code) == (1, "E03")
    assert ones[str(missing)].reason == "This cannot be read: no such file or directory."
    assert len(contents(tmp_path / "out")) == 3


def test_problems_name_files_as_they_were_given(tmp_path: Path) -> None:
    """
    A message leads to the file by the name that the user knows, in a folder as well.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        dataset(tmp_path / "b", "one.yaml")
        dataset(tmp_path / "b", "two.yaml")
        _, ones = told(["b/"], "jsonl", "out")

    places = {str(one.position) for one in ones["b/"].problems}
    assert "b/two.yaml:2" in {place.rpartition(":")[0] for place in places}
    assert all(str(tmp_path) not in str(one) for one in ones["b/"].problems)


def _doubles(folder: Path) -> list[Path]:
    names = ["a/x.yaml", "b/x.yaml", "a/x.json", "a/X.yaml", "x.yaml"]
    paths = [dataset(folder, name, title=f"T{number}") for number, name in enumerate(names)]
    document = {"sdsnet": "1", "dataset": {"id": "d", "title": "D"}}
    paths[2].write_text(json.dumps(document), encoding="utf-8")
    return paths


@pytest.mark.parametrize("order", [1, -1], ids=["forwards", "backwards"])
@pytest.mark.parametrize("jobs", ONE_AFTER_THE_OTHER)
@pytest.mark.parametrize("to", ["jsonl", "csv"])
def test_inputs_of_one_name_are_told_apart(tmp_path: Path, order: int, jobs: int, to: str) -> None:
    """
    Outputs have names of their own, the same ones in any order and by any worker.
    """
    paths = _doubles(tmp_path)
    expected, alone = {}, tmp_path / "alone"
    for path in paths:
        _, ones = told([path], to, alone)
        expected[str(path)] = Path(ones[str(path)].output).name

    _, ones = told(paths[::order], to, tmp_path / "out", executor=jobs)

    assert {name: Path(one.output).name for name, one in ones.items()} == expected
    assert len({name.lower() for name in expected.values()}) == len(paths)
    assert contents(tmp_path / "out") == contents(alone)


def test_an_input_that_is_named_twice_is_written_once(tmp_path: Path) -> None:
    """
    Overlapping names lead to one output, which both are told.
    """
    [path] = datasets(tmp_path, 1)
    several = [path, f"{tmp_path}/./{path.name}", f"{tmp_path}/*.yaml"] * 20

    for jobs in ONE_AFTER_THE_OTHER:
        summary, _ = told(several, "csv", tmp_path / f"out{jobs}", executor=jobs)

        assert (summary.written, summary.total) == (60, 60)
        assert [name.name for name in (tmp_path / f"out{jobs}").glob("[!.]*")] == [
            Path(batch.Input.at(str(path)).stem).name
        ]


def test_a_folder_is_one_dataset_and_a_glob_is_many(tmp_path: Path) -> None:
    """
    As for `read` a folder is one dataset; a glob stands for files, or for folders with a slash.
    """
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "head.yaml").write_text(HEADER, encoding="utf-8")
    (tmp_path / "b" / "more.yaml").write_text(
        'sdsnet: "1"\nbarriers: [{id: b, title: T}]\n', encoding="utf-8"
    )
    dataset(tmp_path / "c" / "deep", "x.yaml")

    def found(pattern: str) -> set[str]:
        names = (one.name for one in batch.expand([f"{tmp_path}/{pattern}"]))
        return {name.removeprefix(f"{tmp_path}/") for name in names}

    summary, _ = told([tmp_path / "b"], "jsonl", tmp_path / "out")
    assert summary.written == 1
    assert found("b") == {"b"}
    assert found("b/*") == {"b/head.yaml", "b/more.yaml"}
    assert found("[bc]/**/*.yaml") == {"b/head.yaml", "b/more.yaml", "c/deep/x.yaml"}
    assert found("[bc]/") == {"b/", "c/"}


def test_a_single_source_need_not_be_a_list(tmp_path: Path) -> None:
    """
    A text is one source, and not a sequence of letters.
    """
    [path] = datasets(tmp_path, 1)

    assert sdsnet.convert(str(path), "jsonl", tmp_path / "out").written == 1


def test_an_earlier_output_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    """
    As with `write`, nothing is replaced unasked.
    """
    [path] = datasets(tmp_path, 1)
    _, ones = told([path], "jsonl", tmp_path / "out")
    output = Path(ones[str(path)].output)
    output.write_text("mine", encoding="utf-8")

    refused, ones = told([path], "jsonl", tmp_path / "out")
    kept = output.read_text(encoding="utf-8")
    replaced, _ = told([path], "jsonl", tmp_path / "out", overwrite=True)

    assert (refused.failed, kept, replaced.written) == (1, "mine", 1)
    assert "exists; choose another name or say overwrite" in ones[str(path)].reason
    assert output.read_text(encoding="utf-8") != "mine"


# ---- skipping what has not changed


def _changed(path: Path) -> dict[str, object]:
    dataset(path.parent, path.name, title="Another")
    return {}


def _output_is_gone(path: Path) -> dict[str, object]:
    [output] = (path.parent / "out").glob("[!.]*")
    output.unlink()
    return {}


def _output_is_cut_short(path: Path) -> dict[str, object]:
    [output] = (path.parent / "out").glob("[!.]*")
    output.write_bytes(output.read_bytes()[:-1])
    return {}


def _receipt_is_torn(path: Path) -> dict[str, object]:
    [receipt] = (path.parent / "out" / ".sdsnet").iterdir()
    receipt.write_bytes(receipt.read_bytes()[:50])
    return {}


@pytest.mark.parametrize(
    ("change", "choices"),
    [
        (_changed, {}),
        (_output_is_gone, {}),
        (_output_is_cut_short, {}),
        (_receipt_is_torn, {}),
        (None, {"audience": "network"}),
        (None, {"given": "yaml"}),
        (None, {"limits": sdsnet.Limits(records=9)}),
    ],
    ids=["bytes", "gone", "cut", "receipt", "audience", "given", "limits"],
)
def test_what_has_changed_is_made_again(
    tmp_path: Path, change: Callable[[Path], object] | None, choices: dict[str, object]
) -> None:
    """
    Whatever an output follows from makes it anew; what is as it was is left alone.
    """
    [path] = datasets(tmp_path, 1)
    again = (path, "jsonl", tmp_path / "out")
    told(*again)

    unchanged, ones = told(*again, skip_unchanged=True)
    if change is not None:
        change(path)
    remade, _ = told(*again, skip_unchanged=True, **choices)

    assert (unchanged.unchanged, unchanged.total) == (1, 1)
    assert Path(ones[str(path)].receipt).exists()
    assert (remade.written, remade.total) == (1, 1)
    assert told(*again, skip_unchanged=True, **choices)[0].unchanged == 1


def test_other_options_make_an_output_again(tmp_path: Path) -> None:
    """
    The options of a format count, and its defaults are the same said or unsaid.
    """
    [path] = datasets(tmp_path, 1)
    kind = sdsnet.Registry(installed=False).exporter("csv").options
    assert kind is not None
    again = (path, "csv", tmp_path / "out")
    told(*again)

    default, _ = told(*again, skip_unchanged=True, options=kind())
    other, _ = told(*again, skip_unchanged=True, options=kind(spreadsheet_safe=True))

    assert (default.unchanged, other.written) == (1, 1)


def test_an_option_that_does_not_show_makes_an_output_again(tmp_path: Path) -> None:
    """
    Every option counts, also one that its class keeps out of its text.
    """

    @attrs.frozen
    class Choices:
        marks: str = attrs.field(default="", repr=False)

    exporter = Exporter(
        name="demo",
        title="D",
        media_type="text/plain",
        suffix=".txt",
        layout="file",
        export=lambda edition, _: [Artifact("a.txt", edition.dataset.id.encode())],
        options=Choices,
    )
    [path] = datasets(tmp_path, 1)
    registry = sdsnet.Registry(installed=False)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(registry), "exporter", lambda *_: exporter)
        again = (path, "demo", tmp_path / "out")
        told(*again)
        same, _ = told(*again, skip_unchanged=True, options=Choices())
        other, _ = told(*again, skip_unchanged=True, options=Choices("x"))

    assert (same.unchanged, other.written) == (1, 1)


@pytest.mark.parametrize("choice", ["skip_unchanged", "overwrite"])
def test_a_source_of_the_same_name_elsewhere_replaces_nothing_unasked(
    tmp_path: Path, choice: str
) -> None:
    """
    Names are as they were given, and two folders may both have been the working folder.
    """
    for number in range(2):
        dataset(tmp_path / f"f{number}", "x.yaml", title=f"T{number}")
    results = []

    for number in range(2):
        with contextlib.chdir(tmp_path / f"f{number}"):
            results.append(told(["x.yaml"], "jsonl", tmp_path / "out", **{choice: True}))

    [output] = contents(tmp_path / "out").values()
    second, ones = results[1]
    if choice == "overwrite":
        assert (second.written, b"T1" in output) == (1, True)
    else:
        assert (second.failed, b"T0" in output) == (1, True)
        assert f"was made from {tmp_path}/f0/x.yaml; choose" in ones["x.yaml"].reason


def test_a_folder_that_was_moved_is_unchanged(tmp_path: Path) -> None:
    """
    What counts for an output is what is in its source.
    """
    (tmp_path / "f0").mkdir()
    dataset(tmp_path / "f0", "x.yaml")
    with contextlib.chdir(tmp_path / "f0"):
        told(["x.yaml"], "jsonl", tmp_path / "out")
    (tmp_path / "f0").rename(tmp_path / "f1")

    with contextlib.chdir(tmp_path / "f1"):
        summary, _ = told(["x.yaml"], "jsonl", tmp_path / "out", skip_unchanged=True)

    assert summary.unchanged == 1


def test_other_versions_make_an_output_again(tmp_path: Path) -> None:
    """
    A new version of the library or of a plugin may give other bytes.
    """
    [path] = datasets(tmp_path, 1)
    again = (path, "jsonl", tmp_path / "out")
    told(*again)

    with pytest.MonkeyPatch.context() as patch:
        for module in ("converting", "work"):
            newer = (("sdsnet", "sdsnet", "99"),)
            patch.setattr(f"sdsnet.batch.{module}.versions", lambda newer=newer: newer)
        remade, _ = told(*again, skip_unchanged=True)

    assert remade.written == 1


def test_a_file_of_a_folder_counts_by_its_name_and_bytes(tmp_path: Path) -> None:
    """
    A folder has changed when a file in it has, and when one has another name.
    """
    folder = tmp_path / "in"
    dataset(folder, "a.yaml")
    again = (folder, "jsonl", tmp_path / "out")
    told(*again)
    unchanged, _ = told(*again, skip_unchanged=True)

    (folder / "a.yaml").rename(folder / "b.yaml")
    renamed, _ = told(*again, skip_unchanged=True)

    assert (unchanged.unchanged, renamed.written) == (1, 1)


def test_receipts_are_what_recall_reads(tmp_path: Path) -> None:
    """
    The receipt of each output says what was given out.
    """
    [path] = datasets(tmp_path, 1)
    _, ones = told([path], "jsonl", tmp_path / "out")

    receipt = exporting.read_receipt(ones[str(path)].receipt)
    read = sdsnet.read(path)
    found = sdsnet.recall(read, read, receipts=[ones[str(path)].receipt])

    assert (receipt.exporter, receipt.audience, receipt.dataset) == ("jsonl", "public", "d")
    assert [one.verdict for one in found.exports] == ["unaffected"]
    output = Path(ones[str(path)].output)
    assert Path(ones[str(path)].receipt).stat().st_mode == output.stat().st_mode
    assert not list((tmp_path / "out" / ".sdsnet").glob("*.begun"))


# ---- warnings and refusals


def test_warnings_of_names_are_counted(tmp_path: Path) -> None:
    """
    A name in a text that is given out is told; the keeper's own copy needs no warning.
    """
    walkthrough = Path(__file__).parents[2] / "examples" / "walkthrough.yaml"

    public, ones = told([walkthrough], "jsonl", tmp_path / "out")
    internal, _ = told([walkthrough], "jsonl", tmp_path / "own", audience="internal")

    assert (public.warned, internal.warned) == (1, 0)
    assert {one.code for one in ones[str(walkthrough)].problems} == {"W02"}


def test_an_audience_that_nobody_declared_fails_each_input(tmp_path: Path) -> None:
    """
    Datasets declare audiences, so each input is asked for itself.
    """
    [path] = datasets(tmp_path, 1)

    summary, ones = told([path], "jsonl", tmp_path / "out", audience="nobody")

    assert summary.failed == 1
    assert "nobody declared an audience 'nobody'" in ones[str(path)].reason


@pytest.mark.parametrize("error", [KeyError, SystemExit, MemoryError])
def test_an_unforeseen_failure_is_told_by_its_kind(
    tmp_path: Path, error: type[BaseException]
) -> None:
    """
    It stops no other input, and its text, which may hold anything, is not told.
    """
    paths = datasets(tmp_path, 2)

    def fail(*_: object, **__: object) -> None:
        raise error("Ann Lee")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sdsnet.batch.work.disclose", fail)
        summary, ones = told(paths, "jsonl", tmp_path / "out")

    assert summary.failed == 2
    assert ones[str(paths[0])].reason.startswith(f"{error.__name__}; ")
    assert "Ann" not in repr(ones)


def test_an_unknown_format_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    """
    The error is that of `write`.
    """
    with pytest.raises(sdsnet.UnknownFormatError, match="there is no format 'cvs'"):
        sdsnet.convert([], "cvs", tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """
    A file where the folder for outputs should be is an error of the export.
    """
    (tmp_path / "out").write_text("", encoding="utf-8")

    with pytest.raises(sdsnet.ExportError, match=r"cannot make the folder .*out: File exists"):
        sdsnet.convert([], "jsonl", tmp_path / "out")


# ---- executors


@pytest.fixture(params=["threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    """
    Make an executor as a caller would.
    """
    if request.param == "threads":
        with ThreadPoolExecutor(2) as threads:
            yield threads
    else:
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as processes:
            yield processes


def test_any_executor_gives_the_same(tmp_path: Path, executor: Executor) -> None:
    """
    Threads, processes or nothing of the kind: the outputs are the same.
    """
    paths = datasets(tmp_path, 70)
    told(paths, "jsonl", tmp_path / "serial", executor=1)

    summary, _ = told(paths, "jsonl", tmp_path / "out", executor=executor)

    assert summary.written == 70
    assert contents(tmp_path / "out") == contents(tmp_path / "serial")
    assert executor.submit(int, "1").result() == 1  # it is the caller's, and stays open


def test_small_work_starts_no_process(tmp_path: Path) -> None:
    """
    Where processes would not pay, none is started; where there is much to do, they are.
    """
    paths = datasets(tmp_path, 3)
    large = dataset(tmp_path, "large.yaml")
    large.write_text(large.read_text(encoding="utf-8") + "#\n" * 5_000_000, encoding="utf-8")
    made = []

    def pool(jobs: int) -> Executor:
        made.append(jobs)
        return batch.running.Inline()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sdsnet.batch.converting._pool", pool)
        patch.setattr("sdsnet.batch.converting._processors", lambda: 7)
        told(paths, "jsonl", tmp_path / "small")
        small = list(made)
        summary, _ = told([*paths, large], "jsonl", tmp_path / "large")

    assert (small, made) == ([], [7])
    assert summary.written == 4


def test_workers_with_other_versions_are_refused(tmp_path: Path) -> None:
    """
    A cluster with another version is told before it does anything.
    """
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as threads:
        patch.setattr("sdsnet.batch.converting.versions", lambda: (("sdsnet", "sdsnet", "99"),))
        patch.setattr(threads, "submit", lambda *_: threads.__class__.submit(threads, _versions))

        with pytest.raises(
            sdsnet.BatchError, match=r"sdsnet 1 on the worker, sdsnet 99 where it b"
        ):
            sdsnet.convert(datasets(tmp_path, 1), "jsonl", tmp_path / "out", executor=threads)


def _versions() -> tuple[tuple[str, str, str], ...]:
    return (("sdsnet", "sdsnet", "1"),)


def test_a_worker_that_came_later_with_other_versions_does_nothing(tmp_path: Path) -> None:
    """
    A worker asks for itself before each piece of work.
    """
    [path] = datasets(tmp_path, 1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sdsnet.batch.converting.differences", lambda *_: "")
        patch.setattr("sdsnet.batch.converting._require_same_versions", lambda *_: None)
        patch.setattr("sdsnet.batch.work.versions", _versions)
        summary, ones = told([path], "jsonl", tmp_path / "out")

    assert summary.failed == 1
    assert ones[str(path)].reason.startswith("this worker has other versions: sdsnet 1 on the ")


def test_workers_that_cannot_load_the_library_are_told(tmp_path: Path) -> None:
    """
    The error says what every worker needs.
    """

    class Elsewhere(Executor):
        def submit(self, *_: object, **__: object) -> object:  # type: ignore[override]  # raises
            raise ModuleNotFoundError("sdsnet")

    with pytest.raises(sdsnet.BatchError, match=r"a worker cannot begin \(ModuleNotFoundError\)"):
        sdsnet.convert(datasets(tmp_path, 1), "jsonl", tmp_path / "out", executor=Elsewhere())


# ---- nothing is kept


def test_stop_finishes_what_is_in_hand_and_begins_nothing_more(tmp_path: Path) -> None:
    """
    A caller can end the work, and what was done is told and kept.
    """
    paths = datasets(tmp_path, 5)
    kept: list[Conversion] = []

    summary = sdsnet.convert(
        paths, "jsonl", tmp_path / "out", progress=kept.append, stop=lambda: len(kept) == 2
    )

    assert (summary.written, summary.stopped) == (2, "interrupted")
    assert str(summary) == "2 inputs: 2 written. Stopped: interrupted."
    assert len(contents(tmp_path / "out")) == 2


def test_stop_leaves_what_was_given_out_but_not_begun(tmp_path: Path) -> None:
    """
    Workers come to the end of the input that they are at, and not of all that waits for them.
    """
    paths = datasets(tmp_path, 64)
    begun = threading.Event()

    def slow(*arguments: Any, **choices: Any) -> Any:
        begun.set()
        time.sleep(0.3)
        return sdsnet.disclose(*arguments, **choices)

    with ThreadPoolExecutor(1) as thread, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sdsnet.batch.work.disclose", slow)
        summary, ones = told(
            paths, "jsonl", tmp_path / "out", executor=thread, in_flight=4, stop=begun.is_set
        )

    assert summary.stopped == "interrupted"
    assert 1 <= summary.written == summary.total <= 4
    assert {Path(one.output).name for one in ones.values()} == set(contents(tmp_path / "out"))
    assert not list((tmp_path / "out" / ".sdsnet").glob("*.stop"))


def test_a_conversion_says_nothing_but_what_became_of_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """
    The library prints nothing.
    """
    told([*datasets(tmp_path, 2), "none"], "jsonl", tmp_path / "out")

    assert capfd.readouterr() == ("", "")
    assert all(field.init for field in attrs.fields(Conversion))
