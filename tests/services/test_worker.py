"""An import done by a worker, and a site that outlives its Redis."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import redis

from tests.processes import Site
from tests.services.conftest import Redis
from tests.services.towns import write_venues

COUNT = "from venues.models import Venue; say(Venue.objects.count())"


def ask_worker(site: Site, path: Path, apply: bool) -> dict[str, int]:
    """Send an import to the worker; return its counts."""
    return site.ask(
        "from venues.tasks import import_file\n"
        f"say(import_file.delay({str(path)!r}, 'hub', apply={apply}).get(timeout=60))"
    )


def call_directly(site: Site, path: Path) -> dict[str, int]:
    """Make the same import, dry, in the calling process."""
    return site.ask(f"from venues.tasks import import_file\nsay(import_file({str(path)!r}, 'hub'))")


def status_of(address: str) -> int:
    """Return the status that an address answers."""
    try:
        with urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_a_worker_imports_what_a_direct_call_would(site: Site, tmp_path: Path) -> None:
    file = write_venues(tmp_path / "lieux.csv", 40)
    expected = call_directly(site, file)
    site.work()
    done = ask_worker(site, file, apply=True)
    assert done == expected
    assert (done["read"], done["added"], done["merged"], done["rejected"]) == (42, 40, 1, 1)
    assert site.ask(COUNT) == 40
    again = call_directly(site, file)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 40)


def test_a_task_waits_for_a_worker_to_come(site: Site, tmp_path: Path) -> None:
    file = write_venues(tmp_path / "lieux.csv", 5)
    task = site.ask(
        "from venues.tasks import import_file\n"
        f"say(import_file.delay({str(file)!r}, 'hub', apply=True).id)"
    )
    assert site.ask(COUNT) == 0
    site.work()
    counts = site.ask(
        f"from ifn_site.celery import app\nsay(app.AsyncResult({task!r}).get(timeout=60))"
    )
    assert counts["added"] == 5
    assert site.ask(COUNT) == 5


def test_pages_answer_without_redis_and_use_it_again_when_it_is_back(
    site: Site, redis_server: Redis, tmp_path: Path
) -> None:
    site.manage(
        "import_venues",
        str(write_venues(tmp_path / "lieux.csv", 30)),
        "--source",
        "hub",
        "--apply",
    )
    address = site.serve()
    pages = ["/", "/lieux/?lieu=42218", "/api/v1/lieux/?commune=42218", "/sante/"]
    assert [status_of(address + page) for page in pages] == [200] * 4
    with redis.Redis.from_url(redis_server.url) as client:
        assert client.dbsize() > 0

    redis_server.stop()
    started = time.monotonic()
    assert [status_of(address + page) for page in pages] == [200] * 4
    assert time.monotonic() - started < 10

    redis_server.start()
    assert [status_of(address + page) for page in pages] == [200] * 4
    with redis.Redis.from_url(redis_server.url) as client:
        assert client.dbsize() > 0
