"""A store's answer to a request: for each lot that it can get, how many at what price."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.models import Offer, RequestLot
from shop.services.offers import LONGEST_WORDS, OfferGiven
from web.forms.amounts import AmountField, CountField
from web.forms.fields import SiteForm
from web.forms.offers import CONDITIONS


class AnswerLine(SiteForm):
    """One lot. Without a price the store does not offer it."""

    quantity = CountField(label=_("Pieces"), required=False, min_value=1)
    price = AmountField(label=_("Each"), places=4, required=False)
    condition = forms.ChoiceField(label=_("Condition"), choices=CONDITIONS, required=False)
    comment = forms.CharField(label=_("Comment"), required=False, max_length=LONGEST_WORDS)

    def __init__(self, lot: RequestLot, data: Any = None, before: Offer | None = None) -> None:
        """`before` is what the store offered already."""
        initial: dict[str, Any] = {"quantity": lot.quantity}
        if before is not None:
            initial = {"quantity": before.quantity, "price": before.price, "condition": before.condition}
            initial["comment"] = before.comment
        super().__init__(data, prefix=str(lot.pk), initial=initial)
        self.lot = lot
        self.before = before

    @property
    def is_said(self) -> bool:
        """Whether a price stands in the line."""
        return bool(str(self.data.get(self.add_prefix("price"), "")).strip())

    def given(self) -> OfferGiven:
        """The offer, once the line is valid."""
        told = self.cleaned_data
        return OfferGiven(
            self.lot.part_id, self.lot.colour_id, told["quantity"] or self.lot.quantity, Decimal(told["price"]),
            condition=told["condition"] or Offer.Condition.NEW, comment=told["comment"],
        )  # fmt: skip
