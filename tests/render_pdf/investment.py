# ruff: noqa: E501 - sentences of the pictures, kept whole
"""Investment and return, as in the look's fourth picture: costs, bridge, returns, worths, channels, proposal."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.model.report import Column, Panel, Panels, Row, Section, Table
from reportgen.model.text import Figure, Text
from tests.render_pdf.parts import OCT, SEPT, YEAR_AGO, c, cycle, eur, n, pct, t

CHANNELS = ("Instagram", "Pinterest", "Facebook", "TikTok")
KINDS = ("Publicité", "Temps d’équipe", "Agence", "Production", "Outils")


def columns(*keys: tuple[str, object]) -> tuple[Column, ...]:
    """The first ranged left, all others right."""
    heads = [(key, head if isinstance(head, tuple) else t(head)) for key, head in keys]
    return tuple(Column(key, head, "right" if number else "left") for number, (key, head) in enumerate(heads))


def gain(value: int) -> Figure:
    return eur(value, signed=True)


def costs() -> Table:
    values = (
        (3150, 2900, 250, 2700),
        (2604, 2520, 84, 2310),
        (1200, 1200, 0, 1200),
        (850, 933, -83, 911),
        (189, 189, 0, 189),
    )
    rows = [
        Row((c(kind), c(eur(now)), c(eur(before)), c(gain(change)), c(eur(ago))))
        for kind, (now, before, change, ago) in zip(KINDS, values, strict=True)
    ]
    total = Row((c("Total"), c(eur(7993)), c(eur(7742)), c(gain(251)), c(eur(7310))), "total")
    heads = columns(("kind", "Nature"), ("current", "Octobre"), ("previous", "Sept."), ("change", "Écart"),
                    ("year_ago", t(cycle(YEAR_AGO, "cycle_short"))))  # fmt: skip
    return Table("costs", (), t("Coûts du mois par nature"), heads, (*rows, total))


def bridge(
    names: tuple[str, ...] = ("Marge", "Publicité", "Équipe", "Agence", "Production", "Outils", "Reste"),
    values: tuple[int | None, ...] = (11862, -3150, -2604, -1200, -850, -189, 3869),
) -> ChartSpec:
    """The first and the last bar are totals."""
    last = len(values) - 1
    labels = tuple(
        PointLabel(t(eur(value, bare=True)), 0, index, strong=index in (0, last))
        for index, value in enumerate(values)
        if value is not None
    )
    return ChartSpec(
        id="bridge",
        kind="bridge",
        title=t("Il reste ", eur(3869), " de marge une fois les coûts payés"),
        subtitle=t("De la marge brute attribuée au reste, en euros, ", cycle(OCT)),
        categories=tuple((t(name),) for name in names),
        series=(Series(t("marge et coûts"), "current", tuple(None if v is None else Decimal(v) for v in values)),),
        unit="currency",
        precision=0,
        ticks=(),
        band=(),
        labels=labels,
        from_zero=True,
        alt=t("Cascade\u00a0: de ", eur(11862), " de marge brute, moins cinq coûts, il reste ", eur(3869), "."),
        totals=(0, last),
    )


def returns(
    solid: str | None = "48.4",
    declared: str | None = "55.6",
    low: str = "78.5",
    high: str = "127.7",
    *,
    lost: bool = False,
) -> ChartSpec:
    def share(value: str | None) -> Decimal | None:
        return None if value is None else Decimal(value) / 100

    whole = Decimal(solid or 0) + Decimal(declared or 0)
    labels = [PointLabel(t(pct(solid, bare=True)), 0, 0, strong=True)] if solid is not None else []
    labels += [PointLabel(t(pct(str(whole), bare=True)), 1, 1, strong=True)] if declared is not None else []
    labels += [
        PointLabel(t("bas ", pct(low, bare=True)), None, 1, share(low), role="declared"),
        PointLabel(t("haut ", pct(high, bare=True)), None, 1, share(high), role="declared"),
    ]
    return ChartSpec(
        id="returns",
        kind="returns",
        title=t("Chaque euro investi laisse ", eur("0.48", 2), " sur les ventes"),
        subtitle=t("ROI en % de l’investissement\u202f; plein\u00a0: ventes\u202f; hachuré\u00a0: valeurs déclarées"),
        categories=((t("ROI des ventes"),), (t("ROI élargi"),)),
        series=(
            Series(t("ventes"), "current", (share(solid), share(solid))),
            Series(t("valeurs déclarées"), "declared", (None, share(declared))),
        ),
        unit="percent",
        precision=1,
        ticks=(pct("-100", 0, bare=True), pct("0", 0, bare=True)) if lost else (),
        band=(),
        labels=tuple(labels),
        from_zero=True,
        alt=t("Barres du ROI\u00a0: ", pct("48.4"), " sur les ventes, ", pct("104.0"), " avec les valeurs déclarées."),
        ranges=(None, (share(low) or Decimal(0), share(high) or Decimal(0))),
    )


def worths() -> Table:
    heads = columns(("result", "Résultat"), ("count", "Nombre"), ("low", "Bas"), ("base", "Central"), ("high", "Haut"))
    rows = (
        Row((c("Demande de conseil"), c(n(132)), c(eur(15, 2)), c(eur(25, 2)), c(eur(35, 2)))),
        Row((c("Inscription à la lettre"), c(n(286)), c(eur("1.50", 2)), c(eur(4, 2)), c(eur(6, 2)))),
        Row((c("ROI élargi"), c(), c(pct("78.5")), c(pct("104.0")), c(pct("127.7"))), "total"),
    )
    return Table("worths", (), t("Valeurs déclarées"), heads, rows)


def channels(names: tuple[str, ...] = CHANNELS, scale: int = 1) -> Table:
    values = ((3620, 12860, "3.55", 2167, 71, "50.99", 46), (1345, 8940, "6.65", 2678, 52, "25.87", 58),
              (1660, 3940, "2.37", 113, 34, "48.82", 24), (1368, 620, "0.45", -1089, 6, "", 4))  # fmt: skip
    rows = []
    for index, name in enumerate(names):
        cost, revenue, per_euro, margin, customers, cac, results = values[index % 4]
        rows.append(Row((
            c(name), c(eur(cost * scale)), c(eur(revenue * scale)), c(eur(per_euro, 2)), c(gain(margin * scale)),
            c(n(customers)), c(eur(cac, 2)) if cac else c("base < ", n(30)), c(n(results)),
        )))  # fmt: skip
    total = Row((c("Total"), c(eur(7993 * scale)), c(eur(26360 * scale)), c(eur("3.30", 2)), c(gain(3869 * scale)), c(n(163)),
                 c(eur("49.04", 2)), c(n(132))), "total")  # fmt: skip
    heads = columns(("channel", "Canal"), ("cost", "Coût"), ("revenue", "CA attribué"), ("revenue_per_euro", "CA par euro"),
                    ("margin", "Marge − coût"), ("customers", "Nouv. clients"), ("cac", "Coût d’acq."),
                    ("results", "Demandes"))  # fmt: skip
    return Table("channels", (), t("Résultats par canal"), heads, (*rows, total))


def move() -> Table:
    now = (3620, 1345, 1660, 1368)
    moved = (0, 600, 0, -600)
    rows = [
        Row((c(name), c(eur(value)), c(eur(value + change)), c(gain(change))))
        for name, value, change in zip(CHANNELS, now, moved, strict=True)
    ]
    total = Row((c("Total"), c(eur(7993)), c(eur(7993)), c(gain(0))), "total")
    heads = columns(("channel", "Canal"), ("current", "Octobre"), ("next", "Novembre"), ("change", "Écart"))
    return Table("move", (), t("Proposition"), heads, (*rows, total))


def _panel(title: Text, subtitle: Text, body: Table | ChartSpec | None = None, *notes: Text, **rest: object) -> Panel:
    return Panel(title, subtitle, body, notes=notes, **rest)  # type: ignore[arg-type]


def blocks() -> tuple[Panels, ...]:
    chart, roi = bridge(), returns()
    trial = (
        t("En octobre, Pinterest a rapporté ", eur("6.65", 2), " de chiffre d’affaires par euro et TikTok ", eur("0.45", 2),
          ". Ces moyennes ne disent pas ce que rapporte l’euro suivant."),
        t("L’essai réussit si les ", eur(600), " ajoutés à Pinterest rapportent au moins ", eur("4.50", 2),
          " par euro en novembre\u202f; sinon, le budget revient à sa place."),
    )  # fmt: skip
    return (
        Panels((
            _panel(t(eur(251), " de plus qu’en septembre, surtout en publicité"), t("Coûts du mois par nature"), costs(),
                   t("Équipe, à ", eur(42), " l’heure\u00a0: ", n(62), "\u00a0h\u202f; ", n(60), "\u00a0h en septembre, ", n(55),
                     "\u00a0h en ", cycle(YEAR_AGO), ".")),
            _panel(chart.title, chart.subtitle, chart),
        )),
        Panels((
            _panel(roi.title, roi.subtitle, roi),
            _panel(t("Ce que le ROI élargi suppose"), t("Valeur d’un résultat, déclarée par la direction commerciale"), worths(),
                   t("ROI des ventes, ", pct("48.4"), "\u00a0: marge brute de ", pct("45", 0), ", dernier clic, retours déduits."),
                   t("Le ROI élargi contient le ROI des ventes\u202f; les deux ne s’additionnent pas.")),
        )),
        Panels((
            _panel(t("Pinterest rapporte le plus par euro\u202f; TikTok ne couvre pas son coût"),
                   t("Résultats par canal, ", cycle(OCT)), channels(),
                   t("CA\u00a0: chiffre d’affaires. Sous ", n(30), " nouveaux clients, le coût d’acquisition n’est pas calculé.")),
        )),
        Panels((
            _panel(t("Déplacer ", eur(600), " de TikTok vers Pinterest"), t("Proposition pour novembre, à budget égal"), move()),
            _panel(t("Ce que l’essai doit montrer"), t("Critère et limite"), paragraphs=trial),
        )),
    )  # fmt: skip


def section(parts: tuple[Panels, ...] | None = None) -> Section:
    return Section("returns", t("Investissement et retour"), blocks() if parts is None else parts)


__all__ = ["SEPT", "bridge", "channels", "costs", "move", "returns", "section", "worths"]
