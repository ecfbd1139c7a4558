"""`manage.py price` and `manage.py import_rates`."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from builds.models import Build
from shop.models import ExchangeRate, Quote
from tests.factories import make_unknown_line, make_user
from tests.shop.quoting.market_rows import kit_of, offer, part, quoted, shown, store, terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def build() -> Build:
    brick = part("brick")
    offer(store("Brick Harbour", "4.00"), brick, "0.10", quantity=50)
    build = kit_of({brick: 40}, make_user("builder"))
    make_unknown_line(shown(build))
    terms(build, fee="2.00")
    return build


def run(*arguments: str) -> tuple[str, str, int]:
    out, err, status = StringIO(), StringIO(), 0
    try:
        call_command("price", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        status = int(str(ended.code))
    return out.getvalue(), err.getvalue(), status


def test_a_builds_price_is_told_line_by_line_and_leaves_no_quote(build: Build) -> None:
    out, err, status = run(build.slug)

    assert (err, status) == ("", 0)
    assert [" ".join(line.split()) for line in out.splitlines()] == [
        "4.00 Parts from Brick Harbour 1 lot, 40 parts",
        "4.00 Shipping from Brick Harbour the store's table, any weight, to everywhere else",
        "1.20 Picking at Brick Harbour 1.20",
        "2.00 Design fee set by builder: 2.00 a kit",
        "0.08 Site 2 % of parts, 4.00",
        "0.41 Payment 1.4 % of 11.28, and 0.25",
        "0.77 Tax on services 21 % of 3.69; stores’ prices include theirs",
        "12.46 EUR, every line added",
        "No basket is below 8.00.",
        "1 lot is left out.",
    ]
    assert not Quote.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize("kits", ["1", "2"])  # of two kits there are too few pieces: no basket is possible
def test_a_price_for_the_asking_leaves_no_file(build: Build, settings: Settings, tmp_path: Path, kits: str) -> None:
    settings.MEDIA_ROOT = tmp_path / "priced"

    run(build.slug, "--kits", kits)

    assert not (tmp_path / "priced").exists()


def test_the_same_as_json_for_another_country(build: Build) -> None:
    out, _err, status = run(build.slug, "--country", "US", "--json")

    told: dict[str, Any] = json.loads(out)
    assert status == 0
    assert told["replayed"] is True
    assert (told["total"], told["basket"], told["bound"]) == ("11.69", "8.00", "8.00")
    assert sum(round(float(line["amount"]) * 100) for line in told["lines"]) == 1169
    assert told["lines"][-1]["rule"] == "none is collected for this destination"
    assert told["parcels"][0]["lines"][0]["line_price"] == "4.00"
    assert told["kits"] == [{"build": build.slug, "revision": 1, "quantity": 1}]


def test_a_quote_is_told_as_it_is_pinned(build: Build) -> None:
    quote = quoted(make_user(), build)

    out, err, status = run(quote.code)

    assert (err, status) == ("", 0)
    assert "12.46  EUR, every line added" in out


def test_what_has_no_price_says_why_with_status_2(build: Build) -> None:
    out, err, status = run(build.slug, "--kits", "2")
    as_json, _err, also = run("nothing-there", "--json")

    assert (out, status, also) == ("", 2, 2)
    assert err.strip() == "No store has enough of: Brick, Red: 30."
    assert json.loads(as_json)["error"]["code"] == "NO_SUCH_BUILD"
    assert not Quote.objects.exists()


def rates(path: Path, *lines: str) -> tuple[str, str]:
    path.write_text("\n".join(["base,currency,rate,date,source", *lines]), encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("import_rates", str(path), stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue()


def test_rates_are_added_changed_and_refused_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    good = "usd,EUR,0.9,2026-11-20,bank"

    first = rates(file, good, "GBP,EUR,1.2,2026-11-20,bank")
    again, refused = rates(
        file, good, "GBP,EUR,1.25,2026-11-20,bank", "EUR,EUR,1,2026-11-20,bank", "CHF,EUR,0,2026-11-20,bank",
        "CHF,EUR,NaN,2026-11-20,bank", "CHF,EUR,1,20.11.2026,bank", "CHF,EUR,1,2026-11-20,", "CHF",
    )  # fmt: skip

    assert first == ("2 new, 0 changed, 0 as they were, 0 refused.", "")
    assert again == "0 new, 1 changed, 1 as they were, 6 refused."
    assert [line.split(":")[0] for line in refused.splitlines()] == [f"line {number}" for number in range(4, 10)]
    assert {row.base: str(row.rate) for row in ExchangeRate.objects.all()} == {"USD": "0.90000000", "GBP": "1.25000000"}


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("from,to\nUSD,EUR\n")

    with pytest.raises(CommandError, match="base"):
        call_command("import_rates", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_rates", str(tmp_path / "none.csv"))
