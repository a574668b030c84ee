"""Finds every mistake of a template at once, at the paragraph where it was made, in Chinese.

Templates may hold loops, conditions and plain names only; logic belongs in the context.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import Environment, TemplateSyntaxError, nodes

from service.catalog.contract import LOOP, Fields, Many, Shape, Text
from service.catalog.scanning import Paragraph, Tag
from service.document.finding import Finding

_SYNTAX = Environment(autoescape=True)
_FOR = re.compile(r"^for\s+([^\W\d]\w*)\s+in\s+(.+)$", re.S)
_PLAIN = (
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
    nodes.Name,
    nodes.Getattr,
)
_PARTS = {"word/document.xml": "正文", "docProps/core.xml": "文档属性"}
_UNKNOWN = Text()


@dataclass
class _Open:
    """A for or if that waits for its end."""

    word: str
    paragraph: Paragraph
    tag: Tag
    names: dict[str, Shape | None] = field(default_factory=dict)
    inner: list[tuple[_Open, Paragraph]] = field(default_factory=list)
    """Blocks of the same word closed inside, each with the paragraph that closed it."""


class _Checker:
    """Walks the paragraphs of one part with a stack of open blocks.

    A name that could not be resolved once is held as None and not reported again: no cascades.
    """

    def __init__(self, contract: Fields, bindings: Mapping[str, Mapping[str, str]]) -> None:
        self.contract = contract
        self.bindings = bindings
        self.stack: list[_Open] = []
        self.findings: list[Finding] = []

    def report(self, p: Paragraph, rule: str, message: str) -> None:
        place = f"{_PARTS.get(p.part, p.part)}第{p.number}段"
        excerpt = p.text if len(p.text) <= 40 else p.text[:40] + "…"
        self.findings.append(Finding(rule, f"{place}“{excerpt}”：{message}", pointer=p.part, label=place))

    def check(self, paragraphs: Iterable[Paragraph]) -> list[Finding]:
        for p in paragraphs:
            self._delimiters(p)
            for tag in p.tags:
                (self._statement if tag.statement else self._print)(p, tag)
            for path, expression in self.bindings.get(p.style, {}).items():
                self._expression(p, expression, f"样式绑定 {path}")
        for block in self.stack:
            self._unclosed(block)
        return self.findings

    def _unclosed(self, block: _Open) -> None:
        end = f"{{%{block.tag.prefix}{' ' if block.tag.prefix else ''}end{block.word} %}}"
        taken = "".join(
            f"；第{inner.paragraph.number}段的“{inner.tag.source}”用掉了第{closer.number}段的结束标签，请看缺的是哪一个"
            for inner, closer in block.inner[-1:]
        )
        self.report(
            block.paragraph,
            "unclosed-block",
            f"“{block.tag.source}”没有结束，请在它管的内容之后写“{end}”{taken}",
        )

    def _delimiters(self, p: Paragraph) -> None:
        if p.strays:
            self.report(
                p, "stray-delimiter", f"“{p.strays[0]}”没有配成对，标签要在同一段里写完整，如“{{{{ 名称 }}}}”"
            )
        alone = [t for t in p.tags if t.prefix == "p" and t.statement]
        if alone and p.beside:
            self.report(
                p,
                "text-beside-tag",
                f"“{alone[0].source}”所在的一段会整段消失，段里的“{p.beside}”请移到别的段",
            )

    def _print(self, p: Paragraph, tag: Tag) -> None:
        shape = self._expression(p, tag.code, tag.source)
        if isinstance(shape, Many | Fields):
            self.report(
                p, "not-a-value", f"“{tag.code}”不是一个值，不能直接印；请写到它下面的名称，或用 for 循环"
            )

    def _statement(self, p: Paragraph, tag: Tag) -> None:
        word, _, rest = tag.code.partition(" ")
        if word == "for":
            self._for(p, tag)
        elif word == "if":
            self._expression(p, rest, tag.source)
            self.stack.append(_Open("if", p, tag))
        elif word in ("elif", "else"):
            self._branch(p, tag, word, rest)
        elif word in ("endif", "endfor"):
            self._close(p, tag, word[3:])
        else:
            self.report(
                p, "unknown-statement", f"不认识“{word}”，模板里只能用 for、if、elif、else、endif、endfor"
            )

    def _for(self, p: Paragraph, tag: Tag) -> None:
        match = _FOR.match(tag.code)
        opened = _Open("for", p, tag)
        self.stack.append(opened)
        if match is None:
            self.report(p, "bad-loop", "循环应写成“{%p for 名称 in 列表 %}”")
            return
        shape = self._expression(p, match[2], tag.source)
        if shape is not None and not isinstance(shape, Many):
            self.report(p, "not-a-list", f"“{match[2].strip()}”不是列表，不能循环")
        opened.names = {match[1]: shape.item if isinstance(shape, Many) else None, "loop": LOOP}

    def _branch(self, p: Paragraph, tag: Tag, word: str, rest: str) -> None:
        if word == "elif":
            self._expression(p, rest, tag.source)
        if not self.stack or self.stack[-1].word != "if":
            self.report(p, "stray-branch", f"“{tag.source}”不在任何 if 里面")

    def _close(self, p: Paragraph, tag: Tag, word: str) -> None:
        if not any(block.word == word for block in self.stack):
            self.report(p, "stray-end", f"“{tag.source}”前面没有对应的 {word}")
            return
        while (block := self.stack.pop()).word != word:
            self.report(
                block.paragraph, "unclosed-block",
                f"“{block.tag.source}”没有结束，就遇到了第{p.number}段的“{tag.source}”",
            )  # fmt: skip
        if self.stack and self.stack[-1].word == word:
            self.stack[-1].inner.append((block, p))

    def _expression(self, p: Paragraph, code: str, source: str) -> Shape | None:
        """Return the shape of an expression; None if it is wrong (reported) or hangs on something wrong."""
        try:
            tree = _SYNTAX.parse("{{ " + code + " }}")
        except TemplateSyntaxError:
            self.report(p, "bad-expression", f"“{source}”写得不完整或有多余的符号（引号须用英文直引号）")
            return None
        output = tree.body[0] if len(tree.body) == 1 else None
        if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
            self.report(p, "bad-expression", f"“{source}”里应当只有一个名称")
            return None
        for node in (output.nodes[0], *output.nodes[0].find_all(nodes.Expr)):
            if not isinstance(node, _PLAIN):
                self.report(
                    p,
                    "not-plain",
                    f"“{source}”用了函数、过滤器或运算；模板里只写名称和条件，算好的值由系统给",
                )
                return None
        return self._resolve(p, output.nodes[0])

    def _resolve(self, p: Paragraph, node: nodes.Node) -> Shape | None:
        if isinstance(node, nodes.Name):
            return self._name(p, node.name)
        if isinstance(node, nodes.Getattr):
            return self._member(p, self._resolve(p, node.node), node)
        for child in node.iter_child_nodes():
            self._resolve(p, child)
        return _UNKNOWN

    def _name(self, p: Paragraph, name: str) -> Shape | None:
        for block in reversed(self.stack):
            if name in block.names:
                return block.names[name]
        if name not in self.contract.names:
            self.report(p, "unknown-name", f"没有“{name}”这个名称{_nearest(name, self.contract.names)}")
            return None
        return self.contract.names[name]

    def _member(self, p: Paragraph, shape: Shape | None, node: nodes.Getattr) -> Shape | None:
        if shape is None:
            return None
        known: Mapping[str, Shape] = shape.names if isinstance(shape, Fields) else {}
        if node.attr not in known:
            self.report(p, "unknown-name", f"没有“{_dotted(node)}”这个名称{_nearest(node.attr, known)}")
            return None
        return known[node.attr]


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), 1)
    return f"，是不是“{close[0]}”？" if close else ""


def check(
    parts: Sequence[Sequence[Paragraph]], contract: Fields, bindings: Mapping[str, Mapping[str, str]]
) -> tuple[Finding, ...]:
    """Return every mistake in the parts of a template, in document order; none means that it compiles.

    ``bindings`` maps a style id to XML places and the expressions that fill them.
    """
    return tuple(f for paragraphs in parts for f in _Checker(contract, bindings).check(paragraphs))
