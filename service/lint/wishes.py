"""Which elements a recognised paper must have, and whether it was laid out for a seal."""

from __future__ import annotations

from collections.abc import Mapping

from service.layout import gbt9704
from service.lint.manuscript import Manuscript, edges_mm
from service.lint.recognising import Recognition
from service.lint.sheet import Sheet
from service.lint.wordings import UPWARD_TYPES

_ZI_MM = gbt9704.TYPE_AREA_WIDTH_MM / gbt9704.ZI_PER_LINE
_NEAR_MM = 3.0
#: Types whose date may stand in brackets under the title, or that have none under the text.
_UNDATED = frozenset({"决议", "公报", "纪要", "命令", "令", "决定", "意见"})
_GENERAL = dict.fromkeys(
    ("issuer_mark", "document_number", "rule", "title", "text", "page_number"), "required"
)
#: Chapter 10: what the special forms have and have not. 10.3 leaves the rest of 纪要 to those who make them.
_SPECIAL: Mapping[str, Mapping[str, str]] = {
    "信函格式": {
        "issuer_mark": "required", "document_number": "required", "title": "required", "text": "required",
        "signatory": "forbidden", "printing_office": "forbidden",
    },
    "命令格式": {
        "issuer_mark": "required", "document_number": "required", "text": "required", "page_number": "required",
        "rule": "forbidden", "principal_receivers": "forbidden", "signatory": "forbidden",
    },
    "纪要格式": {
        "issuer_mark": "required", "text": "required", "page_number": "required",
        "principal_receivers": "forbidden", "signatory": "forbidden",
    },
}  # fmt: skip


def wishes(recognition: Recognition, *, sealed: bool = True) -> Mapping[str, str]:
    """Return the elements that the recognised paper must have or may not have; little, without a 版头."""
    seal = {"seal": "optional" if sealed else "forbidden"}
    if not recognition.form:
        return {"text": "required", **seal}
    if recognition.form in _SPECIAL:
        return {**_SPECIAL[recognition.form], **seal}
    found = {**_GENERAL, **seal}
    if recognition.document_type in UPWARD_TYPES:
        found["signatory"] = "required"
    found["issue_date"] = "optional" if recognition.document_type in _UNDATED else "required"
    return found


def looks_unsealed(issuer: tuple[float, float], date: tuple[float, float], width_mm: float) -> bool:
    """Tell whether 署名 and 成文日期 stand rather as in a paper without a seal (7.3.5.2).

    Edges are left and right, mm from the left edge of the type area, which is ``width_mm`` wide. One of the two may
    be out of place.
    """
    centred = abs(sum(issuer) - sum(date)) / 2 < _NEAR_MM
    four_in = abs(width_mm - date[1] - gbt9704.DATE_RIGHT_ZI_SEALED * _ZI_MM) < _NEAR_MM
    if centred or four_in:
        return False
    two_in = abs(width_mm - max(issuer[1], date[1]) - 2 * _ZI_MM) < _NEAR_MM
    return two_in or abs(date[0] - issuer[0] - 2 * _ZI_MM) < _NEAR_MM


def sealed_in_word_file(manuscript: Manuscript) -> bool:
    """Tell whether a Word file's signature has the places of a paper that gets a seal, or none at all."""
    issuers, dates = manuscript.of("issuer"), manuscript.of("issue_date")
    if not issuers or not dates or manuscript.recognition.texts.signers:
        return True
    section = manuscript.section(dates[0])
    width = section.width_mm - section.left_mm - section.right_mm
    return not looks_unsealed(edges_mm(issuers[-1], width), edges_mm(dates[0], width), width)


def sealed_on_page(sheet: Sheet) -> bool:
    """Tell whether a printed signature has the places of a paper that gets a seal, or none at all."""
    issuers, dates = sheet.located.lines("issuer"), sheet.located.lines("issue_date")
    if not issuers or not dates or sheet.texts.signers:
        return True
    issuer, date = (
        (line.x0 - gbt9704.LEFT_MARGIN_MM, line.x1 - gbt9704.LEFT_MARGIN_MM)
        for line in (issuers[-1].line, dates[0].line)
    )
    return not looks_unsealed(issuer, date, gbt9704.TYPE_AREA_WIDTH_MM)
