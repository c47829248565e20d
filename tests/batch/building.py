"""
Small datasets to convert, and looking at what became of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sdsnet import Conversion, ConversionSummary, convert

HEADER = 'sdsnet: "1"\ndataset: {id: d, title: D}\n'


def dataset(folder: Path, name: str, *, title: str = "T", records: int = 1) -> Path:
    """
    Write a dataset with some barriers.
    """
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"  - {{id: b{number}, title: {title}}}\n" for number in range(records))
    path.write_text(f"{HEADER}barriers:\n{lines}", encoding="utf-8")
    return path


def datasets(folder: Path, count: int, *, records: int = 1) -> list[Path]:
    """
    Write some datasets, each with a title of its own.
    """
    return [
        dataset(folder, f"d{number:03}.yaml", title=f"T{number}", records=records)
        for number in range(count)
    ]


def faulty(folder: Path, name: str) -> Path:
    """
    Write a document that breaks a rule.
    """
    path = folder / name
    path.write_text(HEADER + "barriers: [{id: b, title: T, themes: [x]}]\n", encoding="utf-8")
    return path


def told(*arguments: object, **choices: object) -> tuple[ConversionSummary, dict[str, Conversion]]:
    """
    Convert, and return what became of each input by its name.
    """
    kept: dict[str, Conversion] = {}

    def keep(one: Conversion) -> None:
        kept[one.source] = one

    summary = convert(*arguments, progress=keep, **choices)  # type: ignore[arg-type]  # passed on
    return summary, kept


def contents(folder: Path) -> dict[str, bytes]:
    """
    Return the bytes of every file of the outputs by its path, receipts left out.
    """
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _outputs(folder)}


def _outputs(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(
            part.startswith(".") for part in path.relative_to(folder).parts
        ):
            yield path
