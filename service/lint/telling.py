"""What a single passage shows: whether it is like a title, like receivers, a paragraph of which level."""

from __future__ import annotations

import re

from service.layout import gbt9704
from service.lint import wordings as words
from service.lint.passages import LARGE_PT, Passage
from service.lint.texts import Paragraph

_LONGEST_RECEIVERS = 400
#: What begins a text that leads to a list with a colon, instead of naming receivers.
_OPENING = re.compile(
    r"如下|附件.?$|^为|^根据|^按照|现[将就对予发]|经.{1,20}(?:同意|批准|研究)|(?:命令|决定|通知).?$"
)
_LONGEST_HEADING = 40
_SHORTEST_LINE = 20  #: 字; a paragraph that is divided between two pages ends with a full line

_LEVEL_FAMILIES = {1: gbt9704.FONT_HEI, 2: gbt9704.FONT_KAI}


def imprint_element(text: str) -> str:
    """Return which element of the 版记 a passage begins; "" if it begins none."""
    if words.PRINTING.fullmatch(text):
        return "printing_office"
    if words.OTHER_RECEIVERS.fullmatch(text):
        return "other_receivers"
    if words.THEME_WORDS.fullmatch(text):
        return "theme_words"
    if words.COPIES.fullmatch(text):
        return "copies"
    return "imprint_receivers" if words.RECEIVERS_IN_IMPRINT.fullmatch(text) else ""


def goes_on(above: Passage, below: Passage) -> bool:
    """Tell whether a flush passage goes on with the one above, which was cut in two where the page ends."""
    cut = len(above.text) >= _SHORTEST_LINE and not words.END_MARK.search(above.text.rstrip("”）》"))
    return cut and below.alignment == "left" and abs(below.indent_mm) < 2 and not words.level_of(below.text)


def is_caption(passage: Passage) -> bool:
    """Tell whether a passage is the 题注 of an image or a table: small, in the middle, no sentence."""
    small = passage.size_pt < gbt9704.SMALL_SIZE_PT + 1
    return small and passage.alignment == "center" and not words.END_MARK.search(passage.text)


def is_receivers(text: str) -> bool:
    """Tell whether a passage reads like 主送机关: it ends with a colon and is no sentence."""
    return (
        text.endswith(("：", ":"))
        and len(text) < _LONGEST_RECEIVERS
        and "。" not in text
        and not _OPENING.search(text)
    )


def alike(one: Passage, other: Passage) -> bool:
    """Tell whether two passages are of one size and alignment."""
    return abs(one.size_pt - other.size_pt) < 0.5 and one.alignment == other.alignment


def looks_like_title(passage: Passage) -> bool:
    """Tell whether a passage is set like a title: large, or in 小标宋."""
    large = passage.size_pt > LARGE_PT or passage.family == gbt9704.FONT_TITLE
    return large and not passage.in_table and not passage.text.endswith("。")


def read_paragraph(passage: Passage) -> Paragraph:
    """Return what a passage of the text is: its level by its number, its heading by its words and looks.

    A whole line with a number and without an end mark is a heading; without a number, if its font says so. A leading sentence is one only where it is set in another
    font than what follows: 「（一）……。」 in the font of the text is a plain item.
    """
    text = passage.text
    level = words.level_of(text)
    roster = passage.hanging or passage.alignment != "left"
    lead, stop, rest = text.partition("。")
    if not words.END_MARK.search(text) and not stop and len(text) <= _LONGEST_HEADING:
        if level and "：" not in text:
            return Paragraph(text, level, text, roster)
        if not level and passage.family not in ("", gbt9704.FONT_FANGSONG):
            return Paragraph(text, 0, text, roster)
    if level and passage.families(0, len(text)) == {_LEVEL_FAMILIES.get(level)}:
        return Paragraph(text, level, text, roster)
    if not rest:
        lead, stop, rest = text.partition("：")
    if not rest or len(lead) >= _LONGEST_HEADING:
        return Paragraph(text, level, "", roster)
    cut = len(lead) + len(stop)
    apart = passage.families(0, cut) - passage.families(cut, len(text))
    return Paragraph(text, level, lead + stop if apart else "", roster)
