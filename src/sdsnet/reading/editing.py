"""
Setting one short text field of one record in a file that people write by hand.

The text is changed in one place and nowhere else: comments, order, quotes and line ends stay. The
result is read again and compared with what was there, so that nothing else can have changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import attrs
import yaml
from yaml.events import MappingStartEvent, ScalarEvent, SequenceStartEvent

from sdsnet.errors import SdsnetError
from sdsnet.reading import json as json_text
from sdsnet.reading import yaml as yaml_text
from sdsnet.reading.files import Format
from sdsnet.reading.limits import Limits
from sdsnet.reading.places import Mark, trie

__all__ = ["EditError", "with_field"]

_YAML_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class EditError(SdsnetError):
    """
    A file cannot be changed as asked without touching anything else.
    """


@attrs.frozen(kw_only=True)
class _Spot:
    """
    Where a field of a record stands, or where it can be put.

    Attributes:
        start: Offset at which new text begins.
        end: Offset up to which old text goes.
        text: What stands there from now on.
    """

    start: int
    end: int
    text: str


def with_field(
    text: str, written_as: Format, collection: str, key: str, field: str, value: str
) -> str | None:
    """
    Return a document in which a text field of a record holds a value, if the record stands there.

    Args:
        text: The document, without faults.
        written_as: Its format.
        collection: The list in which the record stands.
        key: Id of the record.
        field: Name of the field.
        value: The value: letters and digits.

    Raises:
        EditError: Something else would change.
    """
    spot = {"yaml": _in_yaml, "json": _in_json, "jsonl": _in_lines}[written_as](
        text, collection, key, (field, value)
    )
    if spot is None:
        return None
    made = text[: spot.start] + spot.text + text[spot.end :]
    before, after = _plain(text, written_as), _plain(made, written_as)
    record = _record(before, written_as, collection, key)
    if record is not None:
        record[field] = value
    if record is None or before != after:
        reason = "something else in the file would change with it; an anchor may stand there"
        raise EditError(f"{collection} {key!r}: {field} cannot be put in: {reason}.")
    return made


def _plain(text: str, written_as: Format) -> Any:
    """
    Return the plain data of a document, or nothing if it is not well-formed.

    Aliases share their values; here each has its own, so that one can be changed alone.
    """
    if written_as == "jsonl":
        return [json.loads(line) for _, line in json_text.lines(text)]
    parse = yaml_text.parse if written_as == "yaml" else json_text.parse
    data, faults = parse(text, Limits())
    return None if faults else json.loads(json.dumps(data))


def _record(data: Any, written_as: Format, collection: str, key: str) -> dict[str, Any] | None:
    records = data if written_as == "jsonl" else data.get(collection) or []
    return next((one for one in records if one.get("id") == key), None)


def _quoted(value: str) -> str:
    return f'"{value}"'


# ---- JSON


def _in_json(text: str, collection: str, key: str, new: tuple[str, str]) -> _Spot | None:
    data = json.loads(text)
    for index, record in enumerate(data.get(collection) or []):
        if record.get("id") == key:
            return _in_object(text, (collection, index), new)
    return None


def _in_lines(text: str, collection: str, key: str, new: tuple[str, str]) -> _Spot | None:
    del collection  # ids are unique in a dataset
    at = 0
    for line in text.split("\n"):
        if line.strip() and json.loads(line).get("id") == key:
            spot = _in_object(line, (), new)
            return _Spot(start=at + spot.start, end=at + spot.end, text=spot.text)
        at += len(line) + 1
    return None


def _in_object(text: str, path: tuple[str | int, ...], new: tuple[str, str]) -> _Spot:
    field, value = new
    places = json_text.locate(text, trie([(*path, "id"), (*path, field)]))
    starts = _line_starts(text, re.compile("\n"))
    if (*path, field) in places:
        start = _offset(starts, places[(*path, field)][1])
        return _Spot(start=start, end=_json_end(text, start), text=_quoted(value))
    key_mark, value_mark = places[(*path, "id")]
    end = _json_end(text, _offset(starts, value_mark))
    line_start = starts[key_mark[0] - 1]
    indent = text[line_start : _offset(starts, key_mark)]
    before = " "
    if not indent.strip() and line_start:
        ending = "\r\n" if text[line_start - 2 : line_start] == "\r\n" else "\n"
        before = ending + indent
    return _Spot(start=end, end=end, text=f",{before}{_quoted(field)}: {_quoted(value)}")


def _json_end(text: str, at: int) -> int:
    end: int = json.JSONDecoder().raw_decode(text, at)[1]
    return end


# ---- YAML


def _in_yaml(text: str, collection: str, key: str, new: tuple[str, str]) -> _Spot | None:
    starts = _line_starts(text, _YAML_BREAK)
    for is_flow, pairs in _mappings(text, collection):
        entries = {name.value: (name, value) for name, value in pairs}
        if "id" in entries and getattr(entries["id"][1], "value", None) == key:
            return _in_mapping(text, starts, entries, new, is_flow=is_flow)
    return None


def _in_mapping(
    text: str,
    starts: list[int],
    entries: dict[str, tuple[Any, Any]],
    new: tuple[str, str],
    *,
    is_flow: bool,
) -> _Spot:
    field, value = new
    if field in entries:
        start, end = (_offset(starts, _mark(m)) for m in _span(entries[field][1]))
        is_empty = start == end
        return _Spot(
            start=start, end=end, text=f" {_quoted(value)}" if is_empty else _quoted(value)
        )
    name, held = entries["id"]
    end = _offset(starts, _mark(held.end_mark))
    if is_flow:
        word = _quoted(field) if name.style else field
        return _Spot(start=end, end=end, text=f", {word}: {_quoted(value)}")
    line = f"{' ' * name.start_mark.column}{field}: {_quoted(value)}"
    closing = _YAML_BREAK.search(text, end)
    if closing is None:
        return _Spot(start=len(text), end=len(text), text=f"\n{line}")
    return _Spot(start=closing.end(), end=closing.end(), text=f"{line}{closing.group()}")


def _span(event: Any) -> tuple[Any, Any]:
    return event.start_mark, event.end_mark


def _mark(mark: Any) -> Mark:
    return mark.line + 1, mark.column + 1


def _mappings(text: str, collection: str) -> Iterator[tuple[bool, list[tuple[ScalarEvent, Any]]]]:
    """
    Yield the records of a list: whether each is written in braces, and its keys with their values.
    """
    next_event = yaml_text.events(text)
    while not isinstance(event := next_event(), MappingStartEvent):
        if isinstance(event, yaml.StreamEndEvent):
            return
    while isinstance(key := next_event(), ScalarEvent):
        value = next_event()
        if key.value == collection and isinstance(value, SequenceStartEvent):
            while not isinstance(item := next_event(), yaml.SequenceEndEvent):
                if isinstance(item, MappingStartEvent):
                    yield bool(item.flow_style), _pairs(next_event)
                else:
                    _pass_over(item, next_event)
        else:
            _pass_over(value, next_event)


def _pairs(next_event: yaml_text.NextEvent) -> list[tuple[ScalarEvent, Any]]:
    pairs = []
    while isinstance(key := next_event(), ScalarEvent):
        value = next_event()
        pairs.append((key, value))
        _pass_over(value, next_event)
    return pairs


def _pass_over(event: Any, next_event: yaml_text.NextEvent) -> None:
    """
    Go on to the end of a value.
    """
    depth = 0
    while True:
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        if depth == 0:
            return
        event = next_event()


# ---- places


def _line_starts(text: str, ends: re.Pattern[str]) -> list[int]:
    return [0, *(found.end() for found in ends.finditer(text))]


def _offset(starts: list[int], mark: Mark) -> int:
    return starts[mark[0] - 1] + mark[1] - 1
