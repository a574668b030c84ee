"""Write ``samples/general``: the general paper at its edges, needing no campaign.

A body of one line, a title of five lines, a table longer than a page, tables across in the text and in an attachment,
an image higher than what is left of its page.
Nothing in it is drawn by lot: the same script writes the same files.
"""

from __future__ import annotations

import base64
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.sample_files import write_samples
from service.images.png import png

FOLDER = Path(__file__).resolve().parents[1] / "samples" / "general"
_ISSUER = "滨海市人民政府办公室"
_STATIONS = ("东港", "北湾", "青石嘴", "龙王庙", "白沙滩", "南屿", "望海台", "三道沟", "红岩", "柳树屯")
_MATTERS = ("渔港消防设施检修", "避风锚地清淤", "海堤闸口检查", "预警信息设施维护", "应急物资清点")
_SEA, _LAND, _SHORE, _FRAME = (201, 224, 240), (238, 231, 206), (92, 110, 128), (120, 120, 120)

Tree = dict[str, Any]


def files() -> Mapping[str, bytes]:
    """Return every file's bytes by its name."""
    return {
        f"{name}.json": (json.dumps(_request(paper), ensure_ascii=False, indent=2) + "\n").encode()
        for name, paper in _papers().items()
    }


def _request(paper: Tree) -> Tree:
    return {"paper_type": "general", "version": 1, "content": {"paper": paper}}


def _paper(number: int, title: str, text: Sequence[Tree]) -> Tree:
    return {
        "manuscript_type": "正本",
        "document_type": "通知",
        "issuer_mark": f"{_ISSUER}文件",
        "document_number": f"滨政办发〔2026〕{number}号",
        "title": title,
        "principal_receivers": "各区县人民政府，市政府各部门、各直属机构",
        "text": list(text),
        "signature": {"issuer": _ISSUER, "issue_date": "2026年5月18日"},
        "printing_office": _ISSUER,
        "printing_date": "2026年5月19日",
    }


def _papers() -> Mapping[str, Tree]:
    return {
        "one_line": _paper(51, "关于印发渔港管理办法的通知", [_paragraph("请遵照执行。")]),
        "long_title": _paper(
            52,
            "关于转发市海洋发展局市应急管理局市气象局滨海市沿海渔港避风锚地海堤闸口汛前安全检查和"
            "海上渔船防御台风避险转移以及应急物资储备调运工作三项制度的通知",
            [_paragraph("市海洋发展局、市应急管理局、市气象局制定的三项制度已经市政府同意，现转发给你们，请遵照执行。")],
        ),
        "long_table": _paper(
            53,
            "关于下达沿海各站汛前检修任务的通知",
            [
                _paragraph("为做好汛前准备，现将沿海各站检修任务下达给你们，请按时完成。"),
                _tasks(40),
                _paragraph("各站每月25日前将进展情况报市海洋发展局汇总。特此通知。"),
            ],
        ),
        "landscape_table": _paper(
            55,
            "关于印发沿海各站汛前检修任务分工的通知",
            [
                _paragraph("为压实责任，现将沿海各站汛前检修任务分工印发给你们，请对照落实。"),
                _shares(20),
                _paragraph("各站完成任务后，由市海洋发展局组织验收，结果报市政府办公室。特此通知。"),
            ],
        )
        | {
            "attachments": [
                {"title": "验收结果汇总表", "text": [_shares(4)]},
                {"title": "联络方式", "text": [_paragraph("市海洋发展局渔港科负责日常联络。")]},
            ]
        },
        "tall_image": _paper(
            54,
            "关于公布海岸线保护范围的通知",
            [
                _paragraph("根据海岸线调查结果，现将滨海市海岸线保护范围予以公布，自公布之日起施行。"),
                {
                    "kind": "image",
                    "data": base64.b64encode(_map(600, 900)).decode(),
                    "alternative": "滨海市海岸线保护范围示意图：左边是陆地，右边是海，海岸线从北向南弯曲",
                    "caption": "图1　滨海市海岸线保护范围示意图",
                },
                _paragraph("保护范围内的建设项目，依照有关法律、法规办理。"),
            ],
        ),
    }  # fmt: skip


def _paragraph(text: str) -> Tree:
    return {"kind": "paragraph", "text": text}


def _tasks(count: int) -> Tree:
    rows = [
        [
            str(i + 1),
            f"{_STATIONS[i % len(_STATIONS)]}站",
            _MATTERS[i // len(_STATIONS) % len(_MATTERS)],
            f"{4 + i % 3}月{10 + i % 19}日前",
        ]
        for i in range(count)
    ]
    return {"kind": "table", "header": ["序号", "单位", "任务", "完成时限"], "rows": rows}


def _shares(count: int) -> Tree:
    """Return a wide table, to be printed across."""
    rows = [
        [
            str(i + 1),
            f"{_STATIONS[i % len(_STATIONS)]}站",
            f"{_MATTERS[i % len(_MATTERS)]}，发现问题立即整改，不能立即整改的落实临时措施",
            "站长",
            f"{4 + i % 3}月{10 + i % 19}日前",
            "检修台账、整改前后照片",
            "按月报送",
        ]
        for i in range(count)
    ]
    header = ["序号", "单位", "任务", "责任人", "完成时限", "成果形式", "备注"]
    note = "注：任务完成后三日内报市海洋发展局备案。"
    return {"kind": "table", "landscape": True, "header": header, "rows": rows, "note": note}


def _map(width: int, height: int) -> bytes:
    """Return a map of land, sea and the shore between them as a PNG."""
    rows = bytearray()
    for y in range(height):
        shore = round(width * (0.45 + 0.12 * math.sin(y / height * 7) + 0.03 * math.sin(y / height * 31)))
        row = [*[_LAND] * shore, *[_SHORE] * 4, *[_SEA] * (width - shore - 4)]
        row[:3] = row[-3:] = [_FRAME] * 3
        rows += b"".join(map(bytes, [_FRAME] * width if y < 3 or y >= height - 3 else row))
    return png((width, height), bytes(rows))


if __name__ == "__main__":
    sys.exit(write_samples(FOLDER, files(), sys.argv[1:]))
