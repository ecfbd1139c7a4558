"""What a build's designer asks, and who shares it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from builds.models import Build
from builds.selectors import Viewer, access_numbered_revision
from common.errors import NotFound
from shop.selectors.rules import terms_by_build
from shop.services.design_shares import shares_of
from web.forms.terms import TermsForm, initial_of


@dataclass(frozen=True, slots=True)
class Share:
    """Somebody's part of one kit's fee, and for what."""

    name: str
    why: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class TermsShown:
    """The form, and the shares of one kit; `shares` is None where a rate is missing."""

    form: TermsForm
    currency: str
    shares: list[Share] | None


def terms_shown(build: Build, viewer: Viewer, form: TermsForm | None = None) -> TermsShown:
    """Collect it."""
    terms = terms_by_build([build.pk]).get(build.pk)
    currency = terms.currency if terms else "EUR"
    return TermsShown(form or TermsForm(initial=initial_of(terms)), currency, _shares(build, viewer, currency))


def _shares(build: Build, viewer: Viewer, currency: str) -> list[Share] | None:
    try:
        revision = access_numbered_revision(viewer, build)
    except NotFound:  # nothing was uploaded yet
        return []
    charges = shares_of(revision, currency)
    return (
        None if charges is None else [_share(charge.kind, charge.reason["inputs"], charge.amount) for charge in charges]
    )


def _share(kind: str, inputs: dict[str, Any], amount: Decimal) -> Share:
    if kind == "design_fee":
        return Share(inputs["name"], _("builds it"), amount)
    why = _("“%(title)s”, which it stands on") % {"title": inputs["title"]}
    if "cap" in inputs:
        why = _("“%(title)s”, which it stands on; all of them get %(cap)s %% of the fee at most") % inputs
    return Share(inputs["name"], why, amount)
