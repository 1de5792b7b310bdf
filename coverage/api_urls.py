"""Addresses of the API of coverage."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
