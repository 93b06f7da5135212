"""Posts: which differ from their channel's usual by more than chance, and which formats, topics and times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations
from math import log
from pathlib import Path
from random import Random
from statistics import fmean, variance

import pytest

from reportgen.insight import content_groups
from reportgen.insight.content import fit, judge_content, rank, scored
from reportgen.insight.content_groups import Judged, group_verdicts
from reportgen.kpis.content import content
from reportgen.model.content import Content, ContentInsight, PostFigure, PostList
from reportgen.periods import CycleSpec, cycle_of
from reportgen.sources.read import read_sources
from tests.sources.build import make_config
from tests.studies import simulate

EXAMPLE_D = ((48, 1200), (30, 1000), (90, 1500), (14, 220), (20, 900), (35, 1100), (9, 60), (44, 1300))


def post(number: int, y: int, n: int, shape: str = "", hour: int | None = None, **more: object) -> PostFigure:
    day = date(2026, 10, 1) + timedelta(days=number % 31)
    given = {"topics": (), "text": "", "link": "", "current": True, **more}
    return PostFigure(f"p{number}", day, hour, shape, results=Decimal(y), base=Decimal(n), **given)  # type: ignore[arg-type]


def listed(posts: list[PostFigure], channel: str = "linkedin") -> PostList:
    return PostList(channel, False, ("reactions",), "impressions", date(2026, 9, 24), 7, tuple(posts))


def example_d() -> PostList:
    return listed([post(number, y, n) for number, (y, n) in enumerate(EXAMPLE_D)])


def judged(*lists: list[PostFigure]) -> ContentInsight:
    given = tuple(listed(posts, f"c{number}") for number, posts in enumerate(lists))
    return judge_content(Content(date(2025, 11, 1), date(2026, 11, 1), given))


def published(
    rng: Random, count: int, rate: float = 0.04, spread: float = 0.0, better: float = 1.0
) -> list[PostFigure]:
    made = simulate.posts(rng, count, rate, spread=spread, better=better)
    return [post(number, *rest) for number, rest in enumerate(made)]


def test_example_d_floor_fit_and_scores() -> None:
    found = rank(example_d())
    assert (found.floor, found.ranked, found.below) == (210, 7, 1)  # 9 of 60, raw 15 %, is not ranked
    assert found.fit is not None
    assert found.fit.prior is not None
    assert round(found.fit.mean, 4) == 0.0389
    assert round(found.fit.spread, 4) == 0.2036
    assert round(found.fit.n0, 1) == 1008.3
    assert round(found.fit.prior, 1) == 238.3


def test_example_d_best_and_worst_are_those_whose_bounds_exclude_the_usual_rate() -> None:
    found = rank(example_d())
    ((best,), (worst,)) = found.best, found.worst
    assert (best.post.results, round(best.score, 3), round(100 * best.index)) == (90, 0.057, 147)
    assert round(best.low, 3) == 0.048
    second = scored(example_d(), found)[1]
    assert (second.post.results, round(second.score, 3)) == (14, 0.051)  # raw the first, with 6.4 %
    assert (worst.post.results, round(worst.score, 3), round(worst.high, 3)) == (20, 0.026, 0.034)


def test_only_posts_that_this_report_judges_are_best_or_worst_and_all_tell_what_is_usual() -> None:
    old = [post(number, y, n, current=y != 90) for number, (y, n) in enumerate(EXAMPLE_D)]
    found = rank(listed(old))
    assert (found.best, len(found.worst)) == ((), 1)
    assert found.fit == rank(example_d()).fit


def test_fewer_than_six_posts_above_the_floor_are_not_ranked() -> None:
    found = rank(listed([post(number, y, n) for number, (y, n) in enumerate(EXAMPLE_D[:5])]))
    assert (found.reason, found.fit, found.best) == ("too_few_posts", None, ())


def test_posts_that_differ_by_chance_alone_have_no_best_and_no_worst() -> None:
    found = rank(listed([post(number, 40 + number % 2, 1000) for number in range(12)]))
    assert (found.reason, found.best, found.worst) == ("no_difference", (), ())
    assert found.fit is not None
    assert found.fit.between == 0


def test_no_post_at_all_is_too_few() -> None:
    assert rank(listed([])).reason == "too_few_posts"


def test_at_most_three_are_best_and_of_equals_the_larger_then_the_older_comes_first() -> None:
    same = [post(number, 10, 1000) for number in range(12)]
    high = [post(20, 100, 1000), post(13, 100, 1000), post(14, 100, 1000), post(12, 100, 1000)]
    assert [item.post.id for item in rank(listed([*same, *high])).best] == ["p12", "p13", "p14"]


def test_channels_are_compared_by_what_is_usual_in_each() -> None:
    small = [post(number, 10, 1000) for number in range(8)]
    large = [post(number, 100, 1000) for number in range(8)]
    found = judged([*small, post(8, 40, 1000)], [*large, post(9, 200, 1000)])
    assert [(item.channel, item.post.results) for item in found.best] == [("c0", 40), ("c1", 200)]


def test_a_fit_is_that_of_its_formulas_by_hand() -> None:
    found = fit([(1, 100), (9, 300)])
    assert (found.mean, found.n0) == (10 / 400, 400 - (100**2 + 300**2) / 400)
    assert found.spread == pytest.approx(100 * 0.015**2 + 300 * 0.005**2)
    assert found.between == pytest.approx((found.spread - found.mean) / found.n0)
    assert found.prior == pytest.approx(found.mean / found.between)


def test_welchs_t_and_its_permutations_are_those_of_all_arrangements() -> None:
    rates = [10, 11, 12, 13, 30, 40, 50, 60, 70, 20]
    posts = [post(number, rate, 1000, "reel" if number >= 5 else "photo") for number, rate in enumerate(rates)]
    reel = next(row for row in group_verdicts([Judged(0, item, 0.03) for item in posts]) if row.name == "reel")
    z = [log((rate + 0.5) / 1000) for rate in rates]

    def t(first: set[int]) -> float:
        a, b = [z[i] for i in first], [z[i] for i in range(10) if i not in first]
        return abs(fmean(a) - fmean(b)) / (variance(a) / 5 + variance(b) / 5) ** 0.5

    seen = t(set(range(5, 10)))
    assert reel.t == pytest.approx(seen)
    chosen = {frozenset(row[:5]) for row in permutations(range(10), 5)}
    exact = sum(t(set(row)) >= seen - 1e-9 for row in chosen) / len(chosen)
    assert reel.p == pytest.approx(exact, abs=0.012)
    assert reel.ratio == pytest.approx(2.718281828 ** (fmean(z[5:]) - fmean(z[:5])))


def test_a_channel_that_is_better_makes_no_format_better() -> None:
    low = [post(number, 10 + number % 3, 1000, "photo") for number in range(20)]
    high = [post(number, 90 + number % 3, 1000, "reel") for number in range(20)]
    found = judged(low, high).groups
    assert len(found) == 2
    assert not any(row.clear for row in found)
    assert all(row.ratio == pytest.approx(1, abs=0.1) for row in found)


def test_p_values_hold_for_all_groups_of_all_questions_together() -> None:
    rng = Random(31)
    plain = [post(number, 30 + rng.randrange(20), 1000, "photo" if number % 2 else "reel") for number in range(40)]
    tagged = [replace(item, topics=tuple(rng.sample("abcdefghijklmnop", 8))) for item in plain]
    alone = {row.name: row.p for row in judged(plain).groups}
    among = {row.name: row.p for row in judged(tagged).groups if row.question == "format"}
    assert len(judged(tagged).groups) == 18
    assert all(among[name] > alone[name] for name in ("photo", "reel"))


def test_a_group_and_the_rest_have_five_posts_each() -> None:
    few = [post(number, 30 + number, 1000, "reel" if number < 4 else "photo") for number in range(12)]
    assert judged(few).groups == ()


def test_the_same_posts_give_the_same_p_values() -> None:
    posts = published(Random(5), 60, spread=0.4)
    assert judged(posts) == judged(posts)


def test_the_heat_map_shows_a_cell_from_three_posts_on() -> None:
    posts = [post(0, 40, 1000, hour=9), post(0, 40, 1000, hour=10), post(0, 40, 1000, hour=11)]
    others = [post(number, 20 + number, 1000, hour=14) for number in range(1, 7)]
    found = {(cell.weekday, cell.part): cell for cell in judged([*posts, *others]).slots}
    assert len(found) == 28
    thursday = found[3, "morning"]
    usual = (3 * 40 + sum(20 + number for number in range(1, 7))) / 9
    assert (thursday.posts, thursday.index) == (3, pytest.approx(40 / usual))
    assert (found[4, "afternoon"].posts, found[4, "afternoon"].index) == (1, None)


def test_hours_are_shown_where_a_cell_has_three_posts() -> None:
    posts = [post(0, 40 + number, 1000, hour=9) for number in range(3)] + [post(0, 40, 1000, hour=15)] * 2
    cells = judged([*posts, *(post(number, 20 + number, 1000) for number in range(1, 7))]).hours
    assert [(cell.weekday, cell.hour, cell.posts) for cell in cells] == [(3, 9, 3)]


def test_posts_without_an_hour_make_no_heat_map() -> None:
    assert judged([post(number, 20 + number, 1000) for number in range(8)]).slots == ()


def test_noise_has_seldom_a_best_or_worst_post_or_a_clear_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_groups, "PERMUTATIONS", 199)
    rng = Random(271_828)
    found = [judged(published(rng, 40)) for _ in range(60)]
    assert sum(bool(item.best or item.worst) for item in found) <= 6
    assert sum(any(row.clear for row in item.groups) for item in found) <= 6


def test_a_format_that_is_half_as_good_again_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_groups, "PERMUTATIONS", 199)
    rng = Random(161_803)
    found = [judged(published(rng, 80, spread=0.3, better=1.5)) for _ in range(20)]
    clear = [[row.name for row in item.groups if row.clear] for item in found]
    assert sum("reel" in names for names in clear) >= 15


def test_a_real_list_of_posts_is_ranked(shared: Path) -> None:
    """Tweets of a month, most of them answers that hardly anybody saw: the floor leaves them out."""
    source = {"name": "x", "path": "data/real/twitter_legacy/banklessdao_*.csv"}
    facts = read_sources(make_config([source]), shared, date(2021, 6, 20))
    given = content(facts.posts, cycle_of(CycleSpec("month"), date(2021, 5, 15)), date(2021, 6, 20))
    assert given is not None
    found = judge_content(given)
    assert [(row.channel, row.ranked, row.below) for row in found.rankings] == [("x", 113, 68)]
    assert [round(item.index, 1) for item in found.best] == [4.4, 3.4, 3.1]
    assert all("@…" in item.post.text or "@" not in item.post.text for item in found.best)
    assert not any(row.clear for row in found.groups)
