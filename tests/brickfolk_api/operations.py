"""The documented operations, as a program would take them from their folder and send them."""

import json
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.brickfolk_api.conftest import Ask

FOLDER = Path(__file__).resolve().parents[2] / "graphql" / "operations"
MODEL = b"0 A brick\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n"


def operation(name: str) -> str:
    """The text of one."""
    return (FOLDER / f"{name}.graphql").read_text(encoding="utf-8")


def done(ask: Ask, name: str, given: dict[str, Any], token: str) -> dict[str, Any]:
    """What an operation with one field answers in it."""
    [payload] = ask(operation(name), given, token=token)["data"].values()
    return dict(payload)


def send_file(
    client: Client, query: str, given: dict[str, Any], token: str, name: str = "brick.ldr", data: bytes = MODEL
) -> dict[str, Any]:
    """Send a file in one request (the GraphQL multipart request specification), as `input.file`."""
    fields = {
        "operations": json.dumps({"query": query, "variables": {"input": {**given, "file": None}}}),
        "map": json.dumps({"0": ["variables.input.file"]}),
        "0": SimpleUploadedFile(name, data),
    }
    answer: dict[str, Any] = client.post("/graphql/", fields, headers={"Authorization": f"Bearer {token}"}).json()
    return answer
