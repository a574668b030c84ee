"""Finding receivers in the unit's 机构名录 by name or by the initials of its 拼音."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from service.document.directory import Directory, read_directory
from service.drafting.desk import DIRECTORY, Author, Desk

_SHOWN = 40


@dataclass(frozen=True)
class Named:
    """A name that can be put among the receivers.

    Attributes:
        name: as it is printed.
        note: what it stands for, where the name doesn't say it: a group's units, a short name's unit.
    """

    name: str
    note: str = ""


def find_receivers(desk: Desk, author: Author, query: str) -> tuple[Named, ...]:
    """Return names of the unit's 机构名录 that hold ``query`` or whose initials do; all of them for an empty one.

    A unit that keeps no 机构名录 of its own has that of the settings.
    """
    held = desk.papers.list(author.unit_id, paper_type=DIRECTORY)
    if not held:
        return matching(desk.directory, query)
    tree = desk.papers.revision(held[0].id, author.unit_id).tree
    return matching(_directory(tree), query)


def matching(directory: Directory, query: str) -> tuple[Named, ...]:
    """Return the names that fit a query: groups first, then units and their short names in their customary order."""
    typed = query.strip().lower()
    names = [Named(name, f"{len(members)}个单位") for name, members in directory.groups.items()]
    for unit in directory.units:
        names += [Named(unit.name), *(Named(short, unit.name) for short in unit.short_names)]
    return tuple(one for one in names if typed in one.name or typed in initials(one.name))[:_SHOWN]


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """Return the first letters of a name's 拼音, in lower case: 市委办公室 → swbgs."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def _directory(tree: object) -> Directory:
    """Return the directory as far as it is filled: a draft may lack what the schema asks for."""
    held = tree if isinstance(tree, dict) else {}
    units = [unit for unit in held.get("units", ()) if unit.get("name")]
    groups = [{"members": [], **group} for group in held.get("groups", ()) if group.get("name")]
    return read_directory({"units": units, "groups": groups})
