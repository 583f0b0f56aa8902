"""Any noun that a scheme's author writes, made ready to be counted.

Russian: pymorphy3 with the OpenCorpora dictionary, loaded when a scheme first counts something of
its own (0.1 s, 30 MB). English: the rules of spelling. A noun that the dictionary has not is
refused, never guessed; its forms can be written out: "симка/симки/симок", "person/people".
"""

from functools import cache, lru_cache
from typing import Any

from engine.ivr.spoken import english, english_plurals, russian
from engine.ivr.spoken.english_nouns import Noun as EnglishNoun
from engine.ivr.spoken.russian_noun import Gender, Noun, UnknownNounError

LONGEST = 80
#: May stand behind the written forms: "соль/соли/солей/ж".
_GENDERS: dict[str, Gender] = {"м": "m", "ж": "f", "с": "n"}


def language_of(noun: str) -> str:
    """The language that a noun is written in, by its letters: "ru", "en" or ""."""
    letters = [c for c in noun.lower() if c.isalpha()]
    if letters and all("а" <= c <= "я" or c == "ё" for c in letters):
        return "ru"
    return "en" if letters and all("a" <= c <= "z" for c in letters) else ""


@lru_cache(maxsize=1024)
def noun(text: str, language: str) -> Any:
    """A noun of ``russian`` or ``english``, to be given to its ``amount``. UnknownNounError."""
    words = " ".join(text.split())
    own: dict[str, Any] = russian.NOUNS if language == "ru" else english.NOUNS
    if words in own:
        return own[words]
    ours = _of_the_program(language).get(words.lower())
    if ours is not None:
        return ours
    if len(words) > LONGEST or language_of(words) != language:
        raise UnknownNounError(
            f"«{words[:LONGEST]}»: существительное надо писать "
            + ("русскими буквами" if language == "ru" else "по-английски"),
            f"“{words[:LONGEST]}”: write the noun in "
            + ("Russian letters" if language == "ru" else "English"),
        )
    if "/" in words:
        return _written_out(words, language)
    if language == "ru":
        from engine.ivr.spoken.russian_morphology import known_noun

        return known_noun(words)
    return english_plurals.known_noun(words)


@cache
def _of_the_program(language: str) -> dict[str, Any]:
    """Units of money and time by their own words; they need no dictionary."""
    if language == "en":
        return {unit[0].lower(): unit for unit, _ in english.CURRENCIES.values()}
    nouns = [unit for unit, _ in russian.CURRENCIES.values()]
    return {one.singular[0]: one for one in (*nouns, *russian.NOUNS.values(), russian.PERCENT)}


def _written_out(text: str, language: str) -> "Noun | EnglishNoun":
    """звонок/звонка/звонков, call/calls."""
    forms = [" ".join(form.split()) for form in text.split("/")]
    gender = forms.pop() if language == "ru" and forms[-1] in _GENDERS else ""
    if len(forms) != (3 if language == "ru" else 2) or not all(forms):
        raise UnknownNounError(
            f"«{text}»: нужны "
            + ("три формы: один, два, пять" if language == "ru" else "две формы: one, many"),
            f"“{text}”: write "
            + ("three forms: after 1, 2 and 5" if language == "ru" else "two forms: one, many"),
        )
    if language == "en":
        return forms[0], forms[1]
    from engine.ivr.spoken.russian_morphology import written_noun

    return written_noun(forms[0], forms[1], forms[2], _GENDERS.get(gender))
