"""What somebody does in Word arrives at its place in the draft, or is told."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import docx
import pytest

from service.errors import InvalidRequest, UnreadableDocument
from service.forms.rows import LAST
from service.storage.drafts import Entry
from service.storage.person import FIRST_UNIT
from tests.revising.conftest import Trip, paragraph, retype

Begin = Callable[[str], Trip]


def told(found: Any) -> list[tuple[str, str, str]]:
    return [(edit.kind, edit.old, edit.new) for edit in found.comparison.edits]


def test_words_in_every_part_of_a_paper(trip: Begin):
    begun = trip("genres/notice")
    was = copy.deepcopy(begun.paper)

    def edit(document: Any) -> None:
        retype(paragraph(document, was["principal_receivers"]), "：", "，市海事局：")
        first = next(b for b in was["text"] if b["kind"] == "paragraph")["text"]
        retype(paragraph(document, first), first[:4], "为进一步" + first[:2])
        retype(
            paragraph(document, was["signature"]["issue_date"]),
            was["signature"]["issue_date"],
            "2026年4月2日",
        )

    found = begun.back(begun.edited(edit))
    assert found.comparison.unmatched == ()
    assert {edit.path[:2] for edit in found.comparison.edits} == {
        ("paper", "principal_receivers"), ("paper", "text"), ("paper", "signature"),
    }  # fmt: skip
    begun.take(found)
    assert begun.paper["principal_receivers"].endswith("，市海事局：") or begun.paper[
        "principal_receivers"
    ].endswith("，市海事局")
    assert begun.paper["signature"]["issue_date"] == "2026年4月2日"
    changed = [(a, b) for a, b in zip(was["text"], begun.paper["text"], strict=True) if a != b]
    assert len(changed) == 1
    assert changed[0][1]["text"].startswith("为进一步")
    history = begun.desk.papers.history(begun.id, FIRST_UNIT)
    assert history[0].note == f"依《{begun.draft.title}》修改稿采用3处"


def test_what_stands_below_the_text(trip: Begin):
    begun = trip("genres/letter")
    was = copy.deepcopy(begun.paper)
    title = was["attachments"][0]["title"]

    def edit(document: Any) -> None:
        rows = [row for table in document.tables for row in table.rows]
        inside = [each for row in rows for cell in row.cells for each in cell.paragraphs]
        for each in [*document.paragraphs, *inside]:
            if each.text.startswith("抄送"):
                retype(each, was["other_receivers"], was["other_receivers"] + "，市海事局")
            elif title in each.text:
                retype(each, title, "新编" + title)
        annotation = paragraph(document, was["annotation"])
        annotation._p.getparent().remove(annotation._p)

    found = begun.back(begun.edited(edit))
    assert found.comparison.unmatched == ()
    begun.take(found)
    assert begun.paper["other_receivers"] == was["other_receivers"] + "，市海事局"
    assert (
        begun.paper["attachments"][0]["title"] == "新编" + title
    )  # printed twice, changed twice, one change
    assert len(found.comparison.edits) == 3
    assert "annotation" not in begun.paper


def test_a_task_of_a_phase_comes_and_another_goes(trip: Begin):
    begun = trip("binhai/issuing_notice")

    def phase() -> Any:
        blocks = begun.campaign["plan"]["text"]
        return next(b for b in blocks if b["kind"] == "phase" and b["layout"] == "lines")

    was = copy.deepcopy(phase())
    tasks = [task["title"] for task in was["tasks"]]

    def edit(document: Any) -> None:
        second, last = paragraph(document, tasks[1]), paragraph(document, tasks[-1])
        second.insert_paragraph_before("2.新的任务。抓紧办。")
        last._p.getparent().remove(last._p)

    found = begun.back(begun.edited(edit))
    assert sorted(edit.kind for edit in found.comparison.edits) == ["added", "removed"]
    begun.take(found)
    assert [task["title"] for task in phase()["tasks"]] == [tasks[0], "新的任务", *tasks[1:-1]]


def test_a_title_that_stands_on_several_lines(trip: Begin):
    begun = trip("genres/notice")
    title = begun.paper["title"]

    def edit(document: Any) -> None:
        lines = [each for each in document.paragraphs if each.style.name.startswith("公文标题")]
        retype(lines[0], "关于", "关于切实")

    found = begun.back(begun.edited(edit))
    assert told(found) == [("reworded", title, title.replace("关于", "关于切实", 1))]
    begun.take(found)
    assert begun.paper["title"] == title.replace("关于", "关于切实", 1)


def test_paragraphs_that_come_go_and_move(trip: Begin):
    begun = trip("genres/notice")
    was = copy.deepcopy(begun.paper["text"])
    plain = [block["text"] for block in was if block["kind"] == "paragraph"]

    def edit(document: Any) -> None:
        first, last = paragraph(document, plain[0]), paragraph(document, plain[-1])
        first.insert_paragraph_before("一、总体要求")
        first.insert_paragraph_before("新加的一段，说明来由。")
        last._p.getparent().remove(last._p)

    found = begun.back(begun.edited(edit))
    assert [kind for kind, _, _ in told(found)] == ["added", "added", "removed"]
    begun.take(found)
    now = begun.paper["text"]
    assert now[0] == {"kind": "heading", "level": 1, "number": "一、", "title": "总体要求"}
    assert now[1] == {"kind": "paragraph", "text": "新加的一段，说明来由。"}
    assert now[2:] == [block for block in was if block.get("text") != plain[-1]]


def test_a_paragraph_that_moves_stays_itself(trip: Begin):
    begun = trip("genres/notice")
    was = copy.deepcopy(begun.paper["text"])
    plain = [block["text"] for block in was if block["kind"] == "paragraph"]

    def edit(document: Any) -> None:
        paragraph(document, plain[0])._p.addprevious(paragraph(document, plain[-1])._p)

    found = begun.back(begun.edited(edit))
    assert [kind for kind, _, _ in told(found)] == ["moved"]
    begun.take(found)
    moved = next(block for block in was if block.get("text") == plain[-1])
    assert begun.paper["text"] == [moved, *(block for block in was if block is not moved)]


def test_cells_and_rows_of_a_table(trip: Begin):
    begun = trip("general/long_table")
    at = next(i for i, block in enumerate(begun.paper["text"]) if block["kind"] == "table")
    rows = copy.deepcopy(begun.paper["text"][at]["rows"])

    def edit(document: Any) -> None:
        table = document.tables[-1] if len(document.tables[0].rows) < 5 else document.tables[0]
        retype(table.rows[1].cells[1].paragraphs[0], table.rows[1].cells[1].text, "另一件事")
        added = copy.deepcopy(table.rows[2]._tr)
        table.rows[2]._tr.addnext(added)
        retype(table.rows[3].cells[1].paragraphs[0], table.rows[3].cells[1].text, "新添的一行")
        table.rows[5]._tr.getparent().remove(table.rows[5]._tr)

    found = begun.back(begun.edited(edit))
    assert sorted(kind for kind, _, _ in told(found)) == ["added", "removed", "reworded"]
    begun.take(found)
    now = begun.paper["text"][at]["rows"]
    assert len(now) == len(rows)
    assert now[0][1] == "另一件事"
    assert now[2][1] == "新添的一行"
    assert rows[3] not in now


def test_what_the_service_prints_by_itself_is_told_and_left(trip: Begin):
    begun = trip("binhai/final_report")

    def edit(document: Any) -> None:
        retype(paragraph(document, "特此报告。"), "特此报告", "专此报告")

    found = begun.back(begun.edited(edit))
    assert found.comparison.edits == ()
    assert [(one.old, one.new) for one in found.comparison.unmatched] == [("特此报告。", "专此报告。")]


def test_facts_of_a_campaign_change_in_the_campaign(trip: Begin):
    begun = trip("binhai/issuing_notice")
    was = copy.deepcopy(begun.campaign["plan"])
    block = next(b for b in was["text"] if b["kind"] == "paragraph")

    def edit(document: Any) -> None:
        retype(paragraph(document, block["text"]), block["text"][:2], "兹就" + block["text"][:2])

    found = begun.back(begun.edited(edit))
    (one,) = found.comparison.edits
    assert one.in_campaign
    (taken,) = begun.take(found)
    assert taken.draft.paper_type == "campaign"
    now = next(b for b in begun.campaign["plan"]["text"] if b["kind"] == "paragraph")
    assert now["text"] == "兹就" + block["text"]


def test_what_others_typed_meanwhile_stays(trip: Begin):
    begun = trip("genres/notice")
    data = begun.copy()
    plain = [i for i, block in enumerate(begun.paper["text"]) if block["kind"] == "paragraph"]
    first, last = (begun.paper["text"][i]["text"] for i in (plain[0], plain[-1]))

    def edit(document: Any) -> None:
        retype(paragraph(document, first), first[:2], "现将" + first[:2])
        retype(paragraph(document, last), last[:2], "务请" + last[:2])

    def others(newest: Any) -> tuple[Entry, ...]:
        tree = copy.deepcopy(dict(newest.tree))
        tree["paper"]["text"][plain[-1]]["text"] = "别人改过的一段。"
        return (Entry(tree, newest.ids, newest.number),)

    begun.desk.papers.change(begun.id, FIRST_UNIT, "林晓", begun.desk.clock(), others)
    (taken,) = begun.take(begun.back(begun.edited(edit, data)))
    assert taken.aside is not None
    assert begun.paper["text"][plain[0]]["text"] == "现将" + first
    assert begun.paper["text"][plain[-1]]["text"] == "别人改过的一段。"
    aside = begun.desk.papers.revision(begun.id, FIRST_UNIT, taken.aside)
    assert aside.tree["paper"]["text"][plain[-1]]["text"] == "务请" + last
    assert LAST in aside.ids


def test_another_draft_s_file_a_foreign_and_a_damaged_one(trip: Begin):
    begun, other = trip("genres/notice"), trip("genres/decision")
    with pytest.raises(InvalidRequest, match="另一份稿《"):
        begun.back(other.copy())
    with pytest.raises(InvalidRequest, match="对不上"):
        begun.back(begun.edited(lambda document: document.add_paragraph("毫不相干的文字"), _empty()))
    with pytest.raises(UnreadableDocument):
        begun.back(b"PK\3\4 no file at all")
    with pytest.raises(InvalidRequest, match="没有勾选"):
        begun.take(begun.back(begun.copy()))


def _empty() -> bytes:
    import io

    saved = io.BytesIO()
    docx.Document().save(saved)
    return saved.getvalue()
