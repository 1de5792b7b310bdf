"""The site: settings, addresses, templates, design system, tasks, outgoing HTTP and health.

The Celery application is loaded here so that `shared_task` finds it everywhere.
"""

from ifn_site.celery import app as celery_app

__all__ = ["celery_app"]
