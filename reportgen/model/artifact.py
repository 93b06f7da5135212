"""Artifact: a rendered file in memory."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.errors import Problem


@dataclass(frozen=True, slots=True)
class Unprinted:
    """Characters that no font has, and the words in which they stand; a visible sign is printed for each."""

    characters: str
    words: str


@dataclass(frozen=True, slots=True)
class Artifact:
    """``name`` is the file name without a folder (``maison-lumiere-2026-10.pdf``). ``left_out`` lists ids of parts
    that gave way to the space there was (``tile_definitions``), ``unprinted`` the characters that it could not show;
    ``remarks`` concern keys of the config."""

    name: str
    media_type: str
    data: bytes
    left_out: tuple[str, ...] = ()
    unprinted: tuple[Unprinted, ...] = ()
    remarks: tuple[Problem, ...] = ()
