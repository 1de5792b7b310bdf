"""The venues' step of `setup_data`: every venue file of the folder, one source each.

A source that came with another origin (the demonstration, once real data are loaded) is withdrawn.
"""

from __future__ import annotations

from django.core.management import CommandError
from django.db import transaction

from ifn_site.clock import today
from ifn_site.models import DataSet, bump_data_version
from ifn_site.progress import ProgressBar
from ifn_site.setup_steps import DataFolder, Say
from venues.imports.folder import BadFolder, files_left_out, import_file, sentence, venue_files
from venues.models import Source, SourceRecord, Venue


def load_venues(folder: DataFolder, say: Say) -> None:
    """Import the folder's venues, then withdraw invented ones that real data replace."""
    try:
        files = venue_files(folder.path, folder.origin)
    except BadFolder as error:
        raise CommandError(str(error)) from None
    if not files:
        say("Aucun fichier de lieux dans ce dossier (venues/).")
    for file in files:
        with ProgressBar() as progress:
            outcome = import_file(file, today(), progress)
        say(sentence(file, outcome))
    if left_out := files_left_out(folder.path, files):
        say(f"Fichiers de venues/ qui ne sont pas chargés : {', '.join(left_out)}.")
    if folder.origin != DataSet.Origin.DEMONSTRATION:
        number = withdraw_demonstration()
        if number:
            say(f"{number} lieux de démonstration retirés.")


@transaction.atomic
def withdraw_demonstration() -> int:
    """Delete every invented venue and source; return how many venues that was.

    Deleted, not withdrawn: they never existed, so nothing should ever redirect to them.
    """
    demonstration = Source.objects.filter(is_demonstration=True)
    if not demonstration.exists():
        return 0
    keys = list(demonstration.values_list("key", flat=True).order_by("key"))
    real = SourceRecord.objects.filter(source__is_demonstration=False).values("venue")
    invented = Venue.objects.filter(records__source__in=demonstration).exclude(pk__in=real)
    number = invented.distinct().count()
    Venue.objects.filter(pk__in=invented.order_by().values("pk")).delete()
    demonstration.delete()
    DataSet.objects.filter(key__in=[f"lieux:{key}" for key in keys]).delete()
    bump_data_version()
    return number
