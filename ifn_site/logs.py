"""What may stand in a log line: never the query string of a request."""

from __future__ import annotations

import logging
import re

_QUERY = re.compile(r"\?[^\s\"']*")


class DropQueryStrings(logging.Filter):
    """Cut everything after « ? » from the messages and from the request in log records."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place and keep it."""
        record.msg = _QUERY.sub("?…", str(record.getMessage()))
        record.args = ()
        return True
