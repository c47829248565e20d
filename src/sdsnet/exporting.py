"""
Exporters as data, the artifacts they make, and the only code that writes files.

An exporter is a pure function from an edition to named bytes. The host checks the names and writes
the bytes: everything goes to a temporary place beside the target and is renamed into place at the
end, so that an interrupted export leaves the old files or none, and never half of them.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import json
import os
import re
import shutil
import tempfile
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import attrs
from attrs.validators import deep_iterable

from sdsnet.disclosure import Edition
from sdsnet.errors import ExportError
from sdsnet.replacing import as_new, replacement, sync_folder

__all__ = [
    "API_VERSION",
    "MANIFEST",
    "Artifact",
    "Exporter",
    "Loss",
    "Receipt",
    "WrittenFile",
    "artifacts",
    "file_name",
    "options_from_text",
    "read_receipt",
    "write",
]

#: Version of the contract between host and exporters.
API_VERSION = 1

#: File in which a folder export lists what it wrote.
MANIFEST = "sdsnet-export.json"

_EXPORTER_NAME = re.compile("[a-z][a-z0-9-]*")
_UNFIT_NAME = re.compile(r'[\x00-\x1f<>:"|?*\\]|[. ]$')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$", re.IGNORECASE)
_NAME_BYTES = 200


@attrs.frozen
class Artifact:
    """
    One file that an exporter makes.

    Attributes:
        name: Its name: a relative path with `/`, at most 200 bytes a part, fit for every system.
        content: Its bytes, whole or in pieces; pieces are read once, so that a large file is never
            whole in memory.
    """

    name: str
    content: bytes | Iterable[bytes]

    def pieces(self) -> Iterator[bytes]:
        """
        Yield the bytes in pieces, however they were given.
        """
        if isinstance(self.content, bytes):
            yield self.content
        else:
            yield from self.content

    def read(self) -> bytes:
        """
        Return all bytes; pieces that were read already are gone.
        """
        return b"".join(self.pieces())


@attrs.frozen
class Loss:
    """
    Something that a format cannot hold.

    Attributes:
        type_name: Record type, such as `meeting`; `*` for all of them.
        field: Name of the field; `*` for the whole record.
        reason: What happens to it instead, in one sentence.
    """

    type_name: str
    field: str
    reason: str


def _name_fits(_: Exporter, __: Any, name: Any) -> None:
    if not isinstance(name, str) or not _EXPORTER_NAME.fullmatch(name):
        raise ValueError(
            f"{name!r} cannot be the name of a format. Use lower-case letters, digits and "
            "hyphens, beginning with a letter."
        )


def _layout_fits(exporter: Exporter, _: Any, layout: str) -> None:
    if layout not in {"file", "folder"}:
        raise ValueError(f"The layout of {exporter.name} is {layout!r}; write 'file' or 'folder'.")


def _losses_fit(exporter: Exporter, _: Any, losses: Any) -> None:
    is_fit = isinstance(losses, tuple) and all(isinstance(one, Loss) for one in losses)
    if not is_fit:
        raise ValueError(f"The losses of {exporter.name} are not a tuple of Loss.")


def _aliases_fit(exporter: Exporter, field: Any, aliases: Any) -> None:
    is_fit = isinstance(aliases, tuple)
    if not is_fit:
        raise ValueError(f"The aliases of {exporter.name} are not a tuple of names.")
    deep_iterable(_name_fits)(exporter, field, aliases)


def _options_fit(exporter: Exporter, _: Any, options: Any) -> None:
    if options is None:
        return
    if not attrs.has(options):
        raise ValueError(f"The options of {exporter.name} are not an attrs class.")
    kinds = _kinds(options)
    for field in attrs.fields(options):
        if not _is_option(kinds.get(field.name)):
            raise ValueError(
                f"The option {field.name} of {exporter.name} is no bool, int, str or Literal of "
                "words."
            )
        if field.default is attrs.NOTHING or isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]  # a class at run time
            raise ValueError(f"The option {field.name} of {exporter.name} has no plain default.")


def _kinds(options: type) -> Mapping[str, Any]:
    try:
        return typing.get_type_hints(options)
    except NameError as error:
        reason = f"The types of the options are not there at run time: {error}."
        raise ValueError(reason) from error


def _is_option(kind: Any) -> bool:
    words = typing.get_args(kind) if typing.get_origin(kind) is Literal else ()
    return kind in {bool, int, str} or (bool(words) and all(isinstance(w, str) for w in words))


@attrs.frozen(kw_only=True)
class Exporter:
    """
    One export format, as data.

    Attributes:
        name: Name on the command line: lower-case letters, digits and hyphens.
        title: What it makes, in a few words.
        media_type: Media type of its file, or of its main file.
        suffix: Ending of its file with the dot; empty for a folder.
        layout: `file` for one artifact, `folder` for any number.
        export: Pure function from an edition and the options to artifacts: no file, clock, network.
        options: attrs class of its options, each with a default; nothing if it has none.
        losses: What the format cannot hold.
        aliases: Other names it answers to.
        api_version: Version of this contract that it was written for.

    Raises:
        ValueError: A name, the layout or the options are not as said above.
    """

    name: str = attrs.field(validator=_name_fits)
    title: str
    media_type: str
    suffix: str
    layout: Literal["file", "folder"] = attrs.field(validator=_layout_fits)
    export: Callable[[Edition, Any], Iterable[Artifact]]
    options: type | None = attrs.field(default=None, validator=_options_fit)
    losses: tuple[Loss, ...] = attrs.field(default=(), validator=_losses_fit)
    aliases: tuple[str, ...] = attrs.field(default=(), validator=_aliases_fit)
    api_version: int = API_VERSION


@attrs.frozen
class WrittenFile:
    """
    One file of a finished export.

    Attributes:
        name: Its name inside the export.
        size: Its length in bytes.
        sha256: Its SHA-256 digest in hexadecimal digits.
    """

    name: str
    size: int
    sha256: str


@attrs.frozen
class Receipt:
    """
    What an export wrote.

    Attributes:
        exporter: Name of the format.
        audience: The audience of the edition.
        dataset: Id of the dataset.
        edition: SHA-256 digest of the edition, which tells it from every other; empty where the
            receipt was read from a file that does not say.
        output: The file or folder that was written.
        files: The files, sorted by name.
    """

    exporter: str
    audience: str
    dataset: str
    edition: str
    output: Path
    files: tuple[WrittenFile, ...]


def file_name(edition: Edition, suffix: str) -> str:
    """
    Return the name of the one file of an export: the id of the dataset, made fit for every system.
    """
    stem = edition.dataset.id.replace(":", "-").rstrip(".")[: _NAME_BYTES // 2]
    return f"{stem}-dataset{suffix}" if _RESERVED.match(stem) else f"{stem}{suffix}"


def options_from_text(exporter: Exporter, given: Mapping[str, str]) -> Any:
    """
    Make an exporter's options from text, as a command line gives it.

    Args:
        exporter: The exporter.
        given: Text by option name; `true` and `false` for a flag, digits for a number.

    Returns:
        The options, or nothing for an exporter that has none.

    Raises:
        ExportError: An option is not known, or its text does not fit.
    """
    known = _option_types(exporter)
    values = {}
    for name, words in given.items():
        if name not in known:
            has = f"It has: {', '.join(sorted(known))}." if known else "It has none."
            raise ExportError(exporter.name, f"there is no option {name!r}. {has}")
        values[name] = _option(exporter, name, words, known[name])
    if exporter.options is None:
        return None
    try:
        return exporter.options(**values)
    except (ValueError, TypeError) as error:
        raise ExportError(exporter.name, f"the options do not fit: {error}") from error


def _option_types(exporter: Exporter) -> dict[str, Any]:
    if exporter.options is None:
        return {}
    hints = typing.get_type_hints(exporter.options)
    return {field.alias: hints[field.name] for field in attrs.fields(exporter.options)}


def _option(exporter: Exporter, name: str, words: str, kind: Any) -> Any:
    choices: dict[str, Any] = {word: word for word in typing.get_args(kind)}
    if kind is bool:
        choices = {"true": True, "false": False}
    if kind is int and words.isascii() and words.isdigit():
        return int(words)
    if kind is str:
        return words
    if words in choices:
        return choices[words]
    expected = " or ".join(sorted(choices)) or "a whole number"
    raise ExportError(exporter.name, f"option {name!r} takes {expected}.")


def artifacts(exporter: Exporter, edition: Edition, options: Any = None) -> tuple[Artifact, ...]:
    """
    Run an exporter and check what it gives.

    Args:
        exporter: The exporter.
        edition: The edition to export.
        options: An instance of the exporter's options class; its defaults when left out.

    Returns:
        The artifacts; reading one whose content comes in pieces raises `ExportError`, too, if the
        exporter fails half-way.

    Raises:
        ExportError: The exporter raised, or gave artifacts that no export may have.
    """
    if options is None and exporter.options is not None:
        options = exporter.options()
    try:
        made = tuple(exporter.export(edition, options))
    except ExportError:
        raise
    except (Exception, SystemExit) as error:
        # The text of a stranger's exception may hold anything; its kind says enough here.
        reason = f"the exporter failed with {type(error).__name__}; nothing was written"
        raise ExportError(exporter.name, reason) from error
    _check(exporter, made)
    return tuple(_guarded(exporter, artifact) for artifact in made)


def _guarded(exporter: Exporter, artifact: Artifact) -> Artifact:
    if isinstance(artifact.content, bytes):
        return artifact
    return Artifact(artifact.name, _guarded_pieces(exporter, artifact))


def _guarded_pieces(exporter: Exporter, artifact: Artifact) -> Iterator[bytes]:
    """
    Yield an artifact's pieces; a generator that fails half-way is the exporter's failure.
    """
    try:
        for piece in artifact.pieces():
            if not isinstance(piece, bytes):
                raise TypeError("a piece is not bytes")  # noqa: TRY301  told as the others are
            yield piece
    except (Exception, SystemExit) as error:
        reason = f"the exporter failed with {type(error).__name__} in {artifact.name!r}"
        raise ExportError(exporter.name, reason) from error


def _check(exporter: Exporter, made: tuple[Any, ...]) -> None:
    for artifact in made:
        if not isinstance(artifact, Artifact):
            kind = type(artifact).__name__
            raise ExportError(exporter.name, f"the exporter gave {kind} where an Artifact is due")
        name: object = artifact.name
        if not isinstance(name, str) or not _is_fit(name):
            reason = f"{artifact.name!r} is not a file name that every system takes"
            raise ExportError(exporter.name, reason)
    names = [artifact.name.lower() for artifact in made]
    if len(set(names)) != len(names) or (exporter.layout == "folder" and MANIFEST in names):
        raise ExportError(exporter.name, "two files of the export have the same name")
    if exporter.layout == "file" and len(made) != 1:
        raise ExportError(exporter.name, f"the exporter gave {len(made)} files where one is due")


def _is_fit(name: str) -> bool:
    parts = name.split("/")
    return all(
        part not in {"", ".", ".."}
        and len(part.encode("utf-8", "replace")) <= _NAME_BYTES
        and not any("\ud800" <= sign <= "\udfff" for sign in part)
        and not _UNFIT_NAME.search(part)
        and not _RESERVED.match(part)
        for part in parts
    )


def write(
    exporter: Exporter,
    edition: Edition,
    output: str | os.PathLike[str],
    *,
    options: Any = None,
    overwrite: bool = False,
    receipt: str | os.PathLike[str] | None = None,
) -> Receipt:
    """
    Export an edition to a file or a folder.

    Args:
        exporter: The exporter.
        edition: The edition to export.
        output: For a format of one file the file, or an existing folder to put it in; for the
            others a folder, which need not exist.
        options: An instance of the exporter's options class; its defaults when left out.
        overwrite: Whether an earlier export may be replaced. A folder is replaced only if it holds
            nothing but what its manifest names.
        receipt: A file to write the receipt to, for the keeper; a folder has one in its manifest.

    Raises:
        ExportError: The exporter failed, the target exists, or it cannot be written.
    """
    target = Path(output)
    if receipt is not None:
        _refuse_existing(exporter, Path(receipt), overwrite=overwrite)
    made = artifacts(exporter, edition, options)
    try:
        if exporter.layout == "file":
            if target.is_dir():
                target = target / made[0].name
            files = _write_file(exporter, made[0], target, overwrite=overwrite)
        else:
            files = _write_folder(exporter, edition, made, target, overwrite=overwrite)
        written = _receipt(exporter, edition, target, files)
        if receipt is not None:
            note = Artifact("receipt.json", _as_json(written))
            _write_file(exporter, note, Path(receipt), overwrite=overwrite)
    except OSError as error:
        reason = f"cannot write {target}: {error.strerror or error}"
        raise ExportError(exporter.name, reason) from error
    return written


def _receipt(
    exporter: Exporter, edition: Edition, output: Path, files: Iterable[WrittenFile]
) -> Receipt:
    return Receipt(
        exporter=exporter.name,
        audience=edition.audience,
        dataset=edition.dataset.id,
        edition=edition.sha256,
        output=output,
        files=tuple(files),
    )


def _as_json(receipt: Receipt) -> bytes:
    content = {
        "exporter": receipt.exporter,
        "audience": receipt.audience,
        "dataset": receipt.dataset,
        "edition": receipt.edition,
        "files": [attrs.asdict(file) for file in receipt.files],
    }
    return json.dumps(content, indent=2).encode() + b"\n"


def read_receipt(path: str | os.PathLike[str]) -> Receipt:
    """
    Read the receipt of an earlier export: the manifest of a folder, or a file written for it.

    Args:
        path: The receipt, or the folder of an export, in which its manifest lies.

    Raises:
        ExportError: There is no receipt.
    """
    place = Path(path)
    if place.is_dir():
        place = place / MANIFEST
    try:
        content = json.loads(place.read_bytes())
        return Receipt(
            exporter=str(content["exporter"]),
            audience=str(content["audience"]),
            dataset=str(content["dataset"]),
            edition=str(content.get("edition", "")),
            output=place,
            files=tuple(WrittenFile(**file) for file in content["files"]),
        )
    except OSError as error:
        reason = f"cannot read {place}: {error.strerror or error}"
        raise ExportError("receipt", reason) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ExportError("receipt", f"{place} is not the receipt of an export") from error


def _refuse_existing(exporter: Exporter, target: Path, *, overwrite: bool) -> None:
    if target.exists() and not overwrite:
        raise ExportError(exporter.name, f"{target} exists; choose another name or say overwrite")


def _write_file(
    exporter: Exporter, artifact: Artifact, target: Path, *, overwrite: bool
) -> tuple[WrittenFile, ...]:
    _refuse_existing(exporter, target, overwrite=overwrite)
    with replacement(target) as temporary:
        written = _save(artifact, temporary)
        as_new(temporary)
    return (written,)


def _write_folder(
    exporter: Exporter,
    edition: Edition,
    made: tuple[Artifact, ...],
    target: Path,
    *,
    overwrite: bool,
) -> tuple[WrittenFile, ...]:
    _put_back(target)
    _refuse_foreign(exporter, target, overwrite=overwrite)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        content = temporary / "new"
        content.mkdir()
        files = [_save(artifact, content / artifact.name) for artifact in made]
        files.sort(key=lambda file: file.name)
        _save(_manifest(exporter, edition, files), content / MANIFEST)
        if target.exists():
            target.rename(temporary / "old")
        content.rename(target)
    except BaseException:
        if (temporary / "old").exists() and not target.exists():
            (temporary / "old").rename(target)
        raise
    finally:
        # Where the old export could not be put back, it must not be thrown away either.
        if target.exists() or not (temporary / "old").exists():
            shutil.rmtree(temporary, ignore_errors=True)
    sync_folder(target.parent)
    return tuple(files)


def _put_back(target: Path) -> None:
    """
    Put an export back that somebody who was killed between two renames had moved aside.
    """
    if target.exists() or not target.parent.is_dir():
        return
    for workplace in sorted(target.parent.glob(f".{glob.escape(target.name)}.*")):
        with contextlib.suppress(OSError):
            (workplace / "old").rename(target)
            shutil.rmtree(workplace, ignore_errors=True)
            return


def _refuse_foreign(exporter: Exporter, target: Path, *, overwrite: bool) -> None:
    """
    Refuse a target that holds anything but an earlier export.
    """
    if not target.exists():
        return
    if not target.is_dir():
        raise ExportError(exporter.name, f"{target} is a file; this format makes a folder")
    held = {file.relative_to(target).as_posix() for file in target.rglob("*") if not file.is_dir()}
    if not held:
        return
    if not overwrite:
        raise ExportError(exporter.name, f"{target} holds files; choose another or say overwrite")
    foreign = sorted(held - _named_in_manifest(target))
    if foreign:
        reason = f"{target} holds {foreign[0]!r}, which no earlier export wrote; move it away"
        raise ExportError(exporter.name, reason)


def _named_in_manifest(target: Path) -> set[str]:
    try:
        manifest = json.loads((target / MANIFEST).read_bytes())
        return {MANIFEST, *(file["name"] for file in manifest["files"])}
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _manifest(exporter: Exporter, edition: Edition, files: Iterable[WrittenFile]) -> Artifact:
    return Artifact(MANIFEST, _as_json(_receipt(exporter, edition, Path(), files)))


def _save(artifact: Artifact, path: Path) -> WrittenFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for piece in artifact.pieces():
            digest.update(piece)
            size += len(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return WrittenFile(PurePosixPath(artifact.name).as_posix(), size, digest.hexdigest())
