"""The way of a Word file that comes back: which draft and revision it was, what it changes, and taking that in."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.drafting.changing import writing_of
from service.drafting.desk import Author, Desk
from service.errors import DraftNotFound, InvalidContent, InvalidRequest
from service.forms.rows import Writing
from service.forms.shapes import Shape
from service.issuing.copies import CopyMark, mark_of
from service.issuing.issue import copy_at
from service.issuing.states import roles_in
from service.revising.changes import Comparison
from service.revising.comparing import compare
from service.revising.lines import Edited, Line, read_lines
from service.revising.origins import joined_places, leaves_of, sourced
from service.revising.places import Copy
from service.revising.taking import Taken, changes_of, take
from service.secrecy import refuse_classified
from service.services import Services
from service.storage.draft import Draft
from service.storage.drafts import CAMPAIGN
from service.storage.errors import AlreadyIssued
from service.storage.person import Person, Role

_ALIKE_AT_LEAST = 0.3
_ANOTHER = "这个 Word 文件是另一份稿《{title}》的，请到那份稿的办理页上传"
_UNKNOWN_DRAFT = "这个 Word 文件是另一份稿的（不在本单位的草稿箱里），没有比较"
_FOREIGN = "这个 Word 文件和这份稿对不上（相同的段落不到三成），请核对是不是传错了文件；要把它的文字另作新稿，请用“导入”"
_CANNOT = "这份稿现在还有没填好的地方，排不出来，无法和 Word 文件比较；请先在稿里核对、改好"
_BROKEN = "提交的内容不完整，请回到办理页重新上传 Word 文件"
_MOST_POSTED = 50_000


@dataclass(frozen=True)
class Returned:
    """A Word file that came back, read and compared.

    Attributes:
        mark: the revisions that it was compared with.
        edited: what was read of it.
        copy: the copy that it was compared with.
        comparison: what it says differently.
        known: whether the file itself said which revision it was made of, and that one is still kept.
        may_campaign: whether changes of the campaign's facts can be taken.
    """

    mark: CopyMark
    edited: Edited
    copy: Copy
    comparison: Comparison
    known: bool
    may_campaign: bool

    @property
    def posted(self) -> str:
        """What the page sends back with the choice, so that nothing has to be kept: the lines and the revisions."""
        lines = [[line.table, *line.cells] for line in self.edited.lines]
        return json.dumps({"mark": str(self.mark), "lines": lines}, ensure_ascii=False)


def returned(desk: Desk, services: Services, person: Person, draft: Draft, data: bytes) -> Returned:
    """Return what a Word file that was made of a draft, and edited since, says differently.

    Raises:
        UnreadableDocument: it is no docx, is damaged, encrypted, too large, or has macros.
        InvalidRequest: it belongs to another draft or to none, or the draft can't be printed.
        ClassifiedRefused: if it bears a 密级 and nobody answers for such papers.
    """
    _refuse_issued(draft)
    edited, told = read_lines(data), mark_of(data)
    refuse_classified([list(line.cells) for line in edited.lines], services.settings.secrecy_responsible)
    if told is not None and told.draft_id != draft.id:
        raise InvalidRequest(_of_another(desk, draft, told))
    mark, known = _kept_mark(desk, draft, told)
    found = _compared(desk, services, person, draft, mark, edited, known)
    if not known and found.comparison.alike < _ALIKE_AT_LEAST:
        raise InvalidRequest(_FOREIGN)
    return found


def accept(
    desk: Desk, services: Services, person: Person, draft: Draft, posted: str, chosen: Collection[str]
) -> tuple[Taken, ...]:
    """Take the chosen changes into the draft and its campaign; ``chosen`` are their numbers from 0.

    Raises:
        InvalidRequest: if what was posted is not what the page held, or nothing was chosen.
        DraftNotFound: if the revision that the file was made of is not kept any more.
        AlreadyIssued: if the draft was issued meanwhile.
    """
    _refuse_issued(draft)
    mark, lines = _read_posted(posted)
    if mark.draft_id != draft.id:
        raise InvalidRequest(_BROKEN)
    refuse_classified([list(line.cells) for line in lines], services.settings.secrecy_responsible)
    found = _compared(desk, services, person, draft, mark, Edited(tuple(lines)), True)
    edits = [edit for i, edit in enumerate(found.comparison.edits) if str(i) in chosen]
    edits = [edit for edit in edits if found.may_campaign or not edit.in_campaign]
    if not edits:
        raise InvalidRequest("没有勾选要采用的修改；请返回上一页勾选，或者不上传")
    author, taken = Author(draft.unit_id, person.name), []
    for kind, number in ((CAMPAIGN, mark.campaign_revision), (draft.paper_type, mark.revision)):
        own = [edit for edit in edits if edit.in_campaign is (kind == CAMPAIGN)]
        if own:
            target = draft if kind != CAMPAIGN else desk.campaigns.get(draft.campaign_id or "", draft.unit_id)
            base = _base(desk, target, number)
            changed = changes_of(found.copy, desk.shapes, desk.shape(kind), base, own)
            note = f"依《{draft.title}》修改稿采用{len(own)}处"
            taken.append(take(desk, author, target, number, changed, note, len(own)))
    return tuple(taken)


def _refuse_issued(draft: Draft) -> None:
    if draft.record_id is not None:
        raise AlreadyIssued("这份稿已经印发，不能再改；要改请在已印发的公文里做一份更正稿")


def _base(desk: Desk, draft: Draft, number: int) -> Writing:
    return writing_of(desk.store(draft.paper_type).revision(draft.id, draft.unit_id, number))


def _of_another(desk: Desk, draft: Draft, mark: CopyMark) -> str:
    try:
        return _ANOTHER.format(title=desk.papers.get(mark.draft_id, draft.unit_id).title)
    except DraftNotFound:
        return _UNKNOWN_DRAFT


def _kept_mark(desk: Desk, draft: Draft, told: CopyMark | None) -> tuple[CopyMark, bool]:
    """Return the revisions to compare with: those that the file names, else the newest ones."""
    newest = 0
    if draft.campaign_id is not None:
        newest = desk.campaigns.get(draft.campaign_id, draft.unit_id).revision
    try:
        if told is not None:
            desk.papers.revision(draft.id, draft.unit_id, told.revision)
            if draft.campaign_id is not None:
                desk.campaigns.revision(draft.campaign_id, draft.unit_id, told.campaign_revision)
            return told, True
    except DraftNotFound:  # of old saves only the last of each row is kept
        pass
    return CopyMark(draft.id, draft.revision, newest), False


def _compared(
    desk: Desk, services: Services, person: Person, draft: Draft, mark: CopyMark, edited: Edited, known: bool
) -> Returned:
    copy = copy_with_places(desk, services, draft, mark)
    may = bool(roles_in(person, draft.unit_id) & {Role.DRAFTER, Role.REVIEWER})
    return Returned(mark, edited, copy, compare(copy, edited.lines), known, may)


def copy_with_places(desk: Desk, services: Services, draft: Draft, mark: CopyMark) -> Copy:
    """Return the copy that a draft gave in the revisions that ``mark`` names, each line with its places.

    Raises:
        InvalidRequest: if the draft can't be printed as it was.
    """
    try:
        product = copy_at(desk, services, draft, mark)
    except InvalidContent as error:
        raise InvalidRequest(_CANNOT) from error
    content: Any = product.content
    tree, shapes = content.tree, desk.shapes
    roots: dict[str, Shape] = {"paper": desk.shape(draft.paper_type)}
    if draft.campaign_id is not None:
        roots["campaign"] = desk.shape(CAMPAIGN)
    leaves = tuple(
        leaf for name, root in roots.items() for leaf in leaves_of(shapes, root, _part(tree, name))
    )
    joined = tuple(
        path for name, root in roots.items() for path in joined_places(shapes, root, _part(tree, name))
    )
    lines = sourced(read_lines(product.files["docx"]).lines, content, leaves, joined)
    return Copy(shapes, roots, tree, leaves, lines)


def _part(tree: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return {name: tree[name]} if name in tree else {}


def _read_posted(posted: str) -> tuple[CopyMark, Sequence[Line]]:
    try:
        told = json.loads(posted)
        draft_id, revision, campaign = told["mark"].split("/")
        lines = [Line(tuple(map(_text, cells)), _table(table)) for table, *cells in told["lines"]]
        mark = CopyMark(draft_id, int(revision), int(campaign))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InvalidRequest(_BROKEN) from error
    if len(lines) > _MOST_POSTED or not all(line.cells for line in lines):
        raise InvalidRequest(_BROKEN)
    return mark, lines


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _table(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
