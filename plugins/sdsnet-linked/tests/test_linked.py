"""
What a graph says, whichever way it is written, as readers that others wrote understand it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from pyshacl import validate
from rdflib.namespace import (
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SKOS,
    VOID,
    XSD,
)
from sdsnet_linked import LinkedOptions
from sdsnet_linked.terms import is_url
from sdsnet_linked.vocabulary import CLASSES, NAMESPACES, OWN, PROPERTIES, RELATIONS
from skosify import check as skos_check

import sdsnet
from sdsnet.testing import HOSTILE_TEXTS, ExporterContract, dates, editions, texts

EXAMPLES = Path(__file__).parents[3] / "examples"
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "exporters" / "linked.md"
NAMES = (
    "call-for-examples",
    "pilotlight",
    "provider-week.yaml",
    "sird-review.yaml",
    "three-way-partnership.yaml",
)
FORMATS = {
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
}
SDS = rdflib.Namespace(OWN)
SCHEMA = rdflib.SDO
CODE = rdflib.Namespace(NAMESPACES["code"])


def export(edition: sdsnet.Edition, name: str, base: str = "") -> bytes:
    """
    Export an edition.
    """
    (artifact,) = sdsnet.export(edition, name, options=LinkedOptions(base=base))
    return artifact.read()


def strictly(content: bytes, name: str) -> set[Any]:
    """
    Read a graph with pyoxigraph, which refuses names and texts that break a rule.
    """
    return {quad.triple for quad in pyoxigraph.parse(content, FORMATS[name])}


class TestJsonLd(ExporterContract):
    """
    JSON-LD keeps the contract.
    """

    exporter = "jsonld"

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Read it strictly.
        """
        (content,) = files.values()
        assert strictly(content, "jsonld")


class TestTurtle(ExporterContract):
    """
    Turtle keeps the contract.
    """

    exporter = "turtle"

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Read it strictly.
        """
        (content,) = files.values()
        assert strictly(content, "turtle")


class TestNTriples(ExporterContract):
    """
    N-Triples keeps the contract.
    """

    exporter = "nt"

    def read(self, files: Mapping[str, bytes]) -> None:
        """
        Read it strictly.
        """
        (content,) = files.values()
        assert strictly(content, "nt")


def kept(**fields: Any) -> sdsnet.Edition:
    """
    Make a dataset, and its edition for its keeper.
    """
    dataset = sdsnet.Dataset(**{"id": "d", "title": "D", **fields})
    return sdsnet.disclose(dataset, audience="internal")


@cache
def public(name: str) -> sdsnet.Edition:
    """
    Read an example and make its public edition.
    """
    return sdsnet.disclose(sdsnet.read(EXAMPLES / name), audience="public")


@cache
def graph(name: str) -> rdflib.Graph:
    """
    Read an example as rdflib understands it.
    """
    return rdflib.Graph().parse(data=export(public(name), "turtle"), format="turtle")


def graph_of(**fields: Any) -> tuple[rdflib.Graph, rdflib.Namespace]:
    """
    Export a dataset with the party `p1`, for its keeper; return its graph and namespace.
    """
    party = sdsnet.Participant(id="p1", kind="organisation", naming="named", name="Acme")
    fields["participants"] = [party, *fields.get("participants", [])]
    content = export(kept(**fields), "turtle", "https://a.example/#")
    made = rdflib.Graph().parse(data=content, format="turtle")
    return made, rdflib.Namespace("https://a.example/#")


@given(st.sampled_from(["internal", "public"]).flatmap(lambda name: editions(audience=name)))
def test_the_three_formats_say_the_same(edition: sdsnet.Edition) -> None:
    """
    Nothing is unnamed, so equal graphs are equal sets of statements.
    """
    graphs = {name: strictly(export(edition, name), name) for name in FORMATS}

    assert graphs["jsonld"] == graphs["turtle"] == graphs["nt"]
    named = (pyoxigraph.NamedNode, pyoxigraph.Literal)
    assert all(isinstance(one.object, named) for one in graphs["nt"])


# rdflib and pySHACL use what rdflib itself has given up.
@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")
@pytest.mark.parametrize("name", NAMES)
def test_rdflib_and_pyld_read_the_same_from_all_formats(name: str) -> None:
    """
    Two readers that share no code with the first agree with it.
    """
    edition = public(name)
    plain = rdflib.Graph().parse(data=export(edition, "nt"), format="nt")

    read = rdflib.Graph().parse(data=export(edition, "jsonld"), format="json-ld")
    quads = jsonld.to_rdf(json.loads(export(edition, "jsonld")), {"format": "application/n-quads"})

    assert set(plain) == set(graph(name)) == set(read)
    assert set(plain) == set(rdflib.Graph().parse(data=quads, format="nt"))


def unknown(words: Iterable[str]) -> set[str]:
    """
    Return the words that their vocabularies, as rdflib knows them, do not have.
    """
    spaces = (DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, VOID, XSD)
    known = {str(word) for space in spaces for word in dir(space)}
    return {
        word
        for word in set(words) - known
        if word.startswith(tuple(map(str, spaces))) and not word.startswith(f"{RDF}_")
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_vocabulary_exists(name: str) -> None:
    """
    A misspelt property is no error to any reader.
    """
    words = (term for _, *two in graph(name) for term in two if isinstance(term, rdflib.URIRef))

    assert unknown(words) == set()


def test_every_word_of_the_table_exists() -> None:
    """
    That holds of the rows too that no example makes use of.
    """
    said = (*CLASSES.values(), *RELATIONS.values(), *(properties for _, _, properties in rows()))

    words = [one.partition(":") for properties in said for one in properties.split()]
    assert unknown(f"{NAMESPACES[prefix]}{local}" for prefix, _, local in words) == set()


def test_every_namespace_is_the_right_one() -> None:
    """
    A namespace that is one letter off is no error to any reader either.
    """
    expected = {DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, VOID, XSD}

    assert {str(space) for space in expected} <= set(NAMESPACES.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_own_term_is_explained_in_the_graph(name: str) -> None:
    """
    There is no page behind them, so each says what it means.
    """
    found = graph(name)
    used = {term for triple in found for term in triple if str(term).startswith(OWN)}

    assert {one for one in used if not found.value(one, RDFS.comment)} == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_type_is_well_formed(name: str) -> None:
    """
    A reader keeps a bad date as it is, without a word.
    """
    literals = [one for one in graph(name).objects() if isinstance(one, rdflib.Literal)]

    assert not [one for one in literals if one.ill_typed]


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")
@pytest.mark.parametrize("name", NAMES)
def test_the_shapes_hold(name: str) -> None:
    """
    Memberships have two ends, concepts a scheme and a label, what was generated is an entity.
    """
    conforms, _, report = validate(
        graph(name), shacl_graph=str(Path(__file__).parent / "shapes.ttl")
    )

    assert conforms, report


@pytest.mark.parametrize("name", NAMES)
def test_concepts_keep_the_rules_of_skos(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """
    There is no cycle, no label that is there twice, and nothing is both broader and related.
    """
    copy = rdflib.Graph()
    for triple in graph(name):
        copy.add(triple)

    with caplog.at_level(logging.WARNING):
        skos_check.hierarchy_cycles(copy, fix=False)
        skos_check.disjoint_relations(copy, fix=False)
        skos_check.hierarchical_redundancy(copy, fix=False)
        skos_check.label_overlap(copy, fix=False)
        skos_check.preflabel_uniqueness(copy, policy=("shortest",))

    assert caplog.records == []


@pytest.mark.parametrize(
    ("date", "datatype"),
    [
        ("2012-10-03", XSD.date),
        ("2012-10", XSD.gYearMonth),
        ("2012", XSD.gYear),
        ("2012-10-03T10:00:00Z", XSD.dateTime),
        ("2012-10-03T10:00:00+01:00", XSD.dateTime),
        ("2012-10-03T10:00:00+01", None),
        ("2012-21", None),
        ("2012?", None),
        ("2012-XX", None),
        ("201X", None),
        ("0000", None),
        ("-0044", None),
        ("Y12345", None),
        ("2012/2013", None),
    ],
)
def test_dates_are_of_the_type_that_fits(date: str, datatype: rdflib.URIRef | None) -> None:
    """
    What fits no type of XML Schema is of the type that the Library of Congress made for it.
    """
    edtf = rdflib.URIRef("http://id.loc.gov/datatypes/edtf/EDTF")

    found, d = graph_of(barriers=[sdsnet.Barrier(id="b1", title="B", date=date)])

    assert found.value(d.b1, DCTERMS.created) == rdflib.Literal(date, datatype=datatype or edtf)


@given(dates())
def test_no_date_is_ill_typed(date: str) -> None:
    """
    Every date that sdsnet reads has a type that it is right for.
    """
    barrier = sdsnet.Barrier(id="b1", title="B", date=date)
    edition = sdsnet.disclose(
        sdsnet.Dataset(id="d", title="D", barriers=[barrier]), audience="internal"
    )

    (line,) = [one for one in export(edition, "nt").splitlines() if b"dc/terms/created" in one]

    found = rdflib.Graph().parse(data=line, format="nt")
    (literal,) = found.objects()
    assert isinstance(literal, rdflib.Literal)
    assert not literal.ill_typed


@pytest.mark.parametrize(
    ("language", "expected"),
    [(None, "en-gb"), ("gd", "gd"), ("zh-Hant-TW", "zh-hant-tw"), ("Gaelic", None), ("e", None)],
)
def test_words_have_the_language_of_the_dataset(language: str | None, expected: str | None) -> None:
    """
    A language that is no tag is kept as text; names and numbers have no language.
    """
    party = sdsnet.Participant(
        id="p2",
        kind="organisation",
        naming="named",
        name="Beta",
        note="A note",
        area_code="S1",
    )

    found, d = graph_of(language=language, participants=[party])

    (note,) = found.objects(d.p2, SKOS.note)
    (name,) = found.objects(d.p2, FOAF.name)
    assert isinstance(note, rdflib.Literal)
    assert (note.language and note.language.lower()) == expected
    assert name == rdflib.Literal("Beta")
    assert found.value(d.p2, SDS.areaCode) == rdflib.Literal("S1")
    assert found.value(CODE["naming.named"], SKOS.prefLabel) == rdflib.Literal(
        "Named", lang="en-GB"
    )


@pytest.mark.parametrize(
    ("url", "is_name"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("https://bücher.example/ä%20b", True),
        ("https://example.org/a b", False),
        ("https://example.org/%zz", False),
        ("example.org", False),
        ("prov:Entity", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("", False),
        ("https://example.org/<script>", False),
    ],
)
def test_addresses_are_names_where_they_can_be(url: str, is_name: bool) -> None:  # noqa: FBT001  a column
    """
    An address that is no good is kept as text, and no text is taken for the name of something.
    """
    party = sdsnet.Participant(id="p2", kind="organisation", naming="named", name="Beta", url=url)

    found, d = graph_of(participants=[party])

    expected = rdflib.URIRef(url) if is_name else rdflib.Literal(url)
    assert found.value(d.p2, SCHEMA.url) == expected


@given(st.one_of(texts(), st.from_regex(r"https?://\S{1,20}", fullmatch=True)))
def test_every_address_that_becomes_a_name_is_one(text: str) -> None:
    """
    A strict reader takes each of them.
    """
    if is_url(text):
        pyoxigraph.NamedNode(text)
        parsed = list(pyoxigraph.parse(f"<{text}> <{text}> <{text}> .".encode(), FORMATS["nt"]))
        assert len(parsed) == 1


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (
            "https://example.org/licence",
            (DCTERMS.license, rdflib.URIRef("https://example.org/licence")),
        ),
        ("Ask us first", (DCTERMS.rights, rdflib.Literal("Ask us first", lang="en-GB"))),
    ],
)
def test_a_licence_is_a_name_or_words(licence: str, expected: tuple[Any, Any]) -> None:
    """
    The property for licences wants one that has a name; words are a statement of rights.
    """
    found, _ = graph_of(licence=licence)

    assert expected in set(found.predicate_objects(rdflib.URIRef("https://a.example/")))


@pytest.mark.parametrize("name", FORMATS)
def test_every_text_comes_back(name: str) -> None:
    """
    Signs that formats are made of, and what some readers break lines at, come back as they were.
    """
    barriers = [
        sdsnet.Barrier(id=f"b{number}", title="B", note=text)
        for number, text in enumerate(HOSTILE_TEXTS)
    ]

    content = export(kept(barriers=barriers), name, "https://a.example/#")

    notes = {
        one.subject.value.partition("#")[2]: one.object.value
        for one in strictly(content, name)
        if one.predicate.value == str(SKOS.note)
    }
    assert {barrier.id: notes[barrier.id] for barrier in barriers} == {
        barrier.id: barrier.note for barrier in barriers
    }


@pytest.mark.parametrize("name", FORMATS)
def test_every_id_makes_a_name(name: str) -> None:
    """
    Ids may begin with a digit, end with a dot, and hold colons.
    """
    ids = {"b", "0x1", "b.", "a-._b-", "north:b", "1.:2."}
    barriers = [sdsnet.Barrier(id=key, title="B") for key in ids]

    content = export(kept(barriers=barriers), name, "https://a.example/#")

    subjects = {one.subject.value for one in strictly(content, name)}
    assert {f"https://a.example/#{key}" for key in ids} <= subjects


def test_lines_of_n_triples_are_lines_to_everybody() -> None:
    """
    Python breaks lines at more signs than the format does.
    """
    barrier = sdsnet.Barrier(id="b1", title="B", note="a\u2028b\u2029c\x85d\re\nf")

    content = export(kept(barriers=[barrier]), "nt").decode()

    assert content.splitlines() == content.split("\n")[:-1]


def test_who_belongs_where_is_said_in_the_words_of_org() -> None:
    """
    A membership has a member, an organisation and a role; parties are what they are.
    """
    network = sdsnet.Network(
        id="n1",
        kind="provider_forum",
        name="Forum",
        status_history=(sdsnet.StatusReport(status="active"),),
    )
    person = sdsnet.Participant(
        id="p2", kind="person", naming="unnamed", description="A", sector="private"
    )
    seat = sdsnet.Membership(
        id="m1",
        participant="p1",
        network="n1",
        role="chair",
        representation="direct",
        invitation="open",
        involvement="member",
    )

    found, d = graph_of(participants=[person], networks=[network], memberships=[seat])

    dataset = rdflib.URIRef("https://a.example/")
    assert set(found.subjects(VOID.inDataset, dataset)) == {d.m1, d.n1, d.p1, d.p2}
    assert (d.m1, ORG.member, d.p1) in found
    assert (d.m1, ORG.organization, d.n1) in found
    assert (d.m1, ORG.role, CODE["membership_role.chair"]) in found
    assert (d.n1, RDF.type, ORG.OrganizationalCollaboration) in found
    assert (d.p1, RDF.type, ORG.FormalOrganization) in found
    assert (d.p2, RDF.type, FOAF.Person) in found
    # Only an organisation is classified: the property would make one of a person.
    assert (d.p2, SDS.sector, CODE["sector.private"]) in found
    assert (d.p2, ORG.classification, None) not in found


def test_barriers_and_themes_are_concepts() -> None:
    """
    A wider barrier is broader, and one that is part of none is at the top of its scheme.
    """
    wide = sdsnet.Barrier(id="b1", title="Money", themes=("contracting",))
    narrow = sdsnet.Barrier(id="b2", title="Late pay", part_of="b1")

    found, d = graph_of(barriers=[wide, narrow])

    scheme = d["::barriers"]
    assert (d.b2, SKOS.broader, d.b1) in found
    assert (d.b1, DCTERMS.subject, CODE["theme.contracting"]) in found
    assert set(found.objects(scheme, SKOS.hasTopConcept)) == {d.b1}
    assert set(found.subjects(SKOS.inScheme, scheme)) == {d.b1, d.b2}
    theme = CODE["theme.contracting"]
    assert found.value(theme, SKOS.notation) == rdflib.Literal("contracting")
    assert found.value(theme, SKOS.inScheme) == CODE.theme
    assert found.value(theme, SKOS.definition)


def test_an_outcome_is_influenced_only_where_the_source_says_so() -> None:
    """
    What merely came later is tied to the attempt, and to nothing more.
    """
    outcomes = tuple(
        sdsnet.Outcome(kind="policy_changed", claim=claim, summary=claim)
        for claim in ("result_of", "contributed", "followed")
    )
    attempt = sdsnet.Influence(id="i1", kind="own", summary="S", by=("p1",), outcomes=outcomes)

    found, d = graph_of(influences=[attempt])

    assert len(set(found.objects(d.i1, SDS.outcomes))) == 3
    influenced = set(found.subjects(PROV.wasInfluencedBy, d.i1))
    assert influenced == {d["i1::outcomes:1"], d["i1::outcomes:2"]}


def test_a_relation_is_said_outright_unless_it_is_a_view() -> None:
    """
    What somebody holds is there with its holder, and not as if it were so.
    """
    other = sdsnet.Participant(id="p2", kind="organisation", naming="named", name="Beta")
    relations = [
        sdsnet.Relation(id="r1", subject="p1", kind="part_of", object="p2"),
        sdsnet.Relation(id="r2", subject="p1", kind="partner_of", object="p2"),
        sdsnet.Relation(id="r3", subject="p2", kind="supports", object="p1", according_to=("p1",)),
    ]

    found, d = graph_of(participants=[other], relations=relations)

    assert (d.p1, DCTERMS.isPartOf, d.p2) in found
    assert (d.p1, SDS.partnerOf, d.p2) in found
    assert (d.p2, SDS.supports, d.p1) not in found
    assert (d.r3, RDF.predicate, SDS.supports) in found
    assert (d.r3, RDF.subject, d.p2) in found


def test_order_is_kept() -> None:
    """
    Statements have none, so texts stand in a sequence and parts know their place.
    """
    meeting = sdsnet.Meeting(
        id="m1", title="M", kind="network_meeting", status="held", activities=("b", "a", "b")
    )
    questions = sdsnet.QuestionSet(
        id="q1",
        kind="agenda",
        complete=True,
        questions=(sdsnet.Question(id="z", text="First?"), sdsnet.Question(id="y", text="Second?")),
    )

    found, d = graph_of(meetings=[meeting], question_sets=[questions])

    sequence = found.value(d.m1, SDS.activities)
    members = [found.value(sequence, rdflib.URIRef(f"{RDF}_{place}")) for place in (1, 2, 3)]
    assert [str(one) for one in members] == ["b", "a", "b"]
    assert [str(found.value(one, SCHEMA.position)) for one in (d.z, d.y)] == ["1", "2"]
    assert set(found.objects(d.q1, DCTERMS.hasPart)) == {d.z, d.y}


def test_totals_are_told_as_the_edition_has_them() -> None:
    """
    A small number stays words.
    """
    found = graph("call-for-examples")

    shown = {str(one) for one in found.objects(None, SDS.shownAs)}
    assert "fewer than 5" in shown
    assert not list(found.objects(None, SDS["count"]))


def test_names_of_records_depend_on_dataset_and_audience() -> None:
    """
    Graphs can go into one store: the same id may be something else in another.
    """
    party = sdsnet.Participant(id="p1", kind="organisation", naming="named", name="Acme")

    datasets = [sdsnet.Dataset(id=key, title="D", participants=[party]) for key in ("one", "two")]
    names = {
        line.partition(b" ")[0]
        for dataset in datasets
        for audience in ("internal", "network")
        for line in export(sdsnet.disclose(dataset, audience=audience), "nt").splitlines()
        if b'"Acme"' in line
    }

    assert len(names) == 4


@pytest.mark.parametrize("base", ["example.org/", "https://example.org", "https://example.org/ a/"])
def test_a_base_that_is_none_is_refused(base: str) -> None:
    """
    It takes an address that something can stand behind.
    """
    with pytest.raises(sdsnet.ExportError, match=r"`base` takes an address that ends in / or #\."):
        export(public("pilotlight"), "turtle", base)


def rows() -> Iterator[tuple[str, str, str]]:
    """
    Yield every row of the table: class, field and properties.
    """
    for variant, fields in PROPERTIES.items():
        for field, properties in fields.items():
            yield variant.partition("/")[0], field, properties


def test_every_row_of_the_table_is_about_a_field() -> None:
    """
    A misspelt row would change nothing, and the field would be said in other words.
    """
    public = [getattr(sdsnet, name) for name in sdsnet.__all__]
    values = [one for one in public if isinstance(one, type) and issubclass(one, sdsnet.Value)]
    found = {one.__name__: sdsnet.declarations(one) for one in values if one is not sdsnet.Value}

    assert {name.partition("/")[0] for name in CLASSES} <= set(found)
    assert [row for row in rows() if row[0] != "*" and row[1] not in found[row[0]]] == []
    everywhere = {field for fields in found.values() for field in fields}
    assert set(PROPERTIES["*"]) <= everywhere
    assert set(RELATIONS) <= set(sdsnet.CODELISTS["relation_kind"].keys)


def test_the_page_has_every_row_of_the_table() -> None:
    """
    The documentation shows what is written.
    """
    lines = PAGE.read_text(encoding="utf-8").splitlines()

    for name, field, properties in rows():
        shown = ", ".join(f"`{one}`" for one in properties.split())
        assert any(f"`{field}`" in line and shown in line for line in lines), (name, field)
    for kind, property_ in RELATIONS.items():
        assert any(f"`{kind}`" in line and f"`{property_}`" in line for line in lines), kind
    for name in (*CLASSES.values(), NAMESPACES["sds"], NAMESPACES["code"]):
        assert any(all(f"`{one}`" in line for one in name.split()) for line in lines), name
