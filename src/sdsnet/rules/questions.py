"""
Rules about sets of questions.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdsnet.dataset import Dataset
from sdsnet.rules.rule import Finding, rule, subject

__all__ = ["asked_in_one_place", "listed_questions", "phase_of_initiative", "phase_of_something"]


@rule("E28", "phase-of-initiative", "The phase of a question set is one of its initiative's.")
def phase_of_initiative(dataset: Dataset) -> Iterator[Finding]:
    """
    Find phases that the initiative does not go through.
    """
    for questions in dataset.question_sets:
        if questions.phase is None or questions.initiative is None:
            continue
        initiative = dataset.initiatives.get(questions.initiative)
        if initiative is None or any(one.id == questions.phase for one in initiative.phases):
            continue
        yield Finding(
            questions,
            ("phase",),
            f"{subject(questions)}: phase {questions.phase!r} "
            f"is not a phase of {questions.initiative!r}.",
        )


@rule("E34", "complete-has-questions", "A complete set of questions lists them.")
def listed_questions(dataset: Dataset) -> Iterator[Finding]:
    """
    Find sets that claim to be complete and are empty.
    """
    for questions in dataset.question_sets:
        if questions.complete and not questions.questions:
            yield Finding(
                questions,
                ("questions",),
                f"{subject(questions)} is complete but lists no questions. "
                "List them, or set complete to false.",
            )


@rule("E35", "phase-needs-initiative", "A question set with a phase says whose phase it is.")
def phase_of_something(dataset: Dataset) -> Iterator[Finding]:
    """
    Find phases of no initiative.
    """
    for questions in dataset.question_sets:
        if questions.phase is not None and questions.initiative is None:
            yield Finding(
                questions,
                ("initiative",),
                f"{subject(questions)} names phase {questions.phase!r} but no initiative. "
                "Say whose phase it is.",
            )


@rule(
    "E36",
    "questions-belong-once",
    "A question set belongs to a meeting, an initiative or a network, and to one of them at most.",
)
def asked_in_one_place(dataset: Dataset) -> Iterator[Finding]:
    """
    Find sets that belong to several things at once.
    """
    for questions in dataset.question_sets:
        owners = {
            field: key
            for field in ("meeting", "initiative", "network")
            if (key := getattr(questions, field)) is not None
        }
        if len(owners) > 1:
            *most, last = (f"to {field} {key!r}" for field, key in owners.items())
            yield Finding(
                questions,
                (tuple(owners)[1],),
                f"{subject(questions)} belongs {', '.join(most)} and {last}. Keep one.",
            )
