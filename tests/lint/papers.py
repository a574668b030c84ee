"""A correct paper made from the standard's numbers, and ways to plant one fault in it."""

from collections.abc import Callable
from dataclasses import replace

from service.lint import AttachmentTexts, Paragraph, Sheet, Texts
from service.page import Char, Ink, Line, Page, Rule

FANG, KAI, HEI, SONG, TITLE = (
    "Chengwen Fang",
    "Chengwen Kai",
    "Chengwen Hei",
    "Chengwen Song",
    "Chengwen Biaosong",
)
ZI = 156 / 28
PITCH = 579 / 1440 * 25.4
FIRST_BASELINE = 45.33
SMALL_ZI = 14 * 25.4 / 72

R, F, O = "required", "forbidden", "optional"  # noqa: E741
ELEMENTS = {
    "copy_number": F,
    "security_classification": F,
    "precedence": F,
    "issuer_mark": R,
    "document_number": R,
    "signatory": F,
    "rule": R,
    "title": R,
    "principal_receivers": R,
    "text": R,
    "attachment_notes": F,
    "issuer": R,
    "issue_date": R,
    "seal": R,
    "annotation": O,
    "attachments": F,
    "issued_document": R,
    "other_receivers": O,
    "printing_office": R,
    "printing_date": R,
    "page_number": R,
}

BODY = "按照上级党组织统一部署和要求结合本单位实际认真贯彻执行制定本方案"
TEXTS = Texts(
    issuer_mark="某某气象站文件",
    document_number="某气发〔2010〕5号",
    title=("关于印发《创先争优活动", "实施方案》的通知"),
    principal_receivers="各科室：",
    text=(Paragraph("现将实施方案印发给你们。"),),
    issuer="某某气象站",
    issue_date="2010年6月18日",
    issued_title=("创先争优活动实施方案",),
    issued_text=(
        Paragraph(BODY * 38),
        Paragraph("一、总体要求", 1, "一、总体要求"),
        Paragraph("（一）指导思想。" + BODY, 2, "（一）指导思想。"),
        Paragraph("1.统一思想。" + BODY, 3, "1.统一思想。"),
        Paragraph("（1）开会。" + BODY, 4, "（1）开会。"),
    ),
    other_receivers="市气象局，县委办公室，县政府办公室，县人大办公室，县政协办公室，县纪委。",
    printing_office="某某气象站办公室",
    printing_date="2010年6月18日",
    annotation="（此件公开发布）",
)


def char(text: str, x0: float, baseline: float, size: float, font: str, color: str = "000000") -> Char:
    em = size * 25.4 / 72
    advance = em / 2 if text.isascii() else em
    ink = Ink(x0 + 0.08 * em, baseline - 0.8 * em, x0 + advance - 0.08 * em, baseline + 0.12 * em)
    if text == "—":
        ink = Ink(x0, baseline - 0.14 * em, x0 + advance, baseline - 0.12 * em)
    return Char(text, x0, x0 + advance, baseline, size, font, True, color, ink if text.strip() else None)


def line(
    text: str,
    baseline: float,
    *,
    x0: float = 28.0,
    size: float = 16,
    font: str = FANG,
    color: str = "000000",
    lead: tuple[int, str] = (0, ""),
) -> Line:
    """A line from ``x0``; the first ``lead[0]`` characters are in the font ``lead[1]``."""
    chars, step = [], {16: ZI, 14: SMALL_ZI}.get(size, size * 25.4 / 72)
    for index, letter in enumerate(text):
        used = lead[1] if index < lead[0] else font
        chars.append(char(letter, x0, baseline, size, used, color))
        x0 += step / 2 if letter.isascii() else step
    return Line(tuple(chars))


def centred(text: str, baseline: float, *, at: float = 106.0, **how) -> Line:
    at_zero = line(text, baseline, x0=0, **how)
    return line(text, baseline, x0=at - (at_zero.x0 + at_zero.x1) / 2, **how)


def ending(text: str, baseline: float, *, right: float, **how) -> Line:
    at_zero = line(text, baseline, x0=0, **how)
    return line(text, baseline, x0=right - at_zero.x1, **how)


def row(number: int) -> float:
    """Baseline of a row of the grid, counted from 0."""
    return FIRST_BASELINE + number * PITCH


def set_paragraph(paragraph: Paragraph, fonts: dict[int, str]) -> list[Callable[[float], Line]]:
    """The lines of a paragraph of full-width characters, each still without its baseline."""
    text, lead = paragraph.text, len(paragraph.heading)
    parts = [text[:26], *(text[i : i + 28] for i in range(26, len(text), 28))]
    font = fonts.get(paragraph.level, FANG)
    return [
        lambda y, part=part, x0=28.0 if index else 28 + 2 * ZI, lead=lead if not index else 0: line(
            part, y, x0=x0, lead=(lead, font)
        )
        for index, part in enumerate(parts)
    ]


def page_number(number: int) -> Line:
    text, y = f"— {number} —", 269 + 0.14 * SMALL_ZI
    if number % 2:
        return ending(text, y, right=184 - SMALL_ZI, size=14, font=SONG)
    return line(text, y, x0=28 + SMALL_ZI, size=14, font=SONG)


def first_page() -> Page:
    mark = centred(TEXTS.issuer_mark, 72 + 0.8 * 40 * 25.4 / 72, size=40, font=TITLE, color="FF0000")
    number_at = mark.ink_bottom + 25 + 0.8 * 16 * 25.4 / 72
    number = centred(TEXTS.document_number, number_at)
    red = number.ink_bottom + 4
    title_at = red + 23 + 0.8 * 22 * 25.4 / 72
    title = [centred(text, title_at + i * PITCH, size=22, font=TITLE) for i, text in enumerate(TEXTS.title)]
    below = title[-1].baseline
    (body,) = set_paragraph(TEXTS.text[0], {})
    date = ending(TEXTS.issue_date, below + 7 * PITCH, right=184 - 4 * ZI)
    lines = [
        mark,
        number,
        *title,
        line(TEXTS.principal_receivers, below + 2 * PITCH),
        body(below + 3 * PITCH),
        centred(TEXTS.issuer, below + 6 * PITCH, at=date.center),
        date,
        line(TEXTS.annotation, below + 8 * PITCH, x0=28 + 2 * ZI),
        page_number(1),
    ]
    return Page(1, 210.0, 297.0, tuple(lines), (Rule(28, 184, red + 0.25, 0.5, "FF0000"),))


def last_pages() -> tuple[Page, ...]:
    """The issued plan on pages 2 to 4, the imprint at the foot of page 4."""
    title = centred(TEXTS.issued_title[0], row(0), size=22, font=TITLE)
    fonts = {1: HEI, 2: KAI}
    waiting = [make for paragraph in TEXTS.issued_text for make in set_paragraph(paragraph, fonts)]
    second = [title, *(make(row(2 + i)) for i, make in enumerate(waiting[:20]))]
    third = [make(row(i)) for i, make in enumerate(waiting[20:42])]
    fourth = [make(row(i)) for i, make in enumerate(waiting[42:])]
    imprint, rules = foot()
    return (
        Page(2, 210.0, 297.0, (*second, page_number(2)), ()),
        Page(3, 210.0, 297.0, (*third, page_number(3)), ()),
        Page(4, 210.0, 297.0, (*fourth, *imprint, page_number(4)), rules),
    )


def foot() -> tuple[tuple[Line, ...], tuple[Rule, ...]]:
    others = "抄送：" + TEXTS.other_receivers
    office = line(TEXTS.printing_office, 258, x0=28 + SMALL_ZI, size=14)
    date = ending(TEXTS.printing_date + "印发", 258, right=184 - SMALL_ZI, size=14)
    lines = (
        line(others[:27], 237.6, x0=28 + SMALL_ZI, size=14),
        line(others[27:], 247.8, x0=28 + 4 * SMALL_ZI, size=14),
        Line(office.chars + date.chars),
    )
    places = ((231.4, 0.35), (251.8, 0.25), (261.82, 0.35))
    return lines, tuple(Rule(28, 184, y, thickness, "000000") for y, thickness in places)


def correct() -> Sheet:
    """A paper in which every rule finds something to measure and nothing to blame."""
    return Sheet((first_page(), *last_pages()), ELEMENTS, TEXTS)


# --- an upward, unsealed paper with attachments ---

UPWARD = Texts(
    issuer_mark="某某气象站文件",
    document_number="某气发〔2010〕9号",
    signatory="张小川",
    title=("关于创先争优活动情况的报告",),
    principal_receivers="市气象局：",
    text=(Paragraph("现将有关情况报告如下。"),),
    attachment_notes=("附件：1.主要数据表", "2.先进名单"),
    issuer="某某气象站机关党支部",
    issue_date="2010年12月18日",
    attachments=(
        AttachmentTexts("附件1", ("主要数据表",)),
        AttachmentTexts("附件2", ("先进名单",), (Paragraph("略。"),)),
    ),
)
UPWARD_ELEMENTS = ELEMENTS | {
    "signatory": R,
    "seal": F,
    "attachment_notes": R,
    "attachments": R,
    "issued_document": F,
    "annotation": F,
    "other_receivers": F,
    "printing_office": F,
    "printing_date": F,
}


def upward() -> Sheet:
    """A correct upward paper without a seal, with two attachments."""
    mark = centred(UPWARD.issuer_mark, 72 + 0.8 * 40 * 25.4 / 72, size=40, font=TITLE, color="FF0000")
    number_at = mark.ink_bottom + 25 + 0.8 * 16 * 25.4 / 72
    named = ending("签发人：" + UPWARD.signatory, number_at, right=184 - ZI, lead=(4, FANG), font=KAI)
    number = Line(line(UPWARD.document_number, number_at, x0=28 + ZI).chars + named.chars)
    red = number.ink_bottom + 4
    title = centred(UPWARD.title[0], red + 23 + 0.8 * 22 * 25.4 / 72, size=22, font=TITLE)
    below = title.baseline
    (body,) = set_paragraph(UPWARD.text[0], {})
    issuer = ending(UPWARD.issuer, below + 8 * PITCH, right=184 - 2 * ZI)
    lines = (
        mark, number, title,
        line(UPWARD.principal_receivers, below + 2 * PITCH),
        body(below + 3 * PITCH),
        line(UPWARD.attachment_notes[0], below + 5 * PITCH, x0=28 + 2 * ZI),
        line(UPWARD.attachment_notes[1], below + 6 * PITCH, x0=28 + 5 * ZI),
        issuer,
        line(UPWARD.issue_date, below + 9 * PITCH, x0=issuer.x0 + 2 * ZI),
        page_number(1),
    )  # fmt: skip
    first = Page(1, 210.0, 297.0, lines, (Rule(28, 184, red + 0.25, 0.5, "FF0000"),))
    others = (_attachment_page(2 + i, one) for i, one in enumerate(UPWARD.attachments))
    return Sheet((first, *others), UPWARD_ELEMENTS, UPWARD)


def _attachment_page(number: int, attachment: AttachmentTexts) -> Page:
    label = line(attachment.label, row(0), font=HEI)
    title = centred(attachment.title[0], row(2), size=22, font=TITLE)
    text = [make(row(4)) for paragraph in attachment.text for make in set_paragraph(paragraph, {})]
    return Page(number, 210.0, 297.0, (label, title, *text, page_number(number)), ())


# --- faults ---


def on_page(sheet: Sheet, number: int, change: Callable[[Page], Page]) -> Sheet:
    return replace(sheet, pages=tuple(change(p) if p.number == number else p for p in sheet.pages))


def on_line(sheet: Sheet, number: int, start: str, change: Callable[[Line], Line | None]) -> Sheet:
    """Change (or drop, with None) the one line of a page that reads or begins with ``start``."""

    def changed(page: Page) -> Page:
        chosen = [one for one in page.lines if one.text == start] or [
            one for one in page.lines if one.text.startswith(start)
        ]
        assert len(chosen) == 1, start
        lines = [change(one) if one is chosen[0] else one for one in page.lines]
        return replace(page, lines=tuple(one for one in lines if one))

    return on_page(sheet, number, changed)


def moved(dx: float = 0, dy: float = 0) -> Callable[[Line], Line]:
    return lambda one: Line(tuple(_moved(c, dx, dy) for c in one.chars))


def _moved(c: Char, dx: float, dy: float) -> Char:
    ink = c.ink and Ink(c.ink.left + dx, c.ink.top + dy, c.ink.right + dx, c.ink.bottom + dy)
    return replace(c, x0=c.x0 + dx, x1=c.x1 + dx, baseline=c.baseline + dy, ink=ink)


def restyled(**changes) -> Callable[[Line], Line]:
    return lambda one: Line(tuple(replace(c, **changes) for c in one.chars))


def on_rules(sheet: Sheet, number: int, index: int, **changes) -> Sheet:
    def changed(page: Page) -> Page:
        rules = list(page.rules)
        rules[index] = replace(rules[index], **changes)
        return replace(page, rules=tuple(rules))

    return on_page(sheet, number, changed)


def with_line(sheet: Sheet, number: int, extra: Line) -> Sheet:
    return on_page(
        sheet, number, lambda p: replace(p, lines=tuple(sorted((*p.lines, extra), key=lambda x: x.baseline)))
    )
