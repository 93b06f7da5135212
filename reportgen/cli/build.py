"""`reportgen build`: configs → files; stdout is their paths, one a line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cli.common import Progress, add_config_options, held, run_each
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("build", help="build reports and write them", description=__doc__)
    add_config_options(parser)
    parser.add_argument("--out", default=".", metavar="DIR", help="where the files go (default: the current folder)")
    parser.add_argument(
        "--format",
        default="pdf,pptx,json",
        metavar="LIST",
        help="some of pdf,pptx,json,xlsx (default: all but xlsx, the appendix workbook)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    progress = Progress(options.quiet)
    _refuse_clashes(options.configs)
    _refuse_file(Path(options.out))
    return run_each(options.configs, lambda config: _build(config, options, progress))


def _refuse_clashes(configs: list[str]) -> None:
    """Two configs of one name would write over each other's files."""
    seen: dict[str, str] = {}
    for config in configs:
        stem = Path(config).stem
        if stem in seen:
            raise UsageError(
                f"{config}: its files would be named like those of {seen[stem]}. Build them into two folders."
            )
        seen[stem] = config


def _refuse_file(out: Path) -> None:
    """Before the work: a folder can't be made where a file stands."""
    there = next((path for path in (out, *out.parents) if path.exists()), None)
    if there is not None and not there.is_dir():
        raise UsageError(f"--out {out}: {there} is a file. Name a folder: the files are called as the config is.")


def _build(config: str, options: argparse.Namespace, progress: Progress) -> int:
    import reportgen
    from reportgen.cli.font_lines import font_lines
    from reportgen.cli.messages import warning_lines

    progress.step(f"{config}: building")
    formats = [name.strip() for name in options.format.split(",") if name.strip()]
    made = reportgen.build(config, options.period, options.as_of, formats)
    paths = reportgen.write(made, options.out)
    progress.done()
    for line in (*warning_lines(made.measured), *font_lines(made)):
        progress.warn(f"{config}: {line}")
    for path in paths:
        print(path, flush=True)
    return held(config) if made.scorecard.gate == "hold" else 0
