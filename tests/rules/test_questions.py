"""
Rules about sets of questions.
"""

import pytest
from tests.rules.building import initiative, messages, paths, question_set

from sdsnet.model import Phase, Question

PILOTLIGHT = initiative("pilotlight", phases=[Phase(id="discover", name="Discover")])


def test_a_phase_is_one_of_its_initiative() -> None:
    """
    A phase that the initiative does not list is unknown there, even if another one has it.
    """
    other = initiative("other", phases=[Phase(id="define", name="Define")])
    wrong = question_set("q2", initiative="pilotlight", phase="define")

    assert messages("E28", PILOTLIGHT, other, wrong) == [
        "question_sets 'q2': phase 'define' is not a phase of 'pilotlight'."
    ]
    assert paths("E28", PILOTLIGHT, wrong) == [("phase",)]


@pytest.mark.parametrize(
    "fields",
    [
        {"initiative": "pilotlight", "phase": "discover"},
        {"initiative": "pilotlight"},
        {"initiative": "missing", "phase": "discover"},
        {"phase": "define"},
    ],
)
def test_what_other_rules_say_of_phases_is_left_to_them(fields: dict[str, str]) -> None:
    """
    A missing initiative is a broken reference or a phase of nothing, and reported as that.
    """
    assert messages("E28", PILOTLIGHT, question_set(**fields)) == []


def test_a_complete_set_lists_its_questions() -> None:
    """
    Only an incomplete set may be empty.
    """
    assert messages("E34", question_set(complete=True)) == [
        (
            "question_sets 'q1' is complete but lists no questions. "
            "List them, or set complete to false."
        )
    ]
    listed = question_set(complete=True, questions=[Question(id="q1a", text="Any question?")])
    assert messages("E34", listed, question_set("q2")) == []


def test_a_phase_needs_its_initiative() -> None:
    """
    A phase alone does not say whose it is.
    """
    assert messages("E35", question_set("q2", phase="discover")) == [
        "question_sets 'q2' names phase 'discover' but no initiative. Say whose phase it is."
    ]
    assert messages("E35", question_set(phase="discover", initiative="pilotlight")) == []


def test_a_set_belongs_to_one_thing_at_most() -> None:
    """
    Every owner is named, and the second is pointed at.
    """
    twice = question_set("q2", meeting="m1", network="g1")
    thrice = question_set("q2", meeting="m1", initiative="i1", network="g1")

    assert messages("E36", twice) == [
        "question_sets 'q2' belongs to meeting 'm1' and to network 'g1'. Keep one."
    ]
    assert paths("E36", twice) == [("network",)]
    assert messages("E36", thrice) == [
        (
            "question_sets 'q2' belongs to meeting 'm1', to initiative 'i1' and to network 'g1'. "
            "Keep one."
        )
    ]
    assert messages("E36", question_set(meeting="m1"), question_set("q2")) == []
