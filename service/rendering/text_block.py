"""What a template prints of a text: its paragraphs, tables and images. Numbers are twips unless their name says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from service.layout import gbt9704 as gb


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its width in twips, its text, the ``side`` that it is set from: ``left``, ``center`` or ``right``.

    ``span`` is how many columns it stands over, 0 for one. ``merge`` is ``restart`` for the first of several cells
    that are one from top to bottom, ``continue`` for those under it.
    """

    width: Annotated[int, "格宽"]
    text: Annotated[str, "字"]
    side: Annotated[str, "靠哪一边，left、center 或 right"] = "left"
    span: Annotated[int, "横跨几列；0 是一列"] = 0
    merge: Annotated[str, "竖着合并：第一格 restart，下面的 continue"] = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``height`` is the least that it has, 0 for that of its text."""

    cells: Annotated[tuple[Cell, ...], "各格"]
    height: Annotated[int, "至少多高；0 随文字"] = 0


@dataclass(frozen=True, slots=True)
class BlockImage:
    """An image of the text; all but its ``file`` is found when its size is known. Its lines are whole lines of the grid."""

    file: Annotated[str, "图片文件的名称；没有图片就是空的"] = ""
    relation: Annotated[str, "图片在 Word 文件里的关系名"] = ""
    alternative: Annotated[str, "替代文字，说明图上是什么"] = ""
    caption: Annotated[str, "题注；没有就是空的"] = ""
    width: Annotated[int, "图宽，单位 EMU（1 毫米是 36000）"] = 0
    height: Annotated[int, "图高，单位 EMU"] = 0
    pitch: Annotated[int, "图片这一行的行高，整行数"] = 0


#: Of a block that is none.
NO_IMAGE = BlockImage()


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One paragraph of 正文 (7.3.3), a table, or an image.

    ``level`` 1–4 is a heading on its own line, 0 a paragraph; a run-in heading stands in ``hei`` or ``kai``,
    in 黑体 or 楷体, before ``body``. ``page_break`` is 1 where the paragraph begins a page. ``continued`` is the
    rest of a paragraph that was divided between two pages: no indent. A line of a 名单 has ``left``, the indent
    of its lines, and ``hanging``, how far the first begins before it; a table has ``columns`` (their widths), ``header`` and ``rows``. ``key``
    tells blocks apart.
    """

    level: Annotated[int, "独立成行的标题是几级（1～4）；0 是普通段落"] = 0
    heading: Annotated[str, "独立成行的标题"] = ""
    hei: Annotated[str, "段首的一级标题，印成黑体，后接正文"] = ""
    kai: Annotated[str, "段首的二级标题，印成楷体，后接正文"] = ""
    body: Annotated[str, "正文"] = ""
    continued: Annotated[bool, "是不是跨页拆开的后半段（不缩进）"] = False
    page_break: Annotated[int, "这一段要不要另起一页，1 或 0"] = 0
    left: Annotated[int, "名单这一行的左缩进"] = 0
    hanging: Annotated[int, "名单首行比左缩进提前多少；0 不是名单"] = 0
    columns: Annotated[tuple[int, ...], "表格各列的宽"] = ()
    header: Annotated[tuple[Cell, ...], "表头各格；没有就是空的"] = ()
    rows: Annotated[tuple[Row, ...], "表格各行；空的就不是表格"] = ()
    width: Annotated[int, "表格的宽"] = gb.TYPE_AREA_WIDTH_TWIPS
    landscape: Annotated[bool, "排在横放的页上"] = False
    landscape_begins: Annotated[bool, "横放的页从这一段开始"] = False
    landscape_ends: Annotated[bool, "横放的页到这一段为止"] = False
    image: Annotated[BlockImage, "图片；file 是空的就不是图片"] = NO_IMAGE
    key: Annotated[int, "区分各段用，不印"] = 0
