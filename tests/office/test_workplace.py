from __future__ import annotations

import os
from pathlib import Path

from service.office.workplace import open_workplace


def test_removes_what_the_dead_left_and_nothing_else(tmp_path: Path) -> None:
    dead, other = tmp_path / "run-dead", tmp_path / "kept"
    (dead / "office-1" / "profile").mkdir(parents=True)
    other.mkdir()
    with open_workplace(tmp_path) as living, open_workplace(tmp_path) as second:
        assert living.is_dir()
        assert second.is_dir()
        assert {each.name for each in tmp_path.iterdir()} == {living.name, second.name, "kept"}
    assert list(tmp_path.iterdir()) == [other]


def test_removes_the_pipes_of_the_dead(tmp_path: Path) -> None:
    office = tmp_path / "run-dead" / f"office-{tmp_path.parent.name}{tmp_path.name}"
    office.mkdir(parents=True)
    pipe = Path(f"/tmp/OSL_PIPE_{os.getuid()}_chengwen-{office.name}")
    pipe.touch()
    with open_workplace(tmp_path):
        assert not pipe.exists()
