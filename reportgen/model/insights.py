"""Insights: verdicts and decisions, each with its evidence. No sentences."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.model.content import ContentInsight
from reportgen.model.effort import EffortInsight
from reportgen.model.learning import NOTHING_TRIED, Lessons
from reportgen.model.relations import Relation, Scenario
from reportgen.model.scorecard import Status
from reportgen.periods import Cycle

VerdictKind = Literal[
    "signal_good", "signal_bad", "signal_neutral", "usual", "too_little_history", "too_few_events", "none"
]
Choice = Literal["continue", "change", "re_evaluate", "no_proposal"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A value judged against its own history (algorithms §1).

    ``low``…``high`` are this cycle's natural limits in the KPI's own unit (for levels too: limits of the level itself),
    None without six values. ``band`` gives for every cycle of the KPI's history the range that today's limits call
    usual, None where there is none; its last item is (``low``, ``high``). ``rule`` is P, T or R for a signal.
    ``labels``: provisional, season_not_corrected, year_on_year.
    """

    kind: VerdictKind
    rule: str = ""
    n: int = 0
    low: float | None = None
    high: float | None = None
    labels: tuple[str, ...] = ()
    band: tuple[tuple[float, float] | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The rule's outcome (algorithms §2) and, where a person decided, theirs.

    ``rule`` is the number of the rule that fitted, ``reason`` a stable id with words (``met``, ``met_attention``,
    ``ahead``, ``ahead_attention``, ``raise_target``, ``too_early``, ``progress``, ``implausible``, ``missed_three``,
    ``watch``, ``short``, ``no_target``, ``not_ok``, ``not_settled``, ``series_break``, ``small_base``, ``running``).
    ``required`` and ``limit`` are R and c ± h where rule 5 or 7 used them.
    """

    choice: Choice
    rule: int
    reason: str
    required: float | None = None
    limit: float | None = None
    streak: int = 0  # cycles in a row, this one included, in which the group missed
    person: str = ""  # who decided instead; "" = nobody
    person_choice: Choice | None = None
    person_why: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveInsight:
    """``attainment`` and ``status`` of the objective's group of KPIs; None without a target, and before the end of its
    cycle. ``attainment`` is what a KPI alone attains, else ``capped_mean``: the mean of what each attains, from nothing
    to 1.20 at most. No status while each of the targets is on its way to a later date. ``cycle``: the objective's own,
    longer one; None: the report's. ``closed``: while that runs, what was decided when the last one closed, by today's
    data.
    """

    id: str
    attainment: Decimal | None
    status: Status | None
    decision: Decision
    cycle: Cycle | None = None
    closed: ObjectiveInsight | None = None
    capped_mean: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Insights:
    """``verdicts`` are keyed by (objective id, KPI id); ``objectives`` stand in the config's order;
    ``worst_first`` lists objective ids by algorithms §2 (larger shortfall, weight, order)."""

    verdicts: tuple[tuple[tuple[str, str], Verdict], ...]
    objectives: tuple[ObjectiveInsight, ...]
    worst_first: tuple[str, ...]
    effort: EffortInsight | None = None
    lessons: Lessons = NOTHING_TRIED
    relations: tuple[Relation, ...] = ()
    content: ContentInsight | None = None
    scenario: Scenario | None = None

    def verdict(self, objective: str, kpi: str) -> Verdict:
        return dict(self.verdicts)[objective, kpi]

    def objective(self, name: str) -> ObjectiveInsight:
        return next(item for item in self.objectives if item.id == name)
