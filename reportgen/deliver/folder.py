"""The files of a mail → attached, or put into a folder that readers reach by a link: there all files stand, or none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from reportgen.config.schema_deliver import Deliver
from reportgen.files import write_whole
from reportgen.model.artifact import Artifact

USUAL_MB = Decimal(15)  # many servers take mails of 20 to 25
_MB = 1_000_000
_CODED = Decimal(78) / 57  # what Base64 with its line ends makes of 57 bytes


def is_attached(files: Sequence[Artifact], deliver: Deliver) -> bool:
    """Whether the files go with the mail: they do where there is no folder, and up to the config's limit."""
    if deliver.folder is None:
        return True
    limit = USUAL_MB if deliver.attach_up_to_mb is None else deliver.attach_up_to_mb
    return sum(len(file.data) for file in files) * _CODED <= limit * _MB


def address(file: Artifact, link: str) -> str:
    """Where a file of the folder is read."""
    return f"{link.rstrip('/')}/{quote(file.name)}"


def put(files: Sequence[Artifact], folder: Path) -> None:
    """Raises OSError; nothing is left half-written."""
    write_whole({folder / file.name: file.data for file in files})
