"""What the stand-ins' servers have in common."""

from __future__ import annotations

import sys
from http.server import ThreadingHTTPServer

__all__ = ["LoopbackServer"]


class LoopbackServer(ThreadingHTTPServer):
    """A server that waits for none of its threads when it is closed."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Print what went wrong; a client that goes away in the middle is what the tests are about."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)
