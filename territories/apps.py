"""Application « Territoires »."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """Communes, EPCI, départements, régions, their history and the search of a place."""

    name = "territories"
    label = "territories"
    verbose_name = "Territoires"

    def ready(self) -> None:
        """Register the step that loads territories."""
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

        register(10, "territoires", load)
