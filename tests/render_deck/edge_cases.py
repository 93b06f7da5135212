"""Decks at the edges: the PDF's edge cases as slides, made by the documents' builder from scorecards by hand.

Add a case here and it is judged by all that judge decks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportgen.model.artifact import Artifact
from reportgen.model.report import Report
from reportgen.model.scorecard import KpiScore, ObjectiveScore
from reportgen.render.deck import render_deck
from reportgen.render.palette import palette
from reportgen.render.theme import Theme
from tests.document.build import kpi, objective, report, scorecard
from tests.render_pdf import parts, strange

STEADY: list[float | None] = [118, 124, 115, 121, 130, 119, 126, 122, 117, 125, 120, 123]
GAPS: list[float | None] = [118, None, 115, None, None, 119, 126, None, 117, 125, None, 123]
NAMES = ("leads", "orders", "new_customers", "impressions", "social_sessions", "event_signups", "downloads")
NOW = [*STEADY, 115.0]
CROWD = (*NAMES, "revenue", "aov", "cac", "roi_sales", "cost_per_lead", "engagement_rate", "cpm", "cpc", "ctr",
         "share_of_voice", "reach", "gross_new_followers", "hires")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """``brand`` colours our own template."""

    report: Callable[[], Report]
    brand: str = "#14568C"

    def render(self) -> Artifact:
        return render_deck(self.report(), Theme(brand=self.brand, palette=palette(self.brand)), "deck.pptx")


def aim(place: int, title: str, *kpis: KpiScore) -> ObjectiveScore:
    return replace(objective(f"aim_{place}", title, "Un rôle.", *kpis), family="sales")


def aims(titles: Sequence[str], values: Sequence[float | None], target: float = 120) -> list[ObjectiveScore]:
    """An objective of one KPI for each title."""
    return [
        aim(place, title, kpi(NAMES[place % len(NAMES)], list(values), target)) for place, title in enumerate(titles)
    ]


def one_kpi() -> Report:
    """One objective, one KPI, one data point."""
    return report(scorecard(*aims(["Vendre en ligne"], [None] * 12 + [115])))


def all_missing() -> Report:
    return report(scorecard(*aims(["Vendre", "Recruter", "Fidéliser", "Informer"], [None] * 13)))


def gaps() -> Report:
    """Series with gaps, in the past and last; a rate as a line, a count as columns."""
    rate = [value / 1000 if value else None for value in (*GAPS, 121)]
    return report(
        scorecard(
            aim(0, "Animer la communauté", kpi("engagement_rate", rate, 0.12)),
            aim(1, "Recevoir des demandes", kpi("leads", [*GAPS, 115], 120)),
            aim(2, "Vendre en ligne", kpi("orders", [*STEADY, None], 120)),
        )
    )


def many() -> Report:
    """Twelve objectives; the first has twenty KPIs."""
    crowd = aim(0, "The team’s first aim", *(kpi(name, NOW, 120) for name in CROWD))
    others = aims([f"The team’s aim {place + 1}" for place in range(12)], NOW)[1:]
    return report(scorecard(crowd, *others), "en_GB")


def long_names() -> Report:
    """A client of 120 characters and objectives of as many."""
    title = (
        "Faire connaître la maison aux architectes d’intérieur et aux particuliers qui rénovent une maison de famille"
    )
    return report(scorecard(*aims([f"{title} {place}" for place in range(4)], NOW)), client=parts.LONG_NAME)


def wide() -> Report:
    """Figures of ten digits and a name without spaces."""
    values = [float(value * strange.LARGE) if value else None for value in STEADY]
    name = "Donaudampfschifffahrtsgesellschaft"
    return report(scorecard(*aims(["Vendre", "Recruter", name], [*values, 9_876_543_210], 9_999_999_999)), client=name)


def hidden() -> Report:
    """Names with characters that a reader does not see, in scripts that the faces lack, that begin like formulas."""
    titles = (
        f"=SUM(A1) {strange.HIDDEN[2]}",
        "東京でのリード獲得を増やす",
        "زيادة العملاء المحتملين",
        "@maison +plus −moins",
    )
    return report(scorecard(*aims(titles, NOW)), client=strange.HIDDEN[0])


CASES: dict[str, Case] = {
    "one_kpi": Case(one_kpi),
    "all_missing": Case(all_missing, "#C8102E"),
    "gaps": Case(gaps, "#0B1026"),
    "many": Case(many, "#FFD100"),
    "long": Case(long_names),
    "wide": Case(wide),
    "hidden": Case(hidden),
}
