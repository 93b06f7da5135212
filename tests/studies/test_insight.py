"""The study of verdicts and decisions, small and with a fixed seed; the whole one is ``scripts/study insight``."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.studies import simulate
from tests.studies.insight import Found, Trial, main, run, table, trials

REPORTS, SEED = 60, 20
SLACK = 0.06  # of a share among so few reports; a verdict that is always given or never given is far beyond it


@pytest.mark.parametrize("trial", trials(), ids=lambda trial: trial.name)
def test_verdicts_and_proposals_keep_their_bounds_on_a_few_reports(trial: Trial) -> None:
    (found,) = run([trial], REPORTS // trial.weight, SEED)
    assert trial.most is None or found.share <= trial.most + SLACK
    assert trial.least is None or found.share >= trial.least - SLACK


def test_the_simulator_knows_nothing_of_what_it_judges() -> None:
    tree = ast.parse(Path(simulate.__file__).read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    assert "math" in modules
    assert not [name for name in modules if name.split(".")[0] in ("reportgen", "tests")]


def test_a_share_out_of_its_bound_is_marked() -> None:
    found = [Found(Trial("too often", lambda _: True, most=0.05), 0.2), Found(Trial("rarely", lambda _: True), 0.2)]
    assert [one.broken for one in found] == [True, False]
    assert "| too often | 20.0% **broken** | ≤ 5% |" in table(found)


def test_a_broken_bound_is_the_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    always = Trial("always", lambda _: True, most=0.5)
    monkeypatch.setattr("tests.studies.insight.trials", lambda: [always])
    assert main(["5", "1"]) == 1
    assert "1 out of bounds" in capsys.readouterr().out


def test_simulated_processes_have_the_moments_they_are_asked_for() -> None:
    """By the law of large numbers: mean 100, deviation 10, lag-one correlation 0.4, counts of mean 12."""
    from random import Random
    from statistics import correlation, fmean, stdev

    rng = Random(3)
    series = simulate.autocorrelated(rng, 20_000, 0.4)
    assert fmean(series) == pytest.approx(100, abs=0.5)
    assert stdev(series) == pytest.approx(10, abs=0.3)
    assert correlation(series[:-1], series[1:]) == pytest.approx(0.4, abs=0.03)
    assert fmean(simulate.counts(rng, 20_000, 12, 0.2)) == pytest.approx(12, abs=0.2)
    step = simulate.stepped(rng, 5_000, 5_000, 3)
    assert abs(fmean(step[5_000:]) - fmean(step[:5_000])) == pytest.approx(30, abs=1)
