"""Say of the e-book what a library and a reader want to know before they open it, as far as it is true.

EPUB Accessibility 1.1, sections 2 (discovery) and 5 (reporting); the values are those of Schema.org.
"""

from __future__ import annotations

from collections.abc import Sequence

from prepress.model.guide import Guide
from prepress.model.rendered import EpubDocument
from prepress.render.epub_back import GLOSSARY

Property = tuple[str, str]
STANDARD = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessModeSufficient", "textual,visual"),
    ("schema:accessibilityHazard", "none"),
)
FEATURES = (
    "alternativeText",
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
)
SUMMARY = (
    "Text, tables and diagrams. Diagrams have text alternatives; size, face and colors of the text are the "
    "reader's; nothing is said by color alone."
)
UNCLAIMED = "No conformance to an accessibility standard is claimed."


def describe_access(
    guide: Guide, title: str, documents: Sequence[EpubDocument], pages: Sequence[tuple[str, str]]
) -> tuple[Property, ...]:
    """Return the properties of the package and their values; `title` is that of the e-book and of its workbook.

    That a book meets a standard is a person's judgment: it is claimed in the name of the guide's `certifier`, who
    has evaluated it, or not at all.
    """
    features = [*FEATURES, *_list_features(documents)]
    claim = f"Evaluated against {STANDARD}." if guide.certifier else UNCLAIMED
    return (
        *ACCESS,
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilitySummary", f"{SUMMARY} {claim}"),
        *(_claim(guide) if guide.certifier else ()),
        *(_describe_pages(guide, title) if pages else ()),
    )


def _list_features(documents: Sequence[EpubDocument]) -> list[str]:
    found = ["index"] if any(document.name == f"{GLOSSARY}.xhtml" for document in documents) else []
    return [*found, "MathML"] if any("mathml" in document.properties for document in documents) else found


def _claim(guide: Guide) -> tuple[Property, ...]:
    return (("dcterms:conformsTo", STANDARD), ("a11y:certifiedBy", guide.certifier))


def _describe_pages(guide: Guide, title: str) -> tuple[Property, ...]:
    """Return what the page list goes by, and that it is there (EPUB Accessibility 1.1, section 2.3.4)."""
    source = f"{title}, workbook, edition {guide.edition}, {guide.date}"
    features = ("pageBreakMarkers", "pageNavigation")
    return (("pageBreakSource", source), *(("schema:accessibilityFeature", feature) for feature in features))
