"""Story → files: writes the data of the two fictitious sample clients, the same bytes at every run.

    python scripts/make_samples [FOLDER]        (FOLDER: configs/data of the checkout unless given)

Everything is invented; only the layouts are those of real exports. See configs/data/README.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

import maison_lumiere
import northwind_talent

HOME = Path(__file__).resolve().parents[2] / "configs" / "data"


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0]) if arguments else HOME
    for name, client in (("maison-lumiere", maison_lumiere), ("northwind-talent", northwind_talent)):
        for path in client.write(folder / name):
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
