"""An admin page that people look at: what imports write and nobody edits by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """A table without the buttons that add, change or delete."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows come from imports."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows come from imports."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows come from imports."""
        return False
