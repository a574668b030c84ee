from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from service.settings import InvalidSetting, Settings, describe

ROOT = Path(__file__).resolve().parents[1]


def test_defaults_belong_to_the_checkout() -> None:
    settings = Settings.from_environment({})
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.root == ROOT
    assert settings.database_url == f"sqlite:///{ROOT / 'var' / 'chengwen.db'}"
    assert settings.fonts_conf == ROOT / ".cache" / "fonts" / "fonts.conf"
    assert 1 <= settings.converters <= 4
    assert settings.max_request_bytes == 2_000_000


def test_every_variable_changes_its_own_field() -> None:
    given = {
        "CHENGWEN_HOST": "0.0.0.0",
        "CHENGWEN_PORT": "8080",
        "CHENGWEN_DATA": "/srv/data",
        "CHENGWEN_DATABASE_URL": "sqlite:////srv/other.db",
        "CHENGWEN_FONTS_CONF": "/srv/fonts.conf",
        "CHENGWEN_CONVERTERS": "7",
        "CHENGWEN_CONVERT_WAIT": "1.5",
        "CHENGWEN_CONVERT_RUN": "2",
        "CHENGWEN_MAX_REQUEST": "5",
        "CHENGWEN_MAX_UPLOAD": "6",
        "CHENGWEN_JOB_LEASE": "3.5",
        "CHENGWEN_JOB_RUN": "4.5",
        "CHENGWEN_MAX_BATCH": "8",
        "CHENGWEN_PROXIES": "1",
        "CHENGWEN_LAYOUT": "/srv/版式.json",
        "CHENGWEN_DIRECTORY": "/srv/directory.json",
        "CHENGWEN_SECRECY_RESPONSIBLE": "保密办公室",
        "CHENGWEN_ROOT": "/srv/chengwen",
    }
    assert set(given) == {each.variable for each in describe()}
    values = {about.variable: value for about, value in Settings.from_environment(given).in_use()}
    assert values == given | {"CHENGWEN_CONVERT_RUN": "2.0"}


def test_data_moves_the_default_database_along() -> None:
    settings = Settings.from_environment({"CHENGWEN_DATA": "/srv/data"})
    assert settings.database_url == "sqlite:////srv/data/chengwen.db"


def test_a_relative_path_counts_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment({"CHENGWEN_DATA": "here"}).data == tmp_path / "here"


def test_an_empty_value_counts_as_absent() -> None:
    empty = {each.variable: "" for each in describe()}
    assert Settings.from_environment(empty) == Settings.from_environment({})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CHENGWEN_PORT", "http"),
        ("CHENGWEN_PORT", "0"),
        ("CHENGWEN_PORT", "65536"),
        ("CHENGWEN_PORT", "８０００"),
        ("CHENGWEN_CONVERTERS", "-1"),
        ("CHENGWEN_CONVERT_WAIT", "soon"),
        ("CHENGWEN_CONVERT_RUN", "0"),
        ("CHENGWEN_CONVERT_RUN", "nan"),
        ("CHENGWEN_MAX_REQUEST", "2MB"),
        ("CHENGWEN_PROXIES", "-1"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(variable: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=f"{variable}={value}"):
        Settings.from_environment({variable: value})


def test_the_password_of_the_database_is_not_shown() -> None:
    settings = dataclasses.replace(
        Settings.from_environment({}), database_url="postgresql://me:p-ss@db/chengwen"
    )
    shown = {about.variable: value for about, value in settings.in_use()}
    assert shown["CHENGWEN_DATABASE_URL"] == "postgresql://me:***@db/chengwen"


def test_the_page_for_users_lists_every_setting() -> None:
    lines = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| `CHENGWEN_")]
    assert rows == [
        f"| `{each.variable}` | `{each.default}` | {each.unit} | {each.meaning} |" for each in describe()
    ]


def test_without_a_layout_profile_there_is_none() -> None:
    settings = Settings.from_environment({})
    assert settings.layout is None
    assert {about.variable: value for about, value in settings.in_use()}["CHENGWEN_LAYOUT"] == "没有"
