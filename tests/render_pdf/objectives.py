# ruff: noqa: E501 - sentences of the pictures, kept whole
"""The four objectives of the look's pictures, with their tables and charts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.model.report import Cell, Column, Objective, Row, Table
from reportgen.model.text import Emphasis, Figure, Text
from reportgen.periods import cycle_of
from tests.render_pdf.parts import (
    MONTH,
    OCT,
    SEPT,
    YEAR_AGO,
    c,
    cycle,
    eur,
    fig,
    n,
    pct,
    pts,
    status_cell,
    t,
)
from tests.render_pdf.summary import WAVES

KPI_COLUMNS = (
    Column("name", t("Indicateur")),
    Column("current", t(cycle(OCT, "cycle_short")), "right"),
    Column("previous", t(cycle(SEPT, "cycle_short")), "right"),
    Column("change", t("Variation"), "right"),
    Column("verdict", t("Verdict")),
    Column("year_ago", t(cycle(YEAR_AGO, "cycle_short")), "right"),
    Column("target", t("Objectif"), "right"),
    Column("attainment", t("Atteinte"), "right"),
)
ALT = {"met": "atteint", "close": "proche", "missed": "non atteint"}
Num = Callable[[str], Figure]


def kpi_row(
    name: str,
    form: Num,
    values: tuple[str, str, str, str],
    change: Figure,
    signal: bool,
    status: tuple[str, int] | None,
    reference: str = "",
    lower: bool = False,
) -> Row:
    """``values``: current, previous, year ago, target ("" = none)."""
    current, previous, year_ago, target = values
    attained = (
        c(pct(str(status[1]), 0), sign=status[0], tone="plain", sign_alt=ALT[status[0]]) if status else c()  # type: ignore[arg-type]
    )
    name_text, after = (name + ",", t("à\u00a0réduire")) if lower else (name, ())
    negative = isinstance(change.value, Decimal) and change.value < 0
    return Row((
        c(name_text, after=after, reference=reference),
        c(form(current), strong=True),
        c(form(previous)),
        c(change, sign="down" if negative else "up"),
        c("Signal" if signal else "Habituelle", sign="signal" if signal else "usual"),
        c(form(year_ago)),
        c(form(target)) if target else c("—"),
        attained,
    ))  # fmt: skip


def kpi_table(rows: tuple[Row, ...], notes: tuple[Text, ...]) -> Table:
    return Table("kpis", (), t("Indicateurs de l’objectif"), KPI_COLUMNS, rows, notes)


def impressions_row() -> Row:
    return Row((
        c("Impressions Pinterest", reference="a"),
        c(n(388200), strong=True),
        c(n(431900)),
        c("non calculée"),
        c("Partiel, ", n(27), "\u00a0j sur\u00a0", n(31), sign="unknown"),
        c(n(351700)),
        c("—"),
        c(),
    ))  # fmt: skip


MONTH_LABELS: tuple[tuple[Text, ...], ...] = (
    (t("oct."), t(fig(YEAR_AGO, "year"))), (), (), (t("janv."), t(fig(OCT, "year"))), (), (), (t("avr."),), (), (),
    (t("juil."),), (), (), (t("oct."),),
)  # fmt: skip


def decimals(*values: float | None) -> tuple[Decimal | None, ...]:
    return tuple(None if value is None else Decimal(str(value)) for value in values)


def voice_chart() -> ChartSpec:
    names = ("Luminaires Dorval", "Maison Lumière", "Atelier Halo", "Éclat & Cie", "Autres enseignes")
    now, before = (28.3, 19.1, 18.4, 17.2, 17.0), (29.1, 17.5, 19.2, 17.2, 16.9)
    labels = [PointLabel(t(pct(str(value), bare=True), *((" octobre",) if i == 0 else ())), 0, i, strong=i == 1)
              for i, value in enumerate(now)]  # fmt: skip
    labels += [PointLabel(t(pct(str(value), bare=True), *((" septembre",) if i == 0 else ())), 1, i, role="previous")
               for i, value in enumerate(before)]  # fmt: skip
    labels.append(PointLabel(t("cadre\u00a0: objectif ", pct("18.0", bare=True)), 2, 1, role="target"))
    return ChartSpec(
        id="voice",
        kind="bars",
        title=t("Maison Lumière passe deuxième des enseignes citées"),
        subtitle=t("Part de voix, % des mentions du mois"),
        categories=tuple((t(name),) for name in names),
        series=(
            Series(t("octobre"), "other", decimals(*(v / 100 for v in now)), highlight=1),
            Series(t("septembre"), "other_previous", decimals(*(v / 100 for v in before)), highlight=1),
            Series(t("objectif"), "target", decimals(None, 0.18, None, None, None)),
        ),
        unit="percent",
        precision=1,
        ticks=(),
        band=(),
        labels=tuple(labels),
        from_zero=True,
        alt=t("Barres de la part de voix en octobre et en septembre."),
        strong_category=1,
    )


def engagement_chart() -> ChartSpec:
    now = (3.4, 3.52, 3.31, 3.64, 3.72, 3.55, 3.48, 3.81, 3.66, 3.42, 3.7, 3.64, 3.84)
    ago = (2.92, 2.98, 2.85, 3.05, 3.11, 3.02, 3.08, 3.2, 3.16, 3.05, 3.22, 3.3, 3.4)
    return ChartSpec(
        id="engagement",
        kind="trend",
        title=t("L’engagement gagne ", pct("0.4", bare=True), " point en un an, sans atteindre ", pct("4", 0)),
        subtitle=t("Interactions ÷ portée Instagram, %\u202f; l’axe ne part pas de zéro"),
        categories=MONTH_LABELS,
        series=(
            Series(t("octobre 2026"), "current", decimals(*(v / 100 for v in now))),
            Series(t("un an plus tôt"), "previous", decimals(*(v / 100 for v in ago))),
            Series(t("objectif"), "target", decimals(*[0.04] * 13)),
        ),
        unit="percent",
        precision=1,
        ticks=(pct("3.0", bare=True), pct("3.5", bare=True), pct("4.0", bare=True)),
        band=((Decimal("0.0308"), Decimal("0.0406")),) * 13,
        labels=(
            PointLabel(t(pct("3.8", bare=True), " ", cycle(OCT)), 0, 12, strong=True),
            PointLabel(t(pct("3.4", bare=True), " un an plus tôt"), 1, 12, role="previous"),
            PointLabel(t("objectif ", pct("4.0", bare=True)), level=Decimal("0.04"), role="target"),
            PointLabel(t("bas habituel ", pct("3.1", bare=True)), level=Decimal("0.0308"), role="other"),
        ),
        from_zero=False,
        alt=t("Courbe du taux d’engagement par mois."),
    )


def requests_chart() -> ChartSpec:
    return ChartSpec(
        id="requests",
        kind="trend",
        title=t(n(180), " demandes dépassent ce que le dispositif produit d’ordinaire"),
        subtitle=t("Demandes de conseil par mois\u202f; l’axe ne part pas de zéro"),
        categories=MONTH_LABELS,
        series=(
            Series(t("demandes"), "current", decimals(*WAVES)),
            Series(t("objectif"), "target", decimals(*[180.0] * 13)),
        ),
        unit="count",
        precision=0,
        ticks=tuple(n(value) for value in (100, 120, 140, 160, 180)),
        band=((Decimal(100), Decimal(159)),) * 13,
        labels=(
            PointLabel(t(n(132), " ", cycle(OCT)), 0, 12, strong=True),
            PointLabel(t("objectif ", n(180)), level=Decimal(180), role="target"),
            PointLabel(t("haut habituel ", n(159)), level=Decimal(159), role="other"),
            PointLabel(t("bas habituel ", n(100)), level=Decimal(100), role="other"),
        ),
        from_zero=False,
        alt=t("Courbe du nombre de demandes de conseil par mois."),
    )


def revenue_chart() -> ChartSpec:
    values = (19480, 20100, 21300, 19000, 19700, 20700, 20950, 21700, 21100, 20500, 22500, 23120, 26360)

    def thousands(value: int) -> Figure:
        return eur(value, 1, scale=3, bare=True)

    return ChartSpec(
        id="revenue",
        kind="columns",
        title=t("Octobre dépasse pour la première fois l’objectif de ", eur(24000)),
        subtitle=t("Chiffre d’affaires attribué, milliers d’euros"),
        categories=MONTH_LABELS,
        series=(
            Series(t("chiffre d’affaires"), "year_ago", decimals(*values), highlight=12),
            Series(t("objectif"), "target", decimals(*[None] * 12, 24000)),
        ),
        unit="currency",
        precision=1,
        ticks=(),
        band=(),
        labels=(
            PointLabel(t(thousands(19480)), 0, 0, role="year_ago"),
            PointLabel(t(thousands(23120)), 0, 11, role="previous"),
            PointLabel(t(thousands(26360)), 0, 12, strong=True),
            PointLabel(t("objectif ", thousands(24000)), 1, 12, role="target"),
        ),
        from_zero=True,
        alt=t("Colonnes du chiffre d’affaires attribué par mois."),
        scale=3,
    )


def objective(
    name: str,
    role: str,
    status: Cell,
    decision: str,
    table: Table,
    chart: ChartSpec | None,
    commentary: tuple[Text, ...],
) -> Objective:
    cell = c(decision, strong=True, after=t("(proposé)"))
    return Objective(name.lower(), t(name), t(role), status, cell, table, chart, commentary)


def awareness() -> Objective:
    rows = (
        kpi_row("Part de voix", pct, ("19.1", "17.5", "14.2", "18.0"), pts("1.6"), True, ("met", 106)),
        kpi_row("Portée Instagram", n, ("214600", "206300", "177400", "220000"), pct("4.0", signed=True), False,
                ("close", 98)),
        impressions_row(),
    )  # fmt: skip
    notes = (t("Repère\u00a0: part de voix médiane de ", pct("16", 0), " pour cinq enseignes suivies (panel Décor & "
               "Habitat, ", cycle(cycle_of(MONTH, date(2026, 6, 1))), ")."),
             t(Emphasis(("a",)), " Couverture de ", pct("87", 0), " contre ", pct("100", 0), " en septembre."))  # fmt: skip
    words = (t("La part de voix gagne ", pct("1.6", bare=True), " point, au-delà de la fourchette habituelle (",
               pct("14.3", bare=True), " à ", pct("16.6"), "). Maison Lumière dépasse Atelier Halo, de ", n(412),
               " mentions contre ", n(398), "."),
             t("L’écart avec Dorval reste de ", n(200), "\u00a0mentions."))  # fmt: skip
    return objective("Notoriété", "Faire connaître la boutique à ceux qui rénovent, avant le choix des luminaires.",
                     status_cell("met", 106, "fr"), "Continuer", kpi_table(rows, notes), voice_chart(), words)  # fmt: skip


def community() -> Objective:
    rows = (
        kpi_row("Taux d’engagement", pct, ("3.8", "3.6", "3.4", "4.0"), pts("0.2"), False, ("close", 96), "b"),
        kpi_row("Interactions Instagram", n, ("8240", "7512", "6030", ""), pct("9.7", signed=True), False, None),
        kpi_row("Abonnés, tous canaux", n, ("31870", "31240", "26900", "32500"), pct("2.0", signed=True), True,
                ("close", 98)),
    )  # fmt: skip
    notes = (t(Emphasis(("b",)), " Interactions divisées par la portée Instagram mesurée sur le mois entier. Repère\u00a0: ",
               pct("3.1"), ", décoration, France (panel Décor & Habitat, juin)."),)  # fmt: skip
    words = (t("À ", pct("3.8"), ", le taux reste dans sa fourchette habituelle (", pct("3.1", bare=True), " à ",
               pct("4.1"), ")\u00a0: la hausse de ", pct("0.2", bare=True), " point ne dit rien encore."),
             t("Les carrousels atteignent ", pct("5.6"), ", les photos seules ", pct("2.7"), "."))  # fmt: skip
    return objective("Communauté", "Apprendre des échanges quels styles et quelles pièces occupent les abonnés.",
                     status_cell("close", 96, "fr"), "Changer", kpi_table(rows, notes), engagement_chart(), words)  # fmt: skip


def leads() -> Objective:
    def euros(value: str) -> Figure:
        return eur(value, 2)

    rows = (
        kpi_row("Demandes de conseil", n, ("132", "141", "118", "180"), pct("-6.4", signed=True), False, ("missed", 73)),
        kpi_row("Coût par demande", euros, ("60.55", "54.91", "61.95", "45.00"), pct("10.3", signed=True), False,
                ("missed", 74), "c", lower=True),
        kpi_row("Inscriptions à la lettre", n, ("286", "271", "204", "280"), pct("5.5", signed=True), False, ("met", 102)),
    )  # fmt: skip
    notes = (t(Emphasis(("c",)), " Tous les coûts du mois divisés par les demandes. Repère\u00a0: aucun repère public "
               "comparable."),)  # fmt: skip
    words = (t("Depuis un an, le nombre de demandes varie entre ", n(100), " et ", n(159), "\u00a0: la baisse de neuf "
               "demandes est ordinaire, l’écart de ", n(48), " avec l’objectif ne l’est pas."),
             t("Sans changement du dispositif, ", n(180), " reste hors d’atteinte."))  # fmt: skip
    return objective("Prospects", "Amener au conseiller du magasin ceux qui préparent un projet entier.",
                     status_cell("missed", 73, "fr"), "Réévaluer", kpi_table(rows, notes), requests_chart(), words)  # fmt: skip


def sales() -> Objective:
    def basket(value: str) -> Figure:
        return eur(value, 2)

    rows = (
        kpi_row("Chiffre d’affaires attribué", eur, ("26360", "23120", "19480", "24000"), pct("14.0", signed=True), True,
                ("met", 110), "d"),
        kpi_row("Commandes", n, ("242", "214", "181", "220"), pct("13.1", signed=True), True, ("met", 110)),
        kpi_row("Panier moyen", basket, ("108.93", "108.04", "107.62", ""), pct("0.8", signed=True), False, None),
    )  # fmt: skip
    notes = (t(Emphasis(("d",)), " Dernier clic, retours déduits, boutique en ligne. Repère\u00a0: aucun repère public "
               "comparable."),)  # fmt: skip
    words = (t(eur(26360), " en octobre, soit ", eur(6880), " de plus qu’un an plus tôt. Le panier moyen reste à ",
               eur(109), "\u00a0: la hausse tient au nombre de commandes."),
             t("Pinterest et Instagram en apportent ", pct("83", 0), "."))  # fmt: skip
    return objective("Ventes", "Amener à la boutique en ligne des acheteurs déjà prêts à commander un luminaire.",
                     status_cell("met", 110, "fr"), "Continuer", kpi_table(rows, notes), revenue_chart(), words)  # fmt: skip
