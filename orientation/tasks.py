"""Background work of the orientation: two lines each, over the functions that the commands call."""

from __future__ import annotations

from celery import shared_task

from orientation.link_check import check_links


@shared_task
def check_learning_links() -> int:
    """Visit the pages of « Apprendre seul »; return how many are hidden since they are broken."""
    return len(check_links().hidden)
