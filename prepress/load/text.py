"""From bytes to characters: UTF-8 or a finding that says which byte is not."""

from __future__ import annotations

import ftfy

from prepress.problems import Place, Problem, error

LIKELY = ("cp1252", "mac_roman", "latin-1")
MIXED_UP = ("mac_roman", "cp1252", "latin-1")
SAMPLE_CHARACTERS = 40


def decode_text(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text with plain line ends and no byte order mark, and what is wrong with it.

    Text that is not UTF-8 comes back empty, with one problem at its first bad byte.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        return "", (_report_bad_byte(data, failure.start, file),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, tuple(_find_misdecoded(text, file))


def _report_bad_byte(data: bytes, start: int, file: str) -> Problem:
    line = data.count(b"\n", 0, start) + 1
    column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", "replace")) + 1
    message = f"byte 0x{data[start]:02X} is not UTF-8"
    guess = next(name for name in LIKELY if _decodes(data, name))
    hint = f"the file looks like {guess}: save it as UTF-8"
    return error("text-not-utf8", Place(file, line, column), message, hint)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _find_misdecoded(text: str, file: str) -> list[Problem]:
    """Report text that was read in a wrong encoding once, at the first line that shows it."""
    if text.isascii():
        return []
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii() or not ftfy.is_bad(line):
            continue
        mended, encoding = _mend(line)
        if mended == line:
            continue
        column = next(i for i, (a, b) in enumerate(zip(line, mended + " ", strict=False)) if a != b)
        shown = line[column : column + SAMPLE_CHARACTERS].strip()
        message = f"the text was read as {encoding} once and saved so: `{shown}`"
        hint = f"it should read `{mended[column : column + SAMPLE_CHARACTERS].strip()}`"
        return [error("text-misdecoded", Place(file, number, column + 1), message, hint)]
    return []


def _mend(line: str) -> tuple[str, str]:
    for encoding in MIXED_UP:
        try:
            return line.encode(encoding).decode("utf-8"), encoding
        except UnicodeError:
            continue
    return ftfy.fix_text(line), "another encoding"
