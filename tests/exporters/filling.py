"""
Datasets with every field of every type filled, made from the declarations of the model.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from sdsnet.dataset import Dataset, with_records
from sdsnet.model import RECORD_TYPES, Header
from sdsnet.model.codelists import CODELISTS
from sdsnet.model.fields import Declaration, Value, declarations

#: How a path to a field is written: names of fields, from the outside in.
Path = tuple[str, ...]


class Filling:
    """
    A source of values, each of them another: `Text 00017`, the year 1017, the number 700017.

    Args:
        text: Makes a text of its number; the words above when left out.
        ref: Makes an id for a reference to a type; that of its record `a` when left out.
    """

    def __init__(
        self,
        text: Callable[[int], str] = "Text {:05}".format,
        ref: Callable[[str], str] = "{}-a".format,
    ) -> None:
        self._text = text
        self._ref = ref
        self.made = 0

    def value(self, declaration: Declaration, place: str) -> Any:
        """
        Make a value, or a list of one value, for a field of a record.
        """
        self.made += 1
        one = self._one(declaration, place)
        return (one,) if declaration.many else one

    def _one(self, declaration: Declaration, place: str) -> Any:
        if declaration.value is not None:
            return self.fill(declaration.value, place)
        plain: dict[str, Callable[[], Any]] = {
            "text": lambda: self._text(self.made),
            "date": lambda: f"{1000 + self.made % 1000}",
            "integer": lambda: 700_000 + self.made,
            "boolean": lambda: True,
            "mapping": lambda: {"many": self._text(self.made)},
            "code": lambda: CODELISTS[declaration.target[0]].keys[0],
            "ref": lambda: self._ref(id_part(declaration.target[0])),
        }
        return plain[declaration.kind]()

    def fill(self, cls: type[Value], place: str) -> Any:
        """
        Make a record, a header or a value object with every field filled.
        """
        values = {
            name: self.value(declaration, place) for name, declaration in declarations(cls).items()
        }
        if "id" in values:
            values["id"] = f"{id_part(cls.__name__)}-{place}"
        made: Any = cls
        return made(**values)


def id_part(type_name: str) -> str:
    """
    Turn the name of a type into the beginning of an id; a reference to anything goes to a meeting.
    """
    return "meeting" if type_name == "Record" else type_name.lower()


def filled(filling: Filling | None = None, places: Iterable[str] = "ab") -> Dataset:
    """
    Make a dataset of records of each type, two unless told otherwise, with every field filled.

    Args:
        filling: Where values come from.
        places: The end of the id of each record of a type.
    """
    filling = filling or Filling()
    header = filling.fill(Header, "a")
    records = {
        cls.collection: [filling.fill(cls, place) for place in places] for cls in RECORD_TYPES
    }
    return with_records(header, records)


def field_paths() -> Iterator[tuple[str, Path, Declaration]]:
    """
    Yield every field that holds no value object: its record type, or `dataset`, and its path.
    """
    types: Mapping[str, type[Value]] = {
        "dataset": Header,
        **{cls.type_name: cls for cls in RECORD_TYPES},
    }
    for type_name, cls in types.items():
        for path, declaration in _leaves(cls, ()):
            yield type_name, path, declaration


def _leaves(cls: type[Value], prefix: Path) -> Iterator[tuple[Path, Declaration]]:
    for name, declaration in declarations(cls).items():
        if declaration.value is None:
            yield (*prefix, name), declaration
        else:
            yield from _leaves(declaration.value, (*prefix, name))


def evolved(value: Any, /, **changes: Any) -> Any:
    """
    Change fields of a record, a value object or a dataset.
    """
    return attrs.evolve(value, **changes)


def changed(dataset: Dataset, type_name: str, path: Path) -> Dataset:
    """
    Change one field of the header, or of the first record of a type, to another value.
    """
    made: Dataset
    if type_name == "dataset":
        made = evolved(dataset, **{path[0]: _other(dataset, path)})
    else:
        first, *rest = next(
            held for held in dataset.collections.values() if held[0].type_name == type_name
        )
        other = evolved(first, **{path[0]: _other(first, path)})
        made = evolved(dataset, **{first.collection: [other, *rest]})
    return made


def _other(holder: Any, path: Path) -> Any:
    declaration = declarations(type(holder)).get(path[0]) or declarations(Header)[path[0]]
    held = getattr(holder, path[0])
    one = held[0] if declaration.many else held
    if path[1:]:
        made = evolved(one, **{path[1]: _other(one, path[1:])})
    else:
        made = _another(declaration, one)
    return (made, *held[1:]) if declaration.many else made


def _another(declaration: Declaration, value: Any) -> Any:
    changes: dict[str, Callable[[], Any]] = {
        "text": lambda: f"{value} changed",
        "date": lambda: "0999",
        "integer": lambda: value + 1,
        "boolean": lambda: not value,
        "mapping": lambda: {"many": "Something else"},
        "code": lambda: CODELISTS[declaration.target[0]].keys[1],
        "ref": lambda: f"{value[:-1]}b",
    }
    return changes[declaration.kind]()
