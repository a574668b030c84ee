from __future__ import annotations

import socket
import struct

import pytest

from service.office.frames import BadFrame, Disconnected, has_hung_up, receive_frame, send_frame


def test_what_is_sent_arrives() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        send_frame(ours, {"说": "好"}, b"\0\xff", 1)
        send_frame(ours, {})
        assert receive_frame(theirs, 1) == ({"说": "好"}, b"\0\xff")
        assert receive_frame(theirs) == ({}, b"")


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack("!IQ", 2_000_000, 0),
        struct.pack("!IQ", 2, 11) + b"{}",
        struct.pack("!IQ", 2, 0) + b"{]",
        struct.pack("!IQ", 2, 0) + b"[]",
        struct.pack("!IQ", 1, 0) + b"\xff",
    ],
)
def test_what_is_no_frame_is_refused(sent: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(sent)
        with pytest.raises(BadFrame):
            receive_frame(theirs, 1, body_limit=10)


def test_silence_runs_out_and_an_end_is_an_end() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(b"\0\0")
            with pytest.raises(TimeoutError):
                receive_frame(theirs, 0.05)
        with pytest.raises(Disconnected):
            receive_frame(theirs, 1)


def test_sending_to_nobody() -> None:
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours, pytest.raises(Disconnected):
        send_frame(ours, {}, bytes(1_000_000))


def test_hanging_up_is_seen_at_once() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        theirs.settimeout(60)
        with ours:
            assert not has_hung_up(theirs)
            ours.sendall(b"x")
            assert not has_hung_up(theirs)
            assert theirs.recv(1) == b"x"
        assert has_hung_up(theirs)
