"""Takes the page numbers out of an attached docx or xlsx: the paper's own go on through its attachments (7.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from service.docx.opening import W
from service.importing.archive import parse_part, write_archive

_FOOTERS = re.compile(r"word/(?:footer|header)\d*\.xml")
_SHEETS = re.compile(r"xl/worksheets/sheet\d+\.xml")
#: What stands beside a page number and says nothing without it.
_PAGE_WORDS = re.compile(r"[\s\d—–\-_/第共页·.]*")
_CODES = re.compile(r'&[LCR]|&"[^"]*"|&\d+|&[PNBIU]')
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def without_page_numbers(parts: Mapping[str, bytes]) -> bytes:
    """Return a docx or xlsx without those headers and footers that are nothing but page numbers."""
    return write_archive({name: _cleared(name, part) for name, part in parts.items()})


def _cleared(name: str, part: bytes) -> bytes:
    if _FOOTERS.fullmatch(name):
        root = parse_part(part)
        fields = [*root.iter(f"{W}instrText"), *root.iter(f"{W}fldSimple")]
        codes = "".join((f.text or "") + f.get(f"{W}instr", "") for f in fields)
        text = "".join(t.text or "" for t in root.iter(f"{W}t"))
        if "PAGE" in codes and _PAGE_WORDS.fullmatch(text):
            for run in list(root.iter(f"{W}r", f"{W}fldSimple")):
                holder = run.getparent()
                if holder is not None:
                    holder.remove(run)
            return etree.tostring(root, encoding="UTF-8", standalone=True)
    elif _SHEETS.fullmatch(name) and b"&amp;P" in part:
        root = parse_part(part)
        for margin in root.iter(*(_S + kind for kind in _MARGINS)):
            if "&P" in (margin.text or "") and _PAGE_WORDS.fullmatch(_CODES.sub("", margin.text or "")):
                margin.text = ""
        return etree.tostring(root, encoding="UTF-8", standalone=True)
    return part


_MARGINS = tuple(f"{page}{side}" for page in ("odd", "even", "first") for side in ("Header", "Footer"))
