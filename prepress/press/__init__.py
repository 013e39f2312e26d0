"""Turn rendered pages into files: PDF by WeasyPrint and pikepdf, EPUB by EbookLib."""
