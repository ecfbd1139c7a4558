"""The proof bar: what the basket costs, below what none can be, and the plain way of shopping, on one cut scale."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_UP, Decimal

from django.utils.translation import gettext as _

from web.present import figures

STEPS = [Decimal(step) for step in ("0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50", "100", "200", "500")]
TENTH = Decimal("0.1")
BEFORE, BEHIND = Decimal("0.15"), Decimal("0.08")  # room beside the marks, in shares of what lies between them
MIDDLE = 50  # per cent of the scale, behind which words end at their mark instead of beginning there


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure on the scale. `at` is per cent of its width, as a drawing's attribute wants it."""

    amount: str
    place: float

    @property
    def at(self) -> str:
        """The coordinate: 14.93%."""
        return f"{self.place:.2f}%"

    @property
    def anchor(self) -> str:
        """Where its words stand: to the right of it, or to the left where they would leave the drawing."""
        return "end" if self.place > MIDDLE else "start"


@dataclass(frozen=True, slots=True)
class Proof:
    """Amounts as people read them. Without a bound nothing is proven; without `plain` nothing is compared."""

    basket: Mark
    bound: Mark | None
    plain: Mark | None
    gap: str
    gap_share: str
    proven: bool
    low: str
    high: str
    said: str

    @property
    def gap_width(self) -> str:
        """How wide the piece between limit and basket is; a hair's breadth stays to be seen."""
        assert self.bound is not None
        return f"{max(self.basket.place - self.bound.place, 0.4):.2f}%"


def proof_of(basket: Decimal, bound: Decimal | None, plain: Decimal | None, currency: str) -> Proof:
    """Place the figures. A gap is rounded up, since it says `at most`."""
    bound = min(bound, basket) if bound is not None and bound > 0 else None
    plain = plain if plain is not None and plain > basket else None
    low, high = _scale([one for one in (bound, basket, plain) if one is not None])

    def mark(amount: Decimal | None) -> Mark | None:
        return None if amount is None else Mark(figures.money(amount, currency), _place(amount, low, high))

    basket_mark = mark(basket)
    assert basket_mark is not None
    gap = basket - bound if bound is not None else None
    return Proof(
        basket=basket_mark,
        bound=mark(bound),
        plain=mark(plain),
        gap=figures.money(gap, currency) if gap else "",
        gap_share=_share(gap, basket) if gap else "",
        proven=gap == 0,
        low=_round_money(low, currency),
        high=_round_money(high, currency),
        said=_said(basket, bound, plain, low, high),
    )


def _scale(amounts: list[Decimal]) -> tuple[Decimal, Decimal]:
    """From a round figure below all to a round one above. It is cut only where that shows the difference better."""
    least, most = min(amounts), max(amounts)
    span = max(most - least, most / 10, TENTH)
    step = next((one for one in STEPS if one * 8 >= span), STEPS[-1])
    low = ((least - span * BEFORE) / step).to_integral_value(ROUND_FLOOR) * step
    high = ((most + span * BEHIND) / step).to_integral_value(ROUND_CEILING) * step
    return (low if low > most / 3 else Decimal(0)), high


def _place(amount: Decimal, low: Decimal, high: Decimal) -> float:
    return float((amount - low) * 100 / (high - low))


def _share(gap: Decimal, basket: Decimal) -> str:
    return str((gap * 100 / basket).quantize(TENTH, ROUND_UP)) + figures.NO_BREAK + "%"


def _round_money(amount: Decimal, currency: str) -> str:
    if amount == amount.to_integral_value():
        return figures.money(amount, currency).removesuffix(figures.amount(amount)) + figures.count(amount)
    return figures.money(amount, currency)


def _said(basket: Decimal, bound: Decimal | None, plain: Decimal | None, low: Decimal, high: Decimal) -> str:
    """The drawing in words."""
    told = [
        _("Scale from %(low)s to %(high)s.") % {"low": figures.amount(low), "high": figures.amount(high)},
        _("This basket %(amount)s.") % {"amount": figures.amount(basket)},
    ]
    if bound is not None:
        told.insert(1, _("Proven limit %(amount)s.") % {"amount": figures.amount(bound)})
    if plain is not None:
        told.append(_("Filling one store after another %(amount)s.") % {"amount": figures.amount(plain)})
    return " ".join(told)
