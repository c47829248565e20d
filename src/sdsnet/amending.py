"""
Changing one field of one record in the files of a dataset, and nothing else.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sdsnet.reading import EditError, Reading, with_field
from sdsnet.replacing import replacement

__all__ = ["set_field"]

_BOM = b"\xef\xbb\xbf"


def set_field(reading: Reading, collection: str, key: str, field: str, value: str) -> Path:
    """
    Put a text field into the file in which a record stands.

    The file is replaced at once and as a whole; whatever goes wrong, it stays as it was.

    Args:
        reading: What came of reading the source; its files must still be as they were then.
        collection: The collection of the record.
        key: Its id.
        field: The field.
        value: What it holds from now on: letters and digits.

    Returns:
        The file that was changed.

    Raises:
        EditError: The record stands in no file, or something else would change.
        OSError: The file cannot be written.
    """
    for name, (written_as, data) in reading.texts.items():
        made = with_field(data.decode(), written_as, collection, key, field, value)
        if made is not None:
            return _replace(Path(name), data, made.encode())
    raise EditError(f"{collection} {key!r} stands in no file in a form that can be edited.")


def _replace(path: Path, read: bytes, made: bytes) -> Path:
    target = path.resolve()
    now = target.read_bytes()
    start = _BOM if now.startswith(_BOM) else b""
    if now.removeprefix(_BOM) != read:
        raise EditError(f"{path} has changed since it was read. Nothing was written; try again.")
    with replacement(target) as temporary:
        with temporary.open("wb") as file:
            file.write(start + made)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, temporary)
    return path
