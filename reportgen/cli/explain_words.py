"""The English words of `reportgen explain`: why a figure is missing and what to do, and what stands beside a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.scorecard import Names

ADD_WINDOW = "Export it with the cycle as one window, beside the daily figures."
SPLIT_COSTS = "Name the `channel` of each amount under `costs`, or look at the KPI of all channels."

CAUSES: dict[str, tuple[str, str]] = {
    "no_rows": ("no row falls into the cycle", "Add the export that covers it."),
    "no_source": (
        "no source gives it",
        "Add a source that has it, or map a column to it under `columns`.",
    ),
    "no_delivery": (
        "the files do not tell apart what was paid from what was not",
        "Add the export that has the delivery asked for, or map a column to `delivery`.",
    ),
    "no_attribution": (
        "the source gives one total, without channels",
        "Tag the links of social posts, and set `channel_from` or map a column to `channel`.",
    ),
    "no_channel": ("no source gives it for this channel", "Add the channel's own export."),
    "no_margin": ("the config declares no margin", "Write `margin`, such as 40%."),
    "no_line_margin": (
        "a part of the sales has no margin: it is given for some products alone, and without a default",
        "Write `margin.default`, or add these products to `margin.each`.",
    ),
    "margin_by_line": (
        "margins of single products can be multiplied with sales, and nothing else",
        "Write one margin for all sales.",
    ),
    "no_result": ("the objective names no result to count", "Write its `result`: a measure or a KPI."),
    "daily_unique": ("people are given by day, and people of several days can't be added", ADD_WINDOW),
    "other_window": ("people are given for other days than the cycle's", ADD_WINDOW),
    "crosses_cycle": (
        "a row's days reach over the border of the cycle, so that it belongs to neither",
        "Export by day, or so that no row crosses the cycle's first or last day.",
    ),
    "several_accounts": ("people of several accounts can't be added", "Keep one account per channel."),
    "not_additive": ("its rows can't be added", "Export one row for the cycle."),
    "not_allocated": ("a part of the costs belongs to no channel", SPLIT_COSTS),
    "division_by_zero": ("what it would be divided by is zero", "Nothing is wrong: there is no such ratio."),
    "above_whole": (
        "there are more than at the step before, so that it is no share of them",
        "See that both steps count the same people, channels and days.",
    ),
    "no_common_part": (
        "the sides of the formula have no day and channel in common",
        "Add the exports of the same days and channels.",
    ),
    "no_standing": ("what is to be ranked has no figure of a complete cycle", "See what is missing for it below."),
    "too_short_history": ("too few complete cycles to rank among", "Add the exports of earlier cycles."),
    "claims": (
        "several ad platforms claim the same results, and claims can't be added",
        "Name one: `claimed_by=meta_ads`.",
    ),
}

NOT_USED = {"later": "not needed", "less_coverage": "known on a smaller share of the cycle"}

NOTES = {
    "by_channel": "each channel's sales at its own margin, all others at this one",
    **dict.fromkeys(
        ("by_product", "by_sku", "by_vendor", "by_type"),
        "each order line at its own margin, then added up; all other sales at the default",
    ),
    "common_part": "over the days and channels that all sides of the formula share; the rest is left out",
    "gross_unique": "people of several channels added: who is on two of them counts twice",
    "unweighted": "a mean of rows without a sample size, each row counted alike",
    "revenue_not_margin": "no margin is declared: revenue counts as margin",
}

WITHHELD = {
    "coverage": "the two cycles are not covered alike",
    "small_base": "it stands on too few cases",
    "series_break": "the two cycles stand on different series",
    "formula_changed": "the two cycles were computed by different formulas",
    "cohort": "the cycle's leads have not had their time yet",
    "young_posts": "the cycle's posts were read less than a week after its end",
}

STATES = {
    "ok": "complete", "partial": "partial", "stale": "out of date", "missing": "missing",
    "not_measured": "not measured", "absent": "nobody gives it: left out of the sum",
}  # fmt: skip

SHARED_BY = {"declared": "the shares declared in costs.shares", "hours": "hours", "posts": "posts"}

KINDS = {
    "flow": "flow, added over days and channels",
    "level": "level, the last value of the cycle",
    "unique": "people, never added over days",
    "score": "score, averaged by sample size",
    "cost": "cost, added over days and channels",
}

VERDICTS = {
    "signal_good": "signal, for the better",
    "signal_bad": "signal, for the worse",
    "signal_neutral": "signal",
    "usual": "usual variation",
    "too_little_history": "too little history",
    "too_few_events": "too few events",
    "none": "none",
}

CHOICES = {
    "continue": "continue", "change": "change the approach", "re_evaluate": "re-evaluate the objective",
    "no_proposal": "no proposal",
}  # fmt: skip

REASONS = {
    "no_target": "no KPI of the objective has a target",
    "running": "the cycle still runs",
    "series_break": "the main KPI's series breaks in this cycle",
    "not_settled": "the main KPI's sources may still change its figure",
    "small_base": "the main KPI stands on too few cases",
    "not_ok": "the main KPI, or half of the weight, has no complete figure",
    "met": "the target is met",
    "met_attention": "the target is met, but the main KPI left its usual range for the worse",
    "ahead": "all that was due by now has come",
    "ahead_attention": "all that was due by now has come, but the main KPI left its usual range for the worse",
    "raise_target": "the target was exceeded by far three times: raise it?",
    "too_early": "the objective has run for too few cycles",
    "progress": "short of the target, but the main KPI left its usual range for the better",
    "implausible": "what is still required is beyond what the process usually produces",
    "missed_three": "missed three cycles in a row or more, and not reached in the last year",
    "missed_but_reached_before": "missed three cycles in a row or more, though reached in the last year",
    "watch": "short of the target, which is still plausible",
    "short": "short of the target, without a sign of progress",
}

RULES = {
    "P": "P (beyond centre ± 3 s)",
    "T": "T (two of three beyond 2 s)",
    "R": "R (eight in a row on one side)",
}

LABELS = {
    "provisional": "provisional: fewer than fifteen values",
    "season_not_corrected": "season not corrected",
    "year_on_year": "each value against the one a year before",
}

FORMS = {
    "values": "the values themselves",
    "difference": "differences to the year before",
    "log_ratio": "log ratios to the year before",
}

LEVEL_FORMS = {
    "values": "the level's net changes",
    "difference": "the level's net changes, less those of the year before",
    "log_ratio": "log ratios of the level's net changes to those of the year before",
}

DEFINITIONS = {"same": "computed as ours", "different": "another definition", "unknown": "its formula is not said"}

NO_COUNTERPART = {
    "week": "the year before has no week 53",
    "days": "the year before has no 29 February to begin on",
}

BETTER = {"higher": "higher is better", "lower": "lower is better", "neutral": "neither better nor worse"}


def english(names: Names) -> str:
    """The English name; without one any other, "" where there is none."""
    return dict(names).get("en") or next((words for _, words in names), "")


def missing(cause: str, measured: str = "") -> tuple[str, str]:
    """What is missing, and what to do about it; ``measured`` is the kind of the measure that wants it."""
    if cause == "no_source" and measured == "cost":
        return CAUSES[cause][0], "Write it under `costs`, or add a source that has it."
    if cause in CAUSES:
        return CAUSES[cause]
    if cause.startswith("no_"):
        name = cause.removeprefix("no_")
        return f"the config does not declare '{name}'", f"Write `{name}`."
    return "it can't be computed", "Look at the inputs above."
