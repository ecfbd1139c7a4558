"""The database backend: Django's own for PostgreSQL, whose server is started when the first connection is wanted."""

import os
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base

from common.embedded.server import ensure


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server; `HOST` in its settings is the folder of the data."""

    def get_connection_params(self) -> dict[str, Any]:
        """As always, with the server started and its socket's folder as the host."""
        parameters: dict[str, Any] = super().get_connection_params()
        parameters["host"] = str(ensure(Path(self.settings_dict["HOST"])))
        parameters["application_name"] = f"brickfolk-{os.getpid()}"
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; once more when another process was just stopping the server."""
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            return super().get_new_connection(self.get_connection_params())
