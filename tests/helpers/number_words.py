"""Number words read back: parsers that know nothing of how the words were made."""

_RUSSIAN = {
    "ноль": 0, "один": 1, "одна": 1, "одно": 1, "два": 2, "две": 2, "три": 3, "четыре": 4,
    "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11,
    "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16,
    "семнадцать": 17, "восемнадцать": 18, "девятнадцать": 19, "двадцать": 20, "тридцать": 30,
    "сорок": 40, "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80,
    "девяносто": 90, "сто": 100, "двести": 200, "триста": 300, "четыреста": 400, "пятьсот": 500,
    "шестьсот": 600, "семьсот": 700, "восемьсот": 800, "девятьсот": 900,
}  # fmt: skip
_RUSSIAN_SCALES = ("тысяч", "миллион", "миллиард", "триллион", "квадриллион")
_TO_TWENTY = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH = {word: n for n, word in enumerate(_TO_TWENTY)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_ENGLISH_SCALES = ("thousand", "million", "billion", "trillion", "quadrillion")


def russian_number(words: str) -> int:
    """Raises KeyError at a word that is none, AssertionError at an order that is none."""
    total = group = 0
    last_scale = len(_RUSSIAN_SCALES) + 1
    last_size = 1000
    for word in words.split():
        scale = next(
            (
                power
                for power, stem in enumerate(_RUSSIAN_SCALES, start=1)
                if word in (stem, f"{stem}а", f"{stem}и", f"{stem}ов")
            ),
            None,
        )
        if scale is None:
            value = _RUSSIAN[word]
            assert value < last_size, words
            last_size = 100 if value >= 100 else 10 if value >= 20 else 1
            group += value
        else:
            assert group, words
            assert scale < last_scale, words
            total, group, last_scale, last_size = total + group * 1000**scale, 0, scale, 1000
    return total + group


def english_number(words: str) -> int:
    total = group = 0
    for word in words.replace("-", " ").split():
        if word == "and":
            continue
        if word == "hundred":
            group *= 100
        elif word in _ENGLISH_SCALES:
            total += group * 1000 ** (_ENGLISH_SCALES.index(word) + 1)
            group = 0
        else:
            group += _ENGLISH[word]
    return total + group
