"""The decision rule, case by case (example B of the algorithms and by hand)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reportgen.insight.decide import decide
from reportgen.insight.signals import limits
from reportgen.model.insights import ObjectiveInsight
from reportgen.model.scorecard import KpiScore
from reportgen.model.targets import Pace, TargetScore
from tests.insight.build import LEADS, config, kpi, per_cycle, scorecard


def decided(*kpis: KpiScore, **objective: object) -> ObjectiveInsight:
    return decide(config(*kpis, **objective), scorecard(*kpis)).objectives[0]


def leads(target: float, now: float = 121) -> KpiScore:
    return kpi([*LEADS, now], per_cycle(target, now))


def cumulative(total: int, done: int) -> KpiScore:
    reached = Decimal(done)
    target = TargetScore(
        Decimal(total), reached / total, None, by=date(2027, 1, 31), mode="cumulative", reached=reached
    )  # fmt: skip
    return kpi([*LEADS, 121], target)


def test_the_worked_example_gives_what_the_process_may_yet_do() -> None:
    found = limits([*map(float, LEADS), 121.0])
    assert found is not None
    assert (found.n, round(found.centre, 2), round(found.s, 2)) == (13, 121.62, 5.54)
    assert round(2 * found.s * (1 + 1 / 13) ** 0.5, 2) == 11.50
    assert [round(decided(leads(target)).attainment or 0, 3) for target in (140, 128)] == [
        Decimal("0.864"), Decimal("0.945"),
    ]  # fmt: skip


def test_a_target_beyond_what_the_process_gives_is_to_be_re_evaluated() -> None:
    found = decided(leads(140)).decision
    assert (found.choice, found.rule, found.reason) == ("re_evaluate", 5, "implausible")
    assert found.required == 140
    assert round(found.limit or 0, 2) == 133.12


def test_a_plausible_target_that_is_close_is_continued_and_watched() -> None:
    found = decided(leads(128))
    assert found.status == "close"
    assert (found.decision.choice, found.decision.rule) == ("continue", 7)


@pytest.mark.parametrize(("done", "required", "limit", "rule"), [(1010, 196.7, 128.7, 5), (1230, 123.3, 128.7, 7)])
def test_a_cumulative_target_is_held_against_what_each_remaining_cycle_needs(
    done: int, required: float, limit: float, rule: int
) -> None:
    """The three cycles left are November, December and January."""
    found = decided(cumulative(1600, done)).decision
    assert (round(found.required or 0, 1), round(found.limit or 0, 1)) == (required, limit)
    assert found.rule == rule


@pytest.mark.parametrize(("name", "low"), [("roi_sales", False), ("leads", True)])
def test_the_limits_of_a_return_may_lie_below_zero_those_of_a_count_do_not(name: str, low: bool) -> None:
    one = kpi([8, 16, 8, 16, 8, 16, 8, 16, 12], name=name)
    found = dict(decide(config(one), scorecard(one)).verdicts)["leads", name]
    assert found.low is not None
    assert (found.low == 0) == low


def test_a_cost_that_missed_its_ceiling_twice_asks_for_a_change() -> None:
    costs = [18.2, 17.5, 18.8, 17.0, 18.5, 17.9, 18.3, 17.2, 18.6, 17.8, 17.4, 20.5, 21.0]
    found = decided(kpi(costs, per_cycle(18, 21, "lower"), better="lower"))
    assert round(found.attainment or 0, 3) == Decimal("0.857")
    assert found.decision.rule in (5, 8)
    wide = [18, 23, 16, 21, 17.5, 22, 16.5, 19, 17, 22.5, 17.8, 21.5, 21.0]
    found = decided(kpi(wide, per_cycle(18, 21, "lower"), better="lower"))
    assert (found.decision.choice, found.decision.rule) == ("change", 8)


def test_the_group_is_missed_when_its_main_kpi_is_although_the_rest_lifts_it() -> None:
    """Weights 2, 1, 1 and a = 0.80, 1.50 (capped at 1.20), 1.10: A = 0.975."""
    kpis = (
        kpi([*LEADS, 121], per_cycle(151.25, 121), weight=2),
        kpi([10.0] * 12 + [15], per_cycle(10, 15), name="orders", main=False),
        kpi([10.0] * 12 + [11], per_cycle(10, 11), name="revenue", main=False),
    )
    found = decided(*kpis)
    assert found.attainment == Decimal("0.975")
    assert found.status == "missed"
    near = decided(kpi([*LEADS, 121], per_cycle(130, 121), weight=2), *kpis[1:])
    assert (near.attainment, near.status) == ((2 * Decimal(121) / 130 + Decimal("1.2") + Decimal("1.1")) / 4, "met")


def test_a_kpi_alone_attains_what_it_attains_and_is_capped_in_the_mean_alone() -> None:
    alone = decided(kpi([*LEADS, 541], per_cycle(100, 541)))
    assert (alone.attainment, alone.capped_mean, alone.status) == (Decimal("5.41"), Decimal("1.2"), "met")
    second = kpi([10.0] * 12 + [8], per_cycle(10, 8), name="orders", main=False)
    two = decided(kpi([*LEADS, 541], per_cycle(100, 541)), second)
    assert two.attainment == two.capped_mean == (Decimal("1.2") + Decimal("0.8")) / 2


def test_what_is_ahead_of_its_date_goes_on_without_being_met() -> None:
    """All that was due by now has come: no status, since nothing is met before its date."""
    way = Pace(Decimal(1050), 304, 365, Decimal(1000), Decimal("0.8"), Decimal("1.05"), "ahead")
    target = replace(cumulative(1200, 1050).target, attainment=Decimal("1.05"), pace=way)
    ahead = replace(cumulative(1200, 1050), target=target, attainments=(*[None] * 12, Decimal("1.05")))
    found = decided(ahead)
    assert (found.attainment, found.status) == (Decimal("1.05"), None)
    assert (found.decision.choice, found.decision.reason) == ("continue", "ahead")


def test_met_continues_and_a_bad_signal_is_said() -> None:
    assert decided(leads(120)).decision.reason == "met"
    assert decided(leads(90, now=100)).decision.reason == "met_attention"


def test_three_cycles_far_above_ask_for_a_higher_target() -> None:
    assert decided(leads(80)).decision.reason == "raise_target"


def test_without_a_target_there_is_no_proposal() -> None:
    found = decided(kpi([*LEADS, 121]))
    assert (found.decision.choice, found.decision.reason) == ("no_proposal", "no_target")
    assert found.status is None


@pytest.mark.parametrize(("known", "rule"), [(1, 3), (2, 3), (3, 6)])
def test_cycles_without_a_figure_try_no_patience(known: int, rule: int) -> None:
    found = decided(kpi([None] * (6 - known) + [80] * known, per_cycle(140, 80)), start=date(2026, 1, 1)).decision
    assert (found.rule, found.reason == "too_early") == (rule, rule == 3)


def test_patience_comes_before_judgement() -> None:
    found = decided(leads(140), start=date(2026, 9, 1)).decision
    assert (found.choice, found.rule, found.reason) == ("no_proposal", 3, "too_early")


def test_missed_three_times_is_a_change_where_the_target_was_reached_within_a_year() -> None:
    reached = [100, 140, 97, 125, 90, 135, 88, 120, 92, 141, 105, 108, 104]
    found = decided(kpi(reached, per_cycle(138, 104))).decision
    assert (found.choice, found.rule, found.streak) == ("change", 6, 3)


def test_three_misses_of_which_one_was_of_another_target_are_no_case_of_their_own() -> None:
    missed = kpi([100, 140, 97, 125, 90, 135, 88, 120, 92, 141, 105, 108, 104], per_cycle(138, 104))
    same, other = Decimal(138), Decimal(130)
    found = [
        decided(replace(missed, targets=(*[None] * 10, then, None, None))).decision for then in (None, same, other)
    ]
    assert [(decision.rule, decision.streak) for decision in found] == [(6, 3), (6, 3), (8, 3)]


def test_a_gap_before_stops_the_streak() -> None:
    values: list[float | None] = [100, 140, 97, 125, 90, 135, 88, 120, 92, 141, 105, None, 104]
    assert decided(kpi(values, per_cycle(138, 104))).decision.streak == 1


def test_a_figure_that_is_not_whole_gives_no_proposal() -> None:
    main = leads(140)
    partial = replace(main, current=replace(main.current, state="partial"))
    partial = replace(partial, history=(*main.history[:-1], partial.current))
    found = decided(partial).decision
    assert (found.choice, found.reason) == ("no_proposal", "not_ok")


def test_a_small_base_gives_no_proposal() -> None:
    main = leads(140)
    small = replace(main, current=replace(main.current, small_base=(7, 10)))
    assert decided(small).decision.reason == "small_base"


def test_a_persons_decision_stands_before_the_rule_and_the_rule_beside_it() -> None:
    own = {"choice": "continue", "by": "A. Benali", "on": date(2026, 11, 3), "why": "budget voted"}
    found = decided(leads(140), decision=own).decision
    assert (found.person_choice, found.person, found.choice) == ("continue", "A. Benali", "re_evaluate")


def test_the_worst_news_comes_first() -> None:
    good, bad = leads(120), leads(140)
    card = scorecard(good)
    first = card.objectives[0]
    two = replace(card, objectives=(first, replace(first, id="sales", kpis=(bad,))))
    settings = config(good)
    second = settings.objectives[0].model_copy(update={"id": "sales"})
    both = settings.model_copy(update={"objectives": (settings.objectives[0], second)})
    assert decide(both, two).worst_first == ("sales", "leads")


def test_a_level_due_later_is_held_against_what_each_cycle_left_needs() -> None:
    """10,581 now, 10,860 by the end of December: 139.5 more in each of November and December."""
    levels = [9000.0]
    for gained in (*LEADS, 121.0):
        levels.append(levels[-1] + gained)
    pace = Pace(Decimal(10581), 300, 365, Decimal(10500), Decimal("0.8"), Decimal("0.95"), "on_pace")
    target = TargetScore(
        Decimal(10860), Decimal("0.85"), None, date(2026, 12, 31), "per_cycle", Decimal(9000), pace, Decimal(levels[-1])
    )
    found = decided(replace(kpi(levels, target), level=True)).decision
    assert found.required == (10860 - levels[-1]) / 2


def test_a_cumulative_ceiling_is_held_against_what_may_still_come() -> None:
    """900 in all by the end of January, 600 come: 100 a cycle for three cycles, while 121 are usual."""
    aim = TargetScore(
        Decimal(900), Decimal(1), None, date(2027, 1, 31), "cumulative", reached=Decimal(600)
    )  # fmt: skip
    score = replace(kpi([*LEADS, 121], aim, better="lower"), attainments=(*[Decimal("0.8")] * 12, Decimal("0.8")))
    found = decided(score).decision
    assert (found.required, round(found.limit or 0, 1), found.rule) == (100, 114.5, 5)


def test_a_rate_to_be_reached_by_a_date_is_held_against_its_changes_not_its_size() -> None:
    """From 4.0 to 5.5 in three cycles: half a point each, where cycles change by about a tenth."""
    rates = [4.0, 4.1, 3.9, 4.0, 4.1, 4.0, 3.9, 4.1, 4.0, 4.1, 3.9, 4.0, 4.0]
    aim = TargetScore(
        Decimal("5.5"), Decimal("0.7"), None, date(2027, 1, 31), "reach_by", reached=Decimal("4.0")
    )  # fmt: skip
    found = decided(kpi(rates, aim)).decision
    assert found.required == 0.5
    assert 0 < (found.limit or 0) < 0.5
    assert found.rule == 5


def test_six_values_with_this_one_tell_what_is_plausible_and_five_do_not() -> None:
    """Five values before are too few for a verdict; with this one they are six."""
    assert decided(kpi([118, 124, 115, 121, 130, 119], per_cycle(400, 119))).decision.rule == 5
    assert decided(kpi([124, 115, 121, 130, 119], per_cycle(400, 119))).decision.rule != 5
