"""
The work of one worker: what it is told, and what it does with each input.

Nothing is sent but the task and the names of inputs, and nothing comes back but what became of
them. A worker reads the input, makes its own registry from the plugins that are installed where it
runs, and writes the output itself.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from sdsnet import rules
from sdsnet.batch.inputs import Input
from sdsnet.batch.outcomes import Conversion
from sdsnet.batch.receipts import FOLDER, Ledger, digest_of
from sdsnet.disclosure import disclose
from sdsnet.disclosure.warnings import PRIVACY_RULES, TELLING
from sdsnet.errors import ExportError, Problem, SdsnetError
from sdsnet.exporting import write
from sdsnet.plugins import Registry, default_registry
from sdsnet.reading import Limits, Reading, read_sources
from sdsnet.reading.faults import Fault
from sdsnet.reading.files import find

__all__ = ["Task", "Versions", "convert_all", "differences", "ready", "versions"]

#: How many problems of one input are kept.
_KEPT = 5

Versions = tuple[tuple[str, str, str], ...]


@attrs.frozen(kw_only=True)
class Task:
    """
    What is to be done with every input.

    Attributes:
        to: Name of the format.
        options: An instance of the exporter's options class; its defaults where there is none.
        audience: Who will see the outputs.
        given: What to read files as, whatever their ending.
        limits: The bounds on what is read; the usual ones where there are none.
        output: Absolute path of the folder for outputs.
        shown: The same as it was given.
        overwrite: Whether earlier outputs may be replaced.
        skip_unchanged: Whether an output stays that would be the same again; others are replaced.
        run: A word that no other run has.
        versions: The library and the plugins that every worker must have.
    """

    to: str
    options: Any
    audience: str
    given: str | None
    limits: Limits | None
    output: str
    shown: str
    overwrite: bool
    skip_unchanged: bool
    run: str
    versions: Versions

    @property
    def facts(self) -> list[str]:
        """
        Return all that outputs follow from, besides the bytes of the input, as plain data.
        """
        options = {} if self.options is None else attrs.asdict(self.options)
        choices = (repr(sorted(options.items())), repr(self.given), repr(self.limits))
        return [self.to, self.audience, *choices, repr(self.versions)]

    @property
    def called_off(self) -> Path:
        """
        Return the file that is there once no more inputs are to be begun.
        """
        return Path(self.output) / FOLDER / f"{self.run}.stop"

    def call_off(self) -> None:
        """
        Tell the workers, wherever they are, to begin no more inputs.
        """
        # Where nothing can be written, they come to the end of what they have in hand.
        with contextlib.suppress(OSError):
            self.called_off.parent.mkdir(exist_ok=True)
            self.called_off.touch()


def versions() -> Versions:
    """
    Return name, package and version of the library and of every plugin that is used here.
    """
    known = default_registry().plugins
    return tuple((one.name, one.package, one.version) for one in known if one.state != "off")


def ready(_: Task) -> Versions:
    """
    Tell that a worker has what the work needs: it could load the task, and has these versions.
    """
    return versions()


def convert_all(task: Task, inputs: Sequence[Input]) -> list[Conversion]:
    """
    Convert some inputs, one after the other; a failure is told and stops no other.

    Nothing is told of those that were not begun because the work was called off.
    """
    if (here := versions()) != task.versions:
        reason = f"this worker has other versions: {differences(here, task.versions)}"
        return [Conversion(source=one.name, status="failed", reason=reason) for one in inputs]
    begun = itertools.takewhile(lambda _: not task.called_off.exists(), inputs)
    return [_convert(task, one) for one in begun]


def differences(here: Versions, there: Versions) -> str:
    """
    Say in words what a worker has and what it should have.
    """
    only = [f"{name} {version} on the worker" for name, _, version in sorted({*here} - {*there})]
    only += [f"{name} {version} where it began" for name, _, version in sorted({*there} - {*here})]
    return ", ".join(only)


def _convert(task: Task, one: Input) -> Conversion:
    reason = one.fault
    try:
        if not reason:
            with one.fetched((task.limits or Limits()).file_bytes) as place:
                return _Piece(task, one, place).convert()
    except SdsnetError as error:
        reason = str(error)
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        reason = f"{(error.strerror or type(error).__name__).lower()}{where}"
    except (Exception, SystemExit) as error:  # noqa: BLE001  it must not take the others with it
        # The text of an unforeseen exception may hold anything; its kind says enough here.
        reason = f"{type(error).__name__}; convert it alone with sdsnet export to see more"
    shown = reason.replace(task.output, task.shown)
    return Conversion(source=one.name, status="failed", reason=shown)


@attrs.frozen
class _Piece:
    """
    One input with what is to be done with it, and where it can be read.
    """

    task: Task
    input: Input
    place: str

    def convert(self) -> Conversion:
        task, registry = self.task, default_registry()
        exporter = registry.exporter(task.to)
        target = Path(task.output) / f"{self.input.stem}{exporter.suffix}"
        ledger, digest = Ledger(target, task.run), self._digest(registry)
        made_in = ledger.standing(exporter, digest) if digest else ""
        if made_in == task.run:  # by a worker that could not say so any more
            ledger.unmark()
            return self._told("written", ledger)
        if made_in and task.skip_unchanged:
            return self._told("unchanged", ledger)
        if not task.overwrite and (place := ledger.made_elsewhere(self.input)):
            reason = f"{target} was made from {place}; choose another folder or say overwrite"
            raise ExportError(task.to, reason)
        reading = self._read(registry)
        if reading.dataset is None:
            return self._refused(reading.problems)
        edition = disclose(reading.dataset, audience=task.audience)
        edition = attrs.evolve(edition, codelists=registry.codelists)
        overwrite = task.overwrite or task.skip_unchanged or ledger.begin()
        written = write(exporter, edition, target, options=task.options, overwrite=overwrite)
        ledger.finish(written, self.input, digest)
        return self._told("written", ledger, reading.problems)

    def _digest(self, registry: Registry) -> str:
        """
        Return the digest of all that the output follows from; nothing if that cannot be told.
        """
        found = find(self.place, self.task.given, registry.readers)
        if isinstance(found, Fault):
            return ""
        paths = [file.path for file in found if file.path is not None and file.path.is_file()]
        if len(paths) != len(found):
            return ""
        base = Path(self.place)
        return digest_of(
            self.task.facts, [(path.relative_to(base).as_posix(), path) for path in paths]
        )

    def _read(self, registry: Registry) -> Reading:
        reading = read_sources(
            self.place,
            given=self.task.given,
            limits=self.task.limits,
            codelists=registry.codelists,
            rules=(*rules.RULES, *registry.rules, *PRIVACY_RULES),
            readers=registry.readers,
        )
        return attrs.evolve(reading, problems=tuple(map(self._renamed, reading.problems)))

    def _renamed(self, problem: Problem) -> Problem:
        """
        Call files what the user calls them, and not what they are called where they were read.
        """
        position = problem.position
        if position is not None:
            inside = position.file.removeprefix(self.place)
            file = self.input.name.rstrip("/") + inside if inside else self.input.name
            position = attrs.evolve(position, file=file)
        message = problem.message.replace(self.place, self.input.name)
        return attrs.evolve(problem, position=position, message=message)

    def _refused(self, problems: Sequence[Problem]) -> Conversion:
        errors = [one for one in problems if one.severity == "error"]
        unread = [one for one in errors if one.code == "S01"]
        return Conversion(
            source=self.input.name,
            status="failed" if unread else "problems",
            problems=tuple(errors[:_KEPT]),
            errors=len(errors),
            reason=unread[0].message if unread else "",
        )

    def _told(self, status: Any, ledger: Ledger, problems: Sequence[Problem] = ()) -> Conversion:
        telling = [one for one in problems if one.code in TELLING]
        if self.task.audience == "internal":
            telling = []
        shown = Path(self.task.shown) / ledger.target.name
        receipt = Path(self.task.shown) / ledger.receipt.relative_to(ledger.target.parent)
        return Conversion(
            source=self.input.name,
            status=status,
            output=str(shown),
            receipt=str(receipt),
            problems=tuple(telling[:_KEPT]),
            warnings=len(telling),
        )
