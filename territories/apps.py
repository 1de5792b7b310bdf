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
            from territories.imports.run import import_territories

            report = import_territories(folder.path)
            say(
                "territoires : "
                + ", ".join(f"{count[0]} {sum(count[1:4])}" for count in report.counts)
            )

        register(10, "territoires", load)
