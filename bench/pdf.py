"""PDF: two warm LibreOffices against a cold ``soffice --convert-to``, the same papers and fonts."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from service.office.converter import Converter

INSTANCES = 2
_LONGEST_S = 120


def contestants(
    papers: Sequence[bytes], converter: Converter, fonts_conf: Path, folder: Path
) -> dict[str, Callable[[], object]]:
    """Return what races: each makes PDFs of all ``papers``, the docx copies made for LibreOffice."""
    sources = [folder / f"paper{i}.docx" for i in range(len(papers))]
    for source, paper in zip(sources, papers, strict=True):
        source.write_bytes(paper)

    def cold() -> None:
        for source in sources:
            _convert(source, fonts_conf, folder)

    def warm() -> None:
        with ThreadPoolExecutor(INSTANCES) as clients:
            list(clients.map(converter.convert, papers))

    def one() -> None:
        for paper in papers:
            converter.convert(paper)

    return {
        "冷启动 soffice --convert-to，一份接一份": cold,
        "成文：热转换，一份接一份": one,
        f"成文：热转换，{INSTANCES}个进程一起": warm,
    }


def _convert(source: Path, fonts_conf: Path, folder: Path) -> None:
    """Run ``soffice``, a script that starts others, in a group of its own: a time-out ends all of them."""
    profile = (folder / "profile").as_uri()
    with tempfile.TemporaryDirectory(dir=folder) as out:
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        with subprocess.Popen(
            [*command, "--outdir", out, str(source)],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts_conf)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            try:
                code = process.wait(_LONGEST_S)
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        if code or not (Path(out) / source.with_suffix(".pdf").name).stat().st_size:
            raise subprocess.CalledProcessError(code, command)
