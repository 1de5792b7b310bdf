"""The orientation's step of `setup_data`: public helplines and links to learn, where none are.

What the team changed, or took off the page (« affiché » unticked), stays so.
"""

from __future__ import annotations

from ifn_site.models import bump_data_version
from ifn_site.setup_steps import DataFolder, Say
from orientation.helplines import national_rows
from orientation.learning import initial_rows
from orientation.models import Helpline, LearningLink


def load_first_contents(folder: DataFolder, say: Say) -> None:
    """Fill the two tables where they lack what comes with the site."""
    numbers = sum(_add_helpline(row) for row in national_rows())
    links = 0 if LearningLink.objects.exists() else _add_links()
    if numbers or links:
        bump_data_version()
        say(f"{numbers} ligne(s) d’aide et {links} liens « apprendre seul » ajoutés.")
    else:
        say("Lignes d’aide et liens « apprendre seul » déjà en place.")


def _add_helpline(row: dict[str, object]) -> bool:
    return Helpline.objects.get_or_create(key=row["key"], defaults=row)[1]


def _add_links() -> int:
    rows = [LearningLink(**row) for row in initial_rows()]
    return len(LearningLink.objects.bulk_create(rows))
