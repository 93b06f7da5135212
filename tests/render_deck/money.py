"""Slides of money and actions made by hand, in English and French: investment and return, channels, funnel, actions."""

# ruff: noqa: E501 - tables of hand-made data read better unbroken

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.model.report import Cell, Column, KeyFigure, Row, Sign, Slide, SlideColumn, Table, Tone
from reportgen.model.text import Text
from tests.render_deck.fixtures import (
    COVER,
    ENGLISH,
    FRENCH,
    TREND,
    VOICE,
    change,
    decimals,
    money,
    month,
    n,
    notes,
    pct,
    plain,
    quarter,
)

Named = tuple[tuple[str, str], ...]


def names(*texts: str) -> tuple[tuple[Text, ...], ...]:
    return tuple(((text,),) for text in texts)


def bridge(*bars: tuple[str, str | None], totals: tuple[int, ...], title: str = "From cost to return") -> ChartSpec:
    """In thousands; ``bars`` are names with their values."""
    return ChartSpec(
        "bridge", "bridge", (title,), (), names(*(name for name, _ in bars)),
        (Series((title,), "current", decimals(*(value for _, value in bars))),), "currency", 1, (), (), (), True,
        (f"Bridge chart: {title}.",), scale=3, totals=totals,
    )  # fmt: skip


BRIDGE = bridge(
    ("Staff", "25600"), ("Agency", "18000"), ("Ad spend", "31400"), ("Tools, production", "12000"),
    ("Investment", "87000"), ("Gross margin", "129300"), ("Net return", "42300"), totals=(4, 5, 6),
)  # fmt: skip
FALLING = bridge(
    ("Gross margin", "129300"), ("Staff", "-25600"), ("Agency", "-18000"), ("Ad spend", "-31400"), ("Tools", "-1200"),
    ("Production", "-10800"), ("Net gain", "42300"), totals=(0, 6), title="From margin to net gain",
)  # fmt: skip
LOSS = bridge(
    ("Marge brute", "60000"), ("Personnel", "-25600"), ("Agence", "-18000"), ("Publicité", "-31400"),
    ("Outils et production", "-12000"), ("Perte nette", "-27000"), totals=(0, 5), title="De la marge à la perte nette",
)  # fmt: skip
LONG_NAMES = bridge(
    *((f"Abonnements professionnels et licences de logiciels, lot {letter}", f"{-4000 - 900 * place}")
      for place, letter in enumerate("ABCDEFGHIJ")),
    ("Investissement", "-80500"), totals=(10,), title="Du coût à l’investissement",
)  # fmt: skip
UNKNOWN = replace(FALLING, series=(replace(FALLING.series[0], values=decimals("129300", None, "-18000", "-31400", "-1200",
                                                                             "-10800", "67900")),))  # fmt: skip

RETURNS = ChartSpec(
    "roi", "returns", ("Return on investment",), ("Q3 2026",)[:0], names("ROI on sales", "ROI with valued results"),
    (Series(("Sales",), "current", decimals("0.486", "0.486")),
     Series(("assumed value",), "declared", decimals(None, "0.164"))),
    "percent", 0, (), (), (PointLabel((pct("0.65", 0, signed=True),), 0, 1),), True,
    ("Bar chart: ROI on sales ", pct("0.486"), ", with valued results ", pct("0.65", 0), "."),
    ranges=(None, (Decimal("0.57"), Decimal("0.77"))),
)  # fmt: skip
BELOW_ZERO = replace(
    RETURNS,
    series=(Series(("Ventes",), "current", decimals("-0.052", "-0.052")),
            Series(("valeur déclarée",), "declared", decimals(None, "0.202"))),
    ranges=(None, (Decimal("0.04"), Decimal("0.31"))),
    categories=names("ROI des ventes", "ROI élargi aux résultats valorisés, hypothèse de la direction financière"),
)  # fmt: skip
STILL_BELOW = replace(
    BELOW_ZERO,
    series=(Series(("Ventes",), "current", decimals("-0.30", "-0.30")),
            Series(("valeur déclarée",), "declared", decimals(None, "0.20"))),
    ranges=(None, (Decimal("-0.18"), Decimal("-0.02"))),
)  # fmt: skip

FUNNEL = ChartSpec(
    "funnel", "funnel", ("People at each step",), (),
    names("Visits from social", "Engaged visits", "Leads", "Qualified leads", "New customers"),
    (Series((quarter(3, 2026),), "current", decimals("18400", "7360", "612", "148", "24")),), "count", 0, (), (), (), True,
    ("Bar chart: from ", n("18400"), " visits to ", n("24"), " customers."),
)  # fmt: skip


def returns_slide(id_: str, chart: ChartSpec, heading: str, **parts: object) -> Slide:
    made = Slide(
        id_, "objective",
        (money("87000"), " invested brought ", money("129300"), " of gross margin: a net return of ", money("42300"),
         ", or ", pct("0.486")),
        section=("Investment and return",), heading=(heading,), chart=chart,
        key_figures=(
            KeyFigure(("ROI on sales",), (pct("0.486", signed=True),),
                      change("up", "up ", n("7.4", precision=1), " points on Q", n("2"), after=("usual variation",)), Cell()),
            KeyFigure(("ROI with valued results, an assumption",),
                      (pct("0.65", 0, signed=True), " (", n("57"), " to ", n("77"), ")"),
                      plain("range of low and high assumed values"), Cell()),
            KeyFigure(("Customer acquisition cost",), (money("3625"),),
                      change("down", "down ", pct("0.046"), " on Q", n("2"), "; ", n("24"), " customers"), Cell())),
        decision_heading=("What the wider ROI assumes",),
        decision=((n("124"), " open leads at ", money("60"), " (", n("30"), " to ", n("120"), ")"),
                  (n("260"), " newsletter sign-ups at ", money("12"), " (", n("6"), " to ", n("12"), ")"),
                  ("Together ", money("13900"), " (", n("7000"), " to ", n("25100"), "). Never added to sales ROI.")),
        source=("Gross margin ", pct("0.32", 0), " of ", money("404000"), ". Staff: ", n("610"), " h at ", money("42"), "."),
        notes=notes(("Social media paid for itself.",)), group="Money",
    )  # fmt: skip
    return replace(made, **parts)  # type: ignore[arg-type]


HEADS = (("name", "Channel"), ("cost", "Cost"), ("per_result", "Cost per lead"), ("customers", "Customers"),
         ("cac", "CAC"), ("next", "Next quarter"))  # fmt: skip
SMALL_BASE = ("base < ", n("30"))


def channel_columns(heads: Named = HEADS) -> tuple[Column, ...]:
    return tuple(Column(key, (head,), "left" if key == "name" else "right") for key, head in heads)


def channel_row(name: str, cost: str, per: str | None, customers: str, cac: str | None, move: Cell,
                kind: str = "body") -> Row:  # fmt: skip
    cells = (plain(name), plain(money(cost)), plain(money(per)) if per else plain("n/a"), plain(n(customers)),
             plain(money(cac)) if cac else Cell(("n/a",), reference="a"), move)  # fmt: skip
    return Row(cells, kind)  # type: ignore[arg-type]


def moved(value: str) -> Cell:
    return Cell((money(value, signed=True),), "up" if Decimal(value) > 0 else "down", strong=True)


KEEP = Cell(("keep",), "flat")
CHANNEL_TABLE = Table(
    "channels", (), ("Cost and results by channel",), channel_columns(),
    (channel_row("LinkedIn", "46200", "502", "17", "2718", moved("5000")),
     channel_row("YouTube", "12300", "586", "4", "3075", moved("4000")),
     channel_row("Facebook", "14600", "859", "1", None, moved("-6000")),
     channel_row("Instagram", "8900", "685", "2", None, KEEP),
     channel_row("X", "5000", "1000", "0", None, moved("-3000")),
     channel_row("Total", "87000", "588", "24", "3625", plain(money("0")), "total")),
)  # fmt: skip
CHANNEL_BARS = ChartSpec(
    "channel_bars", "bars", ("Qualified leads by channel",), (),
    names("LinkedIn", "YouTube", "Facebook", "Instagram", "X"),
    (Series((quarter(3, 2026),), "current", decimals("92", "21", "17", "13", "5")),
     Series((quarter(2, 2026),), "previous", decimals("78", "14", "26", "12", "9"))),
    "count", 0, (), (), (), True, ("Bar chart: LinkedIn ", n("92"), ", YouTube ", n("21"), "."),
)  # fmt: skip
CHANNELS = Slide(
    "channels", "chart_and_table", ("LinkedIn and YouTube bring leads at the lowest cost; Facebook lost a third of its leads",),
    section=("Channels and reallocation",), heading=("Qualified leads by channel",), chart=CHANNEL_BARS,
    table_heading=("Cost per result by channel, ", quarter(3, 2026)), table=CHANNEL_TABLE,
    decision_heading=("Proposal: move ", money("9000"), ", keep the total"),
    decision=(("From Facebook and X to LinkedIn and YouTube for one quarter. Keep it if the cost per lead of the moved "
               "money stays under ", money("600"), "."),),
    source=("(a) Fewer than ", n("3"), " customers: counts only. Costs shared out by hours and ad spend."),
    notes=notes(("LinkedIn and YouTube bring leads at the lowest cost.",)), group="Money",
)  # fmt: skip


def step(name: str, now: str, then: str, sign: Sign, moved_by: str, verdict: Text) -> Row:
    return Row((plain(name), plain(pct(now)), plain(pct(then)), Cell((n(moved_by, "points", 1, signed=True),), sign),
                Cell(verdict)))  # fmt: skip


FUNNEL_SLIDE = Slide(
    "funnel", "chart_and_table", ("One engaged visit in twelve becomes a lead; no step moved beyond its usual variation",),
    section=("From visit to customer",), heading=("People at each step, ", quarter(3, 2026)), chart=FUNNEL,
    table_heading=("Passage from one step to the next",),
    table=Table(
        "funnel", (), ("Passage from one step to the next",),
        (Column("name", ("Step",)), Column("current", (quarter(3, 2026),), "right"),
         Column("previous", (quarter(2, 2026),), "right"), Column("change", ("Change",), "right"),
         Column("verdict", ("Verdict",))),
        (step("Visit to engaged visit", "0.4", "0.406", "down", "-0.006", ("usual variation",)),
         step("Engaged visit to lead", "0.083", "0.086", "down", "-0.003", ("usual variation",)),
         step("Lead to qualified lead", "0.242", "0.232", "up", "0.009", ("usual variation",)),
         step("Qualified lead to customer", "0.162", "0.151", "up", "0.011", ("small base (", n("24"), ")"))),
    ),
    decision_heading=("Where to act",),
    decision=(("All four changes are within usual variation. The step with the most to gain is engaged visit to lead: test a "
               "shorter form on the salary guide.",),),
    source=("Source: web analytics (visits), CRM (leads, customers).",), notes=notes(("No step moved.",)), group="Money",
)  # fmt: skip


def column(tone: Tone, word: str, *texts: Text) -> SlideColumn:
    sign = "unknown" if tone == "muted" else tone
    return SlideColumn(Cell((word,), sign, tone, strong=True), texts)  # type: ignore[arg-type]


ACTION_COLUMNS = (Column("title", ("Action",)), Column("owner", ("Owner",)), Column("due", ("By",)),
                  Column("criterion", ("Judged by",)))  # fmt: skip


def action(title: str, owner: str, due: Text, criterion: Text) -> Row:
    return Row((plain(title), plain(owner), Cell(due), Cell(criterion)))


NEXT = Table(
    "actions", (), ("Actions of the next quarter",), ACTION_COLUMNS,
    (action("Two customer stories a week on LinkedIn", "Content team", (n("31"), " December"),
            ("Cost per lead under ", money("500"), " over at least ", n("40"), " leads")),
     action("Shorter form on the salary guide", "Web team", (n("15"), " November"),
            ("Engaged visit to lead above ", pct("0.09", 0), " for ", n("6"), " weeks")),
     action("Six podcast episodes, then decide", "S. Marchetti", (n("31"), " December"), (n("12"), " leads, or stop"))),
)  # fmt: skip

ACTIONS = Slide(
    "actions", "actions", ("Customer stories worked, the Facebook contest did not, and the podcast needs another quarter",),
    section=("Actions",),
    columns=(
        column("met", "Worked", ("Customer stories on LinkedIn: ", n("31"), " leads at ", money("410"), "; criterion: under ",
                                 money("550")), ("Salary guide video: ", n("9"), " leads at ", money("380"))),
        column("missed", "Did not work", ("Facebook contest: ", n("4"), " leads at ", money("1150"), " against a reference of ",
                                          money("700"), ". Why?"), ("Daily posts on X: ", n("5"), " leads")),
        column("muted", "Cannot tell", ("HR podcast: ", n("3"), " episodes, ", n("2"), " leads; too few to judge"),
               ("Employee advocacy: started ", n("8"), " September, two of three months missing"))),
    table_heading=("Next quarter",),
    table=NEXT,
    source=("Leads: CRM with campaign UTM. Criteria were set before the quarter.",),
    notes=notes(("Customer stories worked.",)), group="Actions",
)  # fmt: skip

PARTED = replace(
    TREND, breaks=(4,), band_name=("usual range",),
    band=tuple(None if p in (0, 2) else (Decimal("0.188") + Decimal(p) / 1000, Decimal("0.215") + Decimal(p) / 250)
               for p in range(9)),
)  # fmt: skip

MONEY = replace(ENGLISH, slides=(
    COVER,
    replace(VOICE, chart=PARTED),
    returns_slide("returns", BRIDGE, "From cost to return, € thousand, third quarter"),
    returns_slide("falling", FALLING, "From margin to net gain, € thousand", title=("What each cost takes from the margin",)),
    returns_slide("roi", RETURNS, "Return on investment", title=("Sales alone pay for the work",)),
    CHANNELS, FUNNEL_SLIDE, ACTIONS,
))  # fmt: skip

# -- French: losses, long names, one channel and many ------------------------------------------------------------------

FR_HEADS = (("name", "Canal"), ("cost", "Coût"), ("per_result", "Coût par prospect"), ("customers", "Clientes et clients"),
            ("cac", "Coût d’acqui\u00adsition"), ("next", "Mois prochain"))  # fmt: skip
EIGHT = ("LinkedIn", "YouTube", "Facebook", "Instagram", "X", "TikTok", "Pinterest", "Lettre d’information partenaire")


def many(places: range, **parts: object) -> Slide:
    shown = [EIGHT[place % len(EIGHT)] + (f" {'AB'[place // len(EIGHT)]}") for place in places]
    rows = tuple(channel_row(name, f"{9000 - 500 * p}", "1502", "17", "2718", KEEP) for p, name in zip(places, shown,
                                                                                                  strict=True))  # fmt: skip
    chart = replace(CHANNEL_BARS, categories=names(*shown), series=(
        Series((month(10, 2026),), "current", tuple(Decimal(900 - 70 * p) for p in places)),
        Series((month(9, 2026),), "previous", tuple(None if p == 2 else Decimal(930 - 75 * p) for p in places)),
    ))  # fmt: skip
    total = channel_row("Total", "87000", "588", "24", "3625", plain(money("0")), "total")
    table = Table("channels", (), ("Coûts par canal",), channel_columns(FR_HEADS), (*rows, total))
    made = replace(
        CHANNELS,
        chart=chart,
        table=table,
        section=("Canaux",),
        group="Argent",
        heading=("Prospects par canal",),
        table_heading=("Coût par prospect et par canal, ", month(10, 2026)),
    )
    return replace(made, **parts)  # type: ignore[arg-type]


FR_ACTIONS = replace(
    ACTIONS, title=("Les témoignages ont fonctionné, le jeu-concours non\u202f; le balado demande un trimestre de plus",),
    columns=(
        column("met", "A fonctionné", *(("Témoignages de la clientèle sur LinkedIn et dans la lettre d’information\u00a0: ",
                                         n("31"), " prospects à ", money("410"), "\u202f; critère\u00a0: moins de ", money("550")),) * 3),
        column("missed", "N’a pas fonctionné", ("Jeu-concours\u00a0: ", n("4"), " prospects à ", money("1150"))),
        column("muted", "Impossible à dire"),
    ),
    table_heading=("Mois prochain",),
    table=replace(NEXT, rows=tuple(
        action(f"Décision demandée {letter}\u00a0: augmenter le budget des témoignages de la clientèle sur LinkedIn", "Direction",
               (n("31"), " décembre"), ("Coût par prospect inférieur à ", money("500"), " pendant six semaines consécutives"))
        for letter in "ABCDEF")),
)  # fmt: skip

FR_MONEY = replace(FRENCH, slides=(
    FRENCH.slides[0],
    returns_slide("perte", LOSS, "De la marge à la perte nette, en milliers d’euros", title=("Une perte",)),
    returns_slide("longs", LONG_NAMES, "Du coût à l’investissement, en milliers d’euros", title=("Dix postes",)),
    returns_slide("inconnu", UNKNOWN, "De la marge au gain net", title=("Un poste manque",)),
    returns_slide("zero", BELOW_ZERO, "Retour sur investissement", title=("Sous zéro par les ventes seules",)),
    returns_slide("sous", STILL_BELOW, "Retour sur investissement", title=("Sous zéro dans tous les cas",)),
    many(range(8), id="canaux", title=("Douze canaux se partagent le budget (", n("1"), "/", n("2"), ")")),
    many(range(8, 12), id="canaux.2", title=("Douze canaux se partagent le budget (", n("2"), "/", n("2"), ")")),
    many(range(1), id="seul", title=("Un seul canal apporte tous les prospects",)),
    FR_ACTIONS,
))  # fmt: skip
