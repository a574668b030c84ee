"""The pool against a LibreOffice that hangs, crashes and refuses at will."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from service.errors import (
    ConversionError,
    ConverterBusy,
    ConverterFailed,
    ConverterMissing,
    ConverterTimeout,
)
from service.office.converter import ConverterOptions
from service.office.pool import Abandoned, Pool
from service.office.process import LibreOffice
from tests.office.processes import members, wait_for

_FAKE = [sys.executable, str(Path(__file__).with_name("fake_bridge.py"))]


@dataclass
class Office:
    pool: Pool
    folder: Path
    started: list[LibreOffice] = field(default_factory=list)

    def is_busy(self) -> bool:
        """Tell whether a slow document was begun."""
        return any(self.folder.glob("*.begun"))

    def pid(self, document: bytes = b"echo") -> int:
        return int(self.pool.convert(document).split()[0])


def _fine(office: LibreOffice) -> None:
    """Every page of the fake is right."""


@contextmanager
def opened(
    folder: Path, prove: Callable[[LibreOffice], None] = _fine, ready: bool = True, **changes: Any
) -> Iterator[Office]:
    options = ConverterOptions(folder / "fonts.conf", **({"run_s": 20.0, "start_s": 20.0} | changes))
    started: list[LibreOffice] = []

    def start() -> LibreOffice:
        started.append(LibreOffice(_FAKE, folder, options.fonts_conf))
        return started[-1]

    pool = Pool(options, start, prove)
    try:
        if ready:
            assert wait_for(lambda: pool.health().instances == options.instances)
        yield Office(pool, folder, started)
    finally:
        pool.close()
    assert wait_for(lambda: not members({each.group for each in started}))
    assert not list(folder.glob("office-*"))


def test_converts_and_counts(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        assert office.pool.convert(b"echo one").endswith(b"echo one")
        assert office.pool.convert(b"echo two").endswith(b"echo two")
        health = office.pool.health()
    assert (health.ready, health.problem, health.libreoffice) == (True, "", "0.0")
    assert (health.instances, health.conversions, health.restarts) == (1, 2, 0)


def test_instances_work_side_by_side(tmp_path: Path) -> None:
    release = tmp_path / "release"
    with opened(tmp_path, instances=2) as office, ThreadPoolExecutor(2) as callers:
        slow = callers.submit(office.pool.convert, f"slow {release}".encode())
        other = office.pid()
        release.touch()
        assert int(slow.result().split()[0]) != other


@pytest.mark.parametrize(("verb", "limit"), [("crash", 20.0), ("hang", 0.5)])
def test_tries_again_on_a_fresh_process(tmp_path: Path, verb: str, limit: float) -> None:
    with opened(tmp_path, run_s=limit) as office:
        before = office.pid()
        assert office.pid(f"{verb} once {tmp_path / 'mark'}".encode()) != before
        assert office.pool.health().restarts == 1
        assert wait_for(lambda: not members({office.started[0].group}))


@pytest.mark.parametrize(
    ("verb", "limit", "error", "said"),
    [("crash", 20.0, ConverterFailed, "意外退出"), ("hang", 0.5, ConverterTimeout, "超过 0.5 秒")],
)
def test_gives_up_after_two_and_quarantines(
    tmp_path: Path, verb: str, limit: float, error: type[ConversionError], said: str
) -> None:
    with opened(tmp_path, run_s=limit) as office:
        with pytest.raises(error, match=said):
            office.pool.convert(verb.encode())
        assert office.pool.health().restarts == 2
        with pytest.raises(ConverterFailed, match="不再转换"):
            office.pool.convert(verb.encode())
        assert office.pool.health().restarts == 2
        assert office.pool.convert(b"echo another").endswith(b"echo another")


def test_quarantine_ends(tmp_path: Path) -> None:
    with opened(tmp_path, quarantine_s=0.0) as office:
        for restarts in (2, 4):
            with pytest.raises(ConverterFailed, match="意外退出"):
                office.pool.convert(b"crash")
            assert office.pool.health().restarts == restarts


def test_refuses_what_libreoffice_refuses_and_stays_well(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        before = office.pid()
        with pytest.raises(ConverterFailed, match="无法读取"):
            office.pool.convert(b"refuse")
        assert office.pid() == before


def test_doubts_a_process_that_refuses_everything(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        before = office.pid()
        for number in range(2):
            with pytest.raises(ConverterFailed):
                office.pool.convert(f"refuse {number}".encode())
        assert office.pid() != before


def test_recycles_after_a_number_of_conversions(tmp_path: Path) -> None:
    with opened(tmp_path, recycle_after=2) as office:
        served = [office.pid() for _ in range(5)]
        assert served[0] == served[1] != served[2] == served[3] != served[4]
        assert office.pool.health().restarts == 0


def test_recycles_a_fat_process(tmp_path: Path) -> None:
    with opened(tmp_path, recycle_bytes=1) as office:
        assert office.pid() != office.pid()


def test_waiting_has_its_own_limit(tmp_path: Path) -> None:
    release = tmp_path / "release"
    with opened(tmp_path, wait_s=0.3) as office, ThreadPoolExecutor(1) as callers:
        slow = callers.submit(office.pool.convert, f"slow {release}".encode())
        assert wait_for(office.is_busy)
        with pytest.raises(ConverterBusy, match=r"0\.3 秒"):
            office.pool.convert(b"echo")
        release.touch()
        assert slow.result()


def test_the_queue_is_bounded(tmp_path: Path) -> None:
    release = tmp_path / "release"
    with opened(tmp_path, queue_limit=0, ready=False) as office, pytest.raises(ConverterBusy, match="0 份"):
        office.pool.convert(b"echo")
    with opened(tmp_path, queue_limit=2) as office, ThreadPoolExecutor(4) as callers:
        asked = [callers.submit(office.pool.convert, f"slow {release}".encode()) for _ in range(4)]
        assert wait_for(lambda: any(each.done() for each in asked))
        release.touch()
        refused = [each for each in asked if isinstance(each.exception(), ConverterBusy)]
        assert 1 <= len(refused) <= 2


def test_a_caller_that_leaves_is_not_served(tmp_path: Path) -> None:
    release = tmp_path / "release"
    with opened(tmp_path) as office, ThreadPoolExecutor(1) as callers:
        slow = callers.submit(office.pool.convert, f"slow {release}".encode())
        assert wait_for(office.is_busy)
        with pytest.raises(Abandoned):
            office.pool.convert(b"echo", lambda: True)
        release.touch()
        assert slow.result()


def test_a_process_that_dies_while_idle_is_replaced(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        before = office.pid()
        os.kill(before, 9)
        assert office.pid() != before
        assert office.pool.health().restarts == 1


def test_closing_ends_what_runs_and_what_waits(tmp_path: Path) -> None:
    with opened(tmp_path) as office, ThreadPoolExecutor(2) as callers:
        asked = [callers.submit(office.pool.convert, b"hang") for _ in range(2)]
        office.pool.close()
        assert {str(each.exception()) for each in asked} == {"PDF 转换进程正在停止，请稍后重试"}
        with pytest.raises(ConverterFailed, match="正在停止"):
            office.pool.convert(b"echo")


def test_what_is_missing_is_told_at_once(tmp_path: Path) -> None:
    def start() -> LibreOffice:
        raise ConverterMissing("缺少软件包 libreoffice-writer-nogui")

    pool = Pool(ConverterOptions(tmp_path / "fonts.conf"), start, _fine)
    try:
        with pytest.raises(ConverterMissing, match="libreoffice-writer-nogui"):
            pool.convert(b"echo")
        health = pool.health()
    finally:
        pool.close()
    assert (health.ready, health.problem) == (False, "缺少软件包 libreoffice-writer-nogui")


def test_a_process_that_prints_wrong_converts_nothing(tmp_path: Path) -> None:
    def prove(office: LibreOffice) -> None:
        raise ConverterFailed("PDF 已停用")

    with opened(tmp_path, prove, ready=False) as office:
        with pytest.raises(ConverterFailed, match="PDF 已停用"):
            office.pool.convert(b"echo")
        assert office.pool.health().problem == "PDF 已停用"


def test_one_good_process_serves_beside_a_bad_one(tmp_path: Path) -> None:
    proved = []

    def prove(office: LibreOffice) -> None:
        proved.append(office)
        if len(proved) > 1:
            raise ConverterFailed("PDF 已停用")

    with opened(tmp_path, prove, ready=False, instances=2) as office:
        assert wait_for(lambda: len(proved) > 1)
        assert office.pool.convert(b"echo")
        assert office.pool.health().ready


def test_starting_is_told_until_it_is_ready(tmp_path: Path) -> None:
    release = threading.Event()
    with opened(tmp_path, lambda office: release.wait(20) and None, ready=False) as office:
        health = office.pool.health()
        assert (health.ready, health.problem) == (False, "PDF 转换程序正在启动，请稍候")
        release.set()
        assert office.pool.convert(b"echo")
        assert office.pool.health().problem == ""
