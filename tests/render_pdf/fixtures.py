# ruff: noqa: E501 - sentences of the pictures, kept whole
"""Reports made by hand, equal to the look's pictures: the invented Maison Lumière."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen.model.report import Column, Definitions, Lines, Objective, Report, Row, Section, Table, Tiles
from reportgen.model.text import Emphasis, Figure
from tests.render_pdf import investment, steps
from tests.render_pdf.english import english
from tests.render_pdf.objectives import awareness, community, kpi_row, leads, sales
from tests.render_pdf.parts import (
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
    t,
)
from tests.render_pdf.summary import summary


def notes_section() -> Section:
    days = date(2026, 11, 2)
    rows = (
        ("Boutique en ligne", "Ventes, commandes, clients", 31, days, False),
        ("Google Analytics", "Visites, demandes, inscriptions", 31, days, False),
        ("Meta Business Suite", "Instagram, Facebook", 31, date(2026, 11, 1), False),
        ("Pinterest Analytics", "Impressions, clics", 27, date(2026, 10, 28), True),
        ("TikTok Studio", "Vues, abonnés", 31, date(2026, 11, 1), False),
        ("Veille des mentions", "Cinq enseignes", 31, date(2026, 11, 1), False),
    )
    table = Table(
        "sources",
        t("Données"),
        t("Sources"),
        (Column("source", t("Source")), Column("measures", t("Ce qu’elle fournit")),
         Column("days", t("Jours couverts"), "right"), Column("export", t("Dernier export"), "right"),
         Column("state", t("État"))),
        tuple(
            Row((c(name), c(what), c(n(covered), " sur ", n(31)), c(fig(day, "day_month")),
                 c("Partiel", sign="close", strong=True) if partial else c("Complet")))
            for name, what, covered, day, partial in rows
        ),
    )  # fmt: skip
    lines = Lines((
        t(Emphasis(("Donnée retraitée\u00a0:",)), " Meta a révisé la portée de septembre, de ", n(209800), " à ", n(206300),
          ". La variation est calculée sur la valeur révisée."),
        t(Emphasis(("Rupture de série\u00a0:",)), " Aucune ce mois-ci."),
        t(Emphasis(("Attribution\u00a0:",)), " Dernier clic, fenêtre de ", n(30), " jours. Marge brute\u00a0: ",
          pct("45", 0), " du chiffre d’affaires, taux fourni par la direction financière."),
    ))  # fmt: skip
    terms = (
        ("Chiffre d’affaires attribué", "ventes dont le dernier clic vient d’un réseau social, retours déduits."),
        ("Coût d’acquisition client", "investissement total ÷ nouveaux clients attribués."),
        (
            "Fourchette habituelle",
            "moyenne des douze mois précédents, plus ou moins l’écart moyen d’un mois à l’autre.",
        ),
        ("Part de voix", "mentions de la marque ÷ mentions des enseignes suivies."),
        ("ROI des ventes", "(marge brute attribuée − investissement) ÷ investissement."),
        ("ROI élargi", "le même calcul, la valeur déclarée des demandes et des inscriptions ajoutée à la marge."),
        ("Signal", "résultat hors de la fourchette habituelle."),
        ("Taux d’engagement", "réactions, commentaires, partages et messages ÷ portée Instagram du mois."),
    )
    definitions = Definitions(t("Définitions"), tuple((t(term), t(words)) for term, words in terms))
    return Section("notes", t("Notes"), (table, lines, definitions))


def report(
    client: str = "Maison Lumière",
    lang: str = "fr",
    tiles: int = 6,
    objectives: tuple[Objective, ...] | None = None,
) -> Report:
    fr = lang == "fr"
    kind = "Rapport mensuel des réseaux sociaux" if fr else "Monthly social media report"
    blocks = (awareness(), community(), leads(), sales()) if objectives is None else objectives
    compared = ("Octobre ", fig(OCT, "year"), ", comparé à ", cycle(SEPT), " et à ", cycle(YEAR_AGO)) if fr else (
        cycle(OCT), ", compared with ", cycle(SEPT), " and ", cycle(YEAR_AGO))  # fmt: skip
    when = ("Octobre ", fig(OCT, "year")) if fr else (cycle(OCT),)
    return Report(
        title=t(client, " — ", kind, " — ", cycle(OCT)),
        client=t(client),
        author="Agence Exemple",
        language="fr-FR" if fr else "en-GB",
        locale="fr_FR" if fr else "en_GB",
        currency="EUR",
        created=date(2026, 11, 3),
        header=(t(Emphasis((client,)), " ", kind), t(*compared)),
        footer=t(client, " · ", kind, " · ", *when),
        slide_footer=(),
        pages=(summary(client, lang, tiles), Section("objectives", (), blocks), notes_section()),
        slides=(),
    )


def twelve_kpis() -> Objective:
    """Picture cas-3: one objective with twelve KPIs in three groups."""
    group = [Row((c(name),), "group") for name in ("Portée et mentions", "Contenus", "Tonalité et coût")]

    def plain(value: str) -> Figure:
        return n(Decimal(value), precision=1) if "." in value else n(value)

    def two(value: str) -> Figure:
        return pct(value, 2)

    def euros(value: str) -> Figure:
        return eur(value, 2)

    first = awareness().table.rows
    met: tuple[str, int] = ("met", 108)
    rows = (
        group[0], *first,
        kpi_row("Mentions", n, ("412", "366", "268", "380"), pct("12.6", signed=True), True, met),
        group[1],
        kpi_row("Publications", n, ("38", "35", "31", ""), n(3, signed=True), False, None),
        kpi_row("Taux d’amplification", plain, ("14.2", "12.9", "10.4", "13.0"), n(Decimal("1.3"), precision=1,
                signed=True), False, ("met", 109)),
        kpi_row("Taux de viralité", two, ("0.42", "0.39", "0.33", "0.40"), pts("0.03", 2), False, ("met", 105)),
        kpi_row("Vues de vidéos", n, ("96840", "91200", "70310", "100000"), pct("6.2", signed=True), False, ("close", 97)),
        group[2],
        kpi_row("Tonalité nette", pct, ("61.3", "64.0", "58.2", "60.0"), pts("-2.7"), False, ("met", 102)),
        kpi_row("Part de mentions négatives", pct, ("8.1", "7.4", "9.0", "8.0"), pts("0.7"), False, ("close", 99),
                lower=True),
        kpi_row("CPM", euros, ("4.12", "4.05", "4.60", "4.00"), pct("1.7", signed=True), False, ("close", 97), lower=True),
        kpi_row("Score de santé de la marque", n, ("71", "70", "66", "70"), n(1, signed=True), False, ("met", 101)),
    )  # fmt: skip
    base = awareness()
    return replace(base, table=replace(base.table, rows=rows))


def not_measured(report_: Report) -> Report:
    """Picture cas-1: the fourth tile has no value this month."""
    first, *rest = report_.pages
    blocks = list(first.blocks)
    tiles = blocks[2]
    assert isinstance(tiles, Tiles)
    old = tiles.tiles[3]
    assert old.spark is not None
    new = replace(
        old,
        value=t("non mesuré"),
        measured=False,
        change=c("Veille des mentions arrêtée"),
        verdict=c("dernière valeur\u00a0: septembre", sign="unknown"),
        bar=None,
        status=c("Sans verdict", sign="unknown", strong=True),
        spark=replace(old.spark, values=(*old.spark.values[:-1], None)),
    )
    blocks[2] = replace(tiles, tiles=(*tiles.tiles[:3], new, *tiles.tiles[4:]))
    return replace(report_, pages=(replace(first, blocks=tuple(blocks)), *rest))


def one_objective() -> Report:
    """Picture cas-4: one objective, three tiles in one row."""
    whole = report(objectives=(leads(),), tiles=3)
    first, *rest = whole.pages
    blocks = list(first.blocks)
    table = blocks[3]
    assert isinstance(table, Table)
    blocks[3] = replace(table, rows=table.rows[2:3])
    return replace(whole, pages=(replace(first, blocks=tuple(blocks)), *rest))


def whole(base: Report, lang: str = "fr") -> Report:
    """``base`` with asks on page 1, investment and return, and actions."""
    first, *rest = base.pages
    more = (investment.section(), steps.section())
    first = replace(first, blocks=(*first.blocks[:-1], steps.asks(lang), first.blocks[-1]))
    return replace(base, pages=(first, *rest[:-1], *(english(more) if lang == "en" else more), rest[-1]))
