"""Where the catalogue comes from."""

from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from parts.models import CatalogueImport

REFUSED = {"table": "elements", "line": 41, "reason": "The colour 9999 is not known."}


def make_run(**fields: object) -> CatalogueImport:
    values = {"command": "import_rebrickable", "source": "tables of 2 April", "finished_at": timezone.now()}
    return CatalogueImport.objects.create(**values | fields)


def test_an_import_shows_its_counts_and_what_it_refused(visitor: Client, db: None) -> None:
    tables = {"elements": {"added": 7, "changed": 2, "unchanged": 1, "rejected": 1}}
    make_run(added=7, changed=2, unchanged=1, rejected=3, rejections=[REFUSED], tables=tables)
    page = visitor.get("/parts/sources/").content.decode()
    assert "Rebrickable’s tables" in page
    assert "3 rows refused" in page
    assert '<span class="id">elements, line 41</span> The colour 9999 is not known.' in page
    assert "and 2 more" in page
    assert '<th scope="row" class="id">elements</th><td class="num">7</td>' in page


def test_a_run_that_did_not_end_says_so(visitor: Client, db: None) -> None:
    make_run(finished_at=None)
    assert "not finished" in visitor.get("/parts/sources/").content.decode()


def test_a_record_of_another_shape_is_read_as_far_as_it_goes(visitor: Client, db: None) -> None:
    make_run(rejections=["nothing", {}], tables={"parts": None, "sets": {"added": None}})
    page = visitor.get("/parts/sources/").content.decode()
    assert '<th scope="row" class="id">sets</th><td class="num">0</td>' in page


def test_an_empty_record_says_how_to_begin(visitor: Client, db: None) -> None:
    assert "Nothing has been imported yet" in visitor.get("/parts/sources/").content.decode()


def test_the_list_takes_one_query(visitor: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _at in range(20):
        make_run()
    with django_assert_num_queries(1):
        visitor.get("/parts/sources/")
