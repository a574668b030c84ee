"""A copy that LibreOffice opened and saved: unedited it changes nothing, edited it says what was edited."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from service.office.installation import find_libreoffice
from service.settings import Settings
from tests.revising.conftest import Trip, paragraph, retype

pytestmark = pytest.mark.xdist_group("office")
NAMES = (
    "binhai/issuing_notice",
    "binhai/public_pledge",
    "genres/joint_ten",
    "genres/letter",
    "genres/notice",
)

Resave = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]


@pytest.fixture
def resave(settings: Settings, tmp_path: Path) -> Resave:
    """Have LibreOffice open and save several files."""
    office = find_libreoffice()
    if office.missing_packages():
        pytest.skip("没有安装 LibreOffice")

    def convert(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        paths = {name: tmp_path / f"{name.replace('/', '-')}.docx" for name in files}
        for name, path in paths.items():
            path.write_bytes(files[name])
        command = [
            str(office.soffice), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved"), *map(str, paths.values()),
        ]  # fmt: skip
        environment = os.environ | {"FONTCONFIG_FILE": str(settings.fonts_conf)}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        return {name: (tmp_path / "saved" / path.name).read_bytes() for name, path in paths.items()}

    return convert


def test_what_libreoffice_saved_says_what_was_edited_and_nothing_else(
    trip: Callable[[str], Trip], resave: Resave
):
    begun = {name: trip(name) for name in NAMES}
    notice = begun["genres/notice"]
    text = next(block["text"] for block in notice.paper["text"] if block["kind"] == "paragraph")

    def edit(document: Any) -> None:
        retype(paragraph(document, text), text[:2], "务必" + text[:2])

    saved = resave({name: each.copy() for name, each in begun.items()} | {"edited": notice.edited(edit)})
    for name, each in begun.items():
        found = each.back(saved[name])
        assert found.known, name
        assert (found.comparison.edits, found.comparison.unmatched) == ((), ()), name
    found = notice.back(saved["edited"])
    assert [(one.old, one.new) for one in found.comparison.edits] == [(text, "务必" + text)]
