"""Everything that is looked at in a paper's content before it is rendered: its texts one by one, and its facts as a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from service.document.finding import Finding
from service.document.pointer import join
from service.lint import content_rules_bulletin as bulletin
from service.lint import content_rules_counts as counts
from service.lint import content_rules_figures as figures
from service.lint import content_rules_inspection as inspection
from service.lint import content_rules_meeting as meeting
from service.lint import content_rules_numbering as numbering
from service.lint import content_rules_people as people
from service.lint import content_rules_phases as phases
from service.lint import content_rules_selection as selection
from service.lint import content_rules_tasks as tasks
from service.lint import content_rules_times as times
from service.lint import content_rules_votes as votes
from service.lint.content_rules import TextAt, lint_content
from service.lint.content_rules_genre import GENRE_RULES
from service.lint.content_tree import Node, Path, TreeRule, lint_tree, texts

TREE_RULES: tuple[TreeRule, ...] = (
    counts.items_announced,
    counts.inline_announced,
    counts.phases_announced,
    numbering.headings_in_order,
    numbering.items_in_order,
    numbering.phases_in_order,
    phases.phases_follow,
    figures.parts_add_up,
    figures.shares_recompute,
    figures.percentage_recomputes,
    people.one_person_twice,
    people.campaign_name_changes,
    people.issued_title_agrees,
    votes.votes_descend,
    votes.votes_add_up,
    votes.shares_of_votes,
    votes.average_of_votes,
    votes.groups_are_large_enough,
    inspection.scores_are_a_hundred,
    inspection.units_in_teams,
    inspection.people_in_teams,
    inspection.issues_of_the_unit,
    selection.quotas_add_up,
    selection.winners_are_as_many,
    selection.honours_as_listed,
    selection.publicity_is_long_enough,
    tasks.tasks_are_whole,
    tasks.reviews_are_whole,
    tasks.pledges_are_whole,
    times.weekdays_agree,
    times.replies_before_meetings,
    times.nothing_due_before_issue,
    meeting.decisions_are_whole,
    meeting.decisions_after_meetings,
    bulletin.issue_numbers_agree,
    bulletin.bulletins_report_what_was,
    *GENRE_RULES,
)
"""The rules on the tree, in the order of their findings."""

CampaignRule = Callable[[Node, Node], Iterator[tuple[Path, Finding]]]

CAMPAIGN_RULES: tuple[CampaignRule, ...] = (
    meeting.responsible_are_known,
    meeting.attendance_agrees,
    meeting.inspections_beside_meetings,
    tasks.reviewers_rank_no_lower,
)
"""Rules that hold what a paper prints against the whole campaign, printed or not."""


def lint_facts(
    tree: Mapping[str, Any], label: Callable[[Path], str], campaign: Node | None = None
) -> tuple[Finding, ...]:
    """Return the findings on a content ``{campaign, paper}``: on its texts, then on its facts.

    ``label`` gives the Chinese name of a place; it is asked only where there is a finding. ``campaign`` is the whole
    one where the tree has only what the paper prints; None: the tree has it all.
    """
    whole = tree.get("campaign", {}) if campaign is None else campaign
    paths = {join(path): (path, text) for path, text in texts(tree)}
    found = lint_content(TextAt(pointer, "", text) for pointer, (_path, text) in paths.items())
    on_texts = (replace(finding, label=label(paths[finding.pointer][0])) for finding in found)
    rules = (*TREE_RULES, *(_beside(rule, whole) for rule in CAMPAIGN_RULES))
    return (*on_texts, *lint_tree(tree, rules, label))


def _beside(rule: CampaignRule, campaign: Node) -> TreeRule:
    return lambda tree: rule(tree, campaign)
