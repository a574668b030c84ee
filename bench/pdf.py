"""PDF: a warm converter against a cold ``soffice --convert-to``, with the same fonts."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from service.office.converter import Converter

_LONGEST_S = 120


def contestants(
    docx: bytes, converter: Converter, fonts_conf: Path, folder: Path
) -> dict[str, Callable[[], object]]:
    """Return what races; ``docx`` is the copy made for LibreOffice."""
    source = folder / "paper.docx"
    source.write_bytes(docx)
    profile = (folder / "profile").as_uri()

    def cold() -> bytes:
        with tempfile.TemporaryDirectory(dir=folder) as out:
            command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
            _run([*command, "--outdir", out, str(source)], {**os.environ, "FONTCONFIG_FILE": str(fonts_conf)})
            return (Path(out) / "paper.pdf").read_bytes()

    return {"冷启动 soffice --convert-to": cold, "成文：热转换": lambda: converter.convert(docx)}


def _run(command: list[str], environment: dict[str, str]) -> None:
    """Run ``soffice``, a script that starts others, in a group of its own: a time-out ends all of them."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            code = process.wait(_LONGEST_S)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if code:
        raise subprocess.CalledProcessError(code, command)
