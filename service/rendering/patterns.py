"""Patterns: what a manifest says for every paper of its kind, filled with the facts of one campaign.

A pattern is blocks (schema ``blocks.v1``) whose texts name facts: ``{meeting.place}``, ``{row.name|row.text}`` (the
first that is there), ``{row.name:spaced}`` (as in a list of names), ``{meeting.time:day}`` (the day alone). A text that names an absent fact is left out with its block; a cell of a table stays empty, to be
filled in by hand. Some kinds of block stand in patterns only: ``facts`` (a list of facts as numbered paragraphs),
``each`` (blocks for each of a list), ``rows`` (a table with a row for each), ``sentence`` (a list in one sentence), ``first`` (of several
blocks the first whose facts are there), ``votes`` (those of an evaluation).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from service.document.names import spaced
from service.document.numbering import ordinal

Stored = Mapping[str, Any]
Values = Mapping[str, Any]

#: Name by which a paper refers to a fact → the list of the campaign that holds it.
LISTS: Mapping[str, str] = {
    "meeting": "meetings",
    "inspection": "inspections",
    "selection": "selections",
    "evaluation": "evaluations",
    "pledge": "pledges",
    "review": "reviews",
}
_NAMES = re.compile(r"\{([a-z_0-9.|]+)(:spaced|:day)?\}")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_LEVELS = (1, 2, 3, 4)


class _Absent(LookupError):
    """A text names a fact that isn't there."""


def values_of(tree: Stored) -> Values:
    """Return what patterns may name: the campaign, the paper, and each fact that the paper refers to."""
    campaign, paper = tree.get("campaign", {}), tree["paper"]
    found: dict[str, Any] = {"campaign": campaign, "paper": paper}
    for name, listed in LISTS.items():
        if name in paper:
            found[name] = next(fact for fact in campaign[listed] if fact["id"] == paper[name])
    if "phase" in paper:
        found["phase"] = next(iter(_with_id(campaign["plan"]["text"], paper["phase"])), {})
    return found


def _with_id(value: Any, wanted: str) -> Iterator[Stored]:
    """Yield what has an id, however deep it stands."""
    if isinstance(value, Mapping):
        if value.get("id") == wanted:
            yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _with_id(inner, wanted)


def phrases(patterns: Sequence[str | Stored], values: Values) -> list[str]:
    """Return the texts of patterns, those of blocks too, without what names an absent fact."""
    blocks = [{"kind": "paragraph", "text": p} if isinstance(p, str) else p for p in patterns]
    return [made["text"] for made in expanded(blocks, values)]


def expanded(pattern: Sequence[Stored], values: Values) -> list[Stored]:
    """Return the blocks of a pattern as they would stand in a content."""
    return [made for block in pattern for made in _KINDS.get(block["kind"], _plain)(block, values)]


def _phrase(pattern: str | Sequence[str], values: Values) -> str:
    """Return a text with its facts; "" if one of them is absent. Of several texts the first that has all of its own."""
    for text in (pattern,) if isinstance(pattern, str) else pattern:
        try:
            return _with_facts(text, values)
        except _Absent:
            continue
    return ""


def _with_facts(pattern: str, values: Values, between: str = "") -> str:
    def fact(match: re.Match[str]) -> str:
        text = written(_named(match[1], values), between)
        return _AS[match[2]](text) if match[2] else text

    return _NAMES.sub(fact, pattern)


def _day(text: str) -> str:
    match = _DAY.search(text)
    if match is None:
        raise _Absent(text)
    return match[0]


_AS: Mapping[str, Callable[[str], str]] = {":spaced": spaced, ":day": _day}


def _named(names: str, values: Values) -> Any:
    for name in names.split("|"):
        found: Any = values
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if found not in (None, "", []):
            return found
    raise _Absent(names)


def listed(name: str, values: Values) -> Sequence[Any]:
    """Return a list of facts; () if it is absent, a single fact as a list of one."""
    try:
        found = _named(name, values)
    except _Absent:
        return ()
    return found if isinstance(found, list) else [found]


def written(value: Any, between: str = "") -> str:
    """Return a fact as it stands in a text: of several words all, with 、; of several sentences all, numbered.

    ``between`` stands between sentences: nothing in a paragraph, a line break in a cell.
    """
    if not isinstance(value, list):
        return str(value)
    if any(text.endswith("。") for text in value):
        return between.join(_numbered(value, 3))
    return "、".join(value)


def _numbered(texts: Sequence[str], level: int) -> list[str]:
    return [(ordinal(i, level) if len(texts) > 1 else "") + text for i, text in enumerate(texts, 1)]


def _filled(value: Any, values: Values) -> Any:
    """Return a part of a block with its facts; a row's absent ones are empty.

    Raises:
        _Absent: if a text beside a table names an absent fact.
    """
    if isinstance(value, str):
        return _with_facts(value, values)
    if isinstance(value, Mapping):
        return {
            k: _cells(v, values) if k in ("rows", "header") else _filled(v, values) for k, v in value.items()
        }
    return [_filled(v, values) for v in value] if isinstance(value, list) else value


def _cells(value: Any, values: Values) -> Any:
    """Return a part of a row with its facts, without those that are absent."""
    if isinstance(value, str):
        return _NAMES.sub(lambda match: _in_cell(match[0], values), value)
    if isinstance(value, Mapping):
        return {k: _cells(v, values) for k, v in value.items()}
    return [_cells(v, values) for v in value] if isinstance(value, list) else value


def _in_cell(name: str, values: Values) -> str:
    try:
        return _with_facts(name, values, "\n")
    except _Absent:
        return ""


def _plain(block: Stored, values: Values) -> Iterator[Stored]:
    try:
        yield _filled(block, values)
    except _Absent:
        return


def _chosen(block: Stored, values: Values) -> Iterator[Values]:
    """Yield the values with each row of ``of`` as ``row``, its number and its ordinals; of those that ``where`` asks for."""
    where = {name: _phrase(text, values) for name, text in block.get("where", {}).items()}
    rows = [row for row in listed(block["of"], values) if all(row.get(k) == v for k, v in where.items())]
    for i, row in enumerate(rows, 1):
        yield {**values, "row": row, "number": str(i)} | {f"ordinal_{n}": ordinal(i, n) for n in _LEVELS}


def _facts(block: Stored, values: Values) -> Iterator[Stored]:
    """Yield a list of passages as paragraphs with numbers, one without; blocks as they are.

    ``lead`` stands before several in a paragraph of its own, ``alone`` before the text of a single one.
    """
    texts = []
    for made in _chosen(block, values):
        if "each" not in block and isinstance(made["row"], Mapping):
            yield made["row"]
        else:
            texts.append(_phrase(block.get("each", "{row}"), made))
    texts = [text for text in texts if text]
    if len(texts) == 1:
        texts = [block.get("alone", "") + texts[0]]
    elif texts and "lead" in block:
        yield {"kind": "paragraph", "text": block["lead"]}
    for text in _numbered(texts, block.get("level", 2)):
        yield {"kind": "paragraph", "text": text}


def _each(block: Stored, values: Values) -> Iterator[Stored]:
    for made in _chosen(block, values):
        yield from expanded(block["text"], made)


def _rows(block: Stored, values: Values) -> Iterator[Stored]:
    """Yield a table with a row for each fact; ``spread`` adds a column for each of another list."""
    spread = block.get("spread", {})
    more = list(_chosen(spread, values)) if spread else []
    rows = []
    for made in _chosen(block, values):
        own = listed(f"row.{spread['cell']}", made) if "cell" in spread else ()
        rows.append(
            [*_cells(block["cells"], made), *(own[i] if i < len(own) else "" for i in range(len(more)))]
        )
    heights = [block.get("height", 1)] * len(rows)
    for last in block.get("last", ()) if rows else ():
        rows.append(_to_the_edge(_cells(last["cells"], values), len(block["header"]) + len(more)))
        heights.append(last.get("height", 1))
    if rows and "total" in spread:
        head = {"text": "合计", "columns": len(block["header"]), "side": "center"}
        rows.append([head, *(_phrase(spread["total"], one) for one in more)])
    if rows:
        columns = [*block["columns"], *[spread.get("column", 1)] * len(more)] if "columns" in block else []
        header = [*block["header"], *(_phrase(spread["header"], one) for one in more)]
        yield {"kind": "table", "header": header, "rows": rows, "columns": columns, "heights": heights}


def _to_the_edge(cells: list[Any], count: int) -> list[Any]:
    """Return the cells of a row whose last one stands over all columns that are left."""
    used = sum(cell.get("columns", 1) if isinstance(cell, Mapping) else 1 for cell in cells[:-1])
    last = dict(cells[-1]) if isinstance(cells[-1], Mapping) else {"text": cells[-1]}
    return [*cells[:-1], last | {"columns": count - used}] if count > used + 1 else cells


def _first(block: Stored, values: Values) -> Iterator[Stored]:
    """Yield the first of several blocks whose facts are there."""
    yield from next(filter(None, (expanded([one], values) for one in block["text"])), ())


def _sentence(block: Stored, values: Values) -> Iterator[Stored]:
    parts = [_phrase(block["each"], made) for made in _chosen(block, values)]
    if parts:
        text = _phrase(block["text"], {**values, "all": block.get("between", "、").join(parts)})
        yield {"kind": "paragraph", "text": text}


def _votes(block: Stored, values: Values) -> Iterator[Stored]:
    """Yield the table of an evaluation: under each item its votes, and the shares of the valid ones."""
    grades = [grade["name"] for grade in listed(f"{block['of']}.grades", values)]
    rows: list[Any] = []
    for made in _chosen({"of": f"{block['of']}.items"}, values):
        item = made["row"]
        head = [{"text": text, "rows": 2} for text in (made["number"], item["name"])]
        rows += [[*head, *item.get("votes", ())], [*item.get("shares", ())]]
    header = ["序号", "评议项目", *grades]
    yield {"kind": "table", "header": header, "rows": rows, "columns": [90, 298, *[153] * len(grades)]}


_KINDS: Mapping[str, Callable[[Stored, Values], Iterator[Stored]]] = {
    "facts": _facts,
    "each": _each,
    "rows": _rows,
    "first": _first,
    "sentence": _sentence,
    "votes": _votes,
}


def attachments(patterns: Sequence[Stored], values: Values) -> list[Stored]:
    """Return the attachments that a manifest makes of facts; one without any facts is left out."""
    made = [{"title": _phrase(p["title"], values), "text": expanded(p["text"], values)} for p in patterns]
    return [attachment for attachment in made if attachment["title"] and attachment["text"]]


def sheets(pattern: Stored, tree: Stored) -> list[list[Stored]]:
    """Return the blocks of each sheet: one for each fact that the paper names, or for all of them if it names none.

    ``of`` is what the facts are called, ``text`` its blocks; where facts have kinds, ``text`` has blocks for each.
    """
    if not pattern:
        return []
    name, values = pattern["of"], values_of(tree)
    listing = LISTS[name]
    named = tree["paper"].get(listing)
    found = [fact for fact in tree["campaign"].get(listing, ()) if named is None or fact["id"] in named]
    return [expanded(_of_kind(pattern["text"], fact), {**values, name: fact}) for fact in found]


def _of_kind(text: Any, fact: Stored) -> Sequence[Stored]:
    chosen: Sequence[Stored] = text[fact["kind"]] if isinstance(text, Mapping) else text
    return chosen
