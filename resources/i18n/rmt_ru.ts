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
    <name>DirectoryPanel</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>Найдена %n запись</numerusform>
            <numerusform>Найдено %n записи</numerusform>
            <numerusform>Найдено %n записей</numerusform>
        </translation>
    </message>
    <message>
        <source>An administrator fills it from a list or from the billing database: rino-desktop directory import FILE.</source>
        <translation>Его заполняет администратор — из списка или из базы биллинга: rino-desktop directory import ФАЙЛ.</translation>
    </message>
    <message>
        <source>Copied: {number}</source>
        <translation>Скопировано: {number}</translation>
    </message>
    <message>
        <source>Fewer words, or only the beginning of the name, find more.</source>
        <translation>Оставьте меньше слов или только начало имени — найдётся больше.</translation>
    </message>
    <message>
        <source>Found in the directory</source>
        <translation>Найдено в справочнике</translation>
    </message>
    <message>
        <source>Name, address or number</source>
        <extracomment>After the last key; milliseconds. What is shown is asked for again so often, since others change the directory; the words that this process keeps in memory stay up to date with it. Milliseconds. (engine.directory.model.Entry, number): the call goes into a scheme that speaks it. What lies in the clipboard now.</extracomment>
        <translation>Имя, адрес или номер</translation>
    </message>
    <message>
        <source>No entry has all the words: the nearest are shown</source>
        <translation>Записи со всеми словами нет — показаны самые похожие</translation>
    </message>
    <message>
        <source>Nothing is found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>Search the directory</source>
        <translation>Поиск по справочнику</translation>
    </message>
    <message>
        <source>The directory is empty</source>
        <translation>Справочник пуст</translation>
    </message>
    <message>
        <source>The first {shown} of {total}</source>
        <translation>Первые {shown} из {total}</translation>
    </message>
    <message>
        <source>Type a part of a name, an address or a number. Small typing errors and the wrong keyboard layout do not matter.</source>
        <translation>Введите часть имени, адреса или номера. Опечатки и другая раскладка клавиатуры не помешают.</translation>
    </message>
    <message>
        <source>Who is looked for?</source>
        <translation>Кого ищем?</translation>
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
    <name>EntryDetails</name>
    <message>
        <source>From: {source}</source>
        <translation>Источник: {source}</translation>
    </message>
    <message>
        <source>organisation</source>
        <extracomment>(Entry, number) What lies in the clipboard now.</extracomment>
        <translation>организация</translation>
    </message>
    <message>
        <source>subscriber</source>
        <translation>абонент</translation>
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
<context>
    <name>NumberRow</name>
    <message>
        <source>Copy the number</source>
        <translation>Скопировать номер</translation>
    </message>
    <message>
        <source>Copy {number}</source>
        <translation>Скопировать {number}</translation>
    </message>
    <message>
        <source>Dial</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>Dial {number}</source>
        <translation>Позвонить по номеру {number}</translation>
    </message>
    <message>
        <source>Read to the caller</source>
        <translation>Продиктовать</translation>
    </message>
    <message>
        <source>Read {number} to the caller</source>
        <translation>Продиктовать {number} звонящему</translation>
    </message>
    <message>
        <source>The caller hears the number spoken</source>
        <translation>Звонящий услышит номер голосом</translation>
    </message>
</context>
</TS>
