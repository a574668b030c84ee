"""The preview: the pages as they will be, drawn at once or printed by LibreOffice, in the form and on their own."""

from __future__ import annotations

from functools import partial

from flask import Response, render_template, request, stream_template, url_for

from service.document.finding import Finding
from service.drafting.previewing import preview as preview_of
from service.drafting.previewing import typed_tree
from service.drafting.printed import Printed, page_image, printed
from service.errors import UnknownAddress
from service.storage.draft import Draft
from service.storage.page_files import PageFiles
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
    shown = preview_of(held, services().making_for(who.unit_id), who, draft, tree)
    return render_template("desk/preview.html", draft=draft, preview=shown)


@blueprint.post("/drafts/<id>/preview")
def preview_typed(id: str) -> str:
    """Answer the pages of a draft with what a form holds in it; nothing is kept."""
    held, who, draft = desk(), author(), draft_at("drafts", id)
    shown = preview_of(
        held, services().making_for(who.unit_id), who, draft, typed_tree(held, who, draft, posted(request))
    )
    return render_template("desk/_sheets.html", preview=shown)


@blueprint.get("/drafts/<id>/pages")
def pages(id: str) -> Response:
    """Show the pages of a draft as it was last kept, as LibreOffice prints them; say first that it is at work."""
    held, who, draft = desk(), author(), draft_at("drafts", id)
    tree = held.papers.revision(id, who.unit_id).tree

    def begin() -> Printed:
        return printed(held, services().making_for(who.unit_id), page_files(), who, draft, tree)

    told = {"draft": draft, "begin": begin, "field_of": partial(field_of, draft)}
    return Response(stream_template("desk/pages.html", **told))


@blueprint.post("/drafts/<id>/pages")
def pages_typed(id: str) -> str:
    """Answer the printed pages of a draft with what a form holds in it; the draft itself stays as it is."""
    held, who, draft = desk(), author(), draft_at("drafts", id)
    tree = typed_tree(held, who, draft, posted(request))
    made = printed(held, services().making_for(who.unit_id), page_files(), who, draft, tree)
    return render_template("desk/_pages.html", draft=draft, made=made, field_of=partial(field_of, draft))


@blueprint.get("/drafts/<id>/pages/<digest>/<int:number>.png")
def page_picture(id: str, digest: str, number: int) -> Response:
    """Answer one printed page."""
    image = page_image(page_files(), draft_at("drafts", id), digest, number)
    if image is None:
        raise UnknownAddress("这一面没有留着，请重新打开实际页面")
    answer = Response(image, content_type="image/png")
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"  # the digest names the content
    return answer


def page_files() -> PageFiles:
    """Return where printed pages are kept for a while."""
    return PageFiles(services().settings.data / "pages")


def field_of(draft: Draft, finding: Finding) -> str:
    """Return the address of the field that a finding is about; "" if it is about none."""
    if not finding.pointer:
        return ""
    if finding.pointer.startswith("/campaign"):
        campaign = draft.campaign_id
        return url_for("desk.edit", box="campaigns", id=campaign) + f"#{finding.pointer}" if campaign else ""
    return url_for("desk.edit", box="drafts", id=draft.id) + f"#{finding.pointer}"
