"""`manage.py serve`: the site and its worker as one command."""

import os
import shutil
import socket
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.services.members import DEMO_NAME, DEMO_PASSWORD
from common.processes import Program, keep_running
from config.prepare import prepare


class Command(BaseCommand):
    """Ctrl-C ends both with status 0; when one of them crashes, both end with its status."""

    help = "Prepare everything, then run the web server and a worker until Ctrl-C."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run until told to stop."""
        host, port = os.environ.get("HOST") or "127.0.0.1", int(os.environ.get("PORT") or 8000)
        self._refuse_taken(host, port)
        try:
            prepare(self.stdout.write)
        except KeyboardInterrupt:
            sys.exit(0)
        figures = Path(settings.VAR_DIR) / "metrics"
        shutil.rmtree(figures, ignore_errors=True)
        figures.mkdir()
        environment = {
            "DEBUG": os.environ.get("DEBUG") or "0",  # our own error pages; the key is the one kept in var
            "SECRET_KEY": settings.SECRET_KEY,
            "LOG_READABLE": os.environ.get("LOG_READABLE") or "1",
            "PROMETHEUS_MULTIPROC_DIR": str(figures),
        }
        web = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
        worker = [sys.executable, sys.argv[0], "worker"]
        greeting = Greeting(self, f"http://{host}:{port}/")
        programs = [Program("web", web, environment=environment), Program("worker", worker, environment=environment)]
        sys.exit(keep_running(programs, each_second=greeting.try_once))

    def _refuse_taken(self, host: str, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                message = f"Port {port} is taken. Stop what listens there, or choose another: PORT=8001 make run"
                raise CommandError(message, returncode=1) from error


class Greeting:
    """Says where the site is, once it answers."""

    def __init__(self, command: BaseCommand, address: str) -> None:
        self.command = command
        self.address = address
        self.said = False

    def try_once(self) -> None:
        """Ask the site whether it is ready, until it is."""
        if self.said:
            return
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(f"{self.address}readyz", timeout=1):  # noqa: S310
            self.said = True
            self.command.stdout.write(f"\nBrickfolk is at {self.address} (Ctrl-C ends it).")
            if settings.DEBUG:
                self.command.stdout.write(f"Sign in as {DEMO_NAME} with the password {DEMO_PASSWORD}")
