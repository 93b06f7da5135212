"""sample_output/ is what this code makes of the samples."""

from __future__ import annotations

from pathlib import Path

from reportgen.pipeline import Build


def test_the_committed_scorecards_are_those_of_this_code(sample: Build, checkout: Path) -> None:
    """The PDF's and the deck's bytes also depend on the libraries' versions; the figures and words do not."""
    data = next(item for item in sample.artifacts if item.name.endswith(".json"))
    committed = checkout / "sample_output" / data.name
    assert committed.read_bytes() == data.data, "run scripts/report and look at the pages"


def test_every_sample_is_there_in_every_format(checkout: Path) -> None:
    names = {path.name for path in (checkout / "sample_output").iterdir()}
    stems = ("maison-lumiere-2026-10", "northwind-talent-2026-Q3")
    assert names >= {f"{stem}.{ending}" for stem in stems for ending in ("pdf", "pptx", "json")}
