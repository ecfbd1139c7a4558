"""A market for quotes, written through the ORM: parts in colours, stores with tables, who offers what."""

import itertools
from decimal import Decimal
from typing import Any

from accounts.models import User
from builds.models import Build, Revision
from parts.models import Colour, Part
from shop.models import DesignTerms, Offer, Quote, ShippingStep, Store
from shop.services.quoting.asking import KitGiven, LotGiven, request_quote
from shop.services.quoting.running import run_quote
from tests.factories import make_colour, make_line, make_part, make_published, make_user

_numbers = itertools.count(1)


def part(name: str, grams: str = "1") -> Part:
    return make_part(name, name.capitalize(), "Brick", weight=Decimal(grams))


def store(name: str, shipping: str | None = "5.00", **fields: Any) -> Store:
    """An open store; with `shipping` it sends everywhere for that."""
    number = next(_numbers)
    values = {"country": "DE", "slug": f"market-{number}", "owner": make_user()} | fields
    made = Store.objects.create(name=name, **values)
    if shipping is not None:
        step(made, shipping)
    return made


def step(of: Store, price: str, **fields: Any) -> ShippingStep:
    return ShippingStep.objects.create(store=of, price=Decimal(price), **fields)


def offer(of: Store, what: Part, price: str, quantity: int = 100, colour: Colour | None = None, **fields: Any) -> Offer:
    return Offer.objects.create(
        store=of, part=what, colour=colour or make_colour(), price=Decimal(price), quantity=quantity, **fields
    )


def kit_of(wanted: dict[Part, int], owner: User | None = None, remix_of: Build | None = None) -> Build:
    """A published build of so many red pieces of each part."""
    build = make_published(owner, f"Build {next(_numbers)}", remix_of=shown(remix_of) if remix_of else None)
    for one, quantity in wanted.items():
        make_line(shown(build), part=one, quantity=quantity, name=one.name)
    return build


def terms(build: Build, fee: str = "0", fixed: str = "0", percent: str = "0", currency: str = "EUR") -> DesignTerms:
    return DesignTerms.objects.create(
        build=build, fee=Decimal(fee), royalty_fixed=Decimal(fixed), royalty_percent=Decimal(percent),
        currency=currency, set_by=build.owner,
    )  # fmt: skip


def shown(build: Build) -> Revision:
    assert build.shown_revision is not None
    return build.shown_revision


def asked_for(by: User, *wanted: Build | tuple[Part, int], kits: int = 1, **more: Any) -> Quote:
    """A quote that waits."""
    return request_quote(
        by=by,
        kits=[KitGiven(shown(one), kits) for one in wanted if isinstance(one, Build)],
        lots=[LotGiven(one[0], make_colour(), one[1]) for one in wanted if isinstance(one, tuple)],
        **{"country": "NL"} | more,
    )


def quoted(by: User, *wanted: Build | tuple[Part, int], kits: int = 1, **more: Any) -> Quote:
    """Asked for and searched, as it stands then."""
    quote = asked_for(by, *wanted, kits=kits, **more)
    run_quote(quote.pk)
    quote.refresh_from_db()
    return quote


def charges(quote: Quote) -> list[tuple[str, str]]:
    return [(charge.kind, str(charge.amount)) for charge in quote.charges.all()]


def bought(quote: Quote) -> dict[str, dict[str, int]]:
    """By store, how many pieces of each part."""
    return {
        parcel.store.name: {line.part.number: line.quantity for line in parcel.lines.all()}
        for parcel in quote.parcels.all()
    }
