"""Every setting of the site, read from the environment only (`docs/settings.md` lists them).

A fresh clone runs with an empty environment: SQLite, no Redis, a local secret, and the
demonstration data. `IFN_PRODUCTION=1` turns on what the open internet needs.
"""

import json
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import django_stubs_ext
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from ifn_site.environment import (
    env_bool,
    env_date,
    env_folder,
    env_int,
    env_list,
    env_secret,
    env_str,
)
from ifn_site.languages import LANGUAGES as SITE_LANGUAGES
from ifn_site.languages import SOURCE

# Types of querysets, admins and lookups can be written at run time too.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
#: Generated files: local database, secret, contours, demonstration set, collected static files.
VAR_DIR = Path(env_str("IFN_VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

PRODUCTION = env_bool("IFN_PRODUCTION")
DEBUG = env_bool("IFN_DEBUG")
SECRET_KEY = env_secret("SECRET_KEY", VAR_DIR / "secret-key", required=PRODUCTION)
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", [] if PRODUCTION else LOCAL_HOSTS)

# --- The product -----------------------------------------------------------------------------
SITE_NAME = "Repères numériques"
#: Shown only when set: nothing is invented (a system check reminds of it in production).
CONTACT_EMAIL = env_str("IFN_CONTACT_EMAIL")
SOURCE_CODE_URL = env_str("IFN_SOURCE_CODE_URL")
#: A telephone that someone answers; nothing is shown without a number.
HELPLINE = {
    "number": env_str("IFN_HELPLINE_NUMBER"),
    "label": env_str("IFN_HELPLINE_LABEL", "Une question ? Appelez"),
    "hours": env_str("IFN_HELPLINE_HOURS"),
    "cost": env_str("IFN_HELPLINE_COST"),
    "checked_on": env_date("IFN_HELPLINE_CHECKED_ON"),
}
#: Where the open data are, laid out as `geo/`, `venues/`, `ifn/`, `gap/`; None = demonstration.
DATA_DIR = env_folder("IFN_DATA_DIR")
#: Frozen « today » for freshness and opening hours; None = the real date.
REFERENCE_DATE = env_date("IFN_REFERENCE_DATE")
#: Itineraries on another site, for each means of travel; `{lat}` and `{lon}` are the venue's.
_OSM_ROUTE = "https://www.openstreetmap.org/directions?engine=fossgis_osrm_{}&to={{lat}}%2C{{lon}}"
ROUTE_URLS = {
    "pied": env_str("IFN_ROUTE_FOOT_URL", _OSM_ROUTE.format("foot")),
    "transports": env_str("IFN_ROUTE_TRANSIT_URL"),
    "voiture": env_str("IFN_ROUTE_CAR_URL", _OSM_ROUTE.format("car")),
}
#: Sheets of rights in eight languages, by département; "" shows no link.
REFUGEES_URL = env_str(
    "IFN_REFUGEES_URL", "https://refugies.info/{language}/recherche?departments={departement}"
)
#: National address service, asked by the server only, never by the browser.
ADDRESS_SEARCH_URL = env_str("IFN_ADDRESS_SEARCH_URL", "https://data.geopf.fr/geocodage/search")

# --- Applications ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "ifn_site.static_files.SiteStaticFiles",
    "csp",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "ifn_site",
    "territories",
    "venues",
    "fragility",
    "orientation",
    "coverage",
]
#: Pages for the public need neither session nor message: those serve the admin only.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "ifn_site.language_middleware.LanguageOfAddress",
    "ifn_site.middleware.RefuseHostileAddress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ifn_site.middleware.CompressText",
    "ifn_site.middleware.PublicReads",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "ifn_site.urls"
WSGI_APPLICATION = "ifn_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ifn_site.context.site",
            ],
        },
    }
]

# --- Database: SQLite by default, PostgreSQL + PostGIS by DATABASE_URL -------------------------
DATABASES = {
    "default": dj_database_url.parse(
        env_str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'reperes.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing, readers never wait for them.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis and tasks: without REDIS_URL, tasks run in the calling process ----------------------
REDIS_URL = env_str("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_IGNORE_RESULT = False
CELERY_RESULT_BACKEND = REDIS_URL or "cache+memory://"
CELERY_RESULT_EXPIRES = 86_400
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Paris"
#: What `celery beat` asks for; the links, each Monday before people come.
CELERY_BEAT_SCHEDULE = {
    "check-learning-links": {
        "task": "orientation.tasks.check_learning_links",
        "schedule": crontab(minute=30, hour=4, day_of_week=1),
    },
    # Every quarter of an hour: one query unless the public data changed.
    "refresh-coverage": {
        "task": "coverage.tasks.refresh_coverage",
        "schedule": crontab(minute="*/15"),
    },
}
CACHES = {
    "default": (
        {"BACKEND": "ifn_site.cache.FailOpenRedisCache", "LOCATION": REDIS_URL, "TIMEOUT": 3600}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "reperes",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    )
}

# --- Language and time -------------------------------------------------------------------------
LANGUAGE_CODE = SOURCE
#: The languages of the pages (ifn_site/languages.py); their texts are compiled when Django starts.
LANGUAGES = [(language.code, language.name) for language in SITE_LANGUAGES]
LOCALE_PATHS = [VAR_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# --- Static files ------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
#: The map library, as npm lays it out: its version is in its address, so it never goes stale.
MAP_LIBRARY = (
    "vendor/maplibre-gl-"
    + json.loads((BASE_DIR / "package.json").read_text("utf-8"))["dependencies"]["maplibre-gl"]
)
STATICFILES_DIRS = [(MAP_LIBRARY, BASE_DIR / "node_modules/maplibre-gl/dist")]
#: Style of another base map (https only); "" = our own contours and names, no other host asked.
BASEMAP_STYLE = env_str("IFN_BASEMAP_STYLE")
BASEMAP_HOSTS = [f"https://{host}"] if (host := urlsplit(BASEMAP_STYLE).netloc) else []
#: Nothing asks for a file by its plain name in production: packing it too would double the work.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "ifn_site.static_files.HashedStaticFiles"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
MEDIA_ROOT = VAR_DIR / "media"
#: What the parts of a computation of coverage are asked and answer; one folder for all workers.
COVERAGE_PARTS_DIR = Path(env_str("IFN_COVERAGE_PARTS_DIR", str(VAR_DIR / "coverage-parts")))

# --- Security ----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *BASEMAP_HOSTS],
        "font-src": [SELF],
        "connect-src": [SELF, *BASEMAP_HOSTS],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ifn_site.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", [])
#: How many reverse proxies stand before the site: without it a client chooses its own throttle.
TRUSTED_PROXIES = env_int("IFN_TRUSTED_PROXIES", 1 if PRODUCTION else 0)
if PRODUCTION:
    SECURE_SSL_REDIRECT = env_bool("SECURE_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# --- API ---------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["ifn_site.throttling.CostThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        # By cost, generous: a library or a counter shares one address.
        "lecture": env_str("IFN_THROTTLE_READ", "600/min"),
        "recherche": env_str("IFN_THROTTLE_SEARCH", "240/min"),
        "export": env_str("IFN_THROTTLE_EXPORT", "30/min"),
        "signalement": env_str("IFN_THROTTLE_REPORT", "20/hour"),
        "signalement-fiche": env_str("IFN_THROTTLE_SHEET_REPORT", "5/hour"),
        "apercu": env_str("IFN_THROTTLE_PREVIEW", "60/hour"),
    },
    "NUM_PROXIES": TRUSTED_PROXIES,
    "EXCEPTION_HANDLER": "ifn_site.api_errors.french_errors",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "COERCE_DECIMAL_TO_STRING": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Repères numériques : API des lieux d’inclusion numérique",
    "DESCRIPTION": (
        "Lieux d’aide au numérique et territoires de France, en données ouvertes, sans clé. "
        "Les noms de champs sont ceux du standard des lieux de médiation numérique (v1)."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "TAGS": [
        {"name": "lieux", "description": "Les lieux d’aide au numérique"},
        {"name": "territoires", "description": "Communes, EPCI, départements, régions"},
    ],
}

# --- Logs: never a query string, an address or an answer ----------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_query": {"()": "ifn_site.logs.DropQueryStrings"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_query"],
        }
    },
    "root": {"handlers": ["console"], "level": env_str("IFN_LOG_LEVEL", "WARNING")},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
