"""What is worth a second thought, beside the text that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.config.checks import full_catalogue, warnings
from reportgen.config.load import load_config
from tests.config.test_wrong import CONFIG, kinds_in

WARNED = Path(__file__).resolve().parent / "warned"


@pytest.fixture(autouse=True)
def beside_the_configs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WARNED)


def test_a_doubtful_config_is_warned_of_at_its_lines() -> None:
    loaded = load_config("doubtful.yaml")
    found = warnings(loaded.config, full_catalogue(loaded.config), loaded.marks)
    assert "\n".join(map(str, found)) + "\n" == Path("doubtful.txt").read_text("utf-8")


def test_every_kind_of_warning_is_shown() -> None:
    loaded = load_config("doubtful.yaml")
    kinds = kinds_in((CONFIG / "warn.py").read_text("utf-8"))
    assert len(kinds) >= 6
    assert kinds - {found.kind for found in warnings(loaded.config, full_catalogue(loaded.config))} == set()


def test_without_marks_a_warning_names_the_key_alone() -> None:
    loaded = load_config("doubtful.yaml")
    found = warnings(loaded.config, full_catalogue(loaded.config))
    assert str(found[-1].place) == found[-1].place.key != ""


def test_a_sound_config_has_no_warnings() -> None:
    loaded = load_config("sound.yaml")
    assert warnings(loaded.config, full_catalogue(loaded.config)) == ()
