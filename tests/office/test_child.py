"""Starting and stopping a converter process, and what becomes of it when its parent ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from service.errors import ConverterFailed, ConverterMissing
from service.office.child import local_converter, start_converter
from service.office.converter import ConverterOptions
from tests.office.papers import a_docx
from tests.office.processes import members, sessions_of, wait_for

pytestmark = pytest.mark.xdist_group("office")
_PARENT = """
import sys, time
from pathlib import Path
from service.office.child import start_converter
from service.office.converter import ConverterOptions
process = start_converter(Path(sys.argv[1]), ConverterOptions.from_json(sys.argv[2]))
process.converter().convert(Path(sys.argv[3]).read_bytes())
print(process.pid, flush=True)
time.sleep(600)
"""


def test_a_local_converter_leaves_nothing(options: ConverterOptions) -> None:
    work = options.work or Path()
    with local_converter(options) as converter:
        assert converter.convert(a_docx("一")).startswith(b"%PDF")
        assert list(work.glob("run-*"))
    assert not list(work.glob("run-*"))
    health = converter.health()
    assert (health.ready, health.instances) == (False, 0)
    assert "没有运行" in health.problem
    with pytest.raises(ConverterFailed, match="没有运行"):
        converter.convert(b"")


def test_stopped_while_it_starts_it_leaves_nothing(options: ConverterOptions, tmp_path: Path) -> None:
    process = start_converter(tmp_path / "socket", options)
    assert wait_for(lambda: bool(sessions_of(process.pid)))
    sessions = sessions_of(process.pid)
    process.stop()
    assert not members(sessions)
    assert not list(tmp_path.iterdir())


def test_two_on_one_socket_are_one_too_many(options: ConverterOptions, tmp_path: Path) -> None:
    process = start_converter(tmp_path / "socket", options)
    try:
        with pytest.raises(ConverterFailed, match="另一个"):
            start_converter(tmp_path / "socket", options)
    finally:
        process.stop()


def test_it_ends_with_its_parent(options: ConverterOptions, tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(a_docx("一"))
    arguments = [str(tmp_path / "socket"), options.to_json(), str(tmp_path / "paper.docx")]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT, *arguments], cwd=root, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout
        converter = int(parent.stdout.readline())
        sessions = sessions_of(converter)
        assert members(sessions)
        os.kill(parent.pid, signal.SIGKILL)
    assert wait_for(lambda: not members({*sessions, converter}))
    assert wait_for(lambda: not (tmp_path / "socket").exists())
    assert wait_for(lambda: not list((options.work or tmp_path).glob("run-*")))


def test_without_fonts_it_says_what_to_do(options: ConverterOptions, tmp_path: Path) -> None:
    with local_converter(replace(options, fonts_conf=tmp_path / "none.conf")) as converter:
        with pytest.raises(ConverterMissing, match="make run"):
            converter.convert(b"")
        assert "字体" in converter.health().problem
