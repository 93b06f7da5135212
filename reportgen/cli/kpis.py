"""`reportgen kpis`: the shipped catalogue → a table, JSON or Markdown; with an objective its recommended set.

Names, definitions, units and directions follow the locale, English where it has none; all other words are English.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportgen.cli.parser import Commands, add_command
from reportgen.errors import UsageError, meant, nearest

if TYPE_CHECKING:
    from reportgen.model.scorecard import Names
    from reportgen.vocabulary.catalogue import Catalogue, Kpi

SCHEMA = 1
WIDTH, INDENT = 100, 30
BETTER = {
    "en": {"higher": "higher is better", "lower": "lower is better", "neutral": "neither better nor worse"},
    "fr": {"higher": "plus haut, c’est mieux", "lower": "plus bas, c’est mieux", "neutral": "ni mieux ni moins bien"},
}
UNITS = {
    "fr": {
        "count": "nombre", "currency": "monnaie", "percent": "pourcentage", "ratio": "rapport", "score": "note",
        "seconds": "secondes", "hours": "heures", "days": "jours", "months": "mois", "years": "années",
    },
}  # fmt: skip
"""The table's words in the catalogue's languages; a unit without a word is its id."""


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "kpis",
        "list the KPIs that a config may name",
        ["", "--objective leads --locale fr", "--format markdown"],
    )
    parser.add_argument("--objective", metavar="FAMILY", help="the set recommended for it, its main KPI first")
    parser.add_argument("--locale", default="en", help="language of names and definitions (default: en)")
    parser.add_argument("--format", default="table", choices=sorted(_FORMATS), help="default: table")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from reportgen.vocabulary.catalogue import catalogue

    shipped = catalogue()
    if options.objective is not None:
        _refuse_unknown(options.objective, shipped)
    language = _language(options.locale, shipped)
    for line in _FORMATS[options.format](shipped, options.objective, language):
        print(line)
    return 0


def _refuse_unknown(family: str, shipped: Catalogue) -> None:
    families = tuple(shipped.recommended)
    if family in families:
        return
    hint = meant(_called(family, families) or nearest(family, families))
    raise UsageError(f"--objective {family}: not a family.{hint} The families are {', '.join(families)}.")


def _language(locale: str, shipped: Catalogue) -> str:
    """The locale's language where the catalogue speaks it; else English, which is said."""
    match = re.fullmatch(r"([a-z]{2,3})([_-]\w+)*", locale)
    if match is None:
        raise UsageError(f"--locale {locale}: not a locale. Write a language, such as fr, or fr_FR.")
    spoken = {language for kpi in shipped.kpis.values() for language, _ in kpi.names}
    if match[1] in spoken:
        return match[1]
    print(f"warning: the catalogue does not speak '{match[1]}': names and definitions are in English", file=sys.stderr)
    return "en"


def _called(name: str, families: Sequence[str]) -> tuple[str, ...]:
    """The family that a report calls so in one of its languages: *Ventes* is sales."""
    from reportgen.document.wording import LANGUAGES, Words

    spoken = [(words.string(f"family.{key}"), key) for words in map(Words, LANGUAGES) for key in families]
    return next(((key,) for text, key in spoken if text.casefold() == name.casefold()), ())


def _chosen(shipped: Catalogue, family: str | None) -> tuple[Kpi, ...]:
    return tuple(shipped.kpis[name] for name in (shipped.recommended[family] if family else shipped.kpis))


def _words(names: Names, language: str) -> str:
    given = dict(names)
    return given.get(language) or given["en"]


def _unit(kpi: Kpi, language: str) -> str:
    return UNITS.get(language, {}).get(kpi.unit, kpi.unit)


def _facts(kpi: Kpi) -> tuple[str, ...]:
    """What a KPI is apart from its formula, each in a few words."""
    return (
        ", ".join("any objective" if family == "any" else family for family in kpi.families),
        ", ".join(kpi.types),
        f"AMEC {kpi.amec}",
        f"source: {kpi.source}",
    )


def _formulas(kpi: Kpi) -> tuple[str, ...]:
    return (kpi.texts[0], *(f"else {text}" for text in kpi.texts[1:]))


def _table(shipped: Catalogue, family: str | None, language: str) -> Iterator[str]:
    """Two columns, the id and what it means, none wider than ``WIDTH`` together."""
    if family:
        yield f"Recommended for {family}, the main KPI first; default result: {shipped.results[family]}"
        yield ""
    yield f"{'ID':<{INDENT}}KPI"
    for kpi in _chosen(shipped, family):
        head, *rest = _wrapped(f"{_words(kpi.names, language)}: {_unit(kpi, language)}, {BETTER[language][kpi.better]}")
        yield f"{kpi.id:<{INDENT}}{head}"
        *uses, source = _facts(kpi)
        below = (_words(kpi.definitions, language), *_formulas(kpi), " · ".join(uses), source)
        for line in (*rest, *(line for text in below for line in _wrapped(text))):
            yield f"{'':<{INDENT}}{line}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH - INDENT, subsequent_indent="  ", break_on_hyphens=False)


def _json(shipped: Catalogue, family: str | None, language: str) -> Iterator[str]:
    objective = None
    if family:
        objective = {"family": family, "main": shipped.recommended[family][0], "result": shipped.results[family]}
    rows = [_row(kpi, language) for kpi in _chosen(shipped, family)]
    tree = {"schema": SCHEMA, "language": language, "objective": objective, "kpis": rows}
    yield json.dumps(tree, ensure_ascii=False, indent=2)


def _row(kpi: Kpi, language: str) -> dict[str, str | Sequence[str] | None]:
    return {
        "id": kpi.id,
        "name": _words(kpi.names, language),
        "definition": _words(kpi.definitions, language),
        "formulas": kpi.texts,
        "unit": kpi.unit,
        "better": kpi.better,
        "families": kpi.families,
        "types": kpi.types,
        "amec": kpi.amec,
        "source": kpi.source,
    }


_INTRODUCTION = """\
# The KPIs

What a config may list under `objectives[].kpis`, made from the catalogue by `reportgen kpis --format markdown`.
`reportgen kpis --objective leads --locale fr` shows one set in French.

Of several formulas the first counts whose measures the sources deliver for the whole cycle on every channel. A name in
a formula is a measure, else a KPI, else a value of the config. Types are those of management; AMEC's stage is that of
the framework of the International Association for Measurement and Evaluation of Communication.

## Recommended sets

The main KPI comes first. The result is what a cost per result counts unless the objective names its own.

| Objective | KPIs | Result |
|---|---|---|"""

_MEASURES = """
## All measures

What a source's `columns` map and formulas are made of. A flow is added over days, of a level the last value counts, a
unique (people) is never added, a score is a mean. Without a selection a formula means the channels of the last column.

| Measure | Name | What it counts | Kind | Unit | Channels |
|---|---|---|---|---|---|"""


def _markdown(shipped: Catalogue, family: str | None, language: str) -> Iterator[str]:
    if family:
        yield f"# KPIs for {family}\n\nThe main KPI comes first. Default result: `{shipped.results[family]}`."
    else:
        yield _INTRODUCTION
        for name, ids in shipped.recommended.items():
            links = ", ".join(f"[{kpi}](#{kpi})" for kpi in ids)
            yield f"| {name} | {links} | `{shipped.results[name]}` |"
        yield "\n## All KPIs"
    for kpi in _chosen(shipped, family):
        yield f"\n### {kpi.id}\n\n**{_words(kpi.names, language)}.** {_words(kpi.definitions, language)}\n"
        yield from (f"- {'else ' if number else ''}`{text}`" for number, text in enumerate(kpi.texts))
        yield "\n" + " · ".join((_unit(kpi, language), BETTER[language][kpi.better], *_facts(kpi)))
    if not family:
        yield _MEASURES
        for measure in shipped.measures.values():
            words = _words(measure.names, language), _words(measure.meanings, language)
            yield f"| `{measure.id}` | {' | '.join((*words, measure.kind, measure.unit, measure.scope))} |"


_FORMATS = {"table": _table, "json": _json, "markdown": _markdown}
