"""Finds every mistake of a template at once, at the paragraph where it was made, in Chinese.

Templates may hold loops, conditions and plain names only; logic belongs in the context.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.catalog.contract import LOOP, Fields, Many, Shape
from service.catalog.expressions import is_loop_name, nearest, read_expression
from service.catalog.scanning import Paragraph, Tag
from service.catalog.traces import lost_frame, lost_things, printed_traces
from service.document.finding import Finding

_FOR = re.compile(r"^for\s+([^\W\d]\w*)\s+in\s+(.+)$", re.S)
_BROKEN = re.compile(r"[{｛][%％](?:(p|tr|tc|r)\s)?\s*(\w+)([^{]*)")
_FULL_WIDTH = re.compile("[｛｝％]")
_UNKNOWN = re.compile("没有“([^”.]+)”这个名称")
_WORDS = ("for", "if", "elif", "else", "endif", "endfor")
_PARTS = {"word/document.xml": "正文", "docProps/core.xml": "文档属性"}
_TAKEN = {"p": "段", "tr": "行", "tc": "格"}


@dataclass(frozen=True)
class Binding:
    """An expression that a style's binding puts into one paragraph: part, 1-based number, XML place, expression."""

    part: str
    number: int
    place: str
    expression: str


@dataclass
class _Open:
    """A for or if that waits for its end; ``broken`` if its own tag was reported already."""

    word: str
    paragraph: Paragraph
    tag: Tag
    broken: bool = False
    has_else: bool = False
    names: dict[str, Shape | None] = field(default_factory=dict)
    inner: list[tuple[_Open, Paragraph]] = field(default_factory=list)
    """Blocks of the same word closed inside, each with the paragraph that closed it."""


class _Checker:
    """Walks the paragraphs of one part with a stack of open blocks.

    A name that could not be resolved once is held as None and not reported again, and a broken tag is taken for
    what it was meant to be: no cascades.
    """

    def __init__(self, contract: Fields, bindings: Mapping[str, Mapping[str, str]]) -> None:
        self.contract = contract
        self.bindings = bindings
        self.stack: list[_Open] = []
        self.findings: list[tuple[int, Finding]] = []
        self.bound: list[Binding] = []
        self.doubtful: dict[str, None] = {}
        self.excused: list[str] = []
        self.loop_names: set[str] = set()

    def report(self, p: Paragraph, rule: str, message: str) -> None:
        place = f"{_PARTS.get(p.part, p.part)}第{p.number}段"
        finding = Finding(rule, f"{place}“{_short(p.text)}”：{message}", pointer=p.part, label=place)
        self.findings.append((p.number, finding))

    def check(self, paragraphs: Sequence[Paragraph]) -> None:
        self.loop_names = {m[1] for p in paragraphs for t in p.tags if (m := _FOR.match(t.code))}
        self._taken_away(paragraphs)
        for p in paragraphs:
            for message in printed_traces(p):
                self.report(p, "editing-trace", message)
            self._delimiters(p)
            for tag in p.tags:
                self._tag(p, tag)
            places = self.bindings.get(p.style, {})
            for place, expression in places.items():
                self._binding(p, place, expression)
            for message in {lost_frame(p, place) for place in places} - {""}:
                self.report(p, "lost-frame", message)
        for block in self.stack:
            if not block.broken:
                self._unclosed(block)

    def _tag(self, p: Paragraph, tag: Tag) -> None:
        if tag.prefix not in p.places:
            self.report(p, "misplaced-tag", f"“{tag.source}”只能写在表格里")
        if tag.prefix and re.search("[%}]", tag.code):
            self.report(p, "bad-expression", f"“{tag.source}”的条件里不能有“%”和“}}”，docxtpl 读不懂")
        (self._statement if tag.statement else self._print)(p, tag)

    def _binding(self, p: Paragraph, place: str, expression: str) -> None:
        """A binding holds where its name can be used: a style may also serve outside the loop that it speaks of."""
        root = expression.partition(".")[0].strip()
        known = root in self.contract.names or any(root in block.names for block in self.stack)
        if not known and root in self.loop_names:
            return
        self._value(p, expression, f"样式绑定 {place}")
        self.bound.append(Binding(p.part, p.number, place, expression))

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
        if p.hidden:
            message = f"标签“{p.hidden}”写在域代码、已删除的修订或属性里，请接受修订，把它移到正文文字里"
            self.report(p, "hidden-tag", message)
        if not p.strays or p.hidden:
            return
        wide = next(filter(_FULL_WIDTH.search, p.strays), "")
        wrong = (
            f"“{wide}”是全角符号，标签要用半角的"
            if wide
            else f"“{max(p.strays, key=len)}”没有配成对，标签要在同一段里写完整"
        )
        self.report(p, "stray-delimiter", wrong + "，如“{{ 名称 }}”")
        for match in _BROKEN.finditer(p.beside):
            self._meant(p, match[2], match[3], Tag("", True, match[1] or "", match[0]))

    def _taken_away(self, paragraphs: Sequence[Paragraph]) -> None:
        """Report what stands beside a tag that takes its whole paragraph, row or cell away, once for each of these."""
        seen = set()
        for p in paragraphs:
            for prefix, source in p.takers:
                holder = p.holders.get(prefix)
                if holder is None or holder in seen or p.strays:
                    continue
                seen.add(holder)
                held = [q for q in paragraphs if holder in (q.holders.get(prefix), *q.around)]
                lost = "".join(q.text for q in held).replace(source, "", 1).strip()
                lost = lost or lost_things(held)
                if lost:
                    taken = _TAKEN[prefix]
                    message = f"“{source}”所在的一{taken}会整{taken}消失，{taken}里的“{_short(lost)}”请移到别的{taken}"
                    self.report(p, "text-beside-tag", message)

    def _meant(self, p: Paragraph, word: str, rest: str, tag: Tag) -> None:
        """Take a statement that was reported for what it was meant to be, without another word."""
        names = re.findall(r"[^\W\d]\w*", rest)
        if word in ("for", "if"):
            held = dict.fromkeys(names if word == "for" else ())
            self.stack.append(_Open(word, p, tag, broken=True, names=held))
        elif word in ("endfor", "endif"):
            while any(block.word == word[3:] for block in self.stack) and self.stack.pop().word != word[3:]:
                pass
        else:
            self.doubtful |= dict.fromkeys([*names, "end" + word])

    def _print(self, p: Paragraph, tag: Tag) -> None:
        if tag.prefix:
            self.report(p, "not-a-value", f"“{tag.source}”不能印，请写成“{{{{ {tag.code} }}}}”")
            return
        self._value(p, tag.code, tag.source)

    def _value(self, p: Paragraph, code: str, source: str) -> None:
        if isinstance(self._expression(p, code, source), Many | Fields):
            self.report(
                p, "not-a-value", f"“{code}”不是一个值，不能直接印；请写到它下面的名称，或用 for 循环"
            )

    def _statement(self, p: Paragraph, tag: Tag) -> None:
        word, *after = tag.code.split(None, 1) or [""]
        rest = after[0] if after else ""
        if word == "for":
            self._for(p, tag)
        elif word == "if":
            self._expression(p, rest, tag.source)
            self.stack.append(_Open("if", p, tag))
        elif word in ("elif", "else"):
            self._branch(p, tag, word, rest)
        elif word in ("endif", "endfor"):
            self._close(p, tag, word[3:])
        elif word not in self.doubtful:
            self._unknown(p, tag, word, rest)
        if word in ("else", "endif", "endfor") and rest:
            self.report(p, "bad-expression", f"“{tag.source}”里“{word}”后面不能再写别的")

    def _unknown(self, p: Paragraph, tag: Tag, word: str, rest: str) -> None:
        if word in ("p", "tr", "tc", "r"):
            self.report(
                p, "unknown-statement", f"“{tag.source}”里“{word}”要紧跟在“%”后面，应写成“{{%{word} ”"
            )
            word, _, rest = rest.partition(" ")
        else:
            wrong = f"不认识“{word}”{nearest(word, _WORDS)}" if word else f"“{tag.source}”是空的"
            message = f"{wrong}；模板里只能用 for、if、elif、else、endif、endfor"
            self.report(p, "unknown-statement", message.replace("？；", "？"))
        close = difflib.get_close_matches(word, _WORDS, 1)
        self._meant(p, close[0] if close else word, rest, tag)

    def _for(self, p: Paragraph, tag: Tag) -> None:
        match = _FOR.match(tag.code)
        if match is None or not is_loop_name(match[1]):
            self.report(p, "bad-loop", "循环应写成“{%p for 名称 in 列表 %}”")
            self._meant(p, "for", tag.code[3:], tag)
            return
        opened = _Open("for", p, tag)
        shape = self._expression(p, match[2], tag.source)
        self.stack.append(opened)
        if shape is not None and not isinstance(shape, Many):
            self.report(p, "not-a-list", f"“{match[2].strip()}”不是列表，不能循环")
        opened.names = {match[1]: shape.item if isinstance(shape, Many) else None, "loop": LOOP}

    def _branch(self, p: Paragraph, tag: Tag, word: str, rest: str) -> None:
        if word == "elif":
            self._expression(p, rest, tag.source)
        if not self.stack or self.stack[-1].word != "if":
            self.report(p, "stray-branch", f"“{tag.source}”不在任何 if 里面")
        elif self.stack[-1].has_else:
            self.report(
                p, "stray-branch", f"“{tag.source}”前面已经有 else 了，一个 if 只能有一个 else，放在最后"
            )
        else:
            self.stack[-1].has_else = word == "else"
            self._match(p, tag, self.stack[-1])

    def _close(self, p: Paragraph, tag: Tag, word: str) -> None:
        if not any(block.word == word for block in self.stack):
            if word in self.excused:
                self.excused.remove(word)
            else:
                self.report(p, "stray-end", f"“{tag.source}”前面没有对应的 {word}")
            return
        while (block := self.stack.pop()).word != word:
            self.excused.append(block.word)
            if not block.broken:
                self.report(
                    block.paragraph, "unclosed-block",
                    f"“{block.tag.source}”没有结束，就遇到了第{p.number}段的“{tag.source}”",
                )  # fmt: skip
        self._match(p, tag, block)
        if self.stack and self.stack[-1].word == word:
            self.stack[-1].inner.append((block, p))

    def _match(self, p: Paragraph, tag: Tag, block: _Open) -> None:
        """Report tags of a block that would tear the document's XML: of different kinds, or in different places."""
        opened = block.tag.prefix, block.paragraph.places.get(block.tag.prefix)
        if not block.broken and opened != (tag.prefix, p.places.get(tag.prefix)):
            start = f"第{block.paragraph.number}段的“{block.tag.source}”"
            self.report(
                p, "torn-block",
                f"“{tag.source}”和{start}配不上：两个都单独占一段写成“{{%p … %}}”，或者两个都写在同一段里",
            )  # fmt: skip

    def _expression(self, p: Paragraph, code: str, source: str) -> Shape | None:
        """Return the shape of an expression; None if it is wrong (reported) or hangs on something wrong."""
        reading = read_expression(code, source, self._scope())
        for rule, message in reading.problems:
            unknown = _UNKNOWN.match(message)
            looped = unknown is not None and unknown[1] in self.loop_names
            self.report(p, rule, message + ("；它是循环里的名称，只在那个循环里面能用" if looped else ""))
        return reading.shape

    def _scope(self) -> dict[str, Shape | None]:
        scope: dict[str, Shape | None] = {**dict.fromkeys(self.doubtful), **self.contract.names}
        for block in self.stack:
            scope |= block.names
        return scope


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def check(
    parts: Sequence[Sequence[Paragraph]], contract: Fields, bindings: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[Finding, ...], tuple[Binding, ...]]:
    """Return every mistake in the parts of a template, in document order, and the bindings that hold in it.

    ``bindings`` maps a style id to XML places and the expressions that fill them. Without mistakes it compiles.
    """
    findings, bound = list[Finding](), list[Binding]()
    for paragraphs in parts:
        checker = _Checker(contract, bindings)
        checker.check(paragraphs)
        findings += [f for _, f in sorted(checker.findings, key=lambda found: found[0])]
        bound += checker.bound
    return tuple(findings), tuple(bound)
