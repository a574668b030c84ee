"""The parts of a docx beside its body, and a zip of them that is the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from itertools import chain

from scripts.build_templates.styles import styles_xml
from scripts.build_templates.xml import DECLARATION, R, W, field, paragraph, run, tag
from service.layout import gbt9704 as gb

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)

#: Part → the style of its page number, and the condition under which it prints one ("": always).
_FOOTERS = {
    "footer1.xml": ("PageNumberOdd", ""),
    "footer2.xml": ("PageNumberEven", ""),
    "footer3.xml": ("PageNumberOdd", "if not imprint.unnumbered"),
    "footer4.xml": ("PageNumberEven", "if not imprint.unnumbered"),
}
#: Footers of odd and even pages: of a section whose pages always have numbers, of one that the 版记 may leave without.
NUMBERED = ("footer1.xml", "footer2.xml")
WITH_IMPRINT = ("footer3.xml", "footer4.xml")
#: Of a form, a sheet for each: no numbers.
UNNUMBERED: tuple[str, ...] = ()
#: Header and footer of a letter's first page, both empty: it shows no number (10.1).
LETTER_FIRST = ("header1.xml", "footer5.xml")
#: Of pages across, odd and even: their numbers stand where those of the others do.
LANDSCAPE = ("footer6.xml", "footer7.xml")
_LANDSCAPE_FOOTERS = dict(zip(LANDSCAPE, ("PageNumberOdd", "PageNumberEven"), strict=True))
#: Distance of the footer from the paper's edge: puts the dash's ink at 269 mm (GB/T 9704 7.5), measured.
_FOOTER_TWIPS = 1435


def section(footers: tuple[str, ...] = NUMBERED, first: tuple[str, str] | None = None) -> str:
    """Return the sectPr of an upright A4 page with footers for odd and even pages (GB/T 9704 5.1, 5.2.1, 7.5).

    ``first`` names header and footer of the first page; LibreOffice wants the header to come before.
    """
    header, footer = first or ("", "")
    return (
        "<w:sectPr>"
        + (f'<w:headerReference w:type="first" r:id="{_relation(header)}"/>' if first else "")
        + (f'<w:footerReference w:type="first" r:id="{_relation(footer)}"/>' if first else "")
        + "".join(
            f'<w:footerReference w:type="{kind}" r:id="{_relation(name)}"/>'
            for kind, name in zip(("default", "even"), footers, strict=False)
        )
        + tag("type", val="nextPage")
        + tag("pgSz", w=gb.PAGE_WIDTH_TWIPS, h=gb.PAGE_HEIGHT_TWIPS)
        + tag(
            "pgMar", top=gb.TOP_MARGIN_TWIPS, right=gb.RIGHT_MARGIN_TWIPS, bottom=gb.BOTTOM_MARGIN_TWIPS,
            left=gb.LEFT_MARGIN_TWIPS, header=851, footer=_FOOTER_TWIPS, gutter=0,
        )
        + tag("cols", space=425)
        + (tag("titlePg") if first else "")
        + tag("docGrid", type="lines", linePitch=gb.LINE_PITCH_TWIPS)
        + "</w:sectPr>"
    )  # fmt: skip


def landscape_section(footers: tuple[str, ...] = LANDSCAPE) -> str:
    """Return the sectPr of an A4 page across, its head at the binding edge of an odd page (GB/T 9704 8)."""
    return (
        "<w:sectPr>"
        + "".join(
            f'<w:footerReference w:type="{kind}" r:id="{_relation(name)}"/>'
            for kind, name in zip(("default", "even"), footers, strict=False)
        )
        + tag("type", val="nextPage")
        + tag("pgSz", w=gb.PAGE_HEIGHT_TWIPS, h=gb.PAGE_WIDTH_TWIPS, orient="landscape")
        + tag(
            "pgMar", top=gb.LEFT_MARGIN_TWIPS, right=gb.TOP_MARGIN_TWIPS, bottom=gb.RIGHT_MARGIN_TWIPS,
            left=gb.BOTTOM_MARGIN_TWIPS, header=720, footer=720, gutter=0,
        )
        + tag("cols", space=425)
        + "</w:sectPr>"
    )  # fmt: skip


def _relation(part: str) -> str:
    return f"rId{part.removesuffix('.xml').capitalize()}"


def _footer(style: str, condition: str) -> str:
    start, end = (f"{{% {condition} %}}", "{% endif %}") if condition else ("", "")
    number = run(f"{start}— "), field("PAGE"), run(f" —{end}")
    return f'{DECLARATION}<w:ftr xmlns:w="{W}">{paragraph(style, *number)}</w:ftr>'


def _landscape_footer(style: str) -> str:
    """Return the footer of a page across: the number in a cell of text that runs down, in the left margin (7.5, 8).

    A table at a place of the page, not a text box: Word, WPS and LibreOffice turn the text of a cell alike.
    """
    number = run("— "), field("PAGE"), run(" —")
    none = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    width, height = gb.LANDSCAPE_NUMBER_TWIPS, gb.LANDSCAPE_HEIGHT_TWIPS
    place = tag(
        "tblpPr", leftFromText=0, rightFromText=0, vertAnchor="page", horzAnchor="page",
        tblpX=gb.LANDSCAPE_NUMBER_LEFT_TWIPS, tblpY=gb.LEFT_MARGIN_TWIPS,
    )  # fmt: skip
    return (
        f'{DECLARATION}<w:ftr xmlns:w="{W}"><w:tbl><w:tblPr>{place}{tag("tblW", w=width, type="dxa")}'
        f"{tag('tblLayout', type='fixed')}<w:tblCellMar>{none}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{tag('gridCol', w=width)}</w:tblGrid><w:tr><w:trPr>{tag('trHeight', val=height, hRule='exact')}"
        f"</w:trPr><w:tc><w:tcPr>{tag('tcW', w=width, type='dxa')}{tag('textDirection', val='tbRl')}</w:tcPr>"
        f"{paragraph(style, *number)}</w:tc></w:tr></w:tbl>{paragraph('ImprintAnchor')}</w:ftr>"
    )


def _empty_footer() -> str:
    return f'{DECLARATION}<w:ftr xmlns:w="{W}">{paragraph("PageNumberOdd")}</w:ftr>'


def _empty_header() -> str:
    return f'{DECLARATION}<w:hdr xmlns:w="{W}">{paragraph("BlankLine")}</w:hdr>'


def _settings() -> str:
    compat = "".join(
        f'<w:compatSetting w:name="{n}" w:uri="http://schemas.microsoft.com/office/word" w:val="{v}"/>'
        for n, v in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1),
                     ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1),
                     ("differentiateMultirowTableHeaders", 1))
    )  # fmt: skip
    return (
        f'{DECLARATION}<w:settings xmlns:w="{W}">{tag("zoom", percent=100)}{tag("bordersDoNotSurroundHeader")}'
        f"{tag('bordersDoNotSurroundFooter')}{tag('defaultTabStop', val=420)}{tag('evenAndOddHeaders')}"
        f"{tag('characterSpacingControl', val='doNotCompress')}"
        # A line that an editor ends by Shift+Enter isn't stretched to the edge.
        f"<w:compat>{tag('doNotExpandShiftReturn')}{tag('useFELayout')}{compat}</w:compat>"
        f"{tag('themeFontLang', val='en-US', eastAsia='zh-CN')}{tag('decimalSymbol', val='.')}"
        f"{tag('listSeparator', val=',')}</w:settings>"
    )


#: Family → the names by which Word may know it else, PANOSE, family, pitch: what Word goes by where it is missing.
_FONT_TRAITS = {
    gb.FONT_FANGSONG: ("仿宋,FangSong", "02010609030101010101", "modern", "fixed"),
    gb.FONT_KAI: ("楷体,KaiTi", "02010609030101010101", "modern", "fixed"),
    gb.FONT_HEI: ("SimHei", "02010609060101010101", "modern", "fixed"),
    gb.FONT_TITLE: ("FZXiaoBiaoSong-B05S,方正小标宋_GBK", "02010601030101010101", "auto", "variable"),
    gb.FONT_SONG: ("SimSun", "02010600030101010101", "auto", "variable"),
}


def _font_table() -> str:
    rows = "".join(
        f'<w:font w:name="{name}">{tag("altName", val=names)}{tag("panose1", val=panose)}{tag("charset", val="86")}'
        f"{tag('family', val=family)}{tag('pitch', val=pitch)}</w:font>"
        for name, (names, panose, family, pitch) in _FONT_TRAITS.items()
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{W}">{rows}</w:fonts>'


def _relations(rows: Mapping[str, tuple[str, str]]) -> str:
    kind = "http://schemas.openxmlformats.org/{}"
    return (
        f'{DECLARATION}<Relationships xmlns="{_RELATIONS}">'
        + "".join(
            f'<Relationship Id="{i}" Type="{kind.format(k)}" Target="{t}"/>' for i, (k, t) in rows.items()
        )
        + "</Relationships>"
    )


def _content_types(footers: Iterable[str]) -> str:
    overrides = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    } | {f"/word/{name}": f"{_WORD}.{name[:6]}+xml" for name in footers}
    return (
        f'{DECLARATION}<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{p}" ContentType="{t}"/>' for p, t in overrides.items())
        + "</Types>"
    )


def _core_properties() -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{ properties.title }}</dc:title>'
        "<dc:subject>{{ properties.document_number }}</dc:subject><dc:creator>{{ properties.issuer }}</dc:creator>"
        "<cp:category>{{ properties.manuscript_type }}</cp:category><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _app_properties() -> str:
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Chengwen</Application></Properties>"
    )


def parts(document: str) -> dict[str, str]:
    """Return every part of a template by name, in the order in which they are zipped."""
    made = {n: _footer(*traits) for n, traits in _FOOTERS.items()}
    made |= {name: _landscape_footer(style) for name, style in _LANDSCAPE_FOOTERS.items()}
    made |= {LETTER_FIRST[0]: _empty_header(), LETTER_FIRST[1]: _empty_footer()}
    footers = {n: xml for n, xml in made.items() if f'"{_relation(n)}"' in document}
    doc, pkg = "officeDocument/2006/relationships", "package/2006/relationships"
    word = {
        "rIdStyles": (f"{doc}/styles", "styles.xml"),
        "rIdSettings": (f"{doc}/settings", "settings.xml"),
        "rIdFonts": (f"{doc}/fontTable", "fontTable.xml"),
    } | {_relation(name): (f"{doc}/{name[:6]}", name) for name in footers}
    root = {
        "rIdDocument": (f"{doc}/officeDocument", "word/document.xml"),
        "rIdCore": (f"{pkg}/metadata/core-properties", "docProps/core.xml"),
        "rIdApp": (f"{doc}/extended-properties", "docProps/app.xml"),
    }
    return {
        "[Content_Types].xml": _content_types(footers),
        "_rels/.rels": _relations(root),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(word),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        **{f"word/{name}": xml for name, xml in footers.items()},
        "docProps/core.xml": _core_properties(),
        "docProps/app.xml": _app_properties(),
    }


def pack(document: str) -> bytes:
    """Return the docx: stored, not deflated, so that no compressor's version changes its bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as z:
        for name, xml in chain(parts(document).items()):
            z.writestr(zipfile.ZipInfo(name, _EPOCH), xml.encode())
    return out.getvalue()


__all__ = [
    "LANDSCAPE", "LETTER_FIRST", "NUMBERED", "UNNUMBERED", "WITH_IMPRINT", "R", "W", "landscape_section", "pack",
    "parts", "section",
]  # fmt: skip
