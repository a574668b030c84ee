"""The preview: the pages as they will be, drawn at once, while somebody writes and on a page of their own."""

from __future__ import annotations

from flask import render_template, request

from service.drafting.previewing import preview as preview_of
from service.drafting.previewing import typed_tree
from service.web.current import services
from service.web.desk.boxes import blueprint
from service.web.desk.present import author, desk, draft_at, posted

#: What a family of the standard is called in the style sheet, which names what readers' computers may have for it.
_TYPEFACES = (("楷体", "kai"), ("黑体", "hei"), ("小标宋", "biaosong"), ("宋体", "song"))


@blueprint.app_template_filter("typeface")
def typeface(family: str) -> str:
    """Return the class of texts in a family."""
    return next((name for part, name in _TYPEFACES if part in family), "fangsong")


@blueprint.get("/drafts/<id>/preview")
def preview(id: str) -> str:
    """Show the pages of a draft as it was last kept."""
    held, who, draft = desk(), author(), draft_at("drafts", id)
    tree = held.papers.revision(id, who.unit_id).tree
    shown = preview_of(held, services().making, who, draft, tree)
    return render_template("desk/preview.html", draft=draft, preview=shown)


@blueprint.post("/drafts/<id>/preview")
def preview_typed(id: str) -> str:
    """Answer the pages of a draft with what a form holds in it; nothing is kept."""
    held, who, draft = desk(), author(), draft_at("drafts", id)
    shown = preview_of(held, services().making, who, draft, typed_tree(held, who, draft, posted(request)))
    return render_template("desk/_sheets.html", preview=shown)
