"""What a designer asks is the builder's to say, and is checked."""

from decimal import Decimal
from typing import Any

import pytest

from common.errors import Denied, Invalid, NotFound
from shop.models import DesignTerms
from shop.services.design_terms import set_design_terms
from tests.factories import make_build, make_published, make_user

pytestmark = pytest.mark.django_db


def test_terms_are_set_and_changed() -> None:
    build = make_published()
    set_design_terms(build=build, by=build.owner, fee=Decimal("3.00"), royalty_percent=Decimal("12.5"))

    terms = set_design_terms(build=build, by=build.owner, royalty_fixed=Decimal("1.00"), currency="USD")

    assert [terms.fee, terms.royalty_fixed, terms.royalty_percent] == [0, 1, 0]
    assert terms.currency == "USD"
    assert DesignTerms.objects.count() == 1


@pytest.mark.parametrize(
    "given",
    [
        {"fee": Decimal("-1")}, {"fee": Decimal("0.001")}, {"fee": Decimal("NaN")}, {"fee": Decimal("1e9")},
        {"royalty_percent": Decimal("100.01")}, {"royalty_percent": Decimal("-1")}, {"royalty_percent": Decimal("NaN")},
        {"royalty_percent": Decimal("0.001")}, {"royalty_fixed": Decimal("Infinity")}, {"currency": "XXX"},
        {"royalty_percent": Decimal(1), "royalty_fixed": Decimal(1)},
    ],
)  # fmt: skip
def test_terms_that_make_no_sense_are_refused(given: dict[str, Any]) -> None:
    build = make_published()

    with pytest.raises(Invalid):
        set_design_terms(build=build, by=build.owner, **given)

    assert not DesignTerms.objects.exists()


def test_only_the_builder_sets_them() -> None:
    with pytest.raises(Denied):
        set_design_terms(build=make_published(), by=make_user(), fee=Decimal("1.00"))
    with pytest.raises(NotFound):
        set_design_terms(build=make_build(), by=make_user(), fee=Decimal("1.00"))

    assert not DesignTerms.objects.exists()
