"""日志: the audit log for the administrator, with filters; it never shows the text of papers, because it has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for

from service.issuing.finding import read_day
from service.storage import Act
from service.storage.audit import Logged, Sought
from service.storage.person import Role
from service.web.current import current_person, services

blueprint = Blueprint("log", __name__, url_prefix="/administration/log")

SHOWN = 100
ACT_NAMES: Mapping[Act, str] = {
    Act.ISSUED: "印发",
    Act.VOIDED: "作废",
    Act.NUMBER_VOIDED: "文号作废",
    Act.STEP: "办理过程",
    Act.SIGNED_IN: "登录",
    Act.SIGN_IN_FAILED: "登录失败",
    Act.ADMINISTERED: "管理",
    Act.REGENERATED: "重新生成",
    Act.VERIFIED: "校验",
    Act.DOWNLOADED: "打包下载",
    Act.DELETED: "删除草稿",
    Act.RESTORED: "恢复草稿",
    Act.ORIGINAL: "原件",
    Act.FILED: "归档",
}
DETAIL_NAMES: Mapping[str, str] = {
    "number": "文号",
    "corrects": "更正",
    "step": "环节",
    "address": "地址",
    "what": "事项",
    "login": "登录名",
    "name": "名称",
    "code": "代字",
    "duties": "角色",
    "scopes": "权限",
    "papers": "公文",
    "log": "日志",
    "damages": "损坏",
    "result": "结果",
    "manifest": "清单",
}
"""What the page shows of the details, in this order; the rest are digests."""


@blueprint.get("/")
def index() -> str:
    """List what was done, the newest first."""
    found = services().log.find(_sought())
    more = found[-1].sequence if len(found) == SHOWN else None
    following = url_for("log.index", **{**request.args, "before": str(more)}) if more else None  # type: ignore[arg-type]
    return render_template(
        "log.html", rows=found, asked=request.args, act_names=ACT_NAMES, told=told, following=following
    )


def told(row: Logged) -> str:
    """Return the details of a row as one line."""
    details = row.entry.details
    shown = ((label, details.get(name)) for name, label in DETAIL_NAMES.items())
    return "；".join(f"{label} {str(value)[:64]}" for label, value in shown if value not in (None, ""))


def _sought() -> Sought:
    asked, act = request.args, request.args.get("act", "")
    before = asked.get("before", "")
    until = read_day(asked, "until", "到哪天")
    return Sought(
        units=current_person().units_as(Role.ADMINISTRATOR),
        act=Act(act) if act in set(Act) else None,
        words=asked.get("words", "").strip(),
        since=read_day(asked, "since", "从哪天"),
        until=None if until is None else until + dt.timedelta(days=1),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 12 else None,
        limit=SHOWN,
    )
