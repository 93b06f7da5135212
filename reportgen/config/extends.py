"""A config file and those that it extends → one tree of values, and the file, line and column of each.

``extends: agency.yaml`` names a base by its path from the file that says so; a base may extend another, MAX_BASES in
all. Mappings merge deeply; a list, a text or a number takes the base's place as a whole, an empty value takes it back.
``theme.file`` brings the keys of a theme in, under those of the file that names it. Paths are relative to the file that
wrote them.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from reportgen import strict_yaml
from reportgen.config.clients import ClientRow, chosen, read_clients
from reportgen.config.files import read_file
from reportgen.config.origins import Origins, Places, merged
from reportgen.config.substitution import InRow, filled, misplaced, named, unfit
from reportgen.config.substitution_paths import unsafe_paths
from reportgen.config.theme_file import InTheme, as_theme, moved_theme
from reportgen.config.wanted import found, short
from reportgen.errors import ConfigError, Place, Problem, UsageError
from reportgen.strict_yaml import Path

MAX_BASES = 8
BACKSLASH = "\\"


@dataclass(frozen=True, slots=True)
class Written:
    """What the files say: ``values`` as written, ``resolved`` with each path as seen from the first file's folder.
    ``folders`` leads from there to each file's own, the first's own first."""

    values: object
    resolved: object
    places: Places
    folders: tuple[str, ...] = ("",)
    client: str = ""  # the id, of a config for many clients


@dataclass(frozen=True, slots=True)
class _Layer:
    """One file of the chain. ``folder`` leads from the first file's folder to its own; empty for the first."""

    file: str
    folder: str
    values: object
    marks: Places = field(repr=False)


def read_written(file: str, client: str = "") -> Written:
    """The file and all that it extends, merged; of a config for many clients, with the row of one. Raises ConfigError,
    and UsageError where the client is not named or not known."""
    layers = _chain(file)
    rows = _clients(layers)
    if not rows and client:
        raise UsageError(f"--client {client}: {file} names no file of clients.")
    row = chosen(rows, client) if rows else None
    if problems := list(_kept_together(layers, row.id if row else PurePath(file).stem)):
        raise ConfigError(problems)
    written = _merged(_with_theme(layers, row))
    return _filled(written, layers[0], row, rows)


def clients_of(file: str) -> tuple[ClientRow, ...]:
    """The clients that a config serves; none where it is one client's own. Raises ConfigError."""
    return _clients(_chain(file))


def _chain(file: str) -> list[_Layer]:
    layers = [_layer(file, "", read_file(file))]
    while (base := _named_base(layers[-1])) is not None:
        layers.append(_base(layers, base))
    return layers


def _clients(layers: list[_Layer]) -> tuple[ClientRow, ...]:
    """The rows of the file that the first layer with ``clients`` names; none where that takes a base's back."""
    naming = [
        (layer, layer.values["clients"])
        for layer in layers
        if isinstance(layer.values, dict) and "clients" in layer.values
    ]
    if not naming:
        return ()
    layer, name = naming[0]
    place = layer.marks.place(("clients",))
    if name is None and len(naming) > 1:
        return ()
    if not isinstance(name, str):
        what, cure = f"expected text, found {found(name)}", "Name a CSV file with a row for each client."
        raise ConfigError([Problem(place, "wrong_type", what, cure)])
    _check_name(name, place, "Name a CSV file.")
    return read_clients(_beside(layer, name), place, short(name, 120))


def _kept_together(layers: list[_Layer], client: str) -> Iterator[Problem]:
    """That a base makes a report of the same id and cycle, and both would be kept in one ledger: each would count as
    the other's earlier build, and what was sent of one as sent of both."""
    own, bases = layers[0].values, [layer.values for layer in layers[1:] if isinstance(layer.values, dict)]
    if not isinstance(own, dict) or {"ledger", "cycle"} & own.keys() or not any(base.get("ledger") for base in bases):
        return
    try:
        rows = _clients(layers[1:])
    except ConfigError:  # a base that can't be built alone
        return
    if any(row.id.casefold() == client.casefold() for row in rows):
        what = f"{short(layers[1].file, 120)} makes a report '{client}' as well, and both are kept in one ledger"
        cure = f"Take the client out of {short(rows[0].file, 120)}, or give this file a 'ledger' of its own."
        yield Problem(layers[0].marks.place(("extends",)), "ledger_shared", what, cure)


def _filled(written: Written, first: _Layer, row: ClientRow | None, rows: tuple[ClientRow, ...]) -> Written:
    """With the client's cells in place of their names. Raises ConfigError with all names that do not fit."""
    places = written.places
    if problems := [*misplaced(written.values, places), *unfit(written.values, row, places)]:
        raise ConfigError(problems)
    if row is None:
        return written
    folder = os.path.dirname(first.file)  # noqa: PTH120
    if problems := list(unsafe_paths(written.resolved, folder, row, rows)):
        raise ConfigError(problems)
    columns: dict[Path, str] = {}
    for path, _, column in named(written.values):
        columns.setdefault(path, column)
    return replace(
        written,
        values=filled(written.values, row),
        resolved=filled(written.resolved, row),
        places=InRow(places, row, columns),
        client=row.id,
    )


def _merged(layers: list[_Layer]) -> Written:
    if len(layers) == 1:
        return Written(layers[0].values, layers[0].values, layers[0].marks)
    values, origins = layers[-1].values, Origins(layers[-1].marks)
    for layer in reversed(layers[:-1]):
        values, origins = merged(values, origins, layer.values, layer.marks)
    resolved = _resolved(values, origins, {layer.file: layer.folder for layer in layers})
    return Written(values, resolved, origins, tuple(dict.fromkeys(layer.folder for layer in layers)))


def _layer(file: str, folder: str, data: bytes) -> _Layer:
    values, marks = strict_yaml.load_bytes(data, file)
    return _Layer(file, folder, values, marks)


def _named_base(layer: _Layer) -> str | None:
    """What ``extends`` says; None where a file extends nothing."""
    if not isinstance(layer.values, dict) or "extends" not in layer.values:
        return None
    name, place = layer.values["extends"], layer.marks.place(("extends",))
    if not isinstance(name, str):
        cure = "Name one file: it may extend another itself." if isinstance(name, list) else "Name a config file."
        raise ConfigError([Problem(place, "wrong_type", f"expected text, found {found(name)}", cure)])
    _check_name(name, place, "Name a config file.")
    return name


def _check_name(name: str, place: Place, cure: str) -> None:
    """Raises ConfigError for a name that can't be a file's."""
    if not name:
        raise ConfigError([Problem(place, "empty", "the text is empty", cure)])
    if name.startswith("~"):
        what, cure = "'~' is not replaced by your home folder", "Write the path as it is seen from this file's folder."
        raise ConfigError([Problem(place, "wrong_path", what, cure)])
    if BACKSLASH in name:
        what, cure = f"'{BACKSLASH}' does not separate folders", f"Write {short(name.replace(BACKSLASH, '/'), 120)}."
        raise ConfigError([Problem(place, "wrong_path", what, cure)])


def _base(layers: list[_Layer], name: str) -> _Layer:
    """The file that the last layer names. Raises ConfigError for a circle, for too many, and if it can't be read."""
    last, place = layers[-1], layers[-1].marks.place(("extends",))
    file = _beside(last, name)
    names = [layer.file for layer in layers]
    if any(_same(file, earlier) for earlier in names):
        what = f"the files extend each other in a circle: {' → '.join([*names, file])}"
        raise ConfigError([Problem(place, "extends_circle", what, "Take extends out of one of them.")])
    if len(layers) > MAX_BASES:
        what = f"more than {MAX_BASES} files extend one another: {' → '.join([*names, file])}"
        raise ConfigError([Problem(place, "extends_too_deep", what, "Join some of them.")])
    data = read_file(file, place, short(name, 120))
    return _layer(file, _folder(file, layers[0]), data)


def _with_theme(layers: list[_Layer], row: ClientRow | None) -> list[_Layer]:
    """The layers with the theme file's, under the layer that names it: the first that says ``theme.file`` decides."""
    for number, layer in enumerate(layers):
        theme = layer.values.get("theme") if isinstance(layer.values, dict) else None
        if isinstance(theme, dict) and "file" in theme:
            if not isinstance(theme["file"], str):
                return layers  # empty: none; else the schema refuses it
            read = _theme_layer(layer, _theme_name(theme["file"], layer, row), layers[0])
            return [*layers[: number + 1], read, *layers[number + 1 :]]
    return layers


def _theme_name(name: str, layer: _Layer, row: ClientRow | None) -> str:
    """The theme file's name with the client's cells, which lead downwards alone."""
    if row is None:
        return name
    within = {"theme": {"file": name}}
    folder = os.path.dirname(layer.file)  # noqa: PTH120
    if problems := [*unfit(within, row, layer.marks), *unsafe_paths(within, folder, row, ())]:
        raise ConfigError(problems)
    return str(filled(name, row))


def _theme_layer(layer: _Layer, name: str, first: _Layer) -> _Layer:
    place = layer.marks.place(("theme", "file"))
    _check_name(name, place, "Name a theme file.")
    file = _beside(layer, name)
    read = _layer(file, _folder(file, first), read_file(file, place, short(name, 120)))
    return replace(read, values=as_theme(read.values, read.marks), marks=InTheme(read.marks))


def _beside(layer: _Layer, name: str) -> str:
    """The file that a layer names, as seen from where the first file's name is."""
    return _plain(os.path.join(os.path.dirname(layer.file), name))  # noqa: PTH118, PTH120  pathlib drops what was written


def _folder(file: str, first: _Layer) -> str:
    """The way from the first file's folder to a file's own."""
    way = os.path.relpath(os.path.dirname(file) or ".", os.path.dirname(first.file) or ".")  # noqa: PTH120
    return "" if way == "." else way


def _plain(path: str) -> str:
    """``a/../b.yaml`` → ``b.yaml``, unless a link makes the two differ."""
    plain = os.path.normpath(path)
    return plain if _same(plain, path) else path


def _same(one: str, other: str) -> bool:
    try:
        return os.path.realpath(one) == os.path.realpath(other)
    except ValueError:  # a null character: reading the file will say so
        return False


def _resolved(values: object, places: Places, folders: Mapping[str, str]) -> object:
    """A copy in which the paths that a base wrote lead from the folder of the first file."""
    if not isinstance(values, dict):
        return values
    copy: dict[str, Any] = dict(values)
    sources, theme = copy.get("sources"), copy.get("theme")
    if isinstance(sources, list):
        copy["sources"] = [
            _moved(source, "path", ("sources", index), places, folders, pattern=True)
            for index, source in enumerate(sources)
        ]
    if isinstance(ledger := copy.get("ledger"), str):
        copy["ledger"] = ledger.removeprefix("sqlite:///")
    for key in ("exports", "ledger"):
        if isinstance(name := copy.get(key), str):
            copy[key] = _path(name, (key,), places, folders)
    if isinstance(deliver := copy.get("deliver"), dict):
        copy["deliver"] = _moved_deliver(deliver, places, folders)
    if theme is not None:
        copy["theme"] = moved_theme(theme, lambda path, name: _path(name, ("theme", *path), places, folders))
    if isinstance(rates := copy.get("rates_file"), dict):
        copy["rates_file"] = _moved(rates, "path", ("rates_file",), places, folders, pattern=False)
    return copy


def _moved_deliver(deliver: Any, places: Places, folders: Mapping[str, str]) -> object:
    """``deliver`` with the paths in it: of the folder, and of the file that holds the password."""
    moved: Any = _moved(deliver, "folder", ("deliver",), places, folders, pattern=False)
    if "smtp" not in moved:
        return moved
    smtp = _moved(moved["smtp"], "password_file", ("deliver", "smtp"), places, folders, pattern=False)
    return {**moved, "smtp": smtp}


def _moved(holder: Any, key: str, path: Path, places: Places, folders: Mapping[str, str], *, pattern: bool) -> object:
    """A mapping whose path at ``key`` leads from the first file's folder."""
    name = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(name, str):
        return holder
    return {**holder, key: _path(name, (*path, key), places, folders, pattern=pattern)}


def _path(name: str, key: Path, places: Places, folders: Mapping[str, str], *, pattern: bool = False) -> str:
    """A path that the file with ``key`` wrote, as seen from the first file's folder. One that is refused stays."""
    folder = folders[places.place(key).file]
    if not name or name.startswith("~") or BACKSLASH in name or not folder:
        return name
    return os.path.join(glob.escape(folder) if pattern else folder, name)  # noqa: PTH118
