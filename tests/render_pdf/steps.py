# ruff: noqa: E501 - sentences of the pictures, kept whole
"""Actions as in the look's fifth picture, a funnel, campaigns, and the decisions that a person asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.model.report import Asks, Cell, Column, Panel, Panels, Row, Section, Sign, Table
from reportgen.model.text import Figure
from tests.render_pdf.parts import OCT, c, cycle, eur, fig, n, pct, t


def _day(day: int, month: int = 11) -> Figure:
    return fig(date(2026, month, day), "day_month")


def _conclusion(sign: Sign) -> Cell:
    words = {"met": "A marché", "missed": "N’a pas marché", "unknown": "On ne peut pas dire"}
    tone = "plain" if sign == "unknown" else sign
    return c(words[sign], sign=sign, tone=tone, strong=True)  # type: ignore[arg-type]


def trials() -> Table:
    heads = (Column("action", t("Essai")), Column("criterion", t("Critère")), Column("result", t("Résultat")),
             Column("conclusion", t("Conclusion")))  # fmt: skip
    rows = (
        Row((c("Trois épingles Pinterest par semaine"), c("au moins ", n(2000), " visites"), c(n(2310), " visites"), _conclusion("met"))),
        Row((c("Carrousels avant-après le jeudi"), c("engagement d’au moins ", pct("4.5")), c(pct("5.6")), _conclusion("met"))),
        Row((c("Bouton «\u00a0Demander conseil\u00a0» en story"), c("au moins ", n(30), " demandes"), c(n(11), " demandes"), _conclusion("missed"))),
        Row((c("Vidéos d’atelier sur TikTok"), c("coût d’acquisition sous ", eur(80)), c(n(6), " clients, base < ", n(30)), _conclusion("unknown"))),
    )  # fmt: skip
    return Table("trials", (), t("Essais du mois"), heads, rows)


def planned() -> Table:
    heads = (Column("action", t("Action")), Column("criterion", t("Critère de réussite")), Column("objective", t("Objectif")),
             Column("owner", t("Responsable")), Column("due", t("Échéance"), "right"))  # fmt: skip
    rows = (
        Row((c("Ramener le formulaire de neuf à quatre champs"), c("au moins ", n(150), " demandes"), c("Prospects"), c("C. Morel"), c(_day(9)))),
        Row((c("Déplacer ", eur(600), " de TikTok vers Pinterest"), c("au moins ", eur("4.50", 2), " par euro ajouté"), c("Ventes"), c("A. Benali"), c(_day(2)))),
        Row((c("Passer à deux carrousels par semaine"), c("engagement d’au moins ", pct("4.0")), c("Communauté"), c("J. Perrin"), c(_day(5)))),
        Row((c("Revoir l’objectif de ", n(180), " demandes"), c("nouvel objectif daté et signé"), c("Prospects"), c("Direction"), c(_day(20)))),
    )  # fmt: skip
    return Table("planned", (), t("Décisions à prendre"), heads, rows)


def section() -> Section:
    return Section("actions", t("Actions"), (
        Panels((Panel(t("Deux actions sur quatre ont atteint leur critère"), t("Essais d’octobre"), trials()),)),
        Panels((Panel(t("Quatre décisions à prendre pour novembre"), t("Prochain cycle"), planned()),)),
    ))  # fmt: skip


def funnel(
    names: tuple[str, ...] = (
        "Visites venues des réseaux",
        "Visites engagées",
        "Demandes",
        "Demandes qualifiées",
        "Nouveaux clients",
    ),
    values: tuple[int | None, ...] = (18400, 7360, 612, 148, 24),
) -> ChartSpec:
    return ChartSpec(
        id="funnel",
        kind="funnel",
        title=t("Une visite engagée sur douze devient une demande"),
        subtitle=t("Personnes à chaque étape, ", cycle(OCT)),
        categories=tuple((t(name),) for name in names),
        series=(Series(t("personnes"), "current", tuple(None if v is None else Decimal(v) for v in values)),),
        unit="count",
        precision=0,
        ticks=(),
        band=(),
        labels=tuple(PointLabel(t(n(v)), 0, i, strong=True) for i, v in enumerate(values) if v is not None),
        from_zero=True,
        alt=t("Barres de l’entonnoir\u00a0: ", n(18400), " visites, ", n(24), " nouveaux clients."),
        strong_category=2,
    )  # fmt: skip


def funnel_table() -> Table:
    heads = (Column("step", t("Passage")), Column("current", t("Octobre"), "right"), Column("previous", t("Sept."), "right"),
             Column("change", t("Écart"), "right"), Column("verdict", t("Verdict")))  # fmt: skip
    rows = (
        Row((c("Visite à visite engagée"), c(pct("40.0"), strong=True), c(pct("40.6")), c(fig(Decimal("-0.006"), "points", 1, signed=True)), c("Habituelle", sign="usual"))),
        Row((c("Visite engagée à demande"), c(pct("8.3"), strong=True), c(pct("8.6")), c(fig(Decimal("-0.003"), "points", 1, signed=True)), c("Signal", sign="signal"))),
        Row((c("Demande à qualifiée"), c(pct("24.2"), strong=True), c(pct("23.2")), c(fig(Decimal("0.009"), "points", 1, signed=True)), c("Habituelle", sign="usual"))),
        Row((c("Qualifiée à client"), c(pct("16.2"), strong=True), c(pct("15.1")), c(fig(Decimal("0.011"), "points", 1, signed=True)), c("Insuffisant", sign="unknown"))),
    )  # fmt: skip
    return Table("funnel", (), t("Passage d’une étape à la suivante"), heads, rows)


def funnel_panels() -> Panels:
    chart = funnel()
    return Panels((
        Panel(chart.title, chart.subtitle, chart),
        Panel(t("Le passage à la demande recule"), t("Part qui passe à l’étape suivante"), funnel_table()),
    ))  # fmt: skip


def asks(lang: str = "fr") -> Asks:
    if lang == "en":
        return Asks(t("Decisions expected"), (
            t("Add ", eur(2400), " to Pinterest until ", _day(20), " (management)."),
            t("Sign a new target for requests for advice by ", _day(9), " (C. Morel)."),
            t("Stop the TikTok workshop videos if the trial brings fewer than ", n(30), " customers (A. Benali)."),
        ))  # fmt: skip
    return Asks(t("Décisions attendues"), (
        t("Accorder ", eur(2400), " de plus à Pinterest jusqu’au ", _day(20), "\u00a0: direction."),
        t("Signer un nouvel objectif de demandes de conseil avant le ", _day(9), "\u00a0: C. Morel."),
        t("Arrêter les vidéos d’atelier sur TikTok si l’essai amène moins de ", n(30), " clients\u00a0: A. Benali."),
    ))  # fmt: skip
