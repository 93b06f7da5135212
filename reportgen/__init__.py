"""reportgen: social-media ROI reporting as code.

    import reportgen

    made = reportgen.build("configs/maison-lumiere.yaml", period="2026-10")
    paths = reportgen.write(made, "out")

`build` reads and computes and writes nothing; `write` puts the files into a folder, whole or not at all. Importing the
package loads nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import ReportgenError

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from reportgen.config.schema import Loaded
    from reportgen.pipeline import Build

__version__ = "0.1.0"
__all__ = ["Build", "ReportgenError", "__version__", "build", "load_config", "write"]


def load_config(path: str | os.PathLike[str], client: str = "") -> Loaded:
    """Reads and checks a config, one for many clients with the row of ``client``, an id; raises ConfigError with all
    that is wrong."""
    from reportgen.config.load import load_config as load

    return load(path, client)


def build(
    config: str | os.PathLike[str],
    period: str = "last",
    as_of: date | None = None,
    formats: Sequence[str] = ("pdf", "pptx", "json"),
    client: str = "",
) -> Build:
    """One config's report of one cycle, in memory; nothing is written.

    ``period`` is ``last``, ``current`` or a cycle's id (``2026-10``). ``as_of`` is the day the report is made on, today
    in the client's time zone unless given; the same inputs and the same day give the same bytes. ``client`` is the id
    of one of the config's clients, where it serves many.
    Raises ConfigError, DataError or UsageError for what the user can mend, RenderError where a text can't be set.
    """
    from reportgen.config.load import load_config as load
    from reportgen.pipeline import build as run
    from reportgen.pipeline import today

    loaded = load(config, client)
    return run(loaded, period, as_of or today(loaded.config.timezone), formats)


def write(build: Build, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Writes a Build's files into ``folder`` (made if absent), each whole or not at all; returns their paths."""
    from reportgen.pipeline import write as run

    return run(build, folder)


def __getattr__(name: str) -> object:
    if name == "Build":
        from reportgen.pipeline import Build

        return Build
    raise AttributeError(f"module 'reportgen' has no attribute '{name}'")
