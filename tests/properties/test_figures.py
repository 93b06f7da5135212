"""Laws of figures, from written files to the Scorecard: adding up, ratios, money, comparisons, gaps, cycles moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.scorecard import Delta
from reportgen.periods import Cycle, CycleSpec, cycle_of
from tests.properties.world import (
    AMOUNTS,
    FLOWS,
    FREE_OF_MONEY,
    MONEY,
    MONTH,
    RATIOS,
    TEN_DAYS,
    WEEK,
    Row,
    Rows,
    Scores,
    World,
    law,
    worlds,
)

NEAR = Decimal("1e-20")  # Decimal divides to 28 digits
INSTAGRAM = {"delivery": "all", "reactions": "9", "comments": "4", "link_clicks": "5", "followers": "70"}


def same(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= NEAR * max(abs(one), abs(other))


def dated(row: Row, days: int) -> Row:
    return row | {"day": (date.fromisoformat(row["day"]) + timedelta(days)).isoformat()}


def inside(row: Row, cycle: Cycle) -> bool:
    return "day" in row and cycle.start <= date.fromisoformat(row["day"]) < cycle.stop


@law(5)
@given(worlds())
def test_a_flow_is_the_sum_of_its_channels(world: World) -> None:
    scores = world.score()
    for kpi in FLOWS:
        known = [row.value for row in scores[kpi].channels if row.value is not None]
        assert known, kpi
        assert scores.value(kpi) == sum(known), kpi


@law(5)
@given(worlds())
def test_a_ratio_of_sums_lies_between_those_of_its_channels(world: World) -> None:
    scores = world.score()
    for kpi in RATIOS:
        known = [row.value for row in scores[kpi].channels if row.value is not None]
        value = scores.value(kpi)
        assert value is not None, kpi
        assert not known or min(known) * (1 - NEAR) <= value <= max(known) * (1 + NEAR), kpi


@law(4)
@given(worlds(TEN_DAYS))
def test_a_cycle_is_the_sum_of_its_halves_and_its_ratios_lie_between_theirs(world: World) -> None:
    half = CycleSpec("days", 5, TEN_DAYS.anchor)
    first = replace(world, cycle=cycle_of(half, world.cycle.start)).score()
    second = replace(world, cycle=cycle_of(half, world.cycle.start + timedelta(days=5))).score()
    whole = world.score()
    for kpi in (*FLOWS, "revenue", "total_cost"):
        parts = first.value(kpi), second.value(kpi)
        if None not in parts:
            assert whole.value(kpi) == sum(part for part in parts if part is not None), kpi
    for kpi in RATIOS:
        low, high = sorted(part for part in (first.value(kpi), second.value(kpi)) if part is not None)
        assert low * (1 - NEAR) <= (whole.value(kpi) or 0) <= high * (1 + NEAR), kpi


@law(5)
@given(worlds(), st.sampled_from((Decimal("0.5"), Decimal("1.25"), Decimal("3"), Decimal("160"))))
def test_scaling_all_money_scales_amounts_and_leaves_everything_else(world: World, rate: Decimal) -> None:
    def worth(_: str, rows: Rows) -> Rows:
        """With six decimals: a file with three everywhere might mean thousands, and is refused."""
        return tuple(
            {k: f"{Decimal(v) * rate:.6f}" if k in AMOUNTS and v else v for k, v in row.items()} for row in rows
        )

    before = world.score()
    after = replace(world.with_rows(worth), fee=world.fee * rate).score()
    for kpi in MONEY:
        value = before.value(kpi)
        assert same(after.value(kpi), value * rate if value is not None else None), kpi
    for kpi in FREE_OF_MONEY:
        assert same(after.value(kpi), before.value(kpi)), kpi
        assert after[kpi].current.coverage == before[kpi].current.coverage, kpi


@law(4)
@given(worlds())
def test_ads_paid_in_another_currency_give_the_figures_of_their_worth(world: World) -> None:
    """A dollar is worth half a euro in the odd months, a quarter in the even ones."""

    def dollars(table: str, rows: Rows) -> Rows:
        return tuple(_in_dollars(row) if table == "social" and row["ad_spend"] else row for row in rows)

    months = sorted({row["day"][:7] for row in world.tables["social"]})
    rates = tuple({"from": "USD", "date": month, "rate": 1 / _dollars_of(month)} for month in months)
    assert replace(world.with_rows(dollars), rates=rates).score().figures() == world.score().figures()


def _dollars_of(month: str) -> Decimal:
    return Decimal(2 if int(month[5:]) % 2 else 4)


def _in_dollars(row: Row) -> Row:
    amount = Decimal(row["ad_spend"]) * _dollars_of(row["day"][:7])
    return row | {"currency": "USD", "ad_spend": f"{amount:f}"}


def sign(value: Decimal | None) -> int:
    return (value > 0) - (value < 0) if value is not None else 0


def has_the_sign_of_the_change(now: Decimal, then: Decimal, delta: Delta) -> bool:
    changes = [part for part in (delta.absolute, delta.relative) if part is not None]
    return all(sign(part) == sign(now - then) for part in changes)


@law(8)
@given(worlds(WEEK, TEN_DAYS, MONTH))
def test_a_change_has_the_sign_of_the_difference_and_swaps_with_its_sides(world: World) -> None:
    there = world.score()
    for score in there.card.objectives[0].kpis:
        then = score.previous.value
        if score.current.value is not None and then is not None and then.value is not None:
            assert has_the_sign_of_the_change(score.current.value, then.value, score.previous.delta), score.id
    cycle, before = world.cycle, world.cycle.previous()
    if cycle.days == before.days:
        _compare_swapped(there, _swapped(world).score())


def _swapped(world: World) -> World:
    """The rows of the cycle on the days of the one before, and theirs on its own."""
    cycle, before = world.cycle, world.cycle.previous()
    months = [cycle.start.strftime("%Y-%m"), before.start.strftime("%Y-%m")]

    def swap(table: str, rows: Rows) -> Rows:
        if table == "people":
            turned = dict(zip(months, reversed(months), strict=True)) if cycle.spec == MONTH else {}
            return tuple(row | {"month": turned.get(row["month"], row["month"])} for row in rows)
        return tuple(dated(row, -cycle.days if inside(row, cycle) else cycle.days) for row in rows)

    return world.with_rows(swap)


def _compare_swapped(there: Scores, back: Scores) -> None:
    for kpi in (*FLOWS, *RATIOS, *MONEY, "reach", "audience"):
        one, other = there[kpi].previous, back[kpi].previous
        then = one.value.value if one.value is not None else None
        assert same(back.value(kpi), then), kpi
        kinds = {one.delta.kind, other.delta.kind}
        if "withheld" in kinds or "none" in kinds:
            assert len(kinds) == 1, kpi
        else:
            assert one.delta.absolute == -(other.delta.absolute or 0), kpi
        if kinds == {"relative"}:
            assert same((1 + (one.delta.relative or 0)) * (1 + (other.delta.relative or 0)), Decimal(1)), kpi


@law(4)
@given(worlds())
def test_a_network_without_data_up_to_the_cycles_end_changes_nothing(world: World) -> None:
    later = tuple(
        {"day": (world.cycle.end + timedelta(days=n)).isoformat(), "channel": "tiktok", "impressions": "8"} | INSTAGRAM
        for n in range(3)
    )
    added = replace(world, tables=world.tables | {"more": later}).score()
    assert added.figures() == world.score().figures()


@law(4)
@given(worlds(WEEK, TEN_DAYS), st.integers(1, 30))
def test_what_moves_by_whole_cycles_has_the_same_figures(world: World, cycles: int) -> None:
    days = cycles * world.cycle.spec.days if world.cycle.spec.kind == "days" else cycles * 7
    without = replace(world, tables={name: rows for name, rows in world.tables.items() if name != "people"})
    without = replace(without, kpis=tuple(kpi for kpi in world.kpis if kpi != "reach"))
    moved = replace(
        without.with_rows(lambda _, rows: tuple(dated(row, days) for row in rows)),
        cycle=cycle_of(world.cycle.spec, world.cycle.start + timedelta(days)),
    )
    assert moved.score().figures() == without.score().figures()


@law(4)
@given(worlds(), st.sets(st.integers(0, 30), min_size=1, max_size=5), st.sampled_from(("organic", "paid", "all")))
def test_missing_days_lower_the_coverage_and_leave_the_sum_of_the_others(
    world: World, gone: set[int], delivery: str
) -> None:
    lost = {(world.cycle.start + timedelta(days=n)).isoformat() for n in gone}

    def kept(table: str, rows: Rows) -> Rows:
        return tuple(row for row in rows if table != "social" or row["day"] not in lost or row["delivery"] != delivery)

    before, after = world.score(), world.with_rows(kept).score()
    for kpi in ("impressions", "link_clicks", "interactions", "ctr", "engagement_rate"):
        assert after[kpi].current.coverage.present <= before[kpi].current.coverage.present, kpi
        assert after[kpi].current.coverage.expected == before[kpi].current.coverage.expected, kpi
        assert after.value(kpi) != 0, kpi
    facebook, other = _clicks(kept("social", world.tables["social"]), world.cycle)
    assert after.value("link_clicks") == sum(facebook.values()) + other


def _clicks(rows: Rows, cycle: Cycle) -> tuple[dict[str, int], int]:
    """By hand: of Facebook's posts and ads the days that both are known, of the others every day."""
    own = [row for row in rows if inside(row, cycle)]
    days: dict[str, list[int]] = {}
    for row in own:
        if row["channel"] == "facebook":
            days.setdefault(row["day"], []).append(int(row["link_clicks"]))
    both = {day: sum(clicks) for day, clicks in days.items() if len(clicks) == 2}
    return both, sum(int(row["link_clicks"]) for row in own if row["channel"] != "facebook")


@law(4)
@given(worlds())
def test_a_cycle_without_a_row_of_a_dense_source_has_no_figure_and_never_a_zero(world: World) -> None:
    def kept(table: str, rows: Rows) -> Rows:
        return tuple(row for row in rows if table == "shop" or not inside(row, world.cycle))

    scores = world.with_rows(kept).score()
    for kpi in ("impressions", "interactions", "link_clicks", "ad_spend", *RATIOS, "audience"):
        assert (scores.value(kpi), scores[kpi].current.state) == (None, "missing"), kpi
    assert scores.value("leads") is not None


@law(5)
@given(worlds())
def test_people_are_those_counted_for_exactly_the_cycle_and_never_a_sum_of_other_windows(world: World) -> None:
    score = world.score()["reach"]
    month = world.cycle.start.strftime("%Y-%m")
    counted = [int(row["reach"]) for row in world.tables["people"] if row["month"] == month]
    right = sum(counted) if world.cycle.spec == MONTH else None
    assert score.current.value == right
    assert score.current.cause == ("gross_unique" if right else "crosses_cycle")


@law(5)
@given(worlds())
def test_a_level_is_the_last_of_the_cycle_and_its_change_is_from_the_last_before(world: World) -> None:
    scores = world.score()
    readings: dict[str, list[tuple[str, int]]] = {}
    for row in world.tables["social"]:
        if row["followers"]:
            readings.setdefault(row["channel"], []).append((row["day"], int(row["followers"])))
    start = world.cycle.start.isoformat()
    last = {channel: max(rows)[1] for channel, rows in readings.items()}
    opening = {channel: max((r for r in rows if r[0] < start), default=None) for channel, rows in readings.items()}
    assert scores.value("audience") == sum(last.values())
    change = sum(last[channel] - given[1] for channel, given in opening.items() if given is not None)
    assert scores.value("net_new_followers") == change
    history = [value.value for value in scores["audience"].history]
    assert all(one is not None and two is not None for one, two in pairwise(history))
