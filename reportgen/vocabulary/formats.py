"""A post's kind as a platform writes it → one of the formats that are shipped by name; any other stays as it stands."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, get_args

Format = Literal[
    "photo", "carousel", "reel", "video", "story", "link", "text", "document", "poll", "article", "event", "live"
]
FORMATS: tuple[Format, ...] = get_args(Format)

_SPELLINGS: dict[Format, str] = {
    "photo": "photo, photos, image, images, picture, pictures, foto, fotos, imagen, imágenes, imagem, imagens, bild",
    "carousel": "carousel, carousels, carousel album, album, albums, carrousel, carrusel, carrossel, multi image",
    "reel": "reel, reels, short, shorts",
    "video": "video, videos, vidéo, vidéos, vídeo, vídeos, video inline",
    "story": "story, stories, historia, historias",
    "link": "link, links, lien, liens, enlace, share",
    "text": "text, texts, texte, texto, status, statut, estado",
    "document": "document, documents, pdf, documento",
    "poll": "poll, polls, sondage, encuesta, umfrage",
    "article": "article, articles, artículo, newsletter",
    "event": "event, events, événement, evento",
    "live": "live, live video, direct",
}
_NETWORK = re.compile(r"^(ig|fb|instagram|facebook)\s+|\s+(do|de|d'|von|auf|on)?\s*(instagram|facebook)$")


def format_of(written: str) -> str:
    """The format's id; the platform's own word where none is known, empty where there is none.

    >>> format_of("IG carousel"), format_of("Reel do Instagram"), format_of("Photos"), format_of("Quiz")
    ('carousel', 'reel', 'photo', 'Quiz')
    """
    plain = _NETWORK.sub("", " ".join(written.replace("_", " ").replace("-", " ").casefold().split()))
    return _known().get(plain, written.strip())


@cache
def _known() -> dict[str, Format]:
    return {word: kind for kind, words in _SPELLINGS.items() for word in words.split(", ")}
