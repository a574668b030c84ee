"""Reads the images that papers print: which format they are, how large, and their bytes made fit for PDF/A.

What PDF/A-1b forbids is taken out here, once, so that Word file, PDF and OFD show the same: transparency is laid on
white, CMYK becomes RGB, a photograph that says it lies on its side is turned.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import struct
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageOps

from service.images.metadata import without_metadata
from service.images.png import png

#: Bytes of one image. A photograph of 12 megapixels has 3 to 5 MB.
MOST_BYTES = 5_000_000
#: Pixels of one image: the whole type area at 600 dpi has 19.6 million.
MOST_PIXELS = 25_000_000
MM_PER_INCH = 25.4
#: Dots per inch of an image that does not say, as Word takes it.
USUAL_DPI = 96.0
_LEAST_DPI, _MOST_DPI = 10.0, 10_000.0
_JPEG_QUALITY = 92
_ORIENTATION = 0x0112

_OTHERS = (
    (b"GIF8", "GIF 动图"),
    (b"BM", "BMP 位图"),
    (b"RIFF", "WebP 图片"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
    (b"%PDF", "PDF 文件"),
    (b"\x01\0\0\0", "EMF 图元文件"),
    (b"\xd7\xcd\xc6\x9a", "WMF 图元文件"),
)  #: What people take for a picture that can be printed, by its first bytes.

Image.MAX_IMAGE_PIXELS = None  # MOST_PIXELS is looked at before anything is unpacked, and told in Chinese.


class BadImage(ValueError):
    """An image that can't be printed; the message says in Chinese why, and what to do."""


@dataclass(frozen=True, slots=True)
class ReadImage:
    """An image as it is printed.

    Attributes:
        data: a PNG or a JPEG without transparency, in grey or RGB, without metadata.
        name: file name made of its digest: the same image has the same.
        width_px: columns.
        height_px: rows.
        width_mm: natural width by its own dots per inch.
        height_mm: natural height.
    """

    data: bytes
    name: str
    width_px: int
    height_px: int
    width_mm: float
    height_mm: float


def decoded(text: str) -> bytes:
    """Return the bytes that a base64 text stands for.

    Raises:
        BadImage: if it is none.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadImage("不是完整的 base64 编码，请重新取一次图片的内容") from error


@lru_cache(maxsize=16)
def read_image(data: bytes) -> ReadImage:
    """Return an image as it is printed.

    Raises:
        BadImage: if it is no PNG or JPEG, is damaged, moves, or is larger than `MOST_BYTES` or `MOST_PIXELS`.
    """
    if len(data) > MOST_BYTES:
        raise BadImage(f"图片有 {len(data) / 1e6:.1f} MB，最多 {MOST_BYTES // 1_000_000} MB，请压缩后再放")
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        found = next((name for start, name in _OTHERS if data.startswith(start)), "")
        raise BadImage(
            f"{f'这是 {found}，' if found else ''}不是 PNG 或 JPEG 图片，请另存为 PNG 或 JPEG 再放"
        )
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            return _read(data, image)
    except (OSError, SyntaxError, ValueError, struct.error, EOFError, OverflowError) as error:
        if isinstance(error, BadImage):
            raise
        raise BadImage("图片已经损坏或者不完整，请打开另存一次再放") from error


def _read(data: bytes, image: Image.Image) -> ReadImage:
    if image.width * image.height > MOST_PIXELS:
        raise BadImage(
            f"图片有 {image.width}×{image.height} 像素，最多 {MOST_PIXELS // 10_000} 万像素，请缩小后再放"
        )
    if image.format == "PNG" and getattr(image, "is_animated", False):
        raise BadImage("这是会动的图片（APNG），请取其中一幅，另存为 PNG 再放")
    dpi = image.info.get("dpi", (USUAL_DPI, USUAL_DPI))
    image.load()
    turned = image.getexif().get(_ORIENTATION, 1) != 1
    upright = ImageOps.exif_transpose(image) if turned else image
    assert upright is not None
    if turned and upright.width == image.height != image.width:
        dpi = dpi[::-1]
    printed = _printed(data if not turned and _is_plain(image) else b"", upright, jpeg=image.format != "PNG")
    ending = "png" if printed.startswith(b"\x89PNG") else "jpeg"
    return ReadImage(
        printed,
        f"{hashlib.sha256(printed).hexdigest()[:16]}.{ending}",
        upright.width,
        upright.height,
        upright.width / _dots(dpi[0]) * MM_PER_INCH,
        upright.height / _dots(dpi[1]) * MM_PER_INCH,
    )


def _is_plain(image: Image.Image) -> bool:
    """Tell whether an image can be printed as it is: opaque, grey or RGB."""
    opaque = "transparency" not in image.info
    return opaque and image.mode in (
        ("L", "RGB") if image.format != "PNG" else ("1", "L", "P", "RGB", "I", "I;16")
    )


def _printed(data: bytes, image: Image.Image, *, jpeg: bool) -> bytes:
    """Return an image's bytes, without what they tell beside the picture: as they are, else written anew."""
    try:
        return without_metadata(data or _written(image, jpeg=jpeg))
    except ValueError:  # more than one way of writing is read, but cannot be taken apart
        return without_metadata(_written(image, jpeg=jpeg))


def _written(image: Image.Image, *, jpeg: bool) -> bytes:
    """Return an image's bytes in RGB, what is transparent laid on white."""
    if jpeg:
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
        return out.getvalue()
    layered = image.convert("RGBA")
    white = Image.new("RGB", image.size, (255, 255, 255))
    white.paste(layered, mask=layered.getchannel("A"))
    return png(image.size, white.tobytes())


def _dots(value: object) -> float:
    """Return dots per inch that can be true, else the usual ones."""
    dots = float(value) if isinstance(value, int | float) else USUAL_DPI
    return dots if _LEAST_DPI <= dots <= _MOST_DPI else USUAL_DPI
