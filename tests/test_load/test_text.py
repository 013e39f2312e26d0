"""Bytes to text: the first bad byte, the likely encoding, and what was decoded wrongly once."""

from __future__ import annotations

import pytest

from prepress.load.text import decode_text, mend_text
from prepress.problems import Place

RIGHT = "# Title\n\n## 🎯 What you’ll do — café\n"


def test_line_ends_and_byte_order_mark() -> None:
    assert decode_text(b"\xef\xbb\xbfa\r\nb\rc\n", "a.md") == ("a\nb\nc\n", ())


@pytest.mark.parametrize(
    ("data", "line", "column", "byte", "hint"),
    [
        ("ab\r\n“x” Fließ".encode("cp1252"), 2, 1, "0x93", "cp1252"),
        ("Fließ “x” und Größe".encode("mac_roman"), 1, 5, "0xA7", "mac_roman"),
        ("äö\nü".encode() + b"\xe9", 2, 2, "0xE9", "cp1252"),
        ("\ufeffö".encode() + b"\xe9", 1, 2, "0xE9", "cp1252"),
        ("hello".encode("utf-16"), 1, 1, "0xFF", "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00", 1, 1, "0x89", "a picture"),
        (b"ab\x00\xff", 1, 4, "0xFF", "not text"),
    ],
)
def test_first_bad_byte(data: bytes, line: int, column: int, byte: str, hint: str) -> None:
    text, [problem] = decode_text(data, "a.md")
    assert bool(text) == (hint not in {"a picture", "not text"}), (
        "what is text is read on, so that it hides nothing"
    )
    assert (problem.code, problem.place) == ("text-not-utf8", Place("a.md", line, column))
    assert byte in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("encoding", ["mac_roman", "latin-1", "cp437"])
def test_text_decoded_wrongly_once(encoding: str) -> None:
    wrong = RIGHT.encode().decode(encoding)
    assert mend_text(wrong) == (RIGHT, encoding)
    text, [problem] = decode_text(wrong.encode(), "a.md")
    assert text == wrong
    assert (problem.code, problem.place) == ("text-misdecoded", Place("a.md", 3, 4))
    assert f"read as {encoding} once" in problem.message
    assert problem.hint == "it should read `🎯 What you’ll do — café`"


def test_windows_text_with_bytes_that_windows_does_not_have() -> None:
    wrong = "“Größe” — 12 €".encode().decode("cp1252", "ignore")
    _, [problem] = decode_text(f"fine\n{wrong}".encode(), "a.md")
    assert (problem.place, "read as cp1252" in problem.message) == (Place("a.md", 2, 1), True)


def test_emoji_whose_first_sign_was_lost() -> None:
    wrong = RIGHT.encode().decode("mac_roman").replace("\uf8ff", "")
    assert "üéØ" in wrong
    assert mend_text(wrong) == (RIGHT, "mac_roman")


def test_only_the_lines_that_are_wrong_are_mended() -> None:
    wrong = "Größe ✅\n" + "café — x".encode().decode("mac_roman")
    assert mend_text(wrong) == ("Größe ✅\ncafé — x", "mac_roman")
    assert decode_text(wrong.encode(), "a.md")[1][0].place == Place("a.md", 2, 4)


@pytest.mark.parametrize(
    "text",
    [
        "Größe — naïve “x” ½ ÷ § £",
        "Ünü übermäßig",
        "Привет, мир",
        "日本語テキスト",
        "Ελληνικά",
        "é",
        "✅ 🎯",
        "İstanbul’da",
    ],
)
def test_right_text_is_left_alone(text: str) -> None:
    assert mend_text(text) == (text, "")
    assert decode_text(text.encode(), "a.md") == (text, ())
