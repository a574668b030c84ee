"""What an editor may leave in a template that should not come into a paper, or that a tag would take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.catalog.scanning import Paragraph

_LOST = frozenset(("分节符", "分页符", "图片"))
_PRINTED = {
    "修订": "这一段有修订痕迹，会照样印进公文；请在 Word 的“审阅”里接受或拒绝全部修订，再保存",
    "批注": "这一段有批注，会带进每一份公文；请删除批注，再保存",
}


def printed_traces(p: Paragraph) -> Iterator[str]:
    """Yield what is wrong with traces that would be printed; a tag hidden by a revision is reported as such."""
    for trace, message in _PRINTED.items():
        if trace in p.traces and not p.hidden:
            yield message


def lost_things(held: Iterable[Paragraph]) -> str:
    """Return the names of the breaks and pictures in paragraphs that a tag takes away; "" if there are none."""
    return "、".join(sorted(_LOST & frozenset().union(*(p.traces for p in held))))


def lost_frame(p: Paragraph, place: str) -> str:
    """Return what is wrong where a binding sets the frame of a paragraph that has none; "" if nothing is."""
    if not place.startswith("pPr/framePr@") or "图文框" in p.traces:
        return ""
    return "这一段应在图文框里（贴着版心底部），框丢了；请从原来的模板里把这一段复制回来"
