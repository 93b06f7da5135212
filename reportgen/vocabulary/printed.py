"""A printed name, in any language and whatever its capitals → the ids that it is printed for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportgen.model.scorecard import Names


def ids_of(name: str, printed: Mapping[str, Names]) -> tuple[str, ...]:
    """``Prospects`` → ``("leads",)``. ``printed``: id → its names; the ids come in its order.

    What stands behind a name's comma or in its parentheses may be left out, where no name is written as given.
    """
    wanted = _plain(name)
    whole = tuple(ident for ident, names in printed.items() if any(_plain(text) == wanted for _, text in names))
    return whole or tuple(
        ident for ident, names in printed.items() if any(_plain(_BEHIND.sub("", text)) == wanted for _, text in names)
    )


_BEHIND = re.compile(r"\s*[(,].*")


def _plain(text: str) -> str:
    """Without capitals, odd blanks and curled apostrophes, which a reader does not tell apart."""
    return " ".join(text.casefold().replace("\u2019", "'").split())
