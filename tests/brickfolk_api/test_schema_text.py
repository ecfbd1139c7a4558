"""The committed schema is the schema."""

from pathlib import Path

from brickfolk_api.schema import schema

TEXT = Path(__file__).resolve().parents[2] / "graphql" / "schema.graphql"


def test_committed_schema_is_the_one_that_is_served() -> None:
    assert TEXT.read_text(encoding="utf-8").strip() == str(schema).strip(), (
        "graphql/schema.graphql has drifted: write it anew with `make schema`"
    )
