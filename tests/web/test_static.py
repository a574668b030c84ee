from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "service" / "web" / "static"
VENDOR = STATIC / "vendor"

#: What Chromium 86 doesn't know, and how it is written.
NEW_JAVASCRIPT = r"\.at\(|hasOwn\(|structuredClone|randomUUID|\.inert\b|replaceChildren|\?\?=|\|\|=|&&="
NEW_CSS = r"aspect-ratio|:has\(|@layer|@container|color-mix|accent-color|\d(dvh|svh|cqw)|inset:|:is\(.*&"


def test_what_others_wrote_is_what_the_list_says() -> None:
    listed = re.findall(
        r"\| `([^`]+\.js)` \|.*`([0-9a-f]{64})` \|", (VENDOR / "README.md").read_text("utf-8")
    )
    assert [name for name, _ in listed] == [path.name for path in sorted(VENDOR.glob("*.js"))]
    for name, digest in listed:
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest
        version = name.removesuffix(".min.js")
        assert (VENDOR / f"{version}.LICENSE").read_text("utf-8").strip()
        assert f'version:"{version.rpartition("-")[2]}"' in (VENDOR / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("desk.js", NEW_JAVASCRIPT),
        ("desk_text.js", NEW_JAVASCRIPT),
        ("desk.css", NEW_CSS),
        ("chengwen.css", NEW_CSS),
    ],
)
def test_an_old_browser_understands_what_we_write(name: str, new: str) -> None:
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", (STATIC / name).read_text("utf-8"), flags=re.S)
    assert re.findall(new, text) == []


def test_our_own_script_stays_small() -> None:
    assert len((STATIC / "desk.js").read_text("utf-8").splitlines()) < 160
    assert len((STATIC / "desk_text.js").read_text("utf-8").splitlines()) < 80


def test_the_page_is_light_beside_its_scripts() -> None:
    """What every edit page loads once: 150 KB less the form of a plan of 4 phases × 10 tasks."""
    files = ("vendor/htmx-2.0.11.min.js", "desk.css", "chengwen.css", "icon.svg")
    scripts = ("desk.js", "desk_text.js", "desk_files.js", "looking_ahead.js")
    sent = [gzip.compress((STATIC / name).read_bytes()) for name in (*files, *scripts)]
    assert sum(map(len, sent)) < 40_000
