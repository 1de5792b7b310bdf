import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CoverageRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(db_index=True, default=False, verbose_name="active"),
                ),
                (
                    "is_demonstration",
                    models.BooleanField(default=False, verbose_name="démonstration"),
                ),
                (
                    "fingerprint",
                    models.CharField(
                        db_index=True, max_length=64, verbose_name="empreinte des données lues"
                    ),
                ),
                ("parameters", models.JSONField(default=dict, verbose_name="hypothèses")),
                ("summary", models.JSONField(default=dict, verbose_name="ce qui a été compté")),
                ("seed", models.PositiveBigIntegerField(verbose_name="graine")),
                ("scenarios", models.PositiveIntegerField(verbose_name="scénarios")),
                (
                    "release",
                    models.PositiveIntegerField(null=True, verbose_name="publication de fragilité"),
                ),
                (
                    "release_version",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="version de la fragilité"
                    ),
                ),
                (
                    "data_version",
                    models.PositiveBigIntegerField(verbose_name="version des données"),
                ),
                ("reference_date", models.DateField(verbose_name="jour de référence")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="faite le")),
            ],
            options={
                "verbose_name": "calcul de couverture",
                "verbose_name_plural": "calculs de couverture",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)),
                        fields=("is_active",),
                        name="one_active_coverage_run",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoverageLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.CharField(max_length=20, verbose_name="niveau")),
                ("count", models.PositiveIntegerField(verbose_name="territoires")),
                ("codes", models.BinaryField(verbose_name="codes")),
                ("index", models.JSONField(default=dict, verbose_name="colonnes")),
                ("data", models.BinaryField(verbose_name="valeurs")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="levels",
                        to="coverage.coveragerun",
                        verbose_name="calcul",
                    ),
                ),
            ],
            options={
                "verbose_name": "niveau d’un calcul de couverture",
                "verbose_name_plural": "niveaux des calculs de couverture",
                "ordering": ["run", "level"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "level"), name="coverage_level_once")
                ],
            },
        ),
    ]
