"""
The forms in which programs read a codebook as CSV.
"""

from __future__ import annotations

from typing import Literal

__all__ = ["Form"]

Form = Literal["path", "qualcoder"]
