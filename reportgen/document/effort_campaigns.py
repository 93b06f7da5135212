"""Views → campaigns against what one of their results may cost: pursue, stop or redo, cannot tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.document import cells
from reportgen.document.findings import listed
from reportgen.document.money import decimals, money
from reportgen.document.view import Views
from reportgen.document.wording import lowered
from reportgen.model.effort import CampaignEffort, CampaignVerdict
from reportgen.model.report import Cell, Column, Panel, Row, Sign, Table, Tone
from reportgen.model.text import Figure, Text

HEADS = ("campaign", "cost", "results", "per_result", "range", "reference", "verdict")
LEVEL = Decimal("0.9")  # of the range of a cost per result
_LOOKS: dict[str, tuple[Sign, Tone]] = {
    "pursue": ("met", "met"), "stop_or_redo": ("missed", "missed"), "cannot_tell": ("unknown", "plain"),
}  # fmt: skip


def campaigns_panel(report: Views) -> Panel | None:
    """A row a campaign, in the config's order; None without campaigns."""
    given = report.scorecard.effort.campaigns if report.scorecard.effort else ()
    if not given:
        return None
    words = report.words
    verdicts = {row.name: row for row in report.insights.effort.campaigns} if report.insights.effort else {}
    level = Figure("campaigns.level", LEVEL, "percent")
    left = ("campaign", "verdict")
    columns = tuple(
        Column(key, words.text(f"campaigns.head.{key}", level=level), "left" if key in left else "right")
        for key in HEADS
    )
    title = _title(report, list(verdicts.values()))
    precision = decimals(report, [row.cost for row in given])
    rows = tuple(_row(report, place, row, verdicts.get(row.name), precision) for place, row in enumerate(given))
    table = Table("campaigns", (), title, columns, rows)
    subtitle = words.text("campaigns.subtitle", until=report.until)
    return Panel(title, subtitle, table, (), tuple(_notes(report, given, verdicts)))


def _title(report: Views, found: Sequence[CampaignVerdict]) -> Text:
    """How many cost more than they may; else how many keep to it."""
    words = report.words
    count = {choice: sum(row.choice == choice for row in found) for choice in _LOOKS}
    if not found:
        return words.text("campaigns.title.unknown")
    key = "misses" if count["stop_or_redo"] else "holds" if count["pursue"] == len(found) else "mixed"
    number = count["stop_or_redo"] or count["pursue"]
    if not number:
        return words.text("campaigns.title.open")
    return words.text(f"campaigns.title.{key}", number, number=words.number(number, "campaigns.number"))


def _row(report: Views, place: int, row: CampaignEffort, verdict: CampaignVerdict | None, precision: int) -> Row:
    words, name = report.words, f"campaign.{place}"
    title = words.own(row.name, f"{name}.name")
    result = lowered(words.name(row.names, f"{name}.result"))
    count = Cell((Figure(f"{name}.results", row.results, "count"),), after=result) if row.results is not None else None
    return Row(
        (
            Cell(title),
            _cost(report, name, row, precision),
            count or Cell(cells.DASH),
            Cell(_each(name, row)),
            Cell(_range(report, name, verdict)),
            Cell((money(f"{name}.reference", row.reference),)),
            _verdict(report, verdict),
        )
    )


def _cost(report: Views, name: str, row: CampaignEffort, precision: int) -> Cell:
    """Ad spend alone or all that it cost: the words after it say which."""
    if row.cost is None:
        return Cell(cells.DASH)
    kind = report.words.text(f"campaigns.cost.{'full' if row.full else 'media'}")
    return Cell((Figure(f"{name}.cost", row.cost, "currency", precision),), after=kind)


def _each(name: str, row: CampaignEffort) -> Text:
    if row.cost is None or not row.results:
        return cells.DASH
    return (money(f"{name}.per_result", row.cost / row.results),)


def _range(report: Views, name: str, verdict: CampaignVerdict | None) -> Text:
    if verdict is None:
        return cells.DASH
    low = money(f"{name}.low", verdict.low)
    if verdict.high is None:
        return report.words.text("campaigns.from", low=low)
    return report.words.text("campaigns.range", low=low, high=money(f"{name}.high", verdict.high))


def _verdict(report: Views, verdict: CampaignVerdict | None) -> Cell:
    if verdict is None:
        return Cell(report.words.text("campaigns.verdict.unknown"), tone="muted")
    sign, tone = _LOOKS[verdict.choice]
    return Cell(report.words.text(f"campaigns.verdict.{verdict.choice}"), sign, tone, strong=True)


def _notes(report: Views, given: Sequence[CampaignEffort], verdicts: dict[str, CampaignVerdict]) -> Iterator[Text]:
    """The question that a stop puts; what the words in the table mean; what is not measured."""
    words = report.words
    names = {row.name: words.own(row.name, f"campaign.{place}.name") for place, row in enumerate(given)}
    whys = [names[row.name] for row in verdicts.values() if row.choice == "stop_or_redo"]
    if whys:
        yield words.text("campaigns.why", len(whys), campaigns=listed(report, whys))
    groups = {
        "claimed": [names[row.name] for row in given if row.claimed_by],
        "unmatched": [names[row.name] for row in given if row.end is None],
        "no_results": [names[row.name] for row in given if row.end is not None and row.results is None],
    }
    for key, found in groups.items():
        if found:
            yield words.text(f"campaigns.{key}", campaigns=listed(report, found))
    if any(not row.full and row.cost is not None for row in given):
        yield words.text("campaigns.media")
