"""Two plausible reports, made without any data file: ``french()`` monthly, ``english()`` quarterly. Fictitious."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.model.facts import Finding
from reportgen.model.report import Report
from reportgen.model.scorecard import BenchmarkScore, CostLine, Coverage, Scorecard
from tests.document.build import Q3, kpi, number, objective, report, scorecard, source

REVENUE = [
    15200, 15900, 17800, 15100, 15600, 16300, 16900, 17200, 16600, 16100, 17900, 18700,
    19480, 20100, 21400, 18900, 19600, 20700, 21050, 21900, 21300, 20600, 22800, 23120, 26360,
]  # fmt: skip
LEADS = [
    104, 110, 121, 98, 112, 119, 111, 126, 115, 104, 117, 122,
    118, 124, 131, 112, 127, 138, 129, 142, 133, 145, 136, 139, 132,
]  # fmt: skip
ENGAGEMENT = [
    2.9, 3.0, 2.8, 3.1, 3.1, 3.0, 3.1, 3.2, 3.2, 3.1, 3.2, 3.3,
    3.4, 3.5, 3.3, 3.6, 3.7, 3.55, 3.48, 3.81, 3.66, 3.42, 3.7, 3.64, 3.84,
]  # fmt: skip


VOICE = [14.2, 14.6, 15.1, 15.0, 15.4, 15.9, 16.1, 16.0, 16.4, 16.8, 17.1, 17.5, 19.1]


def rate(values: list[float]) -> list[float | None]:
    return [float(Decimal(str(value)) / 100) for value in values]


def maison_lumiere() -> Scorecard:
    """October 2026 of a lighting shop: sales met with a signal, leads missed, one source partial."""
    awareness = objective(
        "awareness",
        "Être connus de ceux qui rénovent",
        "Faire connaître la boutique à ceux qui rénovent, avant le choix des luminaires.",
        kpi("impressions", [*[380000 + 9000 * (i % 5) for i in range(24)], 431900], 400000, source="instagram"),
        kpi("share_of_voice", rate(VOICE), 0.18),
        kpi(
            "cpm", [4.6, 4.5, 4.4, 4.7, 4.3, 4.4, 4.2, 4.3, 4.1, 4.2, 4.15, 4.05, 4.12], 4.0, source="pinterest",
            state="partial", coverage=Coverage(27, 31),
        ),
    )  # fmt: skip
    community = objective(
        "community",
        "Animer une communauté qui échange",
        "Apprendre des échanges quels styles et quelles pièces occupent les abonnés.",
        kpi(
            "engagement_rate", rate(ENGAGEMENT), 0.04, source="instagram",
            benchmark=BenchmarkScore(Decimal("0.031"), "panel Décor & Habitat", "2026-06"),
            inputs={"interactions": 16585, "impressions": 431900},
        ),
        kpi("interactions", [6030, 6200, 6100, 6500, 6720, 6600, 6900, 7100, 7300, 7000, 7200, 7512, 8240]),
        kpi("audience", [26900 + 380 * i for i in range(13)], 32500, level=True),
    )  # fmt: skip
    leads = objective(
        "leads",
        "Recevoir des demandes de conseil",
        "Amener au conseiller du magasin ceux qui préparent un projet entier.",
        kpi(
            "leads", [float(v) for v in LEADS], 155, source="web",
            channels={"pinterest": (62, 58), "instagram": (51, 48), "facebook": (13, 31), "tiktok": (6, 4)},
        ),
        kpi(
            "cost_per_lead", [61.95, 60.2, 58.8, 63.1, 59.4, 57.2, 58.9, 55.3, 57.7, 60.1, 56.4, 54.91, 60.55], 60,
            inputs={"total_cost": 7993, "leads[channel=social]": 132},
        ),
        kpi("newsletter_signups", [204, 214, 230, 219, 228, 241, 236, 252, 247, 239, 262, 271, 286], 280),
        kpi("conversion_rate", rate([1.1, 1.2, 1.2, 1.1, 1.3, 1.2, 1.3, 1.2, 1.3, 1.2, 1.3, 1.2, 1.2])),
    )  # fmt: skip
    sales = objective(
        "sales",
        "Vendre en ligne",
        "Amener à la boutique en ligne des acheteurs déjà prêts à commander un luminaire.",
        kpi("revenue", [float(v) for v in REVENUE], 24000),
        kpi("roi_sales", rate([22.1, 23.4, 25.0, 21.9, 24.2, 26.3, 27.0, 28.8, 27.5, 26.1, 31.2, 34.4, 48.4]), 0.40),
        kpi("cac", [58.4, 57.9, 56.2, 59.0, 57.1, 55.8, 54.6, 54.9, 53.8, 55.2, 53.1, 52.31, 49.04], 50),
        kpi("aov", [107.62, 106.9, 108.4, 107.1, 108.8, 107.9, 108.2, 109.1, 107.7, 108.0, 108.5, 108.04, 108.93]),
    )
    return scorecard(
        awareness, community, leads, sales,
        costs=(
            CostLine("ad_spend", Decimal(3150), Decimal(2900)),
            CostLine("staff_cost", Decimal(2604), Decimal(2520)),
            CostLine("agency_fees", Decimal(1200), Decimal(1200)),
            CostLine("production_cost", Decimal(850), Decimal(933)),
            CostLine("tool_cost", Decimal(189), Decimal(189)),
        ),
        sources=(
            source("shop", "orders", "gross_revenue", "tax", "shipping", "refunds", format="shopify_orders"),
            source("web", "sessions", "leads", "conversions", format="ga4"),
            source("instagram", "impressions", "interactions_given", "followers", format="meta_business_suite"),
            source("pinterest", "impressions", "link_clicks", days=(27, 31), exported_on=date(2026, 10, 28)),
        ),
        findings=(
            Finding(
                "missing_days", "notice", "pinterest", measures=("impressions",),
                start=date(2026, 10, 28), end=date(2026, 11, 1), numbers=(("days", Decimal(4)),),
            ),
            Finding("duplicate_rows", "info", "shop", numbers=(("rows", Decimal(3)),)),
        ),
    )  # fmt: skip


def northwind() -> Scorecard:
    """Q3 2026 of a recruiter: applications met, traffic close, expertise missed for the third quarter."""

    def quarterly(name: str, values: list[float | None], target: float | None = None, **more: Any) -> Any:
        return kpi(name, values, target, last=Q3, source="tidy", **more)

    awareness = objective(
        "awareness",
        "Be visible to HR directors",
        "Social media make us known to HR directors before they need a recruiter.",
        quarterly("impressions", [410000, 418000, 405000, 428000, 431000, 440000, 436000, 452000, 447000], 440000),
        quarterly("share_of_voice", rate([18.6, 19.2, 19.0, 20.1, 19.8, 22.1, 23.6, 22.9, 23.4]), 0.25),
    )
    traffic = objective(
        "traffic",
        "Bring decision-makers to the site",
        "Posts lead readers from the feed to our salary guides.",
        quarterly("social_sessions", [8100, 8300, 8700, 8900, 9300, 9100, 9500, 9700, 9600], 10000),
        quarterly("bounce_rate", rate([48.0, 47.1, 47.9, 46.2, 46.8, 45.9, 45.1, 45.7, 44.8]), 0.45),
        quarterly("cpc", [1.95, 1.9, 1.92, 1.85, 1.88, 1.8, 1.83, 1.79, 1.76]),
    )
    recruitment = objective(
        "recruitment",
        "Win applications at a fair cost",
        "Candidates find our vacancies on social media and apply there.",
        quarterly("applications", [118, 121, 125, 119, 131, 144, 139, 148, 197], 180),
        quarterly("cost_per_application", [96.2, 94.0, 91.5, 95.8, 88.9, 84.1, 86.3, 82.7, 68.2], 80),
        quarterly("hires", [6, 7, 8, 7, 9, 9, 10, 9, 12], 10),
    )
    expertise = objective(
        "expertise",
        "Be read as experts",
        "Downloads of our guides show who trusts our advice.",
        quarterly("downloads", [231, 224, 240, 236, 228, 222, 231, 219, 226], 300),
        quarterly("press_mentions", [3, 2, 4, 3, 5, 4, 4, 6, 5]),
    )
    return scorecard(
        awareness, traffic, recruitment, expertise, last=Q3, currency="GBP", as_of=date(2026, 10, 14),
        costs=(
            CostLine("staff_cost", Decimal(9450), Decimal(9450)),
            CostLine("ad_spend", number(4120) or Decimal(0), Decimal(4010)),
        ),
        sources=(source("tidy", "impressions", "sessions", "applications", "downloads", days=(92, 92)),),
    )  # fmt: skip


def french(locale: str = "fr_FR") -> Report:
    """Maison Lumière, monthly, with a person's words."""
    return report(
        maison_lumiere(),
        locale,
        margin="45%",
        commentary={
            "learned": "Pinterest rapporte 6,65 € par euro dépensé, Instagram 3,55 €. "
            "Le bouton « Demander conseil » en story n'a produit que 11 demandes.",
            "next": "Ramener le formulaire de neuf à quatre champs, déplacer 600 € de TikTok vers Pinterest.",
            "sales": "Les commandes du 12 octobre viennent surtout du salon : 38 paniers en un jour.",
        },
    )


def english(locale: str = "en_GB") -> Report:
    """Northwind Talent, quarterly, without a word from a person."""
    return report(northwind(), locale, client="Northwind Talent")
