"""The parts of a paper in a text from elsewhere: receivers, signature, attachments and the rest, where they are sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.document.date_writing import format_issue_date
from service.document.dates import parse_date
from service.document.finding import Finding, Severity
from service.document.marks import MARK, NUMBER
from service.importing.assembly import Imported

Block = Mapping[str, Any]

_TYPE = re.compile(
    "(决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要)(?:[（(][^（()）]{1,12}[）)])?$"
)
_DATE = re.compile(
    r"(\d{4}|[一二三四五六七八九〇○零]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_PRINTED = re.compile(r"(?P<office>.{2,40}?)(?P<date>\d{4}年\d{1,2}月\d{1,2}日)印发?")
_NOTE = re.compile(r"附件[:：]")
_NUMBER = re.compile(r"(\d{1,2})[.．、]")
_LABEL = re.compile(r"附件(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[:：]?")
_COPIES = re.compile(r"抄送[:：](.+?)。?")
_ANNOTATION = re.compile(r"[（(](.+)[）)]")
_LONGEST_ISSUER = 40
_NO_ISSUER = re.compile("[。；：:;，,！？]")


@dataclass
class Parts:
    """A text by the parts of a paper.

    Attributes:
        paper: name of a part → its value, as papers have them (``title``, ``principal_receivers``, …).
        findings: what was not kept as it was, and what should be looked at.
        lines: the source's own text.
    """

    paper: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lines: tuple[str, ...] = ()


def parts_of(imported: Imported) -> Parts:
    """Return the parts of a paper that a text holds; what isn't sure stays in its 正文, with a finding."""
    made = Parts({}, list(imported.findings), imported.lines)
    _head(made, imported)
    blocks = list(imported.blocks)
    if blocks and _is_told(made, "receivers") and _words(blocks[0]).endswith(("：", ":")):
        made.paper["principal_receivers"] = _words(blocks.pop(0)).rstrip("：:")
        _settle(made, "receivers")
    body, tail = _signature(made, blocks)
    body = _notes(made, body)
    made.paper["text"] = [*body, *_tail(made, tail)]
    return made


def _head(made: Parts, imported: Imported) -> None:
    for line in imported.lines[:4]:
        flat = "".join(line.split())
        if NUMBER.fullmatch(flat) and _is_told(made, "number"):
            made.paper["document_number"] = flat
            _settle(made, "number")
        elif MARK.fullmatch(flat) and _is_told(made, "mark"):
            made.paper["issuer_mark"] = flat
            _settle(made, "mark")
    if imported.title:
        made.paper["title"] = imported.title
        if found := _TYPE.search(imported.title):
            made.paper["document_type"] = found[1]


def _signature(made: Parts, blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Return what stands before 署名 and what after 成文日期; the two go to their parts."""
    for i in range(1, len(blocks)):
        date, issuer = "".join(_words(blocks[i]).split()), "".join(_words(blocks[i - 1]).split())
        plain = blocks[i - 1]["kind"] == blocks[i]["kind"] == "paragraph"
        day = parse_date(date).earliest() if plain and _DATE.fullmatch(date) else None
        if day is None or not _is_issuer(issuer):
            continue
        made.paper["signature"] = {"issuer": issuer, "issue_date": format_issue_date(day)}
        _settle(made, "signature")
        return blocks[: i - 1], blocks[i + 1 :]
    return blocks, []


def _is_issuer(text: str) -> bool:
    return 1 < len(text) <= _LONGEST_ISSUER and not _NO_ISSUER.search(text)


def _notes(made: Parts, body: list[Block]) -> list[Block]:
    """Return the body without the 附件说明 at its end, whose names become attachments."""
    begin = next((i for i, block in enumerate(body) if _NOTE.match(_words(block))), len(body))
    names = [_words(block) for block in body[begin:]]
    if not names or not all(_NUMBER.match(name) for name in names[1:]):
        return body
    names[0] = _NOTE.sub("", names[0], count=1)
    named = [_NUMBER.sub("", name.strip(), count=1).strip(" 。；;，") for name in names]
    made.paper["attachments"] = [{"title": name} for name in named if name]
    _settle(made, "attachments")
    return body[:begin]


def _tail(made: Parts, tail: Sequence[Block]) -> Iterator[Block]:
    """Put what stands behind 成文日期 into its parts; yield what can't be told apart."""
    begin = next((i for i, block in enumerate(tail) if _LABEL.fullmatch(_flat(block))), len(tail))
    _attached(made, tail[begin:])
    for block in tail[:begin]:
        flat = _flat(block)
        if found := _ANNOTATION.fullmatch(flat):
            made.paper["annotation"] = found[1]
        elif found := _COPIES.fullmatch(flat):
            made.paper["other_receivers"] = found[1]
        elif found := _PRINTED.fullmatch(flat):
            made.paper["printing_office"] = found["office"]
            made.paper["printing_date"] = found["date"]
        else:
            said = f"“{flat[:12]}”在成文日期后面，认不出是什么，放在正文末尾，请移到它的一栏"
            made.findings.append(Finding("import-behind", said, label="正文末尾", severity=Severity.NOTE))
            yield block


def _attached(made: Parts, blocks: Sequence[Block]) -> None:
    """Add the texts of attachments; the names in the 附件说明 win over their own titles."""
    texts: list[list[Block]] = []
    for block in blocks:
        if _LABEL.fullmatch(_flat(block)):
            texts.append([])
        elif not (_COPIES.fullmatch(_flat(block)) or _PRINTED.fullmatch(_flat(block))):
            texts[-1].append(block)
        else:
            list(_tail(made, [block]))
    held: list[dict[str, Any]] = made.paper.get("attachments", [])
    texts = [text for text in texts if text]
    while len(held) < len(texts):
        held.append({"title": _flat(texts[len(held)][0])})
    for attachment, text in zip(held, texts, strict=False):
        rest = text[1:] if _flat(text[0]) == "".join(attachment["title"].split()) else text
        attachment.update({"text": rest} if rest else {})
    if held:
        made.paper["attachments"] = held


def _words(block: Block) -> str:
    if block["kind"] == "paragraph":
        return str(block["text"]).strip()
    if block["kind"] in ("heading", "run_in"):
        return "".join(str(block.get(name, "")) for name in ("number", "title", "end_mark", "body"))
    return ""


def _flat(block: Block) -> str:
    return "".join(_words(block).split())


def _is_told(made: Parts, rule: str) -> bool:
    return any(finding.rule == f"import-{rule}" for finding in made.findings)


def _settle(made: Parts, rule: str) -> None:
    """Take the hints away that what was put into a part was in the text."""
    made.findings = [finding for finding in made.findings if finding.rule != f"import-{rule}"]
