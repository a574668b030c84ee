"""The layout profile that papers get which bring none: a file that a setting names, checked at start."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.catalog.catalog import Catalog
from service.catalog.validation import validate_as
from service.errors import BrokenJson
from service.json_text import parse
from service.settings import InvalidSetting

SCHEMA = "layout_profile.v1"


def read_default_layout(path: Path, catalog: Catalog) -> Mapping[str, Any]:
    """Return the layout profile in a file.

    Raises:
        InvalidSetting: if it can't be read or is no valid profile; it names each place.
    """
    start = f"设置 CHENGWEN_LAYOUT={path} 不能用："
    try:
        layout = parse(path.read_bytes())
    except OSError as error:
        raise InvalidSetting(f"{start}读不到这个文件，请检查路径和权限") from error
    except BrokenJson as error:
        raise InvalidSetting(f"{start}{error}") from error
    findings = validate_as(layout, SCHEMA, catalog)
    if findings:
        told = "；".join(f"{f.label or '版式约定'}：{f.message}" for f in findings[:3])
        raise InvalidSetting(f"{start}{told}", findings)
    return dict(layout)
