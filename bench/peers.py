"""Engines of Node on the same paper: one template in each one's own syntax, the same paragraphs, nothing typeset."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import docx
from docxtpl import DocxTemplate

from service.catalog.compiling import compile_template
from service.catalog.contract import contract_of

#: What ``npm install`` gets, and the loop over the paragraphs in its syntax: each line is a paragraph.
PACKAGES = ("carbone@3.8.2", "docxtemplater@3.71.0", "pizzip@3.3.0", "easy-template-x@7.2.8")
_TEMPLATES = {
    "carbone": ("{d.title}", "{d.blocks[i].text}", "{d.blocks[i+1].text}"),
    "docxtemplater": ("{title}", "{#blocks}", "{text}", "{/blocks}"),
    "easy-template-x": ("{title}", "{#blocks}", "{text}", "{/blocks}"),
}
_JINJA = ("{{ title }}", "{%p for block in blocks %}", "{{ block.text }}", "{%p endfor %}")
_INSTALL_S = 300
_RENDERER = Path(__file__).with_name("peers.js")


@dataclass(frozen=True)
class Block:
    text: str


@dataclass(frozen=True)
class Paper:
    title: str
    blocks: tuple[Block, ...]


def install(folder: Path) -> str:
    """Install the engines into ``folder``; return why that can't be done, "" if it is."""
    if not (shutil.which("node") and shutil.which("npm")):
        return "没有 node 和 npm（Debian、Ubuntu：apt install nodejs npm）"
    command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        done = subprocess.run([*command, *PACKAGES], capture_output=True, text=True, timeout=_INSTALL_S)
    except subprocess.TimeoutExpired:
        return f"npm install 超过{_INSTALL_S}秒没有装完"
    return f"npm install 没有成功：{done.stderr.strip()[-300:]}" if done.returncode else ""


@contextmanager
def contestants(finished: bytes, title: str, folder: Path) -> Iterator[dict[str, Callable[[], object]]]:
    """Yield what races; ``finished`` is the paper whose paragraphs and styles are taken, ``folder`` has the engines.

    Raises:
        RuntimeError: if an engine prints another text than the others.
    """
    texts = [p.text for p in docx.Document(io.BytesIO(finished)).paragraphs if p.text.strip()]
    values = {"title": title, "blocks": [{"text": text} for text in texts]}
    (folder / "data.json").write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    template = _template(finished, _JINJA)
    compiled = compile_template(template, {}, contract_of(Paper))
    context: Mapping[str, object] = {"title": title, "blocks": tuple(map(Block, texts))}

    def docxtpl() -> bytes:
        document, out = DocxTemplate(io.BytesIO(template)), io.BytesIO()
        document.render(context, autoescape=True)
        document.save(out)
        return out.getvalue()

    found: dict[str, Callable[[], object]] = {
        "docxtpl": docxtpl,
        "成文：填充": lambda: compiled.render(context),
    }
    for made in (docxtpl(), compiled.render(context)):
        _check(made, [title, *texts])
    with ExitStack() as stack:
        for name, lines in _TEMPLATES.items():
            source, output = folder / f"{name}.docx", folder / f"{name}.out.docx"
            source.write_bytes(_template(finished, lines))
            process = stack.enter_context(_started(name, source, folder / "data.json", output))
            found[name] = _asking(process)
            found[name]()
            _check(output.read_bytes(), [title, *texts])
        yield found


def _template(finished: bytes, lines: Sequence[str]) -> bytes:
    """Return the paper with its body replaced by the paragraphs of a template."""
    document, out = docx.Document(io.BytesIO(finished)), io.BytesIO()
    for child in list(document.element.body)[:-1]:
        document.element.body.remove(child)
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


@contextmanager
def _started(engine: str, source: Path, data: Path, output: Path) -> Iterator[subprocess.Popen[str]]:
    command = ["node", str(_RENDERER), engine, str(source), str(data), str(output)]
    environment = {**os.environ, "NODE_PATH": str(data.parent / "node_modules")}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _asking(process: subprocess.Popen[str]) -> Callable[[], object]:
    """Return what lets a warm process render once; the question itself takes some ten microseconds."""

    def render() -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n")
        process.stdin.flush()
        if not process.stdout.readline():
            raise RuntimeError("node has ended")

    return render


def _check(made: bytes, texts: Sequence[str]) -> None:
    if [p.text for p in docx.Document(io.BytesIO(made)).paragraphs if p.text.strip()] != list(texts):
        raise RuntimeError("an engine printed another text")
