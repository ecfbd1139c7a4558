"""Text that the database can keep."""

import pytest

from common.text import is_storable, storable


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "\udfff"])
def test_what_postgresql_refuses_is_left_out(text: str) -> None:
    assert not is_storable(text)
    assert is_storable(storable(text))


def test_everything_else_stays() -> None:
    text = "grün\n\U0001f9f1\x01"

    assert is_storable(text)
    assert storable(text) == text
