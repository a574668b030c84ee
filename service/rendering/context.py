"""What a template may name: the contract between the service and the Word templates.

Every derived text and every number that typesetting decides stands here, ready to print. Numbers are twips
(1/20 pt) unless their name says otherwise. "" and () mean that the element is absent.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.catalog.contract import contract_of


@dataclass(frozen=True)
class Properties:
    """文档属性: what the file says of itself."""

    title: str
    document_number: str
    issuer: str
    manuscript_type: str


@dataclass(frozen=True)
class Mark:
    """发文机关标志 (GB/T 9704 7.2.4) and the space that puts its ink 35 mm under the type area's top."""

    text: str
    half_points: int
    scale_percent: int
    pitch: int
    space_above: int
    blank_line: int


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its width in twips, its text, the ``side`` that it is set from: ``left`` or ``center``."""

    width: int
    text: str
    side: str = "left"


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class TextBlock:
    """One paragraph of 正文 (7.3.3), or a table.

    ``level`` 1–4 is a heading on its own line, 0 a paragraph; a run-in heading stands in ``hei`` or ``kai``,
    in 黑体 or 楷体, before ``body``. ``page_break`` is 1 where the paragraph begins a page. ``continued`` is the
    rest of a paragraph that was divided between two pages: no indent. A line of a 名单 has ``left``, the indent
    of its lines, and ``hanging``, how far the first begins before it; a table has ``columns`` (their widths), ``header`` and ``rows``. ``key``
    tells blocks apart.
    """

    level: int = 0
    heading: str = ""
    hei: str = ""
    kai: str = ""
    body: str = ""
    continued: bool = False
    page_break: int = 0
    left: int = 0
    hanging: int = 0
    columns: tuple[int, ...] = ()
    header: tuple[Cell, ...] = ()
    rows: tuple[Row, ...] = ()
    key: int = 0


@dataclass(frozen=True)
class Signature:
    """署名和成文日期 (7.3.5): distances from the edges of the type area, blank lines above.

    A 署名 too long for one line stands in several ``issuer_lines``, set from ``issuer_side``: ``center`` over a sealed
    date, ``left`` over an unsealed one; a short one from the ``right``.
    ``issue_date_side`` is the side from which the date is set: ``left`` where its first character hangs on the
    署名's (7.3.5.2), else ``right``.
    """

    issuer: str
    issue_date: str
    issuer_right: int
    issue_date_left: int
    issue_date_right: int
    issue_date_side: str
    blank_lines: tuple[int, ...]
    issuer_lines: tuple[str, ...] = ()
    issuer_left: int = 0
    issuer_side: str = "right"
    key: int = 0


@dataclass(frozen=True)
class Section:
    """A part of the text that the service puts together from facts; the first block is its heading."""

    text: tuple[TextBlock, ...]


@dataclass(frozen=True)
class AttachmentNote:
    """附件说明 (7.3.4): one line of it, with the indents that set names under names."""

    text: str
    left: int
    hanging: int


@dataclass(frozen=True)
class Attachment:
    """附件 (7.3.7): on a new page, 附件 and its number in the upper left corner."""

    label: str
    title_lines: tuple[str, ...]
    text: tuple[TextBlock, ...]


@dataclass(frozen=True)
class IssuedDocument:
    """被印发的文件: begins on a new page; its attachments are its own, not the notice's."""

    title_lines: tuple[str, ...]
    title_note: str
    text: tuple[TextBlock, ...]
    attachment_notes: tuple[AttachmentNote, ...]
    signatures: tuple[Signature, ...]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True)
class Imprint:
    """版记 (7.4): ``page_breaks`` holds one entry for each page to turn before it.

    ``printing_office`` has several lines where name and date don't fit one; the date stands on the last.
    """

    page_breaks: tuple[int, ...]
    other_receivers: str
    other_receivers_height: int
    other_receivers_top: int
    printing_office: tuple[str, ...]
    printing_height: int
    printing_date: str


@dataclass(frozen=True)
class Context:
    """Everything that a template can print.

    ``signatory`` is the 签发人 of an upward paper, ``title_note`` stands in brackets under the title, ``sections``
    are put together from the campaign's facts, ``closing`` follows them.
    """

    properties: Properties
    mark: Mark
    document_number: str
    signatory: str
    title_lines: tuple[str, ...]
    title_note: str
    principal_receivers: str
    text: tuple[TextBlock, ...]
    sections: tuple[Section, ...]
    closing: tuple[TextBlock, ...]
    attachment_notes: tuple[AttachmentNote, ...]
    signatures: tuple[Signature, ...]
    annotation: str
    attachments: tuple[Attachment, ...]
    issued_document: IssuedDocument
    imprint: Imprint


#: The contract that every template is held against at start.
CONTRACT = contract_of(Context)
