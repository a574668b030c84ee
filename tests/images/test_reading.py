"""Images read: their size, what is changed for print, what is refused and how it is told."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from service.images import reading
from service.images.reading import BadImage, decoded, read_image
from tests.images.drawn import base64_of, drawn


def shown(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(read_image(data).data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("mode", "format"),
    [("RGB", "PNG"), ("L", "PNG"), ("P", "PNG"), ("1", "PNG"), ("RGB", "JPEG"), ("L", "JPEG")],
)
def test_what_can_be_printed_stays_as_it_is(mode: str, format: str) -> None:
    data = drawn((60, 40), mode, format)
    read = read_image(data)
    assert read.data == data
    assert (read.width_px, read.height_px) == (60, 40)
    assert read.name.endswith(f".{format.lower()}")


def test_the_natural_size_follows_its_dots_per_inch() -> None:
    read = read_image(drawn((600, 300), dpi=(300, 300)))
    assert (read.width_mm, read.height_mm) == (pytest.approx(50.8, abs=0.01), pytest.approx(25.4, abs=0.01))


@pytest.mark.parametrize("saved", [{}, {"dpi": (1, 1)}])
def test_one_that_says_nothing_of_use_has_96(saved: dict[str, object]) -> None:
    assert read_image(drawn((96, 48), **saved)).width_mm == pytest.approx(25.4)


def test_transparency_is_laid_on_white() -> None:
    image = shown(drawn((40, 40), "RGBA"))
    assert image.mode == "RGB"
    assert image.getpixel((20, 5)) == (227, 237, 255)


def test_a_transparent_color_is_laid_on_white() -> None:
    image = Image.new("P", (8, 8), 1)
    image.putpalette([0, 0, 0, 9, 9, 9])
    out = io.BytesIO()
    image.save(out, "PNG", transparency=1)
    assert shown(out.getvalue()).getpixel((4, 4)) == (255, 255, 255)


def test_cmyk_becomes_rgb() -> None:
    image = shown(drawn((40, 40), "CMYK", "JPEG"))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert image.getpixel((20, 8)) == pytest.approx((200, 220, 255), abs=8)


def test_a_photograph_that_lies_on_its_side_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    read = read_image(drawn((60, 40), format="JPEG", exif=exif, dpi=(100, 200)))
    assert (read.width_px, read.height_px) == (40, 60)
    assert read.width_mm == pytest.approx(40 / 200 * 25.4)


def test_the_same_image_is_the_same_file() -> None:
    data = drawn((40, 40), "RGBA")
    first = read_image(data)
    read_image.cache_clear()
    assert read_image(data) == first


def huge() -> bytes:
    """A PNG whose head says that it has ten thousand million pixels."""
    data = bytearray(drawn((10, 10)))
    data[16:24] = struct.pack(">2L", 100_000, 100_000)
    data[29:33] = struct.pack(">L", zlib.crc32(data[12:29]))
    return bytes(data)


def moving() -> bytes:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (drawn((300, 300))[:-200], "损坏"),
        (drawn((300, 300), format="JPEG")[:2000], "损坏"),
        (drawn((8, 8))[:20], "损坏"),
        (huge(), "最多 2500 万像素"),
        (moving(), "会动"),
        (drawn((8, 8), format="GIF"), "GIF"),
        (drawn((8, 8), format="BMP"), "BMP"),
        (b"%PDF-1.4", "PDF"),
        (b"hello", "不是 PNG 或 JPEG"),
        (b"", "不是 PNG 或 JPEG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(reading.MOST_BYTES), "最多 5 MB"),
    ],
    ids=("cut png", "cut jpeg", "head only", "huge", "moving", "gif", "bmp", "pdf", "text", "empty", "heavy"),
)  # fmt: skip
def test_what_cannot_be_printed_is_told(data: bytes, told: str) -> None:
    with pytest.raises(BadImage, match=told):
        read_image(data)


def test_a_text_that_is_no_base64_is_told() -> None:
    assert decoded(base64_of(b"abc")) == b"abc"
    with pytest.raises(BadImage, match="base64"):
        decoded("abc")
