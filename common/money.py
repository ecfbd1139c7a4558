"""How money is rounded everywhere: amounts are whole cents, the price of one piece is kept to hundredths of a cent."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
UNIT = Decimal("0.0001")


def cents(amount: Decimal) -> Decimal:
    """The amount in whole cents, half a cent up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def unit_price(amount: Decimal) -> Decimal:
    """The price of one piece: four decimals, half up."""
    return amount.quantize(UNIT, ROUND_HALF_UP)
