"""Writes docs/conformance.md, every clause × how it is met × what measures it × which papers: ``python -m scripts.conformance``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from service.lint.clauses import REGULATION, Clause, clauses
from service.lint.page_rules import all_rules
from service.lint.recognising import FORMATS
from service.lint.rule import PageRule
from service.lint.text_rules import all_text_rules, all_words_rules
from service.lint.word_rules import all_word_rules

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "conformance.md"
_HEAD = """# 逐条对照

由 `make templates` 写，不要手改：条款和做法在 `service/lint/clauses.json`、`service/lint/regulation.json`，规则在 `service/lint/` 的登记表，公文在 `templates/` 的清单。

“量什么”一栏：**版面**是排出来的 PDF（`service/lint/page_rules/`），**Word** 是 Word 文件本身（`word_rules/`），**字句**是文字（`text_rules/`）。
“哪条测试”一栏：`tests/lint/` 里给这些规则对的和错的各一例的测试；`tests/lint/test_every_rule.py` 逐条核对，一条规则也不许没有。全部样例在 `tests/samples/`、`tests/test_checking.py`、`tests/test_checking_formats.py` 里逐份量过。
没有规则的条款，检查时列为“未能核验”，连同“怎样做到”里写的原因。
"""


#: What a rule looks at → the tests with its cases.
_TESTS: Mapping[str, tuple[str, ...]] = {
    "版面": ("test_page_rules", "test_format_rules", "test_landscape"),
    "Word": ("test_word_rules",),
    "字句": ("test_text_rules",),
}
#: Test → the tables of cases that it is parametrized with, beside its own.
_CASES: Mapping[str, tuple[str, ...]] = {
    "test_page_rules": (),
    "test_format_rules": ("lint/format_rules",),
    "test_landscape": (),
    "test_word_rules": ("planted", "planted_formats"),
    "test_text_rules": (),
}


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
    lines = ["| 条款 | 要求 | 怎样做到 | 量什么 | 哪条测试 | 哪些公文 |", "|---|---|---|---|---|---|"]
    papers = _papers()
    for clause in rows:
        number = clause.name.removeprefix("GB/T 9704 ").removeprefix(REGULATION)
        how = f"{clause.how}：{clause.why}" if clause.why else clause.how
        found = [each for each in said if _is_of(each.rule, clause)]
        lines.append(
            f"| {number} | {clause.title} | {how} | {_named(found)} | {_tested(found)} | {_wanting(clause, papers)} |"
        )
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


def _tested(found: Sequence[_Said]) -> str:
    """Return the tests that hold cases of the rules."""
    tests = {f"`{name}`" for each in found for name in _TESTS[each.on] if _holds(name, each.rule.id)}
    missing = [each.rule.id for each in found if not any(_holds(n, each.rule.id) for n in _TESTS[each.on])]
    if missing:
        raise ValueError(f"no test names {'、'.join(missing)}")
    return "、".join(sorted(tests)) or "未能核验"


@cache
def _text_of(name: str) -> str:
    sources = [
        ROOT / "tests" / "lint" / f"{name}.py",
        *(ROOT / "tests" / f"{each}.py" for each in _CASES[name]),
    ]
    return "\n".join(path.read_text("utf-8") for path in sources)


def _holds(name: str, rule: str) -> bool:
    return f'"{rule}"' in _text_of(name)


class _Paper(NamedTuple):
    """The table of elements and the format of a kind of paper."""

    elements: Mapping[str, str]
    format: str


def _papers() -> Mapping[str, _Paper]:
    """Return each kind of paper, newest version, by its title."""
    found: dict[str, _Paper] = {}
    for path in sorted((ROOT / "templates").glob("*/v*[0-9].json")):
        manifest = json.loads(path.read_text("utf-8"))
        elements = {"post": manifest["elements"]["issuer"], **manifest["elements"]}  # instead of a 署名
        found[manifest["title"]] = _Paper(elements, manifest.get("format", "general"))
    return found


def _wanting(clause: Clause, papers: Mapping[str, _Paper]) -> str:
    """Return the papers that have, or may have, what the clause is about."""
    if clause.name.startswith(REGULATION):
        return "—"
    if clause.form:
        wanted = FORMATS[clause.form]
        return "、".join(title for title, paper in papers.items() if paper.format == wanted) or "尚无"
    own = [
        title
        for title, paper in papers.items()
        if not clause.elements
        or any(paper.elements.get(e, "forbidden") != "forbidden" for e in clause.elements)
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
