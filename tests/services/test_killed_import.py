"""An import that is killed leaves the site as it was, and can be done again."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from tests.processes import Site
from tests.services.towns import write_venues

VENUES = 3_000
COUNT = (
    "from venues.models import SourceRecord, Venue\n"
    "say([Venue.objects.count(), SourceRecord.objects.count()])"
)


def test_a_killed_import_writes_nothing_and_the_next_one_all(site: Site, tmp_path: Path) -> None:
    file = write_venues(tmp_path / "lieux.csv", VENUES, faulty=False)
    command = ("manage.py", "import_venues", str(file), "--source", "hub", "--apply")
    started = time.monotonic()
    site.manage("import_venues", str(file), "--source", "hub")
    dry = time.monotonic() - started
    killed = 0
    # Writing comes after what a dry run does: kill a little before, during and after its start.
    for share in (0.5, 0.9, 1.0, 1.1, 1.2, 1.3):
        process = site.start("import", *command)
        time.sleep(dry * share)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        assert process.wait() in (0, -signal.SIGKILL), site.log("import")
        counts = site.ask(COUNT)
        assert counts in ([0, 0], [VENUES, VENUES]), f"half-written after {share:.0%}: {counts}"
        if counts[0]:
            break
    assert killed > 0
    site.manage(*command[1:])
    assert site.ask(COUNT) == [VENUES, VENUES]
    again = site.manage(*command[1:])
    assert f"{VENUES} inchangé" in again.replace("\u202f", "")
    assert site.ask(COUNT) == [VENUES, VENUES]
