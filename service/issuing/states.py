"""The states of a draft: who may set which (条例 chapter 5: 起草, 审核, 签发)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.access.errors import Forbidden
from service.numbering import BEIJING
from service.services import Services
from service.storage.draft import Draft, DraftState
from service.storage.drafts import Drafts
from service.storage.errors import NotReady
from service.storage.number import ProcessEntry
from service.storage.person import Person, Role
from service.storage.record import new_id

STATE_NAMES: Mapping[DraftState, str] = {
    DraftState.DRAFT: "草稿",
    DraftState.SUBMITTED: "送审稿",
    DraftState.PROOF: "清样",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one state to another.

    Attributes:
        before: the state that it leads away from.
        after: the state that it leads to.
        roles: who may go it.
        text: what its button says.
        process: what it is called among the steps of the paper's way.
    """

    before: DraftState
    after: DraftState
    roles: frozenset[Role]
    text: str
    process: str


STEPS_ON = (
    Step(DraftState.DRAFT, DraftState.SUBMITTED, frozenset({Role.DRAFTER, Role.REVIEWER}), "送审", "起草"),
    Step(DraftState.SUBMITTED, DraftState.PROOF, frozenset({Role.REVIEWER}), "审核通过，定为清样", "审核"),
    Step(
        DraftState.SUBMITTED,
        DraftState.DRAFT,
        frozenset({Role.DRAFTER, Role.REVIEWER}),
        "退回修改",
        "审核",
    ),
    Step(
        DraftState.PROOF,
        DraftState.DRAFT,
        frozenset({Role.REVIEWER, Role.APPROVER}),
        "退回修改",
        "复核",
    ),
)


def roles_in(person: Person, unit_id: str) -> frozenset[Role]:
    """Return the roles that a person has in a unit."""
    return frozenset(role for role in person.roles if unit_id in person.units_as(role))


def steps_for(person: Person, draft: Draft) -> tuple[Step, ...]:
    """Return the steps that a person may go with a draft."""
    roles = roles_in(person, draft.unit_id)
    return tuple(step for step in STEPS_ON if step.before is draft.state and step.roles & roles)


def go(
    drafts: Drafts,
    services: Services,
    person: Person,
    draft: Draft,
    after: str,
    opinion: str,
    series_id: str | None,
) -> Draft:
    """Bring a draft into another state, and enter the step with its opinion.

    Args:
        drafts: where it is kept.
        services: see `Services`.
        person: who does it.
        draft: as he saw it.
        after: the state that it shall have; its own one only keeps ``series_id``.
        opinion: what he says to it; "" if nothing.
        series_id: the row of numbers that its number shall come from; None leaves it open.

    Raises:
        Forbidden: if his roles don't allow it.
        NotReady: if no step leads there, or somebody changed the draft meanwhile.
        AlreadyIssued: if it was issued.
    """
    if after == draft.state:
        return drafts.set_state(draft, draft.state, series_id)
    steps = [step for step in STEPS_ON if (step.before, step.after) == (draft.state, after)]
    if not steps:
        raise NotReady(f"这份稿现在是{STATE_NAMES[draft.state]}，不能直接这样办；请打开最新的页面再选")
    (step,) = steps
    if not step.roles & roles_in(person, draft.unit_id):
        raise Forbidden(f"“{step.text}”要由{_named(step.roles)}来办")
    changed = drafts.set_state(draft, step.after, series_id)
    entry = opinion or ("退回修改" if step.after is DraftState.DRAFT else "")
    enter(services, person, draft, step.process, entry)
    return changed


def enter(services: Services, person: Person, draft: Draft, process: str, opinion: str = "") -> None:
    """Enter a step that somebody just did."""
    now = services.clock()
    services.issuings.add_step(
        ProcessEntry(
            new_id(now),
            draft.unit_id,
            draft.id,
            None,
            process,
            person.name,
            day(services),
            opinion,
            now,
            person.name,
        )
    )


def day(services: Services) -> str:
    """Return today as papers write it, in Beijing."""
    today = services.clock().astimezone(BEIJING)
    return f"{today.year}年{today.month}月{today.day}日"


_ROLE_NAMES = {Role.DRAFTER: "经办人", Role.REVIEWER: "审核人", Role.APPROVER: "签发人"}


def _named(roles: frozenset[Role]) -> str:
    return "、".join(name for role, name in _ROLE_NAMES.items() if role in roles)
