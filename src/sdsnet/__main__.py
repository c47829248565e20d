"""
The command line, as `python -m sdsnet`.
"""

from __future__ import annotations

from sdsnet.cli import main

if __name__ == "__main__":
    main()
