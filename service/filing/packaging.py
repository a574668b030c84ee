"""Making a year's package in a folder: under another name until it is whole, checked as it lies there, then named."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from service.archive.chain import Witness
from service.errors import StorageFailed
from service.filing.arranging import year_of
from service.filing.four_checks import Check, Checked, four_checks, report_csv
from service.filing.packing import SUMS, Packed, Stage, items_of, pack, parts_of, sums
from service.services import Services
from service.storage.errors import NotReady

REPORT = "四性检测报告"
_UNFINISHED = ".未完成-"


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was made.

    Attributes:
        folder: where it is.
        items: how many items it has.
        checks: its 四性检测 report.
    """

    folder: Path
    items: int
    checks: tuple[Check, ...]


def make_package(
    services: Services,
    unit_id: str,
    stage: Stage,
    year: int,
    target: Path,
    watch: Callable[[int, int], object] = lambda done, count: None,
) -> Package:
    """Make a package of a unit's year in a new folder in ``target``; ``watch`` is told after each item.

    Until it is whole and checked it lies under a name that begins with a dot; what a kill left behind there is
    thrown away by the next attempt.

    Raises:
        NotReady: if items have no 档号 yet, or the folder is there already.
        StorageError: if a file is missing or damaged, or the disk is full; then there is no package.
    """
    items, rules = items_of(services, unit_id, year), services.filing.rules(unit_id)
    unit = next((each.name for each in services.access.people.units() if each.id == unit_id), "")
    name = f"{rules.fonds}_{year}_{stage}"
    folder, unfinished = target / name, target / f"{_UNFINISHED}{name}"
    if folder.exists():
        raise NotReady(f"{folder}已经有了，不会覆盖；请移走或换一个目录再打包")
    packed = []
    for item in items:
        packed.append(pack(services, rules, unit, item))
        watch(len(packed), len(items))
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        checks = _write(
            services, unfinished, parts_of(stage, unit, rules, year, packed), packed, unit_id, year
        )
        unfinished.rename(folder)
        _sync(target)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise StorageFailed(
            f"信息包写不下去（{error.strerror}），没有留下半份；请检查磁盘空间和目录的权限"
        ) from error
    return Package(folder, len(items), checks)


def _write(
    services: Services,
    folder: Path,
    parts: Mapping[str, bytes],
    packed: list[Packed],
    unit_id: str,
    year: int,
) -> tuple[Check, ...]:
    for path, content in parts.items():
        _put(folder / path, content)
    (folder / "其他").mkdir()
    held = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    unfiled = [paper.record.title for paper in services.filing.unfiled(unit_id) if year_of(paper) == year]
    checks = four_checks(Checked(year, packed, held, parts, unfiled, _broken_log(services)))
    told = json.dumps([asdict(each) for each in checks], ensure_ascii=False, indent=2).encode() + b"\n"
    reports = {f"{REPORT}.json": told, f"{REPORT}.csv": report_csv(checks)}
    for path, content in {**reports, SUMS: sums({**parts, **reports})}.items():
        _put(folder / path, content)
    return checks


def _broken_log(services: Services) -> str:
    """Return what is wrong with the audit log; "" if nothing is."""
    witness, head = Witness(), services.log.head()
    found = []
    for row in services.log.walk():
        found += list(witness.hear(row))
        if row.sequence >= head[0]:
            break
    found += list(witness.end(head))
    return "；".join(f"{each.place}{each.message}" for each in found[:5])


def _put(path: Path, content: bytes) -> None:
    """Write a file; it is on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
