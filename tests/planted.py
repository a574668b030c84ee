"""The 38 faults that public checkers are tried on, each an edit of a correct Word file of ours.

A fault: its name, the edits (part, what to find, what to put), the rule that must speak.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


class Fault(NamedTuple):
    name: str
    edit: Callable[[dict[str, str]], None]
    rule: str


def edited(docx: bytes, edit: Callable[[dict[str, str]], None]) -> bytes:
    """Return a Word file whose XML parts were edited; an edit that changes nothing is an error."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    texts = {name: part.decode() for name, part in parts.items() if name.endswith(".xml")}
    before = dict(texts)
    edit(texts)
    assert texts != before
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, texts[name].encode() if name in texts else part)
    return out.getvalue()


def put(part: str, pattern: str, replacement: str, count: int = 0) -> Callable[[dict[str, str]], None]:
    """Replace what ``pattern`` finds in a part."""

    def edit(texts: dict[str, str]) -> None:
        texts[part], done = re.subn(pattern, replacement, texts[part], count=count)
        assert done, pattern

    return edit


def in_style(id: str, pattern: str, replacement: str) -> Callable[[dict[str, str]], None]:
    """Replace inside one style."""

    def edit(texts: dict[str, str]) -> None:
        style = re.search(rf'<w:style [^>]*w:styleId="{id}".*?</w:style>', texts[STYLES], re.DOTALL)
        assert style
        changed, done = re.subn(pattern, replacement, style[0])
        assert done, (id, pattern)
        texts[STYLES] = texts[STYLES].replace(style[0], changed)

    return edit


def font(id: str, name: str) -> Callable[[dict[str, str]], None]:
    fonts = f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}"/>'
    return in_style(id, r"<w:rFonts [^>]*/>", fonts)


def look(id: str, inside: str) -> Callable[[dict[str, str]], None]:
    """Give a style, which has an empty rPr, run properties."""
    return in_style(id, r"<w:rPr/>", f"<w:rPr>{inside}</w:rPr>")


def words(old: str, new: str) -> Callable[[dict[str, str]], None]:
    return put(DOCUMENT, re.escape(old), new, 1)


def margin(side: str, twips: int) -> Callable[[dict[str, str]], None]:
    return put(DOCUMENT, rf'w:{side}="(2098|1984|1588|1474)"', f'w:{side}="{twips}"')


def footers(pattern: str, replacement: str) -> Callable[[dict[str, str]], None]:
    def edit(texts: dict[str, str]) -> None:
        for name in [name for name in texts if "footer" in name]:
            texts[name] = re.sub(pattern, replacement, texts[name])

    return edit


def date(replacement: str) -> Callable[[dict[str, str]], None]:
    return put(DOCUMENT, r"(?<=>)2026年3月16日(?=<)", replacement, 1)


_SONG = '<w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体"/>'
_BODY = "Normal"
_NORMAL_RUN = "</w:pPr></w:style>"
FAULTS = (
    Fault("paper Letter", put(DOCUMENT, r'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'), "paper-size"),
    Fault("top margin", margin("top", 1440), "page-margins"),
    Fault("bottom margin", margin("bottom", 1440), "page-margins"),
    Fault("left margin", margin("left", 1800), "page-margins"),
    Fault("right margin", margin("right", 1800), "page-margins"),
    Fault("title font", font("Title", "宋体"), "title-look"),
    Fault("title size", in_style("Title", r'<w:sz w:val="44"/>', '<w:sz w:val="36"/>'), "title-look"),
    Fault("title alignment", in_style("Title", r'<w:jc w:val="center"/>', '<w:jc w:val="left"/>'), "title-look"),
    Fault("body font", in_style(_BODY, r"</w:pPr>", f"</w:pPr><w:rPr>{_SONG}</w:rPr>"), "text-font"),
    Fault("body size", in_style(_BODY, r"</w:pPr>", '</w:pPr><w:rPr><w:sz w:val="28"/></w:rPr>'), "text-font"),
    Fault("body indent", in_style(_BODY, r'w:firstLine="632"', 'w:firstLine="0"'), "paragraph-indent"),
    Fault("body alignment", in_style(_BODY, r'<w:jc w:val="both"/>', '<w:jc w:val="center"/>'), "text-alignment"),
    Fault("line spacing", in_style(_BODY, r'w:line="579" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"'), "line-pitch"),
    Fault("first level font", font("Level1", "宋体"), "heading-fonts"),
    Fault("first level size", in_style("Level1", r"</w:rPr>", '<w:sz w:val="36"/></w:rPr>'), "heading-fonts"),
    Fault("second level font", font("Level2", "仿宋_GB2312"), "heading-fonts"),
    Fault("page number missing", footers(r"(<w:ftr[^>]*>).*(</w:ftr>)", r"\1<w:p/>\2"), "elements"),
    Fault("page number font", font("PageNumberOdd", "黑体"), "page-number-font"),
    Fault("page number size", in_style("PageNumberOdd", r'<w:sz w:val="28"/>', '<w:sz w:val="21"/>'), "page-number-font"),
    Fault("page number side", in_style("PageNumberOdd", r'<w:jc w:val="right"/>', '<w:jc w:val="left"/>'), "page-number-place"),
    Fault("mark black", in_style("IssuerMark", "FF0000", "000000"), "mark-look"),
    Fault("rule black", in_style("DocumentNumber", "FF0000", "000000"), "red-rule"),
    Fault("number in [2026]", words("〔2026〕12号", "[2026]12号"), "document-number-brackets"),
    Fault("number with 第", words("〔2026〕12号", "〔2026〕第12号"), "document-number-ordinal"),
    Fault("number with 0", words("〔2026〕12号", "〔2026〕012号"), "document-number-padding"),
    Fault("date with 0", date("2026年08月01日"), "date-padding"),
    Fault("date in 汉字", date("二〇二六年三月十六日"), "date-numerals"),
    Fault("date not 右空", put(DOCUMENT, r'(<w:pStyle w:val="IssueDate"/>.*?)<w:ind [^>]*/>', r"\1", 1), "sealed-date"),
    Fault("note ends with a mark", words("2.“优促”活动问题整改台账", "2.“优促”活动问题整改台账。"), "attachment-notes"),
    Fault("note with half-width colon", words("附件：1.", "附件:1."), "attachment-notes-colon"),
    Fault("一.", words("一、总体要求", "一.总体要求"), "number-marks"),
    Fault("(一)", words("（一）指导思想", "(一)指导思想"), "number-marks"),
    Fault("1、", words("1.坚持问题导向", "1、坚持问题导向"), "number-marks"),
    Fault("(1)", words("1.坚持问题导向", "(1)坚持问题导向"), "number-marks"),
    Fault("half-width comma", words("印发给你们，请", "印发给你们,请"), "half-width-punctuation"),
    Fault("placeholder", words("印发给你们", "印发给×××"), "placeholder"),
    Fault("receivers indented", in_style("PrincipalReceivers", r'w:firstLine="0"', 'w:firstLine="632"'), "receivers"),
)  # fmt: skip
#: The 38th, a hint: only where the text has no 如下：, so on another paper of ours.
NO_CLOSING_PHRASE = Fault(
    "no 特此通知", words("现将有关事项通知如下：", "现将有关事项告知各单位。"), "closing-phrase"
)
