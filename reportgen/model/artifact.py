"""Artifact: a rendered file in memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """``name`` is the file name without a folder (``maison-lumiere-2026-10.pdf``). ``left_out`` lists ids of parts
    that gave way to the space there was (``tile_definitions``)."""

    name: str
    media_type: str
    data: bytes
    left_out: tuple[str, ...] = ()
