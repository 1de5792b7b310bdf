"""The site's settings as the benches need them: no throttle, one database of their own."""

from ifn_site.settings import *  # noqa: F403
from ifn_site.settings import REST_FRAMEWORK

DEBUG = False
ALLOWED_HOSTS = ["testserver"]
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = dict.fromkeys(
    REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "1000000/min"
)
