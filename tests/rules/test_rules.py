"""
What holds for every rule: its name, what it may say, and that nothing makes it fail.
"""

import re
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.rules.building import (
    RULE,
    barrier,
    call,
    contribution,
    dataset,
    example,
    findings,
    influence,
    initiative,
    meeting,
    membership,
    network,
    observation,
    participant,
    publication,
    question_set,
    relation,
)

from sdsnet.api import check
from sdsnet.model import (
    Attendance,
    Consent,
    Contact,
    Privacy,
    Quantity,
    Record,
    Spread,
    StatusReport,
    SuccessView,
    Topic,
)
from sdsnet.model.fields import declarations
from sdsnet.rules import RULES, Rule

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "faulty").glob("[EW]*.yaml"))
SECRET = "Aroon Quill"  # noqa: S105 - a name that must not be shown, not a password
CHAIN = 20_000

#: Breaks most rules at once, and has every kind of reference that leads nowhere.
BROKEN: list[Record] = [
    participant("p1", naming="unnamed", url="x", contacts=[Contact(kind="email", value="x")]),
    participant("p2", naming="anonymised", name=None),
    participant(
        "p3",
        kind="person",
        roles=["unpaid_carer"],
        consent=Consent(choice="acknowledge", given_on="2024", withdrawn_on="2023"),
        quantity=Quantity(quantifier="some", count=-1, as_written="x", of="x"),
    ),
    participant("p4", kind="person", roles=["unpaid_carer"], consent=Consent(choice="acknowledge")),
    network(
        StatusReport(status="ended", since="2015"),
        StatusReport(status="active", since="2014"),
        name=None,
    ),
    membership("x1", via="p1", felt_excluded=True, exclusion_reason="x"),
    membership("x2", via="p1", invitation="not_invited", role="member"),
    initiative(spread=[Spread(from_level="uk", to_level="local", status="taken_up", reason="x")]),
    meeting("m1", status="planned", attendance=[Attendance(participant="p9", capacity="x")] * 2),
    meeting("m2", date="2013", next_meeting="m3"),
    meeting("m3", date="2012", next_meeting="m9"),
    question_set("q1", complete=True, phase="s9", meeting="m1", network="g9"),
    question_set("q2", initiative="i1", phase="s9"),
    observation("o1", stated_as="second_hand", control="needs_help", meeting="m1", said_by=["p1"]),
    observation("o2", question="q9", raises=["b9"], meeting="m1", said_by=["p1"]),
    barrier("b1", part_of="b1", raised_at="m1"),
    barrier("b2", part_of="b9", control="needs_no_hindrance", stated_as="second_hand"),
    example(rating="works", addresses=["b9"]),
    influence(
        kind="supporting_voice",
        perceived_success=[SuccessView(view="some", note="x")],
    ),
    call(
        "k1",
        modes=["phone"],
        opens="2013",
        closes="2012",
        topics=[Topic(theme="systems", named_in="t9", as_written="x")],
        topics_complete=True,
        default_consent="acknowledge",
    ),
    contribution("c1", call="k1", date="2013", themes=["technology"], mode="link", reposts="c1"),
    contribution("c2", call="k9", offers=["e9", "p1"], reposts="p1", contributors=["p3", "p9"]),
    publication(part_of="t9"),
    relation("r1", "p1", "same_as", "p9"),
    relation("r2", "p9", "distinct_from", "p1"),
    relation("r3", "p9", "part_of", "p8"),
    relation("r4", "m1", "repost_of", "o1"),
]


def test_rules_are_listed_by_code() -> None:
    """
    Every code and every name stands for one rule.
    """
    codes = [rule.code for rule in RULES]

    assert codes == sorted(set(codes))
    assert codes == [*(f"E{number:02}" for number in range(5, 37)), "W04", "W05"]
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_named_and_explained(rule: Rule) -> None:
    """
    Its name is lower case with hyphens, and its meaning is one sentence.
    """
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert re.fullmatch(r"[A-Z`].*[^.]\.", rule.meaning)


def test_rules_that_an_edition_may_break_say_so() -> None:
    """
    What an edition takes away may be what a rule asks for, or what told two things apart.
    """
    not_in_editions = {rule.code for rule in RULES if not rule.in_edition}

    assert not_in_editions == {
        *("E05", "E10", "E11", "E12", "E14", "E18", "E24", "E27", "E29", "E31"),
        *("W04", "W05"),
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_an_empty_dataset_breaks_no_rule(rule: Rule) -> None:
    """
    Where there is nothing, nothing is wrong.
    """
    assert findings(rule, []) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_finds_its_fault_among_many(rule: Rule) -> None:
    """
    A dataset that is broken everywhere makes no rule fail, whatever the order of its records.
    """
    assert findings(rule, BROKEN, privacy=Privacy(suppress_below=1))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_codes_that_nobody_knows_make_no_rule_fail(rule: Rule) -> None:
    """
    A key outside its list is for the rule about codelists to report.
    """
    strange = [_with(record, "code", "acme:strange", {"code"}) for record in BROKEN]

    findings(rule, strange)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_dates_that_cannot_be_read_make_no_rule_fail(rule: Rule) -> None:
    """
    A date in words is for the rule about dates to report.
    """
    findings(rule, [_with(record, "date", "3 Oct", {"date"}) for record in BROKEN])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rule_shows_what_somebody_wrote(rule: Rule) -> None:
    """
    Messages name records and fields; they hold no name, no contact and no free text.
    """
    secret = [_with(record, "text", SECRET, {"text"}) for record in BROKEN]

    for found in findings(rule, secret):
        assert SECRET not in found.message


def _with(value: Any, what: str, filling: str, kinds: set[str]) -> Any:
    """
    Fill every field of a kind, but ids, in a record and in what it holds.
    """
    cls: type = type(value)
    changes: dict[str, Any] = {}
    for name, declaration in declarations(cls).items():
        old = getattr(value, name)
        if declaration.value is not None and old:
            filled = (
                tuple(_with(one, what, filling, kinds) for one in old)
                if declaration.many
                else _with(old, what, filling, kinds)
            )
            changes[name] = filled
        elif declaration.kind in kinds and name != "id" and (old or what == "text"):
            changes[name] = (filling,) if declaration.many else filling
    return attrs.evolve(value, **changes)


def test_findings_lead_to_fields_of_their_record() -> None:
    """
    A caret can be put where the path says, or at the record if the last field is missing.
    """
    data = dataset(*BROKEN, privacy=Privacy(suppress_below=1))

    for rule in RULES:
        for found in rule(data):
            place: Any = found.record
            for step in found.path:
                place = place[step] if isinstance(step, int) else getattr(place, step, None)


def test_long_chains_are_followed_to_the_end() -> None:
    """
    A chain far longer than Python recurses is followed, and its loop is found.
    """
    parts = [barrier(f"b{i}", part_of=f"b{i + 1}") for i in range(CHAIN)]
    same = [relation(f"r{i}", f"p{i}", "same_as", f"p{i + 1}") for i in range(CHAIN)]
    ends = barrier(f"b{CHAIN}", part_of="b0"), relation("r", "p0", "distinct_from", f"p{CHAIN}")

    assert not list(RULE["E21"](dataset(*parts)))
    assert len(list(RULE["E21"](dataset(*parts, ends[0])))) == 1
    assert not list(RULE["E30"](dataset(*same)))
    assert len(list(RULE["E30"](dataset(*same, ends[1])))) == 1


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_of_a_fault_shows_that_one_alone(path: Path) -> None:
    """
    The first part of the name is the code of the one problem in the file, the rest its rule.
    """
    code, _, name = path.stem.partition("-")

    (problem,) = check(path)

    assert (problem.code, problem.rule) == (code, name)


def test_every_rule_has_an_example_of_its_fault() -> None:
    """
    No rule is without a file to look at.
    """
    shown = {path.stem.partition("-")[0] for path in EXAMPLES}

    assert shown >= {"E01", "E02", "E03", "E04", *RULE}
