"""The sentence patterns of `vocabulary/words/*.yaml`, as tests read them."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files

from reportgen.strict_yaml import load

LANGUAGES = ("en", "fr")
DIGITS = 8  # of a digest
_FORMS = re.compile(r"\.(one|two|other)$")
_WORDLISTS = ("nouns.", "numbers.", "ordinals.")
_UNPUNCTUATED = (
    "headline.", "moved.", "title.", "narrative.", "passages.", "comment.", "reason.", "decision.block.",
    "decision.phrase.", "objectives.others_met", "deck.count.", "deck.finding_", "deck.scoreboard_", "funnel.title.",
    "learning.trials.all", "learning.trials.some", "learning.trials.none", "learning.trials.open",
    "learning.planned.plain", "learning.planned.dated", "learning.deck.title", "learning.deck.line",
    "learning.deck.split", "effort.move", "effort.test.", "effort.none", "effort.silent.title", "campaigns.title.",
    "returns.costs.more", "returns.costs.less", "returns.costs.same", "returns.costs.alone", "returns.bridge.left",
    "returns.bridge.lacks", "returns.bridge.even", "returns.roi.one", "returns.roi.short", "returns.units.cac",
    "returns.units.cost_per_lead", "returns.cumulative.covered", "returns.cumulative.not_yet",
    "returns.channels.best", "returns.channels.losing", "returns.channels.all_losing", "returns.channels.most",
    "returns.deck.gain", "returns.deck.loss", "returns.deck.with_roi", "content.above", "content.below", "content.none",
    "content.chance", "relations.when", "relations.together", "relations.opposite", "scenario.title", "content.few",
    "content.heat.clear", "content.heat.open", "content.heat.format",
)  # fmt: skip
"""Findings that are printed as titles, as clauses or in cells, and so have no full stop of their own."""
_HEADINGS = ("passages.summary", "passages.learned", "passages.next")


@cache
def leaves(language: str) -> dict[str, str]:
    """All words of a language: key → text."""
    tree, _ = load((files("reportgen.vocabulary") / "words" / f"{language}.yaml").read_text("utf-8"), language)
    found: dict[str, str] = {}

    def walk(node: object, path: str) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                walk(value, f"{path}.{key}" if path else str(key))
        else:
            assert isinstance(node, str), f"{path} is not text: {node!r}"
            found[path] = node

    walk(tree, "")
    return found


def patterns(language: str) -> dict[str, dict[str, str]]:
    """Key → its forms (one, two, other; "" where it has only one): whatever the product says in a sentence."""
    found: dict[str, dict[str, str]] = {}
    for key, text in leaves(language).items():
        if not key.startswith(_WORDLISTS):
            form = _FORMS.search(key)
            found.setdefault(_FORMS.sub("", key), {})[form[1] if form else ""] = text
    return {key: forms for key, forms in found.items() if _is_sentence(key, forms)}


def _is_sentence(key: str, forms: dict[str, str]) -> bool:
    if key in _HEADINGS or ".head." in key:
        return False
    return key.startswith(_UNPUNCTUATED) or any(text.rstrip().endswith((".", "?")) for text in forms.values())


def digest(forms: dict[str, str]) -> str:
    """A short digest of a pattern as it was read, all of its forms."""
    text = "\n".join(f"{form}: {pattern}" for form, pattern in sorted(forms.items()))
    return sha256(text.encode()).hexdigest()[:DIGITS]
