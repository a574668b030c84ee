"""Papers with files as attachments, made as the doors make them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.assembly import open_making
from service.office.converter import Converter
from service.request import GenerationRequest, read_request
from service.services import Making
from service.settings import Settings

Ask = Callable[..., GenerationRequest]


@pytest.fixture(scope="session")
def making(settings: Settings, converter: Converter) -> Making:
    return open_making(settings, converter, "")


@pytest.fixture(scope="session")
def without_office(settings: Settings) -> Making:
    return open_making(settings, None, "没有安装 LibreOffice")


@pytest.fixture(scope="session")
def ask(root: Path) -> Ask:
    """A request for a 通知 with these attachments: title, name of the file, its bytes, what else is said of it."""

    def asked(*attachments: tuple[Any, ...], formats: tuple[str, ...] = ("docx", "pdf"), **more: Any) -> Any:
        body = json.loads((root / "samples/genres/notice.json").read_text("utf-8")) | {
            "formats": list(formats)
        }
        body["content"]["paper"]["attachments"] = list(map(_stored, attachments))
        body["content"] |= more
        return read_request(json.dumps(body, ensure_ascii=False).encode())

    return asked


def _stored(attachment: tuple[Any, ...]) -> dict[str, Any]:
    title, name, data, *rest = attachment
    file = {"file": {"name": name, "encoded": base64.b64encode(data).decode()}} if name else {}
    return {"title": title, **file, **(rest[0] if rest else {})}


__all__ = ["Ask", "Iterator"]
