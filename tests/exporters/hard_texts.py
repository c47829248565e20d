"""
Texts that careless writers and readers stumble over.
"""

from typing import Any

from tests.exporters.filling import Filling, evolved, filled

from sdsnet.dataset import Dataset
from sdsnet.model.fields import declarations

#: One text for each way to stumble.
HARD_TEXTS = (
    "Plain words",
    "caf\u00e9, na\u00efve, \u017b\u00f3\u0142w",
    "e\u0301 in two characters",
    "\u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 and \U0001f9e1",
    "two\nlines",
    "two\r\nlines",
    "an old\rline end",
    'she said "no"',
    '"',
    "a, b; c\td",
    "=1+1",
    "+44 1234",
    "-5",
    "@here",
    "\tindented",
    "\rreturned",
    "NA",
    "null",
    "nan",
    "0012",
    "12:30",
    "2012-10-03",
    "1e5",
    "True",
    " blanks around ",
    "line\u2028separator\u2029and\u0085next",
    "# not a comment",
    "'; DROP TABLE barriers; --",
    "{braces} [brackets] \\ backslash %s",
    "word " * 20_000,
    "\ufefffirst",
)


def hard(number: int) -> str:
    """
    Make a hard text; two numbers give the same text only if they are far apart.
    """
    return HARD_TEXTS[number % len(HARD_TEXTS)]


def filled_with_hard_texts() -> Dataset:
    """
    Make a dataset of full records in which every text is hard to write, and of bare ones.

    Of each type there is one record more, which has nothing but what it must have.
    """
    full = filled(Filling(hard))
    bare: dict[str, Any] = {
        name: [*held, evolved(held[0], **_bare(type(held[0])))]
        for name, held in full.collections.items()
    }
    made: Dataset = evolved(full, **bare)
    return made


def _bare(cls: type) -> dict[str, Any]:
    optional = {name: one for name, one in declarations(cls).items() if not one.required}
    return {name: () if one.many else None for name, one in optional.items()} | {
        "id": f"bare-{cls.__name__}"
    }
