"""
Standard output: what was asked for, as UTF-8 on every system.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

__all__ = ["write_bytes", "write_json", "write_text"]


def write_bytes(pieces: Iterable[bytes]) -> None:
    """
    Write bytes to standard output, untouched by locale and line ends of the system.
    """
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def write_text(text: str) -> None:
    """
    Write text to standard output.
    """
    write_bytes([text.encode()])


def write_json(value: Any) -> None:
    """
    Write a value to standard output as indented JSON.
    """
    write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
