"""A PNG's or JPEG's bytes → pixels that every renderer sets alike: eight bits, sRGB, upright, not larger than needed.

A picture that is so already keeps its bytes. Any other is written anew: PDF/A takes one colour space a document, and
a picture's own profile is not carried over, so that colours of another space would come out wrong or be refused.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 25_000_000
_LARGEST = 1_600  # pixels a side; in a place of 87 mm that is 467 to the inch
_PLAIN = {"image/png": ("RGB", "RGBA", "L", "LA"), "image/jpeg": ("RGB", "L")}
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}


class TooManyPixelsError(Exception):
    """``size`` is the picture's width and height."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(size)
        self.size = size


class BrokenPictureError(Exception):
    """The bytes are no whole picture."""


def pixels(data: bytes, media_type: str) -> tuple[bytes, tuple[int, int]]:
    """The picture's bytes with its width and height. Raises TooManyPixelsError before it unpacks a picture that is too
    large, and BrokenPictureError."""
    from PIL import Image, ImageFile

    patient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint turns it on
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=[_FORMATS[media_type]]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise TooManyPixelsError(image.size)
                image.load()
                return _plain(image, data, media_type)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise BrokenPictureError from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = patient


def _plain(image: Image, data: bytes, media_type: str) -> tuple[bytes, tuple[int, int]]:
    made = _small(_eight_bits(_upright(_srgb(image))))
    if made is image and "transparency" not in image.info and image.mode in _PLAIN[media_type]:
        return data, image.size
    made.info.clear()
    out = BytesIO()
    if media_type == "image/jpeg":
        made.save(out, "JPEG", quality=92, subsampling=0)
    else:
        made.save(out, "PNG", optimize=True)
    return out.getvalue(), made.size


def _srgb(image: Image) -> Image:
    """By the picture's own profile where it has a sound one; CMYK without one by the plain rule."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            if "sRGB" in ImageCms.getProfileDescription(own):
                return image
            made = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None
        if made is not None:
            return made
    return image.convert("RGB") if image.mode == "CMYK" else image


def _upright(image: Image) -> Image:
    """A camera's picture says how it is to be turned; engines that set it don't all look."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image) if image.getexif().get(0x0112, 1) != 1 else image


def _eight_bits(image: Image) -> Image:
    """In one of the modes that PDF and PNG share, with an alpha channel where some colour was named transparent."""
    if image.mode in ("I", "F") or image.mode.startswith("I;"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if "transparency" in image.info or image.mode in ("PA", "La", "RGBa"):
        return image.convert("RGBA")
    if image.mode in ("RGB", "RGBA", "L", "LA"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _small(image: Image) -> Image:
    if max(image.size) <= _LARGEST:
        return image
    from PIL.Image import Resampling

    made = image.copy()
    made.thumbnail((_LARGEST, _LARGEST), Resampling.LANCZOS, reducing_gap=3)
    return made
