"""`reportgen explain` tells what earlier reports had."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.cli import main
from tests.ledger.house import House


def test_explain_tells_a_restated_figure_and_one_as_reported_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    house = House(tmp_path)
    house.config()
    house.month(9, 3)
    house.month(10, 4)
    house.report(9)
    asked = ["explain", "lumiere.yaml", "leads", "--period", "2026-10", "--as-of", "2026-11-05"]
    house.month(9, 5)
    assert main(asked) == 0
    text = " ".join(capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "Restated September 2026: as reported 90, restated 150" in text
    assert main([*asked, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["reported"], row["restated"]) for row in told["restated"]] == [("90", "150")]
    assert told["previous"]["archived"] is False
    house.forget(9)
    assert main(asked) == 0
    text = " ".join(capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "Previous 90 in September 2026, as reported then; change +37.8%" in text
    assert "Restated" not in text
