"""Faults planted in joint papers and in those of the special forms, each an edit of a correct Word file of ours.

A fault: its sample of samples/genres, the edit, the rule that must speak, and where: the paragraph of the Word file,
or the page. Those with a page can only be seen there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.planted import DOCUMENT, in_style, put, words


class FormatFault(NamedTuple):
    name: str
    sample: str
    edit: Callable[[dict[str, str]], None]
    rule: str
    page: int | None = None
    paragraph: int | None = None


def frames(old: int, new: int) -> Callable[[dict[str, str]], None]:
    """Move the frames that begin ``old`` twips under the top."""
    return put(DOCUMENT, rf'w:y="{old}"', f'w:y="{new}"')


def before(style: str, paragraph: str) -> Callable[[dict[str, str]], None]:
    """Put a paragraph before the first one of a style."""
    return put(DOCUMENT, rf'(<w:p><w:pPr><w:pStyle w:val="{style}"/>)', paragraph + r"\1", 1)


def both(*edits: Callable[[dict[str, str]], None]) -> Callable[[dict[str, str]], None]:
    def edit(texts: dict[str, str]) -> None:
        for each in edits:
            each(texts)

    return edit


def paragraph(style: str, text: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


_RED = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="FF0000"/></w:pBdr>'
_RIGHT = '<w:ind w:left="0" w:right="1264"/><w:jc w:val="right"/>'
_SIGNED = paragraph("Issuer", "滨海市海洋发展局", _RIGHT) + paragraph("IssueDate", "2026年7月14日", _RIGHT)
_PRINTED = paragraph("Normal", "滨海市自然资源局办公室　　2026年9月4日印发")
FORMAT_FAULTS = (
    FormatFault("letter: mark 40 mm down", "letter", frames(1507, 2074), "letter-mark", page=1),
    FormatFault("letter: mark with 文件", "letter", words("滨海市自然资源局<", "滨海市自然资源局文件<"), "letter-mark", paragraph=1),
    FormatFault("letter: rules 9 mm under the mark", "letter", both(frames(2856, 3140), frames(2931, 3215)), "letter-rules", page=1),
    FormatFault("letter: foot rules 30 mm up", "letter", both(frames(15622, 15055), frames(15659, 15092)), "letter-rules", page=1),
    FormatFault("letter: rules as wide as the text", "letter", put(DOCUMENT, r'w:w="9638" w:h="(60|88)"', r'w:w="8844" w:h="\1"'), "letter-rules", page=1),
    FormatFault("letter: thin over thick", "letter", put(DOCUMENT, "LetterRuleThick", "LetterRuleFootThin"), "letter-rules", page=1),
    FormatFault("letter: number in the middle", "letter", put(DOCUMENT, r'<w:pStyle w:val="LetterNumber"/></w:pPr><w:r><w:tab/></w:r>', '<w:pStyle w:val="LetterNumber"/><w:jc w:val="center"/></w:pPr>'), "letter-number", paragraph=6),
    FormatFault("letter: page number on page 1", "letter", put(DOCUMENT, "<w:titlePg/>", ""), "letter-page-number"),
    FormatFault("letter: 印发机关 in the 版记", "letter", put(DOCUMENT, r"(<w:sectPr>)", _PRINTED + r"\1", 1), "elements", paragraph=39),
    FormatFault("letter: 特急 in 仿宋", "letter_urgent", put(DOCUMENT, r'(<w:pStyle w:val=")[A-Za-z]*("/></w:pPr><w:r><w:t xml:space="preserve">特急)', r"\1PrincipalReceivers\2", 1), "precedence-look", paragraph=7),
    FormatFault("letter: 特急 indented", "letter_urgent", put(DOCUMENT, r'(<w:pStyle w:val="[A-Za-z]*"/>)(</w:pPr><w:r><w:t xml:space="preserve">特急)', r'\1<w:ind w:left="632"/>\2', 1), "letter-corner", page=1),
    FormatFault("order: mark 35 mm down", "order", put(DOCUMENT, 'w:line="940"', 'w:line="1790"', 1), "order-mark", page=1),
    FormatFault("order: number on the left", "order", in_style("OrderNumber", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'), "number-position", paragraph=5),
    FormatFault("order: one line under the number", "order", put(DOCUMENT, r'第12号</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="BlankLine"/></w:pPr></w:p>', "第12号</w:t></w:r></w:p>", 1), "order-text", page=1),
    FormatFault("order: 主送", "order", before("Normal", paragraph("PrincipalReceivers", "各区县人民政府：")), "elements", paragraph=8),
    FormatFault("order: red rule", "order", put(DOCUMENT, r'<w:pStyle w:val="OrderNumber"/>', rf'<w:pStyle w:val="OrderNumber"/>{_RED}', 1), "elements"),
    FormatFault("order: no room for a stamp", "order", put(DOCUMENT, r'(<w:pStyle w:val="SignatoryPost"/>)<w:ind [^>]*/>', r'\1<w:ind w:right="1264"/>', 1), "stamp-signature", page=1),
    FormatFault("minutes: 主送", "minutes", before("Normal", paragraph("PrincipalReceivers", "机关各科室：")), "elements", paragraph=11),
    FormatFault("minutes: signed for a seal", "minutes", before("ImprintRule", _SIGNED), "minutes-unsigned", paragraph=20),
    FormatFault("minutes: 出席 in 仿宋", "minutes", put(DOCUMENT, r'<w:rPr><w:rStyle w:val="HeiCharacters"/></w:rPr>(<w:t xml:space="preserve">出席)', r"\1", 1), "minutes-attendance", paragraph=17),
    FormatFault("minutes: 列席 with a half-width colon", "minutes", words("列席：", "列席:"), "minutes-attendance", paragraph=19),
    FormatFault("minutes: no line above 出席", "minutes", put(DOCUMENT, r'<w:p><w:pPr><w:pStyle w:val="BlankLine"/></w:pPr></w:p>(<w:p><w:pPr><w:pStyle w:val="Attendance"/>)', r"\1", 1), "minutes-attendance", page=2),
    FormatFault("minutes: mark in black", "minutes", in_style("IssuerMark", "FF0000", "000000"), "mark-look", paragraph=2),
    FormatFault("joint: 文件 beside the first agency only", "joint_upward", frames(2329, 1830), "joint-mark", page=1),
    FormatFault("joint: signed in another order", "joint_upward", both(words("滨海市水利局</w:t></w:r><w:r><w:tab/></w:r>", "滨海市应急厅</w:t></w:r><w:r><w:tab/></w:r>"), put(DOCUMENT, r"(滨海市应急厅</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t [^>]*>)滨海市应急管理局", r"\1滨海市水利局", 1), words("滨海市应急厅", "滨海市应急管理局")), "joint-issuers", paragraph=18),
    FormatFault("joint: one agency does not sign", "joint", put(DOCUMENT, r"<w:r><w:t [^>]*>滨海市财政局</w:t></w:r>(?=</w:p><w:p><w:pPr><w:pStyle w:val=\"BlankLine)", "", 1), "joint-issuers", paragraph=25),
    FormatFault("joint: one 签发人 for two agencies", "joint_upward", words("陆怀瑾　沈　岳", "陆怀瑾"), "joint-signatories", paragraph=7),
    FormatFault("joint: 签发人 in 仿宋", "joint_upward", put(DOCUMENT, r'<w:rPr><w:rStyle w:val="KaiCharacters"/></w:rPr>(<w:t xml:space="preserve">陆怀瑾)', r"\1", 1), "signatory", paragraph=7),
    FormatFault("joint: 份号 of 5 digits", "joint", words("000018", "00018"), "copy-number-form", paragraph=1),
    FormatFault("stamp: date not 右空四字", "signature_stamp", put(DOCUMENT, r'(<w:pStyle w:val="IssueDate"/>)<w:ind [^>]*/>', r'\1<w:ind w:left="0" w:right="316"/>', 1), "stamp-signature", page=2),
)  # fmt: skip
