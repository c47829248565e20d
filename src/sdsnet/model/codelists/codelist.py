"""
Hold what a codelist is: a named, ordered list of keys, each with a meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

__all__ = ["Code", "Codelist", "CodelistExtension", "codelist", "words"]

EXTENSION_KEY = r"[a-z][a-z0-9_]*:[a-z][a-z0-9_]*"


def words(key: str) -> str:
    """
    Turn a key into words: no prefix, spaces for underscores, and a capital to begin with.
    """
    name = key.rpartition(":")[2]
    return name[:1].upper() + name[1:].replace("_", " ")


@attrs.frozen
class Code:
    """
    Give one key of a codelist its meaning.

    Attributes:
        key: The word that stands in data files; its meaning never changes.
        definition: One sentence for readers of the glossary.
        label: What people are shown; the key in words when none is given.
        reference: Who defined it, in words that a reader can find.
    """

    key: str
    definition: str
    label: str = attrs.field()
    reference: str | None = None

    @label.default
    def _key_in_words(self) -> str:
        return words(self.key)


@attrs.frozen
class Codelist:
    """
    Hold the keys that a field may take, in the order in which they are shown.

    ``key in codelist`` asks for a key, ``codelist[key]`` gives its code, and iterating gives the
    codes.

    Attributes:
        name: What fields call the list by, such as ``network_kind``.
        title: The name for readers.
        definition: What the list tells about a record, in one sentence.
        codes: The codes, in order.
        ordered: Whether the order of the codes carries meaning, from least to most.
        closed: Whether nobody may add keys, since who sees what depends on those of the list.
        keys: The keys of the codes, in the same order.
    """

    name: str
    title: str
    definition: str
    codes: tuple[Code, ...]
    ordered: bool = attrs.field(default=False, kw_only=True)
    closed: bool = attrs.field(default=False, kw_only=True)
    keys: tuple[str, ...] = attrs.field(init=False, eq=False, repr=False)
    _by_key: dict[str, Code] = attrs.field(init=False, eq=False, repr=False)

    @keys.default
    def _keys_of_codes(self) -> tuple[str, ...]:
        return tuple([code.key for code in self.codes])

    @_by_key.default
    def _codes_by_key(self) -> dict[str, Code]:
        return dict(zip(self.keys, self.codes, strict=True))

    def __contains__(self, key: object) -> bool:
        """
        Tell whether the list has this key.
        """
        return key in self._by_key

    def __getitem__(self, key: str) -> Code:
        """
        Give the code of a key.

        Raises:
            KeyError: If the list has no such key.
        """
        return self._by_key[key]

    def __iter__(self) -> Iterator[Code]:
        """
        Go through the codes in order.
        """
        return iter(self.codes)

    def __len__(self) -> int:
        """
        Count the codes.
        """
        return len(self.codes)

    def label(self, key: str) -> str:
        """
        Give the label of a key.

        Raises:
            KeyError: If the list has no such key.
        """
        return self._by_key[key].label

    def extended(self, codes: Iterable[Code]) -> Codelist:
        """
        Make a list with further codes after those of this one.

        >>> from sdsnet.model.codelists import CODELISTS, Code
        >>> themes = CODELISTS["theme"].extended(
        ...     [Code("acme:home_share", "Sharing a home with somebody who gives support.")]
        ... )
        >>> themes.label("acme:home_share")
        'Home share'

        Args:
            codes: The codes to add; each key has the prefix of whoever adds it, then a colon.

        Returns:
            A new list; this one stays as it is.

        Raises:
            ValueError: If the list is closed, or a key has no such prefix or is there already.
        """
        if self.closed:
            raise ValueError(
                f"Codelist {self.name!r} decides who sees what, and takes no further keys."
            )
        added = tuple(codes)
        for code in added:
            _check_extension_key(code.key)
        together = self.codes + added
        times = Counter(code.key for code in together)
        if twice := sorted(key for key, count in times.items() if count > 1):
            raise ValueError(
                f"Codelist {self.name!r} would have {', '.join(map(repr, twice))} twice."
            )
        return attrs.evolve(self, codes=together)


def _in_order(codes: Iterable[Code]) -> tuple[Code, ...]:
    return tuple(codes)


@attrs.frozen
class CodelistExtension:
    """
    Further codes for a codelist, as a plugin adds them.

    Attributes:
        codelist: Name of the codelist.
        codes: The codes to add; each key has the prefix of whoever adds it, then a colon.
    """

    codelist: str
    codes: tuple[Code, ...] = attrs.field(converter=_in_order)


def codelist(
    name: str,
    definition: str,
    meanings: Mapping[str, str],
    *,
    title: str | None = None,
    labels: Mapping[str, str] | None = None,
    references: Mapping[str, str] | None = None,
    ordered: bool = False,
    closed: bool = False,
) -> Codelist:
    """
    Build a codelist from a table of keys and their definitions.

    Args:
        name: What fields call the list by.
        definition: What the list tells about a record.
        meanings: The definition of each key, in the order of the list.
        title: The name for readers; the name in words when absent.
        labels: The labels of those keys whose own words would read badly.
        references: Who defined a key, for those keys that somebody else defined.
        ordered: Whether the order of the keys carries meaning.
        closed: Whether nobody may add keys.
    """
    labels = labels or {}
    references = references or {}
    codes = tuple(
        [
            Code(key, meaning, labels.get(key) or words(key), references.get(key))
            for key, meaning in meanings.items()
        ]
    )
    return Codelist(name, title or words(name), definition, codes, ordered=ordered, closed=closed)


def _check_extension_key(key: str) -> None:
    if not re.fullmatch(EXTENSION_KEY, key):
        raise ValueError(
            f"{key!r} cannot be added to a codelist. Give it a prefix of your own, in lower case, "
            "like 'acme:home_share'."
        )
