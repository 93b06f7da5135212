"""Checks of names that lead elsewhere: locale, currency, zone, channels, columns, KPIs, ids. Case → Problems."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterable, Iterator

from reportgen.config.case import Case, kpis, near, objectives
from reportgen.config.schema import Cell
from reportgen.config.schema_costs import CostRow, Staff
from reportgen.config.wanted import listed, short
from reportgen.errors import Problem
from reportgen.strict_yaml import Path
from reportgen.vocabulary import catalogue as vocabulary
from reportgen.vocabulary.channels import CHANNELS
from reportgen.vocabulary.channels import NAMES as CHANNEL_NAMES
from reportgen.vocabulary.formula import FUNCTIONS, Ref
from reportgen.vocabulary.roles import DATES, ROLES

LOCAL_ZONES = ("Factory", "localtime", "posix", "posixrules", "right")
"""Files and folders of a zone database that are no zones, or that not every machine has."""

META = "meta"
"""Facebook and Instagram together, as Meta's ads tell of them: a channel of files, not one that costs are given for."""


def is_locale(name: str) -> bool:
    """Whether dates and numbers can be written in this locale."""
    from babel import localedata

    return localedata.exists(name)


def locale(case: Case) -> Iterator[Problem]:
    name = case.config.locale
    if not is_locale(name):
        found = _locale_near(name)
        cure = "" if found else "Write a language and a country, such as fr_FR or en_GB."
        yield case.problem(("locale",), "unknown_locale", f"unknown locale '{name}'", cure, found)


def _locale_near(name: str) -> tuple[str, ...]:
    """``en_UK`` → en_GB, ``fr_XX`` → fr_FR, by CLDR's aliases and likely territories."""
    from babel.core import get_global

    language, _, territory = name.partition("_")
    known = get_global("territory_aliases").get(territory)
    likely = get_global("likely_subtags").get(language)
    country = known[0] if known else str(likely).rpartition("_")[2] if likely else ""
    return (f"{language}_{country}",) if country else ()


def currency(case: Case) -> Iterator[Problem]:
    from babel.numbers import list_currencies

    known = list_currencies()
    if (name := case.config.currency) not in known:
        found = _currencies_of(case.config.locale)
        cure = "" if found else _ISO_4217
        yield case.problem(("currency",), "unknown_currency", f"unknown currency '{name}'", cure, found)
    for index, rate in enumerate(case.config.rates):
        if rate.currency not in known:
            what = f"unknown currency '{rate.currency}'"
            yield case.problem(("rates", index, "from"), "unknown_currency", what, _ISO_4217)


_ISO_4217 = "Write its three letters of ISO 4217, such as EUR."


def _currencies_of(locale_name: str) -> tuple[str, ...]:
    """The tender of the locale's country: three letters are too few for a likeness to mean much."""
    from babel.core import get_global

    history = get_global("territory_currencies").get(locale_name.rpartition("_")[2], ())
    return tuple(code for code, _, until, tender in history if until is None and tender)


def timezone(case: Case) -> Iterator[Problem]:
    name = case.config.timezone
    if not _is_zone(name):
        known = sorted(zone for zone in zoneinfo.available_timezones() if zone not in LOCAL_ZONES)
        same_city = tuple(zone for zone in known if zone.rpartition("/")[2].lower() == name.lower())[:1]
        cure = "" if (found := same_city or near(name, known)) else "Write a name such as Europe/Paris."
        yield case.problem(("timezone",), "unknown_timezone", f"unknown time zone '{short(name)}'", cure, found)


def _is_zone(name: str) -> bool:
    """Whether every machine knows the zone. The list of all zones takes much longer to read than one of them."""
    try:
        zoneinfo.ZoneInfo(name)
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError):
        return False
    return name.partition("/")[0] not in LOCAL_ZONES


def channels(case: Case) -> Iterator[Problem]:
    for path, name in _channels(case):
        if not (name == META and path[0] == "sources"):
            yield from unknown_channel(case, path, name)


def unknown_channel(case: Case, path: Path, name: str, other: str = "") -> Iterator[Problem]:
    """Where ``name``, which is to be a channel or the ``other`` word, is neither."""
    if name in CHANNELS or name == other:
        return
    found = near(name, filter(None, (*CHANNELS, other)), CHANNEL_NAMES)
    known = ", ".join(CHANNELS)
    cure = f"Write {other} or a channel: {known}." if other else f"The channels are {known}."
    yield case.problem(path, "unknown_channel", f"unknown channel '{short(name)}'", "" if found else cure, found)


def unknown_objective(case: Case, path: Path, name: str) -> Iterator[Problem]:
    """Where ``name`` is no objective's id."""
    ids = [objective.id for objective in case.config.objectives]
    if name not in ids:
        found = near(name, ids)
        cure = "" if found else f"The objectives are {listed(ids, 'and')}."
        yield case.problem(path, "unknown_objective", f"no objective '{short(name)}'", cure, found)


def _channels(case: Case) -> Iterator[tuple[Path, str]]:
    for index, source in enumerate(case.config.sources):
        path: Path = ("sources", index)
        if source.channel is not None:
            yield (*path, "channel"), source.channel
        column = source.columns.get("channel")
        if isinstance(column, Cell):
            yield (*path, "columns", "channel", "value"), str(column.value)
    for path, row in cost_rows(case):
        if row.channel is not None:
            yield (*path, "channel"), row.channel
    for index, given in enumerate(case.config.breaks):
        if given.channel is not None:
            yield ("breaks", index, "channel"), given.channel


def cost_rows(case: Case) -> Iterator[tuple[Path, Staff | CostRow]]:
    """Every row of costs, those in mappings and those in lists."""
    costs = case.config.costs
    for name in type(costs).model_fields:
        cost = getattr(costs, name)
        if isinstance(cost, Staff | CostRow):
            yield ("costs", name), cost
        elif isinstance(cost, tuple):
            yield from ((("costs", name, index), row) for index, row in enumerate(cost))


def columns(case: Case) -> Iterator[Problem]:
    """Without a date and other roles, ``columns`` adds measures to a recognised export; else it is a tidy table."""
    valid = sorted({*ROLES, *case.catalogue.measures})
    for index, source in enumerate(case.config.sources):
        path: Path = ("sources", index, "columns")
        for name in source.columns:
            if name not in valid:
                yield _unknown_column(case, (*path, name), name, valid)
        roles = set(source.columns).intersection(ROLES)
        if roles and not roles & DATES:
            yield case.problem(path, "no_date_column", "no column gives the date", "Add day or month and its column.")
        counted = source.of == "posts" or "promoters" in roles  # rows that are posts, and answers, are counted
        if roles and roles == set(source.columns) and not counted:
            cure = "Add a measure and its column, such as impressions."
            yield case.problem(path, "no_measure_column", "no column gives a measure", cure)
        for name in ("channel", "account"):
            if getattr(source, name) is not None and name in source.columns:
                cure = f"Keep sources[{index}].{name} for all rows, or the column."
                yield case.problem((*path, name), f"{name}_twice", f"the {name} is given twice", cure)


def _unknown_column(case: Case, path: Path, name: str, valid: list[str]) -> Problem:
    if name in case.catalogue.kpis:
        what = f"'{name}' is a KPI: it is computed, a column can't give it"
        used = dict.fromkeys(re.findall(r"[a-z_]\w*", " ".join(case.catalogue.kpis[name].texts)))
        measures = [term for term in used if term in case.catalogue.measures]
        named = f": {', '.join(measures)}" if measures else ""
        return case.problem(path, "unknown_column", what, f"Name the measures of its formula{named}.")
    found = near(name, valid)
    cure = "" if found else "Write 'measure: column' or 'role: column'; declare a measure of your own under measures."
    return case.problem(path, "unknown_column", f"'{short(name)}' is neither a role nor a measure", cure, found)


def known_kpis(case: Case) -> Iterator[Problem]:
    for path, objective, kpi in kpis(case.config):
        if kpi.kpi not in case.catalogue.kpis:
            what = f"unknown KPI '{kpi.kpi}'"
            found = near(kpi.kpi, case.catalogue.kpis, case.catalogue.printed_kpis())
            usual = ", ".join(case.catalogue.recommended[objective.family])
            cure = "" if found else f"Usual for {objective.family} are {usual}."
            if kpi.kpi in case.catalogue.measures:
                what, cure, found = f"'{kpi.kpi}' is a measure, not a KPI", kpi_of_measure(case, kpi.kpi), ()
            yield case.problem((*path, "kpi"), "unknown_kpi", what, cure, found)


def kpi_of_measure(case: Case, measure: str) -> str:
    """How to have a measure in an objective."""
    shows = [kpi.id for kpi in case.catalogue.kpis.values() if _is_only(kpi, measure)]
    return f"Write {' or '.join(shows)}." if shows else f"Declare a KPI of your own with formula: {measure}."


def results(case: Case) -> Iterator[Problem]:
    """What an objective brings, and what has a worth, is counted: a cost per result divides by it."""
    for path, name in _results(case):
        yield from uncounted(case, path, name, "objective")


def uncounted(case: Case, path: Path, name: str, whose: str) -> Iterator[Problem]:
    """Where ``name``, which is to be the result of an objective or a campaign (``whose``), counts nothing."""
    valid = sorted({*case.catalogue.kpis, *case.catalogue.measures})
    known = case.catalogue.resolve(name) if name in valid else None
    if known is None:
        found = near(name, valid, case.catalogue.printed())
        cure = "" if found else f"Write the id of what the {whose} brings, such as leads."
        yield case.problem(path, "unknown_result", f"'{short(name)}' is neither a KPI nor a measure", cure, found)
    elif known.unit != "count":
        what = f"'{name}' is not a count of results"
        yield case.problem(path, "result_not_counted", what, "Write the id of something counted, such as leads.")


def _results(case: Case) -> Iterator[tuple[Path, str]]:
    for path, objective in objectives(case.config):
        if objective.result is not None:
            yield (*path, "result"), objective.result
    yield from ((("values", index, "result"), value.result) for index, value in enumerate(case.config.values))


def preferred_sources(case: Case) -> Iterator[Problem]:
    known = [source.name for source in case.config.sources]
    for path, objective in objectives(case.config):
        if objective.source is not None and objective.source not in known:
            found = near(objective.source, known)
            cure = "" if found else f"The sources are {listed(known, 'and')}."
            what = f"there is no source '{objective.source}'"
            yield case.problem((*path, "from"), "unknown_source", what, cure, found)


def competitors(case: Case) -> Iterator[Problem]:
    for index, competitor in enumerate(case.config.competitors):
        if competitor.name.casefold() == case.config.client.casefold():
            what = f"'{short(competitor.name)}' is the client: an average of competitors leaves the client out"
            yield case.problem(("competitors", index, "name"), "client_competes", what, "Leave it out.")


def duplicates(case: Case) -> Iterator[Problem]:
    config = case.config
    ids = "Give each its own id."
    yield from _repeated(case, ((("measures", i, "id"), measure.id) for i, measure in enumerate(config.measures)), ids)
    yield from _repeated(case, ((("kpis", i, "id"), kpi.id) for i, kpi in enumerate(config.kpis)), ids)
    yield from _repeated(case, (((*path, "id"), objective.id) for path, objective in objectives(config)), ids)
    sources = ((("sources", i, "name"), source.name) for i, source in enumerate(config.sources))
    yield from _repeated(case, sources, "Give each its own name.")
    labels = ((("sources", i, "label"), source.label) for i, source in enumerate(config.sources) if source.label)
    yield from _repeated(case, labels, "Readers take the two for one: give each its own label.")
    compared = ((("compare", i), name) for i, name in enumerate(config.compare))
    yield from _repeated(case, compared, "Keep one of the two.")
    worth = ((("values", i, "result"), value.result) for i, value in enumerate(config.values))
    yield from _repeated(case, worth, "Keep one of the two.")
    rivals = ((("competitors", i, "name"), competitor.name) for i, competitor in enumerate(config.competitors))
    yield from _repeated(case, rivals, "Keep one of the two.")
    yield from _repeated(case, ((("actions", i, "id"), action.id) for i, action in enumerate(config.actions)), ids)
    yield from _repeated(case, ((("tests", i, "id"), test.id) for i, test in enumerate(config.tests)), ids)
    yield from _repeated(case, ((("funnel", i, "of"), step.of) for i, step in enumerate(config.funnel)), "Keep one.")
    for path, objective in objectives(config):
        named = (((*path, "kpis", i, "kpi"), kpi.kpi) for i, kpi in enumerate(objective.kpis))
        yield from _repeated(case, named, "Keep one of the two.")


def _repeated(case: Case, named: Iterable[tuple[Path, str]], cure: str) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for path, name in named:
        if name in first:
            what = f"'{name}' stands here a second time{case.line(first[name], path)}"
            yield case.problem(path, "duplicate_name", what, cure)
        first.setdefault(name, path)


def shadows(case: Case) -> Iterator[Problem]:
    """Own measures and KPIs that would change what a formula means."""
    for index, measure in enumerate(case.config.measures):
        if meaning := _meaning(measure.id):
            yield _shadow(case, ("measures", index, "id"), measure.id, meaning)
    for index, kpi in enumerate(case.config.kpis):
        if kpi.id in case.catalogue.measures and kpi.id not in vocabulary.catalogue().kpis:
            if not _is_only(case.catalogue.kpis[kpi.id], kpi.id):  # a KPI may bear the name of the measure it shows
                yield _shadow(case, ("kpis", index, "id"), kpi.id, "a measure")
        elif meaning := _meaning(kpi.id):
            yield _shadow(case, ("kpis", index, "id"), kpi.id, meaning)


def _shadow(case: Case, path: Path, name: str, meaning: str) -> Problem:
    return case.problem(path, "shadowed_id", f"'{name}' is already {meaning}", "Use it as it is, or choose another id.")


def _meaning(name: str) -> str:
    """What a name means without the config; empty when it is free."""
    shipped = vocabulary.catalogue()
    if name in shipped.kpis:
        return "a KPI of the catalogue"
    if name in shipped.measures:
        return "a measure of the catalogue"
    return "a word of the formula language" if name in (*vocabulary.CONFIG_VALUES, *FUNCTIONS, "else") else ""


def _is_only(kpi: vocabulary.Kpi, measure: str) -> bool:
    """Whether a KPI is one measure, perhaps a selection of it."""
    return len(kpi.formulas) > 0 and isinstance(kpi.formulas[0], Ref) and kpi.formulas[0].name == measure
