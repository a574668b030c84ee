"""The preview of a draft: the facsimile of what has been written so far, and of what a page has just posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.document.finding import Finding
from service.drafting.changing import Posted, writing_of
from service.drafting.checking import short, whole_tree
from service.drafting.completing import completed
from service.drafting.desk import Author, Desk
from service.errors import ConversionError, InvalidContent, RenderingError
from service.forms.merging import changes, merge
from service.forms.rows import Writing
from service.named_files import digests_in, with_images
from service.numbering import BEIJING, blank, number_place, own_number, with_number
from service.services import Content, Making, Paper, Sheet
from service.storage.draft import Draft
from service.storage.drafts import CAMPAIGN


@dataclass(frozen=True)
class Preview:
    """A draft as it would be printed.

    Attributes:
        sheets: its pages; none if it can't be drawn.
        problems: why it can't be.
    """

    sheets: Sequence[Sheet]
    problems: tuple[Finding, ...] = ()


def typed_tree(desk: Desk, author: Author, draft: Draft, posted: Posted) -> Mapping[str, Any]:
    """Return what a draft would say if the post were kept; nothing is.

    Raises:
        DraftNotFound: if there is no such revision.
    """
    shapes, root, store = desk.shapes, desk.shape(draft.paper_type), desk.store(draft.paper_type)
    seen = writing_of(store.revision(draft.id, author.unit_id, posted.base))
    newest = writing_of(store.revision(draft.id, author.unit_id))
    made: Writing = merge(shapes, root, newest, changes(shapes, root, seen, posted.values), True).writing
    return made.tree


def preview(desk: Desk, making: Making, author: Author, draft: Draft, tree: Mapping[str, Any]) -> Preview:
    """Return the preview of a paper's draft that says ``tree``."""
    content, problems = drawable(desk, making, author, draft, tree)
    if content is None:
        return Preview((), problems)
    try:
        return Preview(making.facsimile(content))
    except RenderingError as error:
        return Preview((), short(error.findings) or (Finding("rendering", str(error)),))


def drawable(
    desk: Desk, making: Making, author: Author, draft: Draft, tree: Mapping[str, Any]
) -> tuple[Content | None, tuple[Finding, ...]]:
    """Return the content that a draft can be drawn from, its number blank unless it brings one.

    The content is None if something stands in the way, which the findings tell.
    """
    today = desk.clock().astimezone(BEIJING).date()
    whole, problems = completed(desk, draft.paper_type, tree, today)
    whole = whole_tree(desk, author, draft, whole)
    if "campaign" in whole:
        facts, more = completed(desk, CAMPAIGN, {"campaign": whole["campaign"]}, today)
        whole, problems = whole | facts, problems + more
    if problems:
        return None, short(problems)
    paper = making.catalog.paper(draft.paper_type)
    place = number_place(desk.catalog, paper)
    if own_number(tree, desk.clock()) is None:
        whole = with_number(whole, place, blank(tree, place, None, desk.clock()))
    if making.layout is not None and "layout" not in whole:
        whole = {**whole, "layout": making.layout}
    try:
        return _content(desk, making, author, paper, whole), ()
    except (InvalidContent, ConversionError) as error:
        return None, short(error.findings) or (Finding("files", str(error)),)


def _content(desk: Desk, making: Making, author: Author, paper: Paper, tree: Mapping[str, Any]) -> Content:
    """Return content with the files that it names."""
    files = desk.uploads.held(author.unit_id, digests_in(tree))
    whole = with_images(tree, files)
    attached = making.attach(paper, whole, files, {}).files
    return making.content(paper, whole, attached) if attached else making.content(paper, whole)
