"""The Celery application: Redis when REDIS_URL is set, the calling process otherwise."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ifn_site.settings")

app = Celery("ifn_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
