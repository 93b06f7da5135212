"""Views → page 1: masthead, headline, tiles, objectives and decisions, three texts, notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from reportgen.document import cells
from reportgen.document.asks import asks
from reportgen.document.budgets import overspent_texts
from reportgen.document.commentary import MANY_OBJECTIVES
from reportgen.document.findings import notice
from reportgen.document.headline import headline
from reportgen.document.narrative import PAGE_WORDS, passages
from reportgen.document.scope import brief
from reportgen.document.standings import standings_table, undecided
from reportgen.document.view import View, Views
from reportgen.document.wording import NBSP, capital, ended, join, sentences
from reportgen.model.report import (
    Asks,
    Block,
    Cell,
    Column,
    Headline,
    Masthead,
    Notice,
    Passages,
    Row,
    Section,
    Spark,
    Table,
    Tile,
    Tiles,
)
from reportgen.model.text import Figure, Text

MOST_TILES, _ROW = 6, 3
SPARK_CYCLES = 13
_WIDEST = {"count": 7, "currency": 6}  # digits of a tile's value that stand beside its curve


def summary(report: Views) -> Section:
    """Page 1."""
    top = Headline(join(headline(report), "."))
    last = tuple(block for block in (asks(report), notice(report)) if block)
    table, texts = _table_and_texts(report, words_of(report, top, *last))
    return Section("summary", (), (masthead(report), top, tiles(report), table, texts, *last))


def _table_and_texts(report: Views, used: int) -> tuple[Table, Passages]:
    """Of the objectives' table the fullest form that leaves page 1 within its words: the reasons give way, then the
    rows of those met."""
    table = standings_table(report) if undecided(report) else objectives_table(report)
    bare = _without(table, "reason")
    forms = [table, bare, replace(bare, rows=bare.fewer, fewer=()) if bare.fewer else bare]
    for form in forms:
        texts = passages(report, used + words_of(report, form))
        if used + words_of(report, form, texts) <= PAGE_WORDS:
            break
    return form, texts


def words_of(report: Views, *blocks: Block) -> int:
    """The words that a reader meets in these blocks of page 1; tiles, masthead and a table's accessible label apart."""
    return sum(report.word_count(text) for block in blocks for text in _texts(block))


def _texts(block: Block) -> Iterator[Text]:
    if isinstance(block, Headline):
        yield block.text
    elif isinstance(block, Table):
        yield from (block.heading, *(column.head for column in block.columns), *block.notes)
        yield from (text for row in block.rows for cell in row.cells for text in (cell.text, cell.after))
    elif isinstance(block, Passages):
        yield from (text for passage in block.passages for text in (passage.heading, *passage.paragraphs))
    elif isinstance(block, Asks):
        yield from (block.heading, *block.lines)
    elif isinstance(block, Notice):
        yield from (block.heading, *block.paragraphs)


def _without(table: Table, key: str) -> Table:
    """The table without one of its columns."""
    kept = [place for place, column in enumerate(table.columns) if column.key != key]

    def part(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows)

    columns = tuple(table.columns[place] for place in kept)
    return replace(table, columns=columns, rows=part(table.rows), fewer=part(table.fewer))


def masthead(report: Views) -> Masthead:
    comparison = compared(report)
    cycle = capital((report_cycle(report),))
    kind = report.words.text(f"report.kind.{report.kind}")
    return Masthead(client(report), kind, join(cycle, "," if comparison else ""), comparison)


def client(report: Views) -> Text:
    return report.words.own(report.config.client, "client")


def report_cycle(report: Views) -> Figure:
    return Figure("cycle.current", report.cycle, "cycle")


def compared(report: Views) -> Text:
    """*comparé à septembre 2026 et à octobre 2025*, in a running cycle *arrêté au 15 octobre 2026, comparé aux mêmes
    jours en septembre 2026*."""
    words = report.words
    running = report.cycle.running
    form, key = ("in", "report.same_days") if running else ("to", "report.compared")
    to = [words.cycle(form, cycle, f"cycle.{name}") for name, cycle in report.compared.items()]
    text: Text = ()
    if len(to) == 1:
        text = words.text(key, cycle=to[0])
    elif to:
        text = words.text(f"{key}_two", first=to[0], second=to[1])
    if running:
        text = join(words.text("report.to_date", day=report.until), ", " if text else "", text)
    return text


def key_figures(report: Views) -> list[View]:
    """At most six KPIs: each objective's main one, then those with a target, in the config's order; where that leaves
    a row unfilled, others, signals first. Never context."""
    mains = [report.main(objective) for objective in report.scorecard.objectives]
    every = [v for objective in report.scorecard.objectives for v in report.of(objective)]
    judged = [v for v in every if v.score.target is not None]
    chosen = _chosen([*mains, *judged], MOST_TILES)
    others = sorted((v for v in every if v.measured), key=lambda v: not v.verdict.kind.startswith("signal"))
    return _chosen([*chosen, *others], -(-len(chosen) // _ROW) * _ROW)


def _chosen(views: list[View], most: int) -> list[View]:
    """The first so many, each once."""
    return list(dict.fromkeys(view for view in views if not view.score.context))[:most]


def tiles(report: Views) -> Tiles:
    chosen = key_figures(report)
    words = report.words
    number = words.number(len(chosen), "tiles.count")
    heading = words.text("tiles.heading", len(chosen), number=number, cycle=words.text(f"cycle.of_the.{report.kind}"))
    shown = tuple(_tile(view) for view in chosen)
    return Tiles(heading, _legend(report, chosen, shown), shown)


def _legend(report: Views, chosen: list[View], shown: tuple[Tile, ...]) -> Text:
    """Of what the tiles draw: without targets no bars, in the first cycle no lines."""
    lines, bars = any(tile.spark for tile in shown), any(tile.has_bar for tile in shown)
    current = Figure("cycle.current", report.cycle, "cycle")
    if lines and bars:
        return report.words.text("tiles.legend", cycles=_cycles(report, chosen), cycle=current)
    if lines:
        return report.words.text("tiles.legend_line", cycles=_cycles(report, chosen))
    return report.words.text("tiles.legend_bar", cycle=current) if bars else ()


def _cycles(report: Views, chosen: list[View]) -> Text:
    longest = max((len(_recent(view)) for view in chosen if not view.period.own), default=1)
    number = report.words.number(longest, "tiles.cycles")
    return report.words.text(f"tiles.cycles.{report.kind}", longest, number=number)


def _recent(view: View) -> tuple[float | None, ...]:
    recent = [v for v in view.history[-SPARK_CYCLES:] if v is view.history[-1] or not view.score.broken(v.cycle)]
    values = [None if v.value is None else float(v.value) for v in recent]
    while values and values[0] is None:
        values.pop(0)
    return tuple(values)


def _tile(view: View) -> Tile:
    target = view.score.target
    spark = _spark(view)
    return Tile(
        id=f"{view.objective.id}.{view.score.id}",
        name=brief(view),
        value=compact_value(view),
        measured=view.measured,
        change=cells.change_cell(view, words=True),
        previous=_previous(view),
        verdict=cells.verdict_cell(view, "tile"),
        has_bar=target is not None and target.value > 0 and view.score.better != "neutral",
        bar=_bar(view),
        status=cells.status_cell(view),
        target=cells.target_text(view),
        definition=view.definition,
        spark=spark,
        alt=_alt(view, spark),
    )


def compact_value(view: View) -> Text:
    """The current figure; in millions to three digits where the whole number is too wide for its place."""
    text = cells.value_text(view)
    value = view.score.current.value
    if not text or text[0] != view.value or value is None or view.unit not in _WIDEST:
        return text
    digits = len(str(abs(int(value))))
    if digits <= _WIDEST[view.unit]:
        return text
    scale = 9 if digits > 9 else 6
    precision = max(3 - (digits - scale), 0)
    return (replace(view.of(value, "current.compact"), precision=precision, scale=scale, compact=True),)


def _previous(view: View) -> Text:
    period = view.period
    then = cells.then_text(view, "previous")
    if not then or "previous" not in period.compared:
        return ()
    if period.cycle.running:
        day = Figure(f"{period.id}.previous.day", period.previous.stop - timedelta(days=1), "day_month")
        return view.words.text("tiles.previous_until", day=day, value=then)
    cycle = period.figure("previous", ".month", "month_short")
    key = "tiles.previous_restated" if view.restated(view.score.previous) else "tiles.previous"
    return view.words.text(key, cycle=cycle, value=then)


def _bar(view: View) -> float | None:
    """Value ÷ target, of a cumulative one all that has come so far; for a level that started somewhere the way done ÷
    the whole way, as its attainment says."""
    target, value = view.score.target, view.score.current.value
    if target is None or value is None or target.value <= 0:
        return None
    if view.cumulated is not None and isinstance(view.cumulated.value, Decimal):
        return max(0.0, float(view.cumulated.value / target.value))
    if target.start is not None and target.attainment is not None:
        return max(0.0, float(target.attainment))
    return max(0.0, float(value / target.value))


def _spark(view: View) -> Spark | None:
    values = _recent(view)
    if sum(value is not None for value in values) < 2:
        return None
    return Spark(values, view.bands(len(values)))


def _alt(view: View, spark: Spark | None) -> Text:
    """The curve and the bar in words: first and last value, the usual range, the bar."""
    words, parts = view.words, []
    if spark is not None:
        recent = view.history[-len(spark.values) :]
        known = [v.value for v in recent if v.value is not None]
        number = words.number(len(spark.values), "tiles.cycles")
        cycles = words.text(f"tiles.cycles.{view.period.kind}", len(spark.values), number=number)
        text = words.text(
            "alt.spark", cycles=cycles, first=view.of(known[0], "first"), last=view.of(known[-1], "last_known")
        )
        parts.append(capital(join(text, _band_words(view), ".")))
    if view.attainment is not None and view.target is not None:
        key = "alt.bar_ceiling" if view.lower else "alt.bar"
        parts.append(words.text(key, attainment=view.attainment, target=view.target))
    return sentences(*parts)


def _band_words(view: View) -> Text:
    value = view.score.current.value
    if view.band is None or value is None:
        return ()
    low, high = view.of(view.band[0], "low"), view.of(view.band[1], "high")
    inside = view.band[0] <= value <= view.band[1]
    return view.words.text("alt.inside" if inside else "alt.outside", low=low, high=high)


def objectives_table(report: Views) -> Table:
    """Objective, KPI, attainment, decision and reason, a line each; of many, their blocks tell the reason."""
    words, count = report.words, len(report.scorecard.objectives)
    heads = ("objective", "kpi", "attainment", "decision", "reason")
    columns = tuple(Column(key, words.text(f"objectives.head.{key}")) for key in heads)
    rows: list[Row] = []
    notes: list[Text] = []
    for objective in report.scorecard.objectives:
        insight = report.insight(objective)
        decision = cells.decision_cell(report, insight, "table")
        note = _override(report, objective.id, len(notes))
        if note:
            notes.append(note)
            decision = Cell(
                decision.text, strong=True, after=decision.after, reference=_letter(len(notes) - 1)
            )  # fmt: skip
        title = words.own(objective.title, f"objective.{objective.id}.title")
        status = cells.objective_status(report, objective)
        over = overspent_texts(report, objective)
        if over:
            status = replace(status, reference=_letter(len(notes)))
            notes.append(join(_letter(len(notes)), NBSP, sentences(*over)))
        rows.append(
            Row(
                (
                    Cell(title),
                    Cell(cells.speaking_kpi(report, objective)),
                    status,
                    decision,
                    Cell(cells.reason_text(report, insight)),
                ),
                leads_to=objective.id,
            )
        )
    heading = words.text("objectives.heading", count)
    table = Table("objectives", heading, heading, columns, tuple(rows), tuple(notes), _fewer(report, rows))
    return _without(table, "reason") if count > MANY_OBJECTIVES else table


def _fewer(report: Views, rows: list[Row]) -> tuple[Row, ...]:
    """Of many objectives, those met in one last row; the first stays where all are met, and one that a person decided
    or that overspent its budget, as its note does."""
    objectives = report.scorecard.objectives
    summed = [
        report.status(o) == "met"
        and report.insights.objective(o.id).decision.person_choice is None
        and not overspent_texts(report, o)
        for o in objectives
    ]
    summed[0] = summed[0] and not all(summed)
    met = sum(summed)
    if len(rows) <= MANY_OBJECTIVES or met < 2:
        return ()
    words = report.words
    text = words.text("objectives.others_met", met, number=words.number(met, "objectives.met"))
    last = (Cell(capital(text)), Cell(), Cell(words.text("status.met"), "met", tone="met", strong=True), Cell(), Cell())
    return (*(row for row, gone in zip(rows, summed, strict=True) if not gone), Row(last))


def _letter(index: int) -> str:
    return chr(ord("a") + index % 26)


def _override(report: Views, objective: str, index: int) -> Text:
    """Who decided instead of the rule, and what the rule proposes; empty where nobody did."""
    decision = report.insights.objective(objective).decision
    if decision.person_choice is None:
        return ()
    words = report.words
    text = words.text(
        "objectives.override",
        person=words.own(decision.person, f"objective.{objective}.person"),
        proposal=words.text(f"decision.phrase.{decision.choice}"),
    )
    if not decision.person_why:
        return join(_letter(index), NBSP, text)
    why = words.own(ended(decision.person_why), f"objective.{objective}.person_why")
    return join(_letter(index), NBSP, text, " ", capital(why))
