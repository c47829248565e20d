"""
Read the codebooks of all examples with Taguette's own import, and hold them against its limits.

It cannot live in one environment with the tools for development, so it has one of its own:

    pip install sdsnet sdsnet-qda taguette
    python check_taguette.py
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from taguette import import_codebook, validate

import sdsnet

EXAMPLES = Path(__file__).parents[4] / "examples"
NAMES = (
    "call-for-examples",
    "pilotlight",
    "provider-week.yaml",
    "sird-review.yaml",
    "three-way-partnership.yaml",
)


def check(name: str) -> None:
    """
    Read the codebook of one example, and see that every tag can be taken as it is.
    """
    dataset = sdsnet.read(EXAMPLES / name)
    (artifact,) = sdsnet.export(sdsnet.disclose(dataset, audience="public"), "codebook")
    tags = import_codebook.list_tags(io.BytesIO(artifact.read()))
    for tag in tags:
        validate.tag_path(tag["path"])
        validate.description(tag["description"])
    paths = {tag["path"] for tag in tags}
    if len(paths) != len(tags):
        raise SystemExit(f"{name}: Taguette would leave out tags that are there twice")
    titles = {one.title for one in dataset.barriers if len(one.title) < 100}
    if missing := {one for one in titles if not any(path.endswith(one) for path in paths)}:
        raise SystemExit(f"{name}: Taguette does not read {sorted(missing)} as it is written")
    sys.stdout.write(f"{name}: {len(tags)} tags\n")


if __name__ == "__main__":
    for example in NAMES:
        check(example)
