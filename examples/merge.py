"""
Join the five example datasets to one, and write it to `examples/merged.yaml`.

Run `python examples/merge.py` after a change of an example; a test compares the file with the five.
"""

from pathlib import Path

import sdsnet

HERE = Path(__file__).parent

#: The prefix of each dataset's ids, and where it lies.
SOURCES = {
    "pilotlight": "pilotlight",
    "three-way": "three-way-partnership.yaml",
    "sird": "sird-review.yaml",
    "call": "call-for-examples",
    "week": "provider-week.yaml",
}


def merged() -> sdsnet.Dataset:
    """
    Return the joined dataset.
    """
    datasets = {prefix: sdsnet.read(HERE / name) for prefix, name in SOURCES.items()}
    return sdsnet.merge(datasets, id="examples", title="Five public documents of practice networks")


if __name__ == "__main__":
    (HERE / "merged.yaml").write_text(sdsnet.render(merged()), encoding="utf-8")
