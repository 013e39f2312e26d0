"""Make the pictures of the README from the real products: `make pictures`, after `make book`."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SCALE = 100 / 72
GAP = 12
# Name, product, words that stand on the first page wanted, pages shown.
WANTED = (
    ("chapter", "workbook.pdf", "Promises that cannot all hold", 1),
    ("levels", "workbook.pdf", "When you have eleven hours", 1),
    ("sheet", "workbook.pdf", "A number you stopped reporting ST-15", 1),
    ("week", "planner-l6.pdf", "Week 7", 2),
)


def find_page(document: pypdfium2.PdfDocument, words: str, start: int) -> int:
    for index in range(start, len(document)):
        if words in document[index].get_textpage().get_text_range():
            return index
    raise LookupError(f"no page says `{words}`")


def draw_spread(document: pypdfium2.PdfDocument, first: int, count: int) -> Image.Image:
    pages = [document[first + index].render(scale=SCALE, grayscale=True).to_pil() for index in range(count)]
    width = sum(page.width for page in pages) + GAP * (count + 1)
    spread = Image.new("L", (width, pages[0].height + 2 * GAP), 160)
    left = GAP
    for page in pages:
        spread.paste(page, (left, GAP))
        left += page.width + GAP
    return spread


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, product, words, count in WANTED:
        path = ROOT / "output" / product
        if not path.exists():
            print(f"{path.name} is missing: run `make book` first", file=sys.stderr)
            return 3
        document = pypdfium2.PdfDocument(path)
        start = 20 if product.startswith("planner") else 8
        draw_spread(document, find_page(document, words, start), count).save(
            PICTURES / f"{name}.png", optimize=True
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
