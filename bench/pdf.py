"""PDF: a warm converter against a cold ``soffice --convert-to``, with the same fonts."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from service.office.converter import Converter


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
            subprocess.run(
                [*command, "--outdir", out, str(source)],
                env={**os.environ, "FONTCONFIG_FILE": str(fonts_conf)}, check=True, capture_output=True, timeout=120,
            )  # fmt: skip
            return (Path(out) / "paper.pdf").read_bytes()

    return {"冷启动 soffice --convert-to": cold, "成文：热转换": lambda: converter.convert(docx)}
