"""What every test of orders and money may ask for."""

from collections.abc import Iterator

import pytest

from shop.services.ledger.audit import audit


@pytest.fixture
def audited(request: pytest.FixtureRequest, db: None) -> Iterator[None]:
    """Whatever happens in the test: at its end the books, the stock and the orders add up, as `audit_ledger` sees it.

    A test that leaves something for somebody to settle, or sets rows by hand, says what is found: `audit_finds(code)`.
    """
    yield
    mark = request.node.get_closest_marker("audit_finds")
    assert sorted({finding.code for finding in audit().findings}) == sorted(mark.args if mark else [])
