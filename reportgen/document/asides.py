"""View → what its note says beside the figure: rated mentions, other attributions, what a customer's worth rests on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING

from reportgen.config.schema import Attribution
from reportgen.document.attribution import stated
from reportgen.document.findings import source_name
from reportgen.model.text import Figure, Text

if TYPE_CHECKING:
    from reportgen.document.view import View

LIFETIMES = frozenset({"clv", "clv_revenue", "clv_to_cac"})
METHODS = LIFETIMES | {"cac_payback", "customer_margin"}
LONGEST = Decimal(5)  # years (domain §2.11)


def aside_notes(view: View) -> tuple[Text, ...]:
    """In the order of the note; nothing for a KPI without a figure."""
    if not view.measured:
        return ()
    return (*_thresholds(view), *_tone(view), *attributions(view), *lifetime(view))


def _thresholds(view: View) -> Iterator[Text]:
    if view.mixed_views:
        yield view.words.text("asides.thresholds")


def _tone(view: View) -> Iterator[Text]:
    tone = view.score.tone
    if tone is None:
        return
    number = Figure(f"{view.id}.rated", tone.rated, "count")
    if tone.neutral is None:
        yield view.words.text("asides.rated_alone", number=number)
    elif tone.rated:
        share = Figure(f"{view.id}.neutral", tone.neutral / tone.rated, "percent")
        yield view.words.text("asides.rated", tone.rated, number=number, neutral=share)


def attributions(view: View) -> Iterator[Text]:
    """The figure by each way in which its results are given to channels, the lowest first; none where there is one."""
    rows = sorted(view.score.attributed, key=lambda row: (row.value, row.source))
    if not rows:
        return
    given = {source.name: source.attribution for source in view.report.config.sources}
    told = [
        view.words.text(
            "asides.attributed_value",
            value=view.of(row.value, f"attributed.{row.source}"),
            source=source_name(view.report, row.source),
            stated=stated(view.report, row.source, given.get(row.source) or Attribution()),
        )
        for row in rows
    ]
    values = reduce(lambda first, second: view.words.text("notes.attribution_list", first=first, second=second), told)
    yield view.words.text("asides.attributed", values=values)


def lifetime(view: View) -> Iterator[Text]:
    """Over how many years a customer counts, by which method, and whether later years count less (domain §2.11)."""
    given = {leaf.expression: leaf.value for leaf in view.score.current.inputs}
    config, words = view.report.config, view.words
    if view.score.id in LIFETIMES:
        yield _horizon(view)
    if view.score.id in METHODS:
        yield words.text(f"asides.method.{'orders' if any('orders_12m' in name for name in given) else 'contracts'}")
    if view.score.id in LIFETIMES and config.discount_rate:
        rate = _rate("discount_rate", config.discount_rate)
        yield words.text("asides.discounted", rate=rate)
    elif view.score.id in LIFETIMES:
        yield words.text("asides.plain")


def _horizon(view: View) -> Text:
    config, words = view.report.config, view.words

    def years(value: Decimal) -> Figure:
        return Figure(f"{view.id}.years", value, "years", 0 if value % 1 == 0 else 1)

    if config.customer_years is not None:
        return words.text("asides.horizon.declared", years=years(config.customer_years))
    churn = config.yearly_churn
    if churn:
        key, share = "capped" if 1 / churn > LONGEST else "churn", _rate("yearly_churn", churn)
        return words.text(f"asides.horizon.{key}", years=years(min(1 / churn, LONGEST)), churn=share)
    lasting = _measured_years(view)
    return words.text(f"asides.horizon.{'capped_measured' if lasting >= LONGEST else 'measured'}", years=years(lasting))


def _rate(name: str, value: Decimal) -> Figure:
    return Figure(f"config.{name}", value, "percent", 0 if (value * 100) % 1 == 0 else 1)


def _measured_years(view: View) -> Decimal:
    """One divided by the yearly churn of the cycle, at most five years."""
    given = {leaf.expression: leaf.value for leaf in view.score.current.inputs}
    lost = next((value for name, value in given.items() if name.startswith("customers_lost")), None)
    opening = next((value for name, value in given.items() if name.startswith("opening(customers")), None)
    per_year = Decimal(str(round(view.period.cycle.spec.per_year)))
    return min(opening / (lost * per_year), LONGEST) if lost and opening else LONGEST
