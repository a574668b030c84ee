"""What every test may ask for: the catalogue, the fonts' metrics, the samples, a running converter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.catalog.catalog import Catalog
from service.layout.metrics import FontMetrics
from service.layout.nominal import nominal_metrics
from service.layout.profile import FAMILIES
from service.office.child import local_converter
from service.office.converter import Converter, ConverterOptions
from service.office.fonts import font_set
from service.office.installation import find_libreoffice
from service.office.metrics import load_metrics
from service.rendering.content import Content
from service.rendering.context import CONTRACT
from service.settings import Settings


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings.from_environment()


@pytest.fixture(scope="session")
def catalog(root: Path) -> Catalog:
    return Catalog.load(root, CONTRACT)


@pytest.fixture(scope="session")
def metrics(settings: Settings) -> FontMetrics:
    """Metrics of the fonts that the set-up made; nominal ones where it made none."""
    fonts = font_set(settings.fonts_conf)
    if not fonts.complete:
        return nominal_metrics()
    return load_metrics({name: [(f.path, f.index) for f in fonts.served(name).chain] for name in FAMILIES})


@pytest.fixture(scope="session")
def sample(root: Path) -> Callable[..., dict[str, Any]]:
    """Read a sample's request by its name and file, joined with its campaign; each call gives a fresh tree."""

    def read(name: str, paper: str = "issuing_notice") -> dict[str, Any]:
        folder = root / "samples" / name
        request: dict[str, Any] = json.loads((folder / f"{paper}.json").read_text("utf-8"))
        if "campaign" not in request["content"] and (folder / "campaign.json").exists():
            campaign = json.loads((folder / "campaign.json").read_text("utf-8"))
            request["content"] = {"campaign": campaign, **request["content"]}
        return request

    return read


@pytest.fixture(scope="session")
def content(catalog: Catalog, sample: Callable[..., dict[str, Any]]) -> Callable[..., Content]:
    """Bind a sample's content to its paper; ``content("binhai", "final_report")`` is one of several papers."""

    def bind(name: str, paper: str = "issuing_notice") -> Content:
        request = sample(name, paper)
        return Content(catalog.paper(request["paper_type"]), request["content"])

    return bind


@pytest.fixture(scope="session")
def converter(settings: Settings) -> Iterator[Converter]:
    """A running converter; its tests belong to the xdist group ``office``, those of the samples to ``samples``.

    Each group has a worker and a LibreOffice of its own.
    """
    missing = find_libreoffice().missing_packages()
    if missing:
        pytest.skip(f"没有安装 {'、'.join(missing)}，不能测试 PDF")
    with local_converter(ConverterOptions(settings.fonts_conf)) as running:
        yield running


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests measured: the predictor's agreement, the table of page measurements."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties if report.when == "call" else ():
            terminalreporter.write_line(f"{name}: {value}")
