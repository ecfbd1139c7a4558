"""The committed schema is the schema."""

from collections.abc import Iterator
from pathlib import Path

from brickfolk_api.schema import schema

TEXT = Path(__file__).resolve().parents[2] / "graphql" / "schema.graphql"


def test_committed_schema_is_the_one_that_is_served() -> None:
    assert TEXT.read_text(encoding="utf-8").strip() == str(schema).strip(), (
        "graphql/schema.graphql has drifted: write it anew with `make schema`"
    )


def undescribed() -> Iterator[str]:
    """Types, fields and arguments that say nothing of themselves, but for what GraphQL itself brings along."""
    for name, kind in schema.graphql_schema.type_map.items():
        if name.startswith("__"):
            continue
        if not kind.description:
            yield name
        for field_name, field in getattr(kind, "fields", {}).items():
            if not field.description:
                yield f"{name}.{field_name}"
            yield from (
                f"{name}.{field_name}({a})" for a, arg in getattr(field, "args", {}).items() if not arg.description
            )


def test_every_type_field_and_argument_says_what_it_is() -> None:
    assert sorted(undescribed()) == []
