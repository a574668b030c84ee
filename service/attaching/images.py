"""An attached image as a page of its own."""

from __future__ import annotations

from service.errors import UnreadableDocument
from service.images.reading import BadImage, read_image
from service.rendering.attached import PagePicture


def image_page(data: bytes) -> PagePicture:
    """Return a PNG or JPEG as it is printed: without transparency, upright, in grey or RGB.

    Raises:
        UnreadableDocument: if it is damaged, or too large.
    """
    try:
        image = read_image(data)
    except BadImage as error:
        raise UnreadableDocument(str(error)) from error
    return PagePicture(image.data, (image.width_px, image.height_px), image.width_mm, image.height_mm)
