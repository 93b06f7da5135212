"""Reports made by hand, like the pictures of the deck's look: an English quarter and a French month."""

# ruff: noqa: E501 - tables of hand-made data read better unbroken

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen.model.chart import ChartSpec, Series
from reportgen.model.report import Cell, Column, KeyFigure, Report, Row, Sign, Slide, SpeakerNotes, Table, Tone
from reportgen.model.text import Figure, Text
from reportgen.periods import Cycle, CycleSpec

QUARTER, MONTH = CycleSpec("quarter"), CycleSpec("month")
WORDS = {"met": "Met", "close": "Close", "missed": "Missed"}


def n(value: str, unit: str = "count", precision: int = 0, **options: object) -> Figure:
    return Figure(f"f{value}", Decimal(value), unit, precision, **options)  # type: ignore[arg-type]


def pct(value: str, precision: int = 1, **options: object) -> Figure:
    return n(value, "percent", precision, **options)


def money(value: str, precision: int = 0, **options: object) -> Figure:
    return n(value, "currency", precision, **options)


def verbatim(text: str) -> Figure:
    return Figure(f"v{text}", text, "verbatim")


def quarter(number: int, year: int, unit: str = "cycle") -> Figure:
    start = date(year, 3 * number - 2, 1)
    end = date(year + (number == 4), 3 * number % 12 + 1, 1)
    return Figure(f"{year}-Q{number}", Cycle(QUARTER, start, end), unit)  # type: ignore[arg-type]


def month(number: int, year: int, unit: str = "cycle") -> Figure:
    start, end = date(year, number, 1), date(year + (number == 12), number % 12 + 1, 1)
    return Figure(f"{year}-{number:02d}", Cycle(MONTH, start, end), unit)  # type: ignore[arg-type]


def status(tone: Tone, *text: str | Figure) -> Cell:
    return Cell(tuple(text), sign=tone if tone != "muted" else "unknown", tone=tone, strong=True)  # type: ignore[arg-type]


def change(sign: Sign, *text: str | Figure, after: Text = ()) -> Cell:
    return Cell(tuple(text), sign=sign, after=after)


def plain(*text: str | Figure) -> Cell:
    return Cell(tuple(text))


def notes(message: Text) -> SpeakerNotes:
    return SpeakerNotes((
        (("Message",), message),
        (("Figures",), ("Qualified leads = ", n("148"), " [leads]")),
        (("Definition",), ("Leads that sales accepted.",)),
        (("Data",), ("CRM, complete.",)),
    ))  # fmt: skip


ON_Q2 = (" on ", Figure("q2", "Q2", "verbatim"))

COVER = Slide(
    "cover", "cover", ("Social media return on investment, third quarter ", Figure("y", date(2026, 7, 1), "year")),
    subtitle=("July to September ", Figure("y", date(2026, 7, 1), "year"), ", against ", quarter(2, 2026), " and ",
              quarter(3, 2025)),
    prepared_for=("Prepared for the management committee  ·  ", Figure("d", date(2026, 10, 14), "date")),
    notice=(("Data notice",),
            ("X: mentions missing for ", n("12"), " of ", n("92"), " days (19 to 30 September). Figures that use them "
             "are marked “partial”."),
            ("Revenue: CRM, last click. Not yet settled for orders after 24 September.",)),
    group="Summary",
)  # fmt: skip

KEYS = (
    KeyFigure(("Revenue from social",), (money("404000"),), change("up", "up ", pct("0.148"), *ON_Q2, after=("signal",)),
              status("met", "Met: ", pct("1.01", 0), " of target")),
    KeyFigure(("ROI on sales",), (pct("0.486", signed=True),),
              change("up", "up ", n("0.074", "points", 1), *ON_Q2, after=("usual variation",)),
              status("met", "Met: target ", pct("0.45", 0, signed=True))),
    KeyFigure(("Customer acquisition cost",), (money("3625"),),
              change("down", "down ", pct("0.046"), *ON_Q2, after=("small base (", n("24"), ")")),
              status("close", "Close: target ", money("3500"))),
    KeyFigure(("Qualified leads",), (n("148"),), change("up", "up ", pct("0.065"), *ON_Q2, after=("usual variation",)),
              status("missed", "Missed: ", pct("0.82", 0), " of ", n("180"))),
    KeyFigure(("Cost per qualified lead",), (money("588"),),
              change("up", "up ", pct("0.024"), *ON_Q2, after=("usual variation",)),
              status("close", "Close: target ", money("550"))),
    KeyFigure(("Share of voice (partial)",), (pct("0.234"),),
              change("up", "up ", n("0.005", "points", 1), *ON_Q2, after=("usual variation",)),
              status("close", "Close: ", pct("0.94", 0), " of ", pct("0.25", 0))),
)  # fmt: skip


def objective_row(name: str, result: Text, tone: Tone, decision: str, why: Text) -> Row:
    return Row((Cell((name,), strong=True), Cell(result), status(tone, WORDS[tone]), Cell((decision,), strong=True),
                Cell(why)))  # fmt: skip


OBJECTIVES = Table(
    "objectives", (), ("Objectives: result, status and decision",),
    (Column("name", ("Objective",)), Column("result", ("Result against target",)), Column("status", ("Status",)),
     Column("decision", ("Decision",)), Column("why", ("Because",))),
    (objective_row("Be visible to HR directors", (pct("0.234"), " of ", pct("0.25", 0)), "close", "Change",
                   (pct("0.94", 0), " of target and no signal of improvement in four quarters")),
     objective_row("Feed the sales team with leads", (n("148"), " of ", n("180")), "missed", "Re-evaluate",
                   ("Missed three quarters running; the trend reaches about ", n("160"))),
     objective_row("Win customers at a profit", (money("404000"), " of ", money("400000")), "met", "Continue",
                   ("Target met, and revenue above its usual range",))),
)  # fmt: skip

SUMMARY = Slide(
    "summary", "summary",
    ("Social media returned ", money("1.49", 2), " of margin per euro invested and met its revenue target, but qualified "
     "leads fell short for the third quarter running"),
    section=("Executive summary",), key_figures=KEYS, table=OBJECTIVES,
    source=("Partial: X mentions missing for ", n("12"), " of ", n("92"), " days. ROI on ", pct("0.32", 0), " gross margin; "
            "revenue by CRM, last click. “Signal”: outside the usual range of the last ", n("8"), " quarters."),
    notes=notes(("Social media paid for itself.",)), group="Summary", link=("voice", "leads", "sales"),
)  # fmt: skip


def score_row(group: str, name: str, cells: tuple[Cell, ...]) -> Row:
    return Row((Cell((group,) if group else (), strong=True), plain(name), *cells))


def score(value: Figure, target: Text, share: str, one: tuple[Sign, Figure], two: tuple[Sign, Figure], verdict: Text,
          tone: Tone) -> tuple[Cell, ...]:  # fmt: skip
    return (plain(value), Cell(target), plain(pct(share, 0)), change(one[0], one[1]), change(two[0], two[1]), Cell(verdict),
            status(tone, WORDS[tone]))  # fmt: skip


def rate(value: str) -> tuple[Sign, Figure]:
    return ("down" if value.startswith("-") else "up"), pct(value, signed=True)


def points(value: str) -> tuple[Sign, Figure]:
    return "up", n(value, "points", 1, signed=True)


SCOREBOARD = Table(
    "scoreboard", (), ("Every indicator with target, attainment, change, verdict and status",),
    (Column("objective", ("Objective",)), Column("name", ("Indicator",)), Column("current", (quarter(3, 2026),), "right"),
     Column("target", ("Target",), "right"), Column("attained", ("Attained",), "right"),
     Column("change", ("vs ", quarter(2, 2026)), "right"), Column("year_ago", ("vs ", quarter(3, 2025)), "right"),
     Column("verdict", ("Verdict",)), Column("status", ("Status",))),
    (score_row("Be visible", "Share of voice, partial",
               score(pct("0.234"), (pct("0.25"),), "0.94", points("0.005"), points("0.036"), ("usual variation",), "close")),
     score_row("", "Followers", score(n("48620"), (n("48000"),), "1.01", rate("0.036"), rate("0.177"), ("signal",), "met")),
     score_row("Feed sales", "Qualified leads",
               score(n("148"), (n("180"),), "0.82", rate("0.065"), rate("0.254"), ("usual variation",), "missed")),
     score_row("", "Cost per qualified lead",
               score(money("588"), ("≤ ", money("550")), "0.94", rate("0.024"), rate("-0.028"), ("usual variation",),
                     "close")),
     score_row("Win customers", "Revenue from social",
               score(money("404000"), (money("400000"),), "1.01", rate("0.148"), rate("0.408"), ("signal",), "met")),
     score_row("", "Customer acquisition cost",
               score(money("3625"), ("≤ ", money("3500")), "0.97", rate("-0.046"), rate("-0.137"),
                     (n("24"), " customers"), "close"))),
)  # fmt: skip

SCORE_SLIDE = Slide(
    "scoreboard", "table",
    ("Two of six indicators are met and three are close; qualified leads are the one clear miss",),
    section=("Objectives scoreboard",), table=SCOREBOARD,
    source=("Attainment of “lower is better” indicators (≤) is target ÷ value. Close: ", pct("0.9", 0), " or more. “Usual "
            "variation”: within the natural limits of the last ", n("8"), " quarters."),
    notes=notes(("Leads are the one clear miss.",)), group="Objectives",
    link=("voice", "", "leads", "", "sales", ""),
)  # fmt: skip


def quarters(*items: tuple[int, int]) -> tuple[tuple[Text, ...], ...]:
    return tuple(((Figure(f"q{q}{y}", f"Q{q} {y}", "verbatim"),),) for q, y in items)


def decimals(*values: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if value is None else Decimal(value) for value in values)


TREND = ChartSpec(
    "voice_trend", "trend", ("Share of voice",), ("% of mentions, by quarter",),
    quarters((3, 24), (4, 24), (1, 25), (2, 25), (3, 25), (4, 25), (1, 26), (2, 26), (3, 26)),
    (Series(("Actual",), "current",
            decimals("0.186", "0.192", None, "0.201", "0.198", "0.221", "0.236", "0.229", "0.234")),
     Series(("Target",), "target", decimals(*["0.22"] * 5, *["0.25"] * 4))),
    "percent", 1, tuple(pct(value, 0) for value in ("0.10", "0.15", "0.20", "0.25", "0.30")), (), (), False,
    ("Line chart: share of voice from ", pct("0.186"), " to ", pct("0.234"), ", target ", pct("0.25"), "; one gap."),
)  # fmt: skip
COLUMNS = ChartSpec(
    "leads_columns", "columns", ("Qualified leads",), ("by quarter",),
    quarters((3, 25), (4, 25), (1, 26), (2, 26), (3, 26)),
    (Series(("Actual",), "current", decimals("118", "131", "144", "139", "148"), highlight=4),
     Series(("Target",), "target", decimals("120", "130", "160", "170", "180"))),
    "count", 0, (), (), (), True, ("Column chart: qualified leads from ", n("118"), " to ", n("148"), "."),
)  # fmt: skip
MONTHS = ChartSpec(
    "sales_months", "columns", ("Revenue from social",), ("by month, € thousand",),
    ((("Jul (Apr)",),), (("Aug (May)",),), (("Sep (Jun)",),)),
    (Series((quarter(2, 2026),), "previous", decimals("112000", "105000", "135000")),
     Series((quarter(3, 2026),), "current", decimals("131000", "96000", "177000"))),
    "currency", 0, (), (), (), True, ("Column chart: revenue by month.",), scale=3,
)  # fmt: skip
BARS = ChartSpec(
    "channels", "bars", ("Qualified leads by channel",), (),
    tuple(((name,),) for name in ("LinkedIn", "YouTube", "Facebook", "Instagram", "=X")),
    (Series((quarter(3, 2026),), "current", decimals("92", "21", "17", "13", "5")),
     Series((quarter(2, 2026),), "previous", decimals("78", "14", "26", "12", "9"))),
    "count", 0, (), (), (), True, ("Bar chart: LinkedIn ", n("92"), ", YouTube ", n("21"), "."), strong_category=0,
)  # fmt: skip


def objective(id_: str, number: str, section: str, title: Text, chart: ChartSpec, heading: Text,
              keys: tuple[KeyFigure, ...], decision: str, text: Text, source: Text) -> Slide:  # fmt: skip
    return Slide(
        id_, "objective", title, section=("Objective ", verbatim(number), ": ", section), heading=heading, chart=chart,
        key_figures=keys, decision_heading=("Decision: ", decision), decision=(text,), source=source,
        notes=notes(title), group="Objectives",
    )  # fmt: skip


VOICE = objective(
    "voice", "1", "be visible to HR directors",
    ("Share of voice stays within its usual range, ", n("0.016", "points", 1, bare=True), " points short of target"), TREND,
    ("Share of voice, % of mentions, by quarter",),
    (KeyFigure(("Share of voice, ", quarter(3, 2026), " (partial)"), (pct("0.234"),),
               change("up", "up ", n("0.005", "points", 1, bare=True), " points on ", verbatim("Q2"),
                      after=("usual variation",)), Cell()),
     KeyFigure(("Against ", quarter(3, 2025)), ("▲ ", n("0.036", "points", 1, signed=True)),
               plain("from ", pct("0.198"), "; usual range ", n("20.6", precision=1), " to ", pct("0.251")), Cell()),
     KeyFigure(("Attainment",), (pct("0.94", 0), " of ", pct("0.25", 0)), Cell(), status("close", "Close to target"))),
    "change",
    ("Short of target without a signal of improvement. Move two posts a week from company news to HR-law explainers; judge by "
     "mentions at the end of ", verbatim("Q4"), "."),
    ("Gap: ", quarter(1, 2025), " not measured (change of listening tool). Partial: X mentions missing 19 to 30 September. "
     "Source: listening tool, ", n("1404"), " of ", n("6000"), " mentions; ", n("5"), " competitors."),
)  # fmt: skip
LEADS = objective(
    "leads", "2", "feed the sales team with leads",
    ("Qualified leads missed their target for the third quarter: ", n("148"), " of ", n("180")), COLUMNS,
    ("Qualified leads by quarter",),
    (KeyFigure(("Qualified leads, ", quarter(3, 2026)), (n("148"),),
               change("up", "up ", n("9"), " (", pct("0.065"), ") on ", verbatim("Q2"), after=("usual variation",)), Cell()),
     KeyFigure(("Against ", quarter(3, 2025)), ("▲ ", n("30", signed=True)),
               plain(n("118"), " a year ago, up ", pct("0.254")), Cell()),
     KeyFigure(("Attainment",), (pct("0.82", 0), " of ", n("180")), Cell(), status("missed", "Missed"))),
    "re-evaluate",
    ("Missed three quarters running. The trend of nine quarters points to ", n("150"), " to ", n("160"), " in ",
     verbatim("Q4"), ": propose ", n("160"), ", or fund the webinar series."),
    ("Source: CRM, leads with status “qualified” and a social UTM; usual range ", n("112"), " to ", n("167"), " (", n("8"),
     " quarters)."),
)  # fmt: skip
SALES = objective(
    "sales", "3", "win customers at a profit",
    ("Revenue from social reached ", money("404000"), ", above target and above its usual range"), MONTHS,
    ("Revenue from social by month, € thousand",),
    (KeyFigure(("Revenue from social, ", quarter(3, 2026)), (money("404000"),),
               change("up", "up ", money("52000"), " (", pct("0.148"), ") on ", verbatim("Q2"), after=("signal",)), Cell()),
     KeyFigure(("Against ", quarter(3, 2025)), ("▲ ", pct("0.408", signed=True)), plain(money("287000"), " a year ago"),
               Cell()),
     KeyFigure(("Attainment",), (pct("1.01", 0), " of ", money("400000")), Cell(), status("met", "Met"))),
    "continue",
    ("Target met with a signal. August fell below May (", pct("-0.086"), "): keep the September customer stories running "
     "through the summer."),
    ("Source: CRM won deals, last click, ", n("24"), " new customers. Not settled for orders after ", verbatim("24"),
     " September."),
)  # fmt: skip
CHANNELS = replace(
    LEADS, id="channels", title=("LinkedIn brings most leads; Facebook lost a third of its own",), chart=BARS,
    heading=("Qualified leads by channel",), section=("Channels",),
)  # fmt: skip

ENGLISH = Report(
    title=("Social media ROI report",), client=("Northwind Talent",), author="Northwind marketing", language="en-GB",
    locale="en_GB", currency="EUR", created=date(2026, 10, 14), header=((), ()), footer=(),
    slide_footer=("Northwind Talent  ·  Social media ROI report  ·  ", quarter(3, 2026)), pages=(),
    slides=(COVER, SUMMARY, SCORE_SLIDE, VOICE, LEADS, SALES, CHANNELS),
)  # fmt: skip

# -- the French month --------------------------------------------------------------------------------------------------


def fr_status(tone: Tone, *text: str | Figure) -> Cell:
    return status(tone, *text)


FR_KEYS = (
    KeyFigure(("Chiffre d’affaires issu des réseaux",), (money("31200"),),
              change("up", "hausse de ", pct("0.118"), after=("variation habituelle",)),
              status("met", "Atteint\u00a0: ", pct("1.04", 0), " de l’objectif")),
    KeyFigure(("ROI des ventes",), (pct("0.367", signed=True),),
              change("up", "hausse de ", n("0.103", "points", 1), after=("signal",)),
              status("met", "Atteint\u00a0: objectif ", pct("0.30", 0, signed=True))),
    KeyFigure(("Coût d’acquisition d’un client",), (money("49.07", 2),),
              change("down", "baisse de ", pct("0.043"), after=("variation habituelle",)),
              status("close", "Proche\u00a0: objectif ", money("45"))),
    KeyFigure(("Inscriptions à la lettre d’information",), (n("486"),),
              change("down", "baisse de ", pct("0.051"), after=("variation habituelle",)),
              status("missed", "Non atteint\u00a0: ", pct("0.81", 0), " de ", n("600"))),
    KeyFigure(("Taux d’engagement sur impressions",), (pct("0.031"),),
              change("up", "hausse de ", n("0.001", "points", 1), after=("variation habituelle",)),
              status("met", "Atteint\u00a0: objectif ", pct("0.03"))),
    KeyFigure(("Délai de réponse (partiel)",), (n("3.4", "hours", 1),),
              change("down", "baisse de ", pct("0.17", 0), after=("signal",)),
              status("met", "Atteint\u00a0: objectif ", n("4", "hours"))),
)  # fmt: skip


def fr_row(name: str, result: Text, tone: Tone, word: str, decision: str, why: Text) -> Row:
    return Row(
        (Cell((name,), strong=True), Cell(result), status(tone, word), Cell((decision,), strong=True), Cell(why))
    )


FR_SUMMARY = Slide(
    "synthese", "summary",
    ("Les réseaux sociaux ont rapporté ", money("1.37", 2), " de marge brute par euro investi et dépassent l’objectif de "
     "ventes\u202f; les inscriptions reculent"),
    section=("Synthèse pour la direction",), key_figures=FR_KEYS,
    table=Table(
        "objectives", (), ("Objectifs\u00a0: résultat, statut et décision",),
        (Column("name", ("Objectif",)), Column("result", ("Résultat par rapport à l’objectif",)),
         Column("status", ("Statut",)), Column("decision", ("Décision",)), Column("why", ("Pourquoi",))),
        (fr_row("Vendre en ligne avec profit", (money("31200"), " sur ", money("30000")), "met", "Atteint", "Continuer",
                ("Objectif atteint\u202f; le ROI sort de sa plage habituelle",)),
         fr_row("Constituer une base de contacts", (n("486"), " inscriptions sur ", n("600")), "missed", "Non atteint",
                "Changer", (pct("0.81", 0), " de l’objectif, sans signal d’amélioration sur six mois")),
         fr_row("Répondre vite à la clientèle", (n("3.4", "hours", 1), " sur ", n("4", "hours"), " au plus"), "met",
                "Atteint", "Continuer", ("Objectif atteint trois mois de suite",))),
    ),
    source=("Partiel\u00a0: messages privés d’Instagram absents du ", verbatim("1er"), " au ", verbatim("4"),
            " octobre. ROI sur une marge brute de ", pct("0.46", 0),
            "\u202f; ventes\u00a0: boutique en ligne, dernier clic. Comparé à ", month(9, 2026), " et à ", month(10, 2025), "."),
    notes=notes(("Les réseaux sociaux se paient.",)), group="Synthèse", link=("", "contacts", ""),
)  # fmt: skip

FR_TREND = ChartSpec(
    "inscriptions", "trend", ("Inscriptions à la lettre d’information",), ("par mois",),
    tuple(
        ((month(m, y, "month_short"),), (verbatim(str(y % 100)),)) if (m, y) in ((10, 2025), (1, 2026), (10, 2026))
        else ((month(m, y, "month_short"),),)
        for m, y in ((10, 2025), (11, 2025), (12, 2025), *((m, 2026) for m in range(1, 11)))
    ),
    (Series(("Réel",), "current",
            decimals("430", "520", "610", "455", None, "470", "505", "530", "495", "470", "440", "512", "486")),
     Series(("Objectif",), "target", decimals(*["500"] * 8, *["600"] * 5))),
    "count", 0, tuple(n(v) for v in ("0", "200", "400", "600")), (), (), True,
    ("Courbe\u00a0: de ", n("430"), " à ", n("486"), "; une lacune en février."),
)  # fmt: skip
FR_OBJECTIVE = Slide(
    "contacts", "objective",
    ("Les inscriptions à la lettre d’information restent sous l’objectif de ", n("600"), " pour le cinquième mois, sans "
     "sortir de leur variation habituelle"),
    section=("Objectif ", verbatim("2"), "\u00a0: constituer une base de contacts"),
    heading=("Inscriptions à la lettre d’information, par mois",), chart=FR_TREND,
    key_figures=(
        KeyFigure(("Inscriptions, ", month(10, 2026)), (n("486"),),
                  change("down", n("-26"), " (", pct("-0.051"), ") sur septembre"), Cell()),
        KeyFigure(("Par rapport à ", month(10, 2025)), ("▲ ", pct("0.13", signed=True)), plain(n("430"), " il y a un an"),
                  Cell()),
        KeyFigure(("Taux d’atteinte",), (pct("0.81", 0), " de ", n("600")), Cell(), status("missed", "Objectif non atteint")),
    ),
    decision_heading=("Décision\u00a0: changer d’approche",),
    decision=(("Sous l’objectif sans signal d’amélioration. Proposer le guide d’éclairage à l’inscription\u202f; critère\u00a0: ",
               n("550"), " inscriptions en novembre."),),
    source=("Lacune\u00a0: ", month(2, 2026), " non mesuré (formulaire en panne). Plage habituelle\u00a0: ", n("391"), " à ",
            n("596"), ". Source\u00a0: outil d’envoi, inscriptions confirmées avec balise UTM d’un réseau social."),
    notes=notes(("Les inscriptions restent sous l’objectif.",)), group="Objectifs",
)  # fmt: skip

FRENCH = Report(
    title=("Retour sur investissement des réseaux sociaux",), client=("Maison Lumière",), author="Agence Exemple",
    language="fr-FR", locale="fr_FR", currency="EUR", created=date(2026, 11, 3), header=((), ()), footer=(),
    slide_footer=("Maison Lumière  ·  Retour sur investissement des réseaux sociaux  ·  ", month(10, 2026)), pages=(),
    slides=(
        replace(COVER, id="couverture",
                title=("Retour sur investissement des réseaux sociaux, ", month(10, 2026)),
                subtitle=("Comparé à ", month(9, 2026), " et à ", month(10, 2025)),
                prepared_for=("Pour la direction  ·  ", Figure("d", date(2026, 11, 3), "date")),
                notice=(("À propos des données",), ("Messages privés d’Instagram absents du 1er au 4 octobre.",)),
                group="Synthèse"),
        FR_SUMMARY, FR_OBJECTIVE,
    ),
)  # fmt: skip
