"""Price tables of every layout; small ones written here."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from parts.models import Element, PriceSeen
from parts.selectors import colours_by_number, part_by_number
from parts.services.catalogue.frame import Imported, ImportRefused
from parts.services.catalogue.prices_seen import PriceDefaults, load_prices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]

HEADER = "system,part,colour,condition,region,quantity,price,currency,date,source\n"
GOOD = "bricklink,3001,5,new,DE,4,0.125,eur,2025-08-25,a shop\n"


def loaded(tmp_path: Path, text: str, name: str = "prices_2021.csv", **defaults: str) -> Imported:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_prices(path=path, defaults=PriceDefaults(**defaults))  # type: ignore[arg-type]


def seen() -> list[tuple[str, int, str, Decimal, str, str, int, str]]:
    rows = PriceSeen.objects.select_related("part", "colour").order_by("condition", "price")
    return [
        (r.part.number, r.colour.number, r.condition, r.price, r.currency, r.region, r.quantity, str(r.seen_on))
        for r in rows
    ]


def test_table_of_our_own_layout(tmp_path: Path) -> None:
    imported = loaded(tmp_path, HEADER + GOOD)
    assert seen() == [("3001", 4, "new", Decimal("0.1250"), "EUR", "DE", 4, "2025-08-25")]
    assert (imported.total.added, PriceSeen.objects.get().source) == (1, "a shop")
    again = loaded(tmp_path, HEADER + GOOD.replace(",4,0.125", ",9,0.125"))
    assert (again.total.added, again.total.changed, PriceSeen.objects.get().quantity) == (0, 1, 9)


def test_more_places_than_are_kept_are_rounded_once_and_for_all(tmp_path: Path) -> None:
    text = HEADER + GOOD.replace("0.125", "0.12345678") + GOOD.replace("0.125", "0.1234999")
    assert loaded(tmp_path, text).total.added == 1
    assert [row[3] for row in seen()] == [Decimal("0.1235")]
    assert loaded(tmp_path, text).total.unchanged == 1
    nothing = loaded(tmp_path, HEADER + GOOD.replace("0.125", "0.0000499"))
    assert [(row.line, row.reason) for row in nothing.rejections] == [
        (2, "0.0000499 is less than any price, which has four places")
    ]


def test_what_the_table_leaves_out_is_given(tmp_path: Path) -> None:
    loaded(tmp_path, "part,system,colour,condition,price,currency\n3001,ldraw,4,U,2,USD\n", region="GB")
    row = PriceSeen.objects.get()
    assert (row.region, row.seen_on, row.source) == ("GB", datetime.date(2021, 1, 1), "prices_2021")


def test_bricklink_price_guide_gives_new_and_used(tmp_path: Path) -> None:
    text = "bl_part,bl_color,new_qty,new_avg_eur,used_qty,used_avg_eur\n3001,5,900,0.11,70,0.07\n3003,5,0,0.00,,\n"
    imported = loaded(tmp_path, text)
    assert [row[2:4] + row[6:7] for row in seen()] == [
        ("new", Decimal("0.1100"), 900),
        ("used", Decimal("0.0700"), 70),
    ]
    assert imported.total.rejected == 0


def test_bricklink_order_lines_have_american_days(tmp_path: Path) -> None:
    header = "order,order_date,store,item_type,item_no,bl_color,qty,unit_price_usd,condition\n"
    imported = loaded(tmp_path, f"{header}o1,8/25/2025,s,P,3001,5,15,0.159,N\no1,8/25/2025,s,M,njo1,0,1,8.00,N\n")
    assert seen() == [("3001", 4, "new", Decimal("0.1590"), "USD", "", 15, "2025-08-25")]
    assert [(row.line, row.reason) for row in imported.rejections] == [(3, "item_type: M is no part")]


def test_bricklink_store_lots(tmp_path: Path) -> None:
    header = "store,item_type,item_no,item_name,bl_color,color_name,condition,qty,unit_price_usd\n"
    loaded(tmp_path, f"{header}s,P,3001,Brick,5,Red,Used,3,0.1\n")
    assert seen() == [("3001", 4, "used", Decimal("0.1000"), "USD", "", 3, "2021-01-01")]


def test_pick_a_brick_is_by_element_and_in_cents(tmp_path: Path) -> None:
    brick, red = part_by_number("ldraw", "3001"), colours_by_number([4])["4"]
    assert brick is not None
    Element.objects.create(number="300121", part=brick, colour=red)
    loaded(tmp_path, "element_id,name,currency,cent_amount\n300121,BRICK,EUR,22\n")
    assert seen() == [("3001", 4, "new", Decimal("0.2200"), "EUR", "", 1, "2021-01-01")]


def test_pick_a_brick_in_no_currency_is_refused(tmp_path: Path) -> None:
    imported = loaded(tmp_path, "element_id,name,currency,cent_amount\n300121,BRICK,€,22\n")
    assert [row.reason for row in imported.rejections] == ["currency: € is no code of three letters"]


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        ("3001,", "nothing,", "no part here is bricklink nothing"),
        (",5,", ",7777,", "no colour here is bricklink 7777"),
        ("bricklink", "ebay", "system: there is no ebay"),
        ("0.125", "-1", "-1 is no positive decimal number"),
        ("0.125", "0", "0 is not between 0 and 1000000"),
        ("0.125", "1e9", "1e9 is no positive decimal number"),
        ("0.125", "٣", "٣ is no positive decimal number"),
        (",4,0", ",0,0", "0 is not between 1 and 2147483647"),
        ("new", "mint", "condition: mint is neither new nor used"),
        ("eur", "euro", "currency: EURO is no code of three letters"),
        ("2025-08-25", "2025-02-30", "2025-02-30 is no day, such as 2025-08-25"),
        ("2025-08-25", "9999-12-31", "on 9999-12-31 nobody can have seen a price"),
        ("2025-08-25", "1/2/1948", "on 1/2/1948 nobody can have seen a price"),
        (",a shop", "", "it has 9 cells, the header has 10"),
    ],
)
def test_bad_row_is_refused_with_its_line(tmp_path: Path, was: str, becomes: str, reason: str) -> None:
    bad = GOOD.replace(was, becomes, 1)
    imported = loaded(tmp_path, HEADER + bad + GOOD)
    assert [tuple(row) for row in imported.rejections] == [("prices", 2, reason)]
    assert PriceSeen.objects.count() == 1


def test_day_is_asked_for_where_nothing_tells_it(tmp_path: Path) -> None:
    imported = loaded(tmp_path, "part,system,colour,condition,price,currency\n3001,ldraw,4,U,2,USD\n", "prices.csv")
    assert imported.rejections[0].reason == "the day is missing; name it with --date"
    call_command("import_prices", str(tmp_path / "prices.csv"), "--date=2024-05-06", verbosity=0)
    assert PriceSeen.objects.get().seen_on == datetime.date(2024, 5, 6)


def test_unknown_header_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="has no header of a price table"):
        loaded(tmp_path, "a,b\n1,2\n")
