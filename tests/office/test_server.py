"""A real converter process with a real LibreOffice: what it does, and what it survives."""

from __future__ import annotations

import io
import os
import signal
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.errors import ConverterFailed, RequestTooLarge
from service.office.address import connect_socket
from service.office.canary import read_lines
from service.office.child import ConverterProcess
from service.office.converter import ConverterOptions
from service.office.frames import receive_frame, send_frame
from tests.office.papers import a_docx
from tests.office.processes import members, pipes_of, sessions_of, soffice_of, wait_for

pytestmark = pytest.mark.xdist_group("office")
PAPER = a_docx(
    "各县、区局，机关各科室、各直属单位：", "为深入贯彻落实创先争优活动的部署要求，制定本方案。" * 8
)


def _text(pdf: bytes) -> list[list[str]]:
    return [[line.text for line in page] for page in read_lines(pdf)]


def test_converts_and_tells_its_health(office: ConverterProcess) -> None:
    (page,) = _text(office.converter().convert(PAPER))
    assert page[0] == "各县、区局，机关各科室、各直属单位："
    assert "".join(page[1:]) == "为深入贯彻落实创先争优活动的部署要求，制定本方案。" * 8
    health = office.converter().health()
    assert health.ready
    assert (health.problem, health.instances) == ("", 1)
    assert health.libreoffice[0].isdigit()


def test_its_pipes_are_gone_from_tmp_once_it_runs(office: ConverterProcess) -> None:
    assert wait_for(lambda: office.converter().health().ready)
    bound = pipes_of(soffice_of(office.pid))
    assert len(bound) == 2
    assert not [each for each in bound if each.exists()]


def test_many_callers_at_once(office: ConverterProcess) -> None:
    with ThreadPoolExecutor(4) as callers:
        texts = [_text(each) for each in callers.map(office.converter().convert, [PAPER] * 8)]
    assert texts == texts[:1] * 8


def test_garbage_is_refused_and_harms_nobody(office: ConverterProcess) -> None:
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as package:
        package.writestr("no", "document")
    restarts = office.converter().health().restarts
    for garbage in (b"", b"no docx", PAPER[: len(PAPER) // 2], empty.getvalue()):
        with pytest.raises(ConverterFailed, match="无法读取"):
            office.converter().convert(garbage)
    assert _text(office.converter().convert(PAPER))
    assert office.converter().health().restarts == restarts


def test_a_document_over_the_limit_is_refused(office: ConverterProcess) -> None:
    with pytest.raises(RequestTooLarge, match="最多 1000000 字节"):
        office.converter().convert(bytes(1_000_001))


def test_callers_that_vanish_or_babble_harm_nobody(office: ConverterProcess) -> None:
    for _ in range(3):
        with connect_socket(office.socket_path, 5) as link:
            send_frame(link, {"ask": "convert"}, PAPER)
        with connect_socket(office.socket_path, 5) as link:
            link.sendall(b"GET / HTTP/1.1\r\n\r\n" + bytes(40))
        with connect_socket(office.socket_path, 5) as link:
            send_frame(link, {"ask": "the weather"})
    assert _text(office.converter().convert(PAPER))


def test_a_hang_is_killed_and_the_document_tried_again(office: ConverterProcess) -> None:
    before = office.converter().health().restarts
    lines = _text(office.converter().convert(PAPER))
    sessions = sessions_of(office.pid)
    os.kill(soffice_of(office.pid), signal.SIGSTOP)
    assert _text(office.converter().convert(PAPER)) == lines
    assert office.converter().health().restarts == before + 1
    assert not members(sessions)


def test_a_crash_in_the_middle_is_tried_again(office: ConverterProcess) -> None:
    before = office.converter().health().restarts
    lines = _text(office.converter().convert(PAPER))
    soffice, sessions = soffice_of(office.pid), sessions_of(office.pid)
    with ThreadPoolExecutor(1) as callers:
        # Stopped first, so that the conversion is surely under way when it is killed.
        os.kill(soffice, signal.SIGSTOP)
        asked = callers.submit(office.converter().convert, PAPER)
        os.kill(soffice, signal.SIGKILL)
        assert _text(asked.result()) == lines
    assert office.converter().health().restarts == before + 1
    assert not members(sessions)


def test_nothing_linked_is_fetched(office: ConverterProcess) -> None:
    for address in ("http://127.0.0.1/picture.png", "file:///etc/hostname"):
        with pytest.raises(ConverterFailed, match=f"链接了外部内容（{address}）"):
            office.converter().convert(a_docx("有链接图片", picture=address))


def test_killed_it_takes_everything_along_and_is_started_again(
    office: ConverterProcess, options: ConverterOptions
) -> None:
    lines = _text(office.converter().convert(PAPER))
    converter, sessions = office.pid, sessions_of(office.pid)
    (left,) = (options.work or Path()).glob("run-*")
    # The worst moment: everything stands still, so that nobody can notice anything.
    for each in members(sessions):
        os.kill(each, signal.SIGSTOP)
    os.kill(converter, signal.SIGKILL)
    assert wait_for(lambda: not members(sessions))
    assert wait_for(lambda: office.pid != converter and office.converter().health().ready)
    assert _text(office.converter().convert(PAPER)) == lines
    assert not left.exists()


def test_a_frame_cut_short_ends_only_its_connection(office: ConverterProcess) -> None:
    with connect_socket(office.socket_path, 5) as link:
        send_frame(link, {"ask": "health"})
        assert receive_frame(link, 5)[0]["health"]["ready"]
