"""Writes into docs/templates.md what a template may name and what is bound to its styles: ``python -m scripts.template_reference``."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from service.rendering.names import Name, name_groups

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "templates.md"


def names() -> str:
    """Return the tables of names: those to write anywhere, then those of each list's items."""
    parts = []
    for group in name_groups():
        if group.loops:
            parts.append(f"{'、'.join(f'`{loop}`' for loop in group.loops)} 里的每一项：")
        parts.append(_table(group.names))
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


def _table(names: Sequence[Name]) -> str:
    rows = (f"| `{name.path}` | {name.kind} | {name.told} |" for name in names)
    return "| 名称 | 种类 | 是什么 |\n|---|---|---|\n" + "\n".join(rows)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
    print(PAGE.relative_to(ROOT))
