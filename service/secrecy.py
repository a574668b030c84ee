"""Secrecy (涉密): this system is run as one for papers that are not classified.

A request that bears a 密级 is refused before anything of it is validated, stored or logged, and no word of it is
repeated, unless the settings name who answers for classified papers.
"""

from __future__ import annotations

import re
from typing import Any

from service.document.finding import Finding, Severity
from service.document.pointer import walk
from service.errors import ClassifiedRefused

FIELD = "security_classification"
_BEARS = re.compile(r"(绝密|机密|秘密)\s*★")
_DEEPEST = 64


def refuse_classified(content: Any, responsible: str) -> None:
    """Refuse content that bears a 密级; ``responsible`` names who answers for such papers, "" if nobody does.

    Raises:
        ClassifiedRefused: its message repeats nothing of the content, its place neither.
    """
    if not responsible and bears_classification(content):
        raise ClassifiedRefused(
            "本系统按非涉密管理，不办理标有密级的公文；请改用涉密系统，这次提交的内容没有保存"
        )


def bears_classification(content: Any) -> bool:
    """Tell whether a field for a 密级 is filled in anywhere, or a text reads as one (机密★10年)."""
    for path, value in walk(content, _DEEPEST):
        if path and path[-1] == FIELD and value:
            return True
        if isinstance(value, str) and _BEARS.search(value):
            return True
    return False


def remark(content: Any, responsible: str) -> tuple[Finding, ...]:
    """Return who answers for a classified paper, for its record; nothing for any other."""
    if not bears_classification(content):
        return ()
    message = f"这份公文标有密级，按设置由{responsible}负责保密管理"
    return (Finding("classified", message, severity=Severity.NOTE),)
