"""
Datasets in which every text is one of its own, so that it can be searched for wherever it may be.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from sdsnet.dataset import Collection, Dataset
from sdsnet.disclosure.policy import choice_of, policy_for
from sdsnet.model import Consent, Contact, Participant, Record
from sdsnet.model.fields import Value, declarations, evolve
from sdsnet.model.references import references, with_ids
from sdsnet.rules import RULES, findings
from sdsnet.testing.strategies import datasets
from sdsnet.writing import render

__all__ = [
    "TOKEN",
    "hidden_tokens",
    "labelled",
    "planted",
    "reworded",
    "tokens_of",
    "with_other_names",
]

#: What is planted: names begin with `zq`, other texts with `tok`, ids with `vid`.
TOKEN = re.compile(r"(?:zq|qz|tok|vid)[a-z]{6}x")

_NAME = re.compile(r"(?i)zq[a-z]{6}x")
_CHOICES = ("acknowledge", "anonymise", "withhold", "not_asked")


class _Planting:
    """
    Puts tokens into every place of a dataset, and gives its parties names and answers.
    """

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311  nothing secret is drawn here
        self._made = 0
        self._names: list[str] = []

    def dataset(self, plain: Dataset) -> Dataset:
        """
        Plant tokens in all records; parties first, since texts speak of them.
        """
        held: dict[str, Any] = {
            name: [self._record(record) for record in some]
            for name, some in plain.collections.items()
        }
        return evolve(
            plain, **held, id="d", privacy=None, audiences=(), title=f"By {self._anybody()}"
        )

    def _token(self, kind: str) -> str:
        self._made += 1
        return _token(kind, self._made)

    def _anybody(self) -> str:
        return self._draw.choice([*self._names, "nobody"])

    def _record(self, record: Record) -> Record:
        changes = self._texts(record)
        changes["extra"] = {self._token("tok"): self._token("tok")}
        changes["visibility"] = self._draw.choice((None, None, None, "network", "internal"))
        if isinstance(record, Participant):
            changes |= self._party(record)
        elif hasattr(record, "consent"):
            changes["consent"] = self._consent()
        return evolve(record, **changes)

    def _party(self, record: Participant) -> dict[str, Any]:
        if record.naming != "named":
            return {"consent": self._consent()}
        name = f"{self._token('zq').title()} {self._token('zq').title()}"
        self._names.append(name)
        address = f"{self._token('zq')}@{self._token('zq')}.example"
        return {
            "name": name,
            "aliases": [self._token("zq").title()],
            "org_id": self._token("zq"),
            "url": f"https://{self._token('zq')}.example",
            "contacts": [Contact(kind="email", value=address, share="network")],
            "consent": self._consent(),
        }

    def _consent(self) -> Consent | None:
        choice = self._draw.choice((*_CHOICES, "acknowledge", None, None))
        return Consent(choice=choice, basis="asked", given_on="2020") if choice else None

    def _texts(self, value: Any) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        for name, one in declarations(type(value)).items():
            held = getattr(value, name)
            if held is None or held == () or name in {"id", "cleared"}:
                continue
            if one.value is not None and one.disclosure == "open":
                made = tuple(
                    evolve(part, **self._texts(part)) for part in (held if one.many else (held,))
                )
                changes[name] = made if one.many else made[0]
            elif one.kind == "text":
                made = tuple(self._words() for _ in (held if one.many else (held,)))
                changes[name] = made if one.many else made[0]
        return changes

    def _words(self) -> str:
        return f"{self._token('tok')} {self._anybody()}"


def _token(kind: str, number: int) -> str:
    """
    Spell a number with letters: names have no digits in them.
    """
    letters = "".join(chr(97 + number // 26**place % 26) for place in range(6))
    return f"{kind}{letters}x"


@st.composite
def planted(draw: st.DrawFn, *, max_records: int = 10) -> Dataset:
    """
    Draw datasets in which every text can be told from any other, with answers of every kind.

    Args:
        draw: Given by hypothesis.
        max_records: The most records to draw.
    """
    plain = draw(datasets(texts=st.just("word"), max_records=max_records, min_records=2))
    made = _with_token_ids(_Planting(draw(st.integers(0, 2**32))).dataset(plain))
    # Who may not be named by the rules, such as a person with a mere promise, gives no answer.
    wrong = {
        id(one.record)
        for rule, one in findings(made, rules=RULES)
        if rule.code in {"E27", "E23"} and rule.severity == "error"
    }
    if not wrong:
        return made
    held: dict[str, Any] = {
        name: [
            evolve(one, consent=None) if id(one) in wrong and hasattr(one, "consent") else one
            for one in some
        ]
        for name, some in made.collections.items()
    }
    return evolve(made, **held)


def _with_token_ids(made: Dataset) -> Dataset:
    ids: dict[str, str] = {}

    def new_id(old: str) -> str:
        return ids.setdefault(old, _token("vid", len(ids)))

    held: dict[str, Any] = {
        name: [with_ids(one, new_id) for one in some] for name, some in made.collections.items()
    }
    return evolve(made, **held)


def tokens_of(record: Record) -> set[str]:
    """
    Return the tokens that a record holds.
    """
    alone: dict[str, Any] = {record.collection: [record]}
    return set(TOKEN.findall(render(Dataset(id="d", title="D", **alone)).lower()))


def hidden_tokens(made: Dataset, audience: str) -> set[str]:
    """
    Return what an audience must not be shown of a planted dataset, found from the answers alone.
    """
    policy = policy_for(made, audience)
    contributors = {key for one in made.contributions for key in one.contributors}
    choices = {party.id: choice_of(party, policy) for party in made.participants}
    held: set[str] = set()
    for record in made.records():
        limited = record.visibility == "internal" or (
            record.visibility == "network" and audience == "public"
        )
        voices = [one.id for one in references(record) if one.declaration.voice]
        is_tied = any(choices[key] in {"anonymise", "withhold"} for key in voices)
        own = choices.get(record.id) in {"anonymise", "withhold"} and record.id not in contributors
        free = is_tied and not (set(voices) & contributors) and not isinstance(record, Participant)
        if limited or own or free:
            held |= {one for one in tokens_of(record) if one.startswith("tok")}
        if isinstance(record, Participant) and (limited or own):
            held |= _names_of(record)
        for key, value in (record.extra or {}).items():
            held |= {key, value}
    return held


def _names_of(party: Participant) -> set[str]:
    # Its texts speak of others, too, who may be shown.
    bare = Participant(id="x", kind=party.kind, naming=party.naming)
    names = ("name", "aliases", "org_id", "url", "contacts")
    return tokens_of(evolve(bare, **{name: getattr(party, name) for name in names}))


def with_other_names(made: Dataset, audience: str = "public") -> Dataset:
    """
    Rename those whom an audience may not see, throughout, to names of the same shape.
    """
    hidden = {one for one in hidden_tokens(made, audience) if one.startswith("zq")}

    def other(found: re.Match[str]) -> str:
        word = found[0]
        if word.lower() not in hidden:
            return word
        return ("Qz" if word[0] == "Z" else "qz") + word[2:]

    def renamed(value: Any) -> Any:
        if isinstance(value, str):
            return _NAME.sub(other, value)
        if isinstance(value, tuple):
            return tuple(map(renamed, value))
        if isinstance(value, Value):
            fields = {name: renamed(getattr(value, name)) for name in declarations(type(value))}
            return evolve(value, **fields)
        return value

    held: dict[str, Any] = {
        name: Collection(map(renamed, some)) for name, some in made.collections.items()
    }
    return evolve(made, **held, title=renamed(made.title))


def reworded(made: Dataset, order: random.Random) -> Dataset:
    """
    Give records that only the keeper may see other words, and all records another order.
    """
    held: dict[str, Any] = {}
    for name, some in made.collections.items():
        held[name] = [
            evolve(one, note="Quite other words", date="1999", themes=("systems",))
            if one.visibility == "internal" and not isinstance(one, Participant)
            else one
            for one in some
        ]
        order.shuffle(held[name])
    return evolve(made, **held)


# ---- what an export must hold


def labelled(plain: Dataset) -> tuple[Dataset, dict[str, tuple[str, str]]]:
    """
    Put a token in place of every text and id of a dataset.

    Returns:
        The dataset, and for each token the type of the record and the path of the field it is in.
    """
    labels: dict[str, tuple[str, str]] = {}
    ids: dict[str, str] = {}
    held: dict[str, Any] = {}

    def new_id(old: str) -> str:
        return ids.setdefault(old, _token("vid", len(ids)))

    for name, some in plain.collections.items():
        held[name] = [with_ids(_labelled(one, one.type_name, "", labels), new_id) for one in some]
        for one in held[name]:
            labels |= dict(_ids(one, one.type_name, ""))
    header = _labelled(plain.header, "dataset", "", labels)
    return evolve(
        plain, **held, **{n: getattr(header, n) for n in declarations(type(header))}
    ), labels


def _ids(value: Value, type_name: str, before: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for name, one in declarations(type(value)).items():
        held = getattr(value, name)
        if name == "id":
            yield held, (type_name, f"{before}id")
        elif one.value is not None and held:
            for part in held if one.many else (held,):
                yield from _ids(part, type_name, f"{before}{name}.")


def _labelled(value: Any, type_name: str, before: str, labels: dict[str, tuple[str, str]]) -> Any:
    def label(old: Any, path: str) -> str:
        token = _token("tok", len(labels))
        labels[token] = (type_name, path)
        return f"https://{token}.example" if str(old).startswith("http") else token

    changes: dict[str, Any] = {}
    for name, one in declarations(type(value)).items():
        held, path = getattr(value, name), f"{before}{name}"
        if held is None or held == () or name == "cleared":
            continue
        if one.value is not None:
            parts = held if one.many else (held,)
            made = tuple(_labelled(part, type_name, f"{path}.", labels) for part in parts)
            changes[name] = made if one.many else made[0]
        elif one.kind == "mapping":
            changes[name] = {label("", path): label("", path)}
        elif one.kind == "text" and (name != "id" or type_name == "dataset"):
            texts = tuple(label(old, path) for old in (held if one.many else (held,)))
            changes[name] = texts if one.many else texts[0]
    return evolve(value, **changes)
