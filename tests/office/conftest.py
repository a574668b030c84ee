from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.office.child import ConverterProcess, start_converter
from service.office.converter import ConverterOptions
from service.settings import Settings


@pytest.fixture(scope="session")
def fonts_conf() -> Path:
    return Settings.from_environment(os.environ).fonts_conf


@pytest.fixture(scope="module")
def options(fonts_conf: Path, tmp_path_factory: pytest.TempPathFactory) -> ConverterOptions:
    return ConverterOptions(
        fonts_conf, instances=1, run_s=4, work=tmp_path_factory.mktemp("work"), document_limit=1_000_000
    )


@pytest.fixture(scope="module")
def office(options: ConverterOptions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConverterProcess]:
    """A converter process with one real LibreOffice, for the tests of a module."""
    process = start_converter(tmp_path_factory.mktemp("socket") / "converter", options)
    yield process
    process.stop()
