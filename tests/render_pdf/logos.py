"""Logos of every kind that a client may send."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageDraw

SIZE = (360, 80)
VECTOR = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 20">'
    b'<defs><linearGradient id="g"><stop offset="0" stop-color="#12506B"/><stop offset="1" stop-color="#C8102E"/>'
    b"</linearGradient></defs>"
    b'<rect width="90" height="20" fill="url(#g)"/><circle cx="10" cy="10" r="8" fill="#fff" opacity=".5"/></svg>'
)


def drawn(mode: str, size: tuple[int, int] = SIZE) -> Image.Image:
    """A mark of two shapes; clear around them where the mode has an alpha channel."""
    image = Image.new("RGBA", size, (0, 0, 0, 0) if mode in ("RGBA", "LA") else (255, 255, 255, 255))
    pen = ImageDraw.Draw(image)
    pen.ellipse((0, 0, size[1] - 1, size[1] - 1), fill=(18, 80, 107, 255))
    pen.rectangle((size[1] // 2, size[1] // 3, size[0] - 1, size[1] * 2 // 3), fill=(200, 16, 46, 160))
    return image if mode == "RGBA" else image.convert("LA" if mode == "LA" else "RGB").convert(mode)


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def sixteen_bits() -> bytes:
    row = b"".join((x * 65_535 // (SIZE[0] - 1)).to_bytes(2, "little") for x in range(SIZE[0]))
    return encoded(Image.frombytes("I;16", SIZE, row * SIZE[1]), "PNG")


def turned() -> bytes:
    """Stored lying on its side, with the note that it is to be set upright."""
    notes = Image.Exif()
    notes[0x0112] = 6
    return encoded(drawn("RGB").transpose(Image.Transpose.ROTATE_90), "JPEG", exif=notes)


def holding(picture: bytes, media_type: str) -> bytes:
    """An SVG with a picture in it, its text broken into lines as drawing programs do."""
    text = b64encode(picture).decode()
    lines = "\n".join(text[start : start + 76] for start in range(0, len(text), 76))
    shape = f'<image width="90" height="20" xlink:href="data:{media_type};base64,{lines}"/>'
    return VECTOR.replace(b"</svg>", shape.encode() + b"</svg>")


@cache
def logos() -> dict[str, bytes]:
    palette = drawn("RGB").quantize(8)
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    return {
        "png_rgb": encoded(drawn("RGB"), "PNG"),
        "png_rgba": encoded(drawn("RGBA"), "PNG"),
        "png_palette": encoded(palette, "PNG"),
        "png_palette_clear": encoded(palette, "PNG", transparency=0),
        "png_rgb_clear": encoded(drawn("RGB"), "PNG", transparency=(255, 255, 255)),
        "png_grey": encoded(drawn("L"), "PNG"),
        "png_grey_alpha": encoded(drawn("LA"), "PNG"),
        "png_black_and_white": encoded(drawn("1"), "PNG"),
        "png_16_bits": sixteen_bits(),
        "png_large": encoded(drawn("RGB", (10_000, 2_200)), "PNG"),
        "png_square": encoded(drawn("RGBA", (200, 200)), "PNG"),
        "jpeg_rgb": encoded(drawn("RGB"), "JPEG"),
        "jpeg_grey": encoded(drawn("L"), "JPEG"),
        "jpeg_cmyk": encoded(drawn("CMYK"), "JPEG"),
        "jpeg_wrong_profile": encoded(drawn("RGB"), "JPEG", icc_profile=lab),
        "jpeg_turned": turned(),
        "svg": VECTOR,
        "svg_fading": VECTOR.replace(b'"#C8102E"', b'"#C8102E" stop-opacity=".4"'),
        "svg_with_png": holding(encoded(drawn("RGBA"), "PNG"), "image/png"),
        "svg_with_cmyk": holding(encoded(drawn("CMYK"), "JPEG"), "image/jpeg"),
    }
