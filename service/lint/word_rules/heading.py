"""7.2 in a Word file: mark, document number, 签发人, red rule."""

from __future__ import annotations

from collections.abc import Iterator

from service.layout import gbt9704
from service.lint.locating import plain
from service.lint.manuscript import Manuscript
from service.lint.rule import Measurement
from service.lint.word_rules.looks import aligned, first_line_mm, length, look, pieces
from service.lint.word_rules.paper import heading_rules, is_red_color
from service.lint.word_rules.registry import word_rule


@word_rule("mark-position")
def mark_position(manuscript: Manuscript) -> Iterator[Measurement]:
    """The mark is centred; how high it stands only the page can tell."""
    if manuscript.recognition.format in ("letter", "order"):
        return  # chapter 10 has rules of its own
    marks = [p for p in manuscript.of("issuer_mark") if not (p.in_table or p.in_frame)]
    yield from aligned("发文机关标志对齐", marks, "center", "issuer_mark", also=("both",))


@word_rule("mark-look")
def mark_look(manuscript: Manuscript) -> Iterator[Measurement]:
    """The mark is red and set in 小标宋."""
    marks = manuscript.of("issuer_mark")
    if not marks:
        return
    wrong = [(p, run) for p, run in pieces(marks) if not is_red_color(run.color)]
    color = (wrong[0] if wrong else next(pieces(marks)))[1].color
    yield Measurement(
        "发文机关标志颜色", "红色", color, not wrong, None, "issuer_mark", paragraph=marks[0].number
    )
    font = look("发文机关标志字体", pieces(marks), gbt9704.FONT_TITLE, None, "issuer_mark")
    if font:
        yield font


@word_rule("number-position")
def number_position(manuscript: Manuscript) -> Iterator[Measurement]:
    """The document number is centred, but in an upward paper and in a letter."""
    if not manuscript.recognition.texts.signatory and manuscript.recognition.format != "letter":
        numbers = [p for p in manuscript.of("document_number") if not p.in_table]
        yield from aligned("发文字号对齐", numbers, "center", "document_number")


@word_rule("number-font")
def number_font(manuscript: Manuscript) -> Iterator[Measurement]:
    """The document number is set in 三号仿宋."""
    number = plain(manuscript.recognition.texts.document_number)
    found = [
        piece
        for paragraph in manuscript.of("document_number")
        if (start := plain(paragraph.text).find(number)) >= 0
        for piece in pieces([paragraph], start, start + len(number))
    ]
    font = look("发文字号字体", found, gbt9704.FONT_FANGSONG, gbt9704.BODY_SIZE_PT, "document_number")
    if font:
        yield font


@word_rule("signatory")
def signatory(manuscript: Manuscript) -> Iterator[Measurement]:
    """The name of the 签发人 is in 三号楷体."""
    name = plain(manuscript.recognition.texts.signatory)
    paragraphs = manuscript.of("signatory") or manuscript.of("document_number")
    if not name or not paragraphs:
        return
    length = len(plain(paragraphs[-1].text))
    found = pieces(paragraphs[-1:], length - len(name))
    font = look("签发人姓名字体", found, gbt9704.FONT_KAI, gbt9704.BODY_SIZE_PT, "signatory")
    if font:
        yield font


@word_rule("red-rule")
def red_rule(manuscript: Manuscript) -> Iterator[Measurement]:
    """The rule under the document number is red."""
    if not manuscript.wants("rule"):
        return
    drawn = [color for color in manuscript.file.drawn_lines if color]
    rules = heading_rules(manuscript)
    colors = [color for _, color in rules] or drawn
    if colors:
        red = [color for color in colors if is_red_color(color)]
        place = rules[0][0].number if rules else None
        yield Measurement(
            "红色分隔线颜色", "红色", (red or colors)[0], bool(red), None, "rule", paragraph=place
        )


def _small_head(id: str, number: str, element: str, name: str, family: str) -> None:
    """Register the rule on 份号, 密级和保密期限 or 紧急程度: 三号, flush left."""

    def check(manuscript: Manuscript) -> Iterator[Measurement]:
        for each in manuscript.of(element):
            yield length(f"{name}左边（顶格）", first_line_mm(each), 0.0, 1.0, element, each.number)
            own = pieces([each], 0, len(manuscript.recognition.worded.get(element, plain(each.text))))
            font = look(f"{name}字体", own, family, gbt9704.BODY_SIZE_PT, element)
            if font:
                yield font

    check.__doc__ = f"{name} is flush left, in 三号{family}."
    advice = f"{name}请用三号{family}，顶格排在版心左上角。"
    word_rule(id, clause=f"GB/T 9704 {number}", strength="规定", advice=advice)(check)


_small_head("copy-number-look", "7.2.1", "copy_number", "份号", gbt9704.FONT_FANGSONG)
_small_head("classification-look", "7.2.2", "security_classification", "密级和保密期限", gbt9704.FONT_HEI)
_small_head("precedence-look", "7.2.3", "precedence", "紧急程度", gbt9704.FONT_HEI)
