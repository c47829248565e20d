"""
What holds for every dataset: nothing hidden in any byte, nothing that depends on what is hidden.
"""

import random
import re
from typing import Any

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.disclosure.building import bytes_of

import sdsnet
from sdsnet import disclosure
from sdsnet.dataset import Collection, Dataset
from sdsnet.disclosure.policy import choice_of, policy_for
from sdsnet.errors import DisclosureError
from sdsnet.model import Consent, Contact, Participant, Record
from sdsnet.model.fields import declarations
from sdsnet.model.references import references
from sdsnet.rules import RULES, findings
from sdsnet.testing import datasets

CHOICES = ("acknowledge", "anonymise", "withhold", "not_asked")
# As the one of attrs, for classes that type checkers do not know as its own.
changed: Any = attrs.evolve
TOKEN = re.compile(r"(?:zq|tok|vis)[a-z]{6}x")

# Whole datasets take their time, and how much hangs on the machine.
slow = settings(suppress_health_check=list(HealthCheck), deadline=None)


def letters(number: int) -> str:
    """
    Spell a number with letters: names have no digits in them.
    """
    return "".join(chr(97 + number // 26**place % 26) for place in range(6))


class Planting:
    """
    Puts strings that stand nowhere else into every place of a dataset.
    """

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311  nothing secret is drawn here
        self.number = 0
        self.names: dict[str, str] = {}

    def token(self, kind: str) -> str:
        """
        Make a string that stands nowhere else.
        """
        self.number += 1
        return f"{kind}{letters(self.number)}x"

    def dataset(self, plain: Dataset) -> Dataset:
        """
        Plant strings in all records; parties first, since texts speak of them.
        """
        held: dict[str, Any] = {
            name: [self.record(record) for record in some]
            for name, some in plain.collections.items()
        }
        made: Dataset = changed(
            plain, **held, id="d", privacy=None, audiences=(), title=f"By {self.anybody()}"
        )
        return made

    def anybody(self) -> str:
        """
        Return the name of some party.
        """
        return self.draw.choice([*self.names.values(), "nobody"])

    def record(self, record: Record) -> Record:
        """
        Plant strings in one record, and draw who may see it and what a party wants.
        """
        changes = self.texts(record)
        changes["extra"] = {self.token("tok"): self.token("tok")}
        changes["visibility"] = self.draw.choice((None, None, None, "network", "internal"))
        if isinstance(record, Participant):
            changes |= self.party(record)
        elif hasattr(record, "consent"):
            changes["consent"] = self.consent()
        planted_record: Record = changed(record, **changes)
        return planted_record

    def party(self, record: Participant) -> dict[str, Any]:
        """
        Give a party names, addresses and an answer.
        """
        if record.naming != "named":
            return {"consent": self.consent()}
        name = f"{self.token('zq').title()} {self.token('zq').title()}"
        self.names[record.id] = name
        address = f"{self.token('zq')}@{self.token('zq')}.example"
        return {
            "name": name,
            "aliases": [self.token("zq").title()],
            "org_id": self.token("zq"),
            "url": f"https://{self.token('zq')}.example",
            "contacts": [Contact(kind="email", value=address, share="network")],
            "consent": self.consent(),
        }

    def consent(self) -> Consent | None:
        """
        Draw an answer, or none.
        """
        choice = self.draw.choice((*CHOICES, "acknowledge", None, None))
        return Consent(choice=choice, basis="asked", given_on="2020") if choice else None

    def texts(self, value: Any) -> dict[str, Any]:
        """
        Plant a string, and often a name, in every text.
        """
        changes: dict[str, Any] = {}
        for name, one in declarations(type(value)).items():
            held = getattr(value, name)
            if held is None or held == () or name in {"id", "cleared"}:
                continue
            if one.value is not None and one.disclosure == "open":
                parts = held if one.many else (held,)
                made = tuple(changed(part, **self.texts(part)) for part in parts)
                changes[name] = made if one.many else made[0]
            elif one.kind == "text":
                made = tuple(self.words() for _ in (held if one.many else (held,)))
                changes[name] = made if one.many else made[0]
        return changes

    def words(self) -> str:
        """
        Make a text that nobody else has, which may speak of somebody.
        """
        return f"{self.token('tok')} {self.anybody()}"


@st.composite
def planted(draw: st.DrawFn) -> tuple[Dataset, Planting]:
    """
    Draw a dataset in which every text can be told from any other.
    """
    plain = draw(datasets(texts=st.just("word"), max_records=10, min_records=2))
    planting = Planting(draw(st.integers(0, 2**32)))
    made = planting.dataset(plain)
    wrong = {
        id(one.record)
        for rule, one in findings(made, rules=RULES)
        if rule.code in {"E27", "E23"} and rule.severity == "error"
    }
    if wrong:
        # Who may not be named by the rules is a person with a mere promise.
        held: dict[str, Any] = {
            name: [
                changed(r, consent=None) if id(r) in wrong and hasattr(r, "consent") else r
                for r in some
            ]
            for name, some in made.collections.items()
        }
        made = changed(made, **held)
    return made, planting


def shown(made: Dataset, audience: str = "public") -> set[str]:
    """
    Return the planted strings that an edition holds.
    """
    found = sdsnet.render(disclosure.disclose(made, audience=audience).dataset)
    return set(TOKEN.findall(found.lower()))


def tokens(value: Record) -> set[str]:
    """
    Return the planted strings of a record.
    """
    words = sdsnet.render(changed(Dataset(id="d", title="D"), **{value.collection: [value]}))
    return set(TOKEN.findall(words.lower()))


def hidden_strings(made: Dataset, audience: str) -> set[str]:
    """
    Return what must not be shown, found from the answers alone.
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
            held |= {one for one in tokens(record) if one.startswith("tok")}
        if isinstance(record, Participant) and (limited or own):
            # Its texts speak of others, too, who may be shown.
            bare = Participant(id="x", kind=record.kind, naming=record.naming)
            names = ("name", "aliases", "org_id", "url", "contacts")
            held |= tokens(changed(bare, **{name: getattr(record, name) for name in names}))
        for key, value in (record.extra or {}).items():
            held |= {key, value}
    return held


@slow
@given(planted(), st.sampled_from(("public", "network")))
def test_nothing_hidden_is_in_any_byte(drawn: tuple[Dataset, Planting], audience: str) -> None:
    """
    Names, addresses, texts and further keys, in all the formats.
    """
    made, _ = drawn
    secrets = hidden_strings(made, audience)

    for name, content in bytes_of(disclosure.disclose(made, audience=audience)):
        leaked = secrets & set(TOKEN.findall(content.decode("latin-1").lower()))
        assert not leaked, f"{name} holds {leaked}"


@slow
@given(planted())
def test_another_name_changes_no_byte(drawn: tuple[Dataset, Planting]) -> None:
    """
    The names of hidden parties are renamed throughout, to names of the same shape.
    """
    made, _ = drawn
    hidden = {one for one in hidden_strings(made, "public") if one.startswith("zq")}

    def renamed(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(
                r"(?i)zq[a-z]{6}x",
                lambda m: (
                    ("Qz" if m[0][0] == "Z" else "qz") + m[0][2:]
                    if m[0].lower() in hidden
                    else m[0]
                ),
                value,
            )
        if isinstance(value, tuple):
            return tuple(map(renamed, value))
        if attrs.has(type(value)):
            return changed(
                value, **{name: renamed(getattr(value, name)) for name in declarations(type(value))}
            )
        return value

    held: dict[str, Any] = {
        name: Collection(map(renamed, some)) for name, some in made.collections.items()
    }
    other = changed(made, **held, title=renamed(made.title))

    assert rendered(other) == rendered(made)


def rendered(made: Dataset) -> str:
    """
    Write the public edition.
    """
    return sdsnet.render(disclosure.disclose(made).dataset, "json")


@slow
@given(planted(), st.randoms(use_true_random=False))
def test_what_is_limited_and_how_the_file_is_ordered_change_no_byte(
    drawn: tuple[Dataset, Planting], order: random.Random
) -> None:
    """
    Limited records get other words, and all records another order.
    """
    made, _ = drawn

    def reworded(record: Record) -> Record:
        if record.visibility != "internal" or isinstance(record, Participant):
            return record
        other: Record = changed(record, note="Quite other words", date="1999", themes=("systems",))
        return other

    held: dict[str, Any] = {}
    for name, some in made.collections.items():
        held[name] = list(map(reworded, some))
        order.shuffle(held[name])

    assert rendered(changed(made, **held)) == rendered(made)


@slow
@given(planted(), st.data())
def test_a_stricter_answer_never_shows_more(
    drawn: tuple[Dataset, Planting], data: st.DataObject
) -> None:
    """
    Nor does a narrower audience.
    """
    made, _ = drawn
    answering = [*made.participants, *made.contributions]
    index = data.draw(st.integers(0, max(len(answering) - 1, 0)))
    before = shown(made)
    assert before <= shown(made, "network")
    if not answering:
        return
    chosen = answering[index]
    held = {
        chosen.collection: [
            changed(one, consent=Consent(choice=data.draw(st.sampled_from(("withhold",)))))
            if one is chosen
            else one
            for one in getattr(made, chosen.collection)
        ]
    }

    assert shown(changed(made, **held)) <= before


@slow
@given(planted(), st.sampled_from(("public", "network")))
def test_an_edition_keeps_every_rule_that_holds_in_editions(
    drawn: tuple[Dataset, Planting], audience: str
) -> None:
    """
    What was taken away leaves nothing that is wrong.
    """
    made, _ = drawn
    found = disclosure.disclose(made, audience=audience).dataset

    broken = [
        (rule.code, one.message)
        for rule, one in findings(found, rules=RULES)
        if rule.severity == "error" and rule.in_edition
    ]
    assert not broken


@slow
@given(planted())
def test_internal_changes_nothing_and_the_same_gives_the_same(
    drawn: tuple[Dataset, Planting],
) -> None:
    """
    Equal editions from equal datasets.
    """
    made, _ = drawn

    assert disclosure.disclose(made, audience="internal").dataset == made
    assert rendered(made) == rendered(made)


@slow
@given(datasets(max_records=8))
def test_hostile_texts_give_an_edition_or_a_plain_refusal(made: Dataset) -> None:
    """
    Nothing else is raised, whatever the names are made of.
    """
    refusal = ""
    try:
        sdsnet.render(disclosure.disclose(made).dataset)
    except DisclosureError as error:
        refusal = str(error)

    assert "step failed" not in refusal
    assert "cannot be disclosed" not in refusal
