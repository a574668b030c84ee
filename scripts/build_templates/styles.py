"""The named Word styles of every template, from the standard's numbers."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.build_templates.xml import DECLARATION, W, fonts, tag
from service.layout import gbt9704 as gb


@dataclass(frozen=True)
class Style:
    """A paragraph style; lengths in twips, None means as in 正文 (Normal)."""

    id: str
    name: str
    family: str | None = None
    size_pt: float | None = None
    letter_spacing: int | None = None
    first_line: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    justify: str | None = None
    pitch: int | None = None
    space: tuple[int, int] = (0, 0)
    color: str | None = None
    outline: int | None = None
    borders: str = ""
    tabs: str = ""
    next: str | None = None
    based_on: str = "Normal"
    new_page: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    line_rule: str = "exact"


@dataclass(frozen=True)
class CharacterStyle:
    """A character style: one family at the paragraph's size."""

    id: str
    name: str
    family: str


_ZI, _SMALL = gb.ZI_TWIPS, gb.SMALL_ZI_TWIPS
_INDENT = gb.FIRST_LINE_INDENT_ZI * _ZI
#: The red rule: 1.5 pt; `w:space` 9 pt puts it 4 mm under the number's ink (measured).
_RED_RULE = f'<w:bottom w:val="single" w:sz="12" w:space="9" w:color="{gb.RED}"/>'


def rule(side: str, thickness_mm: float, space_pt: int) -> str:
    """Return a black rule of the 版记, ``space_pt`` from its line; OOXML counts its width in eighths of a point."""
    eighths = round(thickness_mm / 25.4 * 72 * 8)
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space_pt}" w:color="000000"/>'


def red_rule(side: str, eighths: int) -> str:
    """Return a red rule of a letter (10.1); its thickness in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{gb.RED}"/>'


#: At 1.2 times the size a line's baseline is at the same height whether a program puts it at four fifths of the
#: line (LibreOffice, Word as far as is known) or centres the glyphs.
FOOTER_PITCH = round(gb.SMALL_SIZE_PT * 1.2 * 20)
#: More space than 1 pt counts twice in LibreOffice's frame and cuts the text (measured).
_RULE_SPACE_PT = 1
IMPRINT_FIRST = rule("top", gb.IMPRINT_THICK_MM, 0)
IMPRINT_ONLY = rule("top", gb.IMPRINT_THICK_MM, _RULE_SPACE_PT)
IMPRINT_MIDDLE = rule("top", gb.IMPRINT_THIN_MM, _RULE_SPACE_PT)
IMPRINT_LAST = rule("bottom", gb.IMPRINT_THICK_MM, _RULE_SPACE_PT)

_NUMBER_TABS = (
    f'<w:tab w:val="left" w:pos="{_ZI}"/><w:tab w:val="right" w:pos="{gb.TYPE_AREA_WIDTH_TWIPS - _ZI}"/>'
)

PARAGRAPH_STYLES = (
    Style("CopyNumber", "份号", justify="left"),
    Style("Corner", "密级和紧急程度", gb.FONT_HEI, justify="left"),
    Style("MarkSpace", "发文机关标志上空", pitch=1804),
    Style("IssuerMark", "发文机关标志", gb.FONT_TITLE, gb.MARK_SIZE_PT, 0, justify="center", pitch=1200, color=gb.RED),
    Style("JointMark", "联合标志", gb.FONT_TITLE, gb.MARK_SIZE_PT, 0, justify="distribute", pitch=1200, color=gb.RED),
    Style("MarkEnding", "联合标志的文件", gb.FONT_TITLE, gb.MARK_SIZE_PT, 0, justify="left", pitch=1200, color=gb.RED),
    Style("MarkBlankLine", "发文机关标志下空行", pitch=534),
    Style("DocumentNumber", "发文字号", justify="center", borders=_RED_RULE),
    Style("UpwardNumber", "发文字号（上行）", justify="left", borders=_RED_RULE, tabs=_NUMBER_TABS),
    Style("Signatories", "签发人", justify="left"),
    Style("SignatoriesWithNumber", "签发人和文号", justify="left", borders=_RED_RULE),
    Style("PreprintedNumber", "发文字号（红头纸）", justify="center"),
    Style("PreprintedUpwardNumber", "发文字号（红头纸上行）", justify="left", tabs=_NUMBER_TABS),
    Style("PreprintedSignatories", "签发人和文号（红头纸）", justify="left"),
    # As high as the red rule and its distance from the number.
    Style("RuleSpace", "红线的位置", pitch=210),
    Style("IssueNumber", "期号", justify="center"),
    Style(
        "Editor", "编印单位和日期", justify="left", borders=_RED_RULE,
        tabs=_NUMBER_TABS,
    ),
    Style("Title", "公文标题", gb.FONT_TITLE, gb.TITLE_SIZE_PT, 0, justify="center", outline=0, next="Normal"),
    Style("TitleNote", "题下括注", gb.FONT_KAI, justify="center", next="Normal"),
    Style(
        "TitleNewPage", "公文标题另面", justify="center", outline=0, next="Normal", based_on="Title", new_page=True,
    ),
    Style("PrincipalReceivers", "主送机关", next="Normal"),
    Style("Level1", "一级标题", gb.FONT_HEI, first_line=_INDENT, outline=1, next="Normal", keep_next=True),
    Style("Level2", "二级标题", gb.FONT_KAI, first_line=_INDENT, outline=2, next="Normal", keep_next=True),
    Style("Level3", "三级标题", first_line=_INDENT, outline=3, next="Normal", keep_next=True),
    Style("Level4", "四级标题", first_line=_INDENT, outline=4, next="Normal", keep_next=True),
    Style("Continued", "续段"),
    Style("Roster", "名单", left=10 * _ZI, hanging=8 * _ZI, justify="left"),
    Style(
        "TableHeader", "表头", gb.FONT_HEI, gb.SMALL_SIZE_PT, 0, justify="center",
        pitch=gb.TABLE_PITCH_TWIPS, space=gb.TABLE_SPACE_TWIPS,
    ),
    Style(
        "TableText", "表格文字", size_pt=gb.SMALL_SIZE_PT, letter_spacing=0, justify="left",
        pitch=gb.TABLE_PITCH_TWIPS, space=gb.TABLE_SPACE_TWIPS,
    ),
    # At least, not exactly, so high: Word cuts an image off at an exact line, LibreOffice lifts it out of it.
    Style("Image", "图片", justify="center", line_rule="atLeast", pitch=gb.LINE_PITCH_TWIPS),
    Style(
        "CaptionedImage", "图片（带题注）", justify="center", line_rule="atLeast", pitch=gb.LINE_PITCH_TWIPS,
        keep_next=True,
    ),
    Style("ImageCaption", "图题", size_pt=gb.SMALL_SIZE_PT, letter_spacing=0, justify="center", keep_lines=True),
    Style("AttachmentLabel", "附件标识", gb.FONT_HEI, new_page=True),
    Style("AttachmentNotes", "附件说明", left=5 * _ZI, hanging=3 * _ZI),
    Style("Issuer", "署名", justify="right"),
    Style("IssuersInRow", "署名（并排）", justify="left"),
    Style("SignatoryPost", "签发人职务", justify="right"),
    Style("HalfLine", "半行", pitch=gb.LINE_PITCH_TWIPS // 2),
    Style("IssueDate", "成文日期", justify="right"),
    Style("Annotation", "附注", first_line=_INDENT),
    # The least height that Word's dialogue takes: a full page has 18 twips left under its 22 lines. LibreOffice
    # leaves a full page none, but drops the paragraph, empty once rendered (measured).
    Style("NumberedEnd", "编页码到此", pitch=14),
    Style("UprightEnd", "竖排到此", pitch=14),
    Style("LandscapeEnd", "横排到此", pitch=14),
    Style("PageBreak", "另面", pitch=20, new_page=True),
    Style("ImprintRule", "版记首线", pitch=gb.IMPRINT_RULE_TWIPS // 2, borders=IMPRINT_FIRST),
    Style(
        "OtherReceivers", "版记抄送", size_pt=gb.SMALL_SIZE_PT, letter_spacing=0, pitch=gb.IMPRINT_PITCH_TWIPS,
        left=4 * _SMALL, hanging=3 * _SMALL, right=_SMALL,
    ),
    Style(
        "Distribution", "报送发", size_pt=gb.SMALL_SIZE_PT, letter_spacing=0, pitch=gb.IMPRINT_PITCH_TWIPS,
        left=_SMALL, right=_SMALL, justify="left",
    ),
    # No indents: Word draws a paragraph's rules between its indents, and the rules span the type area (7.4.1).
    Style(
        "Printing", "版记印发", size_pt=gb.SMALL_SIZE_PT, letter_spacing=0, pitch=gb.PRINTING_PITCH_TWIPS, justify="left",
        borders=IMPRINT_MIDDLE + IMPRINT_LAST,
        tabs=tag("tab", val="left", pos=_SMALL) + tag("tab", val="right", pos=gb.TYPE_AREA_WIDTH_TWIPS - _SMALL),
    ),
    Style("ImprintAnchor", "版记之后", pitch=20),
    Style("PageNumberOdd", "页码（单页）", gb.FONT_SONG, gb.SMALL_SIZE_PT, 0, right=_SMALL, justify="right", pitch=FOOTER_PITCH),
    Style("PageNumberEven", "页码（双页）", gb.FONT_SONG, gb.SMALL_SIZE_PT, 0, left=_SMALL, justify="left", pitch=FOOTER_PITCH),
    Style("LetterMark", "信函标志", gb.FONT_TITLE, gb.MARK_SIZE_PT, 0, justify="center", pitch=1200, color=gb.RED),
    Style("LetterRuleThick", "信函粗线", pitch=10, borders=red_rule("top", gb.LETTER_THICK_EIGHTHS)),
    Style("LetterRuleThin", "信函细线", pitch=10, borders=red_rule("top", gb.LETTER_THIN_EIGHTHS)),
    Style("LetterRuleFootThin", "信函下细线", pitch=10, borders=red_rule("top", gb.LETTER_THIN_EIGHTHS)),
    Style("LetterRuleFoot", "信函下粗线", pitch=10, borders=red_rule("top", gb.LETTER_THICK_EIGHTHS)),
    Style("LetterNumber", "信函文号", justify="left", tabs=tag("tab", val="right", pos=gb.TYPE_AREA_WIDTH_TWIPS)),
    Style(
        "LetterImprint", "信函版记", size_pt=gb.SMALL_SIZE_PT, letter_spacing=0, pitch=gb.IMPRINT_PITCH_TWIPS,
        left=4 * _SMALL, hanging=3 * _SMALL, right=_SMALL,
    ),
    Style("OrderNumber", "令号", justify="center"),
    Style("MinutesHead", "纪要版头", justify="left", borders=_RED_RULE, tabs=_NUMBER_TABS),
    Style("Attendance", "出席人员", left=5 * _ZI, hanging=3 * _ZI),
    Style("BlankLine", "空行"),
    Style("Control", "模板语句", color="0070C0", size_pt=10.5),
)  # fmt: skip

CHARACTER_STYLES = (
    CharacterStyle("KaiCharacters", "楷体字符", gb.FONT_KAI),
    CharacterStyle("HeiCharacters", "黑体字符", gb.FONT_HEI),
)


def _size(pt: float) -> str:
    return tag("sz", val=round(pt * 2)) + tag("szCs", val=round(pt * 2))


def _paragraph_properties(s: Style) -> str:
    ind: dict[str, object] = {"left": s.left, "right": s.right}
    ind |= {"hanging": s.hanging} if s.hanging else {"firstLine": s.first_line}
    return (
        (tag("keepNext", val=1) if s.keep_next else "")
        + (tag("keepLines", val=1) if s.keep_next or s.keep_lines else "")
        + (tag("pageBreakBefore", val=1) if s.new_page else "")
        + (f"<w:pBdr>{s.borders}</w:pBdr>" if s.borders else "")
        + (f"<w:tabs>{s.tabs}</w:tabs>" if s.tabs else "")
        + (
            tag("spacing", before=s.space[0], after=s.space[1], line=s.pitch, lineRule=s.line_rule)
            if s.pitch
            else ""
        )
        + tag("ind", **ind)
        + (tag("jc", val=s.justify) if s.justify else "")
        + (tag("outlineLvl", val=s.outline) if s.outline is not None else "")
    )


def _run_properties(s: Style) -> str:
    return (
        (fonts(s.family) if s.family else "")
        + (tag("color", val=s.color) if s.color else "")
        + (tag("spacing", val=s.letter_spacing) if s.letter_spacing is not None else "")
        + (_size(s.size_pt) if s.size_pt else "")
    )


def _normal() -> str:
    """正文: 三号仿宋, 28 字 × 22 行, every paragraph indented by 2 字 (GB/T 9704 5.2.2, 5.2.3, 7.3.3)."""
    switches = "".join(
        tag(n, val=v)
        for n, v in (
            ("widowControl", 0), ("kinsoku", 1), ("wordWrap", 1), ("overflowPunct", 0), ("autoSpaceDE", 0),
            ("autoSpaceDN", 0), ("adjustRightInd", 0), ("snapToGrid", 0),
        )
    )  # fmt: skip
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        + switches
        + tag("spacing", before=0, after=0, line=gb.LINE_PITCH_TWIPS, lineRule="exact")
        + tag("ind", left=0, right=0, firstLine=_INDENT)
        + tag("jc", val="both")
        + "</w:pPr></w:style>"
    )


def _paragraph_style(s: Style, rank: int) -> str:
    """``rank`` is the style's place in Word's lists: the order of a paper from top to bottom."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{s.id}"><w:name w:val="{s.name}"/>'
        f'<w:basedOn w:val="{s.based_on}"/>{tag("next", val=s.next) if s.next else ""}'
        f'<w:uiPriority w:val="{rank}"/><w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(s)}</w:pPr><w:rPr>{_run_properties(s)}</w:rPr></w:style>"
    )


def _character_style(s: CharacterStyle) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{s.id}"><w:name w:val="{s.name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{fonts(s.family)}</w:rPr></w:style>'
    )


def styles_xml() -> str:
    """Return styles.xml: defaults, 正文 and the named styles."""
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        + fonts(gb.FONT_FANGSONG)
        + tag("spacing", val=gb.LETTER_SPACING_TWIPS)
        + tag("kern", val=0)
        + _size(gb.BODY_SIZE_PT)
        + tag("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
        + "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    # Word's own styles stay out of the lists until used: an office finds those of a paper.
    latent = tag(
        "latentStyles", defLockedState=0, defUIPriority=99, defSemiHidden=1, defUnhideWhenUsed=1, defQFormat=0,
        count=376,
    )  # fmt: skip
    fixed = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
    return (
        f'{DECLARATION}<w:styles xmlns:w="{W}">{defaults}{latent}{_normal()}{fixed}'
        + "".join(_paragraph_style(style, rank) for rank, style in enumerate(PARAGRAPH_STYLES, 1))
        + "".join(map(_character_style, CHARACTER_STYLES))
        + "</w:styles>"
    )
