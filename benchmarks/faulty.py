"""
What it costs when a tenth of the records are at fault, each fault told with its place.
"""

from __future__ import annotations

from benchmarks.candidates import Run, adding_to
from benchmarks.reference_work import Work
from sdsnet.reading.files import Format

candidate = adding_to("faulty")


def _problems(work: Work, given: Format, name: str) -> Run:
    from sdsnet.reading import read_text

    data = work.read(name)
    return lambda: read_text(data, given=given).problems


@candidate("sdsnet, clean JSON")
def clean_json(work: Work) -> Run:
    return _problems(work, "json", "json")


@candidate("sdsnet, faulty JSON")
def faulty_json(work: Work) -> Run:
    return _problems(work, "json", "faulty json")


@candidate("sdsnet, clean JSON Lines")
def clean_json_lines(work: Work) -> Run:
    return _problems(work, "jsonl", "jsonl")


@candidate("sdsnet, faulty JSON Lines")
def faulty_json_lines(work: Work) -> Run:
    return _problems(work, "jsonl", "faulty jsonl")


@candidate("sdsnet, clean YAML")
def clean_yaml(work: Work) -> Run:
    return _problems(work, "yaml", "yaml")


@candidate("sdsnet, faulty YAML")
def faulty_yaml(work: Work) -> Run:
    return _problems(work, "yaml", "faulty yaml")
