"""How usual a character is in its encoding, and which encoding is far more usual than GB18030."""

from fractions import Fraction

import pytest

from tristandard.codec.usual import GB, OTHERS, UTF8, better_for

BIG5, SHIFT_JIS, LATIN = OTHERS


@pytest.mark.parametrize(
    ("encoding", "characters", "usual"),
    [
        (GB, "〇啊座一", 2),  # from the first of the everyday hanzi to the last, B0A1 to D7F9
        (GB, "亍齄", 1),  # from the first of the others of GB 2312 to the last, D8A1 to F7FE
        (GB, "語é𠀀\ue000\ue234", 0),  # letters of other pages, and what is for private use
        (GB, "、１€😀", None),
        (UTF8, "〇区", 2),
        (UTF8, "亍語𠀀", 1),
        (UTF8, "é", 0),  # two bytes
        (UTF8, "，😀", None),
        (BIG5, "一籲", 2),  # the everyday hanzi, A440 to C67E
        (BIG5, "ヾ乂齉", 1),  # C6A1, C940 and F9D4
        (BIG5, "α", 0),
        (BIG5, "，", None),
        (SHIFT_JIS, "ぁんァヶ亜腕", 2),  # kana, and the kanji from 889F to 9872
        (SHIFT_JIS, "弌Α", 1),
        (SHIFT_JIS, "ｱ", 0),  # one byte
        (SHIFT_JIS, "、", None),
        (LATIN, "Àéÿ", 2),
        (LATIN, "ª÷×€", 0),
    ],
)
def test_how_usual_a_character_is(encoding, characters, usual):
    """2 for an everyday one, 1 for another of its own, 0 for what is hardly ever used; None for what tells nothing."""
    assert {usual} == {encoding.usual(one, one.encode(encoding.codec)) for one in characters}


@pytest.mark.parametrize(
    ("encoding", "words", "rate"),
    [
        (GB, ["区".encode("gbk"), "亍、a".encode("gbk")], (2, Fraction(3, 2))),
        (GB, [], (0, 0)),
        (GB, ["区".encode("gbk"), b"\xff"], (0, 0)),
        (LATIN, [b"num\xe9ro"], (1, 2)),
        (LATIN, [b"abcd\xe9"], (1, 2)),
        (LATIN, [b"abc\xe9"], (0, 0)),
        (LATIN, [b"abc1\xe9"], (0, 0)),
    ],
)
def test_the_rate_of_words(encoding, words, rate):
    """How many characters tell something, and how usual they are on average; nothing where one word is no text,
    or hardly more than three in four letters of Windows-1252 are plain ones.
    """
    assert rate == encoding.rate(words)


@pytest.mark.parametrize(
    ("encoding", "words", "name"),
    [
        ("big5", ["武進"], "Big5"),
        ("big5", ["常州市武進區", "道路環境"], "Big5"),
        ("cp932", ["横浜市中区", "駅前"], "Shift-JIS"),
        ("cp1252", ["numéro"], "Windows-1252"),
        ("big5", ["東"], None),  # one character alone may be a name
        ("cp932", ["語"], None),
        ("gbk", ["区", "道路环境"], None),
        ("gbk", [], None),
    ],
)
def test_which_encoding_is_far_more_usual(encoding, words, name):
    """That of everyday text which GB18030 reads as rare characters; none where GB18030 reads it as usual, or little tells."""
    better = better_for(frozenset(word.encode(encoding) for word in words))

    assert name == (better and better.name)


#: A character that both Big5 and GB18030 have as everyday; everyday in Big5 and rare in GB18030; unusual in both; unusual and rare.
BOTH, BETTER, OTHER, RARE = b"\xb1\xa1", b"\xb1\x41", b"\xd8\xa1", b"\xca\x41"


@pytest.mark.parametrize(
    ("word", "name"),
    [
        (BOTH + BETTER * 2, "Big5"),  # of three: 2/3 in GB18030, which is below 1
        (BOTH + BETTER, None),  # 1 is not
        (BOTH * 2 + BETTER * 2, "Big5"),  # of four or more, 1 is below 3/2
        (BOTH * 3 + BETTER, None),  # 3/2 is not
        (BOTH * 4 + BETTER * 2, "Big5"),  # 4/3 is
        (RARE * 3, "Big5"),  # of three: 1 more
        (RARE * 2 + OTHER, None),  # 2/3 more
        (BOTH + OTHER * 2 + BETTER, "Big5"),  # of four: 1/2 more
        (RARE * 2 + OTHER * 3, None),  # 2/5 more
        (OTHER * 4, None),
    ],
)
def test_how_much_more_usual_it_must_be(word, name):
    """Few characters that GB18030 reads as rare ones may be a name: an encoding is told by them only where it is far better."""
    better = better_for(frozenset({word}))

    assert name == (better and better.name)


def test_the_most_usual_encoding_is_told():
    """Of two in which words are far more usual it is the better one."""
    assert [1, 2] == [encoding.rate([b"num\xe9ro", b"\xe9clair"])[1] for encoding in (BIG5, LATIN)]
    assert LATIN is better_for(frozenset({b"num\xe9ro", b"\xe9clair"}))
