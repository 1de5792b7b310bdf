"""The site's settings as the tests see them: no network, strict templates, a small cost to hash."""

import tempfile
from pathlib import Path

from ifn_site.settings import *  # noqa: F403
from ifn_site.settings import DATABASES, REST_FRAMEWORK, TEMPLATES

VAR_DIR = Path(tempfile.mkdtemp(prefix="reperes-tests-"))
DEBUG = False
SECRET_KEY = "tests only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES["default"]["CONN_MAX_AGE"] = 0
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = dict.fromkeys(
    REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "100000/min"
)
#: Where tests expect nothing to answer: an unmocked call fails at once.
ADDRESS_SEARCH_URL = "http://127.0.0.1:9/search"
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "UNDEFINED(%s)"
REFERENCE_DATE = None
CONTACT_EMAIL = ""
