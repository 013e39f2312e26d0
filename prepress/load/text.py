"""From bytes to characters: UTF-8 or a finding that says which byte is not; and text once decoded wrongly."""

from __future__ import annotations

import re
from collections import Counter

from prepress.problems import Place, Problem, error

LIKELY = ("cp1252", "mac_roman", "latin-1")
PLAUSIBLE = frozenset("“”‘’–—…•«»€£§°äöüÄÖÜßéèêëàâáãåçîïíìôóòõûúùñøæœÉÀÁÇÑØÅÆ")
"""Signs beyond ASCII that texts in Western languages are full of."""
BINARY = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a zip"),
)
WIDE = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
MIXED_UP = ("mac_roman", "cp1252", "latin-1", "cp437")
NAMES = {"macroman": "mac_roman", "sloppy-windows-1252": "cp1252"}
"""What ftfy calls an encoding, and what Python and iconv do."""
LOST_SIGN = re.compile("(?<!\uf8ff)(?=ü[\u0080-\uffff]{2})")
"""An emoji's first byte, 0xF0, is a private character in Mac Roman, U+F8FF, which many programs drop."""
SUSPECT = re.compile("[\u0080-\uffff]{2}|[\u0080-\u009f\u00c2\u00c3]")
"""What a sign of UTF-8 leaves in a wrong encoding: two signs or more, of which a program may drop the second."""
SAMPLE_CHARACTERS = 40


def decode_text(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text with plain line ends and no byte order mark, and what is wrong with it.

    Text in another encoding is decoded by the likeliest one, so that one bad byte hides no other problem; what is
    not text at all comes back empty. Either has one problem, at its first bad byte.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        encoding, hint = _guess_encoding(data)
        problem = _report_bad_byte(data, failure.object, failure.start, file, hint)
        return _join_lines(data.decode(encoding, "replace") if encoding else ""), (problem,)
    text = _join_lines(text)
    return text, _find_misdecoded(text, file)


def _join_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _report_bad_byte(data: bytes, decoded: bytes, start: int, file: str, hint: str) -> Problem:
    start += len(data) - len(decoded)  # the codec counts from behind the byte order mark
    before = data[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1
    message = f"byte 0x{data[start]:02X} is not UTF-8"
    return error("text-not-utf8", Place(file, line, column), message, hint)


def _guess_encoding(data: bytes) -> tuple[str, str]:
    """Return the likeliest encoding, none if the bytes are not text, and what to do about it."""
    for start, name in BINARY:
        if data.startswith(start):
            return "", f"this is not text but {name}"
    for start, name in WIDE:
        if data.startswith(start):
            return name, f"the file looks like {name}: save it as UTF-8"
    if b"\x00" in data:
        return "", "this is not text"
    likeliest = max(LIKELY, key=lambda name: _rate(data, name))
    return likeliest, f"the file looks like {likeliest}: save it as UTF-8"


def _rate(data: bytes, encoding: str) -> float:
    """Return the share of plausible signs among those beyond ASCII; less than nothing if it cannot be."""
    try:
        counts = Counter(data.decode(encoding))
    except UnicodeDecodeError:
        return -1.0
    beyond = {sign: count for sign, count in counts.items() if not sign.isascii()}
    return sum(beyond[sign] for sign in PLAUSIBLE & beyond.keys()) / sum(beyond.values())


def mend_text(text: str) -> tuple[str, str]:
    """Return the text as it was before it was decoded wrongly, and in which encoding; none if it never was."""
    if not SUSPECT.search(text):
        return text, ""
    for encoding in MIXED_UP:
        for candidate in (text, LOST_SIGN.sub("\uf8ff", text)):
            mended = _decode_again(candidate, encoding)
            if mended is not None:
                return mended, encoding
    lines = [_mend_line(line) for line in text.split("\n")]
    names = Counter(name for _, name in lines if name)
    return "\n".join(line for line, _ in lines), names.most_common(1)[0][0] if names else ""


def _decode_again(text: str, encoding: str) -> str | None:
    try:
        return text.encode(encoding).decode("utf-8")
    except UnicodeError:
        return None


def _mend_line(line: str) -> tuple[str, str]:
    """Return a line of a text that is only partly wrong: the lines that ftfy is sure of."""
    if not SUSPECT.search(line):
        return line, ""
    import ftfy  # most guides need it for no line, and it is slow to load

    if not ftfy.is_bad(line):
        return line, ""
    restored = LOST_SIGN.sub("\uf8ff", line)
    for candidate in (line, restored):
        mended, steps = ftfy.fix_encoding_and_explain(candidate)
        first = next((step.parameter for step in steps or () if step.action == "encode"), "")
        if first:
            return mended, NAMES.get(first, first)
    return line, ""


def _find_misdecoded(text: str, file: str) -> tuple[Problem, ...]:
    """Report text that was decoded in a wrong encoding once, at the first line that shows it."""
    mended, encoding = mend_text(text)
    pairs = zip(text.split("\n"), mended.split("\n"), strict=False)
    wrong = next(((number, *pair) for number, pair in enumerate(pairs, 1) if pair[0] != pair[1]), None)
    if wrong is None:
        return ()
    number, line, right = wrong
    column = next((i for i, (a, b) in enumerate(zip(line, right + " ", strict=False)) if a != b), 0)
    shown = line[column : column + SAMPLE_CHARACTERS].strip()
    message = f"the text was read as {encoding} once and saved so: `{shown}`"
    hint = f"it should read `{right[column : column + SAMPLE_CHARACTERS].strip()}`"
    return (error("text-misdecoded", Place(file, number, column + 1), message, hint),)
