"""A report in memory → its documents: the first of a process, then warm ones, their size, and where a PDF's time goes.

Each document is made in a process of its own; reading and computing are not in these figures (`cold` has the whole).
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from bench.cold import CHECKOUT, SAMPLES

FORMATS = ("pdf", "pptx", "xlsx", "json")
WARM = 5
STEPS = {
    "fonts": "choose", "engine": "Press", "drawings": "assets", "page_1": "fitted", "pages": "laid_out",
    "writing": "written",
}  # fmt: skip
"""What `render_pdf` does, by the names it calls; a page's measuring is in ``page_1`` and ``pages``."""


def measure() -> list[dict[str, object]]:
    rows = []
    for name, period, as_of in SAMPLES:
        for extension in FORMATS:
            command = [sys.executable, "-m", "bench.render", name, period, as_of, extension]
            done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
            rows.append({"sample": name, "what": extension, **json.loads(done.stdout)})
    return rows


def one(name: str, period: str, as_of: str, extension: str) -> dict[str, object]:
    """Seconds of the first and of later renderings (median), kB, and for a PDF the seconds of its first by step.

    A PDF's data, which it carries, are made with it.
    """
    import reportgen
    from reportgen import pipeline

    made = reportgen.build(CHECKOUT / f"configs/{name}.yaml", period, date.fromisoformat(as_of), ())
    render = pipeline._RENDERERS[extension]
    measured, report = made.measured, made.report
    steps = _timed_steps() if extension == "pdf" else {}
    seconds, size = [], 0
    first: dict[str, float] = {}
    for _ in range(1 + WARM):
        start = time.perf_counter()
        size = len(render(pipeline._Draft(measured, report)).data)
        seconds.append(time.perf_counter() - start)
        first = first or dict(steps)
    where = ", ".join(f"{step} {value:.2f}" for step, value in first.items())
    return {
        "first_s": round(seconds[0], 2),
        "warm_s": round(statistics.median(seconds[1:]), 2),
        "kB": round(size / 1000),
        "where_s": where or "-",
    }


def _timed_steps() -> dict[str, float]:
    """Wraps the steps of `render_pdf`; their seconds gather in the mapping."""
    from reportgen.render import pdf

    found: dict[str, float] = defaultdict(float)

    def timed(step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                found[step] += time.perf_counter() - start

        return run

    for step, attribute in STEPS.items():
        setattr(pdf, attribute, timed(step, getattr(pdf, attribute)))
    return found


if __name__ == "__main__":
    print(json.dumps(one(*sys.argv[1:])))
