"""Writes into docs/templates.md what a template may name and what is bound to its styles: ``python -m scripts.template_reference``."""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from service.rendering.context import Context

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "templates.md"
_KINDS = {str: "文字", int: "数", bool: "是否"}
#: What a loop's items are called in our templates.
_ITEMS = {
    "TextBlock": "block",
    "Signature": "signature",
    "Section": "section",
    "Sheet": "sheet",
    "AttachmentNote": "note",
    "Attachment": "attachment",
    "IssuedDocument": "document",
    "Row": "row",
    "Cell": "cell",
    "SignatoryRow": "row",
    "Attendance": "entry",
}


def names() -> str:
    """Return the tables of names: those to write anywhere, then those of each list's items."""
    parts = [_table(_rows(Context, ""))]
    for kind in _listed(Context):
        item = _ITEMS[kind.__name__]
        paths = dict.fromkeys(_lists_of(Context, "", kind))
        loops = "、".join(f"`for {item} in {path}`" for path in paths)
        parts += [f"{loops} 里的每一项：", _table(_rows(kind, f"{item}."))]
    return "\n\n".join(parts)


def bindings() -> str:
    """Return the table of what typesetting binds to the styles of each template."""
    tables = []
    for path in sorted((ROOT / "templates").glob("*/v*[0-9].json")):
        manifest = json.loads(path.read_text("utf-8"))
        rows = [
            f"| {'正文' if style == 'Normal' else style} | `{place}` | `{name}` |"
            for style, places in manifest["bindings"].items()
            for place, name in places.items()
        ]
        tables.append(
            f"{manifest['title']}第{manifest['version']}版：\n\n| 样式 | 属性 | 填进去的名称 |\n|---|---|---|\n"
            + "\n".join(rows)
        )
    return "\n\n".join(tables)


def written(page: str) -> str:
    """Return the page with its generated parts as they should be."""
    for name, text in {"名称": names(), "绑定": bindings()}.items():
        start, end = f"<!-- {name}：由 make templates 写 -->\n", f"\n<!-- {name}完 -->"
        page = re.sub(
            re.escape(start) + ".*?" + re.escape(end), lambda _, t=start + text + end: t, page, flags=re.S
        )
    return page


def _hints(kind: type) -> Iterator[tuple[str, object, str]]:
    """Yield name, type and Chinese description of each field."""
    hints = typing.get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        hint, description = typing.get_args(hints[field.name])
        yield field.name, hint, description


def _rows(kind: type, prefix: str) -> Iterator[str]:
    for name, hint, description in _hints(kind):
        if is_dataclass(hint) and isinstance(hint, type):
            yield from _rows(hint, f"{prefix}{name}.")
            continue
        many = typing.get_origin(hint) is tuple
        yield f"| `{prefix}{name}` | {'列表' if many else _KINDS[typing.cast(type, hint)]} | {description} |"


def _lists_of(kind: type, prefix: str, wanted: type, seen: frozenset[type] = frozenset()) -> Iterator[str]:
    """Yield each list of ``wanted``, those in the items of other lists too, as it is named in a loop."""
    for name, hint, _ in _hints(kind):
        if is_dataclass(hint) and isinstance(hint, type):
            yield from _lists_of(hint, f"{prefix}{name}.", wanted, seen)
            continue
        item = typing.get_args(hint)[:1]
        if item == (wanted,):
            yield prefix + name
        if item and is_dataclass(item[0]) and isinstance(item[0], type) and item[0] not in seen:
            yield from _lists_of(item[0], f"{_ITEMS[item[0].__name__]}.", wanted, seen | {item[0]})


def _listed(kind: type) -> list[type]:
    """Return the dataclasses that stand in lists, each once."""
    found: dict[type, None] = {}
    for _, hint, _ in _hints(kind):
        item = typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else hint
        if is_dataclass(item) and isinstance(item, type):
            found |= ({item: None} if item is not hint else {}) | dict.fromkeys(_listed(item))
    return list(found)


def _table(rows: Iterator[str]) -> str:
    return "| 名称 | 种类 | 是什么 |\n|---|---|---|\n" + "\n".join(rows)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
    print(PAGE.relative_to(ROOT))
