"""
Checking a dataset: every rule over every record, and each finding with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sdsnet.dataset import Dataset
from sdsnet.derived import derived
from sdsnet.errors import DocumentError, Problem
from sdsnet.model.codelists import CODELISTS, Codelist
from sdsnet.rules.fields import known_keys, readable_dates, references_found, unique_ids
from sdsnet.rules.rule import Finding, Rule
from sdsnet.rules.values_in_code import misfits, without

__all__ = ["FIELD_RULES", "check_dataset", "findings", "mark_checked", "require_checked"]

#: The rules that are derived from the field declarations, by code.
FIELD_RULES: tuple[Rule, ...] = (
    unique_ids,
    references_found(),
    known_keys(CODELISTS),
    readable_dates,
)


def findings(
    dataset: Dataset,
    *,
    rules: Sequence[Rule],
    codelists: Mapping[str, Codelist] = CODELISTS,
    refused: Mapping[str, str] | None = None,
) -> Iterator[tuple[Rule, Finding]]:
    """
    Yield every place where a dataset of well-formed records breaks a rule, with the rule.

    Args:
        dataset: The dataset.
        rules: The rules about content; those derived from the declarations always hold.
        codelists: The codelists by name.
        refused: Type by id of the records that were left out of the dataset.
    """
    derived = (unique_ids, references_found(refused), known_keys(codelists), readable_dates)
    for rule in (*derived, *rules):
        for finding in rule(dataset):
            yield rule, finding


def check_dataset(
    dataset: Dataset,
    *,
    rules: Sequence[Rule],
    codelists: Mapping[str, Codelist] = CODELISTS,
) -> list[Problem]:
    """
    Check a dataset that was built in code, and return every problem, sorted by place.
    """
    problems = []
    wrong = list(misfits(dataset))
    refused = {}
    if wrong:
        bad = {id(finding.record) for _, finding in wrong}
        refused = {
            record.id: type(record).__name__
            for record in dataset.records()
            if id(record) in bad and isinstance(record.id, str)
        }
        problems += [rule.problem(one, _place(dataset, one)) for rule, one in wrong]
    sound = without(dataset, {id(finding.record) for _, finding in wrong}) if wrong else dataset
    for rule, one in findings(sound, rules=rules, codelists=codelists, refused=refused):
        problems.append(rule.problem(one, _place(dataset, one)))
    return sorted(problems, key=lambda problem: problem.sort_key)


def _place(dataset: Dataset, finding: Finding) -> str:
    start = "dataset"
    for name, held in dataset.collections.items():
        for index, record in enumerate(held):
            if record is finding.record:
                start = f"{name}[{index}]"
    return start + "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in finding.path)


def mark_checked(
    dataset: Dataset,
    *,
    rules: Sequence[Rule],
    codelists: Mapping[str, Codelist] = CODELISTS,
) -> None:
    """
    Remember what a dataset was checked for and keeps; a changed copy is not marked.

    The mark is made of words, so that a dataset can go to other processes with it.
    """
    mark = {_ERRORS, *(rule.code for rule in rules), *_added(codelists)}
    object.__setattr__(dataset, "_checked", frozenset(mark))


_ERRORS = "no errors"


@derived
def _own_keys() -> frozenset[str]:
    return frozenset(f"{name}/{key}" for name, one in CODELISTS.items() for key in one.keys)


def _added(codelists: Mapping[str, Codelist]) -> frozenset[str]:
    """
    Return the keys that plugins added, each behind the name of its list.
    """
    if codelists is CODELISTS:
        return frozenset()
    held = frozenset(f"{name}/{key}" for name, one in codelists.items() for key in one.keys)
    return held - _own_keys()


def _is_marked(dataset: Dataset, rules: Sequence[Rule], codelists: Mapping[str, Codelist]) -> bool:
    mark = dataset._checked  # noqa: SLF001  the mark is between the dataset and its checker
    if _ERRORS not in mark:
        return False
    keys = {word for word in mark if "/" in word}
    return {rule.code for rule in rules} <= mark and keys <= _added(codelists)


def require_checked(
    dataset: Dataset,
    *,
    rules: Sequence[Rule],
    codelists: Mapping[str, Codelist] = CODELISTS,
) -> None:
    """
    Check a dataset unless it was checked for all of this before.

    Raises:
        DocumentError: It breaks rules.
    """
    if _is_marked(dataset, rules, codelists):
        return
    problems = check_dataset(dataset, rules=rules, codelists=codelists)
    if any(problem.severity == "error" for problem in problems):
        raise DocumentError(problems)
    mark_checked(dataset, rules=rules, codelists=codelists)
