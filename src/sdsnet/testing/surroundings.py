"""
Whether an export depends on what is around it, or does anything to it.
"""

from __future__ import annotations

from sdsnet.testing.elsewhere import ANYWHERE, HERE, Run, Surroundings, export_in
from sdsnet.testing.subject import Broken, Subject, difference, specimens

__all__ = ["determinism", "purity"]


def determinism(subject: Subject) -> None:
    """
    Export in two processes that have nothing in common but the edition, and compare the bytes.
    """
    first, *others = (_elsewhere(subject, surroundings) for surroundings in ANYWHERE)
    for other in others:
        name = difference(first.files, other.files)
        if name:
            where = name.partition("/")[2]
            raise Broken(f"{where!r} differs between two processes, clocks, locales or folders")


def purity(subject: Subject) -> None:
    """
    Export in a process that notes what is done to the world outside, and to the edition.
    """
    run = _elsewhere(subject, HERE)
    if run.touched:
        raise Broken(f"it touches what is outside of it: {', '.join(run.touched)}")
    if run.said:
        raise Broken("it prints something; what there is to say belongs in the export")
    if run.changed:
        raise Broken("it changes the edition that it is given")


def _elsewhere(subject: Subject, surroundings: Surroundings) -> Run:
    run = export_in(surroundings, subject.address, subject.options, specimens(subject))
    if run.error:
        raise Broken(f"in a process of its own the exporter failed with {run.error}")
    return run
