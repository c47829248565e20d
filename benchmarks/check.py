"""
From text to a checked dataset: structure, references, codelists, dates and every rule.
"""

from __future__ import annotations

from benchmarks.candidates import Run, adding_to
from benchmarks.read import FOLLOWTHEMONEY, checked_entities, raw_json, raw_yaml, stix_bundle
from benchmarks.reference_work import Work
from sdsnet.reading.files import Format

candidate = adding_to("check")

candidate("orjson.loads, JSON")(raw_json)
candidate("CSafeLoader, YAML", largest=10_000)(raw_yaml)
candidate("stix2.parse, JSON", largest=10_000)(stix_bundle)
if FOLLOWTHEMONEY:
    candidate("followthemoney, JSON Lines, validated")(checked_entities)


def _checked(work: Work, given: Format) -> Run:
    import sdsnet

    data = work.read(given)
    return lambda: sdsnet.parse(data, given=given)


@candidate("sdsnet, JSON")
def sdsnet_json(work: Work) -> Run:
    return _checked(work, "json")


@candidate("sdsnet, JSON Lines")
def sdsnet_json_lines(work: Work) -> Run:
    return _checked(work, "jsonl")


@candidate("sdsnet, YAML")
def sdsnet_yaml(work: Work) -> Run:
    return _checked(work, "yaml")


@candidate("sdsnet, the rules alone")
def rules_alone(work: Work) -> Run:
    import sdsnet
    from sdsnet.rules import RULES, findings

    dataset = sdsnet.parse(work.read("json"), given="json")
    return lambda: list(findings(dataset, rules=RULES))


@candidate("sdsnet, a dataset built in code")
def built_in_code(work: Work) -> Run:
    import sdsnet

    dataset = sdsnet.parse(work.read("json"), given="json")
    return lambda: sdsnet.check(dataset)
