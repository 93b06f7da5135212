"""Other programs open the deck: LibreOffice draws every slide, a validator of the schema finds nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from reportgen.model.artifact import Artifact
from tests.render_deck.conftest import reopened


@pytest.mark.services
def test_libreoffice_makes_as_many_pages_as_there_are_slides(artifact: Artifact, tmp_path: Path) -> None:
    from pypdf import PdfReader

    (tmp_path / "deck.pptx").write_bytes(artifact.data)
    command = [
        "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
        "--outdir", str(tmp_path), str(tmp_path / "deck.pptx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    assert len(PdfReader(tmp_path / "deck.pdf").pages) == len(reopened(artifact).slides)


def test_a_validator_of_the_schema_finds_nothing(artifact: Artifact, tmp_path: Path) -> None:
    from openxml_audit import validate_pptx

    path = tmp_path / "deck.pptx"
    path.write_bytes(artifact.data)
    result = validate_pptx(path)
    assert result.is_valid, [str(error) for error in result.errors]
