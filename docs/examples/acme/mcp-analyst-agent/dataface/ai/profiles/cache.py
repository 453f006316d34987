"""Profiles of tables, kept for a day: a stale profile makes the assistant guess at columns."""

HOURS_KEPT = 24


def is_stale(made_at_hours: float, now_hours: float) -> bool:
    return now_hours - made_at_hours > HOURS_KEPT
