"""
Write the golden files anew: what the examples look like for the public.

Of an archive, the members are kept, so that a change can be read.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import sdsnet

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parents[3] / "examples"
NAMES = ("call-for-examples", "pilotlight", "sird-review.yaml")


def files(name: str) -> Iterator[tuple[str, bytes]]:
    """
    Yield what the golden files of an example hold, by their names.
    """
    edition = sdsnet.disclose(sdsnet.read(EXAMPLES / name), audience="public")
    stem = name.removesuffix(".yaml")
    for exporter in ("qdc", "codebook"):
        (artifact,) = sdsnet.export(edition, exporter)
        yield f"{stem}/{artifact.name}", artifact.read()
    (artifact,) = sdsnet.export(edition, "qdpx")
    with zipfile.ZipFile(io.BytesIO(artifact.read())) as archive:
        for member in archive.namelist():
            yield f"{stem}/{artifact.name}/{member}", archive.read(member)


def main() -> None:
    """
    Write them all, and remove those that nothing writes any more.
    """
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name in NAMES:
        for path, content in files(name):
            target = GOLDEN / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


if __name__ == "__main__":
    main()
