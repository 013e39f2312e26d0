"""A guide's folder: what it gives, and what is said of every way in which it can be wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prepress.load import load_guide
from prepress.problems import Severity
from tests.test_load.conftest import SAMPLE, Copy, list_places


def test_sample_is_loaded_whole() -> None:
    loaded = load_guide(SAMPLE)
    assert loaded.problems == ()
    guide = loaded.guide
    assert guide is not None
    assert (guide.title, guide.date, guide.language) == ("A Sample Guide", "2026-11-23", "en-US")
    assert [(part.slug, part.number, part.pages) for part in guide.parts] == [
        ("front", "", ("index.md",)),
        ("basics", "I", ("basics/first.md", "basics/second.md")),
    ]
    assert list(guide.pages) == ["index.md", "basics/first.md"]
    assert guide.planned["basics/second.md"].week == 1
    assert str(guide.parts[1].place) == "guide.yaml:17:5"
    assert set(guide.bank) == {"SD-01", "SD-02", "CO-001", "ST-01", "MK-01"}
    assert guide.bank["SD-02"].page == "basics/second.md"
    assert str(guide.bank["SD-02"].place) == "data/design-problems.yaml:5:10"
    assert guide.sources["somebody"].trust == "B"
    assert guide.assets["figures/square.svg"].startswith(b"<svg")
    assert not guide.foreign
    assert guide.unread == frozenset()


@pytest.mark.parametrize(
    ("path", "old", "new", "found"),
    [
        ("guide.yaml", "subtitle:", "subtitel:", ("guide.yaml:2:1", "data-unknown-key")),
        ("guide.yaml", "title: A Sample Guide\n", "", ("guide.yaml:1:1", "data-missing-key")),
        ("guide.yaml", "date: 2026-11-23", "date: soon", ("guide.yaml:4:7", "data-wrong-value")),
        ("guide.yaml", "language: en-US", "language: English!", ("guide.yaml:6:11", "data-wrong-value")),
        ("guide.yaml", "[The testers]", "The testers", ("guide.yaml:7:10", "data-wrong-value")),
        ("guide.yaml", "slug: basics", "slug: Basics!", ("guide.yaml:17:11", "data-wrong-value")),
        ("guide.yaml", "slug: basics", "slug: front", ("guide.yaml:17:11", "structure-part-twice")),
        ("guide.yaml", "skill: advanced", "skill: advnced", ("guide.yaml:31:12", "data-wrong-value")),
        (
            "guide.yaml",
            "- basics/first.md",
            "- basics/first.md\n      - index.md",
            ("guide.yaml:24:9", "structure-page-twice"),
        ),
        (
            "guide.yaml",
            "      - basics/second.md\n",
            "",
            ("guide.yaml:26:3", "structure-page-unlisted"),
        ),
        ("data/sources.yaml", "trust: B", "trust: D", ("data/sources.yaml:7:10", "data-wrong-value")),
        ("data/sources.yaml", "https://", "", ("data/sources.yaml:4:8", "data-wrong-value")),
        ("data/story-slots.yaml", "id: ST-01", "id: XY-01", ("data/story-slots.yaml:4:10", "data-wrong-value")),
        (
            "data/design-problems.yaml",
            "SD-02",
            "SD-01",
            ("data/design-problems.yaml:5:10", "exercise-duplicate-id"),
        ),
        ("data/study-plan.yaml", "weeks: 4", "weeks: four", ("data/study-plan.yaml:1:8", "data-wrong-value")),
    ],
)
def test_finding_at_its_place(guide: Copy, path: str, old: str, new: str, found: tuple[str, str]) -> None:
    guide.change(path, old, new)
    assert found in guide.list_problems()
    assert all(problem.severity is Severity.ERROR for problem in guide.load().problems)


def test_all_findings_in_one_run(guide: Copy) -> None:
    guide.change("guide.yaml", "subtitle:", "subtitel:")
    guide.change("index.md", "kind: index", "kind: indx")
    guide.change("data/sources.yaml", "trust: B", "trust: D")
    assert guide.list_problems() == [
        ("data/sources.yaml:7:10", "data-wrong-value"),
        ("guide.yaml:2:1", "data-unknown-key"),
        ("index.md:5:7", "data-wrong-value"),
    ]


def test_missing_page_with_the_page_that_was_meant(guide: Copy) -> None:
    guide.change("guide.yaml", "- basics/first.md", "- basics/frist.md")
    loaded = guide.load()
    assert list_places(loaded.problems) == [
        ("basics/first.md:1:1", "structure-page-unlisted"),
        ("guide.yaml:23:9", "structure-page-missing"),
    ]
    assert loaded.problems[1].hint == "did you mean `basics/first.md`?"


def test_misspelled_data_file(guide: Copy) -> None:
    (guide.root / "data/sources.yaml").rename(guide.root / "data/source.yaml")
    [problem] = guide.load().problems
    assert (str(problem.place), problem.code) == ("data/source.yaml:1:1", "data-unknown-file")
    assert problem.hint == "did you mean `data/sources.yaml`?"


def test_unreadable_guide_file_hides_nothing_in_the_pages(guide: Copy) -> None:
    guide.change("guide.yaml", "title: A Sample Guide", "title: A: Guide")
    guide.change("index.md", "kind: index", "kind: indx")
    loaded = guide.load()
    assert loaded.guide is None
    assert list_places(loaded.problems) == [
        ("guide.yaml:1:9", "data-not-yaml"),
        ("index.md:5:7", "data-wrong-value"),
    ]


def test_parts_that_are_no_list_do_not_make_every_page_unlisted(guide: Copy) -> None:
    text = (guide.root / "guide.yaml").read_text(encoding="utf-8")
    guide.write("guide.yaml", text[: text.index("parts:")] + "parts: none\n")
    loaded = guide.load()
    assert loaded.guide is None
    assert list_places(loaded.problems) == [("guide.yaml:9:8", "data-wrong-value")]


@pytest.mark.parametrize("text", ["", "# only a remark\n", "- a\n- b\n", "words"])
def test_guide_file_without_a_guide(guide: Copy, text: str) -> None:
    guide.write("guide.yaml", text)
    loaded = guide.load()
    assert loaded.guide is None
    assert loaded.problems
    assert {problem.place.file for problem in loaded.problems} == {"guide.yaml"}


def test_empty_data_files(guide: Copy) -> None:
    guide.write("data/sources.yaml", "")
    guide.write("data/study-plan.yaml", "")
    loaded = guide.load()
    assert loaded.guide is not None
    assert (loaded.guide.sources, loaded.guide.plan) == ({}, None)
    assert loaded.guide.unread == {"data/study-plan.yaml"}
    assert list_places(loaded.problems) == [("data/study-plan.yaml:1:1", "data-missing-key")]


def test_page_that_is_not_text_stands_empty_in_its_place(guide: Copy) -> None:
    guide.write("index.md", b"\x89PNG\r\n\x00")
    loaded = guide.load()
    assert list_places(loaded.problems) == [("index.md:1:1", "text-not-utf8")]
    assert loaded.guide is not None
    assert loaded.guide.unread == {"index.md"}
    assert loaded.guide.pages["index.md"].body.children == ()


def test_page_of_nothing_but_a_byte_order_mark(guide: Copy) -> None:
    guide.write("index.md", b"\xef\xbb\xbf")
    loaded = guide.load()
    assert list_places(loaded.problems) == [("index.md:1:1", "structure-no-front-matter")]
    assert loaded.guide is not None
    assert loaded.guide.unread == frozenset()


def test_snippets_only_from_inside_the_guide(guide: Copy, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret words", encoding="utf-8")
    guide.write("parts/hello.md", "Words of a snippet.\n")
    guide.write(
        "index.md",
        (guide.root / "index.md").read_bytes() + b'\n--8<-- "parts/hello.md"\n\n--8<-- "../secret.md"\n',
    )
    loaded = guide.load()
    assert [problem.code for problem in loaded.problems] == ["snippet-missing"]
    assert loaded.guide is not None
    words = loaded.guide.pages["index.md"].body.plain_text()
    assert "Words of a snippet." in words
    assert "secret" not in words


def test_links_in_the_folder_do_not_lead_out_of_it_nor_in_circles(guide: Copy, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (guide.root / "figures/out.png").symlink_to(tmp_path / "secret.png")
    (guide.root / "figures/again").symlink_to(guide.root)
    (guide.root / "figures/loop").symlink_to(guide.root / "figures/loop")
    loaded = guide.load()
    assert list_places(loaded.problems) == [
        ("figures/loop:1:1", "guide-unreadable-file"),
        ("figures/out.png:1:1", "guide-unreadable-file"),
    ]
    assert loaded.guide is not None
    assert list(loaded.guide.assets) == ["figures/square.svg"]


def test_folder_in_the_place_of_a_file(guide: Copy) -> None:
    for name in ("guide.yaml", "index.md", "data/sources.yaml"):
        (guide.root / name).unlink()
        (guide.root / name).mkdir()
    loaded = guide.load()
    assert loaded.guide is None
    assert list_places(loaded.problems) == [("guide.yaml:1:1", "guide-unreadable-file")]


def test_file_name_that_is_not_utf8(guide: Copy) -> None:
    try:
        Path(os.fsdecode(os.fsencode(guide.root) + b"/figures/\xff.png")).write_bytes(b"x")
    except OSError:
        return  # the file system itself refuses such a name, as that of macOS does
    [problem] = guide.load().problems
    assert (str(problem.place), problem.code) == ("figures/\ufffd.png:1:1", "guide-unreadable-file")


def test_hidden_files_are_left_out(guide: Copy) -> None:
    guide.write(".git/config", "x")
    guide.write("figures/.DS_Store", b"\xff")
    guide.write(".drafts/page.md", "x")
    assert guide.list_problems() == []


@pytest.mark.parametrize("name", ["nowhere", "file.txt", "a\0b", "x" * 5000])
def test_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    loaded = load_guide(tmp_path / name)
    assert loaded.guide is None
    assert list_places(loaded.problems) == [("guide.yaml:1:1", "guide-missing")]


def test_folder_without_anything(folder: Copy) -> None:
    assert folder.load().guide is None
    assert folder.list_problems() == [(".:1:1", "guide-missing")]
