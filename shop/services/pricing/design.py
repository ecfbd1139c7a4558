"""Design fees, and how a remix's fee is shared with those whom it stands on.

Whole cents of one kit are shared, then multiplied by the kits: so that twice the kits is twice each line.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from common.money import cents
from shop.services.pricing.amounts import NOTHING, plain, share_out, whole_cents_in
from shop.services.pricing.given import Charge, Claim, Json, Kit
from shop.services.pricing.rates import Rates
from shop.services.pricing.rules import Rule, RuleKind

ALL = Decimal(100)


def design_charges(
    kits: Iterable[Kit], rules: Mapping[RuleKind, Rule], rates: Rates, on: str
) -> tuple[list[Charge], list[Charge]]:
    """The builders' lines and their ancestors' lines; together they are the fees, to the cent."""
    fees, royalties = [], []
    cap = rules.get("royalty_cap")
    for kit in sorted(kits, key=lambda kit: kit.revision):
        fee = cents(rates.convert(kit.fee, kit.currency))
        claims = _claims(kit)
        shares = _shares(fee, claims, cap, rates)
        rest = fee - sum(shares, NOTHING)
        if rest:
            fees.append(
                Charge("design_fee", rest * kit.quantity, _fee_reason(kit, fee, rest, rates, on), None, kit.member)
            )
        royalties += [
            Charge(
                "royalty",
                share * kit.quantity,
                _royalty_reason(kit, claim, fee, share, cap, rates, on),
                None,
                claim.member,
            )
            for claim, share in zip(claims, shares, strict=True)
            if share
        ]
    return fees, royalties


def _claims(kit: Kit) -> list[Claim]:
    """Nearest first. Who remixes a build of their own claims nothing: it would only crowd out the others."""
    others = (claim for claim in kit.claims if claim.member != kit.member and (claim.fixed or claim.percent))
    return sorted(others, key=lambda claim: (claim.depth, claim.build))


def _shares(fee: Decimal, claims: Sequence[Claim], cap: Rule | None, rates: Rates) -> list[Decimal]:
    """What each ancestor gets of one kit: what they ask, or less alike where that is more than the cap leaves."""
    asked = [_asked(fee, claim, rates) for claim in claims]
    most = whole_cents_in(fee * _cap_percent(cap) / 100)
    whole = [cents(amount) for amount in asked]
    return whole if sum(whole, NOTHING) <= most else share_out(most, asked)


def _asked(fee: Decimal, claim: Claim, rates: Rates) -> Decimal:
    if claim.fixed:
        return rates.convert(claim.fixed, claim.currency)
    return fee * claim.percent / 100


def _cap_percent(cap: Rule | None) -> Decimal:
    """Without a rule ancestors may share all of the fee, and never more."""
    return cap.percent if cap else ALL


def _fee_reason(kit: Kit, fee: Decimal, rest: Decimal, rates: Rates, on: str) -> Json:
    inputs: Json = {
        "build": kit.build,
        "title": kit.title,
        "name": kit.name,
        "kits": kit.quantity,
        "fee": str(fee),
        "royalties": str(fee - rest),
        "each": str(rest),
    }
    return {"rule": "design_fee", "inputs": inputs | _conversion(kit.fee, kit.currency, rates), "date": on}


def _royalty_reason(
    kit: Kit, claim: Claim, fee: Decimal, share: Decimal, cap: Rule | None, rates: Rates, on: str
) -> Json:
    asked = cents(_asked(fee, claim, rates))
    inputs: Json = {
        "build": claim.build,
        "title": claim.title,
        "name": claim.name,
        "depth": claim.depth,
        "remix": kit.title,
        "kits": kit.quantity,
        "fee": str(fee),
        "asked": str(asked),
        "each": str(share),
    }
    if claim.fixed:
        inputs |= _conversion(claim.fixed, claim.currency, rates)
    else:
        inputs["percent"] = plain(claim.percent)
    if share != asked:  # the cap: with it the share can be worked out again
        inputs["cap"] = plain(_cap_percent(cap))
    return {"rule": "royalty_fixed" if claim.fixed else "royalty_percent", "inputs": inputs, "date": on}


def _conversion(amount: Decimal, currency: str, rates: Rates) -> Json:
    if currency == rates.currency:
        return {}
    return {"set": plain(amount), "set_currency": currency, "rate": str(rates.of(currency))}
