"""
How much memory reading a file takes at its peak, and how much what came of it holds.
"""

from __future__ import annotations

from benchmarks.candidates import Run, adding_to
from benchmarks.reference_work import Work

candidate = adding_to("memory")


@candidate("orjson.loads, JSON")
def raw_json(work: Work) -> Run:
    import orjson

    return lambda: orjson.loads(work.read("json"))


def _read(work: Work, name: str) -> Run:
    import sdsnet

    return lambda: sdsnet.read(work.path(name))


@candidate("sdsnet, JSON")
def sdsnet_json(work: Work) -> Run:
    return _read(work, "json")


@candidate("sdsnet, JSON Lines")
def sdsnet_json_lines(work: Work) -> Run:
    return _read(work, "jsonl")


@candidate("sdsnet, YAML")
def sdsnet_yaml(work: Work) -> Run:
    return _read(work, "yaml")


@candidate("CSafeLoader, YAML", largest=10_000)
def raw_yaml(work: Work) -> Run:
    import yaml

    return lambda: yaml.load(work.read("yaml"), Loader=yaml.CSafeLoader)
