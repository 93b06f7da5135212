"""Each wrong config stands beside the whole text of its error."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from reportgen.config.files import MAX_BYTES
from reportgen.config.load import load_config
from reportgen.errors import ConfigError, Problem

HERE = Path(__file__).resolve().parent
WRONG = sorted(path.stem for path in (HERE / "wrong").glob("*.yaml"))
CONFIG = HERE.parent.parent / "reportgen" / "config"


def problems(path: str) -> tuple[Problem, ...]:
    client = "a" if Path(path).stem.startswith("clients_many") else ""
    with pytest.raises(ConfigError) as caught:
        load_config(path, client)
    return caught.value.problems


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / "wrong")  # so that the messages name the files as a user beside them would


@pytest.mark.usefixtures("wrong")
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_config_says_all_that_is_wrong_with_it(name: str) -> None:
    expected = Path(f"{name}.txt").read_text("utf-8")
    assert "\n".join(map(str, problems(f"{name}.yaml"))) + "\n" == expected


@pytest.mark.usefixtures("wrong")
def test_problems_stand_in_the_order_of_the_file() -> None:
    for name in WRONG:
        places = [(p.place.file, p.place.line, p.place.column) for p in problems(f"{name}.yaml")]
        assert places == sorted(places)


def test_the_collection_is_large_and_many_of_it_have_many_problems() -> None:
    counts = [len((HERE / "wrong" / f"{name}.txt").read_text("utf-8").splitlines()) for name in WRONG]
    assert len(counts) >= 60
    assert sum(count >= 5 for count in counts) >= 10
    assert sum(name.startswith("extends_") for name in WRONG) >= 10


@pytest.mark.usefixtures("wrong")
def test_the_place_of_a_problem_is_in_the_file_that_wrote_it() -> None:
    extending = [name for name in WRONG if name.startswith("extends_")]
    files = {name: {problem.place.file for problem in problems(f"{name}.yaml")} for name in extending}
    assert any(found == {f"{name}.yaml"} for name, found in files.items())
    assert sum(f"{name}.yaml" not in found for name, found in files.items()) >= 3
    assert sum(len(found) == 2 for found in files.values()) >= 3
    for name, found in files.items():
        assert all(file == f"{name}.yaml" or (file.startswith("bases/") and Path(file).is_file()) for file in found)


KIND_AT = {"Problem": 1, "problem": 1, "_refused": 2, "_note": 1, "_stop": 1, "ScalarError": 0, "Fault": 1}
"""Calls that make a Problem → which argument is its kind."""


def kinds_in(source: str) -> set[str]:
    """The kinds that a module names where it makes a Problem."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        at = KIND_AT.get(name, len(node.args))
        if at < len(node.args) and isinstance(kind := node.args[at], ast.Constant):
            found.add(str(kind.value))
    return found


WARNINGS = {"mixed_scope", "idle_rule", "client_reads_all", "clients_share_link", "undated_words"}
"""Shown in test_warnings.py, test_clients.py, test_commentary.py."""


def test_every_kind_of_problem_has_a_wrong_config(monkeypatch: pytest.MonkeyPatch, unreadable: dict[str, str]) -> None:
    modules = [path for path in sorted(CONFIG.glob("*.py")) if path.stem != "warn"]
    below = ["strict_yaml.py", "yaml_scalars.py", "vocabulary/check.py"]
    modules += [CONFIG.parent / name for name in below]
    kinds = set().union(*(kinds_in(path.read_text("utf-8")) for path in modules)) - WARNINGS
    assert len(kinds) >= 80, "the search has lost its way"
    seen = {problems(path)[0].kind for path in unreadable.values()}
    monkeypatch.chdir(HERE / "wrong")
    seen |= {problem.kind for name in WRONG for problem in problems(f"{name}.yaml")}
    assert kinds - seen == set()


def test_a_kind_without_a_wrong_config_would_be_found() -> None:
    code = 'yield case.problem(path, "new_kind", "…")\nProblem(place, "other", what)\nFault(at, "third", what)'
    assert kinds_in(code) == {"new_kind", "other", "third"}


@pytest.fixture
def unreadable(tmp_path: Path) -> dict[str, str]:
    """Paths that can't be read, by what is wrong with them."""
    (tmp_path / "client.yaml").write_text("version: 1\n")
    (tmp_path / "large.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    return {
        "missing": str(tmp_path / "cleint.yaml"),
        "lost": str(tmp_path / "nowhere" / "client.yaml"),
        "folder": str(tmp_path),
        "large": str(tmp_path / "large.yaml"),
        "name": "client\0.yaml",
        "empty": "",
    }


def test_a_file_that_cannot_be_read_is_a_problem_without_a_line(unreadable: dict[str, str], tmp_path: Path) -> None:
    texts = {name: str(problems(path)[0]).replace(str(tmp_path), "…") for name, path in unreadable.items()}
    assert texts == {
        "missing": "…/cleint.yaml: there is no such file. Did you mean '…/client.yaml'?",
        "lost": "…/nowhere/client.yaml: there is no such file",
        "folder": "…: this is a folder. Name a config file in it.",
        "large": "…/large.yaml: the file is larger than a mebibyte. Is it a config?",
        "name": "client\0.yaml: the file can't be read: embedded null byte",
        "empty": "the config's name is empty. Name a config file.",
    }


def test_a_path_is_named_as_the_user_gave_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    assert problems("wrong/../wrong/thresholds.yaml")[0].place.file == "wrong/../wrong/thresholds.yaml"
