"""
The codelists as schemes of concepts, and the terms of sdsnet's own.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

import sdsnet
from sdsnet_linked.terms import Iri, Literal, Statement

__all__ = ["ENGLISH", "codelists", "concept_name", "own_terms", "scheme"]

#: The language in which sdsnet explains codelists and terms.
ENGLISH = "en-GB"

_TYPE = Iri("rdf", "type")
_LABEL = Iri("skos", "prefLabel")
_DEFINITION = Iri("skos", "definition")


@functools.lru_cache(maxsize=16_384)
def concept_name(codelist: str, key: str) -> Iri:
    """
    Name the concept of a key.
    """
    return Iri("code", f"{codelist}.{key if key.isidentifier() else quote(key, safe=':')}")


def codelists(
    lists: Mapping[str, sdsnet.Codelist], added: Mapping[Iri, tuple[str, str, str]]
) -> Iterator[Statement]:
    """
    Yield what there is to say of codelists and their keys.

    Args:
        lists: The codelists by name.
        added: Concepts that no list has, such as audiences of the dataset: the list, key and label.
    """
    for name, codelist in sorted(lists.items()):
        mine = [one for one, (of, _, _) in added.items() if of == name]
        concepts = [*(concept_name(name, code.key) for code in codelist), *mine]
        whole = Iri("code", name)
        yield from scheme(whole, codelist.title, concepts, definition=codelist.definition)
        for place, (concept, code) in enumerate(zip(concepts, codelist, strict=False), 1):
            yield concept, _TYPE, Iri("skos", "Concept")
            yield concept, _LABEL, Literal(code.label, language=ENGLISH)
            if code.definition:
                yield concept, _DEFINITION, Literal(code.definition, language=ENGLISH)
            yield from _in_scheme(concept, whole, code.key, place)
            if code.reference:
                yield concept, Iri("skos", "note"), Literal(code.reference, language=ENGLISH)
        for place, concept in enumerate(mine, len(codelist) + 1):
            _, key, label = added[concept]
            yield concept, _TYPE, Iri("skos", "Concept")
            yield concept, _LABEL, Literal(label, language=ENGLISH)
            yield from _in_scheme(concept, whole, key, place)


def _in_scheme(concept: Iri, whole: Iri, key: str, place: int) -> Iterator[Statement]:
    yield concept, Iri("skos", "notation"), Literal(key)
    yield concept, Iri("skos", "inScheme"), whole
    yield concept, Iri("skos", "topConceptOf"), whole
    yield concept, Iri("schema", "position"), Literal(str(place), Iri("xsd", "integer"))


def scheme(
    whole: Iri, title: str, tops: Iterable[Iri], *, definition: str = ""
) -> Iterator[Statement]:
    """
    Yield what there is to say of a scheme of concepts.

    Args:
        whole: Its name.
        title: Its title in English.
        tops: The concepts that no other is broader than.
        definition: What it tells, in English.
    """
    yield whole, _TYPE, Iri("skos", "ConceptScheme")
    yield whole, Iri("dcterms", "title"), Literal(title, language=ENGLISH)
    if definition:
        yield whole, Iri("dcterms", "description"), Literal(definition, language=ENGLISH)
    for concept in tops:
        yield whole, Iri("skos", "hasTopConcept"), concept


def own_terms(meanings: Mapping[Iri, Iterable[str]]) -> Iterator[Statement]:
    """
    Yield what terms of sdsnet's own mean; a class is spelt with a capital.
    """
    for term, sentences in sorted(meanings.items()):
        is_class = term.local[:1].isupper()
        yield term, _TYPE, Iri("rdfs", "Class") if is_class else Iri("rdf", "Property")
        for sentence in sorted(sentences):
            yield term, Iri("rdfs", "comment"), Literal(sentence, language=ENGLISH)
