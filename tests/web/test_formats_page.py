"""Which files are taken and given, as pages say it: from the core's table, and no other."""

import re

from django.test import Client

from accounts.models import User
from brickcore.formats import FORMATS
from web.present.formats import GROUPS, LOST, READ, endings_read, format_groups


def test_every_format_of_the_table_has_its_words() -> None:
    assert {key for key, one in FORMATS.items() if one.reader} == set(READ)
    assert set(LOST) == set(FORMATS)
    assert {one.gives for one in FORMATS.values()} == set(GROUPS)
    assert sum(len(group.formats) for group in format_groups()) == len(FORMATS)


def test_the_page_names_every_ending_and_whether_it_is_written(visitor: Client) -> None:
    page = visitor.get("/formats/").content.decode()
    for form in FORMATS.values():
        for ending in form.endings:
            assert f"<code>{ending}</code>" in page
    written = [cell.strip() for cell in re.findall(r'data-head="Written">(.*?)</td>', page)]
    assert written.count("yes") == sum(1 for one in FORMATS.values() if one.writer)
    assert written.count("no") == sum(1 for one in FORMATS.values() if not one.writer)


def test_a_name_that_begins_small_stays_so(visitor: Client) -> None:
    page = visitor.get("/formats/").content.decode()
    assert "glTF scene" in page
    assert "Table of parts" in page


def test_upload_takes_and_names_every_ending_that_is_read(owners: Client, owner: User) -> None:
    page = owners.get("/upload/").content.decode()
    accepted = re.search(r'accept="([^"]*)"', page)
    assert accepted is not None
    assert tuple(accepted[1].split(",")) == (*endings_read(), ".zip")
    assert {".lxf", ".lxfml", ".io", ".bsx", ".xlsx", ".json", ".stl", ".3mf", ".glb", ".mpd"} <= set(endings_read())
    for ending in endings_read():
        assert f"<code>{ending}</code>" in page
    assert 'href="/formats/"' in page


def test_the_footer_leads_to_it(visitor: Client, db: None) -> None:
    assert visitor.get("/how-numbers-are-made/").content.decode().count('href="/formats/"') == 1
