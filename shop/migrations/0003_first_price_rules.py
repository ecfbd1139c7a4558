"""The rules that a new site starts with. They are rows: an operator adds later ones, and the old ones stay to be read.

The taxes are the standard rates of value-added tax as they stood on 1 January 2026; they hold for services only, since
stores state their prices with tax.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import migrations

BEGINS = date(2026, 1, 1)
TAXES = {
    "AT": "20", "BE": "21", "BG": "20", "CH": "8.1", "CY": "19", "CZ": "21", "DE": "19", "DK": "25", "EE": "24",
    "ES": "21", "FI": "25.5", "FR": "20", "GB": "20", "GR": "24", "HR": "25", "HU": "27", "IE": "23", "IT": "22",
    "LT": "21", "LU": "17", "LV": "21", "MT": "18", "NL": "21", "NO": "25", "PL": "23", "PT": "23", "RO": "21",
    "SE": "25", "SI": "22", "SK": "23",
}  # fmt: skip
RULES = [
    ("picking", "parcel", "0", "1.20", "for finding and packing the lots of a parcel"),
    ("platform", "parts", "2", "0", "keeps the site running"),
    ("payment", "charge", "1.4", "0.25", "what moving the money costs"),
    ("royalty_cap", "design_fee", "50", "0", "so that who remixes keeps half of their fee"),
    ("tax", "services", "0", "0", "no tax is collected for this destination"),
]


def add_rules(apps: Any, _schema: Any) -> None:
    rule = apps.get_model("shop", "PriceRule")
    rule.objects.bulk_create(
        [
            rule(kind=kind, base=base, percent=Decimal(percent), fixed=Decimal(fixed), note=note, starts_on=BEGINS)
            for kind, base, percent, fixed, note in RULES
        ]
        + [
            rule(kind="tax", base="services", country=country, percent=Decimal(percent), starts_on=BEGINS)
            for country, percent in TAXES.items()
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_kept_by_triggers")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
