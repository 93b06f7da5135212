"""What `reportgen build` tells of fonts: each character with its code, its name, its place, and the font to add."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest

from reportgen.cli.font_lines import font_lines
from reportgen.errors import Place, Problem
from reportgen.model.artifact import Artifact, Unprinted
from reportgen.pipeline import Build


@dataclass
class Content:
    """A config's content, as far as it is looked through."""

    content: dict[str, object] = field(default_factory=dict)

    def model_dump(self) -> dict[str, object]:
        return self.content


def lines(content: dict[str, object], *artifacts: Artifact) -> list[str]:
    loaded = SimpleNamespace(config=Content(content), marks=None)
    made: Any = SimpleNamespace(artifacts=artifacts, measured=SimpleNamespace(config=loaded))
    return font_lines(cast("Build", made))


def lost(characters: str, words: str) -> Artifact:
    return Artifact("a.pdf", "application/pdf", b"", unprinted=(Unprinted(characters, words),))


def test_a_character_of_the_config_is_told_with_its_key() -> None:
    content = {"client": "Client", "objectives": ({"title": "東京"},)}
    assert lines(content, lost("東京", "東京")) == [
        "objectives[0].title: no font has '東' (U+6771 CJK UNIFIED IDEOGRAPH-6771), '京' (U+4EAC CJK UNIFIED "
        "IDEOGRAPH-4EAC); a sign stands for it. Put a font that has it beside the config, such as Noto Sans CJK, and "
        "name it in theme.fonts.fallback."
    ]


def test_a_character_of_the_data_is_told_with_its_words() -> None:
    (line,) = lines({}, lost("ש", "חדש " + "a" * 60))
    assert line.startswith("no font has 'ש' (U+05E9 HEBREW LETTER SHIN), in 'חדש " + "a" * 36 + "…'; a sign")
    assert line.endswith("such as Noto Sans Hebrew, and name it in theme.fonts.fallback.")


@pytest.mark.parametrize(
    ("character", "cure"),
    [
        ("\U0001f600", "beside the config, Noto Emoji or Noto Sans Symbols, in theme.fonts.fallback."),
        ("ท", "Put a font that has it beside the config, such as Noto Sans Thai, and name it in theme.fonts.fallback."),
        ("ハ", "Put a font that has it beside the config, such as Noto Sans CJK, and name it in theme.fonts.fallback."),
        ("\ud800", "Take it out: it is no character that fonts have."),
    ],
)  # fmt: skip
def test_the_font_to_add_is_that_of_the_script(character: str, cure: str) -> None:
    (line,) = lines({}, lost(character, character))
    assert line.endswith(cure)
    line.encode("utf-8")


def test_many_characters_are_counted_and_each_remark_is_told_once() -> None:
    remark = Problem(Place(key="theme.fonts.sans"), "font_lacks", "'Brand' has no '€'")
    artifact = Artifact("a.pdf", "application/pdf", b"", (), (Unprinted("東京都市店", "東京都市店"),), (remark,))
    found = lines({}, artifact, artifact)
    assert found[0] == "theme.fonts.sans: 'Brand' has no '€'"
    assert len(found) == 2
    assert "and 1 more" in found[1]
