"""The one table of routes × roles and scopes. What isn't in it is closed to everybody.

The key is ``METHOD blueprint.function``; HEAD goes with GET. A test walks the application and fails for a route
without a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.storage.person import Role, Scope


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use a route.

    Attributes:
        roles: a person needs one of these; empty opens it to no person.
        scope: a program's token needs this; None opens it to no token.
        public: anybody may, unknown or known.
        before_change: also open to somebody who has yet to replace his one-time password.
    """

    roles: frozenset[Role] = frozenset()
    scope: Scope | None = None
    public: bool = False
    before_change: bool = False


PUBLIC = Rule(public=True)
EVERYBODY = Rule(frozenset(Role))
APPROVERS = Rule(frozenset({Role.APPROVER}))
ARCHIVISTS = Rule(frozenset({Role.ARCHIVIST}))
KEEPERS = Rule(frozenset({Role.DRAFTER, Role.REVIEWER, Role.APPROVER, Role.ARCHIVIST}))
ADMINISTRATORS = Rule(frozenset({Role.ADMINISTRATOR}))
#: Who looks after jobs: some make copies of drafts, some issue; the jobs say more closely who may do what.
MAKERS = frozenset({Role.DRAFTER, Role.REVIEWER, Role.APPROVER})
ANY_STATE = Rule(frozenset(Role), before_change=True)

RULES: Mapping[str, Rule] = {
    # What supervisors, browsers and the readers of an error need before they are known
    "GET health.alive": PUBLIC,
    "GET health.ready": PUBLIC,
    "GET web.static": PUBLIC,
    "GET web.errors": PUBLIC,
    "GET account.login": PUBLIC,
    "POST account.sign_in": PUBLIC,
    # One's own account
    "POST account.sign_out": ANY_STATE,
    "GET account.password": ANY_STATE,
    "POST account.change_password": ANY_STATE,
    # Pages
    "GET web.index": EVERYBODY,
    "GET web.sample": EVERYBODY,
    "GET job_pages.index": EVERYBODY,
    "GET job_pages.read": EVERYBODY,
    "GET job_pages.progress": EVERYBODY,
    "POST job_pages.cancel": Rule(MAKERS),
    "POST job_pages.retry": Rule(MAKERS),
    # The desk
    **dict.fromkeys(
        (
            "GET desk.drafts",
            "GET desk.campaigns",
            "GET desk.directory",
            "GET desk.edit",
            "GET desk.file",
            "GET desk.history",
            "GET desk.settle",
            "GET desk.preview",
            "GET desk.pages",
            "GET desk.page_picture",
        ),
        Rule(frozenset({Role.DRAFTER, Role.REVIEWER, Role.APPROVER})),
    ),
    **dict.fromkeys(
        (
            "GET desk.imports",
            "POST desk.bring",
            "POST desk.start",
            "POST desk.copy",
            "POST desk.delete",
            "POST desk.begin_directory",
            "POST desk.press",
            "POST desk.autosave",
            "POST desk.preview_typed",
            "POST desk.pages_typed",
            "POST desk.go_back",
            "POST desk.chosen",
        ),
        Rule(frozenset({Role.DRAFTER, Role.REVIEWER})),
    ),
    # A draft's way to an issued paper; the pages say more closely who may do what
    **dict.fromkeys(
        (
            "GET issuing.handling",
            "GET issuing.copy",
            "GET issuing.draft_sheet",
            "POST issuing.change_state",
            "POST issuing.add_draft_step",
            "GET spreadsheets.index",
            "GET spreadsheets.blank",
            "GET spreadsheets.rows",
            "POST spreadsheets.upload",
            "POST spreadsheets.make",
        ),
        Rule(frozenset({Role.DRAFTER, Role.REVIEWER, Role.APPROVER})),
    ),
    **dict.fromkeys(("GET issuing.confirm", "POST issuing.issue", "POST issuing.void"), APPROVERS),
    **dict.fromkeys(
        (
            "GET issuing.issued_papers",
            "GET issuing.issued",
            "GET issuing.archive",
            "GET issuing.chosen",
            "GET issuing.issued_sheet",
        ),
        EVERYBODY,
    ),
    "POST issuing.add_issued_step": KEEPERS,
    "GET issuing.original": EVERYBODY,
    "POST issuing.add_original": KEEPERS,
    "POST issuing.withdraw_original": ARCHIVISTS,
    **dict.fromkeys(
        (
            "GET filing.index",
            "POST filing.set_rules",
            "POST filing.collect",
            "GET filing.list_template",
            "POST filing.take_list",
            "POST filing.change",
            "GET filing.show_preview",
            "POST filing.settle",
            "GET filing.codes",
            "POST filing.take_codes",
            "GET filing.catalogue",
            "GET filing.remarks",
            "GET filing.stamped",
        ),
        ARCHIVISTS,
    ),
    **dict.fromkeys(("GET register.index", "GET register.download"), EVERYBODY),
    **dict.fromkeys(("POST register.add_series", "POST register.change_series"), ADMINISTRATORS),
    "POST register.void": APPROVERS,
    **dict.fromkeys(
        ("POST issuing.show_returned", "POST issuing.accept_returned"),
        Rule(frozenset({Role.DRAFTER, Role.REVIEWER})),
    ),
    "POST issuing.start_correction": Rule(frozenset({Role.DRAFTER, Role.REVIEWER})),
    # The administrator's
    **dict.fromkeys(
        (
            "GET administration.index",
            "POST administration.add_unit",
            "POST administration.change_unit",
            "GET administration.new_person",
            "POST administration.add_person",
            "GET administration.person",
            "POST administration.change_person",
            "POST administration.reset_password",
            "POST administration.change_state",
            "GET log.index",
            "GET own_templates.index",
            "GET own_templates.names",
            "GET own_templates.paper",
            "GET own_templates.download",
            "GET own_templates.preview",
            "GET own_templates.preview_pdf",
            "POST own_templates.upload",
            "POST own_templates.use",
            "GET tokens.index",
            "POST tokens.create",
            "POST tokens.revoke",
        ),
        ADMINISTRATORS,
    ),
    # API; what makes records is 印发, so that a person needs to be 签发人, a program a token that may
    "POST documents.create": Rule(frozenset({Role.APPROVER}), Scope.CREATE),
    "GET documents.read": Rule(frozenset(Role), Scope.READ),
    "GET documents.download": Rule(frozenset(Role), Scope.READ),
    "POST batches.create": Rule(frozenset({Role.APPROVER}), Scope.CREATE),
    "GET jobs.index": Rule(frozenset(Role), Scope.READ),
    "GET jobs.read": Rule(frozenset(Role), Scope.READ),
    "GET jobs.archive": Rule(frozenset(Role), Scope.READ),
    "GET jobs.file": Rule(frozenset(Role), Scope.READ),
    "POST jobs.cancel": Rule(MAKERS, Scope.CREATE),
    "POST jobs.retry": Rule(MAKERS, Scope.CREATE),
    **dict.fromkeys(
        tuple(f"GET issued.{view}" for view in ("index", "read", "archive", "sheet", "numbers")),
        Rule(frozenset(Role), Scope.READ),
    ),
    "POST issued.void": Rule(frozenset({Role.APPROVER}), Scope.CREATE),
    **dict.fromkeys(("POST issued.add_step", "POST issued.add_original"), Rule(KEEPERS.roles, Scope.CREATE)),
    "GET issued.original": Rule(frozenset(Role), Scope.READ),
    **dict.fromkeys(
        tuple(
            f"GET archive.{view}" for view in ("manifest", "regenerations", "regeneration", "compared_page")
        ),
        Rule(frozenset(Role), Scope.READ),
    ),
    "POST archive.regenerate": Rule(frozenset(Role), Scope.CREATE),
    "GET issuing.regeneration": EVERYBODY,
    "POST issuing.regenerate": EVERYBODY,
    "POST imports.create": Rule(frozenset({Role.DRAFTER, Role.ARCHIVIST}), Scope.IMPORT),
    "POST checks.create": Rule(frozenset(Role), Scope.CHECK),
    "POST redheads.create": Rule(frozenset({Role.DRAFTER}), Scope.CREATE),
    "GET papers.index": Rule(frozenset(Role), Scope.READ),
    "GET papers.schema": Rule(frozenset(Role), Scope.READ),
}


def rule_for(method: str, endpoint: str | None) -> Rule:
    """Return the rule of a route; closed to everybody if there is none."""
    return RULES.get(f"{'GET' if method == 'HEAD' else method} {endpoint}", Rule())
