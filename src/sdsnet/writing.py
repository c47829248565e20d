"""
Datasets to canonical text: the same dataset always gives the same bytes, in whatever order it came.

Records are ordered by id within their type, fields as the model lists them, and what is empty is
left out. `read(write(dataset)) == dataset` holds in all three formats.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

import msgspec
from attrs import frozen

from sdsnet.collector import paused_collector
from sdsnet.dataset import Dataset
from sdsnet.derived import derived
from sdsnet.mirrors import VERSION, VERSION_KEY, mirror
from sdsnet.model import Header
from sdsnet.model.fields import Value

__all__ = ["FORMATS", "json_bytes", "json_lines", "render", "sha256", "yaml_bytes"]

_encoder = msgspec.json.Encoder(order="deterministic")
# Few enough for the processor's cache to hold, which takes a quarter off the time.
_BATCH = 200

# Raw in JSON these are legal, but many a tool takes them for the end of a line.
_LINE_ENDS = (
    (b"\xe2\x80\xa8", b"\\u2028"),
    (b"\xe2\x80\xa9", b"\\u2029"),
)
# Raw in JSON these are legal, too; YAML, of which JSON is a part, refuses all but one of them.
_CONTROLS = re.compile(rb"\x7f|\xc2[\x80-\x9f]")


def _mirrored(values: Iterable[Value], cls: type[Value], *, tagged: bool = False) -> list[Any]:
    kind: Any = mirror(cls, tagged=tagged, strict=False)
    made: list[Any] = msgspec.convert(list(values), list[kind], from_attributes=True)
    return made


def _escaped(data: bytes) -> bytes:
    for raw, escape in _LINE_ENDS:
        if raw[:1] in data:  # one byte is found in a hundredth of the time
            data = data.replace(raw, escape)
    if b"\x7f" in data or b"\xc2" in data:
        data = _CONTROLS.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), data)
    return data


def _batches(dataset: Dataset) -> Iterator[tuple[str, type[Value], list[Any]]]:
    """
    Yield the records in canonical order, some hundred at a time, with the name of their list.
    """
    for name, held in dataset.collections.items():
        ordered = held.in_order()
        for start in range(0, len(ordered), _BATCH):
            batch = ordered[start : start + _BATCH]
            yield name, type(batch[0]), batch


def json_lines(dataset: Dataset) -> Iterator[bytes]:
    """
    Write a dataset as JSON Lines, in pieces of whole lines; the first line is the header.
    """
    header = _encoder.encode(_mirrored([dataset], Header)[0])
    start = b'{"type":"dataset","%s":"%s",' % (VERSION_KEY.encode(), VERSION.encode())
    yield _escaped(start + header[1:]) + b"\n"
    for _, cls, batch in _batches(dataset):
        yield _escaped(_encoder.encode_lines(_mirrored(batch, cls, tagged=True)))


def sha256(dataset: Dataset) -> str:
    """
    Return the SHA-256 digest of a dataset in its canonical JSON Lines, in hexadecimal digits.
    """
    digest = hashlib.sha256()
    for piece in json_lines(dataset):
        digest.update(piece)
    return digest.hexdigest()


def json_bytes(dataset: Dataset) -> Iterator[bytes]:
    """
    Write a dataset as one indented JSON document, in pieces.
    """
    header = _indented(_mirrored([dataset], Header)[0], 2)
    yield b'{\n  "%s": "%s",\n  "dataset": %s' % (VERSION_KEY.encode(), VERSION.encode(), header)
    last = ""
    for name, cls, batch in _batches(dataset):
        records = b",\n    ".join(_indented(one, 4) for one in _mirrored(batch, cls))
        if name == last:
            yield b",\n    " + records
            continue
        yield (b"\n  ]" if last else b"") + b',\n  "%s": [\n    %s' % (name.encode(), records)
        last = name
    yield b"\n  ]\n}\n" if last else b"\n}\n"


def _indented(value: Any, spaces: int) -> bytes:
    # A line feed inside a text is escaped, so every raw one is between tokens.
    text = msgspec.json.format(_encoder.encode(value), indent=2)
    return _escaped(text.replace(b"\n", b"\n" + b" " * spaces))


def yaml_bytes(dataset: Dataset) -> Iterator[bytes]:
    """
    Write a dataset as YAML, one list after the other.

    Text that YAML 1.1 or 1.2 would read as something else is quoted; text of several lines stands
    as a block.
    """
    header = msgspec.to_builtins(_mirrored([dataset], Header)[0], order="deterministic")
    yield _dump({VERSION_KEY: VERSION, "dataset": header})
    last = ""
    for name, cls, batch in _batches(dataset):
        records = msgspec.to_builtins(_mirrored(batch, cls), order="deterministic")
        text = _dump({name: records})
        yield text.split(b"\n", 1)[1] if name == last else text
        last = name


# What the core schema of YAML 1.2 reads as a number and PyYAML, which follows 1.1, does not.
_NUMBER = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
)

# What some tool takes for the end of a line. A text that holds one is a block where all tools read
# the block alike: it neither begins nor ends in blanks, and only line feeds end its lines.
_LINE_END = re.compile("[\n\r\x85\u2028\u2029\ufeff]")
_BLOCK = re.compile("\\S(?:[^\r\x85\u2028\u2029\ufeff]*\\S)?\n?")


def _dump(data: Mapping[str, Any]) -> bytes:
    import yaml  # noqa: PLC0415  not needed to import the library

    with paused_collector():
        text: str = yaml.dump(
            data,
            Dumper=_dumper(),
            sort_keys=False,
            allow_unicode=True,
            default_flow_style=False,
            width=100,
        )
    return text.encode()


@derived
def _dumper() -> Any:
    import yaml  # noqa: PLC0415  not needed to import the library

    base = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

    class Dumper(base):  # type: ignore[misc, valid-type]  # the C one where there is one
        """
        PyYAML's dumper, with quotes where YAML 1.2 needs them, blocks for long text, no aliases.
        """

        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  PyYAML's signature
            return True

    def text(dumper: Any, value: str) -> Any:
        style = None
        if _LINE_END.search(value):
            style = "|" if _BLOCK.fullmatch(value) else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    Dumper.add_implicit_resolver("tag:yaml.org,2002:float", _NUMBER, list("-+.0123456789"))
    return Dumper


Name = Literal["yaml", "json", "jsonl"]


@frozen
class TextFormat:
    """
    A format that holds a whole dataset and can be read back.

    Attributes:
        pieces: Function from a dataset to the bytes of its file, in pieces.
        suffix: Ending of its files.
    """

    pieces: Callable[[Dataset], Iterator[bytes]]
    suffix: str


#: The formats that hold a whole dataset, by name.
FORMATS: Mapping[Name, TextFormat] = {
    "yaml": TextFormat(yaml_bytes, ".yaml"),
    "json": TextFormat(json_bytes, ".json"),
    "jsonl": TextFormat(json_lines, ".jsonl"),
}


def render(dataset: Dataset, to: Name = "yaml") -> str:
    """
    Write a dataset as text.

    Args:
        dataset: The dataset.
        to: `yaml`, `json` or `jsonl`.
    """
    return b"".join(FORMATS[to].pieces(dataset)).decode()
