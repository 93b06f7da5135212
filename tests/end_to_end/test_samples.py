"""sample_output/ is what this code makes of the samples."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

from outloud import check
from pypdf import PdfReader

from reportgen.insight.precision import DIGITS
from reportgen.pipeline import Build


def test_the_committed_scorecards_are_those_of_this_code(sample: Build, checkout: Path) -> None:
    """The PDF's and the deck's bytes also depend on the libraries' versions; the figures and words do not."""
    data = next(item for item in sample.artifacts if item.name.endswith(".json"))
    committed = checkout / "sample_output" / data.name
    assert committed.read_bytes() == data.data, "run scripts/report and look at the pages"


def test_what_is_judged_has_no_digits_in_which_machines_differ(sample: Build) -> None:
    """Python 3.11 and 3.13 add floats otherwise, C libraries differ in the last place of a logarithm."""
    data = next(item.data for item in sample.artifacts if item.name.endswith(".json"))
    floats: list[float] = []
    json.loads(json.dumps(json.loads(data)["insights"]), parse_float=lambda text: floats.append(float(text)))
    assert len(floats) > 50
    assert [value for value in floats if value != float(f"{value:.{DIGITS}g}")] == []


def test_every_sample_is_there_in_every_format(checkout: Path) -> None:
    names = {path.name for path in (checkout / "sample_output").iterdir()}
    stems = ("maison-lumiere-2026-10", "northwind-talent-2026-Q3")
    assert names >= {f"{stem}.{ending}" for stem in stems for ending in ("pdf", "pptx", "json")}


def test_a_pdf_carries_the_scorecard_and_stays_small(sample: Build) -> None:
    pdf, data = (next(item for item in sample.artifacts if item.name.endswith(ending)) for ending in (".pdf", ".json"))
    assert PdfReader(BytesIO(pdf.data)).attachments[data.name] == [data.data]
    assert len(pdf.data) < 250_000


def test_a_judge_of_accessibility_finds_nothing_in_a_samples_pdf(sample: Build, tmp_path: Path) -> None:
    """But that an alternative text of a tile, which tells five figures, has more digits than a sentence."""
    path = tmp_path / "sample.pdf"
    path.write_bytes(next(item for item in sample.artifacts if item.name.endswith(".pdf")).data)
    result = check(str(path), skip=["TAG-002", "FIG-012"])
    assert not result.error
    assert not [(finding.rule, finding.page, finding.message) for finding in result.findings]
