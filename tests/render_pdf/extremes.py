"""Reports with very few and very many parts, made of those by hand."""

from __future__ import annotations

from dataclasses import replace

from reportgen.model.report import Cell, Objective, Panel, Panels, Report, Row, Section, Spark, Table, Tile, Tiles
from reportgen.model.text import Text
from tests.render_pdf import fixtures, investment, steps
from tests.render_pdf.objectives import awareness, community, leads, sales
from tests.render_pdf.parts import c, t

NOTHING = c("Sans verdict", sign="unknown", strong=True)


def one_kpi() -> Report:
    """One objective, one KPI with a single data point: one tile, the chart beside it."""
    base = fixtures.report(objectives=(leads(),), tiles=1)
    first, section, notes = base.pages
    made = leads()
    assert made.chart is not None
    lone = replace(
        made.chart,
        series=tuple(
            replace(item, values=tuple(value if at == 12 else None for at, value in enumerate(item.values)))
            for item in made.chart.series
            if item.role == "current"
        ),
        band=(),
        labels=made.chart.labels[:1],
        ticks=(),
        from_zero=True,
    )
    block = replace(made, table=replace(made.table, rows=made.table.rows[:1]), chart=lone)
    return replace(base, pages=(_summary(first, _first_point), replace(section, blocks=(block,)), notes))


def all_missing() -> Report:
    """No KPI has a value: tiles, objectives' table and KPI tables say so."""
    whole = fixtures.whole(fixtures.report())
    first, section, *_, notes = whole.pages
    blocks = tuple(_unmeasured(block) for block in section.blocks if isinstance(block, Objective))
    shown = _summary(first, _missing)
    table = next(block for block in shown.blocks if isinstance(block, Table))
    rows = tuple(
        replace(row, cells=(*row.cells[:2], c("Non mesuré", sign="unknown"), c("Aucune"), c())) for row in table.rows
    )
    parts = tuple(replace(table, rows=rows) if block is table else block for block in shown.blocks)
    return replace(whole, pages=(replace(shown, blocks=parts), replace(section, blocks=blocks), notes))


def many() -> Report:
    """Twelve objectives, one of them with twenty KPIs and one with a single one; thirty channels."""
    made = (awareness(), community(), leads(), sales())
    blocks = [replace(made[number % 4], id=f"objective-{number}") for number in range(12)]
    rows = fixtures.twelve_kpis().table.rows
    crowded = tuple(row for row in rows * 2 if row.kind == "body")[:20]
    blocks[1] = replace(blocks[1], table=replace(blocks[1].table, rows=crowded))
    blocks[6] = replace(blocks[6], table=replace(blocks[6].table, rows=blocks[6].table.rows[:1]))
    base = fixtures.whole(fixtures.report(objectives=tuple(blocks)))
    first, section, *_, notes = base.pages
    table = next(block for block in first.blocks if isinstance(block, Table))
    met = Row((c("six autres objectifs"), c(), c("Atteints", sign="met"), c("Continuer"), c()))
    fewer = (*table.rows[1:3] * 3, met)
    first = replace(
        first,
        blocks=tuple(
            replace(block, rows=tuple(table.rows[at % 4] for at in range(12)), fewer=fewer) if block is table else block
            for block in first.blocks
        ),
    )
    names = tuple(f"Canal {letter}{other}" for letter in "ABCDE" for other in "abcdef")
    wide = Panels((Panel(t("Trente canaux"), t("Résultats par canal"), investment.channels(names)),))
    parts = (*investment.blocks()[:2], wide, *investment.blocks()[3:])
    return replace(base, pages=(first, section, investment.section(parts), steps.section(), notes))


def _summary(section: Section, change: object) -> Section:
    assert callable(change)
    blocks = tuple(
        replace(block, tiles=tuple(change(tile) for tile in block.tiles)) if isinstance(block, Tiles) else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _first_point(tile: Tile) -> Tile:
    """The KPI's first cycle: one point, nothing to compare it with."""
    assert tile.spark is not None
    return replace(
        tile,
        change=c("première mesure"),
        previous=(),
        verdict=c("Historique insuffisant", sign="unknown"),
        spark=Spark((*[None] * 12, tile.spark.values[-1])),
    )


def _missing(tile: Tile) -> Tile:
    return replace(
        tile, value=t("non mesuré"), measured=False, change=c("Export absent"), previous=(), bar=None, status=NOTHING,
        verdict=c("jamais mesuré", sign="unknown"), spark=None, target=(),
    )  # fmt: skip


def _unmeasured(block: Objective) -> Objective:
    words: Text = t("non mesuré")
    empty = (Cell(words, tone="muted"), *[c("—")] * 5, c())
    rows = tuple(Row((row.cells[0], *empty)) for row in block.table.rows)
    return replace(
        block, status=c("Non mesuré", sign="unknown", strong=True),
        decision=c("Aucune décision proposée", strong=True), chart=None,
        table=replace(block.table, rows=rows, notes=()), commentary=(),
    )  # fmt: skip
