"""Views → the workbook's sheets of single things: campaigns, the funnel's steps, posts."""

from __future__ import annotations

from decimal import Decimal

from reportgen.document.content_words import post_id
from reportgen.document.returns_channels import channel_text
from reportgen.document.view import Views
from reportgen.document.workbook_cells import DAY, FIGURE, NAME, SENTENCE, WORD, Cells, day, exact, named, one, sheet
from reportgen.model.content import PostFigure, PostList, RankedPost
from reportgen.model.effort import CampaignEffort, CampaignVerdict
from reportgen.model.scorecard import KpiScore
from reportgen.model.text import Figure, Text, Unit
from reportgen.model.workbook import Sheet


def campaigns(report: Views) -> Sheet:
    """A row a campaign: what it cost and brought, against what one of its results may cost."""
    heads = ("campaign", "start", "end", "result", "cost", "results", "low", "high", "reference", "verdict")
    widths = (NAME, DAY, DAY, WORD, FIGURE, FIGURE, FIGURE, FIGURE, FIGURE, WORD)
    effort, insight = report.scorecard.effort, report.insights.effort
    verdicts = {row.name: row for row in insight.campaigns} if insight else {}
    rows = (
        _campaign(report, place, row, verdicts.get(row.name))
        for place, row in enumerate(effort.campaigns if effort else ())
    )
    return sheet(report, "campaigns", named(heads, widths, low="cost_low", high="cost_high"), rows)


def _campaign(report: Views, place: int, row: CampaignEffort, verdict: CampaignVerdict | None) -> Cells:
    words, base = report.words, f"campaign.{place}"

    def money(value: Decimal | None, what: str) -> Text:
        return one(Figure(f"{base}.{what}.exact", value, "currency", 2))

    choice = verdict.choice if verdict else "unknown"
    return (
        words.own(row.name, f"{base}.name"),
        day(f"{base}.start.day", row.start), day(f"{base}.end.day", row.end, last=True),
        words.name(row.names, row.result), money(row.cost, "cost"),
        one(Figure(f"{base}.results.exact", row.results, "count")),
        money(verdict.low if verdict else None, "low"), money(verdict.high if verdict else None, "high"),
        money(row.reference, "reference"), words.text(f"campaigns.verdict.{choice}"),
    )  # fmt: skip


def funnel(report: Views) -> Sheet:
    """A row a step: how many, and the share of those at the step before."""
    columns = [*named(("step",), (NAME,)), *named(("value",), (FIGURE,)), *named(("passed",), (FIGURE,))]
    columns.append((report.head("previous") if "previous" in report.compared else "workbook.head.previous", FIGURE))
    learning = report.scorecard.learning
    rows = (
        (
            report.words.name(step.count.names, step.id), _share(step.count, "count"), _share(step.rate, "percent"),
            _share(step.rate, "percent", before=True),
        )
        for step in (learning.funnel if learning else ())
    )  # fmt: skip
    return sheet(report, "funnel", tuple(columns), rows)


def _share(kpi: KpiScore | None, unit: Unit, *, before: bool = False) -> Text:
    if kpi is None:
        return ()
    value = kpi.previous.value if before else kpi.current
    what = "previous" if before else "current"
    return one(Figure(f"funnel.{kpi.id}.{what}.exact", value.value if value else None, unit, int(unit == "percent")))


def posts(report: Views) -> Sheet:
    """A row for each post that this report judges, with what stands out of its channel's usual."""
    heads = ("published", "channel", "format", "post", "link", "results", "base", "rate", "index", "verdict")
    widths = (DAY, WORD, WORD, SENTENCE, NAME, FIGURE, FIGURE, FIGURE, FIGURE, WORD)
    content = report.scorecard.content
    ranked = _ranked(report)
    rows = (
        _post(report, given, post, ranked.get((given.channel, given.boosted, post.id)))
        for given in (content.lists if content else ())
        for post in given.posts
        if post.current
    )
    return sheet(report, "posts", named(heads, widths), rows)


def _ranked(report: Views) -> dict[tuple[str, bool, str], tuple[str, RankedPost]]:
    """The posts that differ from their channel's usual beyond chance: ``above`` or ``below``."""
    insight = report.insights.content
    sides = {"above": insight.best, "below": insight.worst} if insight else {}
    return {(row.channel, row.boosted, row.post.id): (side, row) for side, rows in sides.items() for row in rows}


def _post(report: Views, given: PostList, post: PostFigure, ranked: tuple[str, RankedPost] | None) -> Cells:
    words, base = report.words, f"{post_id(given.channel, post)}.row"
    channel = channel_text(report, given.channel)
    key = f"content.one_format.{post.format}"
    return (
        day(f"{base}.published", post.published),
        words.text("content.boosted", channel=channel) if given.boosted else channel,
        words.text(key) if words.has(key) else words.own(post.format, f"{base}.format"),
        words.own(post.text, f"{base}.words"), words.own(post.link, f"{base}.link"),
        one(Figure(f"{base}.results", post.results, "count")), one(Figure(f"{base}.base", post.base, "count")),
        one(Figure(f"{base}.rate", post.results / post.base if post.base else None, "percent", 1)),
        one(Figure(f"{base}.index", exact(ranked[1].index * 100) if ranked else None, "count")),
        words.text(f"workbook.post.{ranked[0]}") if ranked else (),
    )  # fmt: skip
