"""Names and labels set in columns: a name of two 字 is spaced to three, in lists and tables only."""

from __future__ import annotations

import re

SPACE = "\u3000"
_HAN_PAIR = re.compile(r"^[\u3400-\u9fff]{2}$")


def spaced(name: str) -> str:
    """Return a name as it stands in a list: 张力 becomes 张　力; all other names stay."""
    return name[0] + SPACE + name[1] if _HAN_PAIR.match(name) else name


def joined(name: str) -> str:
    """Return a name as it stands in prose and metadata: without any space inside."""
    return re.sub(r"\s", "", name)


def padded(text: str, width: int) -> str:
    """Return a text filled with full-width spaces to ``width`` 字; a longer one stays."""
    return text + SPACE * (width - len(text))


def label(text: str, width: int) -> str:
    """Return a role's label spread over ``width`` 字: 组长 in three is 组　长."""
    gap = width - len(text)
    return text[0] + SPACE * gap + text[1] if len(text) == 2 and gap > 0 else padded(text, width)
