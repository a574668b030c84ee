"""Font names as the standard's classes: GB/T 9704 names 仿宋体, 楷体, 黑体, 小标宋体 and 宋体, not files."""

from __future__ import annotations

import re
from functools import lru_cache

from service.layout import gbt9704

#: What a font name contains, compact and in lower case → the family that our papers name for the class. The
#: order decides: 小标宋 before 宋, 仿宋 before 宋.
_CLASSES = (
    (re.compile(r"小标宋|xiaobiaosong|biaosong|fzxbs|大标宋|fzdbs"), gbt9704.FONT_TITLE),
    (re.compile(r"仿宋|fangsong|fzfs|fang$"), gbt9704.FONT_FANGSONG),
    (re.compile(r"楷|kaiti|stkaiti|fzkt|kai$"), gbt9704.FONT_KAI),
    (re.compile(r"黑|simhei|heiti|fzht|hei$"), gbt9704.FONT_HEI),
    (re.compile(r"宋|simsun|stsong|fzss|song$|song-light$"), gbt9704.FONT_SONG),
)
#: Named for their weight or maker, these are neither class.
_NEITHER = re.compile(r"中宋|zhongsong|粗宋|雅黑|yahei")


@lru_cache(maxsize=512)
def font_class(name: str) -> str:
    """Return the family of our papers that stands for the class of font ``name``; an unknown font keeps its name."""
    compact = re.sub(r"[\s_]", "", name).lower()
    if _NEITHER.search(compact):
        return name
    return next((family for pattern, family in _CLASSES if pattern.search(compact)), name)
