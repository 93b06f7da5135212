# ruff: noqa: E501 - sentences, kept whole
"""The invented investment and actions in English: the French parts of a Report, word for word."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from reportgen.model.text import Figure

_T = TypeVar("_T")
_KEPT = {"id", "kind", "role", "align", "sign", "tone", "key", "name", "unit", "reference"}
_PEOPLE = (
    "Instagram",
    "Pinterest",
    "Facebook",
    "TikTok",
    "C. Morel",
    "A. Benali",
    "J. Perrin",
    "Total",
    "Agence",
    "Production",
    "—",
    ", ",
    ".",
    "Actions",
)
_WORDS = {
    "Investissement et retour": "Investment and return",
    " de plus qu’en septembre, surtout en publicité": " more than in September, mostly advertising",
    "Coûts du mois par nature": "Costs of the month by kind", "Nature": "Kind", "Octobre": "October", "Sept.": "Sept", "Écart": "Change",
    "Publicité": "Advertising", "Temps d’équipe": "Staff time", "Outils": "Tools",
    "Équipe, à ": "Staff, at ", " l’heure\u00a0: ": " an hour: ", "\u00a0h\u202f; ": " h; ", "\u00a0h en septembre, ": " h in September, ", "\u00a0h en ": " h in ",
    "Il reste ": "What is left is ", " de marge une fois les coûts payés": " of margin once costs are paid",
    "De la marge brute attribuée au reste, en euros, ": "From attributed gross margin to what is left, in euros, ",
    "Marge": "Margin", "Équipe": "Staff", "Reste": "Left", "marge et coûts": "margin and costs",
    "Cascade\u00a0: de ": "Bridge: from ", " de marge brute, moins cinq coûts, il reste ": " of gross margin, less five costs, to ",
    "Chaque euro investi laisse ": "Each euro invested leaves ", " sur les ventes": " on sales",
    "ROI en % de l’investissement\u202f; plein\u00a0: ventes\u202f; hachuré\u00a0: valeurs déclarées": "ROI, % of the investment; solid: sales; hatched: declared values",
    "ROI des ventes": "ROI on sales", "ROI élargi": "Wider ROI", "ventes": "sales", "valeurs déclarées": "declared values", "bas ": "low ", "haut ": "high ",
    "Barres du ROI\u00a0: ": "Bars of the ROI: ", " sur les ventes, ": " on sales, ", " avec les valeurs déclarées.": " with declared values.",
    "Ce que le ROI élargi suppose": "What the wider ROI assumes", "Valeur d’un résultat, déclarée par la direction commerciale": "Value of a result, as declared by the head of sales",
    "Valeurs déclarées": "Declared values", "Résultat": "Result", "Nombre": "Count", "Bas": "Low", "Central": "Base", "Haut": "High",
    "Demande de conseil": "Request for advice", "Inscription à la lettre": "Newsletter sign-up",
    "ROI des ventes, ": "ROI on sales, ", "\u00a0: marge brute de ": ": gross margin of ", ", dernier clic, retours déduits.": ", last click, returns deducted.",
    "Le ROI élargi contient le ROI des ventes\u202f; les deux ne s’additionnent pas.": "The wider ROI contains the ROI on sales; the two do not add up.",
    "Pinterest rapporte le plus par euro\u202f; TikTok ne couvre pas son coût": "Pinterest returns most per euro; TikTok does not cover its cost",
    "Résultats par canal, ": "Results by channel, ", "Résultats par canal": "Results by channel", "Canal": "Channel", "Coût": "Cost", "CA attribué": "Revenue",
    "CA par euro": "Per euro", "Marge − coût": "Margin − cost", "Nouv. clients": "New customers", "Coût d’acq.": "CAC", "Demandes": "Requests", "base < ": "base < ",
    "CA\u00a0: chiffre d’affaires. Sous ": "Revenue is attributed. Below ", " nouveaux clients, le coût d’acquisition n’est pas calculé.": " new customers no cost of acquisition is given.",
    "Déplacer ": "Move ", " de TikTok vers Pinterest": " from TikTok to Pinterest", "Proposition pour novembre, à budget égal": "Proposal for November, same budget",
    "Proposition": "Proposal", "Novembre": "November", "Ce que l’essai doit montrer": "What the trial has to show", "Critère et limite": "Criterion and limit",
    "En octobre, Pinterest a rapporté ": "In October Pinterest returned ", " de chiffre d’affaires par euro et TikTok ": " of revenue per euro and TikTok ",
    ". Ces moyennes ne disent pas ce que rapporte l’euro suivant.": ". These averages do not say what the next euro returns.",
    "L’essai réussit si les ": "The trial succeeds if the ", " ajoutés à Pinterest rapportent au moins ": " added to Pinterest return at least ",
    " par euro en novembre\u202f; sinon, le budget revient à sa place.": " per euro in November; otherwise the budget returns.",
    "Deux actions sur quatre ont atteint leur critère": "Two actions of four met their criterion", "Essais d’octobre": "Trials of October", "Essais du mois": "Trials of the month",
    "Essai": "Trial", "Critère": "Criterion", "Conclusion": "Conclusion", "Trois épingles Pinterest par semaine": "Three Pinterest pins a week",
    "au moins ": "at least ", " visites": " visits", "A marché": "Worked", "Carrousels avant-après le jeudi": "Before-and-after carousels on Thursdays",
    "engagement d’au moins ": "engagement of at least ", "Bouton «\u00a0Demander conseil\u00a0» en story": "“Ask for advice” button in stories", " demandes": " requests",
    "N’a pas marché": "Did not work", "Vidéos d’atelier sur TikTok": "Workshop videos on TikTok", "coût d’acquisition sous ": "cost of acquisition below ",
    " clients, base < ": " customers, base < ", "On ne peut pas dire": "Cannot tell", "Quatre décisions à prendre pour novembre": "Four decisions for November",
    "Prochain cycle": "Next cycle", "Décisions à prendre": "Decisions to take", "Action": "Action", "Critère de réussite": "Criterion of success", "Objectif": "Objective",
    "Responsable": "Owner", "Échéance": "Due", "Ramener le formulaire de neuf à quatre champs": "Cut the form from nine to four fields", "Prospects": "Leads",
    " par euro ajouté": " per euro added", "Ventes": "Sales", "Passer à deux carrousels par semaine": "Two carousels a week", "Communauté": "Community",
    "Revoir l’objectif de ": "Review the target of ", "nouvel objectif daté et signé": "new target, dated and signed", "Direction": "Management",
}  # fmt: skip


def english(part: _T) -> _T:
    """``part`` with each French word replaced. Raises KeyError for one that has no English."""
    changed: Any = part
    if isinstance(part, str):
        changed = part if part in _PEOPLE else _WORDS[part]
    elif isinstance(part, tuple):
        changed = tuple(english(item) for item in part)
    elif is_dataclass(part) and not isinstance(part, Figure) and not isinstance(part, type):
        names = [
            field.name
            for field in fields(part)
            if field.name not in _KEPT or isinstance(getattr(part, field.name), tuple)
        ]
        values = {name: getattr(part, name) for name in names}
        changed = replace(
            part, **{name: english(value) for name, value in values.items() if not isinstance(value, str)}
        )
    return changed  # type: ignore[no-any-return]
