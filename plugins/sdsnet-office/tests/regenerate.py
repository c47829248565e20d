"""
Write the files under golden/ anew, for whoever changed the workbook on purpose.
"""

from __future__ import annotations

import runpy
from pathlib import Path

if __name__ == "__main__":
    book = runpy.run_path(str(Path(__file__).with_name("test_xlsx_book.py")))
    for name in book["EXAMPLES"]:
        (book["GOLDEN"] / f"{name}.txt").write_text(book["golden"](name), encoding="utf-8")
