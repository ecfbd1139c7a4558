"""What prices follow from, as it stands now: rules, rates, and what designers ask."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from shop.models import DesignTerms, ExchangeRate, PriceRule


def price_rules(country: str, on: date) -> QuerySet[PriceRule]:
    """The rules that may hold for a destination on a day: those of its country and of everywhere that have begun."""
    found = PriceRule.objects.filter(country__in=[country, PriceRule.EVERYWHERE], starts_on__lte=on)
    return found.order_by("kind", "country", "-starts_on").distinct("kind", "country")


def exchange_rates(currencies: Collection[str], on: date) -> QuerySet[ExchangeRate]:
    """The newest rate of each pair of these currencies, up to a day. One query."""
    found = ExchangeRate.objects.filter(base__in=currencies, currency__in=currencies, seen_on__lte=on)
    return found.order_by("base", "currency", "-seen_on").distinct("base", "currency")


def terms_by_build(ids: Collection[int]) -> dict[int, DesignTerms]:
    """What the designers of these builds ask, where they ask anything. One query."""
    return {terms.build_id: terms for terms in DesignTerms.objects.filter(build__in=ids)}
