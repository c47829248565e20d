"""
What is written down beside the outputs: what was given out, and what it was made from.

The receipts lie in a hidden folder, so that nobody takes them for datasets. Each is what
`sdsnet recall` reads, and a little more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs

from sdsnet.batch.inputs import Input
from sdsnet.errors import ExportError
from sdsnet.exporting import Exporter, Receipt
from sdsnet.replacing import as_new, replacement

__all__ = ["FOLDER", "Ledger", "digest_of"]

#: Folder for receipts inside the folder of outputs.
FOLDER = ".sdsnet"


def digest_of(facts: Any, files: Iterable[tuple[str, Path]]) -> str:
    """
    Return the digest of all that an output follows from.

    Args:
        facts: What decides besides the files, as plain data.
        files: Name and path of each file.

    Raises:
        OSError: A file cannot be read.
    """
    whole = hashlib.sha256(json.dumps(facts).encode())
    for name, path in files:
        with path.open("rb") as opened:
            content = hashlib.file_digest(opened, "sha256").hexdigest()
        whole.update(json.dumps([name, content]).encode())
    return whole.hexdigest()


@attrs.frozen
class Ledger:
    """
    The receipt of one output, and the mark that it is being made.

    A worker that dies leaves the mark, with the run in which it was made: whoever does the work
    again in that run knows that what is there is its own. A receipt is there whole or not at all;
    without one the work is done again.

    Attributes:
        target: The file or folder of the output.
        run: The run, a word that no other run has.
    """

    target: Path
    run: str

    @property
    def receipt(self) -> Path:
        """
        Return where the receipt lies.
        """
        return self.target.parent / FOLDER / f"{self.target.name}.json"

    @property
    def _mark(self) -> Path:
        return self.receipt.with_suffix(".begun")

    def begin(self) -> bool:
        """
        Mark the output as being made; return whether what is there was made in this run.
        """
        if self.target.exists():
            return self._marked() == self.run
        self.receipt.parent.mkdir(parents=True, exist_ok=True)
        self._mark.write_text(self.run, encoding="ascii")
        return False

    def _marked(self) -> str:
        try:
            return self._mark.read_text(encoding="ascii")
        except (OSError, ValueError):
            return ""

    def unmark(self) -> None:
        """
        Take the mark away.
        """
        self._mark.unlink(missing_ok=True)

    def finish(self, written: Receipt, source: Input, digest: str) -> None:
        """
        Write the receipt, and take the mark away.

        Raises:
            ExportError: It cannot be written.
        """
        content = attrs.asdict(written) | {
            "source": source.name,
            "place": source.place,
            "made_from": digest,
            "run": self.run,
        }
        del content["output"]
        try:
            self.receipt.parent.mkdir(parents=True, exist_ok=True)
            with replacement(self.receipt) as temporary:
                temporary.write_text(json.dumps(content, indent=2) + "\n", encoding="ascii")
                as_new(temporary)
            self.unmark()
        except OSError as error:
            why = error.strerror or type(error).__name__
            reason = f"{self.target} was written, but not its receipt: {why.lower()}"
            raise ExportError(written.exporter, reason) from error

    def made_elsewhere(self, source: Input) -> str:
        """
        Return the place of another source of the same name, if the output was made from that.
        """
        place = self._held().get("place", source.place) if self.target.exists() else source.place
        return "" if place == source.place else str(place)

    def _held(self) -> dict[str, Any]:
        try:
            held = json.loads(self.receipt.read_bytes())
        except (OSError, ValueError):
            return {}
        return held if isinstance(held, dict) else {}

    def standing(self, exporter: Exporter, digest: str) -> str:
        """
        Return the run in which this very output was made, if it is there; else nothing.
        """
        try:
            held = self._held()
            if held["made_from"] != digest:
                return ""
            for file in held["files"]:
                is_whole = exporter.layout == "file"
                path = self.target if is_whole else self.target / file["name"]
                if path.stat().st_size != file["size"]:
                    return ""
            return str(held["run"])
        except (OSError, TypeError, KeyError):
            return ""
