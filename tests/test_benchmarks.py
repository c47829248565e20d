"""
The benchmarks run; what they measure is for people to look at, and no test depends on a clock.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_benchmarks_print_every_budget_and_figure(tmp_path: Path) -> None:
    """
    One turn at a small size measures every topic, prints a table, and writes the same as JSON.
    """
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks", "--sizes=200", "--turns=1", f"--json={figures}"]

    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "| B1 | `import sdsnet`, over a bare interpreter |" in done.stdout
    assert "| check | sdsnet, YAML | 200 |" in done.stdout
    measured = json.loads(figures.read_bytes())["figures"]
    topics = {one["topic"] for one in measured}
    assert topics == {"imports", "read", "check", "disclose", "faulty", "export", "memory"}
    assert all(one["turns"] for one in measured)
