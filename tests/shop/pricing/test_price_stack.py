"""The lines of a price: figures worked out by hand, and what holds of all of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.services.pricing import Charge, Claim, Kit, NoRate, Parcel, PriceStack, Rate, Rates, Rule, price

ON, BEGAN = date(2026, 11, 22), date(2026, 1, 1)
EURO = Rates("EUR", {})
PICKING = Rule("picking", "parcel", BEGAN, fixed=Decimal("1.20"))
INSTRUCTIONS = Rule("instructions", "kit", BEGAN, fixed=Decimal("4.50"))
PLATFORM = Rule("platform", "parts", BEGAN, percent=Decimal(2))
PAYMENT = Rule("payment", "charge", BEGAN, percent=Decimal("1.4"), fixed=Decimal("0.25"))
CAP = Rule("royalty_cap", "design_fee", BEGAN, percent=Decimal(50))
TAX = Rule("tax", "services", BEGAN, percent=Decimal(21), country="NL")
RULES = (PICKING, INSTRUCTIONS, PLATFORM, PAYMENT, CAP, TAX)
PARCELS = (
    Parcel(1, "Brick Harbour", Decimal("84.16"), Decimal("5.95"), lots=112, pieces=806),
    Parcel(2, "Noppenlager", Decimal("61.08"), Decimal("6.49"), lots=71, pieces=512),
    Parcel(3, "Plader", Decimal("34.23"), Decimal("6.40"), lots=30, pieces=183),
)
TRAINER = Claim(build=20, title="Twin-boom trainer", member=8, name="Trainer Builder", depth=1, fixed=Decimal("1.00"))
KIT = Kit(
    revision=1, build=10, title="Courier", quantity=1, member=7, name="Builder", fee=Decimal("4.00"), claims=(TRAINER,)
)


def priced(parcels: Any = PARCELS, kits: Any = (KIT,), rules: Any = RULES, **more: Any) -> PriceStack:
    return price(**{"parcels": parcels, "kits": kits, "rules": rules, "rates": EURO, "country": "NL", "on": ON} | more)


def told(stack: PriceStack) -> list[tuple[str, str]]:
    return [(charge.kind, str(charge.amount)) for charge in stack.charges]


def one(stack: PriceStack, kind: str) -> Charge:
    (found,) = [charge for charge in stack.charges if charge.kind == kind]
    return found


def test_a_kit_from_three_stores_comes_apart_to_the_cent() -> None:
    stack = priced()

    assert told(stack) == [
        ("parts", "84.16"), ("parts", "61.08"), ("parts", "34.23"),
        ("shipping", "5.95"), ("shipping", "6.49"), ("shipping", "6.40"),
        ("picking", "1.20"), ("picking", "1.20"), ("picking", "1.20"),
        ("design_fee", "3.00"), ("royalty", "1.00"),
        ("platform", "3.59"), ("payment", "3.18"), ("tax", "3.02"),
    ]  # fmt: skip
    assert (stack.basket, stack.total) == (Decimal("198.31"), Decimal("215.70"))


def test_each_line_tells_the_rule_its_inputs_and_its_day() -> None:
    stack = priced()

    payment = one(stack, "payment").reason
    assert payment["inputs"] == {"base": "charge", "of": "209.5", "percent": "1.4", "fixed": "0.25", "count": 1}
    assert payment["date"] == "2026-01-01"
    assert one(stack, "tax").reason["inputs"]["of"] == "14.37"
    assert one(stack, "royalty").reason["inputs"]["title"] == "Twin-boom trainer"


def test_the_newest_rule_of_the_destination_holds() -> None:
    later = replace(TAX, starts_on=date(2026, 11, 22), percent=Decimal(25))
    tomorrow = replace(TAX, starts_on=date(2026, 11, 23), percent=Decimal(90))
    everywhere = replace(TAX, country="**", starts_on=date(2026, 11, 1), percent=Decimal(3))

    rules = (*RULES, later, tomorrow, everywhere)

    assert one(priced(rules=rules), "tax").reason["inputs"]["percent"] == "25"
    assert one(priced(rules=rules, country="US"), "tax").reason["inputs"]["percent"] == "3"
    assert one(priced(rules=rules, on=date(2026, 11, 21)), "tax").reason["inputs"]["percent"] == "21"


def test_a_tier_replaces_the_rule_from_its_base_upward() -> None:
    tiers = [{"from": "100", "percent": "1.5", "fixed": "0.30"}, {"from": "179.47", "percent": "1", "fixed": "0.50"}]
    platform = Rule.read({**PLATFORM.as_json(), "tiers": tiers})

    at = [
        str(one(priced(parcels=[replace(PARCELS[0], goods=Decimal(goods))], rules=[platform]), "platform").amount)
        for goods in ("99.99", "100.00", "179.46", "179.47")
    ]

    assert at == ["2.00", "1.80", "2.99", "2.29"]


def test_amounts_of_a_rule_and_its_tiers_are_converted() -> None:
    rates = Rates("USD", {"EUR": Rate(Decimal("1.1"), ON, "bank")})
    picking = Rule.read({**PICKING.as_json(), "tiers": [{"from": "50", "percent": "0", "fixed": "2"}]})

    stack = priced(kits=(), rules=[picking], rates=rates)

    assert [str(charge.amount) for charge in stack.charges if charge.kind == "picking"] == ["2.20", "2.20", "1.32"]
    assert stack.charges[-1].reason["inputs"]["rate"] == "1.1"


def test_without_a_rate_there_is_no_price() -> None:
    with pytest.raises(NoRate) as caught:
        priced(rates=Rates("USD", {}))

    assert (caught.value.currency, caught.value.into) == ("EUR", "USD")


def test_ancestors_share_at_most_the_cap_and_shrink_alike() -> None:
    claims = (
        TRAINER,
        Claim(build=21, title="Glider", member=9, name="Ada", depth=2, percent=Decimal("33.33")),
        Claim(build=22, title="Kite", member=11, name="Bo", depth=3, fixed=Decimal("5.00")),
    )

    stack = priced(kits=[replace(KIT, claims=claims, quantity=3)])

    royalties = [(charge.designer, str(charge.amount)) for charge in stack.charges if charge.kind == "royalty"]
    assert royalties == [
        (8, "0.81"),
        (9, "1.08"),
        (11, "4.11"),
    ]  # 0.27, 0.36 and 1.37 of each kit: 2.00 is half of 4.00
    assert one(stack, "design_fee").amount == Decimal("6.00")
    assert one(stack, "design_fee").designer == 7


def test_whoever_remixes_their_own_build_pays_no_royalty_to_themselves() -> None:
    stack = priced(kits=[replace(KIT, claims=(replace(TRAINER, member=7),))])

    assert one(stack, "design_fee").amount == Decimal("4.00")
    assert not [charge for charge in stack.charges if charge.kind == "royalty"]


def test_no_tax_is_a_line_that_says_so_and_other_lines_of_nothing_are_left_out() -> None:
    nothing = [replace(rule, percent=Decimal(0), fixed=Decimal(0), country="**") for rule in RULES]

    assert told(priced(parcels=PARCELS[:1], kits=(), rules=nothing)) == [
        ("parts", "84.16"), ("shipping", "5.95"), ("tax", "0.00"),
    ]  # fmt: skip


def test_printed_instructions_are_one_line_and_what_follows_from_it() -> None:
    without, with_them = priced(), priced(instructions=2)

    assert one(with_them, "instructions").amount == Decimal("9.00")
    follow = {"payment", "tax"}
    kept = [charge for charge in with_them.charges if charge.kind not in follow | {"instructions"}]
    assert kept == [charge for charge in without.charges if charge.kind not in follow]


CENTS = st.integers(0, 5_000_00).map(lambda n: Decimal(n) / 100)
PERCENTS = st.integers(0, 100_00).map(lambda n: Decimal(n) / 100)


@st.composite
def parcels(draw: st.DrawFn) -> list[Parcel]:
    stores = draw(st.lists(st.integers(1, 50), unique=True, min_size=1, max_size=6))
    return [Parcel(store, f"Store {store}", draw(CENTS) + Decimal("0.01"), draw(CENTS)) for store in stores]


@st.composite
def claims(draw: st.DrawFn) -> tuple[Claim, ...]:
    asked = draw(st.lists(st.tuples(st.booleans(), CENTS, PERCENTS), max_size=5))
    return tuple(
        Claim(
            100 + depth, f"Build {depth}", 200 + depth, "", depth,
            currency=draw(st.sampled_from(["EUR", "USD"])),
            fixed=fixed if is_fixed else Decimal(0), percent=Decimal(0) if is_fixed else percent,
        )
        for depth, (is_fixed, fixed, percent) in enumerate(asked, start=1)
    )  # fmt: skip


@st.composite
def kits(draw: st.DrawFn) -> list[Kit]:
    numbers = draw(st.lists(st.integers(1, 50), unique=True, max_size=4))
    return [
        Kit(
            number,
            number,
            f"Build {number}",
            draw(st.integers(1, 20)),
            300 + number,
            "",
            draw(CENTS),
            "USD",
            draw(claims()),
        )
        for number in numbers
    ]


@st.composite
def rules(draw: st.DrawFn) -> list[Rule]:
    tiers = st.lists(
        st.fixed_dictionaries({"from": CENTS.map(str), "percent": PERCENTS.map(str), "fixed": CENTS.map(str)}),
        max_size=3,
    )
    return [
        Rule.read({**rule.as_json(), "percent": str(draw(PERCENTS)), "fixed": str(draw(CENTS)), "tiers": draw(tiers)})
        for rule in RULES
        if draw(st.booleans())
    ]


WORLD = {
    "given_parcels": parcels(), "given_kits": kits(), "given_rules": rules(), "instructions": st.integers(0, 5),
    "rates": st.decimals("0.01", "100", places=8).map(lambda rate: Rates("EUR", {"USD": Rate(rate, ON, "bank")})),
}  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(**WORLD, shuffled=st.randoms(use_true_random=False))
def test_lines_add_up_are_never_negative_and_do_not_depend_on_the_order_given(
    given_parcels: list[Parcel],
    given_kits: list[Kit],
    given_rules: list[Rule],
    instructions: int,
    rates: Rates,
    shuffled: Any,
) -> None:
    stack = priced(given_parcels, given_kits, given_rules, rates=rates, instructions=instructions)

    assert stack.total == sum(charge.amount for charge in stack.charges)
    assert all(
        charge.amount >= 0 and charge.amount == charge.amount.quantize(Decimal("0.01")) for charge in stack.charges
    )
    assert stack.basket == sum(parcel.goods + parcel.shipping for parcel in given_parcels)
    mixed = [[replace(kit, claims=tuple(shuffled.sample(kit.claims, len(kit.claims)))) for kit in given_kits]]
    for things in (given_parcels, given_rules, *mixed):
        shuffled.shuffle(things)
    assert priced(given_parcels, mixed[0], given_rules, rates=rates, instructions=instructions) == stack


@settings(max_examples=200, deadline=None)
@given(**WORLD)
def test_fee_and_royalties_are_the_fee_and_royalties_stay_below_the_cap(
    given_parcels: list[Parcel], given_kits: list[Kit], given_rules: list[Rule], instructions: int, rates: Rates
) -> None:
    cap = next((rule.percent for rule in given_rules if rule.kind == "royalty_cap"), Decimal(100))
    for kit in given_kits:
        stack = priced(given_parcels, [kit], given_rules, rates=rates)
        fee = rates.convert(kit.fee, kit.currency).quantize(Decimal("0.01"), "ROUND_HALF_UP") * kit.quantity
        royalties = sum(charge.amount for charge in stack.charges if charge.kind == "royalty")
        kept = sum(charge.amount for charge in stack.charges if charge.kind == "design_fee")
        assert kept + royalties == fee
        assert royalties <= fee * cap / 100


@settings(max_examples=100, deadline=None)
@given(**WORLD)
def test_dropping_a_store_or_a_kit_changes_its_own_lines_and_those_that_follow_from_sums(
    given_parcels: list[Parcel], given_kits: list[Kit], given_rules: list[Rule], instructions: int, rates: Rates
) -> None:
    follow = {"platform", "payment", "tax"}
    whole = priced(given_parcels, given_kits, given_rules, rates=rates, instructions=instructions)
    dropped, *rest = given_parcels
    without = priced(rest, given_kits, given_rules, rates=rates, instructions=instructions)

    own = [charge for charge in whole.charges if charge.kind not in follow and charge.store != dropped.store]
    assert [charge for charge in without.charges if charge.kind not in follow] == own
    for kit in given_kits:
        fewer = [one for one in given_kits if one is not kit]
        without = priced(given_parcels, fewer, given_rules, rates=rates, instructions=instructions)
        gone = [
            charge
            for charge in whole.charges
            if charge.reason["inputs"].get("remix", charge.reason["inputs"].get("title")) == kit.title
        ]
        stays = [charge for charge in whole.charges if charge.kind not in follow and charge not in gone]
        assert [charge for charge in without.charges if charge.kind not in follow] == stays


@settings(max_examples=50, deadline=None)
@given(given_kits=kits(), times=st.integers(1, 50))
def test_so_many_kits_are_so_many_times_their_lines(given_kits: list[Kit], times: int) -> None:
    rates = Rates("EUR", {"USD": Rate(Decimal("0.9"), ON, "bank")})
    once = priced(kits=[replace(kit, quantity=1) for kit in given_kits], rates=rates)
    often = priced(kits=[replace(kit, quantity=times) for kit in given_kits], rates=rates)

    for kind in ("design_fee", "royalty"):
        amounts = [charge.amount * times for charge in once.charges if charge.kind == kind]
        assert [charge.amount for charge in often.charges if charge.kind == kind] == amounts
