from __future__ import annotations

import stat
from pathlib import Path

import pytest

from service.office.address import connect_socket, listen_on


def test_listens_for_this_user_only_at_a_path_of_any_length(tmp_path: Path) -> None:
    path = tmp_path / ("deep" * 20) / ("deeper" * 10) / "socket"
    with listen_on(path) as listener:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        with connect_socket(path, 1) as link:
            accepted, _ = listener.accept()
            with accepted:
                link.sendall(b"here")
                assert accepted.recv(4) == b"here"


def test_a_dead_socket_is_replaced_and_a_living_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "socket"
    listen_on(path).close()
    assert path.exists()
    with listen_on(path), pytest.raises(FileExistsError):
        listen_on(path)


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        connect_socket(tmp_path / "none" / "socket", 1)
