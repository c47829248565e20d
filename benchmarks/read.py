"""
From text to records: strict structure, and no rule about content, as far as peers can follow.

Ours is the part of `sdsnet.parse` before the rules; the peers are given the same bytes, and those
that make typed records get classes of the same fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from benchmarks.candidates import Run, adding_to
from benchmarks.reference_work import SHARES, Work
from sdsnet.reading.files import Format

candidate = adding_to("read")


def _records(work: Work, given: Format) -> Run:
    from sdsnet.collector import paused_collector
    from sdsnet.reading import Limits
    from sdsnet.reading.documents import _read_bytes
    from sdsnet.reading.files import Unread

    data, file = work.read(given), Unread("work", given, None)

    def run() -> object:
        with paused_collector():
            document = _read_bytes(file, data, Limits())
        _expect(work, sum(map(len, document.records.values())))
        return document

    return run


def _expect(work: Work, count: int) -> None:
    if count != work.size:
        message = f"{count} records were read where {work.size} are"
        raise ValueError(message)


@candidate("orjson.loads, JSON")
def raw_json(work: Work) -> Run:
    import orjson

    data = work.read("json")
    return lambda: orjson.loads(data)


@candidate("orjson.loads, JSON, collector paused")
def raw_json_paused(work: Work) -> Run:
    import gc

    import orjson

    data = work.read("json")

    def run() -> object:
        gc.disable()
        try:
            return orjson.loads(data)
        finally:
            gc.enable()

    return run


@candidate("msgspec into structs, JSON")
def structs(work: Work) -> Run:
    import msgspec

    from sdsnet.mirrors import document_mirror

    data, kind = work.read("json"), document_mirror()
    return lambda: msgspec.json.decode(data, type=kind)


@candidate("sdsnet, JSON")
def sdsnet_json(work: Work) -> Run:
    return _records(work, "json")


@candidate("pydantic, JSON")
def pydantic_models(work: Work) -> Run:
    from pydantic import ConfigDict, create_model

    from sdsnet.model import Header

    strict = ConfigDict(extra="forbid", strict=True)
    fields: dict[str, Any] = {name: (kind, ...) for name, kind in _fields(_pydantic_model)}
    fields |= {"sdsnet": (str, ...), "dataset": (_pydantic_model(Header), ...)}
    document: Any = create_model("Document", __config__=strict, **fields)
    data = work.read("json")
    return lambda: document.model_validate_json(data)


def _fields(make: Any) -> Iterator[tuple[str, Any]]:
    from sdsnet.reading.shape import COLLECTIONS

    for name in SHARES:
        kind: Any = make(COLLECTIONS[name])
        yield name, list[kind]


def _pydantic_model(cls: type) -> Any:
    """
    Make the pydantic model with the fields of one of our classes.
    """
    from pydantic import ConfigDict, create_model

    from sdsnet.model.fields import declarations

    kinds: dict[str, Any] = {"integer": int, "boolean": bool, "mapping": dict[str, Any]}
    fields: dict[str, Any] = {}
    for name, declared in declarations(cls).items():
        kind: Any = kinds.get(declared.kind, str)
        if declared.value:
            kind = _pydantic_model(declared.value)
        if declared.many:
            kind = list[kind]
        optional: Any = (kind, []) if declared.many else (kind | None, None)
        fields[name] = (kind, ...) if declared.required else optional
    strict = ConfigDict(extra="forbid", strict=True)
    return create_model(cls.__name__, __config__=strict, **fields)


@candidate("cattrs + orjson, JSON")
def cattrs_records(work: Work) -> Run:
    import attrs
    import cattrs
    import orjson

    from sdsnet.model import Header

    fields: dict[str, Any] = dict(_fields(lambda cls: cls))
    fields |= {"sdsnet": str, "dataset": Header}
    document = attrs.make_class("Document", {k: attrs.field(type=v) for k, v in fields.items()})
    converter = cattrs.Converter(forbid_extra_keys=True)
    data = work.read("json")
    return lambda: converter.structure(orjson.loads(data), document)


@candidate("stix2.parse, JSON", largest=10_000)
def stix_bundle(work: Work) -> Run:
    import orjson
    import stix2

    from benchmarks.peers import bundle

    text = orjson.dumps(bundle(orjson.loads(work.read("json")))).decode()
    return lambda: stix2.parse(text)


@candidate("orjson.loads, JSON Lines")
def raw_json_lines(work: Work) -> Run:
    import orjson

    data = work.read("jsonl")
    return lambda: [orjson.loads(line) for line in data.splitlines()]


@candidate("sdsnet, JSON Lines")
def sdsnet_json_lines(work: Work) -> Run:
    return _records(work, "jsonl")


def _entities(work: Work) -> list[bytes]:
    import orjson

    from benchmarks.peers import entities

    return [orjson.dumps(one) for one in entities(orjson.loads(work.read("json")))]


def followthemoney_entities(work: Work) -> Run:
    import orjson
    from followthemoney import model

    lines = _entities(work)
    return lambda: [model.get_proxy(orjson.loads(line)) for line in lines]


def checked_entities(work: Work) -> Run:
    import orjson
    from followthemoney import model

    lines = _entities(work)

    def run() -> object:
        entities = []
        for line in lines:
            data = orjson.loads(line)
            entity = model.get_proxy(data, cleaned=False)
            entity.schema.validate(data)
            entities.append(entity)
        return entities

    return run


#: It cannot be installed everywhere, because it needs PyICU, which has to be compiled.
FOLLOWTHEMONEY = find_spec("followthemoney") is not None

if FOLLOWTHEMONEY:
    candidate("followthemoney, JSON Lines")(followthemoney_entities)


@candidate("CSafeLoader, YAML", largest=10_000)
def raw_yaml(work: Work) -> Run:
    import yaml

    data = work.read("yaml")
    return lambda: yaml.load(data, Loader=yaml.CSafeLoader)


@candidate("sdsnet, YAML")
def sdsnet_yaml(work: Work) -> Run:
    return _records(work, "yaml")
