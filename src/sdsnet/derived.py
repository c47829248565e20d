"""
What is derived from the declarations is made once and kept.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

__all__ = ["derived"]

_P = ParamSpec("_P")
_T = TypeVar("_T")


def derived(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """
    Keep what a function of classes and other constants returns: `functools.cache`, with its types.
    """
    return cast("Callable[_P, _T]", functools.cache(function))
