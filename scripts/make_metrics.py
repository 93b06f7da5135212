"""Fonts' TTF files → reportgen/render/metrics/*.json: the advance widths by which the deck's text is measured.

Liberation Sans has the widths of Arial to the unit; a fresh machine has neither, so the widths are shipped. Run by
hand: ``python scripts/make_metrics.py [FOLDER]`` with the folder of the two TTF files.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "reportgen" / "render" / "metrics"
FACES = {"regular": "LiberationSans-Regular.ttf", "bold": "LiberationSans-Bold.ttf"}


def widths(path: Path) -> dict[str, object]:
    """Units per em, and runs of advances: the first code point of a run → the advances of it and its followers."""
    with TTFont(path) as font:
        advance, glyphs = font["hmtx"].metrics, font.getBestCmap()
        runs: dict[str, list[int]] = {}
        start = -1
        for code in sorted(glyphs):
            if start < 0 or code != start + len(runs[str(start)]):
                start = code
                runs[str(start)] = []
            runs[str(start)].append(advance[glyphs[code]][0])
        return {"units_per_em": font["head"].unitsPerEm, "advances": runs}


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/liberation")
    for face, name in FACES.items():
        text = json.dumps(widths(folder / name), separators=(",", ":"))
        (TARGET / f"arial-{face}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
