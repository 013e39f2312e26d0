"""A MkDocs project or a folder of pages: its order, its titles, and warnings instead of errors."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prepress.model.document import Kind
from prepress.model.guide import Guide
from prepress.problems import Severity
from tests.test_load.conftest import Copy

SETTINGS = """site_name: Some Docs
site_url: https://example.org/
theme: {name: material, language: de}
markdown_extensions:
  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }
  - pymdownx.snippets: {base_path: [inc]}
nav:
  - Home: index.md
  - Use it:
      - use/start.md
      - Deeper:
          - More of it: ./use/more.md
      - Away: https://example.org
  - Changes: changelog.md
"""


@pytest.fixture
def project(folder: Copy) -> Copy:
    folder.write("mkdocs.yml", SETTINGS)
    folder.write("inc/words.md", "Included words.\n")
    folder.write("docs/index.md", '# Welcome\n\nWords.\n\n--8<-- "words.md"\n')
    folder.write("docs/use/start.md", "---\ntags: [a]\nlevels: 3\n---\n# Start *here*\n\nWords.\n")
    folder.write("docs/use/more.md", "# More of it\n")
    folder.write("docs/changelog.md", "Words without a heading.\n")
    folder.write("docs/use/lost-page.md", "---\ndate: 2025-03-01\n---\nWords.\n")
    folder.write("docs/plan.svg", "<svg/>")
    folder.write("docs/film.mp4", "long")
    return folder


def load(folder: Copy) -> Guide:
    guide = folder.load().guide
    assert guide is not None
    return guide


def test_project(project: Copy) -> None:
    loaded = project.load()
    assert loaded.problems == ()
    guide = load(project)
    assert (guide.title, guide.language, guide.site) == ("Some Docs", "de", "https://example.org/")
    assert (guide.foreign, guide.plan, guide.date) == (True, None, "2025-03-01")
    assert [(part.number, part.title, part.pages) for part in guide.parts] == [
        ("", "Some Docs", ("docs/index.md",)),
        ("I", "Use it", ("docs/use/start.md", "docs/use/more.md")),
        ("", "Some Docs", ("docs/changelog.md",)),
        ("", "Appendix", ("docs/use/lost-page.md",)),
    ]
    assert len({part.slug for part in guide.parts}) == 4
    assert [page.title for page in guide.pages.values()] == [
        "Home", "Start here", "More of it", "Changes", "Lost page",
    ]  # fmt: skip
    assert guide.assets == {"docs/plan.svg": b"<svg/>", "docs/film.mp4": b""}


def test_heading_is_kept_unless_the_title_says_the_same(project: Copy) -> None:
    guide = load(project)
    assert guide.pages["docs/index.md"].body.children[0].kind is Kind.HEADING
    assert "Included words." in guide.pages["docs/index.md"].body.plain_text()
    assert guide.pages["docs/use/start.md"].body.plain_text().strip() == "Words."


def test_page_that_is_only_part_of_another_is_no_page(project: Copy) -> None:
    project.write("docs/notice.md", "A notice.\n")
    assert "docs/notice.md" in load(project).pages
    project.write("docs/changelog.md", '--8<-- "notice.md"\n')
    guide = load(project)
    assert guide.pages["docs/changelog.md"].body.plain_text().strip() == "A notice."
    assert "docs/notice.md" not in guide.pages


def test_same_project_has_the_same_identifier(project: Copy) -> None:
    first = load(project).identifier
    assert first.startswith("urn:uuid:")
    assert load(project).identifier == first
    project.change("mkdocs.yml", "https://example.org/\n", "https://example.com/\n")
    assert load(project).identifier != first


def test_missing_page_of_the_nav_is_a_warning_at_its_place(project: Copy) -> None:
    project.change("mkdocs.yml", "      - use/start.md", "      - use/stat.md")
    [problem] = project.load().problems
    assert (str(problem.place), problem.code) == ("mkdocs.yml:11:9", "structure-page-missing")
    assert (problem.severity, problem.hint) == (Severity.WARNING, "did you mean `use/start.md`?")
    assert load(project).parts[-1].pages == ("docs/use/lost-page.md", "docs/use/start.md")


def test_environment_is_never_read(project: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE", "From outside")
    project.change("mkdocs.yml", "site_name: Some Docs", "site_name: !ENV [SITE, The default]")
    assert load(project).title == "The default"
    project.change("mkdocs.yml", "!ENV [SITE, The default]", "!ENV SITE")
    assert load(project).title == "Project"


def test_settings_that_are_not_yaml_are_an_error(project: Copy) -> None:
    project.change("mkdocs.yml", "site_name: Some Docs", "site_name: Some: Docs")
    loaded = project.load()
    assert loaded.guide is None
    [problem] = loaded.problems
    assert (str(problem.place), problem.code, problem.severity) == (
        "mkdocs.yml:1:16",
        "data-not-yaml",
        Severity.ERROR,
    )


def test_front_matter_that_is_not_yaml_is_a_warning(project: Copy) -> None:
    project.write("docs/changelog.md", "---\na: b: c\n---\nWords.\n")
    [problem] = project.load().problems
    assert (str(problem.place), problem.severity) == ("docs/changelog.md:2:5", Severity.WARNING)
    assert load(project).pages["docs/changelog.md"].body.plain_text().strip() == "Words."


def test_rules_around_text_are_not_front_matter(project: Copy) -> None:
    project.write("docs/changelog.md", "---\n\nWords\n\n---\n\nmore\n")
    assert project.list_problems() == []
    assert "Words" in load(project).pages["docs/changelog.md"].body.plain_text()


def test_page_that_is_not_utf8_is_an_error(project: Copy) -> None:
    project.write("docs/changelog.md", b"caf\xe9")
    [problem] = project.load().problems
    assert (str(problem.place), problem.severity) == ("docs/changelog.md:1:4", Severity.ERROR)


def test_text_decoded_wrongly_is_one_warning_and_prints_as_it_was_meant(project: Copy) -> None:
    project.write("docs/changelog.md", "# 🎯 Aim\n\nSay — it.\n".encode().decode("mac_roman"))
    [problem] = project.load().problems
    assert (problem.code, problem.severity, problem.place.line) == ("text-misdecoded", Severity.WARNING, 1)
    assert "Say — it." in load(project).pages["docs/changelog.md"].body.plain_text()


@pytest.mark.parametrize("docs", ["..", "nowhere", "mkdocs.yml", "a\\0b"])
def test_folder_of_pages_has_to_be_inside(project: Copy, docs: str) -> None:
    project.change("mkdocs.yml", "site_name", f'docs_dir: "{docs}"\nsite_name')
    loaded = project.load()
    assert loaded.guide is None
    assert [(str(problem.place), problem.code) for problem in loaded.problems] == [
        ("mkdocs.yml:1:11", "guide-missing")
    ]


def test_other_folder_of_pages_and_excluded_ones(project: Copy) -> None:
    (project.root / "docs").rename(project.root / "pages")
    project.change("mkdocs.yml", "site_name", "docs_dir: pages\nexclude_docs: |\n  lost-*\n  /film.mp4\nsite_name")
    guide = load(project)
    assert list(guide.pages) == ["pages/index.md", "pages/use/start.md", "pages/use/more.md", "pages/changelog.md"]
    assert list(guide.assets) == ["pages/plan.svg"]


def test_nav_that_holds_itself_ends(project: Copy) -> None:
    project.write("mkdocs.yml", "nav: &x\n  - A: *x\n  - index.md\n")
    loaded = project.load()
    assert {problem.severity for problem in loaded.problems} == {Severity.WARNING}
    assert loaded.guide is not None


def test_folder_without_settings_is_read_in_the_order_of_paths(folder: Copy) -> None:
    for path in ("zebra.md", "index.md", "b/two.md", "b/index.md", "b/a/deep.md", "a_section/one.md"):
        folder.write(path, "Words.\n")
    guide = load(folder)
    assert [(part.number, part.title, part.pages) for part in guide.parts] == [
        ("", "Project", ("index.md", "zebra.md")),
        ("I", "A section", ("a_section/one.md",)),
        ("II", "B", ("b/index.md", "b/two.md", "b/a/deep.md")),
    ]
    assert guide.pages["b/index.md"].title == "B"


def test_single_page_names_the_book(folder: Copy) -> None:
    folder.write("index.md", "# The only page\n\nWords.\n")
    guide = load(folder)
    assert (guide.title, guide.pages["index.md"].title) == ("The only page", "The only page")
    assert [part.pages for part in guide.parts] == [("index.md",)]


def test_date_of_a_project_that_gives_none_is_that_of_its_newest_file(folder: Copy) -> None:
    folder.write("index.md", "Words.\n")
    os.utime(folder.root / "index.md", (0, 86_400 * 365))
    assert load(folder).date == "1971-01-01"


def test_project_without_pages(folder: Copy) -> None:
    folder.write("mkdocs.yml", "site_name: x\n")
    (folder.root / "docs").mkdir()
    loaded = folder.load()
    assert loaded.guide is None
    assert [problem.code for problem in loaded.problems] == ["guide-missing"]


def test_link_out_of_the_project_is_not_followed(project: Copy, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (project.root / "docs/secret.md").symlink_to(tmp_path / "secret.md")
    [problem] = project.load().problems
    assert (str(problem.place), problem.code) == ("docs/secret.md:1:1", "guide-unreadable-file")
    assert "docs/secret.md" not in load(project).pages


def test_what_only_a_guide_prints_is_text(project: Copy) -> None:
    project.write("docs/index.md", "# A\n\nSaid [@key], [= l6.total ].\n\n/// principle | thing\nWords.\n///\n")
    loaded = project.load()
    assert loaded.guide is not None
    body = loaded.guide.pages["docs/index.md"].body
    assert {Kind.CITATION, Kind.FIGURE_VALUE, Kind.DIRECTIVE}.isdisjoint(node.kind for node in body.walk())
    assert body.plain_text() == "ASaid [@key], [= l6.total ].thingWords."
    assert "block-unknown" in {problem.code for problem in loaded.problems}


def list_codes(folder: Copy) -> list[str]:
    return [problem.code for problem in folder.load().problems]


def test_a_reference_is_defined_by_what_the_site_appends(project: Copy) -> None:
    project.write("docs/changelog.md", "See [it][].\n")
    assert list_codes(project) == ["link-undefined"]
    project.write("inc/links.md", "[it]: https://example.org\n")
    project.write("mkdocs.yml", SETTINGS.replace("[inc]", "[inc], auto_append: [links.md]"))
    assert list_codes(project) == []


@pytest.mark.parametrize(
    "plugins", ["[autorefs]", "[{mkdocstrings: {default_handler: python}}]", "{autorefs: {}}"]
)
def test_a_plugin_that_looks_references_up_answers_for_them(project: Copy, plugins: str) -> None:
    project.write("docs/changelog.md", "See [it][package.name].\n")
    project.write("mkdocs.yml", f"{SETTINGS}plugins: {plugins}\n")
    assert list_codes(project) == []


def test_pages_that_a_plugin_fills_show_which_one_it_is(project: Copy) -> None:
    project.write("docs/changelog.md", "See [it][package.name].\n\n::: package\n    options:\n        x: 1\n")
    found = project.load().problems
    assert [(problem.code, problem.severity) for problem in found] == [("macro-not-run", Severity.NOTICE)]


def test_without_an_extension_for_emoji_a_shortcode_is_text(project: Copy) -> None:
    project.write("docs/changelog.md", "A :nonesuch: word.\n")
    assert list_codes(project) == ["icon-unknown"]
    project.write("mkdocs.yml", SETTINGS.replace("pymdownx.emoji", "some.thing"))
    assert list_codes(project) == []
