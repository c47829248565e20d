"""
Write the golden files anew: what the examples look like for the public.

The codelists are the same in all, and stand in a file of their own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from sdsnet_linked.vocabulary import CODES

import sdsnet

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parents[3] / "examples"
NAMES = ("call-for-examples", "pilotlight", "sird-review.yaml")

#: How statements on one subject are parted, and how those on codelists begin.
FORMATS = {
    "turtle": ("\n\n", "code:"),
    "jsonld": ("\n", '{"@id": "code:'),
    "nt": ("\n", f"<{CODES}"),
}


def export(name: str, exporter: str) -> tuple[str, str]:
    """
    Export an example; return the name of its file and what stands in it.
    """
    edition = sdsnet.disclose(sdsnet.read(EXAMPLES / name), audience="public")
    (artifact,) = sdsnet.export(edition, exporter)
    return artifact.name, artifact.read().decode()


def files() -> Iterator[tuple[str, str]]:
    """
    Yield what the golden files hold, by their names.
    """
    for name in NAMES:
        for exporter, (sign, codes) in FORMATS.items():
            if exporter == "turtle" or name == "call-for-examples":
                file, text = export(name, exporter)
                parts = text.split(sign)
                yield file, sign.join(part for part in parts if not part.startswith(codes))
    _, text = export("pilotlight", "turtle")
    yield (
        "codelists.ttl",
        "\n\n".join(part for part in text.split("\n\n") if part.startswith("code:")),
    )


def main() -> None:
    """
    Write them all, and remove those that nothing writes any more.
    """
    shutil.rmtree(GOLDEN, ignore_errors=True)
    GOLDEN.mkdir()
    for name, text in files():
        (GOLDEN / name).write_bytes(text.encode())


if __name__ == "__main__":
    main()
