"""
Linked data as the package `sdsnet-linked` writes it, beside rdflib and pyoxigraph.

Ours begins with an edition. The peers are given our statements as terms of their own, with our
prefixes, or even the whole graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.candidates import Prepare, Run, adding_to
from benchmarks.export import edition_of, exporting
from benchmarks.reference_work import Work

candidate = adding_to("linked")


Prefixes = Mapping[str, str]


def statements(work: Work) -> tuple[list[Any], Prefixes]:
    """
    Return what our Turtle says, read by pyoxigraph, and its prefixes.
    """
    import pyoxigraph

    import sdsnet

    (artifact,) = sdsnet.export(edition_of(work), "turtle")
    reader = pyoxigraph.parse(artifact.read(), format=pyoxigraph.RdfFormat.TURTLE)
    return [quad.triple for quad in reader], reader.prefixes


Terms = list[tuple[Any, ...]]


def terms(work: Work) -> tuple[Terms, Prefixes]:
    """
    Return what our Turtle says in the terms of rdflib, and its prefixes.
    """
    import pyoxigraph
    from rdflib import XSD, Literal, URIRef

    said, prefixes = statements(work)

    def term(one: Any) -> Any:
        if isinstance(one, pyoxigraph.NamedNode):
            return URIRef(one.value)
        if one.language:
            return Literal(one.value, lang=one.language)
        datatype = URIRef(one.datatype.value)
        return Literal(one.value, datatype=None if datatype == XSD.string else datatype)

    return [tuple(map(term, triple)) for triple in said], prefixes


def made(said: Terms, prefixes: Prefixes) -> Any:
    """
    Make the graph of rdflib, with the prefixes that it should use.
    """
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for prefix, name in prefixes.items():
        graph.bind(prefix, name)
    for triple in said:
        graph.add(triple)
    return graph


def _making_and_writing(format_: str) -> Prepare:
    def prepare(work: Work) -> Run:
        said, prefixes = terms(work)
        return lambda: len(made(said, prefixes).serialize(format=format_, encoding="utf-8"))

    return prepare


def _writing(format_: str) -> Prepare:
    def prepare(work: Work) -> Run:
        graph = made(*terms(work))
        return lambda: len(graph.serialize(format=format_, encoding="utf-8"))

    return prepare


def _compiled(suffix: str) -> Prepare:
    def prepare(work: Work) -> Run:
        import pyoxigraph

        said, prefixes = statements(work)
        format_ = pyoxigraph.RdfFormat.from_extension(suffix)
        return lambda: pyoxigraph.serialize(said, format=format_, prefixes=dict(prefixes))

    return prepare


for _name, _suffix in (("N-Triples", "nt"), ("Turtle", "ttl")):
    candidate(f"sdsnet, {_name}")(exporting(_suffix))
    candidate(f"rdflib, {_name}", largest=10_000)(_making_and_writing(_suffix))
    candidate(f"rdflib, {_name}, ready graph", largest=10_000)(_writing(_suffix))
    candidate(f"pyoxigraph, {_name}, ready statements")(_compiled(_suffix))

candidate("sdsnet, JSON-LD")(exporting("jsonld"))
