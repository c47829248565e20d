"""
How the public names look to a type checker; this file is checked and never run.
"""

from pathlib import Path
from typing import assert_type

import sdsnet
from sdsnet import Barrier, Collection, Dataset, Edition, Participant, Problem, Receipt

dataset = Dataset(
    id="d",
    title="A dataset",
    participants=[Participant(id="p", kind="person", naming="unnamed", description="Somebody")],
    barriers=(Barrier(id="b", title="No time", raised_by=("p",)),),
)

assert_type(dataset.title, str)
assert_type(dataset.jurisdiction, str | None)
assert_type(dataset.barriers, Collection[Barrier])
assert_type(dataset.barriers["b"], Barrier)
assert_type(dataset.barriers[0].raised_by, tuple[str, ...])
assert_type(dataset.barriers.get("b"), Barrier | None)
assert_type(sdsnet.evolve(dataset, title="Another"), Dataset)
assert_type(sdsnet.evolve(dataset.barriers[0], title="Another"), Barrier)
assert_type(sdsnet.read(Path("folder")), Dataset)
assert_type(sdsnet.check(dataset), list[Problem])

edition = sdsnet.disclose(dataset, audience="internal")
assert_type(edition, Edition)
assert_type(sdsnet.write(edition, to="csv", output="folder"), Receipt)

Barrier(id="b")  # type: ignore[call-arg]  # a title is required
Barrier(id="b", title=1)  # type: ignore[arg-type]  # a title is text
dataset.title = "Another"  # type: ignore[misc]  # a dataset is frozen
