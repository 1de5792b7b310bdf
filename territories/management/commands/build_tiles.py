"""`build_tiles`: the outlines and names of the territories, cut into tiles for the map."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ifn_site.data_folder import MissingFolder, resolve_folder
from territories.tiles.build import build_tiles, in_words
from territories.tiles.tippecanoe import TilesNotMade


class Command(BaseCommand):
    """Makes them again only when the territories or their contours changed."""

    help = "Fabrique les tuiles de la carte à partir des territoires importés."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare `--from`."""
        parser.add_argument(
            "--from",
            dest="folder",
            default="auto",
            help="dossier qui contient geo/ (par défaut : IFN_DATA_DIR, sinon la démonstration)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the tiles and say how many outlines they hold."""
        try:
            self.stdout.write(in_words(build_tiles(resolve_folder(options["folder"]))))
        except (MissingFolder, TilesNotMade) as error:
            raise CommandError(str(error)) from error
