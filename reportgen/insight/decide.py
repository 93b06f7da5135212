"""Config + Scorecard → Insights: a verdict per KPI and one proposed decision per objective, each with its evidence.

The rule is algorithms §2: the first of nine cases that fits. A person's decision stands before it, with the rule's
own beside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.config import schema
from reportgen.insight.content import judge_content
from reportgen.insight.effort import judge_effort
from reportgen.insight.evidence import verdict_on
from reportgen.insight.learning import lessons
from reportgen.insight.plausible import Plausibility, plausible
from reportgen.insight.precision import settled
from reportgen.insight.relations import relate
from reportgen.insight.scenario import scenario
from reportgen.insight.series import attainments, numbers
from reportgen.insight.signals import form_of_last, net_changes
from reportgen.model.insights import Choice, Decision, Insights, ObjectiveInsight, Verdict
from reportgen.model.scorecard import KpiScore, ObjectiveScore, Scorecard, Status
from reportgen.model.targets import CAP, TargetScore
from reportgen.periods import Cycle


@dataclass(frozen=True, slots=True)
class Group:
    """An objective's KPIs with a target, taken together in one cycle; None where it can't be formed. ``mean``: what
    each attains, from nothing to CAP; ``attainment`` the same, but of a KPI alone what it attains as it is."""

    attainment: Decimal | None
    status: Status | None
    mean: Decimal | None = None


def decide(config: schema.Config, scorecard: Scorecard) -> Insights:
    """A verdict on every KPI and a decision on every objective of the scorecard."""
    verdicts: dict[tuple[str, str], Verdict] = {}
    insights = []
    for settings, objective in zip(config.objectives, scorecard.objectives, strict=True):
        own = objective.own_cycle or scorecard.cycle
        for kpi in objective.kpis:
            verdicts[objective.id, kpi.id] = verdict_on(kpi, own, _season(settings, kpi))
        insights.append(_insight(config, settings, objective, scorecard.cycle))
    judged = Insights(
        tuple(verdicts.items()),
        tuple(insights),
        _worst_first(config, scorecard, insights),
        judge_effort(scorecard.effort) if scorecard.effort else None,
        lessons=lessons(config, scorecard),
        relations=relate(scorecard.relations),
        content=judge_content(scorecard.content) if scorecard.content else None,
        scenario=scenario(scorecard.acquired) if scorecard.acquired else None,
    )
    return settled(judged)


def _insight(
    config: schema.Config, settings: schema.Objective, objective: ObjectiveScore, cycle: Cycle
) -> ObjectiveInsight:
    """Of an objective whose own cycle still runs also what was decided when the last one closed."""
    own, main = objective.own_cycle or cycle, objective.main
    season = _season(settings, main)
    judge = _Judge(config.thresholds, settings, objective, verdict_on(main, own, season), own, season)
    closed = _insight(config, settings, objective.closed, cycle) if objective.closed else None
    return replace(judge.insight(), closed=closed)


def _season(settings: schema.Objective, kpi: KpiScore) -> bool | None:
    """The config's word on whether the KPI has a season; None where it has none."""
    return next((row.season for row in settings.kpis if row.kpi == kpi.id), None)


def _worst_first(config: schema.Config, scorecard: Scorecard, insights: list[ObjectiveInsight]) -> tuple[str, ...]:
    """Objective ids: larger shortfall of the main KPI, then weight, then order in the config."""
    rows = []
    for order, (settings, objective, insight) in enumerate(
        zip(config.objectives, scorecard.objectives, insights, strict=True)
    ):
        target = objective.main.target if objective.own_cycle is None or not objective.own_cycle.running else None
        reached = target.attainment if target and target.attainment is not None else insight.attainment
        shortfall = Decimal(1) - reached if reached is not None else Decimal("-Infinity")
        rows.append((-shortfall, -settings.weight, order, objective.id))
    return tuple(row[-1] for row in sorted(rows))


@dataclass(frozen=True, slots=True)
class _Judge:
    thresholds: schema.Thresholds
    settings: schema.Objective
    objective: ObjectiveScore
    verdict: Verdict
    cycle: Cycle  # the objective's
    season: bool | None  # the config's word on that of the main KPI

    @property
    def per_year(self) -> int:
        return round(self.cycle.spec.per_year)

    def insight(self) -> ObjectiveInsight:
        group = Group(None, None) if self.cycle.running else self.group(0)
        decision = self._person(self._rule(group))
        status = group.status if self._due() else None
        return ObjectiveInsight(
            self.objective.id, group.attainment, status, decision, self.objective.own_cycle, capped_mean=group.mean
        )

    def _person(self, decision: Decision) -> Decision:
        own = self.settings.decision
        if own is None:
            return decision
        return replace(decision, person=own.by, person_choice=own.choice, person_why=own.why)

    def group(self, back: int) -> Group:
        """The group ``back`` cycles ago, by the targets in force. Not formed where most of the weight has no figure."""
        total, known, weighted = Decimal(0), Decimal(0), Decimal(0)
        main_missed, found = False, []
        for kpi in self._targeted():
            total += kpi.weight
            reached = _attained(kpi, back)
            if reached is None:
                continue
            found.append(reached)
            known += kpi.weight
            weighted += kpi.weight * min(max(reached, Decimal(0)), CAP)
            main_missed |= kpi.main and reached < self.thresholds.close
        if not total or known * 2 < total:
            return Group(None, None)
        mean = weighted / known
        attainment = found[0] if len(found) == 1 else mean
        return Group(attainment, self._status(attainment, main_missed), mean)

    def _due(self) -> bool:
        """Whether any of the targets is due by now; else each is on its way to a later date."""
        targets = [kpi.target for kpi in self._targeted() if kpi.target is not None]
        return any(target.status is not None or target.pace is None for target in targets)

    def _status(self, attainment: Decimal, main_missed: bool) -> Status:
        if main_missed or attainment < self.thresholds.close:
            return "missed"
        return "met" if attainment >= self.thresholds.met else "close"

    def _targeted(self) -> list[KpiScore]:
        return [kpi for kpi in self.objective.kpis if kpi.target is not None and not kpi.context]

    def _streak(self) -> int:
        """Cycles in a row, this one included, in which the group missed."""
        back = 0
        while back < len(self.objective.main.history) and self.group(back).status == "missed":
            back += 1
        return back

    def _same_targets(self, cycles: int) -> bool:
        """Whether no KPI was reported with another target in so many cycles, this one included."""
        return all(
            target is None or (kpi.target is not None and target == kpi.target.value)
            for kpi in self._targeted()
            for target in kpi.targets[-cycles:]
        )

    def _rule(self, group: Group) -> Decision:
        reason = self._silent(group)
        if reason:
            return Decision("no_proposal", 1, reason)
        good, bad = self.verdict.kind == "signal_good", self.verdict.kind == "signal_bad"
        streak = self._streak()
        if group.status == "met":
            return Decision("continue", 2, self._met_reason(bad))
        if self._age() < self.settings.decide_after:
            return Decision("no_proposal", 3, "too_early", streak=streak)
        chance = self._plausible()
        return replace(self._short_of_target(group, chance, good, bad, streak), streak=streak)

    def _silent(self, group: Group) -> str:
        """Why the rule says nothing (case 1), or "" ."""
        main = self.objective.main
        if not self._targeted():
            return "no_target"
        if self.cycle.running:
            return "running"
        if main.settles is not None:
            return "not_settled"
        if main.breaks and main.current.cycle.start <= main.breaks[-1].day:
            return "series_break"
        if main.current.small_base is not None:
            return "small_base"
        if main.current.state != "ok" or group.status is None:
            return "not_ok"
        return ""

    def _met_reason(self, bad: bool) -> str:
        if not self._due():
            return "ahead_attention" if bad else "ahead"
        if bad:
            return "met_attention"
        if all(self.group(back).mean == CAP for back in range(3)):
            return "raise_target"
        return "met"

    def _age(self) -> int:
        """Cycles with a figure since the objective's start, this one included: one without tells nothing."""
        known = [value.cycle for value in self.objective.main.history if value.value is not None]
        start = self.settings.start
        return sum(1 for cycle in known if start is None or cycle.start >= start)

    def _short_of_target(
        self, group: Group, chance: Plausibility | None, good: bool, bad: bool, streak: int
    ) -> Decision:
        answer = chance.answer if chance else None
        required, limit = (chance.required, chance.limit) if chance else (None, None)
        if good and answer is not False:
            return Decision("continue", 4, "progress", required, limit)
        if answer is False:
            return Decision("re_evaluate", 5, "implausible", required, limit)
        if streak >= 3 and self._same_targets(3):
            reached = self._reached_in_the_last_year()
            choice: Choice = "change" if reached else "re_evaluate"
            return Decision(choice, 6, "missed_but_reached_before" if reached else "missed_three", required, limit)
        if answer and not bad and (group.status == "close" or streak == 1):
            return Decision("continue", 7, "watch", required, limit)
        return Decision("change", 8, "short", required, limit)

    def _reached_in_the_last_year(self) -> bool:
        recent = attainments(self.objective.main)[-self.per_year :]
        return any(value is not None and value >= self.thresholds.met for value in recent)

    def _plausible(self) -> Plausibility | None:
        main = self.objective.main
        if main.target is None or main.target.attainment is None or main.better == "neutral":
            return None
        changes = main.level or main.target.mode == "reach_by"
        values = net_changes(numbers(main)) if changes else numbers(main)
        required, k = self._required(main, main.target)
        form = form_of_last(values, self.per_year, self.season)
        return plausible(values, form, required=required, k=k, per_year=self.per_year, better=main.better)

    def _required(self, kpi: KpiScore, target: TargetScore) -> tuple[float, int]:
        """What each remaining cycle needs, and how many remain (1 without a date)."""
        on_its_way = kpi.level and target.pace is not None and not self.cycle.running  # to a date after this cycle
        if target.mode == "per_cycle" and not on_its_way:
            level = numbers(kpi)[-1] or 0.0 if kpi.level else 0.0
            return float(target.value) - level, 1
        k, cycle = 0, self.cycle.next()
        while target.by is not None and cycle.start <= target.by:
            k, cycle = k + 1, cycle.next()
        return float(target.value - (target.reached or 0)) / max(k, 1), max(k, 1)


def _attained(kpi: KpiScore, back: int) -> Decimal | None:
    """The KPI's attainment ``back`` cycles ago; None where its figure was not whole then, or of another series."""
    index = len(kpi.history) - 1 - back
    return attainments(kpi)[index] if index >= 0 else None
