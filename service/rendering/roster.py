"""A leading group (领导小组) as lines, as a table or as prose; ranks are never sorted, posts never reordered.

Two-character names are spaced in lines and tables only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.document.names import SPACE, joined, label, padded, spaced
from service.layout import gbt9704 as gb
from service.rendering.tables import table
from service.rendering.text_block import TextBlock

Stored = Mapping[str, Any]

_TABLE_HEADER = ("组内职务", "姓名", "单位及职务")
_TABLE_COLUMNS = (1600, 1500, gb.TYPE_AREA_WIDTH_TWIPS - 3100)
_LEAST_NAME = 3
#: A label of two 字 is spread over up to so many; beside longer ones it would fall apart.
_MOST_SPREAD = 4
_INDENT = gb.FIRST_LINE_INDENT_ZI * gb.ZI_TWIPS


def roster(group: Stored, form: str) -> Iterator[TextBlock]:
    """Yield the members of a group in a form: ``lines``, ``table`` or ``prose``.

    Before them what other names hang at its door, and who sets up a group inside another; who sets up the
    outermost its notice's opening says.
    """
    yield from _standing(group)
    if group.get("roles"):
        yield from _FORMS[form](group["roles"])
    if "elsewhere" in group:
        yield TextBlock(body=group["elsewhere"])
    if "order_note" in group:
        yield TextBlock(body=f"（{group['order_note']}）")
    for subgroup in group.get("subgroups", ()):
        yield from _subgroup(subgroup, form)


def _standing(group: Stored, *, inner: bool = False) -> Iterator[TextBlock]:
    said = [f"由{group['founder']}成立"] if inner and "founder" in group else []
    if group.get("aliases"):
        said.append(f"加挂{'、'.join(group['aliases'])}牌子")
    if said:
        yield TextBlock(body=f"{group['name']}{'，'.join(said)}。")


def _subgroup(group: Stored, form: str) -> Iterator[TextBlock]:
    """Yield a 工作组 under its name, with its duties, and those inside it."""
    yield TextBlock(level=3, heading=group.get("number", "") + group["name"])
    yield from _standing(group, inner=True)
    yield from roster({k: v for k, v in group.items() if k not in ("subgroups", "aliases")}, form)
    duties = group.get("duties", ())
    if duties:
        yield TextBlock(body="职责：" + "".join(duties))
    for inner in group.get("subgroups", ()):
        yield from _subgroup(inner, form)


def _name(member: Stored) -> str:
    """Return a person's name as it stands in a list: as it was printed, else a name of two 字 spaced."""
    return str(member.get("printed_name") or spaced(member["name"]))


def _posts(member: Stored) -> str:
    """Return what stands behind a name: unit, posts, and a note in brackets."""
    note = f"（{member['note']}）" if "note" in member else ""
    return str(member.get("unit", "") + member.get("posts", "") + note)


def _other(member: Stored) -> str:
    holder = f"（{member['holder']}）" if "holder" in member else ""
    return str(member["text"]) + holder


def _lines(roles: Sequence[Stored]) -> Iterator[TextBlock]:
    width = max((len(r["label"]) for r in roles), default=3)
    names = [len(_name(m)) for r in roles for m in r["members"] if m["kind"] == "person"]
    name_width = max([_LEAST_NAME, *names])
    hanging = (width + 1 + name_width + 1) * gb.ZI_TWIPS
    for role in roles:
        head = _head(role["label"], width)
        for member in role["members"]:
            if member["kind"] == "subhead":
                yield TextBlock(body=member["text"])
                continue
            if member["kind"] == "person":
                text = padded(_name(member), name_width) + SPACE + _posts(member)
                yield TextBlock(body=(head + text).rstrip(SPACE), left=_INDENT + hanging, hanging=hanging)
            else:
                yield TextBlock(
                    body=head + _other(member),
                    left=_INDENT + (width + 1) * gb.ZI_TWIPS,
                    hanging=(width + 1) * gb.ZI_TWIPS,
                )
            head = SPACE * (width + 1)


def _head(text: str, width: int) -> str:
    """Return a role's label with its colon, ``width`` + 1 字 wide: 组　长： beside 副组长：."""
    spread = len(text) == 2 and width <= _MOST_SPREAD
    return label(text, width) + "：" if spread else padded(text + "：", width + 1)


def _table(roles: Sequence[Stored]) -> Iterator[TextBlock]:
    rows = []
    for role in roles:
        head = role["label"]
        for member in role["members"]:
            person = member["kind"] == "person"
            rows.append((head, _name(member), _posts(member)) if person else (head, "", _other(member)))
            head = ""
    if rows:
        yield table(_TABLE_HEADER, rows, _TABLE_COLUMNS)


def _prose(roles: Sequence[Stored]) -> Iterator[TextBlock]:
    parts = []
    for role in roles:
        people = "、".join(in_prose(m) for m in role["members"] if m["kind"] != "subhead")
        parts.append(f"{people}{'为' if role['label'] in ('成员', '委员', '组员') else '任'}{role['label']}")
    yield TextBlock(body=f"由{'，'.join(parts)}。")


def in_prose(member: Stored) -> str:
    """Return a member as it stands in a sentence: unit and posts before the name, no space in the name."""
    if member["kind"] != "person":
        return _other(member)
    note = f"（{member['note']}）" if "note" in member else ""
    return str(
        member.get("unit", "")
        + member.get("posts", "")
        + joined(member["name"])
        + member.get("honorific", "")
        + note
    )


_FORMS = {"lines": _lines, "table": _table, "prose": _prose}
