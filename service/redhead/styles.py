"""Takes the styles of 版头 and 版记 into a body's own, under names of their own; the body's stay as they are.

Their root in the body has all that 正文 and the defaults say in a paper, so that nothing of the body's reaches them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator

from lxml import etree

from service.catalog.ooxml import ensure_child
from service.redhead.parts import W

_BASE = "ChengwenBase"
_BASE_NAME = "版头版记"
_SUFFIX = "（成文）"
#: What a body's defaults may say and a paper's don't: switched off.
_OFF = ("keepNext", "keepLines", "pageBreakBefore", "contextualSpacing")
_PLAIN = ("b", "bCs", "i", "iCs")
_SPACING = {"beforeAutospacing": "0", "afterAutospacing": "0"}


def adopt_styles(styles: etree._Element, shell: etree._Element, used: Iterable[etree._Element]) -> None:
    """Add the styles that ``used`` elements name to a body's ``styles``, and rename them in the elements.

    Args:
        styles: the root of the body's styles; changed.
        shell: the root of the styles of the paper that the elements come from.
        used: paragraphs and footers; changed.
    """
    elements = list(used)
    own = {style.get(f"{W}styleId", ""): style for style in shell.iter(f"{W}style")}
    default = next(i for i, s in own.items() if s.get(f"{W}default") and s.get(f"{W}type") == "paragraph")
    wanted = list(dict.fromkeys(_with_parents(own, _named(elements))))
    ids = {style.get(f"{W}styleId", "") for style in styles.iter(f"{W}style")}
    names = {_value(style, "name").lower() for style in styles.iter(f"{W}style")}
    new = {i: _free(i, ids) for i in wanted if not own[i].get(f"{W}default")}
    base = _free(_BASE, ids)
    new[default] = base
    styles.append(_base(shell, own[default], base, _free_name(_BASE_NAME, names)))
    for identity in wanted:
        if not own[identity].get(f"{W}default"):
            styles.append(_adopted(own[identity], new, names))
    for element in elements:
        _rename(element, new, base)


def _named(elements: Iterable[etree._Element]) -> Iterator[str]:
    for element in elements:
        for tag in ("pStyle", "rStyle", "tblStyle"):
            yield from (style.get(f"{W}val", "") for style in element.iter(W + tag))


def _with_parents(own: dict[str, etree._Element], named: Iterable[str]) -> Iterator[str]:
    """Yield style ids, each behind those that it is based on."""
    for identity in named:
        if identity in own:
            parent = _value(own[identity], "basedOn")
            if parent and parent != identity:
                yield from _with_parents(own, [parent])
            yield identity


def _value(style: etree._Element, name: str) -> str:
    child = style.find(W + name)
    return "" if child is None else child.get(f"{W}val", "")


def _free(identity: str, taken: set[str]) -> str:
    found = identity if identity not in taken else next(
        f"{identity}Chengwen{i}" for i in range(1, 10_000) if f"{identity}Chengwen{i}" not in taken
    )  # fmt: skip
    taken.add(found)
    return found


def _free_name(name: str, taken: set[str]) -> str:
    found = name
    while found.lower() in taken:
        found += _SUFFIX
    taken.add(found.lower())
    return found


def _base(shell: etree._Element, normal: etree._Element, identity: str, name: str) -> etree._Element:
    """Return the root style: the paper's defaults and 正文 in one."""
    style = etree.Element(
        f"{W}style", {f"{W}type": "paragraph", f"{W}customStyle": "1", f"{W}styleId": identity}
    )
    etree.SubElement(style, f"{W}name").set(f"{W}val", name)
    etree.SubElement(style, f"{W}uiPriority").set(f"{W}val", "99")
    for tag, default in (("pPr", "pPrDefault"), ("rPr", "rPrDefault")):
        made = etree.SubElement(style, W + tag)
        for source in (shell.find(f"{W}docDefaults/{W}{default}/{W}{tag}"), normal.find(W + tag)):
            for child in source if source is not None else ():
                old = made.find(child.tag)
                if old is not None:
                    made.remove(old)
                made.append(copy.deepcopy(child))
        for switch in _OFF if tag == "pPr" else _PLAIN:
            ensure_child(made, switch).set(f"{W}val", "0")
    paragraph, run = style.find(f"{W}pPr"), style.find(f"{W}rPr")
    assert paragraph is not None
    assert run is not None
    for attribute, value in _SPACING.items():
        ensure_child(paragraph, "spacing").set(W + attribute, value)
    ensure_child(run, "color").set(f"{W}val", "auto")
    return style


def _adopted(style: etree._Element, new: dict[str, str], names: set[str]) -> etree._Element:
    made = copy.deepcopy(style)
    made.set(f"{W}styleId", new[style.get(f"{W}styleId", "")])
    name = made.find(f"{W}name")
    if name is not None:
        name.set(f"{W}val", _free_name(name.get(f"{W}val", ""), names))
    for tag in ("basedOn", "next", "link"):
        reference = made.find(W + tag)
        if reference is not None:
            target = new.get(reference.get(f"{W}val", ""))
            if target is None:
                made.remove(reference)
            else:
                reference.set(f"{W}val", target)
    return made


def _rename(element: etree._Element, new: dict[str, str], base: str) -> None:
    for tag in ("pStyle", "rStyle", "tblStyle"):
        for style in element.iter(W + tag):
            style.set(f"{W}val", new.get(style.get(f"{W}val", ""), base))
    for paragraph in element.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        if properties.find(f"{W}pStyle") is None:
            ensure_child(properties, "pStyle").set(f"{W}val", base)
