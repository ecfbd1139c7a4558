"""What a price follows from, read once and pinned as JSON, and read back from it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from builds.models import Revision
from builds.selectors import ancestors_by_build
from shop.models import DesignTerms, Quote
from shop.selectors.rules import exchange_rates, price_rules, terms_by_build
from shop.services.pricing import (
    Claim,
    Kit,
    Parcel,
    PriceStack,
    Rate,
    Rates,
    Rule,
    SeenRate,
    price,
    rates_into,
    rules_for,
)

FIELDS = ("kind", "base", "starts_on", "percent", "fixed", "country", "currency", "tiers", "note")
THROUGH = "EUR"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pinned:
    """The rules that hold, the rates, and who asks what for the kits; with the parcels that is the price."""

    on: date
    country: str
    rules: tuple[Rule, ...]
    rates: Rates
    kits: tuple[Kit, ...]
    instructions: int

    def price(self, parcels: Collection[Parcel]) -> PriceStack:
        """The lines of the price. Raises NoRate."""
        return price(
            parcels=parcels,
            kits=self.kits,
            rules=self.rules,
            rates=self.rates,
            country=self.country,
            on=self.on,
            instructions=self.instructions,
        )

    def as_json(self) -> Json:
        """As `Quote.pinned` holds it."""
        return {
            "on": str(self.on),
            "rules": [rule.as_json() for rule in self.rules],
            "rates": {code: rate.as_json() for code, rate in self.rates.known.items()},
            "terms": [_kit_json(kit) for kit in self.kits],
            "instructions": self.instructions,
        }

    @classmethod
    def read(cls, quote: Quote) -> "Pinned":
        """From a quote that has a price."""
        told = quote.pinned
        return cls(
            on=date.fromisoformat(told["on"]),
            country=quote.country,
            rules=tuple(map(Rule.read, told["rules"])),
            rates=Rates(quote.currency, {code: Rate.read(rate) for code, rate in told["rates"].items()}),
            kits=tuple(map(_read_kit, told["terms"])),
            instructions=told["instructions"],
        )


def pin(
    *,
    kits: Mapping[Revision, int],
    currencies: Iterable[str],
    currency: str,
    country: str,
    on: date,
    instructions: bool,
) -> Pinned:
    """What holds on a day: five queries, however many kits and however long their lineages.

    `kits` are revisions with build and owner loaded; `currencies` are those of the stores.
    """
    rows = price_rules(country, on).values(*FIELDS)
    rules = tuple(rules_for(map(Rule.read, rows), country, on).values())
    designs = _designs(kits)
    asked = {*currencies, *(rule.currency for rule in rules)}
    asked |= {kit.currency for kit in designs} | {claim.currency for kit in designs for claim in kit.claims}
    return Pinned(
        on=on,
        country=country,
        rules=rules,
        rates=_rates(currency, asked, on),
        kits=designs,
        instructions=sum(kits.values()) if instructions else 0,
    )


def _rates(currency: str, asked: Collection[str], on: date) -> Rates:
    if not set(asked) - {currency}:
        return Rates(currency, {})
    seen = exchange_rates({*asked, currency, THROUGH}, on)
    told = (SeenRate(row.base, row.currency, row.rate, row.seen_on, row.source) for row in seen)
    return rates_into(currency, asked, told)


def _designs(kits: Mapping[Revision, int]) -> tuple[Kit, ...]:
    """Who asks what for each kit. Members who left get nothing, nor do those whose build is withdrawn."""
    if not kits:
        return ()
    lines = ancestors_by_build({revision.build_id for revision in kits})
    builds = {*lines, *(one.build_id for line in lines.values() for one in line if one)}
    terms = terms_by_build(builds)
    return tuple(
        _kit(revision, quantity, terms, _claims(lines[revision.build_id], terms)) for revision, quantity in kits.items()
    )


def _kit(revision: Revision, quantity: int, terms: Mapping[int, DesignTerms], claims: tuple[Claim, ...]) -> Kit:
    build, own = revision.build, terms.get(revision.build_id)
    is_there = own is not None and build.owner.is_active
    return Kit(
        revision=revision.pk,
        build=build.pk,
        title=build.title,
        quantity=quantity,
        member=build.owner_id,
        name=build.owner.shown_name,
        fee=own.fee if own and is_there else Decimal(0),
        currency=own.currency if own and is_there else THROUGH,
        claims=claims if is_there else (),
    )


def _claims(line: Iterable[Revision | None], terms: Mapping[int, DesignTerms]) -> tuple[Claim, ...]:
    """What the ancestors ask, nearest first; a build that stands in the line twice asks once."""
    found: dict[int, Claim] = {}
    for depth, ancestor in enumerate(line, start=1):
        asked = terms.get(ancestor.build_id) if ancestor else None
        if ancestor is None or asked is None or not ancestor.build.owner.is_active:
            continue
        if not asked.royalty_fixed and not asked.royalty_percent:
            continue
        claim = Claim(
            build=ancestor.build_id,
            title=ancestor.build.title,
            member=ancestor.build.owner_id,
            name=ancestor.build.owner.shown_name,
            depth=depth,
            currency=asked.currency,
            fixed=asked.royalty_fixed,
            percent=asked.royalty_percent,
        )
        found.setdefault(claim.build, claim)
    return tuple(found.values())


def _kit_json(kit: Kit) -> Json:
    told = asdict(kit)
    told["fee"] = str(kit.fee)
    told["claims"] = [{**asdict(one), "fixed": str(one.fixed), "percent": str(one.percent)} for one in kit.claims]
    return told


def _read_kit(told: Json) -> Kit:
    claims = tuple(
        Claim(**{**one, "fixed": Decimal(one["fixed"]), "percent": Decimal(one["percent"])}) for one in told["claims"]
    )
    return Kit(**{**told, "fee": Decimal(told["fee"]), "claims": claims})
