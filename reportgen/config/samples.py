"""Checks of what ``columns`` say of the answers behind scores. Case → Problems."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.case import Case
from reportgen.config.schema import Cell, Source
from reportgen.config.wanted import listed
from reportgen.errors import Problem
from reportgen.strict_yaml import Path
from reportgen.vocabulary.roles import COUNTS, NPS

WHOLES = (1, 100)  # what a share may be told out of


def samples(case: Case) -> Iterator[Problem]:
    for index, source in enumerate(case.config.sources):
        path: Path = ("sources", index, "columns")
        scores = [name for name in source.columns if _is_score(case, name)]
        yield from _counts(case, path, source)
        yield from _spreads(case, path, source, scores)
        counted = "promoters" in source.columns
        if "sample" in source.columns and not scores and not counted:
            what, cure = "no column gives the score of these answers", "Add a score and its column, such as csat."
            yield case.problem((*path, "sample"), "no_score_column", what, cure)


def _is_score(case: Case, name: str) -> bool:
    measure = case.catalogue.measures.get(name)
    return measure is not None and measure.kind == "score"


def _counts(case: Case, path: Path, source: Source) -> Iterator[Problem]:
    """Promoters and detractors come together, with the passives or the number of all answers."""
    given: list[str] = [name for name in COUNTS if name in source.columns]
    if not given:
        return
    lacking = [name for name in ("promoters", "detractors") if name not in given]
    if "passives" not in given and "sample" not in source.columns:
        lacking.append("passives")
    if lacking:
        what = f"the NPS can't be made of {listed(given, 'and')} alone"
        cure = f"Add {listed(lacking, 'and')}."
        yield case.problem((*path, given[0]), "lacking_counts", what, cure)


def _spreads(case: Case, path: Path, source: Source, scores: list[str]) -> Iterator[Problem]:
    """The spread is of one score, told once, and of a number of answers."""
    given = [name for name in ("spread", "share_of") if name in source.columns]
    if not given:
        return
    at: Path = (*path, given[0])
    if "sample" not in source.columns:
        what = "without the number of answers their spread says nothing"
        yield case.problem(at, "no_sample_column", what, "Add sample and its column: how many answered.")
    own = [name for name in scores if name != NPS or "promoters" not in source.columns]
    if len(own) > 1:
        what, cure = f"it can't be that of {listed(own, 'and')} alike", "Make a source of each score."
        yield case.problem(at, "spread_of_several", what, cure)
    if len(given) > 1:
        what = "the spread is given twice: a share's follows from the share itself"
        yield case.problem((*path, "share_of"), "spread_twice", what, "Keep one of the two.")
    whole = source.columns.get("share_of")
    if whole is not None and (not isinstance(whole, Cell) or whole.value not in WHOLES):
        what = "this says what the score is a share of"
        yield case.problem((*path, "share_of"), "wrong_whole", what, "Write {value: 1} or, of percent, {value: 100}.")
