"""Russian nouns by the dictionary: all forms of "звонок", "новое сообщение", "номер телефона"."""

from functools import lru_cache
from typing import Any

from engine.ivr.spoken.russian_noun import Forms, Gender, Noun, UnknownNounError, with_tail

_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_GENDERS: dict[str, Gender] = {"masc": "m", "femn": "f", "neut": "n"}

#: Where the dictionary's forms are not those that follow numbers: the noun → after 5, and the
#: plural (nominative … prepositional; () as the dictionary has it).
_EXCEPTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "год": ("лет", ()),
    "человек": ("человек", ()),
    "счёт": ("счетов", ("счета", "счетов", "счетам", "счета", "счетами", "счетах")),
    "судно": ("судов", ("суда", "судов", "судам", "суда", "судами", "судах")),
    # Units of information and voltage: пять гигабайт.
    **{
        f"{prefix}{unit}": (f"{prefix}{unit}", ())
        for unit in ("бит", "байт", "вольт")
        for prefix in ("", "кило", "мега", "гига", "тера", "пета")
    },
}
#: Not what the dictionary takes them for.
_MASCULINE = frozenset({"счёт-фактура"})
#: Forms that nobody means to count as such → what to write instead.
_INSTEAD = {"лет": "год", "лета": "год", "деньги": "рубль", "деньга": "рубль", "сутка": "сутки"}


#: The dictionary has them as living and lifeless alike.
_LIVING = frozenset({"агент"})
_NEVER_DECLINED = frozenset(
    {"сим", "смс", "ммс", "пин", "онлайн", "интернет", "веб", "видео", "аудио", "мини", "вип"}
)


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    import pymorphy3  # type: ignore[import-untyped]

    return pymorphy3.MorphAnalyzer(lang="ru")


def known_noun(text: str) -> Noun:
    """``text``: in the nominative singular (or plural of what has no singular). Adjectives stand
    before the noun; what stands behind it stays as it is."""
    written = text.split()
    words = [word.lower() for word in written]
    for word in words:
        if word in _INSTEAD:
            raise _to_be_named(text, _INSTEAD[word])
    # From the end: "рабочий" is a noun too, but not in "рабочий день".
    for place in range(len(words) - 1, -1, -1):
        fixed, word = _fixed_part(words[place])
        head = _parse_noun(word)
        if head is not None and all(_adjective(one, head) for one in words[:place]):
            break
    else:
        raise _unknown(text, words)
    adjectives = [_adjective(one, head) for one in words[:place]]
    if "Fixd" in head.tag:  # СМС, as it was written
        found = _unchanging(head, adjectives, written[place])
    else:
        found = _declined(head, adjectives, fixed)
    tail = " ".join(written[place + 1 :])
    return with_tail(found, tail) if tail else found


def _fixed_part(word: str) -> tuple[str, str]:
    """("сим-", "карта"): a first part that is never declined, where the dictionary has not the
    whole word."""
    first, hyphen, rest = word.partition("-")
    if first in _NEVER_DECLINED and hyphen and not _dictionary().word_is_known(word):
        return f"{first}-", rest
    return "", word


def written_noun(one: str, few: str, many: str, gender: Gender | None) -> Noun:
    """By the three forms that an author wrote out; without a ``gender`` it is the dictionary's
    where it has the word, else told by the ending. The other cases are not known."""
    parse = _parse_noun(one.split()[-1].lower())
    if gender is None and parse is not None:
        gender = _gender(parse)
    elif gender is None:
        ending = one[-1].lower()
        gender = "f" if ending in "ая" else "n" if ending in "оеё" else "m"
    singular: Forms = (one, few, few, one, few, few)
    return Noun(gender, singular, (many,) * 6, few, many, nominative_only=True)


def _parse_noun(word: str) -> Any:
    """The likeliest reading as a noun in the nominative, singular where there is one; of a living
    and a lifeless one that are equally likely (счётчик) the lifeless."""
    found = [parse for parse in _dictionary().parse(word) if _is_named(parse)]
    if not found:
        return None
    wanted = "anim" if word in _LIVING else "inan"
    likely = [parse for parse in found if parse.score > found[0].score * 0.99]
    return next((parse for parse in likely if wanted in parse.tag), found[0])


def _is_named(parse: Any) -> bool:
    tag = parse.tag
    if not parse.is_known or "NOUN" not in tag or "nomn" not in tag:
        return False
    return ("sing" in tag or "Pltm" in tag) and not any(
        name in tag for name in ("Name", "Surn", "Patr")
    )


def _adjective(word: str, head: Any) -> Any:
    """The reading of ``word`` as an adjective that agrees with the noun; None: it does not."""
    wanted = {"nomn"} | ({"sing", _long_gender(head)} if "sing" in head.tag else {"plur"})
    for parse in _dictionary().parse(word):
        adjective = "ADJF" in parse.tag or "PRTF" in parse.tag
        if adjective and parse.is_known and wanted in parse.tag:
            return parse
    return None


def _long_gender(parse: Any) -> str:
    return "masc" if parse.normal_form in _MASCULINE else parse.tag.gender or "masc"


def _gender(parse: Any) -> Gender:
    return _GENDERS.get(_long_gender(parse), "m")


def _declined(head: Any, adjectives: list[Any], fixed: str) -> Noun:
    gender = _gender(head)
    many, plural_forms = _EXCEPTIONS.get(head.word, ("", ()))
    animate = "anim" in head.tag
    collective = "sing" not in head.tag

    def phrase(number: str, case: str, noun_form: str) -> str:
        before = _adjective_forms(head, adjectives, number, case)
        return " ".join([*before, f"{fixed}{noun_form}"])

    def forms(number: str) -> Forms:
        found = []
        for index, case in enumerate(_CASES):
            changed = number == "plur" and plural_forms
            word = plural_forms[index] if changed else _form(head, {number, case})
            found.append(phrase(number, case, word))
        a, b, c, d, e, f = found
        return a, b, c, d, e, f

    plural = forms("plur")
    five = phrase("plur", "gent", many) if many else plural[1]
    if collective:
        return Noun(gender, plural, plural, five, five, animate, True)
    singular = forms("sing")
    # два новых сообщения, две новые заявки
    adjective_case = "nomn" if gender == "f" else "gent"
    few_head = _form(head, {"sing", "gent"})
    if _is_declined_as_adjective(head.word, few_head):  # два рабочих, две столовые
        few_head = _form(head, {"plur", adjective_case})
    few = phrase("plur", adjective_case, few_head)
    return Noun(gender, singular, plural, few, five, animate)


def _unchanging(head: Any, adjectives: list[Any], word: str) -> Noun:
    gender = _gender(head)

    def forms(number: str) -> Forms:
        a, b, c, d, e, f = (
            " ".join([*_adjective_forms(head, adjectives, number, case), word]) for case in _CASES
        )
        return a, b, c, d, e, f

    plural = forms("plur")
    few = plural[0] if gender == "f" else plural[1]
    return Noun(gender, forms("sing"), plural, few, plural[1], "anim" in head.tag)


def _adjective_forms(head: Any, adjectives: list[Any], number: str, case: str) -> list[str]:
    wanted = {number, case}
    if number == "sing":
        wanted |= {_long_gender(head)}
    if case == "accs" and (number == "plur" or _gender(head) == "m"):
        wanted |= {"anim" if "anim" in head.tag else "inan"}
    found = []
    for adjective in adjectives:
        form = _form(adjective, wanted)
        if "Supr" in adjective.tag:  # лучший, not наихороший
            same = [f.word for f in adjective.lexeme if wanted | {"Supr"} <= set(f.tag.grammemes)]
            form = max(same, key=lambda one: _alike(one, adjective.word), default=form)
        found.append(form)
    return found


def _alike(one: str, other: str) -> int:
    """Letters that both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _is_declined_as_adjective(nominative: str, genitive: str) -> bool:
    if nominative.endswith(("ая", "яя")):
        return genitive.endswith(("ой", "ей"))
    return nominative.endswith(("ый", "ий", "ой", "ое", "ее")) and genitive.endswith(("ого", "его"))


def _form(parse: Any, wanted: set[str]) -> str:
    found = parse.inflect(wanted)
    if found is None:
        raise UnknownNounError(
            f"«{parse.word}»: словарь не знает всех форм слова; напишите их сами:"
            " один/два/пять (звонок/звонка/звонков)",
            f"“{parse.word}”: the dictionary lacks some of its forms; write them out:"
            " one/two/five (звонок/звонка/звонков)",
        )
    return str(found.word)


def _to_be_named(text: str, first: str) -> UnknownNounError:
    if first == "сутки":
        return UnknownNounError(f"«{text}»: напишите: {first}", f"“{text}”: write {first}")
    return UnknownNounError(
        f"«{text}»: напишите в именительном падеже единственного числа ({first})",
        f"“{text}”: write it in the nominative singular ({first})",
    )


def _unknown(text: str, words: list[str]) -> UnknownNounError:
    for word in words:
        for parse in _dictionary().parse(word):
            if "NOUN" in parse.tag and parse.is_known and parse.normal_form != word:
                return _to_be_named(text, parse.normal_form)
    return UnknownNounError(
        f"«{text}»: такого существительного нет в словаре; напишите три формы через косую черту:"
        " один/два/пять (звонок/звонка/звонков)",
        f"“{text}”: the dictionary has no such noun; write its three forms: one/two/five"
        " (звонок/звонка/звонков)",
    )
