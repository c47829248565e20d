"""
Which words of which vocabularies say what a dataset says: the one table behind all formats.

What stands in no row here is said with a term of sdsnet's own, named after the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["CLASSES", "CODES", "NAMESPACES", "OWN", "PROPERTIES", "RELATIONS"]

#: Namespace of sdsnet's own terms. A UUID is nobody's domain and promises no page behind it.
OWN = "urn:uuid:0c2b9d5e-6d0e-4f0b-9f2c-7a1f3e5b8d46#"

#: Namespace of codelists and their keys, the same for every dataset.
CODES = "urn:uuid:5e1f7c38-2a94-4c5d-8b1e-d0a64f93c7b2#"

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "code": CODES,
        "dcterms": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sds": OWN,
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

#: The classes of a thing, by its type and, behind a slash, its kind.
CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "Header": "void:Dataset schema:Dataset",
        "Participant": "foaf:Agent",
        "Participant/person": "foaf:Person",
        "Participant/organisation": "org:FormalOrganization",
        "Participant/service": "org:OrganizationalUnit",
        "Participant/collective": "foaf:Group",
        "Network": "org:OrganizationalCollaboration",
        "Membership": "org:Membership",
        "Initiative": "sds:Initiative foaf:Project prov:Activity",
        "Meeting": "schema:Event prov:Activity",
        "QuestionSet": "sds:QuestionSet prov:Entity",
        "Observation": "sds:Observation prov:Entity",
        "Barrier": "sds:Barrier skos:Concept prov:Entity",
        "PracticeExample": "sds:PracticeExample prov:Entity",
        "Recommendation": "sds:Recommendation prov:Entity",
        "Influence": "sds:Influence prov:Activity",
        "Call": "sds:Call prov:Activity",
        "Contribution": "sds:Contribution prov:Entity",
        "Publication": "foaf:Document schema:CreativeWork",
        "Relation": "sds:Relation rdf:Statement",
        "Attendance": "prov:Association",
        "CallContact": "sds:CallContact",
        "Consequence": "sds:Consequence prov:Entity",
        "Contact": "schema:ContactPoint",
        "Outcome": "sds:Outcome prov:Entity",
        "Phase": "sds:Phase prov:Activity",
        "Question": "schema:Question",
        "StatusReport": "sds:StatusReport prov:Activity",
    }
)

#: The properties of a field, by type (`*`: any) and kind as above.
PROPERTIES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "*": {
            "id": "dcterms:identifier",
            "kind": "dcterms:type",
            "source": "dcterms:source",
            "date": "dcterms:date",
            "title": "dcterms:title",
            "summary": "dcterms:description",
            "description": "dcterms:description",
            "themes": "dcterms:subject",
            "theme": "dcterms:subject",
            "note": "skos:note",
            "url": "schema:url",
        },
        "Header": {
            "language": "dcterms:language",
            "licence": "dcterms:license",
            "as_of": "dcterms:valid",
        },
        "Participant": {"name": "foaf:name", "aliases": "skos:altLabel"},
        "Participant/organisation": {
            "name": "foaf:name skos:prefLabel",
            "org_id": "org:identifier",
            "sector": "org:classification",
        },
        "Participant/service": {
            "name": "foaf:name skos:prefLabel",
            "org_id": "org:identifier",
            "sector": "org:classification",
        },
        "Contact": {"kind": "schema:contactType"},
        "Network": {"kind": "org:classification", "name": "skos:prefLabel"},
        "StatusReport": {"since": "schema:startDate", "according_to": "prov:wasAssociatedWith"},
        "Membership": {
            "participant": "org:member",
            "network": "org:organization",
            "role": "org:role",
        },
        "Initiative": {
            "led_by": "prov:wasAssociatedWith",
            "funded_by": "schema:funder",
            "phases": "dcterms:hasPart",
        },
        "Phase": {"name": "dcterms:title"},
        "Meeting": {
            "title": "schema:name",
            "date": "schema:startDate",
            "network": "schema:organizer",
            "venue": "schema:location",
            "attendance": "prov:qualifiedAssociation",
        },
        "Attendance": {"participant": "prov:agent"},
        "QuestionSet": {"questions": "dcterms:hasPart"},
        "Question": {"text": "schema:text"},
        "Observation": {
            "date": "dcterms:created",
            "said_by": "prov:wasAttributedTo",
            "meeting": "prov:wasGeneratedBy",
        },
        "Barrier": {
            "title": "skos:prefLabel",
            "summary": "skos:definition",
            "date": "dcterms:created",
            "raised_by": "prov:wasAttributedTo",
            "raised_at": "prov:wasGeneratedBy",
            "part_of": "skos:broader",
        },
        "PracticeExample": {
            "date": "dcterms:created",
            "developed_by": "prov:wasAttributedTo",
            "publications": "schema:subjectOf",
        },
        "Recommendation": {"date": "dcterms:created", "proposed_by": "prov:wasAttributedTo"},
        "Influence": {"by": "prov:wasAssociatedWith", "part_of": "dcterms:isPartOf"},
        "Call": {
            "issued_by": "prov:wasAssociatedWith",
            "opens": "schema:startDate",
            "closes": "schema:endDate",
        },
        "Contribution": {
            "date": "dcterms:created",
            "contributors": "prov:wasAttributedTo",
            "meeting": "prov:wasGeneratedBy",
            "reposts": "prov:wasQuotedFrom",
            "summary": "dcterms:abstract",
            "text": "schema:text",
        },
        "Publication": {
            "date": "dcterms:issued",
            "authors": "dcterms:creator",
            "publisher": "dcterms:publisher",
            "last_updated": "dcterms:modified",
            "part_of": "dcterms:isPartOf",
        },
        "Relation": {"subject": "rdf:subject", "object": "rdf:object"},
    }
)

#: The property that says a relation in one statement, by its kind.
RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        "captures": "schema:about",
        "cites": "schema:citation",
        "distinct_from": "owl:differentFrom",
        "part_of": "dcterms:isPartOf",
        "repost_of": "prov:wasQuotedFrom",
        "same_as": "owl:sameAs",
        "succeeds": "dcterms:replaces",
        "works_for": "schema:worksFor",
    }
)
