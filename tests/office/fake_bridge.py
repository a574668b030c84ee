"""A LibreOffice that never was: speaks the bridge's side of the link and does what the document says.

``echo …`` comes back; ``refuse``, ``hang`` and ``crash`` do so; ``hang once PATH`` and ``crash once PATH`` only while
PATH is not there; ``slow PATH`` waits until PATH is there
(and tells that it began).
"""

from __future__ import annotations

import os
import socket
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from service.office.frames import Disconnected, receive_frame, send_frame


def main() -> None:
    link = socket.socket(fileno=int(sys.argv[1]))
    send_frame(link, {"ready": True, "version": "0.0", "soffice": os.getpid()})
    while True:
        _, document = receive_frame(link)
        verb, _, rest = document.decode().partition(" ")
        once, _, path = rest.partition(" ")
        if once == "once" and Path(path).exists():
            verb = "echo"
        elif once == "once":
            Path(path).touch()
        if verb == "crash":
            os._exit(1)
        if verb == "slow":
            Path(rest).with_suffix(".begun").touch()
        while verb == "hang" or (verb == "slow" and not Path(rest).exists()):
            time.sleep(0.01)
        if verb == "refuse":
            send_frame(link, {"refused": "as told"})
        else:
            send_frame(link, {"pdf": True}, f"{os.getpid()} {document.decode()}".encode())


if __name__ == "__main__":
    try:
        main()
    except Disconnected:
        sys.exit(0)
