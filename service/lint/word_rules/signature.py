"""7.3.5 in a Word file: where 署名 and 成文日期 end, and their font."""

from __future__ import annotations

from collections.abc import Iterator

from service.docx import Paragraph
from service.layout import gbt9704
from service.lint.manuscript import Manuscript, edges_mm
from service.lint.page_rules.geometry import ZI_MM
from service.lint.rule import Measurement
from service.lint.word_rules.looks import length, look, pieces
from service.lint.word_rules.registry import word_rule

_TOLERANCE_MM = 3.0  #: widths are reckoned, not measured, and 右空 may count 字 of 16 pt or of the grid
_SIGNATURE = (("issuer", "署名字体"), ("issue_date", "成文日期字体"))


@word_rule("sealed-date")
def sealed_date(manuscript: Manuscript) -> Iterator[Measurement]:
    """成文日期 ends 4 字 before the right edge, unless a long 署名 over it needs the room."""
    dates = [p for p in manuscript.of("issue_date") if not p.in_table]
    if not dates or manuscript.elements.get("seal") == "forbidden":
        return
    if len(manuscript.recognition.texts.signers) >= gbt9704.SEALS_PER_ROW:
        return  # as on the page
    date, width = dates[0], _width(manuscript, dates[0])
    wanted = gbt9704.DATE_RIGHT_ZI_SEALED * ZI_MM
    begins, ends = edges_mm(date, width)
    grid = bool(manuscript.recognition.texts.signers)
    issuers = [] if grid else [edges_mm(p, width) for p in manuscript.of("issuer")]
    if issuers and max(e - b for b, e in issuers) - (ends - begins) > 2 * wanted:
        return
    yield length(
        "成文日期右空（四字）", width - ends, round(wanted, 1), _TOLERANCE_MM, "issue_date", date.number
    )


@word_rule("sealed-issuer")
def sealed_issuer(manuscript: Manuscript) -> Iterator[Measurement]:
    """署名 stands over 成文日期, centred on it."""
    issuers, dates = manuscript.of("issuer"), manuscript.of("issue_date")
    if not issuers or not dates or manuscript.elements.get("seal") == "forbidden" or issuers[0].in_table:
        return
    if manuscript.recognition.texts.signers:  # where tabs bring them only the page can tell
        return
    width = _width(manuscript, dates[0])
    centers = [sum(edges_mm(p, width)) / 2 for p in (issuers[-1], dates[0])]
    yield length(
        "署名中心与成文日期中心的差",
        centers[0] - centers[1],
        0.0,
        _TOLERANCE_MM,
        "issuer",
        issuers[-1].number,
    )


@word_rule("unsealed-signature")
def unsealed_signature(manuscript: Manuscript) -> Iterator[Measurement]:
    """Without a seal, 署名 ends 2 字 before the right edge and 成文日期 begins 2 字 after it; a longer date ends there."""
    issuers, dates = manuscript.of("issuer"), manuscript.of("issue_date")
    if not issuers or not dates or manuscript.elements.get("seal") != "forbidden":
        return
    width = _width(manuscript, dates[0])
    issuer, date = edges_mm(issuers[-1], width), edges_mm(dates[0], width)
    right = max(issuer[1], date[1])
    yield length(
        "署名、成文日期右空（二字）", width - right, round(2 * ZI_MM, 1), _TOLERANCE_MM, "issuer",
        issuers[-1].number,
    )  # fmt: skip
    if date[1] - date[0] <= issuer[1] - issuer[0]:
        yield length(
            "成文日期首字比署名首字右移（二字）", date[0] - issuer[0], round(2 * ZI_MM, 1), _TOLERANCE_MM,
            "issue_date", dates[0].number,
        )  # fmt: skip


def _width(manuscript: Manuscript, paragraph: Paragraph) -> float:
    section = manuscript.section(paragraph)
    return section.width_mm - section.left_mm - section.right_mm


@word_rule("signature-font")
def signature_font(manuscript: Manuscript) -> Iterator[Measurement]:
    """署名 and 成文日期 are set in 三号仿宋."""
    for element, name in _SIGNATURE:
        font = look(
            name, pieces(manuscript.of(element)), gbt9704.FONT_FANGSONG, gbt9704.BODY_SIZE_PT, element
        )
        if font:
            yield font
