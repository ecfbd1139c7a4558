"""Printed instructions are a line of the price: so much a kit, for those who want them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import migrations, models


def add_rule(apps: Any, _schema: Any) -> None:
    apps.get_model("shop", "PriceRule").objects.create(
        kind="instructions",
        base="kit",
        fixed=Decimal("4.50"),
        note="printing the steps and sending them",
        starts_on=date(2026, 1, 1),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('shop', '0004_paybacks_and_charges'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='quotecharge',
            name='quote_charge_has_its_payee',
        ),
        migrations.AlterField(
            model_name='pricerule',
            name='base',
            field=models.CharField(choices=[('parcel', 'Parcel'), ('kit', 'Kit'), ('parts', 'Parts'), ('charge', 'Charge'), ('services', 'Services'), ('design_fee', 'Design Fee')], max_length=12),
        ),
        migrations.AlterField(
            model_name='pricerule',
            name='kind',
            field=models.CharField(choices=[('picking', 'Picking'), ('instructions', 'Instructions'), ('platform', 'Platform'), ('payment', 'Payment'), ('tax', 'Tax'), ('royalty_cap', 'Royalty Cap')], max_length=12),
        ),
        migrations.AlterField(
            model_name='quotecharge',
            name='kind',
            field=models.CharField(choices=[('parts', 'Parts'), ('shipping', 'Shipping'), ('picking', 'Picking'), ('instructions', 'Instructions'), ('design_fee', 'Design Fee'), ('royalty', 'Royalty'), ('platform', 'Platform'), ('payment', 'Payment'), ('tax', 'Tax')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='quotecharge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('designer__isnull', True), ('kind__in', ['parts', 'shipping', 'picking']), ('store__isnull', False)), models.Q(('designer__isnull', False), ('kind__in', ['design_fee', 'royalty']), ('store__isnull', True)), models.Q(('designer__isnull', True), ('kind__in', ['instructions', 'platform', 'payment', 'tax']), ('store__isnull', True)), _connector='OR'), name='quote_charge_has_its_payee'),
        ),
        migrations.RunPython(add_rule, migrations.RunPython.noop),
    ]
