"""
Write the golden files anew: `python plugins/sdsnet-graph/tests/regenerate.py`.

Look at what changed before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import sdsnet

EXAMPLES = Path(__file__).parents[3] / "examples"
GOLDEN = Path(__file__).parent / "golden"
FORMATS = ("dot", "gexf", "graphml", "kumu", "mermaid")
SOURCES = ("call-for-examples", "pilotlight", "sird-review.yaml")


def main() -> None:
    """
    Export the examples to every format.
    """
    for source in SOURCES:
        edition = sdsnet.disclose(sdsnet.read(EXAMPLES / source), audience="public")
        for name in FORMATS:
            (made,) = sdsnet.export(edition, to=name)
            (GOLDEN / made.name).write_bytes(made.read())


if __name__ == "__main__":
    main()
