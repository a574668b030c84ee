"""Images of the text: how large each is printed, on how many whole lines of the grid, and the files they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from service.catalog.image_parts import relation_of
from service.document.finding import Finding
from service.document.pointer import join
from service.errors import RenderingError
from service.images.reading import BadImage, ReadImage, decoded, read_image
from service.layout import gbt9704 as gb
from service.layout.metrics import FontMetrics
from service.layout.predictor import Run, break_lines
from service.layout.profile import LayoutProfile
from service.rendering.context import Context
from service.rendering.mapping import blocks_of, mapped
from service.rendering.text_block import BlockImage

Stored = Mapping[str, Any]
_EMU_PER_MM = 36_000
_EMU_PER_TWIP = 635
#: Twips of a line that the image leaves free: what hangs under its base line.
_CLEARANCE = 120


def refuse_bad_images(tree: Stored) -> None:
    """Refuse a paper with an image that can't be printed.

    Raises:
        RenderingError: it names each image and says what to do.
    """
    findings = [
        Finding("bad-image", told, join((*path, "data")), "图片 › 图片内容")
        for path, block in _stored(tree, ())
        if (told := _trouble(block))
    ]
    if findings:
        raise RenderingError("有的图片不能印，请换一幅", findings)


def _trouble(block: Stored) -> str:
    try:
        _read(block)
    except BadImage as error:
        return str(error)
    return ""


def _stored(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Stored]]:
    """Yield every stored image with its path."""
    if isinstance(value, dict):
        if value.get("kind") == "image":
            yield path, value
            return
        for name, part in value.items():
            yield from _stored(part, (*path, name))
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from _stored(part, (*path, i))


def _read(block: Stored) -> ReadImage:
    return read_image(decoded(block["data"]))


def block_image(block: Stored) -> BlockImage:
    """Return a stored image at the size that is wanted of it, or its natural one; `fit_images` makes it fit a page."""
    image = _read(block)
    width = float(block.get("width_mm", min(image.width_mm, gb.TYPE_AREA_WIDTH_MM)))
    height = width * image.height_mm / image.width_mm
    return BlockImage(
        image.name,
        relation_of(image.name),
        block["alternative"],
        block.get("caption", ""),
        max(1, round(width * _EMU_PER_MM)),
        max(1, round(height * _EMU_PER_MM)),
    )


def fit_images(context: Context, metrics: FontMetrics, layout: LayoutProfile) -> Context:
    """Return the context with each image on whole lines, none higher than a page leaves over its 题注."""

    def fit(value: Any) -> Any:
        is_image = isinstance(value, BlockImage) and value.file
        return _fitted(value, metrics, layout) if is_image else value

    shows = any(block.image.file for block in blocks_of(context))
    made: Context = mapped(context, fit) if shows else context
    return made


def _fitted(image: BlockImage, metrics: FontMetrics, layout: LayoutProfile) -> BlockImage:
    pitch = layout.line_pitch_twips
    most = layout.page_height_twips // pitch - _caption_lines(image.caption, metrics, layout)
    room = (most * pitch - _CLEARANCE) * _EMU_PER_TWIP
    width, height = image.width, image.height
    if height > room:
        width, height = max(1, width * room // height), room
    lines = -(-(height + _CLEARANCE * _EMU_PER_TWIP) // (pitch * _EMU_PER_TWIP))
    return replace(image, width=width, height=height, pitch=lines * pitch)


def _caption_lines(caption: str, metrics: FontMetrics, layout: LayoutProfile) -> int:
    run = Run(caption, layout.fangsong, gb.SMALL_SIZE_PT, letter_spacing_twips=0)
    return len(break_lines([run], metrics=metrics, first_indent=0)) if caption else 0


def image_files(tree: Stored, context: Context) -> Mapping[str, bytes]:
    """Return the files of the images that a context prints, by name in the order of the tree."""
    wanted = {block.image.file for block in blocks_of(context) if block.image.file}
    if not wanted:
        return {}
    found = (_read(block) for _path, block in _stored(tree, ()))
    return {image.name: image.data for image in found if image.name in wanted}
