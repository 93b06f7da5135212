"""A cold build of each sample: time and peak memory, beside headless Chromium printing the same HTML, interleaved."""

from __future__ import annotations

import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
SAMPLES = (("maison-lumiere", "2026-10", "2026-11-05"), ("northwind-talent", "2026-Q3", "2026-11-05"))
RUNS = 5


def run(command: list[str]) -> tuple[float, float]:
    """(seconds, MiB): the wall clock, and the largest resident set of the command or a child, as the kernel says."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / (1 if sys.platform != "darwin" else 1024) / 1024


def measure() -> list[dict[str, object]]:
    compileall.compile_dir(CHECKOUT / "reportgen", quiet=1)  # as an installed program is, whatever the environment says
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, period, as_of in SAMPLES:
            page = Path(folder) / f"{name}.html"
            page.write_text(html(name, period, as_of), "utf-8")
            build = [sys.executable, "-m", "reportgen", "build", f"configs/{name}.yaml", "--period", period]
            build += ["--as-of", as_of, "--out", folder]
            commands = {"all": build, "pdf": [*build, "--format", "pdf"], "deck": [*build, "--format", "pptx"]}
            if chromium:
                commands["chromium"] = [
                    chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                    f"--user-data-dir={folder}/browser", f"--print-to-pdf={folder}/browser.pdf", str(page),
                ]  # fmt: skip
            found: dict[str, list[tuple[float, float]]] = {key: [] for key in commands}
            for _ in range(RUNS):
                for key, command in commands.items():
                    found[key].append(run(command))
            rows += [row(name, key, values, found) for key, values in found.items()]
    return rows


def row(
    name: str, key: str, values: list[tuple[float, float]], found: dict[str, list[tuple[float, float]]]
) -> dict[str, object]:
    seconds = statistics.median(value[0] for value in values)
    browser = statistics.median(value[0] for value in found["chromium"]) if "chromium" in found else None
    return {
        "sample": name,
        "what": key,
        "median_s": round(seconds, 2),
        "min_s": round(min(value[0] for value in values), 2),
        "peak_MiB": round(max(value[1] for value in values)),
        "to_chromium": round(seconds / browser, 2) if browser else None,
    }


def html(name: str, period: str, as_of: str) -> str:
    """The HTML of the PDF, as the renderer hands it to its layout engine."""
    import reportgen
    from reportgen.render.html import to_html
    from reportgen.render.theme import make_theme

    made = reportgen.build(CHECKOUT / f"configs/{name}.yaml", period, date.fromisoformat(as_of), ("json",))
    theme = make_theme(made.measured.config.config.theme, Path(made.measured.config.folder))
    return to_html(made.report, theme)
