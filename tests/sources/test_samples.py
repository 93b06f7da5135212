"""The answers behind scores: from counts, from their spread, from a share; what is impossible is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.model.facts import Sample
from tests.sources.build import Folder, findings, select

NPS = {"day": "day", "promoters": "up", "passives": "mid", "detractors": "down"}
CSAT = {"day": "day", "csat": "score", "sample": "n"}


def survey(columns: dict[str, object]) -> dict[str, object]:
    return {"name": "survey", "path": "s.csv", "columns": columns}


def rounded(sample: Sample | None) -> tuple[Decimal, Decimal | None]:
    assert sample is not None
    return sample.size, None if sample.spread is None else round(sample.spread, 3)


def test_promoters_and_detractors_make_the_nps_by_hand(folder: Folder) -> None:
    """120, 60, 20 of 200: 100 × (0.6 − 0.1) = 50; s² = 0.7 − 0.25 = 0.45, s = 67.082 points."""
    facts = folder.write("s.csv", "day,up,mid,down\n2026-10-05,120,60,20\n").read(survey(NPS))
    (fact,) = facts.series
    assert (fact.key.measure, fact.value) == ("nps", 50)
    assert rounded(fact.sample) == (200, Decimal("67.082"))


def test_the_number_of_answers_may_stand_in_for_the_passives(folder: Folder) -> None:
    columns = {"day": "day", "promoters": "up", "detractors": "down", "sample": "n"}
    facts = folder.write("s.csv", "day,up,down,n\n2026-10-05,120,20,200\n").read(survey(columns))
    assert [(fact.value, rounded(fact.sample)) for fact in facts.series] == [(50, (200, Decimal("67.082")))]


def test_a_days_counts_without_an_answer_are_no_score(folder: Folder) -> None:
    facts = folder.write("s.csv", "day,up,mid,down\n2026-10-05,0,0,0\n2026-10-06,1,0,0\n").read(survey(NPS))
    assert [(str(fact.start), fact.value) for fact in facts.series] == [("2026-10-06", 100)]


def test_an_nps_beside_its_counts_is_taken_as_it_stands_and_checked(folder: Folder) -> None:
    text = "day,nps,up,mid,down\n2026-10-05,50,120,60,20\n2026-10-06,40,120,60,20\n"
    facts = folder.write("s.csv", text).read(survey({**NPS, "nps": "nps"}))
    assert [fact.value for fact in facts.series] == [50, 40]
    assert dict(findings(facts, "score_differs")[0].numbers) == {"rows": 1}


def test_a_spread_or_a_share_gives_the_standard_deviation(folder: Folder) -> None:
    """86 % of answers: s = 100 × √(0.86 × 0.14) = 34.699."""
    spread = survey({**CSAT, "spread": "s"})
    (fact,) = folder.write("s.csv", "day,score,n,s\n2026-10-05,4.3,212,0.9\n").read(spread).series
    assert (fact.value, fact.sample) == (Decimal("4.3"), Sample(Decimal(212), Decimal("0.9")))
    share = survey({**CSAT, "share_of": {"value": 100}})
    (fact,) = folder.write("s.csv", "day,score,n\n2026-10-05,86,212\n").read(share).series
    assert rounded(fact.sample) == (212, Decimal("34.699"))


def test_a_score_without_its_answers_is_kept_and_told(folder: Folder) -> None:
    facts = folder.write("s.csv", "day,score,n\n2026-10-05,4.3,\n2026-10-06,4.1,50\n").read(survey(CSAT))
    assert [fact.sample for fact in facts.series] == [None, Sample(Decimal(50))]
    assert dict(findings(facts, "scores_without_sample")[0].numbers) == {"rows": 1}


@pytest.mark.parametrize(
    ("columns", "row", "says"),
    [
        (NPS, "day,up,mid,down\n2026-10-05,-1,3,2\n", "row 2, column 'up': this is below zero."),
        (
            {"day": "day", "promoters": "up", "detractors": "down", "sample": "n"},
            "day,up,down,n\n2026-10-05,9,3,10\n",
            "row 2, column 'up': there are more promoters and detractors than answers.",
        ),
        (
            {**CSAT, "share_of": {"value": 1}},
            "day,score,n\n2026-10-05,86,10\n",
            "row 2, column 'share_of': the score is no share of 1.",
        ),
    ],
)
def test_impossible_answers_are_refused(folder: Folder, columns: dict[str, object], row: str, says: str) -> None:
    (line,) = folder.write("s.csv", row).problems(survey(columns))
    assert line == f"s.csv, {says} Correct the row, or export it anew."


def test_other_measures_of_the_table_have_no_sample(folder: Folder) -> None:
    facts = folder.write("s.csv", "day,score,n,in\n2026-10-05,4.3,50,7\n").read(survey({**CSAT, "inquiries": "in"}))
    assert [fact.sample for fact in select(facts, "inquiries")] == [None]
