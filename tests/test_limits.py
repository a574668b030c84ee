"""What is far too much is refused by every door within bounded time and memory (docs/limits.md).

Each request is made in a process of its own whose processor time and memory the system limits: who needs more dies.
"""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
CONTENT = json.loads((ROOT / "samples/yingkou/issuing_notice.json").read_text("utf-8"))["content"]
#: Three times what docs/limits.md says, for slower machines; the start alone takes 2 s and 110 MB.
PROCESSOR_S = 30
MEMORY_BYTES = 1_000_000_000

LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({PROCESSOR_S}, {PROCESSOR_S}))
resource.setrlimit(resource.RLIMIT_DATA, ({MEMORY_BYTES}, {MEMORY_BYTES}))
"""
HTTP = """
from service.access.tokens import create_token
from service.app import create_app
from service.assembly import open_services
from service.settings import Settings
from service.storage.person import FIRST_UNIT, Scope
settings = Settings.from_environment()
services = open_services(settings)
client = create_app(settings, services).test_client()
token = create_token(services.access, "测试", FIRST_UNIT, [Scope.CREATE], 1)[1]
client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
answer = client.post("/api/v1/documents", data=open(sys.argv[1], "rb").read(), content_type="application/json")
print(answer.status_code, answer.json.get("code", "made"), *(f["rule"] for f in answer.json["findings"][:1] if "code" in answer.json))
services.database.close()
"""
COMMAND = """
from service.cli import main
sys.exit(main(["render", sys.argv[1], "-o", sys.argv[2], "--format", "docx"]))
"""
MEMBER = {"kind": "person", "name": "甲"}


def request(**campaign: Any) -> bytes:
    content = copy.deepcopy(CONTENT)
    content["campaign"] |= campaign
    return json.dumps(
        {"paper_type": "issuing_notice", "content": content, "formats": ["docx"]},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def nested(levels: int) -> bytes:
    block = '{"kind":"list","layout":"lines","items":[{"text":['
    text = block * levels + '{"kind":"paragraph","text":"甲"}' + "]}]}" * levels
    return request(name="甲", plan="这里").replace(
        '"这里"'.encode(), f'{{"title":"甲","text":[{text}]}}'.encode()
    )


def groups(*members: Any) -> list[dict[str, Any]]:
    return [{"id": "g", "name": "组", "roles": [{"label": "成员", "members": list(m)} for m in members]}]


def bodies(name: str) -> bytes:
    match name:
        case "5 MB":
            return request(plan={"title": "甲", "text": [{"kind": "paragraph", "text": "甲" * 20_000}] * 84})
        case "a million members":
            return request(leading_groups=groups([MEMBER] * 1_000_000))
        case "100 levels":
            return nested(100)
        case "100,000 levels":
            return b"[" * 100_000 + b"]" * 100_000
        case "58,000 members":
            return request(leading_groups=groups([MEMBER] * 58_000))
        case "600,000 numbers":
            return request(leading_groups=groups([1] * 600_000))
        case "5,000 members":
            return request(leading_groups=groups([MEMBER] * 5_000))
        case "100,000 unknown fields":
            return request(**{f"f{i}": 1 for i in range(100_000)})
        case "many full groups":
            return request(leading_groups=[g for _ in range(3) for g in groups(*[[MEMBER] * 500] * 40)])
    raise ValueError(name)


#: Body → the answer over HTTP, the exit code of the command.
CASES = {
    "5 MB": ("413 request_too_large", 64),
    "a million members": ("413 request_too_large", 64),
    "100 levels": ("400 broken_json json", 65),
    "100,000 levels": ("400 broken_json json", 65),
    "58,000 members": ("422 invalid_content too-many-values", 65),
    "600,000 numbers": ("422 invalid_content too-many-values", 65),
    "5,000 members": ("422 invalid_content maxItems", 65),
    "100,000 unknown fields": ("422 invalid_content too-many-values", 65),
    "many full groups": ("422 invalid_content too-many-values", 65),
}


def limited(script: str, body: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    source = folder / "big.json"
    source.write_bytes(body)
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "CHENGWEN_ROOT": str(ROOT), "CHENGWEN_DATA": str(folder / "var"),
        "CHENGWEN_FONTS_CONF": str(folder / "none/fonts.conf"),
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", LIMITED + script, str(source), str(folder / "out")],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_service_refuses_it(name: str, tmp_path: Path) -> None:
    done = limited(HTTP, bodies(name), tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, CASES[name][0]), done.stderr[-2_000:]
    assert list((tmp_path / "var/files").rglob("*.docx")) == []


@pytest.mark.parametrize("name", ["5 MB", "100 levels", "5,000 members"])
def test_the_command_refuses_it(name: str, tmp_path: Path) -> None:
    done = limited(COMMAND, bodies(name), tmp_path)
    assert done.returncode == CASES[name][1], done.stderr[-2_000:]
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("script", [HTTP, COMMAND])
def test_the_limits_of_these_tests_let_a_paper_be_made(script: str, tmp_path: Path) -> None:
    """Or they would prove nothing; and 500 members in each of ten roles are still a paper."""
    done = limited(script, request(leading_groups=groups(*[[MEMBER] * 500] * 10)), tmp_path)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stdout.strip() == "201 made" or list((tmp_path / "out").glob("*.docx"))


@pytest.mark.parametrize("hog", ["x = bytearray(2_000_000_000)", "while True: pass"])
def test_the_limits_of_these_tests_hold(hog: str, tmp_path: Path) -> None:
    short = LIMITED.replace(f"({PROCESSOR_S}, {PROCESSOR_S})", "(1, 1)")
    done = subprocess.run([sys.executable, "-c", short + hog], capture_output=True, check=False)
    assert done.returncode != 0
