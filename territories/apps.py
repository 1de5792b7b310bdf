"""Application « Territoires »."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """Communes, EPCI, départements, régions, their history and the search of a place."""

    name = "territories"
    label = "territories"
    verbose_name = "Territoires"

    def ready(self) -> None:
        """Register the steps that load territories and cut their tiles."""
        from ifn_site.setup_steps import DataFolder, Say, register

        def load(folder: DataFolder, say: Say) -> None:
            # Imported here: it brings geopandas, which serving a page never needs.
            from django.core.management import CommandError

            from territories.imports.reading import UnreadableData
            from territories.imports.run import import_territories

            try:
                report = import_territories(folder.path)
            except UnreadableData as error:
                raise CommandError(str(error)) from None
            say(
                "territoires : "
                + ", ".join(f"{count[0]} {sum(count[1:4])}" for count in report.counts)
            )

        def cut_tiles(folder: DataFolder, say: Say) -> None:
            from territories.tiles.build import build_tiles, in_words
            from territories.tiles.tippecanoe import TilesNotMade

            try:
                say(f"tuiles : {in_words(build_tiles(folder.path))}")
            except TilesNotMade as error:
                # The map is an addition: the rest of the site is set up without it.
                say(f"tuiles : {error}")

        register(10, "territoires", load)
        register(90, "tuiles", cut_tiles)
