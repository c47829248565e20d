"""
Statements as N-Triples, as Turtle and as JSON-LD.

Libraries for linked data build a graph first, and need a minute for what is written here in
seconds; the one that is fast is a compiled one, whose layout may change with its version. All it
takes is escaping, and independent readers watch over that.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from sdsnet_linked.statements import Graph
from sdsnet_linked.terms import Iri, Literal, Statement

__all__ = ["json_ld", "n_triples", "turtle"]

_TYPE = Iri("rdf", "type")
# Some readers break lines at these, as Python's `splitlines` does.
_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "\x7f": "\\u007F",
        "\x85": "\\u0085",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
)
#: What can stand behind a prefix as it is; other names are written in full.
_LOCAL = re.compile(r"[A-Za-z0-9_:](?:[A-Za-z0-9_.:-]*[A-Za-z0-9_:-])?")
_NATIVE: Mapping[Iri | None, Callable[[str], Any]] = {
    Iri("xsd", "integer"): int,
    Iri("xsd", "boolean"): json.loads,
}

#: Names come again and again.
_remembered = functools.lru_cache(maxsize=16_384)

Object = Iri | Literal
Said = Mapping[Iri, list[Object]]


def n_triples(graph: Graph) -> Iterator[bytes]:
    """
    Write a statement to a line.
    """
    names = graph.namespaces

    @_remembered
    def full(name: Iri) -> str:
        return f"<{names.get(name.prefix, '')}{name.local}>"

    for subject, said in _subjects(graph.statements()):
        about = full(subject)
        yield "".join(
            f"{about} {full(name)} {_object(one, full)} .\n"
            for name, objects in said.items()
            for one in objects
        ).encode()


def turtle(graph: Graph) -> Iterator[bytes]:
    """
    Write a paragraph for each subject.
    """
    names = graph.namespaces

    @_remembered
    def short(name: Iri) -> str:
        if name.prefix and _LOCAL.fullmatch(name.local):
            return f"{name.prefix}:{name.local}"
        return f"<{names.get(name.prefix, '')}{name.local}>"

    yield "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in names.items()).encode()
    for subject, said in _subjects(graph.statements()):
        parts = [
            f"{'a' if name == _TYPE else short(name)} "
            + ", ".join(_object(one, short) for one in objects)
            for name, objects in said.items()
        ]
        paragraph = " ;\n    ".join(parts)
        yield f"\n{short(subject)} {paragraph} .\n".encode()


def json_ld(graph: Graph) -> Iterator[bytes]:
    """
    Write an object for each subject, each on its line, behind a context that explains all names.
    """
    context: dict[str, str] = dict(graph.namespaces)
    if graph.language:
        context["@language"] = graph.language
    yield f'{{"@context": {_json(context)},\n"@graph": ['.encode()
    before = "\n"
    for subject, said in _subjects(graph.statements()):
        yield f"{before}{_json(_node(subject, said, graph.language))}".encode()
        before = ",\n"
    yield b"\n]}\n"


def _subjects(statements: Iterable[Statement]) -> Iterator[tuple[Iri, Said]]:
    """
    Gather what is said of one subject in one go, property by property.
    """
    for subject, group in groupby(statements, itemgetter(0)):
        said: dict[Iri, list[Object]] = {}
        for _, name, one in group:
            said.setdefault(name, []).append(one)
        yield subject, said


def _object(one: Object, written: Callable[[Iri], str]) -> str:
    """
    Write an object as N-Triples and Turtle have it.
    """
    if isinstance(one, Iri):
        return written(one)
    text = f'"{one.text.translate(_ESCAPES)}"'
    if one.datatype:
        return f"{text}^^{written(one.datatype)}"
    return f"{text}@{one.language}" if one.language else text


def _node(subject: Iri, said: Said, language: str | None) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _compact(subject)}
    for name, objects in said.items():
        if name == _TYPE:
            node["@type"] = [_compact(one) for one in objects if isinstance(one, Iri)]
        else:
            values = [_value(one, language) for one in objects]
            node[_compact(name)] = values if len(values) > 1 else values[0]
    return node


def _compact(name: Iri) -> str:
    return f"{name.prefix}:{name.local}" if name.prefix else name.local


def _value(one: Object, language: str | None) -> Any:
    if isinstance(one, Iri):
        return {"@id": _compact(one)}
    if one.datatype in _NATIVE:
        return _NATIVE[one.datatype](one.text)
    if one.datatype:
        return {"@type": _compact(one.datatype), "@value": one.text}
    if one.language == language:
        # The language of the context is said of every bare text.
        return one.text
    return {"@value": one.text} | ({"@language": one.language} if one.language else {})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
