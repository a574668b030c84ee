"""The server as a process: its port, its end, and its converter."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.errors import AddressInUse
from service.serving import take_address
from service.settings import InvalidSetting, Settings

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples/yingkou/issuing_notice.json"
PATIENCE_S = 60.0


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Settings without fonts, hence without PDF: these tests need no LibreOffice."""
    settings = {"DATA": tmp_path / "var", "ROOT": ROOT, "FONTS_CONF": tmp_path / "none/fonts.conf"}
    return os.environ | {f"CHENGWEN_{name}": str(path) for name, path in settings.items()}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(port: int, environ: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "service", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def served(environ: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = started(port, environ)
    try:
        yield process, port
    finally:
        process.kill()
        process.communicate()


def new_token(environ: dict[str, str]) -> str:
    """What the command prints for scripts: the token and nothing else."""
    command = [sys.executable, "-m", "service", "token", "create", "测试"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def fetch(address: str, data: bytes | None = None, accept: str = "*/*", token: str = "") -> tuple[int, bytes]:
    """Ask until somebody listens; the first lines of output say when, but a reader would block on them."""
    headers = {"Accept": accept, "Authorization": f"Bearer {token}"} | (
        {"Content-Type": "application/json"} if data else {}
    )
    request = urllib.request.Request(address, data, headers)

    def answer() -> tuple[int, bytes] | None:
        try:
            with urllib.request.urlopen(request) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()
        except (urllib.error.URLError, ConnectionError):
            return None

    return eventually(answer)


def eventually(question: Callable[[], Any]) -> Any:
    """Ask until there is an answer."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        answer = question()
        if answer is not None:
            return answer
        time.sleep(0.05)
    raise AssertionError("no answer")


def test_it_answers_and_stops_cleanly(served: tuple[subprocess.Popen[str], int], environ: dict[str, str]):
    process, port = served
    address = f"http://127.0.0.1:{port}"
    assert fetch(f"{address}/healthz") == (200, b'{"status":"ok"}\n')
    token = new_token(environ)
    status, body = fetch(f"{address}/api/v1/documents", SAMPLE.read_bytes(), token=token)
    assert status == 201
    assert list(json.loads(body)["files"]) == ["docx"]
    status, body = fetch(f"{address}/api/v1/documents", b" " * 3_000_000, token=token)
    assert (status, json.loads(body)["code"]) == (413, "request_too_large")

    second = started(port, environ)
    said, complaint = second.communicate()
    assert (second.returncode, said) == (69, "")
    assert complaint.startswith(f"端口已被占用：端口 {port}")

    process.send_signal(signal.SIGTERM)
    said, complaint = process.communicate()
    assert process.returncode == 0
    assert said.startswith(f"成文已启动，请用浏览器打开 {address}")
    assert len(re.findall("登录名 admin，一次性密码 [a-z2-9-]{19}\n", said)) == 1
    assert said.endswith("成文已停止\n")
    assert complaint == ""


def test_the_first_login_is_shown_once(served: tuple[subprocess.Popen[str], int], environ: dict[str, str]):
    process, port = served
    fetch(f"http://127.0.0.1:{port}/healthz")
    process.send_signal(signal.SIGTERM)
    assert "一次性密码" in process.communicate()[0]
    again = started(port, environ)
    try:
        fetch(f"http://127.0.0.1:{port}/healthz")
        again.send_signal(signal.SIGTERM)
        assert "一次性密码" not in again.communicate()[0]
    finally:
        again.kill()
        again.communicate()


def test_it_stops_on_ctrl_c(served: tuple[subprocess.Popen[str], int]):
    process, port = served
    fetch(f"http://127.0.0.1:{port}/healthz")
    process.send_signal(signal.SIGINT)
    said, complaint = process.communicate()
    assert process.returncode == 0
    assert said.endswith("成文已停止\n")
    assert "Traceback" not in complaint


def children(pid: int) -> dict[int, str]:
    """The living children of a process, with their command lines."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            command = (status.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError):
            continue  # it ended while we looked
        if parent == pid and command:
            found[int(status.parent.name)] = command
    return found


@pytest.mark.xdist_group("office")
def test_pdf_comes_back_after_the_converter_was_killed(environ: dict[str, str]):
    port = free_port()
    fonts_conf = Settings.from_environment(os.environ).fonts_conf
    process = started(port, environ | {"CHENGWEN_FONTS_CONF": str(fonts_conf), "CHENGWEN_CONVERTERS": "1"})
    address = f"http://127.0.0.1:{port}/api/v1/documents"
    try:
        token = new_token(environ)
        status, pdf = fetch(address, SAMPLE.read_bytes(), "application/pdf", token)
        assert (status, pdf[:5]) == (201, b"%PDF-")
        (converter,) = [pid for pid, command in children(process.pid).items() if "service.office" in command]
        os.kill(converter, signal.SIGKILL)

        def again() -> bytes | None:
            status, body = fetch(address, SAMPLE.read_bytes(), "application/pdf", token)
            return body if status == 201 else None

        assert eventually(again) == pdf
        left = children(process.pid)
        assert converter not in left
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate()
        assert process.returncode == 0
        assert said.endswith("成文已停止\n")
        assert not any(Path(f"/proc/{pid}").exists() for pid in left)
        assert not (Path(environ["CHENGWEN_DATA"]) / "converter.sock").exists()
    finally:
        process.kill()
        process.communicate()


def test_an_address_is_taken_once():
    with take_address("127.0.0.1", 0) as listener:
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(AddressInUse, match=f"CHENGWEN_PORT={port + 1}"):
            take_address("127.0.0.1", port)


@pytest.mark.parametrize("host", ["203.0.113.7", "no-such-host.invalid"])
def test_an_address_that_this_machine_lacks_is_said(host: str):
    with pytest.raises(InvalidSetting, match=host):
        take_address(host, 0)
