"""On PostgreSQL only: the point as a generated PostGIS geography, with its nearest-neighbour index.

Generated from latitude and longitude by the database itself, so it can never go stale. SQLite
needs nothing here: the unit-vector columns serve there.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def add_point(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the extension, the column and the index."""
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    schema_editor.execute(
        "ALTER TABLE venues_venue ADD COLUMN geom geography(Point, 4326) GENERATED ALWAYS AS "
        "(ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)::geography) STORED"
    )
    schema_editor.execute("CREATE INDEX venue_geom ON venues_venue USING gist (geom)")
    schema_editor.execute(
        "CREATE INDEX venue_search ON venues_venue USING gin (search_text gin_trgm_ops)"
    )


def drop_point(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo `add_point`, keeping the extensions."""
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("DROP INDEX IF EXISTS venue_search")
    schema_editor.execute("ALTER TABLE venues_venue DROP COLUMN IF EXISTS geom")


class Migration(migrations.Migration):
    """Vendor-guarded."""

    dependencies = [("venues", "0001_initial")]

    operations = [migrations.RunPython(add_point, drop_point)]
