"""docs/config.md is the config's map: no key is missing, none is invented, its example works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportgen.config.load import json_schema, load_config


def keys(node: dict[str, Any], schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """The path of every key in a JSON Schema; a list's items and a mapping's values stand for any."""
    if "$ref" in node:
        yield from keys(schema["$defs"][node["$ref"].rpartition("/")[2]], schema, path)
    for form in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        yield from keys(form, schema, path)
    if "items" in node:
        yield from keys(node["items"], schema, path if path.startswith("costs.") else f"{path}[]")
    if isinstance(node.get("additionalProperties"), dict):
        yield from keys(node["additionalProperties"], schema, f"{path}.*")
    for name, value in node.get("properties", {}).items():
        yield (found := f"{path}.{name}".removeprefix("."))
        yield from keys(value, schema, found)


def documented(text: str) -> set[str]:
    return {match[1] for match in re.finditer(r"^\| `([^`]+)` \|", text, re.MULTILINE)}


def test_every_key_has_its_line_and_every_line_its_key(checkout: Path) -> None:
    told = documented((checkout / "docs" / "config.md").read_text("utf-8"))
    known = set(keys(json_schema(), json_schema()))
    assert len(known) > 100, "the search has lost its way"
    sections = {"theme", "thresholds", "quality"}  # told by their keys
    likewise = {key for key in known if re.fullmatch(r"costs\.(ads|tools|production|creators|other)\..+", key)}
    assert known - sections - likewise - told == set()
    assert told - known == set()


def test_every_example_is_a_valid_config(checkout: Path, tmp_path: Path) -> None:
    text = (checkout / "docs" / "config.md").read_text("utf-8")
    examples = re.findall(r"<!-- tested -->\n```yaml\n(.*?)```", text, re.DOTALL)
    assert examples
    for number, example in enumerate(examples):
        path = tmp_path / f"example{number}.yaml"
        path.write_text(example, "utf-8")
        assert load_config(path).config.client == "Maison Lumière"
