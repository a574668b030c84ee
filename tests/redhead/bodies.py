"""Bodies as offices type them, and what 套红 is told."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SENTENCE = "各单位要高度重视防汛备汛工作，切实加强组织领导，层层压实责任，确保安全度汛。"
ELEMENTS: dict[str, Any] = {
    "paper": {
        "issuer_mark": "滨海市水务局文件", "document_number": "滨水发〔2026〕12号",
        "other_receivers": "市委办公室，市政府办公室", "printing_office": "滨海市水务局办公室",
        "printing_date": "2026年3月16日",
    }
}  # fmt: skip


def saved(document: Document) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def a_body(paragraphs: int, *, across: bool = False, header: str = "内部资料") -> bytes:
    """A 通知 with a heading, a numbered list and a table after so many paragraphs of two lines each."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    document.add_paragraph("关于做好2026年防汛备汛工作的通知").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("各县区水务局：")
    document.add_heading("一、总体要求", 1)
    for _ in range(paragraphs):
        document.add_paragraph(SENTENCE * 2)
    for text in ("编号甲", "编号乙"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).text = "单位"
    if across:
        section = document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        document.add_paragraph("横向的表")
    document.add_paragraph("滨海市水务局").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("2026年3月16日").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return saved(document)


def with_style(style_id: str, name: str) -> bytes:
    """A body with a style of that id and name, blue, that its paragraph is in."""
    document = docx.Document()
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
            '<w:rPr><w:color w:val="0000FF"/></w:rPr></w:style>'
        )
    )
    paragraph = document.add_paragraph("自己的样式")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:pStyle {nsdecls("w")} w:val="{style_id}"/>'))
    return saved(document)
