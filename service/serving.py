"""Runs the web service: the port, the converter process, the process for jobs and the workers of gunicorn."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Mapping
from typing import Any
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication

from service.access.accounts import make_first_administrator
from service.app import create_app
from service.assembly import converter_options, converter_socket, open_services
from service.errors import AddressInUse, ConversionError
from service.jobs.process import GRACE_S as JOBS_GRACE_S
from service.office.child import ConverterProcess, start_converter
from service.office.keeping import KeptProcess
from service.services import Services
from service.settings import InvalidSetting, Settings
from service.storage.person import Person

WORKERS = 2
THREADS = 8  #: of each worker; most of them wait for a conversion
GRACE_S = 30  #: how long requests may go on after SIGTERM
BACKLOG = 256

_LOG = logging.getLogger(__name__)


def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; ``say`` tells the user what happens.

    The port is taken first, so that a second service fails before it touches anything; it answers as soon as
    the workers stand, while LibreOffice is still warming up.

    Raises:
        AddressInUse, InvalidSetting: if the address can't be used.
        TemplateError, StorageFailed: if the service can't work at all.
    """
    logging.basicConfig(format="%(asctime)s %(name)s %(levelname)s %(message)s")
    listener = take_address(settings.host, settings.port)
    try:
        services = open_services(settings)
        first = make_first_administrator(services.access)
        process = _start_converter(settings, services)
    except BaseException:
        listener.close()
        raise

    workshop: list[KeptProcess] = []

    def announce(_: Any) -> None:
        say(f"成文已启动，请用浏览器打开 {address_of(settings)}（按 Ctrl+C 停止）")
        if first is not None:
            say(_first_login(*first))
        say(f"PDF 功能未启用：{services.making.pdf_off}" if process is None else "PDF 功能正在准备，稍后可用")
        workshop.append(KeptProcess("service.jobs"))  # now, because its start would keep the pages waiting
        workshop[0].keep()

    def part(_: Any) -> None:
        for jobs in workshop:  # first: it finishes what it holds, and needs the converter for it
            jobs.stop(JOBS_GRACE_S + 5)
        if process is not None:
            process.stop()
        services.database.close()
        say("成文已停止")

    services.database.forget_connections()
    options = _options(listener.detach(), services)  # from here the port is gunicorn's to close
    _Server(create_app(settings, services), {**options, "when_ready": announce, "on_exit": part}).run()


def take_address(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address, not listening yet.

    Raises:
        AddressInUse: if another program has it.
        InvalidSetting: if this machine has no such address, or the port needs root.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.set_inheritable(True)
    except OSError as error:
        listener.close()
        raise _explained(error, host, port) from error
    return listener


def address_of(settings: Settings) -> str:
    """Return the address to open in a browser on this machine."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
    host = everywhere.get(settings.host, f"[{settings.host}]" if ":" in settings.host else settings.host)
    return f"http://{host}:{settings.port}"


def _explained(error: OSError, host: str, port: int) -> AddressInUse | InvalidSetting:
    if isinstance(error, PermissionError):
        return InvalidSetting(f"没有权限使用端口 {port}，请用 1024 以上的端口（CHENGWEN_PORT）")
    if isinstance(error, socket.gaierror) or error.errno == 99:  # EADDRNOTAVAIL
        return InvalidSetting(f"本机没有 {host} 这个地址，请改 CHENGWEN_HOST")
    return AddressInUse(
        f"端口 {port} 已被别的程序占用；请停止那个程序，或换一个端口：CHENGWEN_PORT={port + 1}"
    )


def _first_login(person: Person, password: str) -> str:
    return (
        f"第一次登录：登录名 {person.login}，一次性密码 {password}\n"
        "这个密码只显示这一次，登录以后换成自己的；没有记下的，用 chengwen user reset admin 重设"
    )


def _start_converter(settings: Settings, services: Services) -> ConverterProcess | None:
    """Start the converter process; if it won't start, Word files are served all the same."""
    if services.making.converter is None:
        return None
    try:
        return start_converter(converter_socket(settings), converter_options(settings))
    except ConversionError as error:
        _LOG.error("the converter does not start: %s", error, exc_info=error)
        return None


def _options(port: int, services: Services) -> Mapping[str, Any]:
    return {
        "bind": f"fd://{port}",
        "backlog": BACKLOG,
        "workers": WORKERS,
        "worker_class": "gthread",
        "threads": THREADS,
        "graceful_timeout": GRACE_S,
        "preload_app": True,  # templates are compiled once, and mistakes are told before the port opens
        "loglevel": "warning",
        "control_socket_disable": True,
        "post_fork": lambda server, worker: services.database.forget_connections(),
    }


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn as a library: our application, our options, no command line and no configuration file."""

    def __init__(self, app: WSGIApplication, options: Mapping[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        return self._app
