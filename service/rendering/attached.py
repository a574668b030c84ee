"""Attachments that are files: the pages of each as images of the paper's text, one a page."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from service.catalog.image_parts import relation_of
from service.layout import gbt9704 as gb
from service.layout.profile import LayoutProfile
from service.layout.units import twips_to_mm
from service.rendering.text_block import BlockImage, TextBlock

_EMU_PER_MM = 36_000
#: What an image leaves free of its lines, and what rounding may add.
_CLEARANCE_MM = 2.3


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of what is inked of a page, or an image file.

    Attributes:
        data: a PNG or JPEG file.
        size: columns and rows of pixels.
        width_mm: on paper, before it is made to fit.
        height_mm: on paper.
        box: what of the page it shows, in pt from the lower left of user space: left, bottom, right, top; empty for an
            image file.
        quarter_turns: how often user space is turned clockwise to stand as in the picture.
    """

    data: bytes
    size: tuple[int, int]
    width_mm: float
    height_mm: float
    box: tuple[float, float, float, float] | tuple[()] = ()
    quarter_turns: int = 0

    @property
    def name(self) -> str:
        """File name made of its digest: the same picture has the same."""
        ending = "png" if self.data.startswith(b"\x89PNG") else "jpeg"
        return f"{hashlib.sha256(self.data).hexdigest()[:16]}.{ending}"


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file as it is printed.

    Attributes:
        pages: a picture of each.
        pdf: what the pictures were drawn from; b"" for an image.
    """

    pages: tuple[PagePicture, ...]
    pdf: bytes = b""

    @property
    def brings_title(self) -> bool:
        """Whether it is a document, which says itself what it is called; an image doesn't."""
        return bool(self.pdf)


def page_blocks(
    file: AttachedFile, label: str, lines_above: int, layout: LayoutProfile
) -> Iterator[TextBlock]:
    """Yield the pages of a file, each on a page of its own, all in one scale; ``lines_above`` stand over the first.

    No line above: the first begins a page too.
    """
    most = layout.page_height_twips // layout.line_pitch_twips - lines_above
    room = twips_to_mm(most * layout.line_pitch_twips) - _CLEARANCE_MM
    scale = min(
        1.0,
        gb.TYPE_AREA_WIDTH_MM / max(page.width_mm for page in file.pages),
        room / max(page.height_mm for page in file.pages),
    )
    for number, page in enumerate(file.pages, 1):
        size = (round(length * scale * _EMU_PER_MM) for length in (page.width_mm, page.height_mm))
        told = f"{label}第{number}页" if file.pdf else label
        image = BlockImage(page.name, relation_of(page.name), told, "", *size)
        yield TextBlock(image=image, page_break=int(number > 1 or not lines_above))


def page_files(attached: Mapping[str, AttachedFile], names: Collection[str]) -> Mapping[str, bytes]:
    """Return the pictures of those pages that have one of the file ``names``, by name."""
    pages = (page for file in attached.values() for page in file.pages)
    return {page.name: page.data for page in pages if page.name in names}
