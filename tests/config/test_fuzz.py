"""Whatever a file holds, it is either a config or a ConfigError with a place for each Problem."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen import strict_yaml
from reportgen.config.load import load_config
from reportgen.errors import ConfigError, Problem

EXAMPLE = Path(__file__).resolve().parent / "right" / "maison-lumiere.yaml"


def plain(value: Decimal | date) -> float | str:
    """A number or a date as JSON writes it."""
    return float(value) if isinstance(value, Decimal) else str(value)


TREE: Any = json.loads(json.dumps(strict_yaml.load(EXAMPLE.read_text("utf-8"), "example")[0], default=plain))
TREE["theme"]["logo"] = "client.yaml.svg"  # written beside each changed tree


def paths(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in the example."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(found for part, value in inner for found in paths(value, (*path, part)))]


PATHS = paths(TREE)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32).filter(lambda x: x == 0 or 1e-20 < abs(x) < 1e20),
    st.dates().map(str),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")), max_size=30),
    st.sampled_from(["<mapping>", "[key]", "18 €", "38%", "two\nlines", "1 " * 300, "a / b", "min(a, b)", "../x.svg"]),
    st.just("long" * 100 + ".svg"),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abkpi_<>[]", max_size=8), inner, max_size=3),
)


def changed(node: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """A copy of the tree with another value at the path."""
    if not path:
        return value
    copy = dict(node) if isinstance(node, dict) else list(node)
    copy[path[0]] = changed(copy[path[0]], path[1:], value)
    return copy


def problems_of(tree: Any, folder: Path) -> tuple[Problem, ...]:
    """What is wrong with a tree written as a file; empty when it is a config. Any other error passes through."""
    file = folder / "client.yaml"
    file.write_text(json.dumps(tree, ensure_ascii=False), "utf-8")
    (folder / "client.yaml.svg").touch()
    try:
        load_config(file)
    except ConfigError as error:
        return error.problems
    return ()


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS), value=VALUES)
def test_any_value_anywhere_gives_a_config_or_placed_problems(
    tmp_path: Path, path: tuple[str | int, ...], value: Any
) -> None:
    for problem in problems_of(changed(TREE, path, value), tmp_path):
        assert problem.place.line or problem.kind == "empty_file"
        assert problem.what
        assert "\n" not in problem.what
        assert len(problem.what) < 400


def test_each_key_taken_away_is_either_optional_or_told_by_its_own_path(tmp_path: Path) -> None:
    told = 0
    for path in PATHS:
        if not path or isinstance(path[-1], int) or path[0] == "measures":  # what names a measure is told there
            continue
        if found := problems_of(without(TREE, path), tmp_path):
            told += 1
            keys = [problem.place.key for problem in found]
            assert any(strict_yaml.render(path).startswith(key) for key in keys), (path, keys)
    assert told > 15


def without(node: Any, path: tuple[str | int, ...]) -> Any:
    """A copy of the tree without the key at the path."""
    copy = dict(node) if isinstance(node, dict) else list(node)
    if len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = without(copy[path[0]], path[1:])
    return copy


def test_the_fuzz_reaches_every_section() -> None:
    assert len(PATHS) > 70
    with pytest.raises(KeyError):
        changed(TREE, ("nowhere", "deep"), 1)
