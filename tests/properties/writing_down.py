"""
What the properties share: plain documents written down, in this library's formats, by other tools.
"""

import json
from collections.abc import Iterator
from typing import Any, Literal

import yaml
from hypothesis import strategies as st

from sdsnet.reading.shape import COLLECTIONS

Format = Literal["yaml", "json", "jsonl"]
FORMATS: tuple[Format, ...] = ("yaml", "json", "jsonl")


class _Dumper(yaml.SafeDumper):
    """
    Writes every text in double quotes, and everything out in full.
    """

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  PyYAML's signature
        """
        Write the same thing again where it stands again.
        """
        return True


class _PlainDumper(_Dumper):
    """
    Writes text as people do: without quotes wherever the syntax allows it.
    """

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  PyYAML's own way to say so


_Dumper.add_representer(
    str, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"')
)
_PlainDumper.add_representer(str, yaml.SafeDumper.represent_str)


def as_json(document: Any) -> str:
    """
    Write a document as indented JSON.
    """
    return json.dumps(document, indent=1)


def as_yaml(document: Any) -> str:
    """
    Write a document as YAML with every text in quotes.
    """
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False)
    return text


def as_plain_yaml(document: Any) -> str:
    """
    Write a document as YAML with as few quotes as can be: `no`, `010` and `2012` stand as they are.
    """
    text: str = yaml.dump(document, Dumper=_PlainDumper, sort_keys=False)
    return text


def as_lines(document: dict[str, Any]) -> str:
    """
    Write a document as JSON Lines; what is no list of records becomes a line as it is.
    """
    return "".join(f"{json.dumps(line)}\n" for line in lines_of(document))


def lines_of(document: dict[str, Any]) -> Iterator[Any]:
    """
    Yield what stands on each line of JSON Lines.
    """
    opening = {key: document[key] for key in ("sdsnet",) if key in document}
    header = document.get("dataset")
    if isinstance(header, dict):
        yield {"type": "dataset", **opening, **header}
    else:
        yield {"type": "format", **opening}
    for name, held in document.items():
        if name in COLLECTIONS and isinstance(held, list):
            kind = COLLECTIONS[name].type_name
            yield from ({"type": kind, **one} if isinstance(one, dict) else one for one in held)
        elif name not in {"sdsnet", "dataset"}:
            yield {"type": name, "held": held}


WAYS: tuple[tuple[Format, Any], ...] = (
    ("json", as_json),
    ("jsonl", as_lines),
    ("yaml", as_yaml),
    ("yaml", as_plain_yaml),
    ("yaml", as_json),
)


@st.composite
def with_line_repeated(draw: st.DrawFn, text: str) -> str:
    """
    Draw the text with one of its lines standing twice, or cut off behind one of its lines.
    """
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    if draw(st.booleans()):
        return "\n".join([*lines[: at + 1], *lines[at:]])
    return "\n".join(lines[: at + 1])
