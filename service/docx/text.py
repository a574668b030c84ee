"""The words of a Word file, paragraph by paragraph."""

from __future__ import annotations

from service.docx.opening import W, open_parts


def text_of(docx: bytes) -> str:
    """Return what the paragraphs of a docx say, one on a line, those of its tables and boxes among them.

    Raises:
        UnreadableDocument: if it is no docx, or damaged.
    """
    root = open_parts(docx).xml("word/document.xml")
    paragraphs = () if root is None else root.iter(f"{W}p")
    said = ("".join((each.text or "") for each in p.iter(f"{W}t")) for p in paragraphs)
    return "\n".join(filter(None, said))
