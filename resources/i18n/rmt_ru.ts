<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_GB">
<context>
    <name>Asked</name>
    <message>
        <source>Answered to the IVR</source>
        <extracomment>The operator has seen it and gone on, or wanted to.</extracomment>
        <translation>Абонент уже ответил автоинформатору</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
    <message>
        <source>required</source>
        <translation>обязательно</translation>
    </message>
</context>
<context>
    <name>DraftKeeper</name>
    <message>
        <source>The draft is not saved yet: {reason} It is tried again.</source>
        <extracomment>So long after the last change; milliseconds. What is not saved yet.</extracomment>
        <translation>Черновик ещё не сохранён: {reason} Пробуем снова.</translation>
    </message>
    <message>
        <source>The draft is saved</source>
        <translation>Черновик сохранён</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Alt+←: answers are kept</source>
        <translation>Alt+←: ответы сохранятся</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Break off</source>
        <translation>Прервать</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Бланк</translation>
    </message>
    <message>
        <source>Go on (Ctrl+Enter)</source>
        <translation>Дальше (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>Страница {number} из {count}</translation>
    </message>
    <message>
        <source>Save what is answered so far</source>
        <translation>Сохранить ответы, какие уже есть</translation>
    </message>
</context>
</TS>
