"""Writes docs/conformance.md, every clause × how it is met × what measures it × which papers: ``python -m scripts.conformance``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from service.lint.clauses import REGULATION, Clause, clauses
from service.lint.page_rules import all_rules
from service.lint.rule import PageRule
from service.lint.text_rules import all_text_rules, all_words_rules
from service.lint.word_rules import all_word_rules

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "conformance.md"
_HEAD = """# 逐条对照

由 `make templates` 写，不要手改：条款和做法在 `service/lint/clauses.json`、`service/lint/regulation.json`，规则在 `service/lint/` 的登记表，公文在 `templates/` 的清单。

“量什么”一栏：**版面**是排出来的 PDF（`service/lint/page_rules/`），**Word** 是 Word 文件本身（`word_rules/`），**字句**是文字（`text_rules/`）。
每条规则在 `tests/lint/test_page_rules.py`、`test_word_rules.py`、`test_text_rules.py` 里都有对的和错的各一例；全部样例在 `tests/samples/`、`tests/test_checking.py` 里逐份量过。
"""


class _Said(NamedTuple):
    """A rule and what it looks at."""

    rule: PageRule
    on: str


def page() -> str:
    """Return the whole page."""
    said = tuple(_rules())
    standard = [clause for clause in clauses() if not clause.name.startswith(REGULATION)]
    regulation = [clause for clause in clauses() if clause.name.startswith(REGULATION)]
    parts = [
        _HEAD,
        "## GB/T 9704—2012 第 4—10 章\n",
        _matrix(standard, said),
        f"## {REGULATION}\n",
        _matrix(regulation, said),
        "## 其他依据和实务\n",
        _others(said),
    ]
    return "\n".join(parts)


def _rules() -> Iterator[_Said]:
    yield from (_Said(rule, "版面") for rule in all_rules())
    yield from (_Said(rule.said, "Word") for rule in all_word_rules())
    yield from (_Said(rule.said, "字句") for rule in (*all_text_rules(), *all_words_rules()))


def _matrix(rows: Sequence[Clause], said: Sequence[_Said]) -> str:
    lines = ["| 条款 | 要求 | 怎样做到 | 量什么 | 哪些公文 |", "|---|---|---|---|---|"]
    papers = _papers()
    for clause in rows:
        number = clause.name.removeprefix("GB/T 9704 ").removeprefix(REGULATION)
        how = f"{clause.how}：{clause.why}" if clause.why else clause.how
        found = [each for each in said if _is_of(each.rule, clause)]
        lines.append(f"| {number} | {clause.title} | {how} | {_named(found)} | {_wanting(clause, papers)} |")
    return "\n".join(lines) + "\n"


def _is_of(rule: PageRule, clause: Clause) -> bool:
    if clause.name == "GB/T 9704 9":
        return (rule.clause or "").startswith("GB/T 1583")
    return rule.clause == clause.name


def _named(found: Sequence[_Said]) -> str:
    """Return the rules by what they look at."""
    by_place: dict[str, list[str]] = {}
    for each in found:
        by_place.setdefault(each.on, []).append(f"`{each.rule.id}`")
    return "；".join(f"{place} {'、'.join(ids)}" for place, ids in by_place.items()) or "—"


def _papers() -> Mapping[str, Mapping[str, str]]:
    """Return the table of elements of each kind of paper, newest version, by its title."""
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted((ROOT / "templates").glob("*/v*[0-9].json")):
        manifest = json.loads(path.read_text("utf-8"))
        found[manifest["title"]] = manifest["elements"]
    return found


def _wanting(clause: Clause, papers: Mapping[str, Mapping[str, str]]) -> str:
    """Return the papers that have, or may have, what the clause is about."""
    if clause.form or clause.name.startswith(REGULATION):
        return "—"
    own = [
        title
        for title, elements in papers.items()
        if not clause.elements or any(elements.get(e, "forbidden") != "forbidden" for e in clause.elements)
    ]
    if len(own) == len(papers):
        return f"全部{len(papers)}种"
    return "、".join(own) or "尚无"


def _others(said: Sequence[_Said]) -> str:
    lines = ["| 规则 | 依据 | 强度 | 量什么 | 怎么改 |", "|---|---|---|---|---|"]
    listed = {clause.name for clause in clauses()}
    for rule, on in said:
        if rule.clause not in listed:
            lines.append(
                f"| `{rule.id}` | {rule.clause or '实务'} | {rule.strength} | {on} | {rule.advice} |"
            )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
