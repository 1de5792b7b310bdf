"""The lookup `pk__among`: rows whose key is in a long list, sent as one parameter.

`IN (…)` needs one parameter per key, and both engines limit how many a query may have.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import Lookup


@models.BigAutoField.register_lookup
class Among(Lookup[Any]):
    """Keys in a set of integers; an empty set matches nothing.

    A set, not a list: the ORM would look into each item of a list.
    """

    lookup_name = "among"

    def get_prep_lookup(self) -> list[int]:
        """Return plain integers."""
        return [int(key) for key in self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Read the list as JSON (SQLite)."""
        left, params = self.process_lhs(compiler, connection)
        listed = "(SELECT value FROM json_each(%s))"
        return f"{left} IN {listed}", [*params, json.dumps(self.rhs)]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Read the list as an array."""
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*params, self.rhs]
