"""`manage.py price BUILD|QUOTE [--json]`: the price of a kit, line by line; status 2 where there is none."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from builds.models import Build
from common.errors import NotFound, ServiceError
from shop.models import Quote
from shop.services.quoting.choices import Choices
from shop.services.quoting.replaying import replay
from shop.services.quoting.telling import quote_as_json
from shop.services.quoting.trying import tried_quote
from shop.services.quoting.wording import charge_name, charge_rule

NO_PRICE = 2


class Command(BaseCommand):
    """Prints the price stack of a build's kit, or of a quote."""

    help = "Print the price of a build's kit at today's offers, or that of a quote as it is pinned, line by line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Of what, sent where, and the form of the answer."""
        parser.add_argument("what", metavar="BUILD|QUOTE", help=_("a build's name in its address, or a quote's code"))
        parser.add_argument("--country", default="NL", help=_("where a kit is sent to (NL); a quote knows its own"))
        parser.add_argument("--currency", default="EUR", help=_("what a kit is priced in (EUR)"))
        parser.add_argument("--kits", type=int, default=1, help=_("how many kits (1)"))
        parser.add_argument("--used", action="store_true", help=_("used parts are welcome"))
        parser.add_argument("--seconds", type=int, default=5, help=_("how long to search (5)"))
        parser.add_argument("--json", action="store_true", help=_("one JSON object instead of a table"))

    def handle(self, *, what: str, **options: Any) -> None:
        """Price and print."""
        as_json = bool(options["json"])
        try:
            quote = Quote.objects.filter(code=what).first()
            has_price = self._price(what, options) if quote is None else self._tell(quote, as_json=as_json)
        except ServiceError as error:
            self._refuse(error.code, error.message, as_json=as_json)
            has_price = False
        if not has_price:
            sys.exit(NO_PRICE)

    def _price(self, slug: str, options: dict[str, Any]) -> bool:
        build = Build.objects.select_related("owner", "shown_revision").filter(slug=slug).first()
        if build is None:
            raise NotFound("NO_SUCH_BUILD", _("There is no build and no quote %(what)s.") % {"what": slug})
        choices = Choices(condition="any" if options["used"] else "new")
        with tried_quote(
            build=build,
            country=options["country"],
            currency=options["currency"],
            kits=options["kits"],
            choices=choices,
            seconds=options["seconds"],
        ) as quote:
            return self._tell(quote, as_json=bool(options["json"]))

    def _tell(self, quote: Quote, *, as_json: bool) -> bool:
        """Print it; whether it has a price."""
        if quote.state == Quote.State.READY:
            differences = replay(quote).differences
            if as_json:
                self.stdout.write(json.dumps(quote_as_json(quote) | {"replayed": not differences}, ensure_ascii=False))
            else:
                self._print(quote)
            for one in differences:
                self.stderr.write(f"{one.where}: {one.pinned}, {one.computed}")
            return True
        if as_json and not quote.error:
            self.stdout.write(json.dumps(quote_as_json(quote), ensure_ascii=False))
        else:
            error = quote.error or {"code": quote.state.upper(), "message": _why(quote)}
            self._refuse(error["code"], error["message"], as_json=as_json)
        return False

    def _print(self, quote: Quote) -> None:
        for charge in quote.charges.all():
            name, rule = charge_name(charge.kind, charge.reason), charge_rule(charge.kind, charge.reason)
            self.stdout.write(f"{charge.amount:>12}  {name:32}  {rule}")
        self.stdout.write(f"{quote.total:>12}  {quote.currency}, {_('every line added')}")
        proven = {"basket": quote.basket, "bound": quote.bound}
        words = _("Parts and shipping are %(basket)s.") if quote.bound is None else _("No basket is below %(bound)s.")
        self.stdout.write(words % proven)
        count = sum(row["because"] != "as_parts" for row in quote.left_out)
        if count:
            self.stdout.write(ngettext("%(n)d lot is left out.", "%(n)d lots are left out.", count) % {"n": count})

    def _refuse(self, code: str, message: str, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"error": {"code": code, "message": message}}, ensure_ascii=False))
        else:
            self.stderr.write(message)


def _why(quote: Quote) -> str:
    """Which lots nobody has, or what forbids a basket."""
    missing = {row["lot"]: row["quantity"] for row in quote.findings.get("missing", ())}
    if not missing:
        return str(quote.findings.get("because") or _("This quote is %(state)s.") % {"state": quote.state})
    named = [
        f"{need['name']}, {need['colour']}: {missing[need['lot']]}" for need in quote.needs if need["lot"] in missing
    ]
    return _("No store has enough of: %(lots)s.") % {"lots": "; ".join(named)}
