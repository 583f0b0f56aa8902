"""Forms for tests: a small one to look at, and random ones."""

from hypothesis import strategies as st

from engine.forms.model import END, Branch, Field, FieldType, Form, Option, Page

OPTIONS = (Option("price", {"ru": "Цена"}), Option("quality", {"ru": "Качество"}),
           Option("other", {"ru": "Другое"}))  # fmt: skip


def small() -> Form:
    """Three pages; who is not satisfied is asked why, who does not talk goes to the end."""
    return Form(
        "опрос",
        pages=(
            Page(
                "first",
                fields=(
                    Field("greeting", "script", {"ru": 'Здравствуйте, {contact["Имя"]}!'}),
                    Field("talks", "yes_no", {"ru": "Удобно говорить?"}, required=True),
                ),
                branches=(Branch("talks == no", END),),
            ),
            Page(
                "second",
                fields=(
                    Field("mark", "scale", {"ru": "Оценка"}, required=True, least="1", most="5"),
                    Field("why", "several_of", {"ru": "Почему?"}, options=OPTIONS,
                          required=True, shown_when="mark < 4"),
                    Field("else_why", "text", {"ru": "Что ещё?"},
                          shown_when='chosen(why, "other")'),
                ),
            ),
            Page("third", fields=(Field("sum", "money", {"ru": "Сумма"}, least="10"),
                                  Field("when", "date", {"ru": "Когда"}, least="call.today"))),
        ),
    )  # fmt: skip


_texts = st.dictionaries(st.sampled_from(["ru", "en"]), st.text(max_size=8), max_size=2)
_conditions = st.sampled_from(["", "yes", "no", "f0 == yes", 'f1 == "a"', "f2 > 3", "is_set(f3)",
                               "f4 +", 'chosen(f5, "b")', "нет < 1"])  # fmt: skip


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Of any shape that the codec keeps, right or wrong."""
    pages = []
    number = 0
    count = draw(st.integers(1, 4))
    for place in range(count):
        fields = []
        for _ in range(draw(st.integers(0, 3))):
            kind = draw(st.sampled_from([*FieldType, "hologram"]))
            if kind == "hologram":
                fields.append(Field(f"f{number}", kind, rest={"depth": [1, {"x": None}]}))
            else:
                options = draw(st.lists(st.sampled_from("abc"), unique=True, max_size=3))
                fields.append(
                    Field(
                        f"f{number}", str(kind), draw(_texts), draw(_texts),
                        required=draw(st.booleans()), shown_when=draw(_conditions),
                        least=draw(st.sampled_from(["", "1", "call.today", "x y"])),
                        most=draw(st.sampled_from(["", "5", "12:00"])),
                        long=draw(st.booleans()),
                        options=tuple(Option(code, draw(_texts)) for code in options),
                    )
                )  # fmt: skip
            number += 1
        targets = st.sampled_from([END, *(f"p{n}" for n in range(count))])
        branches = draw(st.lists(st.builds(Branch, _conditions, targets), max_size=2))
        pages.append(Page(f"p{place}", draw(_texts), tuple(fields), tuple(branches),
                          last=draw(st.booleans())))  # fmt: skip
    languages = draw(st.sampled_from([("ru",), ("ru", "en"), ("en",)]))
    return Form(draw(st.text(max_size=5)), draw(_texts), languages, "RUB", tuple(pages))


ENTRIES = st.one_of(
    st.sampled_from(["", "yes", "no", "a", "b", "1", "4", "7,5", "5.12.2026", "9:30", "чепуха"]),
    st.lists(st.sampled_from("abz"), max_size=3, unique=True).map(tuple),
)
