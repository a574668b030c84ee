"""One LibreOffice with its bridge: a process group of its own, started, asked and killed as one."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from service.errors import ConverterMissing
from service.office import messages
from service.office.converter import Conformance
from service.office.frames import LinkError, has_hung_up, receive_frame, send_frame
from service.office.profile import remove_pipes, write_profile

_BRIDGE = Path(__file__).with_name("bridge.py")
_SYSTEM_PYTHON = Path("/usr/bin/python3")  #: the one that Debian's python3-uno is built for
_PROGRAM_FOLDERS = (Path("/usr/lib/libreoffice/program"), Path("/usr/lib64/libreoffice/program"))
_DIRECTORY_BYTES = 1_000_000  #: the directory of a zip of 2,000 parts has 200 kB
_PAGE = os.sysconf("SC_PAGE_SIZE")
_LOG = logging.getLogger(__name__)

LOAD: Mapping[str, Any] = {
    "FilterName": "MS Word 2007 XML",
    "Hidden": True,
    "Silent": True,
    "MacroExecutionMode": 0,  # NEVER_EXECUTE
    "UpdateDocMode": 0,  # NO_UPDATE
}
#: What is loaded with another filter than a docx, told by the part that its package must have.
_WORKBOOK_PART = b"xl/workbook.xml"
_WORKBOOK = {"FilterName": "Calc MS Excel 2007 XML"}
EXPORT: Mapping[str, Any] = {
    "SelectPdfVersion": 0,
    "UseTaggedPDF": False,
    "ExportBookmarks": False,
    "ExportNotes": False,
    "ExportFormFields": False,
    "IsSkipEmptyPages": False,  # the blank page before a 版记 on an even page is part of the paper
    "IsAddStream": False,
    "EmbedStandardFonts": True,
    "UseLosslessCompression": True,
    "ReduceImageResolution": False,
}
#: Conformance → what the export is told beside `EXPORT`; an archival file has bookmarks and tags.
CONFORMANCES: Mapping[Conformance, Mapping[str, Any]] = {
    "": {},
    "pdfa-2b": {"SelectPdfVersion": 2, "UseTaggedPDF": True, "ExportBookmarks": True},
    "pdfa-1b": {"SelectPdfVersion": 1, "UseTaggedPDF": True, "ExportBookmarks": True},
}


class ProcessError(Exception):
    """LibreOffice did not convert."""


class Crashed(ProcessError):
    """LibreOffice or its bridge ended before it answered."""


class Hung(ProcessError):
    """LibreOffice did not answer in time; it still holds the document and must be killed."""


class Refused(ProcessError):
    """LibreOffice cannot read or export the document; the process itself is well."""


class LibreOffice:
    """A running LibreOffice; whoever starts it kills it. It dies with the thread that started it."""

    def __init__(self, command: Sequence[str], folder: Path, fonts_conf: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="office-", dir=folder))
        self.version = ""
        self.soffice = 0
        self.conversions = 0
        self._pipe = f"chengwen-{self.folder.name}"
        write_profile(self.folder / "profile")
        self._link, theirs = socket.socketpair()
        with theirs, (self.folder / "log").open("wb") as log:
            self._bridge = subprocess.Popen(
                [*command, str(theirs.fileno()), str(os.getpid()), self._pipe],
                cwd=self.folder,
                env=_environment(self.folder, fonts_conf),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    @property
    def group(self) -> int:
        """The id of the process group and session."""
        return self._bridge.pid

    def convert(
        self,
        docx: bytes,
        run_s: float,
        conformance: Conformance = "",
        load: Mapping[str, Any] = LOAD,
    ) -> bytes:
        """Return the PDF of a docx or xlsx within ``run_s`` seconds; after ``Crashed`` or ``Hung`` only ``kill`` may follow."""
        deadline = time.monotonic() + run_s
        is_workbook = _is_workbook(docx)
        request = {
            "load": {**load, **(_WORKBOOK if is_workbook else {})},
            "filter": "calc_pdf_Export" if is_workbook else "writer_pdf_Export",
            "export": {**EXPORT, **CONFORMANCES[conformance]},
        }
        try:
            send_frame(self._link, request, docx, timeout_s=run_s)
            reply, pdf = receive_frame(self._link, timeout_s=max(0.001, deadline - time.monotonic()))
        except TimeoutError as error:
            raise Hung(f"no answer within {run_s:g} s") from error
        except LinkError as error:
            raise Crashed(self._last_words()) from error
        self.conversions += 1
        if "pdf" not in reply:
            raise Refused(str(reply.get("refused")))
        return pdf

    def is_alive(self) -> bool:
        """Tell whether an idle process is still there: its bridge says nothing, and has not hung up."""
        return not has_hung_up(self._link)

    def resident_bytes(self) -> int:
        """Return the resident memory of soffice.bin, 0 if it is gone."""
        try:
            return int(Path(f"/proc/{self.soffice}/statm").read_text().split()[1]) * _PAGE
        except (OSError, IndexError):
            return 0

    def hang_up(self) -> None:
        """End the link, so that the owner's call fails at once and the bridge ends; safe from any thread."""
        with contextlib.suppress(OSError):
            self._link.shutdown(socket.SHUT_RDWR)

    def kill(self) -> None:
        """Kill the whole group, reap it and remove its folder; may be called twice."""
        if self._bridge.returncode is None:
            # The bridge is not reaped yet, so that its number cannot belong to another group.
            os.killpg(self.group, signal.SIGKILL)
            self._bridge.wait()
            _reap(self.group)
        self._link.close()
        remove_pipes(self.folder / "profile", self._pipe, os.getuid())
        shutil.rmtree(self.folder, ignore_errors=True)

    def wait_until_ready(self, start_s: float) -> None:
        """Wait for the bridge's first word.

        Raises:
            ConverterMissing: the system's Python has no ``uno``.
            Crashed: it ended.
            Hung: it took longer than ``start_s`` seconds.
        """
        try:
            hello, _ = receive_frame(self._link, timeout_s=start_s)
        except TimeoutError as error:
            raise Hung(f"LibreOffice did not start within {start_s:g} s") from error
        except LinkError as error:
            raise Crashed(self._last_words()) from error
        if missing := hello.get("missing"):
            raise missing_package(missing)
        self.version, self.soffice = str(hello["version"]), int(hello["soffice"])
        remove_pipes(self.folder / "profile", self._pipe, os.getuid())

    def _last_words(self) -> str:
        lines = (self.folder / "log").read_text("utf-8", "replace").splitlines()
        return "LibreOffice ended; its last words: " + " / ".join(lines[-5:])


def _is_workbook(document: bytes) -> bool:
    """Tell whether a package lists a workbook: the directory of a zip stands at its end."""
    return _WORKBOOK_PART in document[-_DIRECTORY_BYTES:]


def start_libreoffice(folder: Path, fonts_conf: Path) -> LibreOffice:
    """Start a LibreOffice with a fresh profile in ``folder``; usable after ``wait_until_ready`` (about 1 s).

    Raises:
        ConverterMissing: soffice, its Python or the fonts are not there.
    """
    if not fonts_conf.is_file():
        raise ConverterMissing(messages.NO_FONTS.format(path=fonts_conf))
    soffice = find_soffice()
    if not _SYSTEM_PYTHON.is_file():
        raise missing_package("python3-uno")
    return LibreOffice([str(_SYSTEM_PYTHON), "-I", str(_BRIDGE), str(soffice)], folder, fonts_conf)


def find_soffice() -> Path:
    """Return the path of soffice.bin, which is started without its shell script and its splash process.

    Raises:
        ConverterMissing: LibreOffice is not installed.
    """
    script = shutil.which("soffice") or shutil.which("libreoffice")
    folders = [Path(script).resolve().parent] if script else []
    for folder in [*folders, *_PROGRAM_FOLDERS]:
        program = folder / "soffice.bin"
        # Without Writer's library the office starts, but reads no document.
        if program.is_file() and (folder / "libswlo.so").is_file():
            return program
    raise missing_package("libreoffice-writer-nogui")


def missing_package(package: str) -> ConverterMissing:
    """Return the error that tells which Debian package to install."""
    return ConverterMissing(messages.MISSING.format(package=package))


def _environment(folder: Path, fonts_conf: Path) -> dict[str, str]:
    """Return the whole environment: nothing of the caller's, lest the page depend on who started us."""
    return {
        # LibreOffice needs no other program; finding gpg, it starts it five times and leaves the dead.
        "PATH": str(folder),
        "LC_ALL": "C.UTF-8",
        "TZ": "Asia/Shanghai",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "FONTCONFIG_FILE": str(fonts_conf.absolute()),
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _reap(group: int) -> None:
    """Collect the dead of the group that became our children (the converter process is their subreaper)."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            if os.waitpid(-group, os.WNOHANG) == (0, 0):
                time.sleep(0.005)
        except ChildProcessError:
            return
    _LOG.error("process group %d does not die", group)
