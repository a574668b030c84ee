"""Every setting of the service, read once from the environment.

``docs/settings.md`` lists them for users; a test holds it against :func:`describe`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import ClassVar

from service.errors import ServiceError

_PASSWORD = re.compile(r"(://[^:/@]*:)[^@]*@")
_CHECKOUT = Path(__file__).resolve().parents[1]


class InvalidSetting(ServiceError):
    """An environment variable has a value that can't be used; the message names it and says what fits."""

    code: ClassVar[str] = "invalid_setting"
    title: ClassVar[str] = "设置有误"
    exit_code: ClassVar[int] = 78


@dataclass(frozen=True)
class SettingDescription:
    """One setting as users see it: its variable, its default and unit in words, what it does (Chinese)."""

    variable: str
    default: str
    unit: str
    meaning: str


def _described(variable: str, default: str, unit: str, meaning: str) -> Mapping[str, SettingDescription]:
    return {"description": SettingDescription(variable, default, unit, meaning)}


@dataclass(frozen=True)
class Settings:
    """The settings; :meth:`from_environment` makes them, ``dataclasses.replace`` changes one."""

    host: str = field(
        metadata=_described("CHENGWEN_HOST", "127.0.0.1", "地址", "监听的地址；0.0.0.0 表示局域网内都能访问")
    )
    port: int = field(metadata=_described("CHENGWEN_PORT", "8000", "端口号", "监听的端口，1—65535"))
    data: Path = field(metadata=_described("CHENGWEN_DATA", "var", "目录", "数据库和生成的文件存放的目录"))
    database_url: str = field(
        metadata=_described(
            "CHENGWEN_DATABASE_URL",
            "sqlite:///<CHENGWEN_DATA>/chengwen.db",
            "SQLAlchemy 地址",
            "数据库的地址",
        )
    )
    fonts_conf: Path = field(
        metadata=_described(
            "CHENGWEN_FONTS_CONF",
            ".cache/fonts/fonts.conf",
            "文件",
            "LibreOffice 和排版共用的 fontconfig 设置，由 make setup 生成",
        )
    )
    converters: int = field(
        metadata=_described(
            "CHENGWEN_CONVERTERS", "处理器核数，最多 4", "个", "同时运行的 LibreOffice 进程数，1—64"
        )
    )
    convert_wait_s: float = field(
        metadata=_described("CHENGWEN_CONVERT_WAIT", "30", "秒", "等待空闲 LibreOffice 的最长时间")
    )
    convert_run_s: float = field(
        metadata=_described("CHENGWEN_CONVERT_RUN", "60", "秒", "一次 PDF 转换的最长时间")
    )
    max_request_bytes: int = field(
        metadata=_described(
            "CHENGWEN_MAX_REQUEST",
            "2000000",
            "字节",
            "一次请求内容的上限，超过的回答 413；图片的编码另有 20 MB",
        )
    )
    max_upload_bytes: int = field(
        metadata=_described(
            "CHENGWEN_MAX_UPLOAD",
            "20000000",
            "字节",
            "一个送来的文件（导入的 Word、Markdown，检查的 Word、PDF 等）的上限，超过的回答 413",
        )
    )
    job_lease_s: float = field(
        metadata=_described(
            "CHENGWEN_JOB_LEASE",
            "15",
            "秒",
            "批量任务的工作进程多久没有动静就当作已经中断，由别的接着做",
        )
    )
    job_run_s: float = field(
        metadata=_described(
            "CHENGWEN_JOB_RUN",
            "300",
            "秒",
            "批量任务里一份公文最长做多久，超过的当作卡住，重新做",
        )
    )
    max_batch_bytes: int = field(
        metadata=_described(
            "CHENGWEN_MAX_BATCH", "200000000", "字节", "一批请求的上限（每份仍按 CHENGWEN_MAX_REQUEST）"
        )
    )
    proxies: int = field(
        metadata=_described(
            "CHENGWEN_PROXIES",
            "0",
            "层",
            "服务前面有几层自己的反向代理；据此从 X-Forwarded-For、X-Forwarded-Proto 认访问者的地址和 https",
        )
    )
    layout: Path | None = field(
        metadata=_described(
            "CHENGWEN_LAYOUT",
            "没有",
            "文件",
            "单位的版式约定（JSON），请求里没有 layout 的公文按它排；没有就按国标",
        )
    )
    directory: Path | None = field(
        metadata=_described(
            "CHENGWEN_DIRECTORY",
            "没有",
            "文件",
            "单位的机构名录（JSON），核对行文关系用；没有就不核对",
        )
    )
    secrecy_responsible: str = field(
        metadata=_described(
            "CHENGWEN_SECRECY_RESPONSIBLE",
            "没有",
            "姓名或部门",
            "谁对涉密公文负责；没有就拒收标有密级的公文（本系统按非涉密管理），填了才办理，并写进记录",
        )
    )
    root: Path = field(
        metadata=_described(
            "CHENGWEN_ROOT", "程序所在目录", "目录", "存放 schemas、templates、samples、fonts 的目录"
        )
    )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; what is absent or empty gets its default.

        A relative path that is given counts from the working directory, a default one from the checkout.
        Raises InvalidSetting for a value that can't be used.
        """
        root = _path(environ, "CHENGWEN_ROOT", _CHECKOUT)
        data = _path(environ, "CHENGWEN_DATA", root / "var")
        return cls(
            host=environ.get("CHENGWEN_HOST") or "127.0.0.1",
            port=_whole(environ, "CHENGWEN_PORT", 8000, at_most=65535),
            data=data,
            database_url=environ.get("CHENGWEN_DATABASE_URL") or f"sqlite:///{data / 'chengwen.db'}",
            fonts_conf=_path(environ, "CHENGWEN_FONTS_CONF", root / ".cache" / "fonts" / "fonts.conf"),
            converters=_whole(environ, "CHENGWEN_CONVERTERS", _default_converters(), at_most=64),
            convert_wait_s=_seconds(environ, "CHENGWEN_CONVERT_WAIT", 30.0),
            convert_run_s=_seconds(environ, "CHENGWEN_CONVERT_RUN", 60.0),
            max_request_bytes=_whole(environ, "CHENGWEN_MAX_REQUEST", 2_000_000, at_most=1_000_000_000),
            max_upload_bytes=_whole(environ, "CHENGWEN_MAX_UPLOAD", 20_000_000, at_most=1_000_000_000),
            job_lease_s=_seconds(environ, "CHENGWEN_JOB_LEASE", 15.0),
            job_run_s=_seconds(environ, "CHENGWEN_JOB_RUN", 300.0),
            max_batch_bytes=_whole(environ, "CHENGWEN_MAX_BATCH", 200_000_000, at_most=10_000_000_000),
            proxies=_whole(environ, "CHENGWEN_PROXIES", 0, at_most=9, at_least=0),
            layout=_file(environ, "CHENGWEN_LAYOUT"),
            directory=_file(environ, "CHENGWEN_DIRECTORY"),
            secrecy_responsible=environ.get("CHENGWEN_SECRECY_RESPONSIBLE", "").strip(),
            root=root,
        )

    def in_use(self) -> tuple[tuple[SettingDescription, str], ...]:
        """Each setting with the value in force, as text; the password in a database address is hidden."""
        values = ((each.metadata["description"], _shown(getattr(self, each.name))) for each in fields(self))
        return tuple((about, _PASSWORD.sub(r"\1***@", value)) for about, value in values)

    def fonts_dir(self) -> Path:
        """The folder that the set-up made: the stand-in fonts, their licences and fontconfig's cache."""
        return self.fonts_conf.parent

    def office_fonts_dir(self) -> Path:
        """The folder into which an office drops its own licensed fonts."""
        return self.root / "fonts"


def describe() -> tuple[SettingDescription, ...]:
    """All settings as users see them, in the order of the fields."""
    return tuple(each.metadata["description"] for each in fields(Settings))


def _default_converters() -> int:
    """One per core that this process may use; a fifth gains nothing on the machines that offices have."""
    return min(len(os.sched_getaffinity(0)), 4)


def _path(environ: Mapping[str, str], variable: str, default: Path) -> Path:
    given = environ.get(variable)
    return (Path(given).expanduser() if given else default).absolute()


def _file(environ: Mapping[str, str], variable: str) -> Path | None:
    given = environ.get(variable)
    return Path(given).expanduser().absolute() if given else None


def _shown(value: object) -> str:
    return "没有" if value is None else str(value)


def _whole(environ: Mapping[str, str], variable: str, default: int, at_most: int, at_least: int = 1) -> int:
    given = environ.get(variable)
    if not given:
        return default
    # isascii: str.isdigit also takes full-width and superscript digits.
    if not (given.isascii() and given.isdigit() and at_least <= int(given) <= at_most):
        raise InvalidSetting(f"设置 {variable}={given} 不能用：应为 {at_least} 到 {at_most} 的整数")
    return int(given)


def _seconds(environ: Mapping[str, str], variable: str, default: float) -> float:
    given = environ.get(variable)
    if not given:
        return default
    try:
        value = float(given)
    except ValueError:
        value = 0.0
    if not 0 < value <= 3600:
        raise InvalidSetting(f"设置 {variable}={given} 不能用：应为大于 0、不超过 3600 的秒数")
    return value
