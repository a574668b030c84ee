"""Images for tests, made in memory."""

from __future__ import annotations

import base64
import io
from typing import Any

from PIL import Image, ImageDraw


def drawn(size: tuple[int, int], mode: str = "RGB", format: str = "PNG", **saved: Any) -> bytes:
    """Return an image with a frame and a diagonal; ``saved`` is how it is saved, such as ``dpi``."""
    image = Image.new("RGB", size, (200, 220, 255))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=(180, 0, 0), width=3)
    draw.line((0, 0, *size), fill=(0, 0, 120), width=5)
    image = image.convert(mode)
    if mode == "RGBA":
        image.putalpha(128)
    out = io.BytesIO()
    image.save(out, format, **saved)
    return out.getvalue()


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def block(data: bytes, **said: Any) -> dict[str, Any]:
    """Return an image block."""
    return {"kind": "image", "data": base64_of(data), "alternative": "一幅示意图", **said}
