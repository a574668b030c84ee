"""GB/T 9704—2012 党政机关公文格式: its numbers, each with its clause.

Lengths end in their unit: ``_MM``, ``_PT`` or ``_TWIPS`` (1/20 pt). A number that the standard does not give
says where it comes from. Sizes: 二号 22 pt, 三号 16 pt, 四号 14 pt.
"""

from __future__ import annotations

from service.layout.units import mm_to_twips

# --- 5.1, 5.2.1: paper and type area (幅面与版心) ---
PAGE_WIDTH_MM = 210.0  #: 5.1 A4
PAGE_HEIGHT_MM = 297.0  #: 5.1 A4
TOP_MARGIN_MM = 37.0  #: 5.2.1 天头
LEFT_MARGIN_MM = 28.0  #: 5.2.1 订口
TYPE_AREA_WIDTH_MM = 156.0  #: 5.2.1 版心
TYPE_AREA_HEIGHT_MM = 225.0  #: 5.2.1 版心
RIGHT_EDGE_MM = LEFT_MARGIN_MM + TYPE_AREA_WIDTH_MM  #: 184, derived
BOTTOM_EDGE_MM = TOP_MARGIN_MM + TYPE_AREA_HEIGHT_MM  #: 262, derived

PAGE_WIDTH_TWIPS = 11906  #: A4 in OOXML
PAGE_HEIGHT_TWIPS = 16838  #: A4 in OOXML
TOP_MARGIN_TWIPS = 2098
LEFT_MARGIN_TWIPS = 1588
RIGHT_MARGIN_TWIPS = 1474
BOTTOM_MARGIN_TWIPS = 1984
TYPE_AREA_WIDTH_TWIPS = PAGE_WIDTH_TWIPS - LEFT_MARGIN_TWIPS - RIGHT_MARGIN_TWIPS  #: 8844
TYPE_AREA_HEIGHT_TWIPS = PAGE_HEIGHT_TWIPS - TOP_MARGIN_TWIPS - BOTTOM_MARGIN_TWIPS  #: 12756

# --- 8: pages across (横排表格). Turned a quarter anticlockwise the page is bound like any other: its left edge is at the foot. ---
LANDSCAPE_WIDTH_TWIPS = TYPE_AREA_HEIGHT_TWIPS  #: 12756
LANDSCAPE_HEIGHT_TWIPS = TYPE_AREA_WIDTH_TWIPS  #: 8844, without a grid: a table's rows don't stand on one
LANDSCAPE_LEFT_MM = PAGE_HEIGHT_MM - BOTTOM_EDGE_MM  #: 35
LANDSCAPE_RIGHT_MM = PAGE_HEIGHT_MM - TOP_MARGIN_MM  #: 260
LANDSCAPE_TOP_MM = LEFT_MARGIN_MM  #: 28: the head of a table lies at the bound page's left edge
LANDSCAPE_BOTTOM_MM = RIGHT_EDGE_MM  #: 184

#: Width of the cell that holds the page number of a page across, and its distance from the paper's left edge: puts
#: the dash's ink at 269 mm of the bound page (7.5), measured.
LANDSCAPE_NUMBER_TWIPS = 336
LANDSCAPE_NUMBER_LEFT_TWIPS = 1430

# --- 5.2.2, 5.2.3: type and grid (字体字号、行数字数) ---
LINES_PER_PAGE = 22  #: 5.2.3 一般每面排22行
ZI_PER_LINE = 28  #: 5.2.3 每行排28个字
LINE_PITCH_TWIPS = 579  #: 225 mm / 22, rounded down; 580 gives 21 lines (measured)
BODY_SIZE_PT = 16.0  #: 5.2.2 三号
LETTER_SPACING_TWIPS = -5  #: 16 pt is wider than 156 mm / 28; −5 gives 28 字 (measured)
ZI_TWIPS = 316  #: one 字 of indentation: 156 mm / 28, rounded
TITLE_SIZE_PT = 22.0  #: 7.3.1 二号
SMALL_SIZE_PT = 14.0  #: 7.4.2, 7.5 四号
SMALL_ZI_TWIPS = 280  #: one 字 of 四号
TABLE_PITCH_TWIPS = 400  #: lines of 四号 in a cell; a row of one line is as high as a line of the text
TABLE_SPACE_TWIPS = (90, LINE_PITCH_TWIPS - TABLE_PITCH_TWIPS - 90)  #: above and under the lines of a cell

FONT_FANGSONG = "仿宋_GB2312"  #: 5.2.2 仿宋体
FONT_KAI = "楷体_GB2312"  #: 7.3.3 楷体
FONT_HEI = "黑体"  #: 7.3.3 黑体
FONT_TITLE = "方正小标宋简体"  #: 7.2.4, 7.3.1 小标宋体
FONT_SONG = "宋体"  #: 7.5 宋体

# --- 7.2: heading (版头) ---
MARK_TOP_MM = TOP_MARGIN_MM + 35.0  #: 7.2.4 上边缘至版心上边缘为35 mm
MARK_SIZE_PT = 50.0  #: the standard gives none; largest size used, shrunk until the mark fits one line
RED = "FF0000"  #: 7.2.4, 7.2.7
MARK_HEIGHT_MM = (
    85.0  #: most that joint marks take, so that page 1 shows text (7.3.3); the standard gives none
)
LINES_UNDER_MARK = 2  #: 7.2.5 标志下空二行
RULE_UNDER_NUMBER_MM = 4.0  #: 7.2.7 发文字号之下4 mm
LINES_UNDER_RULE = 2  #: 7.3.1 红色分隔线下空二行

# --- 10: special formats (特定格式) ---
LETTER_MARK_TOP_MM = 30.0  #: 10.1 标志上边缘至上页边为30 mm
LETTER_RULE_MM = 170.0  #: 10.1 红色双线长170 mm
LETTER_RULE_TWIPS = mm_to_twips(LETTER_RULE_MM)
LETTER_RULE_UNDER_MARK_MM = 4.0  #: 10.1 标志下4 mm
LETTER_RULE_FOOT_MM = PAGE_HEIGHT_MM - 20.0  #: 10.1 距下页边20 mm
LETTER_UNDER_RULE_MM = 4.94  #: 10.1 三号汉字高度的7/8
LETTER_THICK_EIGHTHS, LETTER_THIN_EIGHTHS = 18, 6  #: the standard gives none; 2.25 pt and 0.75 pt
LETTER_RULES_APART_TWIPS = 75  #: the standard gives none; from the thick rule's upper edge to the thin one's
LETTER_RULE_FRAME_TWIPS = 60  #: height of the frame that holds the thick rule
LETTER_SPACE_FRAME_TWIPS = (
    88  #: of the thin one's, so that the next line's glyphs are 4.94 mm under it (measured)
)
ORDER_MARK_TOP_MM = TOP_MARGIN_MM + 20.0  #: 10.2 上边缘至版心上边缘为20 mm

# --- 7.3: body (主体) ---
FIRST_LINE_INDENT_ZI = 2  #: 7.3.3 每个自然段左空二字
SIGNATURE_RIGHT_ZI = 2  #: 7.3.5.2 署名右空二字
DATE_RIGHT_ZI_SEALED = 4  #: 7.3.5.1 成文日期右空四字
LINES_BEFORE_SEALED_SIGNATURE = 2  #: practice: a seal of 45 mm stays within one line of the text (7.3.5.1)
SEAL_DIAMETER_MM = 45.0  #: practice (国发〔1999〕25号): seals of cities and counties; the standard gives none
SEAL_GAP_MM = 1.0  #: 7.3.5.1 seals neither cross nor touch; the standard gives no distance
SEALS_PER_ROW = 3  #: practice: two or three seals side by side
STAMP_WIDTH_MM = 30.0  #: practice: 签名章; the standard gives none
STAMP_HEIGHT_MM = 20.0  #: practice: 签名章, within two lines
LINES_BEFORE_STAMP = 2  #: 7.3.5.3 正文下空二行
POST_BEFORE_STAMP_ZI = 2  #: 7.3.5.3 签名章左空二字标注签发人职务

# --- 7.4: imprint (版记) ---
IMPRINT_THICK_MM = 0.35  #: 7.4.1 首条、末条分隔线
IMPRINT_THIN_MM = 0.25  #: 7.4.1 中间的分隔线
PRINTING_PITCH_TWIPS = 490  #: with two rules and their space a line stays within its frame of 579
IMPRINT_RULE_TWIPS = 40  #: the standard gives none; height of the frame that holds the first rule
IMPRINT_PITCH_TWIPS = (
    LINE_PITCH_TWIPS - IMPRINT_RULE_TWIPS
)  #: of 抄送, so that one line and the rule fill a grid line

# --- 7.5: page number (页码) ---
PAGE_NUMBER_DISTANCE_MM = 7.0  #: 7.5 一字线上距版心下边缘7 mm
PAGE_NUMBER_TOP_MM = BOTTOM_EDGE_MM + PAGE_NUMBER_DISTANCE_MM  #: 269, derived

assert mm_to_twips(TYPE_AREA_WIDTH_MM) == TYPE_AREA_WIDTH_TWIPS
