"""The 机构名录: the units that an office writes to, how they stand to one another, and its groups of receivers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

_SEPARATORS = re.compile(r"[、，,；;]")
_NOTE = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True)
class Unit:
    """A unit (机关或单位).

    Attributes:
        name: 全称.
        short_names: 规范化简称, and what else it is called where it receives papers.
        codes: 机关代字 of its 发文字号.
        superior: 全称 of the unit right above it; "" if the directory names none.
        kind: what it is, such as 党委, 政府, 部门, 内设机构; "" if not told.
    """

    name: str
    short_names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    superior: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Directory:
    """Units in their customary order, and named groups of them (各区县局 → its units)."""

    units: tuple[Unit, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _by_name(self) -> Mapping[str, Unit]:
        return {name: unit for unit in self.units for name in (unit.name, *unit.short_names)}

    def unit(self, name: str) -> Unit | None:
        """Return the unit of a full or short name; None if the directory is silent of it."""
        return self._by_name.get(name) or self._by_name.get(_NOTE.sub("", name))

    def superiors(self, unit: Unit) -> tuple[Unit, ...]:
        """Return the units above one, nearest first, as far as the directory knows."""
        found: list[Unit] = []
        above = self.unit(unit.superior)
        while above is not None and above not in found:
            found.append(above)
            above = self.unit(above.superior)
        return tuple(found)

    def is_above(self, one: Unit, other: Unit) -> bool:
        """Tell whether ``one`` is a superior of ``other``, near or far."""
        return one in self.superiors(other)

    def named(self, receivers: str) -> Iterator[tuple[str, tuple[Unit, ...]]]:
        """Yield each name of a printed list of receivers with its units: a group's members, () for an unknown one."""
        for name in filter(None, map(str.strip, _SEPARATORS.split(receivers))):
            one = self.unit(name)
            members = (one,) if one else tuple(filter(None, map(self.unit, self.groups.get(name, ()))))
            yield name, members


def read_directory(stored: Mapping[str, Any]) -> Directory:
    """Return a directory from its valid JSON (schema ``directory.v1``)."""
    units = tuple(
        Unit(
            one["name"],
            tuple(one.get("short_names", ())),
            tuple(one.get("codes", ())),
            one.get("superior", ""),
            one.get("kind", ""),
        )
        for one in stored["units"]
    )
    return Directory(units, {group["name"]: tuple(group["members"]) for group in stored.get("groups", ())})


def contradictions(directory: Directory) -> Iterator[tuple[str, str]]:
    """Yield (JSON Pointer, Chinese sentence) of what no schema can see: doubled names, unknown superiors, circles."""
    owners: dict[str, str] = {}
    for i, unit in enumerate(directory.units):
        for name in (unit.name, *unit.short_names):
            if owners.setdefault(name, unit.name) != unit.name:
                yield f"/units/{i}/name", f"“{name}”既指“{owners[name]}”又指“{unit.name}”，请只留一处"
        if unit.superior and directory.unit(unit.superior) is None:
            yield f"/units/{i}/superior", f"名录里没有“{unit.superior}”，请先列入，或改正“{unit.name}”的上级"
        elif directory.is_above(unit, unit):
            yield f"/units/{i}/superior", f"“{unit.name}”的上级绕回了自己，请改正"
    for i, (name, members) in enumerate(directory.groups.items()):
        yield from _unknown_members(directory, f"/groups/{i}/members", name, members)


def _unknown_members(
    directory: Directory, place: str, group: str, members: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for i, member in enumerate(members):
        if directory.unit(member) is None:
            yield f"{place}/{i}", f"“{group}”里的“{member}”不在名录里，请先列入，或改用全称"
