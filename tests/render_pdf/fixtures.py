# ruff: noqa: E501 - sentences of the pictures, kept whole
"""Reports made by hand, equal to the pictures of the look: pages 1 to 3 and the notes of the invented Maison Lumière."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen.model.report import (
    Cell,
    ChartSpec,
    Column,
    Definitions,
    Emphasis,
    Figure,
    Headline,
    Lines,
    Masthead,
    Notice,
    Objective,
    Passage,
    Passages,
    PointLabel,
    Report,
    Row,
    Section,
    Series,
    Sign,
    Spark,
    Table,
    Text,
    Tile,
    Tiles,
    Tone,
    Unit,
)
from reportgen.periods import CycleSpec, cycle_of

MONTH = CycleSpec("month")
OCT, SEPT, YEAR_AGO = (cycle_of(MONTH, date(year, month, 1)) for year, month in ((2026, 10), (2026, 9), (2025, 10)))
LONG_NAME = (
    "Société coopérative d’intérêt collectif des artisans luminaristes et électriciens d’art du Grand Lyon et de l’Ain"
)


def fig(value: object, unit: Unit = "count", precision: int = 0, **rest: object) -> Figure:
    number = value if not isinstance(value, int | str) or unit == "verbatim" else Decimal(value)
    return Figure(f"{unit}.{number}", number, unit, precision, **rest)  # type: ignore[arg-type]


def n(value: object, **rest: object) -> Figure:
    return fig(value, **rest)  # type: ignore[arg-type]


def eur(value: str | int, precision: int = 0, **rest: object) -> Figure:
    return fig(value, "currency", precision, **rest)


def pct(value: str, precision: int = 1, **rest: object) -> Figure:
    """``pct("19.1")`` is 19.1 %."""
    return fig(Decimal(value) / 100, "percent", precision, **rest)


def pts(value: str, precision: int = 1) -> Figure:
    return fig(Decimal(value) / 100, "points", precision, signed=True)


def cycle(value: object, unit: Unit = "cycle") -> Figure:
    return fig(value, unit)


def t(*parts: object) -> Text:
    return parts  # type: ignore[return-value]


def c(*parts: object, sign: Sign = "none", tone: Tone = "plain", after: Text = (), **rest: object) -> Cell:
    return Cell(t(*parts), sign=sign, tone=tone, after=after, **rest)  # type: ignore[arg-type]


WORDS = {
    "fr": {
        "met": "Atteint", "close": "Proche", "missed": "Non atteint", "up": "en hausse", "down": "en baisse",
        "good": "favorable", "signal": "Signal, hors de l’habituel", "usual": "Variation habituelle",
        "target": "Objectif ", "ceiling": "Plafond ", "sept": "sept. ", "sep": ", ", "apos": "’",
    },
    "en": {
        "met": "Met", "close": "Close", "missed": "Missed", "up": "up", "down": "down",
        "good": "favourable", "signal": "Signal, beyond the usual", "usual": "Usual variation",
        "target": "Target ", "ceiling": "Ceiling ", "sept": "Sept ", "sep": ", ", "apos": "’",
    },
}  # fmt: skip
STATUS: dict[str, Tone] = {"met": "met", "close": "close", "missed": "missed"}

RISING = (18.2, 18.8, 19.9, 17.8, 18.5, 19.4, 19.8, 20.7, 20.1, 19.2, 21.4, 23.1, 26.36)
WAVES = (118.0, 124.0, 131.0, 112.0, 127.0, 138.0, 129.0, 142.0, 133.0, 121.0, 136.0, 141.0, 132.0)
FALLING = (55.2, 53.0, 51.0, 54.1, 53.2, 51.5, 52.8, 50.2, 52.0, 49.8, 51.1, 52.3, 49.0)


def status_cell(status: str, attainment: int, lang: str) -> Cell:
    word = WORDS[lang][status]
    return c(word, ", ", pct(str(attainment), 0), sign=status, tone=STATUS[status], strong=True)  # type: ignore[arg-type]


def tile(
    name: str,
    value: Figure,
    change: Figure,
    previous: Figure,
    target: Figure,
    status: str,
    attainment: int,
    spark: tuple[float, ...],
    lang: str = "fr",
    signal: bool = False,
    falls: bool = False,
    lower: bool = False,
    definition: Text = (),
) -> Tile:
    words = WORDS[lang]
    low, high = min(spark[:-1]), max(spark[:-1])
    word = words["good"] if lower else words["down" if falls else "up"]
    return Tile(
        id=name.lower().replace(" ", "_"),
        name=t(name),
        value=t(value),
        measured=True,
        change=c(Emphasis((change,)), " ", word, sign="down" if falls else "up"),
        previous=t(words["sept"], previous),
        verdict=c(words["signal" if signal else "usual"], sign="signal" if signal else "usual"),
        has_bar=True,
        bar=attainment / 100,
        status=status_cell(status, attainment, lang),
        target=t(words["ceiling" if lower else "target"], target),
        definition=definition,
        spark=Spark(spark, low, high),
        alt=t("Treize mois, dans la fourchette habituelle. Barre : ", pct(str(attainment), 0), " de l’objectif."),
    )


def six_tiles(lang: str = "fr") -> tuple[Tile, ...]:
    fr = lang == "fr"
    names = (
        ("Chiffre d’affaires attribué", "ROI des ventes", "Demandes de conseil", "Part de voix", "Taux d’engagement",
         "Coût d’acquisition client")
        if fr
        else ("Attributed revenue", "ROI on sales", "Requests for advice", "Share of voice", "Engagement rate",
              "Customer acquisition cost")
    )  # fmt: skip
    define = (
        ("Ventes dont le dernier clic vient d’un réseau social, retours déduits.",
         "(marge brute attribuée − investissement) ÷ investissement.", "Formulaires de devis envoyés depuis un réseau.",
         "Mentions de la marque ÷ mentions des enseignes suivies.", "Interactions ÷ portée Instagram du mois.",
         "Investissement total ÷ nouveaux clients attribués.")
        if fr
        else ("Sales whose last click comes from a social network, returns deducted.",
              "(gross margin − investment) ÷ investment.", "Forms sent from a social network.",
              "Mentions of the brand ÷ mentions of the brands watched.", "Interactions ÷ Instagram reach of the month.",
              "Total investment ÷ new customers attributed.")
    )  # fmt: skip
    up = RISING
    return (
        tile(names[0], eur(26360), pct("14.0", signed=True), eur(23120), eur(24000), "met", 110, up, lang, True,
             definition=t(define[0])),
        tile(names[1], pct("48.4"), pts("14.0"), pct("34.4"), pct("40.0"), "met", 121, up, lang, True,
             definition=t(define[1])),
        tile(names[2], n(132), pct("-6.4", signed=True), n(141), n(180), "missed", 73, WAVES, lang, falls=True,
             definition=t(define[2])),
        tile(names[3], pct("19.1"), pts("1.6"), pct("17.5"), pct("18.0"), "met", 106, up, lang, True,
             definition=t(define[3])),
        tile(names[4], pct("3.8"), pts("0.2"), pct("3.6"), pct("4.0"), "close", 96, WAVES, lang,
             definition=t(define[4])),
        tile(names[5], eur("49.04", 2), pct("-6.3", signed=True), eur("52.31", 2), eur(50, 2), "met", 102, FALLING, lang,
             falls=True, lower=True, definition=t(define[5])),
    )  # fmt: skip


def objectives_table(lang: str = "fr") -> Table:
    fr = lang == "fr"
    words = WORDS[lang]
    heads = (
        ("Objectif", "Indicateur", "Atteinte", "Décision", "Pourquoi")
        if fr
        else ("Objective", "Indicator", "Attainment", "Decision", "Why")
    )
    rows = (
        (("Être connus de ceux qui rénovent", "Part de voix", "met", 106, "Continuer", "hausse hors de l’habituel"),
         ("Animer une communauté qui échange", "Taux d’engagement", "close", 96, "Changer", "progrès dans l’habituel"),
         ("Recevoir des demandes de conseil", "Demandes de conseil", "missed", 73, "Réévaluer",
          "manqué trois mois de suite"),
         ("Vendre en ligne", "Chiffre d’affaires attribué", "met", 110, "Continuer", "hausse hors de l’habituel"))
        if fr
        else (("Be known to people who renovate", "Share of voice", "met", 106, "Continue", "rise beyond the usual"),
              ("Build a community that talks", "Engagement rate", "close", 96, "Change", "progress within the usual"),
              ("Receive requests for advice", "Requests for advice", "missed", 73, "Re-evaluate",
               "missed three months"),
              ("Sell online", "Attributed revenue", "met", 110, "Continue", "rise beyond the usual"))
    )  # fmt: skip
    keys = ("objective", "kpi", "attainment", "decision", "reason")
    return Table(
        name="objectives",
        heading=t("Objectifs et décisions proposées" if fr else "Objectives and proposed decisions"),
        caption=t("Objectifs" if fr else "Objectives"),
        columns=tuple(Column(key, t(head)) for key, head in zip(keys, heads, strict=True)),
        rows=tuple(
            Row((
                c(goal),
                c(kpi),
                c(words[status], ", ", pct(str(attained), 0), sign=status, tone=STATUS[status], strong=True),
                c(decision, strong=True),
                c(why),
            ))
            for goal, kpi, status, attained, decision, why in rows
        ),
    )  # fmt: skip


def summary(client: str = "Maison Lumière", lang: str = "fr", tiles: int = 6) -> Section:
    fr = lang == "fr"
    masthead = Masthead(
        client=t(client),
        kind=t("Rapport mensuel des réseaux sociaux" if fr else "Monthly social media report"),
        cycle=t("Octobre ", fig(OCT, "year"), ",") if fr else t(cycle(OCT), ","),
        comparison=t("comparé à ", cycle(SEPT), " et à ", cycle(YEAR_AGO))
        if fr
        else t("compared with ", cycle(SEPT), " and ", cycle(YEAR_AGO)),
    )
    headline = (
        t("Les ventes venues des réseaux progressent de ", pct("14.0"), " et couvrent leurs coûts\u202f; les demandes de "
          "conseil manquent leur objectif pour le troisième mois de suite.")
        if fr
        else t("Sales from social media rose ", pct("14.0"), " and cover their costs; requests for advice missed their "
               "target for the third month running.")
    )  # fmt: skip
    return Section(
        "summary",
        (),
        (
            masthead,
            Headline(headline),
            Tiles(
                t("Les six indicateurs du mois" if fr else "The month’s six indicators"),
                t("Courbe\u00a0: treize mois\u202f; bande\u00a0: fourchette habituelle. Barre\u00a0: octobre\u202f; "
                  "cadre\u00a0: objectif." if fr
                  else "Last thirteen months; band: usual range. Solid bar: October; outline: target."),
                six_tiles(lang)[:tiles],
            ),
            objectives_table(lang),
            passages(lang),
            Notice(
                t("Données partielles" if fr else "Partial data"),
                (t("Pinterest\u00a0: ", n(27), " jours sur ", n(31), " (export du ", fig(date(2026, 10, 28), "day_month"),
                   "). Ses impressions et ses clics sont incomplets, leur variation n’est pas calculée. Ventes, demandes "
                   "et coûts sont complets.") if fr
                 else t("Pinterest: ", n(27), " days of ", n(31), " (export of ", fig(date(2026, 10, 28), "day_month"),
                        "). Its impressions and clicks are incomplete and their change is withheld. Sales, requests and "
                        "costs are complete."),),
            ),
        ),
    )  # fmt: skip


def passages(lang: str = "fr") -> Passages:
    if lang == "fr":
        return Passages((
            Passage(t("Ce qui s’est passé"), (t("Le chiffre d’affaires attribué atteint ", eur(26360), ", soit ",
                    eur(3240), " de plus qu’en septembre, pour ", eur(251), " de coûts en plus. Les demandes passent de ",
                    n(141), " à ", n(132), "."),)),
            Passage(t("Ce que nous avons appris"), (t("Pinterest rapporte ", eur("6.65", 2), " par euro dépensé, "
                    "Instagram ", eur("3.55", 2), ". Le bouton «\u00a0Demander conseil\u00a0» en story n’a produit que ",
                    n(11), " demandes."),)),
            Passage(t("La suite"), (t("Ramener le formulaire de neuf à quatre champs, déplacer ", eur(600), " de TikTok "
                    "vers Pinterest et revoir l’objectif de ", n(180), " demandes avec la direction."),)),
        ))  # fmt: skip
    return Passages((
        Passage(t("What happened"), (t("Attributed revenue reached ", eur(26360), ", ", eur(3240), " more than in "
                "September, for ", eur(251), " more in costs. Requests for advice went from ", n(141), " to ", n(132),
                "."),)),
        Passage(t("What we learned"), (t("Pinterest returns ", eur("6.65", 2), " per euro spent, Instagram ",
                eur("3.55", 2), ". The “Ask for advice” story button brought only ", n(11), " requests."),)),
        Passage(t("What comes next"), (t("Cut the form from nine fields to four, move ", eur(600), " from TikTok to "
                "Pinterest, and review the target of ", n(180), " requests with management."),)),
    ))  # fmt: skip


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
        band=None,
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
        band=(Decimal("0.0308"), Decimal("0.0406")),
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
        band=(Decimal(100), Decimal(159)),
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
        band=None,
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
