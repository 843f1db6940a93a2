"""A sentence is two templates with the same fields; what it says can be told in a third language too."""

import copy
import pickle

import pytest

from tristandard.words.sentence import Language, Lines, Sentence, Told, TristandardError

SPOTS = Sentence("{site}有 {count} 处：{found}", "{count:spot|spots} at {site!r}: {found}")
MADE_UP = Language({SPOTS.en: "<{count}> <{site}> <{found}>", "a road": "<road>"}, joint=" & ")


def test_a_sentence_is_told_in_both_languages():
    """Texts, numbers with their nouns and lists are filled in, each as its language writes it."""
    told = SPOTS(site="s1", count=2, found=["a", "b"])

    assert ("s1有 2 处：a、b", "2 spots at 's1': a, b") == told
    assert "1 spot at 's1': a" == SPOTS(site="s1", count=1, found=["a"]).text("en")
    assert "s1有 2 处：a、b" == told.text("zh")


def test_what_is_told_of_others_is_told_in_one_language():
    """A field that is itself told in both languages speaks the language of its sentence, lists and lines too."""
    road, lane = Told("路", "a road"), Told("巷", "a lane")

    assert ("s有 1 处：路、巷", "1 spot at 's': a road, a lane") == SPOTS(site="s", count=1, found=[road, lane])
    assert ("s有 1 处：路\n巷", "1 spot at 's': a road\na lane") == SPOTS(site="s", count=1, found=Lines([road, lane]))
    assert "<1> <s> <<road> & a lane>" == SPOTS(site="s", count=1, found=[road, lane]).text(MADE_UP)


def test_a_third_language_is_laid_over_the_two():
    """A language has its own templates by the English ones; what it lacks is told in English."""
    none = Language({})

    assert "<2> <s1> <a>" == SPOTS(site="s1", count=2, found="a").text(MADE_UP)
    assert "2 spots at 's1': a" == SPOTS(site="s1", count=2, found="a").text(none)
    assert ("<road>", "a road") == (Told("路", "a road").text(MADE_UP), Told("路", "a road").text(none))


def test_templates_have_the_same_fields():
    """A sentence whose templates have other fields cannot be written, in any language."""
    with pytest.raises(ValueError, match=r"\['a'\] in Chinese, \['b'\] in English"):
        Sentence("{a}", "{b}")
    with pytest.raises(ValueError, match="other fields"):
        Language({SPOTS.en: "{count}"})


@pytest.mark.parametrize(
    ("call", "zh", "en"),
    [
        (lambda: Told("路", "a road").text("fr"), "'fr' 不是两种语言之一；请写 \"zh\" 或 \"en\"", "'fr' is not one of the two languages; give \"zh\" or \"en\""),
        (lambda: Told("路", "a road").text(None), "None 不是两种语言之一", "None is not one of the two languages"),
        (lambda: Sentence("{a}", "{b}"), "中文模板的字段是 ['a']，英文模板的是 ['b']，须相同：{b}", "['a'] in Chinese, ['b'] in English, where they must be the same: {b}"),
        (lambda: Sentence(None, "b"), "None 不是模板；请写成文字", "None is not a template; write a text such as {a}"),
        (lambda: Sentence("{a", "b"), "'{a' 不是模板", "'{a' is not a template"),
        (lambda: Language({"{a}": "b"}), "下列译文的字段与英文模板的不同，须相同：{a}", "other fields than in English, where they must be the same: {a}"),
        (lambda: Language({"a": None}), "None 不是模板", "None is not a template"),
        (lambda: Language("abc"), "'abc' 不是模板的对应表；请写成 {英文模板: 译文}", "'abc' is not a table of templates"),
    ],
)
def test_words_that_cannot_be_said(call, zh, en):
    """A language that is none of the two, and templates that do not fit together, are errors of the library, told in both languages, that can be copied."""
    with pytest.raises(TristandardError) as caught:
        call()
    again = pickle.loads(pickle.dumps(caught.value))

    assert (zh, en) == tuple(again.text(language)[: len(text)] for language, text in (("zh", zh), ("en", en)))
    assert (caught.value.given, caught.value.told) == (again.given, again.told)


def test_what_is_told_is_a_pair():
    """What is told equals the pair of its texts, has its hash, and is copied with its templates."""
    told = SPOTS(site="s1", count=2, found="a")
    copied = [pickle.loads(pickle.dumps(told)), copy.deepcopy(told)]

    assert (hash(tuple(told)), tuple(told)) == (hash(told), told)
    assert ["<2> <s1> <a>"] * 2 == [one.text(MADE_UP) for one in copied]


@pytest.mark.parametrize("value", [1.5, None, True, b"a"])
def test_what_a_field_cannot_say_is_refused(value):
    """A field is a text, a whole number or a list: a number is made text by whoever knows its unit."""
    with pytest.raises(TypeError, match="a field of a sentence"):
        SPOTS(site="s", count=1, found=value)


def test_there_are_two_languages():
    """A language that is neither of the two, nor laid over them, is refused; braces of a label stay as they are."""
    with pytest.raises(ValueError, match="fr"):
        Told("{路}", "{a}").text("fr")
    assert ("{路}", "{a}") == Told("{路}", "{a}")
    assert "s有 1 处：{路}" == SPOTS(site="s", count=1, found=Told("{路}", "{a}")).text("zh")
