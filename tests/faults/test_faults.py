"""The list of faults keeps up with the code; that each is seen is the study's business (scripts/study faults)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.faults import Fault, docstrings, faults


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.id)
def test_a_fault_still_applies(fault: Fault, checkout: Path) -> None:
    text = (checkout / fault.file).read_text("utf-8")
    changed = fault.applied(text)
    assert changed != text
    if fault.file.endswith(".py"):
        compile(changed, fault.file, "exec")


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.id)
def test_a_fault_names_tests_that_exist_and_one_that_names_its_rule(fault: Fault) -> None:
    for test in fault.tests:
        path, _, name = test.partition("::")
        assert not name or name in docstrings(path), test
    whole = [test for test in fault.tests if "::" not in test]
    named = [f"{path}::{name}" for path in whole for name in docstrings(path)]
    assert any(fault.is_named_by(test) for test in [*fault.tests, *named])


def test_there_are_enough_and_each_is_another() -> None:
    assert len(faults()) >= 25
    assert len({(fault.file, fault.old, fault.new) for fault in faults()}) == len(faults())
