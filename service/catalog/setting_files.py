"""The JSON files that settings name, each held against its schema at start: the layout profile, the 机构名录."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.catalog.catalog import Catalog
from service.catalog.validation import validate_as
from service.document.directory import Directory, contradictions, read_directory
from service.document.finding import Finding
from service.errors import BrokenJson
from service.json_text import parse
from service.settings import InvalidSetting

LAYOUT_SCHEMA = "layout_profile.v1"
DIRECTORY_SCHEMA = "directory.v1"
_MOST_TOLD = 3


def read_default_layout(path: Path, catalog: Catalog) -> Mapping[str, Any]:
    """Return the layout profile that papers get which bring none.

    Raises:
        InvalidSetting: if the file can't be read or is no valid profile; it names each place.
    """
    return _read(path, "CHENGWEN_LAYOUT", LAYOUT_SCHEMA, "版式约定", catalog)


def read_unit_directory(path: Path, catalog: Catalog) -> Directory:
    """Return the 机构名录.

    Raises:
        InvalidSetting: if the file can't be read, is no valid directory or contradicts itself; it names each place.
    """
    stored = _read(path, "CHENGWEN_DIRECTORY", DIRECTORY_SCHEMA, "机构名录", catalog)
    directory = read_directory(stored)
    found = [
        Finding("directory", message, pointer, "机构名录") for pointer, message in contradictions(directory)
    ]
    if found:
        raise _unfit(path, "CHENGWEN_DIRECTORY", "机构名录", found)
    return directory


def _read(path: Path, variable: str, schema: str, noun: str, catalog: Catalog) -> Mapping[str, Any]:
    start = f"设置 {variable}={path} 不能用："
    try:
        stored = parse(path.read_bytes())
    except OSError as error:
        raise InvalidSetting(f"{start}读不到这个文件，请检查路径和权限") from error
    except BrokenJson as error:
        raise InvalidSetting(f"{start}{error}") from error
    findings = validate_as(stored, schema, catalog)
    if findings:
        raise _unfit(path, variable, noun, findings)
    return dict(stored)


def _unfit(
    path: Path, variable: str, noun: str, findings: list[Finding] | tuple[Finding, ...]
) -> InvalidSetting:
    told = "；".join(f"{f.label or noun}：{f.message}" for f in findings[:_MOST_TOLD])
    return InvalidSetting(f"设置 {variable}={path} 不能用：{told}", tuple(findings))
