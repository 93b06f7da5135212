"""`python -m bench.run [PART …]`: runs the measurements, prints their tables, writes bench/results.json."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path

from bench import batch, cold, reading, render, rollup
from reportgen.cli.processes import cores

PARTS = {
    "cold": cold.measure,
    "render": render.measure,
    "rollup": rollup.measure,
    "reading": reading.measure,
    "batch": batch.measure,
}


def table(title: str, rows: list[dict[str, object]]) -> str:
    """Rows of one shape → aligned text."""
    heads = list(rows[0])
    cells = [heads, *[[str(row[head]) for head in heads] for row in rows]]
    widths = [max(len(line[i]) for line in cells) for i in range(len(heads))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in cells]
    return "\n".join([title, *lines, ""])


def main(names: list[str]) -> None:
    place = Path(__file__).parent / "results.json"
    results = json.loads(place.read_text("utf-8")) if place.exists() else {}
    for name in names or list(PARTS):
        rows = PARTS[name]()
        print(table(name, rows), flush=True)
        results[name] = rows
    results["machine"] = {"python": platform.python_version(), "system": platform.platform(), "cores": cores()}
    place.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
