"""
The contract as a class of tests, one for each property, for a plugin's own test suite.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from sdsnet.testing.contract import judge
from sdsnet.testing.subject import EXAMPLES, Broken, Files, Subject, find_exporter

__all__ = ["ExporterContract"]


class ExporterContract:
    """
    The tests that every exporter has to pass; pytest finds them in a class made from this one.

    Attributes:
        exporter: Name of the format, or where the exporter is defined: `module:attribute`.
        options: An instance of the exporter's options class; its defaults if nothing.
        examples: How many drawn datasets each property is tried on.
        expected_failures: Reasons by property, for those that are known not to be kept. One that is
            kept after all fails.

    Example:
        >>> import json
        >>> from sdsnet.testing import ExporterContract
        >>> class TestJson(ExporterContract):
        ...     exporter = "json"
        ...     def read(self, files):
        ...         for content in files.values():
        ...             json.loads(content)
    """

    exporter: ClassVar[str]
    options: ClassVar[Any] = None
    examples: ClassVar[int] = EXAMPLES
    expected_failures: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def read(self, files: Files) -> object:
        """
        Read the files of an export with a program that is not the exporter's own.

        Args:
            files: Bytes by file name.

        Raises:
            Exception: Whatever that program raises for files that it refuses.
        """
        msg = "write a method `read` that lets a program of others read the files"
        raise NotImplementedError(msg)

    def test_no_leak(self) -> None:
        """
        Nothing that an audience may not have is in any byte, name, log or error text.
        """
        self._test("no_leak")

    def test_non_interference(self) -> None:
        """
        What is hidden may change, and no byte does.
        """
        self._test("non_interference")

    def test_parity(self) -> None:
        """
        Every text and id of the edition is there, but for what is declared as a loss.
        """
        self._test("parity")

    def test_determinism(self) -> None:
        """
        The same edition gives the same bytes in processes that have nothing else in common.
        """
        self._test("determinism")

    def test_totality(self) -> None:
        """
        Every edition can be exported.
        """
        self._test("totality")

    def test_well_formed(self) -> None:
        """
        A program of others reads the files.
        """
        self._test("well_formed")

    def test_purity(self) -> None:
        """
        Nothing outside is touched, nothing printed, and the edition unchanged.
        """
        self._test("purity")

    def test_scale(self) -> None:
        """
        The time grows with the number of records.
        """
        self._test("scale")

    def _test(self, name: str) -> None:
        subject = Subject(
            exporter=find_exporter(self.exporter),
            address=self.exporter,
            options=self.options,
            read=self.read,
            examples=self.examples,
        )
        judged = judge(subject, name, self.expected_failures.get(name))
        if judged.outcome in {"broken", "outdated"}:
            raise Broken(f"{self.exporter} breaks the contract, {name}: {judged.reason}")
