"""A rule measures several things: each of them can fail alone."""

from dataclasses import replace

import pytest

from service.lint import lint_pages
from service.page import Line
from tests.lint import papers
from tests.lint.papers import (
    FANG,
    HEI,
    PITCH,
    TEXTS,
    centred,
    correct,
    moved,
    on_line,
    on_page,
    on_rules,
    restyled,
    with_line,
)

SHEET = correct()
RED = SHEET.pages[0].rules[0]


def nth(number, index, change):
    """Change the line at ``index`` of a page."""

    def changed(page):
        lines = list(page.lines)
        lines[index] = change(lines[index])
        return replace(page, lines=tuple(lines))

    return on_page(SHEET, number, changed)


def two_line_mark():
    upper, lower = TEXTS.issuer_mark[:5], TEXTS.issuer_mark[5:]
    how = {"size": 40, "font": papers.TITLE, "color": "FF0000"}
    sheet = on_line(SHEET, 1, TEXTS.issuer_mark, lambda o: centred(upper, o.baseline, **how))
    return with_line(sheet, 1, centred(lower, sheet.pages[0].lines[0].baseline + 16, **how))


def mark_that_ends_higher():
    def cut(char):
        return replace(char, ink=replace(char.ink, bottom=char.ink.bottom - 4))

    return nth(1, 0, lambda one: Line(tuple(map(cut, one.chars))))


def receivers_and_text_too_low():
    lower = on_line(SHEET, 1, "各科室", moved(dy=PITCH))
    return on_line(lower, 1, "现将", moved(dy=PITCH))


def title_that_ran_over():
    """A title that was meant for one line stands on two."""
    return replace(SHEET, texts=replace(TEXTS, title=("".join(TEXTS.title),)))


def wrong_number():
    return nth(3, -1, lambda o: papers.ending("— 4 —", o.baseline, right=o.x1, size=14, font=papers.SONG))


FAULTS = [
    ("paper-size", lambda: on_page(SHEET, 1, lambda p: replace(p, height=294))),
    ("right-edge", lambda: nth(3, 0, moved(dx=0.95))),
    ("type-area", lambda: nth(2, 0, moved(dy=-4.5))),
    ("type-area", lambda: nth(4, -2, moved(dy=5))),
    ("mark-position", lambda: nth(1, 0, moved(dx=3))),
    ("mark-position", two_line_mark),
    ("mark-look", lambda: nth(1, 0, restyled(font=HEI))),
    ("number-position", mark_that_ends_higher),
    ("number-font", lambda: on_line(SHEET, 1, TEXTS.document_number, restyled(size_pt=14))),
    ("red-rule", lambda: on_rules(SHEET, 1, 0, x0=29.2, x1=184.9)),
    ("red-rule", lambda: on_rules(SHEET, 1, 0, y=RED.y + 1.2)),
    ("elements", lambda: on_rules(SHEET, 1, 0, color="000000")),
    ("title-look", lambda: on_line(SHEET, 1, TEXTS.title[0], moved(dx=2.5))),
    ("title-look", lambda: on_line(SHEET, 1, TEXTS.title[0], restyled(size_pt=18))),
    ("title-look", lambda: nth(2, 0, restyled(font=HEI))),
    ("title-lines", title_that_ran_over),
    ("receivers", receivers_and_text_too_low),
    ("text-font", lambda: on_line(SHEET, 1, "各科室", restyled(font=HEI))),
    ("text-font", lambda: nth(3, 4, restyled(size_pt=15))),
    ("heading-fonts", lambda: on_line(SHEET, 4, "（一）", restyled(font=FANG))),
    ("heading-fonts", lambda: on_line(SHEET, 4, "一、", restyled(size_pt=18))),
    ("signature-font", lambda: on_line(SHEET, 1, TEXTS.issuer, restyled(font=HEI))),
    ("imprint-rules", lambda: on_rules(SHEET, 4, 1, x0=30)),
    ("imprint-rules", lambda: on_rules(SHEET, 4, 0, x0=26.4, x1=182.4)),
    ("imprint-rules", lambda: on_page(SHEET, 4, lambda p: replace(p, rules=p.rules[1:]))),
    ("imprint-rule-thickness", lambda: on_rules(SHEET, 4, 0, thickness=0.53)),
    ("imprint-font", lambda: on_line(SHEET, 4, TEXTS.printing_office, restyled(size_pt=16))),
    ("imprint-indent", lambda: on_line(SHEET, 4, TEXTS.printing_office, moved(dx=2))),
    ("imprint-indent", lambda: nth(4, -3, moved(dx=-3 * papers.SMALL_ZI))),
    ("page-number-text", wrong_number),
    ("page-number-place", lambda: nth(3, -1, moved(dx=-73))),
    ("page-number-place", lambda: nth(2, -1, moved(dy=2))),
    ("page-number-font", lambda: nth(2, -1, restyled(size_pt=12))),
]
#: What a fault cannot but break besides.
ALSO = {
    "type-area": {"printing-line"},
    "elements": {"red-rule", "title-place"},
    "imprint-rules": {"imprint-rule-thickness", "type-area"},
    "mark-position": {"number-position"},
}


@pytest.mark.parametrize(("rule", "fault"), FAULTS, ids=[f"{i}-{rule}" for i, (rule, _) in enumerate(FAULTS)])
def test_each_measurement_of_a_rule_can_fail(rule, fault):
    findings = lint_pages(fault())
    assert {finding.rule for finding in findings} - ALSO.get(rule, set()) == {rule}, [
        finding.message for finding in findings
    ]
