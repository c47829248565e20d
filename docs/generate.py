"""
Write the reference pages that are made from the library itself.

Run `python docs/generate.py` from the project's folder after a change of the model, a codelist or a
rule; a test compares the pages with what this writes.
"""

import inspect
import typing
from collections.abc import Iterator
from pathlib import Path

import attrs

import sdsnet
from sdsnet.disclosure.warnings import PRIVACY_RULES
from sdsnet.model import RECORD_TYPES, Header
from sdsnet.model.codelists import CODELISTS
from sdsnet.model.fields import Declaration, Value, declarations, in_writing_order
from sdsnet.plugins import hookspecs
from sdsnet.rules import FIELD_RULES, RULES, STRUCTURE, Rule, Structural
from sdsnet.testing import PROPERTIES

ROOT = Path(__file__).parent.parent
NOTE = "<!-- Made by docs/generate.py; change the library, not this page. -->"

#: The library as it is without the plugins that happen to be installed.
ALONE = sdsnet.Registry(installed=False)

CLASSES = {
    "open": "leaves as it is",
    "identifying": "leaves only where the party may be named",
    "indirect": "made coarser or dropped where somebody is protected",
    "free_text": "searched for names, and shown only once cleared where somebody is protected",
    "contact": "for the keeper, and for a network where the party agreed",
    "structural": "ids and references, rewritten where somebody is protected",
    "internal": "never leaves",
}


def model_page() -> Iterator[str]:
    """
    Yield the lines of the page of record types and their fields.
    """
    yield from (
        "# The model",
        "",
        NOTE,
        "",
        "A dataset is a header and fifteen lists of records.",
        "Every field is declared once, in `src/sdsnet/model/`; this page, the reader, the checks,"
        " the JSON Schema",
        "and the tables of the exports are all made from that declaration.",
        "",
        "An asterisk marks a required field, `[]` a list, `->` the id of another record.",
        "Dates are described under [](dates.md), the keys of codelists under [](codelists.md).",
        "",
        "The last column is the disclosure class of a field: what becomes of it on its way to an "
        "audience.",
        "",
        "| Class | What becomes of the field |",
        "| --- | --- |",
        *(f"| `{name}` | {meaning} |" for name, meaning in CLASSES.items()),
        "",
    )
    yield from _class("The header, `dataset`", Header)
    yield "## Fields that every record may have"
    yield ""
    yield from _fields(sdsnet.Record, in_writing_order(sdsnet.Record))
    shared = set(declarations(sdsnet.Record))
    for cls in RECORD_TYPES:
        names = [name for name in in_writing_order(cls) if name not in shared]
        yield from _class(f"`{cls.collection}`: {cls.__name__}", cls, names)
    for cls in _values():
        yield from _class(f"{cls.__name__}, a value object", cls)


def _values() -> list[type[Value]]:
    found: dict[type[Value], None] = {}
    todo: list[type[Value]] = [Header, *RECORD_TYPES]
    while todo:
        for declaration in declarations(todo.pop(0)).values():
            if declaration.value and declaration.value not in found:
                found[declaration.value] = None
                todo.append(declaration.value)
    return sorted(found, key=lambda cls: cls.__name__)


def _class(title: str, cls: type[Value], names: list[str] | None = None) -> Iterator[str]:
    summary = next(line.strip() for line in (cls.__doc__ or "").splitlines() if line.strip())
    yield from (f"## {title}", "", summary, "")
    yield from _fields(cls, names or in_writing_order(cls))


def _fields(cls: type[Value], names: tuple[str, ...] | list[str]) -> Iterator[str]:
    yield "| Field | Holds | Meaning | Class |"
    yield "| --- | --- | --- | --- |"
    for name in names:
        declared = declarations(cls)[name]
        star = "\\*" if declared.required else ""
        cells = (_holds(declared), declared.meaning, declared.disclosure)
        yield f"| `{name}`{star} | {' | '.join(cells)} |"
    yield ""


def _holds(declared: Declaration) -> str:
    kind = {
        "code": f"`{declared.target[0] if declared.target else ''}` key",
        "ref": f"-> {' or '.join(declared.target)}",
        "object": declared.value.__name__ if declared.value else "",
        "mapping": "mapping",
        "integer": "whole number",
        "boolean": "true or false",
    }.get(declared.kind, declared.kind)
    return f"{kind} []" if declared.many else kind


def codelists_page() -> Iterator[str]:
    """
    Yield the lines of the page of codelists.
    """
    yield from (
        "# Codelists",
        "",
        NOTE,
        "",
        "Each list gives the keys that a field may hold, what people are shown, and what the key "
        "means.",
        "`sdsnet glossary` prints them as Markdown, JSON or CSV.",
        "A key never changes its meaning.",
        "",
    )
    for codelist in CODELISTS.values():
        yield from (f"## `{codelist.name}`", "", codelist.definition, "")
        yield from ("| Key | Label | Meaning |", "| --- | --- | --- |")
        yield from (f"| `{c.key}` | {c.label} | {c.definition} |" for c in codelist)
        yield ""


def problems_page() -> Iterator[str]:
    """
    Yield the lines of the page of problem codes, each with what its faulty example is told.
    """
    yield from (
        "# Problems",
        "",
        NOTE,
        "",
        "Every problem has a stable code and a name.",
        "`S` is for the structure of a file, `E` for an error in what it says, `W` for a warning,"
        " which stops nothing.",
        "`sdsnet check` exits with 1 where there is an error, and with `--strict` where there is "
        "a warning.",
        "For each code there is a small file in `examples/faulty/`; what `sdsnet check` says of "
        "it is shown here.",
        "",
    )
    every: list[Rule | Structural] = [*STRUCTURE.values(), *FIELD_RULES, *RULES, *PRIVACY_RULES]
    for rule in sorted(every, key=lambda rule: ("SEW".index(rule.code[0]), rule.code)):
        yield from (f"## {rule.code} {rule.name}", "", rule.meaning, "")
        examples = sorted((ROOT / "examples" / "faulty").glob(f"{rule.code}-*"))
        if not examples:
            yield from ("No file can show this one: it speaks of files that cannot be read.", "")
        for example in examples:
            yield "```text"
            for problem in sdsnet.check(example, registry=ALONE):
                place = str(problem.position).removeprefix(f"{ROOT}/")
                yield f"{place}: {problem.code} {problem.message.replace(f'{ROOT}/', '')}"
            yield from ("```", "")


def hooks_page() -> Iterator[str]:
    """
    Yield the lines of the page of hooks, made from their specifications, and of what they return.
    """
    yield from (
        "# Hooks",
        "",
        NOTE,
        "",
        "A plugin is a module, named by an entry point in the group `sdsnet`, with functions "
        "marked `@sdsnet.hookimpl`.",
        "Each function has the name of a hook and returns values; there is nothing to register "
        "with and nothing to change.",
        "[](../tutorial/first-exporter.md) writes one from nothing.",
        "",
    )
    for name in sorted(hookspecs.__all__):
        if not name.startswith("sdsnet_"):
            continue
        hook = getattr(hookspecs, name)
        (returned,) = typing.get_args(typing.get_type_hints(hook)["return"])
        signature = inspect.signature(hook)
        parameters = ", ".join(map(str, signature.parameters.values()))
        yield from (f"## {name}", "")
        yield from ("```text", f"{name}({parameters}) -> Sequence[{returned.__name__}]", "```", "")
        yield from (*inspect.cleandoc(hook.__doc__ or "").splitlines(), "")
        yield from (f"The guide to it is [](../how-to/{GUIDES[name]}).", "")
        for cls in (returned, *FURTHER.get(name, ())):
            yield from _attributes(cls)
    yield from contract_lines()


#: The how-to guide of each hook, and the classes besides the one that it returns.
GUIDES = {
    "sdsnet_codelists": "add-codes.md",
    "sdsnet_exporters": "write-an-exporter.md",
    "sdsnet_readers": "add-a-reader.md",
    "sdsnet_rules": "add-rules.md",
}
FURTHER: dict[str, tuple[type, ...]] = {
    "sdsnet_codelists": (sdsnet.Code,),
    "sdsnet_exporters": (sdsnet.Artifact, sdsnet.Loss),
    "sdsnet_readers": (sdsnet.ParsedDocument, sdsnet.Fault, sdsnet.Place),
    "sdsnet_rules": (sdsnet.Finding,),
}


def _attributes(cls: type) -> Iterator[str]:
    """
    Yield a table of the attributes of a class, from its docstring.
    """
    lines = inspect.cleandoc(cls.__doc__ or "").splitlines()
    yield from (f"### {cls.__name__}", "", lines[0], "")
    yield from ("| Attribute | Meaning |", "| --- | --- |")
    start = lines.index("Attributes:") + 1
    rows: list[str] = []
    for line in lines[start:]:
        if not line.startswith("    "):
            break
        if line.startswith("     "):
            rows[-1] += f" {line.strip()}"
        else:
            name, _, meaning = line.strip().partition(": ")
            rows.append(f"`{name}` | {meaning}")
    fields: tuple[attrs.Attribute[object], ...] = attrs.fields(cls)
    public = [field.name for field in fields if not field.name.startswith("_")]
    if [row.split("`")[1] for row in rows] != public:
        raise ValueError(f"the docstring of {cls.__name__} does not list its attributes")
    yield from (f"| {row} |" for row in rows)
    yield ""


def contract_lines() -> Iterator[str]:
    """
    Yield the lines about the contract for exporters.
    """
    yield from (
        "## The contract for exporters",
        "",
        "`sdsnet.testing.ExporterContract` and `sdsnet plugins check` hold every exporter to these "
        "properties.",
        "",
        "| Property | What it asks for |",
        "| --- | --- |",
        *(f"| `{one.name}` | {one.meaning} |" for one in PROPERTIES.values()),
        "",
        "Each is tried on drawn datasets; `no_leak`, `non_interference`, `determinism`, "
        "`totality` and `purity` also with every flag and choice among the options the other way.",
        "It is a search and no proof: what is encrypted or scrambled on purpose is not found, nor "
        "what C code of a library does behind Python's back.",
        "",
    )


PAGES = {
    "hooks.md": hooks_page,
    "model.md": model_page,
    "codelists.md": codelists_page,
    "problems.md": problems_page,
}


def render(name: str) -> str:
    """
    Return the text of one page.
    """
    return "\n".join(PAGES[name]()).rstrip() + "\n"


if __name__ == "__main__":
    for page in PAGES:
        (ROOT / "docs" / "reference" / page).write_text(render(page), encoding="utf-8")
