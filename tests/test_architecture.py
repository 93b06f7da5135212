"""Data flows one way: the imports say so."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.conftest import write

FOUNDATION = {
    "vocabulary",
    "model",
    "periods",
    "display",
    "errors",
    "strict_yaml",
    "yaml_mistakes",
    "yaml_scalars",
    "files",
    "patterns",
    "addresses",
    "collector",
    "json_values",
}
STAGES = {"config", "sources", "kpis", "insight", "document", "render", "ledger", "deliver"}
ROOMS = FOUNDATION | STAGES | {"cli", "pipeline", "__init__", "__main__"}
HOMES = {  # each library has one home
    "yaml": {"strict_yaml"},
    "pydantic": {"config"},
    "duckdb": {"sources"},
    "python_calamine": {"sources"},
    "babel": {"display", "config", "sources"},  # words out, names checked, months in words in
    "jinja2": {"render"},
    "matplotlib": {"render"},
    "weasyprint": {"render"},
    "pptx": {"render"},
    "pikepdf": {"render"},
    "markdown_it": {"document"},
    "xlsxwriter": {"render"},
    "sqlalchemy": {"ledger"},
    "alembic": {"ledger"},
    "smtplib": {"deliver"},
}


def imports(folder: Path) -> list[tuple[str, str]]:
    """(module, what it imports), both dotted, for every Python file below ``folder``; for types alone too."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        module = ".".join(path.relative_to(folder.parent).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{module} imports relatively"
                found.append((module, node.module or ""))
                found += [(module, f"{node.module}.{alias.name}") for alias in node.names]
            elif isinstance(node, ast.Import):
                found += [(module, alias.name) for alias in node.names]
    return found


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def wrong_edges(edges: list[tuple[str, str]]) -> set[str]:
    return {f"{module} → {target}" for module, target in edges if not _allowed(module, target)}


def _allowed(module: str, target: str) -> bool:
    source = room(module)
    if not target.startswith("reportgen"):
        homes = HOMES.get(target.split(".", maxsplit=1)[0])
        return homes is None or any(source == home or source.startswith(home + "_") for home in homes)
    goal = room(target)
    if goal == source or source in ("cli", "__main__", "__init__"):
        return True
    if goal in FOUNDATION or target.startswith("reportgen.config.schema") or target == "reportgen.__version__":
        return goal in FOUNDATION or source not in FOUNDATION
    if target in ("reportgen", "reportgen.config"):
        return source not in FOUNDATION or target == "reportgen"
    return source == "pipeline" and goal in STAGES


@pytest.fixture(scope="module")
def edges(checkout: Path) -> list[tuple[str, str]]:
    return imports(checkout / "reportgen")


def test_no_room_imports_against_the_flow(edges: list[tuple[str, str]]) -> None:
    assert wrong_edges(edges) == set()


def test_every_room_was_read(edges: list[tuple[str, str]]) -> None:
    assert {room(module) for module, _ in edges} >= STAGES - {"deliver"} | {"cli", "pipeline", "vocabulary", "model"}
    assert len({module for module, _ in edges}) > 40


@pytest.mark.parametrize(
    ("module", "target"),
    [
        ("reportgen.kpis.evaluate", "reportgen.sources.read"),
        ("reportgen.sources.read", "reportgen.kpis"),
        ("reportgen.render.pdf", "reportgen.document.outline"),
        ("reportgen.periods", "reportgen.config.schema"),
        ("reportgen.document.outline", "reportgen.pipeline"),
        ("reportgen.document.outline", "yaml"),
        ("reportgen.kpis.evaluate", "duckdb"),
    ],
)
def test_a_planted_wrong_edge_is_found(edges: list[tuple[str, str]], module: str, target: str) -> None:
    assert wrong_edges([*edges, (module, target)]) == {f"{module} → {target}"}


def loaded_by(*arguments: str) -> set[str]:
    code = f"""
import sys
from reportgen.cli import main
try: main({list(arguments)!r})
except SystemExit: pass
print("|".join(m for m in sys.modules), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split("|"))


def test_help_loads_nothing_heavy() -> None:
    heavy = {
        "weasyprint",
        "matplotlib",
        "pptx",
        "duckdb",
        "pydantic",
        "babel",
        "yaml",
        "numpy",
        "jinja2",
        "sqlalchemy",
        "alembic",
    }
    assert loaded_by("--help") & heavy == set()


def test_check_loads_no_renderer(tmp_path: Path) -> None:
    config = tmp_path / write(tmp_path, "a")
    config.write_text(f"{config.read_text('utf-8')}theme: {{logo: mark.svg, brand: '#1F3D7A'}}\n", "utf-8")
    (tmp_path / "mark.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="20" height="5"/>', "utf-8")
    loaded = loaded_by("check", str(config), "--as-of", "2026-11-05")
    assert {"reportgen.kpis.evaluate", "reportgen.render.logo"} <= loaded
    assert loaded & {"weasyprint", "matplotlib", "pptx", "jinja2"} == set()
