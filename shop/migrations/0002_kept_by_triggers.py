"""What no single row can check: a ledger that is only added to and balances, a price that is the sum of its lines.

The sums are looked at when a transaction commits, so that a service may write rows in any order before that.
"""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION public.shop_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to: correct an entry by another one', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
BALANCED = """
CREATE FUNCTION public.shop_ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE unbalanced record;
BEGIN
    SELECT account.currency, sum(entry.amount) AS rest INTO unbalanced
    FROM shop_ledgerentry entry JOIN shop_ledgeraccount account ON account.id = entry.account_id
    WHERE entry.transaction_id = NEW.transaction_id
    GROUP BY account.currency HAVING sum(entry.amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger transaction % does not come to nothing: % % are left',
            NEW.transaction_id, unbalanced.rest, unbalanced.currency USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER shop_ledger_balances AFTER INSERT ON shop_ledgerentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.shop_ledger_balances();
"""
ADDS_UP = """
CREATE FUNCTION public.shop_check_quote(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE quote record; charged numeric; sent numeric;
BEGIN
    SELECT * INTO quote FROM shop_quote WHERE id = wanted AND state = 'ready';
    IF NOT FOUND THEN RETURN; END IF;
    SELECT coalesce(sum(amount), 0) INTO charged FROM shop_quotecharge WHERE quote_id = wanted;
    SELECT coalesce(sum(goods + shipping), 0) INTO sent FROM shop_quoteparcel WHERE quote_id = wanted;
    IF charged <> quote.total THEN
        RAISE EXCEPTION 'the lines of quote % come to %, its total is %', quote.code, charged, quote.total
            USING ERRCODE = 'check_violation';
    END IF;
    IF sent <> quote.basket THEN
        RAISE EXCEPTION 'the parcels of quote % come to %, its basket is %', quote.code, sent, quote.basket
            USING ERRCODE = 'check_violation';
    END IF;
END $$;
CREATE FUNCTION public.shop_quote_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM public.shop_check_quote(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION public.shop_quote_rows_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.shop_check_quote(CASE TG_OP WHEN 'DELETE' THEN OLD.quote_id ELSE NEW.quote_id END);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER shop_quote_adds_up AFTER INSERT OR UPDATE OF state, total, basket ON shop_quote
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.shop_quote_adds_up();
CREATE CONSTRAINT TRIGGER shop_charges_add_up AFTER INSERT OR UPDATE OR DELETE ON shop_quotecharge
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.shop_quote_rows_add_up();
CREATE CONSTRAINT TRIGGER shop_parcels_add_up AFTER INSERT OR UPDATE OR DELETE ON shop_quoteparcel
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.shop_quote_rows_add_up();
"""
NO_LONGER = """
DROP TRIGGER shop_quote_adds_up ON shop_quote;
DROP TRIGGER shop_charges_add_up ON shop_quotecharge;
DROP TRIGGER shop_parcels_add_up ON shop_quoteparcel;
DROP FUNCTION public.shop_quote_adds_up, public.shop_quote_rows_add_up, public.shop_check_quote(bigint);
"""
KEPT = ("shop_ledgerentry", "shop_ledgertransaction", "shop_orderevent")


def _only_added_to(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION public.shop_only_added_to()",
        f"DROP TRIGGER only_added_to ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_stores_quotes_orders_ledger")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION public.shop_only_added_to"),
        *[_only_added_to(table) for table in KEPT],
        migrations.RunSQL(
            BALANCED,
            "DROP TRIGGER shop_ledger_balances ON shop_ledgerentry; DROP FUNCTION public.shop_ledger_balances",
        ),
        migrations.RunSQL(ADDS_UP, NO_LONGER),
    ]
