"""What a Chinese official would object to in the lines of a title (GB/T 9704 7.3.1), as rules that code can check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

#: Where a title's own words end or stand, whatever breaks it: none of these may lie on both sides of a break.
WHOLE = {
    "数与单位": r"第?\d+(?:\.\d+)?[年月日号届次批期个名项元万亿%％]",
    "日期": r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{4}\s*[-—–]\s*\d{4}年|[〇零一二三四五六七八九]{4}年",
    "序数": r"第[一二三四五六七八九十百]+[届次批期个号轮]",
    "发文字号": r"[〔\[]\d{4}[〕\]]\d+号",
    "机关": (
        r"国务院办公厅|中央军委办公厅|中共中央办公厅|(?:党委|政府|市委|省委|县委|区委)办公[厅室]|[省市县区]人民政府"
        r"|人民政府办公[厅室]|人民代表大会|[省市县区]委(?!员)"
    ),
    "短书名": r"《[^《》]{1,8}》|〈[^〈〉]{1,8}〉",
    "括注": r"（[^（）]{1,8}）",
    "西文": r"[A-Za-z]{2,}",
    "职务": r"(?:副?总理|总书记|主席)(?=在|重要|考察|讲话)",
    "称呼": r"[\u4e00-\u9fff](?:同志)",
    "常用词": (
        r"工作领导小组|组成人员|实施方案|实施意见|指导意见|若干意见|有关问题|有关事项|创先争优|先进集体|党员干部"
        r"|共产党员|科学发展观|营商环境|职业教育|联席会议|组织生活会|民主评议"
    ),
}
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
NOT_FIRST = tuple("的和及与、，》〉”）")
NOT_LAST = ("《", "〈", "“", "（", "关于", "的《")
FEWEST_CHARACTERS = 4
#: 字 that a middle line may be narrower than both its neighbours without the title being an hourglass.
HOURGLASS_SLACK = 1.0


def objections(lines: Sequence[str], widest: float, words: Sequence[str] = ()) -> Iterator[str]:
    """Yield what is wrong with the lines of a title, in Chinese.

    Args:
        lines: of the title, from the top.
        widest: width of a line in 字.
        words: further texts that no break may cut.
    """
    title = "".join(lines)
    cuts = {len("".join(lines[:n])) for n in range(1, len(lines))}
    for name, pattern in WHOLE.items():
        for match in re.finditer(pattern, title):
            if cuts & set(range(match.start() + 1, match.end())):
                yield f"拆开{name}：{match[0]}"
    for match in QUOTED.finditer(title):
        if width(match[0]) <= widest and cuts & set(range(match.start() + 1, match.end())):
            yield f"拆开引语：{match[0]}"
    for word in words:
        if word not in title or not any(word in line for line in lines):
            yield f"拆开：{word}"
    for line in lines[1:]:
        if line.startswith(NOT_FIRST):
            yield f"行首：{line[0]}"
    for line in lines[:-1]:
        if line.endswith(NOT_LAST):
            yield f"行尾：{line[-2:]}"
    if len(lines) > 1:
        yield from (f"行太短：{line}" for line in lines if len(line.strip()) < FEWEST_CHARACTERS)
    yield from (f"行太宽：{line}" for line in lines if width(line) > widest)
    if is_hourglass([width(line) for line in lines]):
        yield "沙漏形"


def is_hourglass(widths: Sequence[float]) -> bool:
    """Tell whether lines get narrower and then wider again."""
    fallen = False
    for above, below in pairwise(widths):
        if above - below > HOURGLASS_SLACK:
            fallen = True
        elif below - above > HOURGLASS_SLACK and fallen:
            return True
    return False


def width(line: str) -> float:
    """Return the width of a line in 字; a Western character takes about half of one."""
    return sum(0.5 if c.isascii() else 1.0 for c in line.rstrip())
