"""
The structural rules: what a file must be before there are records to speak of.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

__all__ = ["STRUCTURE", "Structural"]


@attrs.frozen
class Structural:
    """
    One structural rule.

    Attributes:
        code: Stable code: `S` and two digits; `W` where reading goes on.
        name: Its name in words, lower case with hyphens.
        meaning: What must hold, in one sentence.
    """

    code: str
    name: str
    meaning: str


_RULES = (
    Structural("S01", "unreadable-file", "A source is a file or folder that can be read."),
    Structural("S02", "not-utf-8", "A file is text in UTF-8."),
    Structural("S03", "syntax", "A file is well-formed, in the format that it is read as."),
    Structural("S04", "duplicate-key", "No mapping states a key twice."),
    Structural("S05", "unknown-key", "Every key is one that the model knows."),
    Structural("S06", "missing-field", "Every required field is there and not empty."),
    Structural("S07", "wrong-kind", "Every value is of the kind that its field takes."),
    Structural("S08", "beyond-limit", "Nothing is larger or deeper than the limits allow."),
    Structural("S09", "refused-yaml", "YAML has no tags, merge keys or second documents."),
    Structural("S10", "one-header", "Exactly one file carries the header of the dataset."),
    Structural("S11", "format-version", "Every file states a format version that is read."),
    Structural("S12", "unfit-character", "Text holds no control or broken characters."),
    Structural("S13", "nothing-to-read", "A source holds a file with an ending that is read."),
    Structural("S14", "unfit-id", "An id is letters, digits, dots, hyphens, underscores."),
    Structural("W08", "byte-order-mark", "A file begins without a byte order mark."),
)

#: The structural rules by code.
STRUCTURE: Mapping[str, Structural] = MappingProxyType({rule.code: rule for rule in _RULES})
