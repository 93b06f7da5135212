"""Imported, it has loaded WeasyPrint, where the system has Pango: for the process that workers are forked from."""

from contextlib import suppress

from reportgen.errors import RenderError
from reportgen.render.press import cheap_import

with suppress(RenderError), cheap_import():  # a worker that has to make a PDF says what is missing
    import weasyprint  # noqa: F401
