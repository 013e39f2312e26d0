"""A guide with its weeks: as it is printed whole, and with the weeks that are left free taken out."""

from __future__ import annotations

import datetime
from dataclasses import replace

from prepress.model.edition import Edition
from prepress.model.guide import Guide
from prepress.model.plan import LEVELS
from prepress.schedule import collect_figures, leave_out_floats, plan_weeks


def plan_edition(guide: Guide, start: datetime.date | None) -> Edition:
    """Return the whole guide with its weeks and computed figures; with `start`, the weeks have dates."""
    weeks = {}
    if guide.plan is not None:
        weeks = {level: plan_weeks(guide, level, start) for level in LEVELS}
    return Edition(guide, "all", weeks, collect_figures(guide) if weeks else {})


def shorten_edition(edition: Edition, start: datetime.date | None) -> Edition:
    """Return the edition with a plan of its loaded weeks alone."""
    return replace(plan_edition(leave_out_floats(edition.guide), start), whole=edition.guide.plan)
