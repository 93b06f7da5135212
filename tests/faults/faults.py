"""faults.yaml → Faults: wrong changes of the code, each with the rule that it breaks and the tests that must see it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportgen import strict_yaml

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent
KEYS = {"rule", "file", "old", "new", "tests", "says"}


@dataclass(frozen=True, slots=True)
class Fault:
    id: str
    rule: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    says: str

    def applied(self, text: str) -> str:
        """The file's text with the fault. Raises ValueError unless the old text stands there exactly once."""
        found = text.count(self.old)
        if found != 1:
            raise ValueError(f"{self.id}: the text to change stands {found} times in {self.file}, not once")
        return text.replace(self.old, self.new)

    def is_named_by(self, test: str) -> bool:
        """Whether a test (a node id without parameters) names the rule, in its name or its docstring."""
        path, _, name = test.partition("::")
        return self.says in name.replace("_", " ") or self.says in docstrings(path).get(name, "").casefold()


@cache
def faults() -> tuple[Fault, ...]:
    written: Any = strict_yaml.load((HERE / "faults.yaml").read_text("utf-8"), "faults.yaml")[0]
    return tuple(_fault(id_, given) for id_, given in written.items())


def _fault(id_: str, given: Mapping[str, Any]) -> Fault:
    if given.keys() != KEYS:
        raise ValueError(f"{id_}: its keys are to be {', '.join(sorted(KEYS))}")
    tests = given["tests"] if isinstance(given["tests"], list) else [given["tests"]]
    return Fault(id=id_, **{**given, "tests": tuple(tests)})


@cache
def docstrings(path: str) -> dict[str, str]:
    """Test → docstring ("" without) of the tests of a file, relative to the checkout."""
    tree = ast.parse((CHECKOUT / path).read_text("utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return {node.name: ast.get_docstring(node) or "" for node in found}
