"""English plurals of the nouns that schemes count.

The rules of spelling and the nouns that do not follow them. (The library for it, inflect, takes
two seconds and 20 MB to load.) What is still wrong can be written out: "index/indices".
"""

from engine.ivr.spoken.english_nouns import Noun
from engine.ivr.spoken.russian_noun import UnknownNounError

_IRREGULAR = {
    "child": "children", "person": "people", "man": "men", "woman": "women", "foot": "feet",
    "tooth": "teeth", "goose": "geese", "mouse": "mice", "ox": "oxen", "half": "halves",
    "life": "lives", "wife": "wives", "knife": "knives", "leaf": "leaves", "shelf": "shelves",
    "loaf": "loaves", "thief": "thieves", "calf": "calves", "wolf": "wolves", "self": "selves",
    "potato": "potatoes", "tomato": "tomatoes", "hero": "heroes", "echo": "echoes",
    "veto": "vetoes", "crisis": "crises", "analysis": "analyses", "basis": "bases",
    "criterion": "criteria", "phenomenon": "phenomena", "medium": "media", "datum": "data",
    "quiz": "quizzes", "scarf": "scarves", "volcano": "volcanoes", "matrix": "matrices",
    "appendix": "appendices", "axis": "axes",
}  # fmt: skip
#: Said with a k: no "stomaches".
_HARD_CH = ("stomach", "monarch", "patriarch", "epoch", "tech")
#: What has no plural → what is counted instead.
_UNCOUNTED = {
    "information": "piece of information", "advice": "piece of advice", "news": "news item",
    "money": "dollar", "software": "program", "equipment": "device", "feedback": "reply",
    "traffic": "gigabyte", "electricity": "kilowatt-hour", "scissors": "pair of scissors",
}  # fmt: skip
_SAME = frozenset({"sheep", "fish", "deer", "series", "species", "aircraft", "offspring", "means"})
#: Singular though they end in one s.
_IN_S = frozenset({"bus", "gas", "lens", "bonus", "status", "virus", "census", "campus", "canvas",
                   "atlas", "alias", "surplus", "plus", "minus", "circus", "focus", "iris",
                   "bias", "crisis", "analysis", "basis"})  # fmt: skip
#: What stands behind one of these belongs to the noun before it: units of account.
_LINKS = frozenset({"of", "in", "to", "for", "by", "per", "from", "with", "on", "at"})


def known_noun(text: str) -> Noun:
    """``text`` in the singular. UnknownNounError: it is a plural."""
    words = text.split()
    behind = _LINKS | {"off"}  # days off, but sign-offs
    link = next((n for n, word in enumerate(words) if n and word.lower() in behind), len(words))
    head = words[link - 1]
    compound = head.split("-")
    at = next((n for n, part in enumerate(compound) if n and part in _LINKS), len(compound)) - 1
    compound[at] = _plural(compound[at], text)
    plural = [*words[: link - 1], "-".join(compound), *words[link:]]
    return text, " ".join(plural)


def _plural(word: str, text: str) -> str:
    lower = word.lower()
    if lower in _SAME or (len(word) > 1 and word.isupper() and word.endswith("S")):  # two SMS
        return word
    if lower in _UNCOUNTED:
        raise UnknownNounError(
            f"«{text}»: слово не имеет множественного числа; считайте, например,"
            f" {_UNCOUNTED[lower]}",
            f"“{text}” has no plural; count something else, such as {_UNCOUNTED[lower]}",
        )
    if lower.endswith("sis"):
        return f"{word[:-2]}es"
    if lower.endswith(_HARD_CH):
        return f"{word}s"
    for one, many in _IRREGULAR.items():
        # "grandchild", "salesman", but not "human"
        if lower == one or (len(one) > 2 and lower.endswith(one) and lower[: -len(one)] in _BEFORE):
            return word[: len(word) - len(one)] + many
        if lower == many:
            raise _is_plural(text, one)
    if lower.endswith("s") and not lower.endswith(("ss", "us")) and lower not in _IN_S:
        raise _is_plural(text, word[:-3] + "y" if lower.endswith("ies") else word[:-1])
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    if lower.endswith("y") and len(lower) > 1 and lower[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


#: What makes compounds of the irregular ones.
_BEFORE = frozenset({"grand", "god", "sales", "chair", "house", "business", "police", "post",
                     "fire", "gentle", "spokes", "book", "pen", "mid"})  # fmt: skip


def _is_plural(text: str, single: str) -> UnknownNounError:
    return UnknownNounError(
        f"«{text}»: напишите в единственном числе: {single}",
        f"“{text}”: write it in the singular: {single}",
    )
