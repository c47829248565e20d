"""
How a run ends: the exit codes, and the words for what went wrong.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from sdsnet.errors import SdsnetError

__all__ = ["EXIT_PROBLEMS", "EXIT_SIGNAL", "Failure", "endings"]

#: There are problems in the documents. Wrong usage has 2, which click sees to.
EXIT_PROBLEMS = 1

#: A signal ended the run: this and the number of the signal, as shells count it.
EXIT_SIGNAL = 128

_EXIT_INTERRUPTED = 130
_EXIT_NO_READER = 141


class Failure(click.ClickException):
    """
    An export or a plugin failed, or something could not be written.
    """

    exit_code = 3


@contextlib.contextmanager
def endings() -> Iterator[None]:
    """
    Turn what a user can do something about into words; a mistake of ours stays a traceback.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise click.exceptions.Exit(_EXIT_INTERRUPTED) from None
    except BrokenPipeError:
        _let_output_go()
        raise click.exceptions.Exit(_EXIT_NO_READER) from None
    except SdsnetError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        _let_output_go()
        place = f"{error.filename}: " if error.filename else ""
        raise Failure(place + (error.strerror or type(error).__name__).lower()) from error


def _let_output_go() -> None:
    """
    Drop output that cannot be written, so that Python does not try again when it ends.
    """
    with contextlib.suppress(io.UnsupportedOperation), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
