"""What of the tools is another than it was: one sentence for each, in Chinese."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

_NAMES = {"service": "本系统", "python": "Python", "machine": "处理器", "libreoffice": "LibreOffice"}
_GROUPS = {"libraries": "程序库", "system": "系统软件包", "fonts": "字体", "substitutes": "代替字体"}
_ABSENT = "没有"


def toolchain_digest(toolchain: Mapping[str, Any]) -> str:
    """Return the hex SHA-256 of a toolchain as a record keeps it."""
    text = json.dumps(toolchain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def toolchain_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Yield what differs between the tools that made a paper and those of today."""
    for name in sorted({*before, *after}):
        was, now = before.get(name), after.get(name)
        if isinstance(was, Mapping) or isinstance(now, Mapping):
            yield from _group(_GROUPS.get(name, name), was or {}, now or {})
        elif was != now:
            yield f"{_NAMES.get(name, name)}：{_told(was)} → {_told(now)}"


def _group(label: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*before, *after}):
        was, now = before.get(name), after.get(name)
        if was != now:
            yield f"{label} {name}：{_told(was)} → {_told(now)}"


def _told(value: Any) -> str:
    """Return a version or a name; of the digests of font files their beginning."""
    if isinstance(value, list | tuple):
        return "、".join(str(each)[:12] for each in value) or _ABSENT
    return str(value) if value else _ABSENT
