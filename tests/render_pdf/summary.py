# ruff: noqa: E501 - sentences of the pictures, kept whole
"""Page 1 of the look's pictures, in French and English."""

from __future__ import annotations

from datetime import date

from reportgen.model.report import (
    Column,
    Headline,
    Masthead,
    Notice,
    Passage,
    Passages,
    Row,
    Section,
    Spark,
    Table,
    Tile,
    Tiles,
)
from reportgen.model.text import Emphasis, Figure, Text
from tests.render_pdf.parts import (
    OCT,
    SEPT,
    STATUS,
    WORDS,
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

RISING = (18.2, 18.8, 19.9, 17.8, 18.5, 19.4, 19.8, 20.7, 20.1, 19.2, 21.4, 23.1, 26.36)
WAVES = (118.0, 124.0, 131.0, 112.0, 127.0, 138.0, 129.0, 142.0, 133.0, 121.0, 136.0, 141.0, 132.0)
FALLING = (55.2, 53.0, 51.0, 54.1, 53.2, 51.5, 52.8, 50.2, 52.0, 49.8, 51.1, 52.3, 49.0)


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
        spark=Spark(spark, ((low, high),) * len(spark)),
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


OBJECTIVES = ("notoriété", "communauté", "prospects", "ventes")


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
            ), leads_to=objective)
            for objective, (goal, kpi, status, attained, decision, why) in zip(OBJECTIVES, rows, strict=True)
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
