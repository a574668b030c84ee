"""The posts (职务) of one person, read from what is printed, in the order in which they stand: ranks are never sorted."""

from __future__ import annotations

import re

#: What the name of a post ends with; 办公室 alone is none, so 办公室、人事处主任 is one post.
_ENDINGS = (
    "长", "书记", "主任", "委员", "主席", "副主席", "常委", "经理", "总监", "监事", "董事", "干事", "助理", "秘书",
    "员", "师", "教授", "顾问", "负责人", "召集人", "政委", "主管", "代表", "理事", "参谋", "编辑", "记者", "主编",
    "总编", "院士", "校监", "代理", "翻译", "会计", "出纳",
)  # fmt: skip
_SEPARATOR = re.compile("[、，,；;]|(?<=.)兼任?(?=.)")
_BRACKETED = re.compile("[（(][^（）()]*[）)]")


def posts(text: str) -> tuple[str, ...]:
    """Return the posts of a printed text in order; () of an empty one.

    What stands in brackets belongs to its post; a piece that ends like no post belongs to the next one.
    """
    found, waiting, start = [], "", 0
    for end, after in (*_cuts(text), (len(text), len(text))):
        piece = text[start:end].strip()
        start = after
        if not piece:
            continue
        separator = text[end:after]
        if separator == "、" and not _BRACKETED.sub("", piece).endswith(_ENDINGS):
            waiting += piece + separator
        else:
            found.append(waiting + piece)
            waiting = ""
    return tuple(found) + ((waiting.rstrip("、"),) if waiting else ())


def _cuts(text: str) -> list[tuple[int, int]]:
    """Return begin and end of each separator outside brackets."""
    inside = [range(*match.span()) for match in _BRACKETED.finditer(text)]
    return [m.span() for m in _SEPARATOR.finditer(text) if not any(m.start() in span for span in inside)]
