"""Who speaks of Maison Lumière and of its rivals, none of whom exists → a media monitoring's exports, UTF-16 with tabs.

The monitoring began in September 2025: one search a brand. Its two exports overlap in September 2026; a document that
names two brands is found by two searches and stands twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from exports import tabs
from maison_story import WEEK
from spread import LAST, MONTHS, days_of, scatter

FIRST_MONTH = 12  # September 2025
EXPORTS = ((date(2025, 9, 1), date(2026, 9, 15)), (date(2026, 9, 1), LAST))
HEADER = "Date,Headline,URL,Opening Text,Hit Sentence,Source,Influencer,Reach,Sentiment,Input Name"
# a month's mentions in social networks, from September 2025 to October 2026
FOUND = {
    "Maison Lumière": (23, 25, 31, 33, 26, 24, 25, 23, 22, 21, 18, 19, 28, 34),
    "Lampes Verjus": (29, 30, 37, 39, 32, 30, 30, 29, 28, 27, 24, 25, 32, 37),
    "Halo & Rotin": (18, 19, 21, 24, 20, 19, 19, 18, 18, 17, 15, 15, 20, 22),
    "Atelier Obélia": (12, 12, 14, 16, 13, 13, 13, 13, 13, 13, 12, 13, 16, 17),
}
INPUT = {name: f"{name} - {'marque' if n == 0 else 'concurrent'}" for n, name in enumerate(FOUND)}
SOURCES = (("Instagram", 0.52), ("Facebook", 0.19), ("X", 0.12), ("Pinterest", 0.09), ("TikTok", 0.08))
PRESS = ("Le Courrier des Intérieurs", "Le Blog des Chantiers")  # invented as well; no social networks
PRESS_SHARE, ASIDE = 0.09, 0.03  # press articles on top; documents that name a rival too
TONES = {"Maison Lumière": (0.34, 0.06), "": (0.27, 0.11)}  # positive, negative
UNRATED = 0.07
BOTH, COMPARED = ("Maison Lumière", "Lampes Verjus"), "Maison Lumière ou Lampes Verjus pour une chambre ?"
SENTENCES = {
    "Positive": (
        "Reçu hier, posé ce matin : {} nous change le salon.",
        "Très contente de {}, la lampe est plus belle qu’en photo.",
        "Un vrai conseil au téléphone chez {}, merci.",
    ),
    "Neutral": (
        "Quelqu’un connaît {} pour une cuisine ?",
        "Vu la suspension de {} chez des amis.",
        "J’hésite entre {} et une lampe chinée.",
    ),
    "Negative": ("Deux semaines que j’attends ma commande de {}.", "Ampoule non fournie chez {}, dommage."),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that a search found."""

    at: datetime
    number: int
    brand: str
    source: str
    tone: str
    text: str


def monitoring() -> Iterator[tuple[str, bytes]]:
    """Two exports (name, bytes), the newest document first."""
    rng = Random("maison-lumiere mentions")
    found = [mention for n in range(len(MONTHS) - FIRST_MONTH) for mention in _month(n, rng)]
    for first, last in EXPORTS:
        part = [mention for mention in found if first <= mention.at.date() <= last]
        part.sort(key=lambda mention: (mention.at, mention.number, mention.brand), reverse=True)
        name = f"veille/mentions_{first}_{last}.csv"
        yield name, tabs((HEADER.split(","), *(_cells(mention) for mention in part)))


def _month(n: int, rng: Random) -> Iterator[Mention]:
    month = MONTHS[FIRST_MONTH + n]
    number = 10_000 * (n + 1)
    for brand, counts in FOUND.items():
        press = round(counts[n] * PRESS_SHARE)
        days = days_of(month)
        found = scatter(counts[n] + press, [WEEK[day.weekday()] for day in days], rng)
        for day, count in zip(days, found, strict=True):
            for _ in range(count):
                number += 1
                source = PRESS[number % len(PRESS)] if press and rng.random() < PRESS_SHARE else _source(rng)
                yield from _mention(day, number, brand, source, rng)


def _mention(day: date, number: int, brand: str, source: str, rng: Random) -> Iterator[Mention]:
    """The document, and once more under a rival's search where it names one."""
    at = datetime.combine(day, time(7 + int(rng.random() * 16), int(rng.random() * 60)))
    positive, negative = TONES.get(brand, TONES[""])
    chance = rng.random()
    mood = "Positive" if chance < positive else "Negative" if chance < positive + negative else "Neutral"
    texts = SENTENCES[mood]
    text = texts[int(rng.random() * len(texts))].format(brand)
    tone = "Not Rated" if rng.random() < UNRATED else mood
    both = brand == BOTH[0] and rng.random() < ASIDE
    for name in BOTH if both else (brand,):
        yield Mention(at, number, name, source, "Neutral" if both else tone, COMPARED if both else text)


def _source(rng: Random) -> str:
    chance = rng.random()
    for name, share in SOURCES:
        chance -= share
        if chance < 0:
            return name
    return SOURCES[0][0]


def _cells(one: Mention) -> tuple[str, ...]:
    press = one.source in PRESS
    site = "presse" if press else one.source.lower()
    headline = "Tendances : la lumière à la maison" if press else ""
    return (
        f"{one.at:%d-%b-%Y %I:%M%p}",
        headline,
        f"https://{site}.example/{one.number}",
        "",
        one.text,
        one.source,
        "" if press else f"@exemple_{one.number % 977}",
        str(9000 if press else 40 + one.number % 700),
        one.tone,
        INPUT[one.brand],
    )
