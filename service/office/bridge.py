"""The bridge: runs under the system's Python, starts one soffice.bin and drives it over UNO.

Called as ``python3 -I bridge.py SOFFICE LINK PARENT PIPE`` in the instance's folder, leader of its own
session. ``LINK`` is the number of the inherited socket to the converter, ``PARENT`` the converter's process
id. It imports only the standard library, ``uno`` and the frames beside it. Whatever ends, all of this session
ends: the converter gone, LibreOffice gone, or the bridge itself.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

sys.path.append(str(Path(__file__).resolve().parents[2]))

from service.office.frames import Disconnected, receive_frame, send_frame

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
_RESTART_CODES = (79, 81)  #: soffice.bin asks to be started again, after it made a fresh profile
_CHUNK = 1 << 22  #: bytes asked of LibreOffice at a time
_libc = ctypes.CDLL(None, use_errno=True)


def main(arguments: list[str]) -> None:
    """Start LibreOffice, say that it is ready, then convert what comes until the converter is gone."""
    soffice, pipe = arguments[0], arguments[3]
    link, parent = socket.socket(fileno=int(arguments[1])), int(arguments[2])
    _leave_network()
    _die_with(parent)
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        uno = importlib.import_module("uno")
    except ImportError as error:
        send_frame(link, {"missing": "python3-uno", "detail": str(error)})
        return
    context, process = _start(uno, soffice, pipe)
    threading.Thread(target=_end_after_hangup, args=(link,), daemon=True).start()
    threading.Thread(target=_end_after_exit, args=(process,), daemon=True).start()
    send_frame(link, {"ready": True, "version": _version(uno, context), "soffice": process.pid})
    desktop = _create(context, "com.sun.star.frame.Desktop")
    while True:
        header, document = receive_frame(link)
        try:
            pdf = _convert(uno, context, desktop, document, header)
            reply: dict[str, Any] = {"pdf": True}
        except Exception as error:
            if not _answers(context):
                raise
            reply, pdf = {"refused": f"{type(error).__name__}: {error}"}, b""
        send_frame(link, reply, pdf)


def _answers(context: Any) -> bool:
    """Tell whether LibreOffice is still there: a dying one fails in as many ways as there are calls."""
    try:
        return context.ServiceManager is not None
    except Exception:
        return False


def _leave_network() -> None:
    """Leave the network, where that is allowed; besides, its settings name a proxy that is not there."""
    if _libc.unshare(_CLONE_NEWNET) == 0:
        return
    user, group = os.getuid(), os.getgid()
    if _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")


def _die_with(parent: int) -> None:
    """Have the kernel kill this process when the thread that started it ends, stopped or not.

    After leaving the network, because a new user namespace clears this wish.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        _end()


def _end() -> NoReturn:
    os.killpg(0, signal.SIGKILL)
    raise SystemExit(1)


def _end_after_hangup(link: socket.socket) -> None:
    """End everything as soon as the converter hangs up, even in the middle of a conversion."""
    poll = select.poll()
    poll.register(link.fileno(), select.POLLRDHUP)
    poll.poll()
    _end()


def _end_after_exit(process: subprocess.Popen[bytes]) -> None:
    """End everything as soon as LibreOffice ends; collect the other dead, which it leaves to us."""
    while True:
        pid, status = os.wait()
        if pid == process.pid:
            print(f"soffice.bin ended with {os.waitstatus_to_exitcode(status)}", file=sys.stderr, flush=True)
            _end()


def _start(uno: Any, soffice: str, pipe: str) -> tuple[Any, subprocess.Popen[bytes]]:
    """Start soffice.bin in this folder and return its component context; the converter limits the time."""
    command = [
        soffice,
        f"-env:UserInstallation={(Path.cwd() / 'profile').as_uri()}",
        "--headless",
        "--invisible",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nofirststartwizard",
        "--nolockcheck",
        f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
    ]
    me = os.getpid()
    local = uno.getComponentContext()
    resolver = _create(local, "com.sun.star.bridge.UnoUrlResolver")
    process = _spawn(command, me)
    while True:
        code = process.poll()
        if code in _RESTART_CODES:
            process = _spawn(command, me)
        elif code is not None:
            print(f"soffice.bin ended with {code} at start", file=sys.stderr)
            _end()
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"), process
        except Exception as error:
            if type(error).__name__.rpartition(".")[2] != "NoConnectException":
                raise
        time.sleep(0.02)


def _spawn(command: list[str], parent: int) -> subprocess.Popen[bytes]:
    # preexec_fn is safe here: this process has one thread until LibreOffice is there.
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=lambda: _die_with(parent))


def _create(context: Any, service: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(service, context)


def _version(uno: Any, context: Any) -> str:
    provider = _create(context, "com.sun.star.configuration.ConfigurationProvider")
    path = _properties(uno, {"nodepath": "/org.openoffice.Setup/Product"})
    view = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", path)
    return str(view.getByName("ooSetupVersionAboutBox"))


def _properties(uno: Any, values: dict[str, Any]) -> tuple[Any, ...]:
    made = []
    for name, value in values.items():
        item = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        item.Name, item.Value = name, value
        made.append(item)
    return tuple(made)


def _convert(uno: Any, context: Any, desktop: Any, document: bytes, header: dict[str, Any]) -> bytes:
    """Load the document from memory, export it to memory, close it; nothing touches a folder of ours."""
    source = context.ServiceManager.createInstanceWithArgumentsAndContext(
        "com.sun.star.io.SequenceInputStream", (uno.ByteSequence(document),), context
    )
    load = _properties(uno, {**header["load"], "InputStream": source})
    opened = desktop.loadComponentFromURL("private:stream", "_blank", 0, load)
    if opened is None:
        raise ValueError("LibreOffice does not read this as " + str(header["load"].get("FilterName")))
    try:
        sink = _create(context, "com.sun.star.io.Pipe")
        data = uno.Any("[]com.sun.star.beans.PropertyValue", _properties(uno, header["export"]))
        store = {"FilterName": header["filter"], "FilterData": data, "OutputStream": sink}
        opened.storeToURL("private:stream", _properties(uno, store))
        sink.closeOutput()
        return _read(sink)
    finally:
        opened.close(True)


def _read(source: Any) -> bytes:
    chunks = []
    while True:
        count, chunk = source.readBytes(None, _CHUNK)
        chunks.append(chunk.value)
        if count < _CHUNK:
            return b"".join(chunks)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Disconnected:
        pass
    except Exception:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        _end()
