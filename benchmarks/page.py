"""
Fill the page on performance with the figures that are kept beside it: `python -m benchmarks.page`.
"""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.plot import as_svg
from benchmarks.results import Results
from benchmarks.table import SECTIONS

__all__ = ["FIGURES", "PAGE", "PLOT", "filled"]

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "performance.md"
FIGURES = PAGE.with_suffix(".json")
PLOT = PAGE.with_suffix(".svg")

_SECTION = re.compile(
    r"(<!-- measured: (\w+) -->\n).*?(<!-- end of what was measured -->)", re.DOTALL
)


def filled(page: str, results: Results) -> str:
    """
    Return a page with each marked section made anew.
    """

    def section(found: re.Match[str]) -> str:
        text = "\n".join(SECTIONS[found[2]](results)).strip()
        return f"{found[1]}\n{text}\n\n{found[3]}"

    return _SECTION.sub(section, page)


if __name__ == "__main__":
    kept = Results.read(FIGURES)
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), kept), encoding="utf-8")
    PLOT.write_text(as_svg(kept), encoding="utf-8")
