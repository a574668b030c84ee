"""Small pieces of WordprocessingML as text; element order follows the schema (ECMA-376 part 1, 17.3)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def tag(name: str, **attributes: object) -> str:
    """Return an empty element ``w:name`` with ``w:`` attributes."""
    pairs = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return f"<w:{name}{pairs}/>"


def fonts(family: str) -> str:
    """Return rFonts that set one family for every script, theme fonts cleared."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{family}" w:eastAsia="{family}" w:hAnsi="{family}" w:cs="{family}"/>'


def run(text: str, style: str | None = None) -> str:
    """Return a run of text, in a character style if one is named."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(instruction: str) -> str:
    """Return a complex field such as PAGE, with a placeholder result of "1"."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """Return a paragraph in a style; ``properties`` are further pPr children in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'


def control(statement: str) -> str:
    """Return a paragraph that holds only a template statement and vanishes in the rendered paper."""
    return paragraph("Control", run("{%p " + statement + " %}"))


def body(paragraphs: Iterable[str], section: str) -> str:
    """Return document.xml."""
    return f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(paragraphs)}{section}</w:body></w:document>'
