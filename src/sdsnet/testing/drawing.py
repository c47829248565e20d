"""
Values for declared fields, drawn from what the declarations say of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs
from hypothesis import strategies as st

from sdsnet.derived import derived
from sdsnet.mirrors import LARGEST_INTEGER
from sdsnet.model import RECORD_TYPES, AudienceRule, Participant, Phase, Question, Record
from sdsnet.model.codelists import CODELISTS
from sdsnet.model.fields import Declaration, Value, declarations
from sdsnet.testing.scalars import dates, texts

__all__ = ["Maker", "needs"]

_BY_NAME = {cls.__name__: cls for cls in RECORD_TYPES}
_WITH_ID = (Phase, Question)

# No stem ends in a digit, so that with a number behind it each makes another id.
_STEMS = st.sampled_from(("r", "", "A._-", "0x", "0o", "1e", "1.", "2012-", "no-", "north:b"))
_INTEGERS = st.one_of(
    st.integers(0, 9), st.integers(-LARGEST_INTEGER, LARGEST_INTEGER), st.just(LARGEST_INTEGER)
)
_FLOATS = st.floats(allow_nan=False, allow_infinity=False)
_MOST_OPTIONAL_FIELDS = 14


@derived
def needs(cls: type[Value]) -> tuple[type[Record], ...]:
    """
    Return the record types that a value of a class cannot stand without.
    """
    found: dict[type[Record], None] = {}
    for declaration in declarations(cls).values():
        if not declaration.required:
            continue
        if declaration.value is not None:
            found |= dict.fromkeys(needs(declaration.value))
        elif declaration.kind == "ref":
            found[_BY_NAME.get(declaration.target[0], Participant)] = None
    return tuple(found)


@derived
def _optional(names: tuple[str, ...], favoured: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    most = min(len(names), _MOST_OPTIONAL_FIELDS)
    return st.lists(st.sampled_from((*names, *favoured)), unique=True, max_size=most)


@derived
def _codes(codelist: str, more: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from((*CODELISTS[codelist].keys, *more))


@derived
def _json(words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    leaves = st.one_of(st.none(), st.booleans(), _INTEGERS, _FLOATS, words)
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
        max_leaves=4,
    )


@derived
def _mapping(words: st.SearchStrategy[str], holds: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(words, words if holds == "text" else _json(words), max_size=3)


@derived
def _filled(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return words.filter(bool)


@attrs.define
class Maker:
    """
    Makes values of the classes of the model, one after the other, for one dataset.

    Attributes:
        audiences: Names of the audiences that the header declares.
        ids: The ids that references may take, by the name of the type.
        is_filling: Whether every field is drawn that can be, in place of some of them.
    """

    _draw: Callable[[st.SearchStrategy[Any]], Any]
    _texts: st.SearchStrategy[str] | None = None
    audiences: list[str] = attrs.field(factory=list)
    ids: dict[str, list[str]] = attrs.field(factory=dict)
    is_filling: bool = False
    _numbers: Iterator[int] = attrs.field(factory=lambda: itertools.count(1))

    def new_id(self) -> str:
        """
        Draw an id that was not drawn before, in whatever case.
        """
        return f"{self._draw(_STEMS)}{next(self._numbers)}"

    def hold(self, name: str, key: str) -> None:
        """
        Let references to a type take an id.
        """
        self.ids.setdefault(name, []).append(key)
        if name in _BY_NAME:
            self.ids.setdefault("Record", []).append(key)

    def make(self, cls: type[Value], **fixed: Any) -> Any:
        """
        Draw a value of a class; what it needs must be there.

        Args:
            cls: The class.
            **fixed: Fields that are settled.
        """
        declared = declarations(cls)
        optional = tuple(n for n, d in declared.items() if not d.required and self.can_draw(d))
        wanted = set(optional) if self.is_filling else self._some(optional, declared)
        fields = dict(fixed)
        for name, declaration in declared.items():
            if name not in fixed and (declaration.required or name in wanted):
                fields[name] = self.field(cls, name)
        made = cls(**fields)
        if isinstance(made, _WITH_ID):
            self.hold(cls.__name__, made.id)
        return made

    def _some(self, optional: tuple[str, ...], declared: Mapping[str, Declaration]) -> set[str]:
        if not optional:
            return set()
        # Links between records are what most rules and exports are about.
        favoured = tuple(n for n in optional if declared[n].kind in {"ref", "object"})
        return set(self._draw(_optional(optional, favoured)))

    def can_draw(self, declaration: Declaration) -> bool:
        """
        Tell whether there is something that the references in a field can point to.
        """
        if declaration.kind == "ref":
            return any(self.ids.get(target) for target in declaration.target)
        if declaration.value is None:
            return True
        inner = declarations(declaration.value).values()
        return all(self.can_draw(one) for one in inner if one.required)

    def field(self, cls: type[Value], name: str) -> Any:
        """
        Draw a value that fills a field; a list has at least one item.
        """
        declaration = declarations(cls)[name]
        if name == "id":
            return self.new_id()
        if cls is AudienceRule and name == "name":
            return f"audience_{next(self._numbers)}"
        if not declaration.many:
            return self._one(declaration)
        return tuple(self._one(declaration) for _ in range(self._draw(st.integers(1, 3))))

    def _one(self, declaration: Declaration) -> Any:
        if declaration.value is not None:
            return self.make(declaration.value)
        return self._draw(self._scalar(declaration))

    def _scalar(self, declaration: Declaration) -> st.SearchStrategy[Any]:
        words = texts() if self._texts is None else self._texts
        if declaration.kind == "text":
            return _filled(words) if declaration.required else words
        if declaration.kind == "code":
            if declaration.only:
                return st.sampled_from(declaration.only)
            codelist = declaration.target[0]
            return _codes(codelist, tuple(self.audiences) if codelist == "audience" else ())
        if declaration.kind == "ref":
            return st.sampled_from(
                [key for target in declaration.target for key in self.ids.get(target, ())]
            )
        if declaration.kind == "mapping":
            return _mapping(words, declaration.target[0])
        return {"date": dates(), "integer": _INTEGERS, "boolean": st.booleans()}[declaration.kind]
