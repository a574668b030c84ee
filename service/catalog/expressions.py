"""What an expression of a template means: its shape, or what is wrong with it. Plain names and conditions only."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jinja2 import Environment, TemplateSyntaxError, nodes

from service.catalog.contract import Fields, Shape, Text

_SYNTAX = Environment(autoescape=True)
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
_UNKNOWN = Text()


@dataclass
class Reading:
    """An expression as read: its shape, None if it is wrong or hangs on something wrong, and (rule, message)s."""

    shape: Shape | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)


def read_expression(code: str, source: str, names: Mapping[str, Shape | None]) -> Reading:
    """Read an expression.

    Args:
        code: the expression itself.
        source: the tag as its author wrote it, for the messages.
        names: what may be named; None for a name that was reported before and is not reported again.
    """
    reading = Reading()
    try:
        tree = _SYNTAX.parse("{{ " + code + " }}")
    except TemplateSyntaxError:
        reading.problems.append(
            ("bad-expression", f"“{source}”写得不完整或有多余的符号（引号须用英文直引号）")
        )
        return reading
    output = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        reading.problems.append(("bad-expression", f"“{source}”里应当只有一个名称"))
        return reading
    whole = output.nodes[0]
    if not all(isinstance(node, _PLAIN) for node in (whole, *whole.find_all(nodes.Expr))):
        message = f"“{source}”用了函数、过滤器或运算；模板里只写名称和条件，算好的值由系统给"
        reading.problems.append(("not-plain", message))
        return reading
    reading.shape = _resolve(whole, names, reading.problems)
    return reading


def _resolve(
    node: nodes.Node, names: Mapping[str, Shape | None], problems: list[tuple[str, str]]
) -> Shape | None:
    if isinstance(node, nodes.Name):
        if node.name in names:
            return names[node.name]
        problems.append(("unknown-name", f"没有“{node.name}”这个名称{nearest(node.name, names)}"))
        return None
    if isinstance(node, nodes.Getattr):
        owner = _resolve(node.node, names, problems)
        known: Mapping[str, Shape] = owner.names if isinstance(owner, Fields) else {}
        if owner is not None and node.attr not in known:
            problems.append(("unknown-name", f"没有“{_dotted(node)}”这个名称{nearest(node.attr, known)}"))
        return known.get(node.attr)
    for child in node.iter_child_nodes():
        _resolve(child, names, problems)
    return _UNKNOWN


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a question after the known name that is most like ``name``; "" if none is."""
    close = difflib.get_close_matches(name, list(known), 1)
    return f"，是不是“{close[0]}”？" if close else ""


def is_loop_name(name: str) -> bool:
    """Tell whether a loop may call its item so: no word of the template language."""
    try:
        _SYNTAX.parse(f"{{% for {name} in x %}}{{% endfor %}}")
    except TemplateSyntaxError:
        return False
    return True
