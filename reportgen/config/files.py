"""A config's path → its bytes, or the Problem that says why it can't be read."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import ConfigError, Place, Problem, nearest

MAX_BYTES = 1024 * 1024


def read_file(file: str, place: Place | None = None, name: str = "") -> bytes:
    """The file's bytes. At most one byte more than allowed is read, so that a device can't fill the memory.

    ``place`` and ``name``: where another file names this one, and how; without them the file itself is the place.
    """
    if not file:  # it would be the current folder
        raise _refused(file, place, "file_missing", "the config's name is empty", "Name a config file.")
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        what = f"there is no file '{name}'" if name else "there is no such file"
        near = _near(file, name or file)
        cure = "Write the path as it is seen from this file's folder." if name and not near else ""
        raise _refused(file, place, "file_missing", what, cure, near) from None
    except IsADirectoryError:
        what, cure = f"{_the(name, 'this')} is a folder", "Name a config file in it."
        raise _refused(file, place, "file_is_folder", what, cure) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        what = f"{_the(name, 'the file')} can't be read: {reason}"
        raise _refused(file, place, "file_unreadable", what) from None
    if len(data) > MAX_BYTES:
        what = f"{_the(name, 'the file')} is larger than a mebibyte"
        raise _refused(file, place, "file_too_large", what, "Is it a config?")
    return data


def _the(name: str, otherwise: str) -> str:
    return f"'{name}'" if name else otherwise


def _near(file: str, named: str) -> tuple[str, ...]:
    """The config beside the missing file whose name is most like its own, as the user would name it."""
    beside = nearest(Path(file).name, _configs_beside(file))
    return tuple(str(Path(named).with_name(found)) for found in beside)


def _configs_beside(file: str) -> list[str]:
    try:
        return [entry.name for entry in Path(file).parent.iterdir() if entry.suffix in (".yaml", ".yml")]
    except OSError:
        return []


def _refused(
    file: str, place: Place | None, kind: str, what: str, cure: str = "", near: tuple[str, ...] = ()
) -> ConfigError:
    return ConfigError([Problem(place or Place(file), kind, what, cure, near)])
