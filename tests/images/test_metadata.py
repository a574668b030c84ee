from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from service.images.metadata import without_metadata
from service.images.reading import read_image

SECRET = b"121.47E 31.23N at home"


def drawn(**how: Any) -> bytes:
    image = Image.effect_noise((120, 80), 60).convert("RGB")
    out = io.BytesIO()
    image.save(out, **how)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    held = Image.Exif()
    held[0x010E] = SECRET.decode()
    held[0x0112] = orientation
    held.get_ifd(0x8825)[29] = "2026:03:16"
    return held


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes()


@pytest.mark.parametrize("how", [{}, {"progressive": True}, {"quality": 100}])
def test_a_jpeg_loses_all_but_its_picture(how: dict[str, Any]) -> None:
    data = drawn(format="JPEG", exif=exif(), comment=SECRET, dpi=(300, 300), icc_profile=b"profile", **how)
    assert SECRET in data
    made = without_metadata(data + SECRET)
    assert SECRET not in made
    assert b"Exif" not in made
    assert pixels(made) == pixels(data)
    with Image.open(io.BytesIO(made)) as image:
        assert (image.info["dpi"], image.info["icc_profile"]) == ((300, 300), b"profile")
        assert not image.getexif()


def test_a_png_loses_all_but_its_picture() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET.decode())
    told.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    data = drawn(format="PNG", pnginfo=told, exif=exif(), dpi=(300, 300))
    made = without_metadata(data + SECRET)
    assert SECRET not in made
    assert pixels(made) == pixels(data)
    with Image.open(io.BytesIO(made)) as image:
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_what_has_none_stays_as_it_is(format: str) -> None:
    data = drawn(format=format)
    assert without_metadata(data) == data


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff\xe0\xff\xff", b"\xff\xd8\xff\xe0\0\x10JFIF", b"\x89PNG\r\n\x1a\n"]
)
def test_what_cannot_be_told_apart_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"JPEG|PNG"):
        without_metadata(data)


def test_a_chunk_longer_than_the_file_is_refused() -> None:
    chunk = struct.pack(">I", 1 << 30) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    with pytest.raises(ValueError, match="PNG"):
        without_metadata(b"\x89PNG\r\n\x1a\n" + chunk)


def test_an_image_that_is_read_but_cannot_be_taken_apart_is_written_anew() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET.decode())
    data = drawn(format="PNG", pnginfo=told)
    image = read_image(data[:-12])  # without its end
    assert SECRET not in image.data
    assert pixels(image.data) == pixels(data)


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_printed_image_says_nothing_of_where_it_was_taken(format: str, orientation: int) -> None:
    image = read_image(drawn(format=format, exif=exif(orientation), dpi=(300, 300)))
    assert SECRET not in image.data
    assert (image.width_px, image.height_px) == ((120, 80) if orientation == 1 else (80, 120))
    assert image.width_mm == pytest.approx(image.width_px / 300 * 25.4, abs=0.01)
