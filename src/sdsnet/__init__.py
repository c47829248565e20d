"""
Practice networks in self-directed support: read, check, disclose and hand on what they learn.

The names below are the whole public interface. Each is loaded when it is first used, so that
`import sdsnet` costs a program that only checks its arguments next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdsnet.api import (
        check,
        clear,
        disclose,
        disclose_with_record,
        explain,
        export,
        json_schema,
        parse,
        parse_date,
        read,
        recall,
        render,
        write,
    )
    from sdsnet.batch import BatchError, Conversion, ConversionSummary, convert
    from sdsnet.dataset import Collection, Dataset
    from sdsnet.disclosure import (
        AnswerFound,
        CallTotals,
        Cell,
        Clearance,
        CutTie,
        Disclosed,
        DisclosureRecord,
        Edition,
        Explanation,
        ExportFound,
        FieldFate,
        Lost,
        Policy,
        Reason,
        Recall,
        Replacement,
    )
    from sdsnet.errors import (
        DisclosureError,
        DocumentError,
        DuplicateNameError,
        ExportError,
        PluginError,
        PluginLoadError,
        PluginRunError,
        Position,
        Problem,
        SdsnetError,
        UnknownFormatError,
        UnknownRecordError,
    )
    from sdsnet.exporting import Artifact, Exporter, Loss, Receipt, WrittenFile, file_name
    from sdsnet.merging import merge
    from sdsnet.model import (
        RECORD_TYPES,
        Attendance,
        AudienceRule,
        Barrier,
        Call,
        CallContact,
        Consent,
        Consequence,
        Contact,
        Contribution,
        Engagement,
        Header,
        Influence,
        Initiative,
        Meeting,
        Membership,
        Network,
        Observation,
        Outcome,
        Participant,
        Phase,
        PracticeExample,
        Privacy,
        Publication,
        Quantity,
        Question,
        QuestionSet,
        Recommendation,
        Record,
        Relation,
        Responses,
        Scope,
        Spread,
        StatusReport,
        SuccessView,
        Topic,
        Value,
        evolve,
    )
    from sdsnet.model.codelists import CODELISTS, Code, Codelist, CodelistExtension
    from sdsnet.model.edtf import Date
    from sdsnet.model.fields import Declaration, declarations
    from sdsnet.model.references import Reference, references
    from sdsnet.plugins import Plugin, Registry, hookimpl
    from sdsnet.reading import EditError, Fault, Limits, ParsedDocument, Place, Reader
    from sdsnet.rules import Finding, Rule
    from sdsnet.views.graph import (
        Attribute,
        Attributes,
        AttributeType,
        AttributeValue,
        Edge,
        Graph,
        Node,
        Series,
    )
    from sdsnet.views.table import Column, ForeignKey, Table
    from sdsnet.views.tables import tables

__all__ = [
    "CODELISTS",
    "RECORD_TYPES",
    "AnswerFound",
    "Artifact",
    "Attendance",
    "Attribute",
    "AttributeType",
    "AttributeValue",
    "Attributes",
    "AudienceRule",
    "Barrier",
    "BatchError",
    "Call",
    "CallContact",
    "CallTotals",
    "Cell",
    "Clearance",
    "Code",
    "Codelist",
    "CodelistExtension",
    "Collection",
    "Column",
    "Consent",
    "Consequence",
    "Contact",
    "Contribution",
    "Conversion",
    "ConversionSummary",
    "CutTie",
    "Dataset",
    "Date",
    "Declaration",
    "Disclosed",
    "DisclosureError",
    "DisclosureRecord",
    "DocumentError",
    "DuplicateNameError",
    "Edge",
    "EditError",
    "Edition",
    "Engagement",
    "Explanation",
    "ExportError",
    "ExportFound",
    "Exporter",
    "Fault",
    "FieldFate",
    "Finding",
    "ForeignKey",
    "Graph",
    "Header",
    "Influence",
    "Initiative",
    "Limits",
    "Loss",
    "Lost",
    "Meeting",
    "Membership",
    "Network",
    "Node",
    "Observation",
    "Outcome",
    "ParsedDocument",
    "Participant",
    "Phase",
    "Place",
    "Plugin",
    "PluginError",
    "PluginLoadError",
    "PluginRunError",
    "Policy",
    "Position",
    "PracticeExample",
    "Privacy",
    "Problem",
    "Publication",
    "Quantity",
    "Question",
    "QuestionSet",
    "Reader",
    "Reason",
    "Recall",
    "Receipt",
    "Recommendation",
    "Record",
    "Reference",
    "Registry",
    "Relation",
    "Replacement",
    "Responses",
    "Rule",
    "Scope",
    "SdsnetError",
    "Series",
    "Spread",
    "StatusReport",
    "SuccessView",
    "Table",
    "Topic",
    "UnknownFormatError",
    "UnknownRecordError",
    "Value",
    "WrittenFile",
    "__version__",
    "check",
    "clear",
    "convert",
    "declarations",
    "disclose",
    "disclose_with_record",
    "evolve",
    "explain",
    "export",
    "file_name",
    "hookimpl",
    "json_schema",
    "merge",
    "parse",
    "parse_date",
    "read",
    "recall",
    "references",
    "render",
    "tables",
    "write",
]

__version__ = "0.1.0"

_HOME = {
    "sdsnet.api": (
        "check clear disclose disclose_with_record explain export json_schema parse parse_date "
        "read recall render write"
    ),
    "sdsnet.batch": "BatchError Conversion ConversionSummary convert",
    "sdsnet.dataset": "Collection Dataset",
    "sdsnet.disclosure": (
        "AnswerFound CallTotals Cell Clearance CutTie Disclosed DisclosureRecord Edition "
        "Explanation ExportFound FieldFate Lost Policy Reason Recall Replacement"
    ),
    "sdsnet.errors": (
        "DisclosureError DocumentError DuplicateNameError ExportError PluginError PluginLoadError "
        "PluginRunError Position Problem SdsnetError UnknownFormatError UnknownRecordError"
    ),
    "sdsnet.exporting": "Artifact Exporter Loss Receipt WrittenFile file_name",
    "sdsnet.merging": "merge",
    "sdsnet.model": (
        "RECORD_TYPES Attendance AudienceRule Barrier Call CallContact Consent Consequence Contact "
        "Contribution Engagement Header Influence Initiative Meeting Membership Network "
        "Observation Outcome Participant Phase PracticeExample Privacy Publication Quantity "
        "Question QuestionSet Recommendation Record Relation Responses Scope Spread StatusReport "
        "SuccessView Topic Value evolve"
    ),
    "sdsnet.model.codelists": "CODELISTS Code Codelist CodelistExtension",
    "sdsnet.model.edtf": "Date",
    "sdsnet.model.fields": "Declaration declarations",
    "sdsnet.model.references": "Reference references",
    "sdsnet.plugins": "Plugin Registry hookimpl",
    "sdsnet.reading": "EditError Fault Limits ParsedDocument Place Reader",
    "sdsnet.rules": "Finding Rule",
    "sdsnet.views.graph": (
        "Attribute Attributes AttributeType AttributeValue Edge Graph Node Series"
    ),
    "sdsnet.views.table": "Column ForeignKey Table",
    "sdsnet.views.tables": "tables",
}
_MODULES = {name: module for module, names in _HOME.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value: object = getattr(importlib.import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
