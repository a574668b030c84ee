"""Write ``samples/extremes``: a campaign at the edges of what a paper may hold, and its papers.

200 members, 60 tasks in one phase, 12 phases, an agency whose name has 40 字, a title of 5 lines, a body of one
line. Nothing in it is drawn by lot: the same script writes the same files.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.sample_files import write_samples
from service.document.numbering import chinese_numeral, ordinal

FOLDER = Path(__file__).resolve().parents[1] / "samples" / "extremes"

AGENCY = "滨海市近岸海域生态环境综合治理与海洋渔业资源养护暨渔港渔船安全生产联席会议办公室"
CAMPAIGN = "近岸海域综合治理活动"
PLAN_TITLE = (
    "滨海市近岸海域生态环境综合治理、海洋渔业资源养护、渔港渔船安全生产、"
    "沿海滩涂保护修复、涉海违法违规用海问题集中整治和海洋灾害防御能力提升一体推进三年行动实施方案"
)
MEMBERS, TASKS, PHASES = 200, 60, 12

_SURNAMES = (
    "沈",
    "梁",
    "卢",
    "苏",
    "方",
    "贺",
    "乔",
    "贾",
    "唐",
    "罗",
    "邵",
    "高",
    "许",
    "邓",
    "杜",
    "魏",
    "彭",
    "陶",
    "姚",
    "葛",
)
_DOUBLE_SURNAMES = ("欧阳", "上官", "尉迟", "司徒")
_GIVEN = ("岳", "知行", "云帆", "以宁", "川", "远航", "书恒", "静之", "牧野", "汐")
_UNITS = (
    "渔政执法支队",
    "渔船检验站",
    "水产技术推广站",
    "海洋预报台",
    "渔港管理中心",
    "海洋环境监测站",
    "船员培训中心",
)
_POSTS = ("站长", "党支部书记、站长", "副站长（主持行政工作）", "工程师", "党总支书记、支队长、安全总监")
_VERBS = ("清查", "整治", "修复", "监测", "巡护", "培训")
_MATTERS = (
    "入海排污口",
    "违规网具",
    "老旧渔船",
    "养殖尾水",
    "海漂垃圾",
    "渔港消防设施",
    "红树林湿地",
    "海堤闸口",
    "观测浮标",
    "应急物资",
)

Tree = dict[str, Any]


def files() -> dict[str, bytes]:
    """Return every file's bytes by its name."""
    trees = {"campaign": campaign()} | {
        name: {"paper_type": kind, "version": 1, "content": {"paper": paper}}
        for name, (kind, paper) in _papers()
    }
    return {
        f"{name}.json": (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()
        for name, tree in trees.items()
    }


def campaign() -> Tree:
    """Return the campaign."""
    return {
        "name": CAMPAIGN,
        "plan": {
            "title": PLAN_TITLE,
            "text": [
                _heading(1, "工作步骤"),
                {"kind": "paragraph", "text": f"行动分{chinese_numeral(PHASES)}个阶段进行。"},
                *(_phase(number) for number in range(1, PHASES + 1)),
                _heading(2, "任务总表"),
                {
                    "kind": "table",
                    "header": ["序号", "任务", "责任单位"],
                    "rows": [[str(i), _task_name(i), f"市{_UNITS[i % len(_UNITS)]}"] for i in range(1, TASKS + 1)],
                },
            ],
        },
        "leading_groups": [_group()],
        "outcomes": [{"phase": _phase_id(n), "done": [_paragraph(f"第{n}阶段任务如期完成。")]} for n in range(1, PHASES + 1)],
    }  # fmt: skip


def _heading(number: int, title: str) -> Tree:
    return {"kind": "heading", "level": 1, "number": ordinal(number, 1), "title": title}


def _paragraph(text: str) -> Tree:
    return {"kind": "paragraph", "text": text}


def _phase_id(number: int) -> str:
    return f"phase-{number}"


def _phase(number: int) -> Tree:
    """Return a phase of a quarter; the second has all the tasks, the others one."""
    year, quarter = divmod(number - 1, 4)
    count = TASKS if number == 2 else 1
    return {
        "kind": "phase",
        "id": _phase_id(number),
        "label": f"第{chinese_numeral(number)}阶段：",
        "name": "集中整治" if number == 2 else "巩固推进",
        "period": f"{2026 + year}年{quarter * 3 + 1}月—{quarter * 3 + 3}月",
        "end_mark": "。",
        "lead": f"完成{count}项任务：",
        "layout": "lines",
        "tasks": [
            {
                "number": f"{i}.",
                "title": _task_name(i),
                "end_mark": "。",
                "body": f"由市{_UNITS[i % len(_UNITS)]}负责。",
            }
            for i in range(1, count + 1)
        ],
    }


def _task_name(number: int) -> str:
    verb, matter = _VERBS[number % len(_VERBS)], _MATTERS[number % len(_MATTERS)]
    return f"{verb}第{number}批{matter}"


def _member(number: int) -> Tree:
    given = _GIVEN[number // len(_SURNAMES) % len(_GIVEN)]
    surname = _DOUBLE_SURNAMES[number // 25 % 4] if number % 25 == 0 else _SURNAMES[number % len(_SURNAMES)]
    return {
        "kind": "person",
        "name": surname + given,
        "unit": f"市{_UNITS[number % len(_UNITS)]}",
        "posts": _POSTS[number % len(_POSTS)],
    }


def _group() -> Tree:
    people = [_member(number) for number in range(MEMBERS)]
    return {
        "id": "main",
        "name": f"滨海市{CAMPAIGN}指挥部",
        "roles": [
            {"label": "总指挥", "members": people[:1]},
            {"label": "常务副总指挥", "members": people[1:4]},
            {"label": "成员", "members": people[4:]},
        ],
        "term": "活动结束后，指挥部自动撤销。",
    }


def _headed(number: int, title: str, **more: Any) -> Tree:
    return {
        "manuscript_type": "正本",
        "issuer_mark": f"{AGENCY}文件",
        "document_number": f"滨联办〔2026〕{number}号",
        "title": title,
        **more,
        "signature": {"issuer": AGENCY, "issue_date": "2026年11月30日"},
        "printing_office": AGENCY,
        "printing_date": "2026年12月31日",
    }


def _papers() -> Sequence[tuple[str, tuple[str, Mapping[str, Any]]]]:
    setup = f"关于成立滨海市{CAMPAIGN}指挥部的通知"
    opening = ["现将有关事项通知如下："]
    members = {"principal_receivers": "各成员单位", "opening": opening, "group": "main"}
    return (
        (
            "issuing_notice",
            (
                "issuing_notice",
                _headed(
                    1, f"关于印发《{PLAN_TITLE}》的通知", principal_receivers="各单位", text=["现予印发。"]
                ),
            ),
        ),
        ("plan_paper", ("plan_paper", {"manuscript_type": "正本"})),
        ("members_as_lines", ("leading_group_notice", _headed(2, setup, **members, form="lines"))),
        ("members_as_table", ("leading_group_notice", _headed(3, setup, **members, form="table"))),
        ("members_as_prose", ("leading_group_notice", _headed(4, setup, **members, form="prose"))),
        (
            "phase_summary",
            (
                "phase_summary",
                {
                    "manuscript_type": "正本",
                    "title": f"{CAMPAIGN}第一阶段小结",
                    "phase": _phase_id(1),
                    "signature": {"issuer": "渔政科", "issue_date": "2026年12月31日"},
                },
            ),
        ),
        (
            "final_report",
            (
                "final_report",
                _headed(
                    5,
                    f"关于{CAMPAIGN}开展情况的报告",
                    signatories=[{"name": "沈岳"}],
                    principal_receivers="市政府",
                    opening=["现将有关情况报告如下："],
                ),
            ),
        ),
    )


if __name__ == "__main__":
    sys.exit(write_samples(FOLDER, files(), sys.argv[1:]))
