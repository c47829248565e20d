"""
From sources to a checked dataset: every file read, every problem of all of them told at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from sdsnet.collector import paused_collector
from sdsnet.dataset import Dataset, with_records
from sdsnet.errors import Position, Problem
from sdsnet.model import Header
from sdsnet.model.codelists import CODELISTS, Codelist
from sdsnet.reading import fast
from sdsnet.reading import json as json_text
from sdsnet.reading import yaml as yaml_text
from sdsnet.reading.faults import Fault, Path, is_key
from sdsnet.reading.files import Format, Unread, find, load
from sdsnet.reading.limits import Limits
from sdsnet.reading.places import Places, mark_of, trie
from sdsnet.reading.precise import Document, read_data
from sdsnet.reading.readers import Place, Reader
from sdsnet.reading.records import locate_lines, read_lines, read_parts
from sdsnet.reading.shape import COLLECTIONS
from sdsnet.rules import RULES, Finding, Rule, findings, mark_checked
from sdsnet.rules.structure import STRUCTURE

__all__ = ["Reading", "read_sources", "read_text"]

_BOM = b"\xef\xbb\xbf"


@attrs.frozen
class Reading:
    """
    What came of reading a source.

    Attributes:
        dataset: The dataset, if there is no error.
        problems: Every problem, sorted by place.
        texts: The bytes of each file that was read, and what it was read as, by the file's name.
    """

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    texts: Mapping[str, tuple[Format, bytes]] = attrs.field(factory=dict, repr=False)


@attrs.frozen(kw_only=True)
class _Context:
    limits: Limits
    codelists: Mapping[str, Codelist]
    rules: Sequence[Rule]


def read_sources(
    source: str,
    *,
    given: str | None = None,
    limits: Limits | None = None,
    codelists: Mapping[str, Codelist] = CODELISTS,
    rules: Sequence[Rule] = RULES,
    readers: Sequence[Reader] = (),
) -> Reading:
    """
    Read a file, a folder, or standard input (`-`), and check what it holds.

    Args:
        source: The file, folder or `-`.
        given: What to read a file as, whatever its ending.
        limits: The bounds to keep; the usual ones when left out.
        codelists: The codelists by name.
        rules: The rules to check.
        readers: Readers of further formats.
    """
    context = _Context(limits=limits or Limits(), codelists=codelists, rules=rules)
    found = find(source, given, readers)
    if isinstance(found, Fault):
        return Reading(None, (_problem(found, Position(source)),))
    with paused_collector():
        documents = [_read_file(file, context.limits) for file in found]
        return _combine(documents, context)


def read_text(
    text: str | bytes,
    *,
    given: Format = "yaml",
    name: str = "<text>",
    limits: Limits | None = None,
    codelists: Mapping[str, Codelist] = CODELISTS,
    rules: Sequence[Rule] = RULES,
) -> Reading:
    """
    Read a document that is in memory already; `name` stands for its file in messages.
    """
    context = _Context(limits=limits or Limits(), codelists=codelists, rules=rules)
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    with paused_collector():
        return _combine([_read_bytes(Unread(name, given, None), data, context.limits)], context)


def _read_file(file: Unread, limits: Limits) -> Document:
    data = load(file, limits)
    if isinstance(data, Fault):
        return Document(file, b"", faults=[data], is_parsed=False)
    return _read_bytes(file, data, limits)


def _read_bytes(file: Unread, data: bytes, limits: Limits) -> Document:
    document = Document(file, data)
    if file.reader is not None:
        return _read_foreign(document, file.reader, limits)
    if data.startswith(_BOM):
        message = "The file begins with a byte order mark. It is read; save it without one."
        document.faults.append(Fault("W08", message, mark=(1, 1)))
        document.data = data = data[len(_BOM) :]
    read = {"yaml": _read_yaml, "json": _read_json, "jsonl": _read_lines}[file.format]
    return read(document, limits)


def _read_foreign(document: Document, reader: Reader, limits: Limits) -> Document:
    parsed = reader.read(document.data, limits)
    document.locate = parsed.locate
    document.is_doubtful = _holds_doubtful(parsed.data)
    document.take(parsed.data, list(parsed.faults), limits, read_data)
    return document


def _holds_doubtful(data: Any) -> bool:
    """
    Tell whether plain data that no parser of ours has seen is one for the precise path alone.
    """
    try:
        return fast.is_doubtful(json.dumps(data).encode())
    except (TypeError, ValueError, RecursionError):
        return True


def _read_json(document: Document, limits: Limits) -> Document:
    try:
        return read_parts(document.anew(), limits)
    except fast.Refused:
        text = _text(document)
    if text is not None:
        document.is_doubtful = fast.is_doubtful(document.data)
        plain, faults = json_text.parse(text, limits)
        document.take(plain, faults, limits, read_data)
    return document


def _read_lines(document: Document, limits: Limits) -> Document:
    try:
        return read_lines(document.anew(), limits)
    except UnicodeDecodeError:
        _text(document)
        return document


def _read_yaml(document: Document, limits: Limits) -> Document:
    text = _text(document)
    if text is None:
        return document
    data, faults = yaml_text.parse(text, limits)
    try:
        if faults:
            raise fast.Misplaced
        header, records = fast.convert_document(data, limits)
    except fast.Refused:
        document.take(data, faults, limits, read_data)
    else:
        document.header, document.has_header = header, header is not None
        for name, held in records.items():
            document.put(name, held, range(len(held)))
    return document


def _text(document: Document) -> str | None:
    try:
        return document.data.decode()
    except UnicodeDecodeError as error:
        line = document.data.count(b"\n", 0, error.start) + 1
        hint = ""
        if document.data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            hint = " It looks like UTF-16."
        message = f"The file is not UTF-8 text.{hint} Save it with the encoding UTF-8."
        document.is_parsed = False
        document.faults.append(Fault("S02", message, mark=(line, 1)))
        return None


def _combine(documents: list[Document], context: _Context) -> Reading:
    problems = [*_header_problems(documents), *_size_problems(documents, context.limits)]
    headers = [document.header for document in documents if document.header]
    header = headers[0] if headers else Header(id="unknown", title="unknown")
    joined = {
        name: [record for document in documents for record in document.records.get(name, ())]
        for name in COLLECTIONS
    }
    dataset = with_records(header, joined)
    refused = {key: kind for document in documents for key, kind in document.refused.items()}
    found = list(
        findings(dataset, codelists=context.codelists, rules=context.rules, refused=refused)
    )
    by_document = _place(documents, found)
    for document, faults in by_document:
        problems += _problems(document, faults)
    problems.sort(key=lambda problem: problem.sort_key)
    texts = {
        one.file.name: (one.file.format, one.data) for one in documents if one.file.reader is None
    }
    if any(problem.severity == "error" for problem in problems):
        return Reading(None, tuple(problems), texts)
    mark_checked(dataset, rules=context.rules, codelists=context.codelists)
    return Reading(dataset, tuple(problems), texts)


def _header_problems(documents: list[Document]) -> Iterator[Problem]:
    with_header = [document for document in documents if document.has_header]
    failed = any(not document.is_parsed for document in documents)
    if not with_header and not failed:
        message = "No file carries the header. Begin one with dataset: {id: ..., title: ...}."
        yield _problem(Fault("S10", message), Position(documents[0].file.name))
    for document in with_header[1:]:
        first = with_header[0].file.name
        message = f"The header stands here and in {first}. Keep one."
        fault = Fault("S10", message, document.header_path, at_key=True)
        yield from _problems(document, [(document.header_path, fault)])


def _size_problems(documents: list[Document], limits: Limits) -> Iterator[Problem]:
    count = sum(len(held) for document in documents for held in document.records.values())
    if count > limits.records:
        message = f"There are more than {limits.records:,} records (limit records)."
        yield _problem(Fault("S08", message), Position(documents[0].file.name))


def _place(
    documents: list[Document], found: Sequence[tuple[Rule, Finding]]
) -> list[tuple[Document, list[tuple[Path, Fault | tuple[Rule, Finding]]]]]:
    """
    Join what is wrong with the structure and what rules found, by the file where it stands.
    """
    holders: dict[int, tuple[int, Path]] = {}
    if found:
        for number, document in enumerate(documents):
            for record, path in document.placed():
                holders[id(record)] = (number, path)
    placed: list[tuple[Document, list[tuple[Path, Any]]]] = [
        (document, [(fault.path, fault) for fault in document.faults]) for document in documents
    ]
    owner = next((n for n, document in enumerate(documents) if document.has_header), 0)
    for rule, finding in found:
        number, path = holders.get(id(finding.record), (owner, documents[owner].header_path))
        placed[number][1].append(((*path, *finding.path), (rule, finding)))
    return placed


def _problems(
    document: Document, faults: Iterable[tuple[Path, Fault | tuple[Rule, Finding]]]
) -> Iterator[Problem]:
    faults = list(faults)
    if document.locate is not None:
        yield from _located(document, document.locate, faults)
        return
    unmarked = [path for path, fault in faults if not (isinstance(fault, Fault) and fault.mark)]
    # A line of JSON Lines has its places, whatever is wrong with the other lines.
    has_places = document.is_parsed or document.file.format == "jsonl"
    places = _locate(document, unmarked) if unmarked and has_places else {}
    name = document.file.name
    for path, fault in faults:
        if isinstance(fault, Fault):
            mark = fault.mark or mark_of(places, path, at_key=fault.at_key)
            yield _problem(fault, Position(name, *mark), _words(path))
        else:
            rule, finding = fault
            mark = mark_of(places, path, at_key=False)
            yield rule.problem(finding, _words(path), Position(name, *mark))


def _located(
    document: Document,
    locate: Callable[[Path], Place],
    faults: Iterable[tuple[Path, Fault | tuple[Rule, Finding]]],
) -> Iterator[Problem]:
    for path, fault in faults:
        found = locate(path)
        position = Position(document.file.name, found.line, found.column, found.place, found.part)
        if isinstance(fault, Fault):
            yield _problem(fault, position, _words(path))
        else:
            rule, finding = fault
            yield rule.problem(finding, _words(path), position)


def _locate(document: Document, paths: Iterable[Path]) -> Places:
    wanted = trie(paths)
    if document.file.format == "jsonl":
        return locate_lines(document.data, wanted)
    text = document.data.decode()
    if document.file.format == "yaml":
        return yaml_text.locate(text, wanted)
    try:
        lists = fast.parts(document.data).lists
    except fast.Refused:
        lists = {}
    return json_text.locate(text, wanted, lists)


def _problem(fault: Fault, position: Position, path: str = "") -> Problem:
    rule = STRUCTURE[fault.code]
    severity: Any = "warning" if fault.code.startswith("W") else "error"
    return Problem(fault.code, rule.name, severity, fault.message, path, position, fault.hint)


def _words(path: Path) -> str:
    """
    Write a path as messages show it: `barriers[3].themes[0]`; a key may be a value gone astray.
    """
    words = "".join(
        f"[{step}]" if isinstance(step, int) else f".{step if is_key(step) else '***'}"
        for step in path
    )
    return words.removeprefix(".")
