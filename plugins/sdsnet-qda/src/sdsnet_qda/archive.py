"""
The archive of a project: its description, and the texts beside it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["archive"]

# The first day that an archive can hold, the rights of a file that all may read, and the number of
# the system that knows such rights: an archive tells of no clock and no machine.
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNIX = 3


def archive(description: bytes, texts: Mapping[str, str]) -> bytes:
    """
    Put a project together.

    Args:
        description: What `project.qde` holds; QualCoder and others look for no other name.
        texts: The texts by GUID. They are UTF-8 without a mark, which some count as a character.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        _add(made, "project.qde", description)
        for guid, text in texts.items():
            _add(made, f"sources/{guid}.txt", text.encode())
    return out.getvalue()


def _add(made: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _FIRST_DAY)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = _UNIX
    member.external_attr = _READABLE
    made.writestr(member, content)
