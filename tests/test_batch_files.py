"""``chengwen render --batch``: names, what fails, and what a killed run leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from service.batch_files import JOURNAL, count_items, render_batch
from service.cli import main
from service.errors import InvalidRequest
from service.offline import Outcome, Wishes
from tests.fakes import NUMBER, a_request, as_bytes, fake_making
from tests.test_serving import ROOT, SAMPLE, eventually

DOCX = Wishes(("docx",))


def a_paper(title: str, number: str | None = None) -> dict[str, Any]:
    paper = {"title": title} | ({} if number is None else {"document_number": number})
    return a_request(content={"campaign": {}, "paper": paper})


def batch(folder: Path, *papers: object) -> str:
    path = folder / "一批.json"
    path.write_bytes(as_bytes(list(papers)))
    return str(path)


def run(path: str, folder: Path, wishes: Wishes = DOCX) -> list[Outcome]:
    return list(render_batch(path, folder, wishes, fake_making(), 100_000))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != JOURNAL)


def test_papers_are_named_by_number_and_title_and_never_the_same(tmp_path: Path):
    path = batch(
        tmp_path,
        a_paper("甲", NUMBER),
        a_paper("甲", NUMBER),
        a_paper("乙"),
        a_paper("长" * 90),
        a_paper("长" * 90),
    )
    assert count_items(path, 100_000) == 5
    out = tmp_path / "新/目录"
    assert all(outcome.error is None for outcome in run(path, out))
    assert names(out) == sorted(
        [
            f"{NUMBER}甲.docx",
            f"{NUMBER}甲（2）.docx",
            "乙.docx",
            "长" * 80 + ".docx",
            "长" * 77 + "（5）.docx",
        ]
    )


def test_what_was_made_is_passed_over_and_what_changed_is_made_again(tmp_path: Path):
    out = tmp_path / "out"
    run(batch(tmp_path, a_paper("甲"), a_paper("乙"), a_paper("丙")), out)
    (out / "乙.docx").unlink()
    again = run(batch(tmp_path, a_paper("甲"), a_paper("乙"), a_paper("丁")), out)
    assert [[path.name for path in outcome.written] for outcome in again] == [[], ["乙.docx"], ["丁.docx"]]
    assert not any(
        outcome.written for outcome in run(batch(tmp_path, a_paper("甲"), a_paper("乙"), a_paper("丁")), out)
    )


def test_a_journal_that_was_cut_off_costs_one_paper(tmp_path: Path):
    out, path = tmp_path / "out", batch(tmp_path, a_paper("甲"), a_paper("甲"))
    run(path, out)
    journal = out / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-9])
    assert [bool(outcome.written) for outcome in run(path, out)] == [False, True]
    assert names(out) == ["甲.docx", "甲（2）.docx"]
    assert not any(outcome.written for outcome in run(path, out))


def test_one_that_fails_does_not_stop_the_rest_and_is_tried_again(tmp_path: Path):
    path = batch(tmp_path, a_paper(""), "nonsense", a_paper("甲"))
    for made in (True, False):
        outcomes = run(path, tmp_path / "out")
        assert [outcome.error and outcome.error.code for outcome in outcomes] == [
            "invalid_content",
            "invalid_request",
            None,
        ]
        assert [outcome.source for outcome in outcomes] == ["第1份", "第2份", "第3份"]
        assert bool(outcomes[2].written) == made


def test_lines_are_a_batch_too(tmp_path: Path):
    path = tmp_path / "一批.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + as_bytes(a_paper("甲")) + b"\n\n" + as_bytes(a_paper("乙")))
    assert count_items(str(path), 100_000) == 2
    run(str(path), tmp_path / "out")
    assert names(tmp_path / "out") == ["乙.docx", "甲.docx"]


def test_no_batch_is_said(tmp_path: Path):
    for path in (str(tmp_path / "missing.json"), batch(tmp_path)):
        with pytest.raises(InvalidRequest):
            count_items(path, 100_000)


def the_sample(title: str) -> dict[str, Any]:
    request: dict[str, Any] = json.loads(SAMPLE.read_text("utf-8"))
    request["content"]["paper"]["title"] = title
    return request


def test_a_killed_run_is_taken_up_again(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("CHENGWEN_FONTS_CONF", str(tmp_path / "none/fonts.conf"))
    path, out = (
        batch(tmp_path, *(the_sample(f"关于第{number}号事项的通知") for number in range(1, 21))),
        tmp_path / "out",
    )
    command = [
        sys.executable,
        "-m",
        "service",
        "render",
        "--batch",
        path,
        "--out",
        str(out),
        "--format",
        "docx",
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    journal = out / JOURNAL
    eventually(lambda: (journal.exists() and journal.read_text("utf-8").count("\n") > 2) or None)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = {file.name: file.stat().st_mtime_ns for file in out.glob("*.docx")}
    assert 2 < len(kept) < 20
    made = journal.read_text("utf-8").count("\n")
    time.sleep(0.01)
    assert main([*command[3:]]) == 0
    assert f"共 20 份：新做 {20 - made} 份，先前已做 {made} 份，未能制作 0 份" in capsys.readouterr().out
    assert len(names(out)) == 20
    untouched = [name for name, when in kept.items() if (out / name).stat().st_mtime_ns == when]
    assert len(untouched) == made


def test_the_command_says_which_failed(tmp_path: Path, capsys):
    path = batch(tmp_path, the_sample("关于甲的通知"), {"paper_type": "nonsense", "content": {}})
    assert main(["render", "--batch", path, "--out", str(tmp_path / "out"), "--format", "docx"]) == 64
    shown = capsys.readouterr()
    assert "第2份：没有这种公文" in shown.err
    assert "共 2 份：新做 1 份，先前已做 0 份，未能制作 1 份" in shown.out
