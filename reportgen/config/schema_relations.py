"""What may evolve together: ``relations`` of a config. Part of the config's shape (`schema.py`)."""

from __future__ import annotations

from reportgen.config.kinds import Ident, Model


class Relation(Model):
    """Two KPIs whose weeks are held against each other: ``x`` of the social channels, ``y`` of which it is no part."""

    x: Ident
    y: Ident
