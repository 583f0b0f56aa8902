"""Forms with their versions, what operators have filled in, and drafts of answers."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.errors import KnownError
from engine.forms.filling import Circumstances, Filling
from engine.forms.survey import asked
from engine.ports.forms import AnswerDraft, FilledForm, FormConflict, FormVersion, call_of_attempt
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, dialling
from tests.unit.engine.forms.making import small


def _forms(database: FirebirdDatabase) -> Any:
    """``_forms(database).draft("x")``: each call in a transaction of its own."""

    class Each:
        def __getattr__(self, name: str) -> Any:
            return lambda *given, **named: database.transact(
                lambda s: getattr(s.forms, name)(*given, **named)
            )

    return Each()


def _published(database: FirebirdDatabase, name: str = "опрос") -> FormVersion:
    return database.transact(lambda s: s.forms.publish(name, "{}", "Ольга"))


# --- forms ---


def test_drafts_are_never_overwritten(database: FirebirdDatabase) -> None:
    forms = _forms(database)
    first = forms.save_draft("Опрос", "one", "Ольга")
    assert (first.revision, first.version) == (1, None)
    assert forms.save_draft("опрос", "one", "Ольга") == first, "repeated after a lost answer"
    second = forms.save_draft("опрос", "two", "Иван", 1)
    for based_on in (None, 1, 7):
        with pytest.raises(FormConflict, match="Иван") as conflict:
            forms.save_draft("опрос", "mine", "Ольга", based_on)
        assert conflict.value.draft == second
        with pytest.raises(FormConflict):
            forms.publish("опрос", "mine", "Ольга", based_on or 1)
    assert forms.draft("опрос") == second
    with pytest.raises(KnownError, match="not published yet"):
        forms.current("опрос")


def test_versions_never_change_and_a_file_leaves_work_alone(database: FirebirdDatabase) -> None:
    forms = _forms(database)
    draft = forms.save_draft("опрос", "one", "Ольга")
    version = forms.publish("опрос", "one", "Ольга", draft.revision)
    assert forms.publish("опрос", "one", "Ольга", draft.revision) == version
    (info,) = forms.all()
    assert (info.published, info.versions, info.has_draft, info.author) == (1, 1, False, "Ольга")
    work = forms.save_draft("опрос", "two", "Иван", forms.draft("опрос").revision)
    assert forms.all()[0].has_draft
    assert forms.publish("опрос", "file").version == 2
    assert forms.draft("опрос") == work
    third = forms.publish("опрос", "three", "Иван", work.revision)
    assert (third.version, forms.draft("опрос").version) == (3, 3)
    assert forms.version(version.id).document == "one"
    assert [v.version for v in forms.versions("опрос")] == [3, 2, 1]


def test_renaming_copying_deleting(database: FirebirdDatabase) -> None:
    forms = _forms(database)
    version = _published(database)
    copy = forms.copy("опрос", "Копия", "Иван")
    assert (copy.document, copy.author, copy.version) == ("{}", "Иван", None)
    for taken in (lambda: forms.rename("копия", "ОПРОС"), lambda: forms.copy("опрос", "копия")):
        with pytest.raises(KnownError, match="exists already"):
            taken()
    forms.rename("опрос", "Опрос")
    assert [each.name for each in forms.all()] == ["Копия", "Опрос"]
    forms.delete("опрос")
    assert [each.name for each in forms.all()] == ["Копия"]
    with pytest.raises(KnownError, match="no form named"):
        forms.draft("опрос")
    assert forms.version(version.id).document == "{}"
    assert forms.publish("опрос", "new").version == 1
    for name in ("", "  ", "x" * 201):
        with pytest.raises(KnownError, match="name"):
            forms.save_draft(name, "{}")


# --- answers ---


def test_answers_of_an_attempt_are_its_results(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    dialler = dialling(tested_database, database, 2)
    attempt = dialler.dial(1)[0]
    database.transact(lambda s: s.attempts.save_result(attempt.id, "consent", "yes", NOW))
    version = _published(database)

    def filled(filling: Filling, after: int) -> FilledForm:
        result = filling.result()
        return FilledForm(
            call_of_attempt(attempt.id), version.id, "+79120000001", "Ольга", NOW,
            NOW + timedelta(seconds=after), result.complete, result.answers, attempt.id,
            dialler.campaign.id, attempt.contact_id, "опрос", 1,
        )  # fmt: skip

    def save(filling: Filling, after: int) -> None:
        questions = asked(filling.form, filling.result())
        one = filled(filling, after)
        for _ in range(2):  # idempotent
            database.transact(lambda s: s.form_answers.save(one, questions))

    f = Filling(small(), Circumstances(results={"talks": "yes"}))
    f.enter("mark", "2")
    save(f, 1)
    f.enter("mark", "3")
    f.enter("why", ("quality", "price"))
    save(f, 5)
    f.enter("mark", "5")  # so that nobody asks why any more
    save(f, 9)
    assert database.transact(lambda s: s.form_answers.of_call(f"attempt:{attempt.id}")) == [
        filled(f, 9)
    ]
    dialler.close(attempt)
    results = database.transact(lambda s: s.reports.results(dialler.campaign.id))
    assert results == [
        ("consent", "yes", 1), ("form:опрос", "complete", 1), ("mark", "5", 1), ("talks", "yes", 1),
    ]  # fmt: skip
    (row,) = database.transact(lambda s: list(s.reports.attempts(dialler.campaign.id)))
    assert row.results["mark"] == "5"
    given = database.transact(lambda s: list(s.answers.answers(dialler.campaign.id)))
    names = {q.id: q.question for q in database.transact(
        lambda s: s.answers.questions(dialler.campaign.id))}  # fmt: skip
    assert {names[a.question_id]: a.codes for a in given if names[a.question_id] != "why"} == {
        "mark": ("5",), "talks": ("yes",),
    }  # fmt: skip


def test_answers_of_a_call_without_an_attempt(database: FirebirdDatabase) -> None:
    version = _published(database)
    one = FilledForm("sip:17@pc1", version.id, "+79120000001", "Ольга", NOW, NOW, False,
                     {"talks": "да"}, contact_id=5, form="опрос", version=1)  # fmt: skip
    later = replace(one, call="sip:18@pc1", saved_at=NOW + timedelta(hours=1), complete=True)
    for each in (later, one):
        database.transact(lambda s, each=each: s.form_answers.save(each))
    assert database.transact(lambda s: s.form_answers.of_contact(5)) == [later, one]
    assert database.transact(lambda s: list(s.form_answers.of_form("ОПРОС"))) == [one, later]
    with pytest.raises(KnownError, match="no form version"):
        database.transact(lambda s: s.form_answers.save(replace(one, version_id=99)))


# --- drafts of answers ---


def test_drafts_survive_and_go_with_the_answers(database: FirebirdDatabase) -> None:
    version, other = _published(database), _published(database, "другой")
    f = Filling(small())
    f.enter("talks", "yes")
    f.enter("sum", "не сумма")
    first = AnswerDraft("attempt:1", version.id, NOW, f.snapshot())
    newer = AnswerDraft("attempt:2", other.id, NOW + timedelta(minutes=1), f.snapshot())
    database.transact(lambda s: s.form_answers.save_draft("Ольга", replace(first, snapshot={})))
    for draft in (first, newer):
        database.transact(lambda s, draft=draft: s.form_answers.save_draft("Ольга", draft))
    database.transact(lambda s: s.form_answers.save_draft("Иван", first))
    assert database.transact(lambda s: s.form_answers.drafts("ольга")) == [newer, first]
    again = Filling(small())
    assert again.restore(first.snapshot) == []
    assert again.entry("sum") == "не сумма"

    saved = FilledForm("attempt:1", version.id, "", "Ольга", NOW, NOW, True, {})
    database.transact(lambda s: s.form_answers.save(saved, user="Ольга"))
    assert database.transact(lambda s: s.form_answers.drafts("Ольга")) == [newer]
    database.transact(lambda s: s.form_answers.drop_draft("Ольга", "attempt:2", other.id))
    assert database.transact(lambda s: s.form_answers.drafts("Ольга")) == []
    assert database.transact(lambda s: s.form_answers.drafts("Иван")) == [first]
