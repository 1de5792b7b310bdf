"""Orientation: from what a person needs, in four steps or in their own words, to a place."""

from typing import Any

from django.apps import AppConfig


class OrientationConfig(AppConfig):
    """The application that leads people to a venue."""

    name = "orientation"
    verbose_name = "Orientation"

    def ready(self) -> None:
        """Register the step that loads the first contents, the team's rights, and what makes
        pages forget a number or a link that was edited.
        """
        from django.db.models.signals import post_delete, post_migrate, post_save

        from ifn_site.setup_steps import DataFolder, Say, register
        from orientation.rights import give_rights

        def load(folder: DataFolder, say: Say) -> None:
            from orientation.setup import load_first_contents

            load_first_contents(folder, say)

        register(60, "orientation", load)
        post_migrate.connect(give_rights, sender=self, dispatch_uid="orientation.give_rights")
        for signal in (post_save, post_delete):
            for model in self.get_models():
                signal.connect(_forget, sender=model, dispatch_uid=f"forget {model.__name__}")


def _forget(**kwargs: Any) -> None:
    """Tell every cache that what the pages show has changed."""
    from ifn_site.models import bump_data_version

    bump_data_version()
