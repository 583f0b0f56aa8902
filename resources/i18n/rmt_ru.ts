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
    <name>CallbackDialog</name>
    <message>
        <source>&amp;Number</source>
        <translation>&amp;Номер</translation>
    </message>
    <message>
        <source>&amp;Whom</source>
        <translation>&amp;Кому</translation>
    </message>
    <message>
        <source>Alt+{number}</source>
        <translation>Клавиши: Alt+{number}</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>Другое время</translation>
    </message>
    <message>
        <source>At the subscriber&apos;s: {time} ({zones})</source>
        <translation>У абонента: {time} ({zones})</translation>
    </message>
    <message>
        <source>Call back</source>
        <extracomment>(minutes from now; None: tomorrow at ten), with Alt+1, Alt+2, … Callback, as it is filled in.</extracomment>
        <translation>Перезвонить</translation>
    </message>
    <message>
        <source>In {number} h</source>
        <translation>Через {number} ч</translation>
    </message>
    <message>
        <source>In {number} min</source>
        <translation>Через {number} мин</translation>
    </message>
    <message>
        <source>No&amp;te</source>
        <translation>&amp;Заметка</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>Записать</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>Перенести</translation>
    </message>
    <message>
        <source>Take the nearest allowed: {time}</source>
        <translation>Взять ближайшее разрешённое: {time}</translation>
    </message>
    <message>
        <source>That time is over.</source>
        <translation>Это время уже прошло.</translation>
    </message>
    <message>
        <source>The subscriber&apos;s own time is shown here.</source>
        <translation>Здесь будет время абонента.</translation>
    </message>
    <message>
        <source>Tomorrow at {time}</source>
        <translation>Завтра в {time}</translation>
    </message>
    <message>
        <source>W&amp;hen, by our clock</source>
        <translation>Ко&amp;гда, по нашим часам</translation>
    </message>
    <message>
        <source>Wh&amp;ose</source>
        <translation>Кто &amp;звонит</translation>
    </message>
    <message>
        <source>Whom shall one call?</source>
        <translation>Кому звонить?</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>я</translation>
    </message>
    <message>
        <source>the team&apos;s</source>
        <translation>любой из команды</translation>
    </message>
</context>
<context>
    <name>CallbackTable</name>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>There</source>
        <translation>У абонента</translation>
    </message>
    <message>
        <source>When</source>
        <extracomment>Whoever sits here may see no numbers at all.</extracomment>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Who calls</source>
        <translation>Кто звонит</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>Кому</translation>
    </message>
</context>
<context>
    <name>CallbacksPanel</name>
    <message>
        <source>Another time…</source>
        <translation>Другое время…</translation>
    </message>
    <message>
        <source>Call back…</source>
        <extracomment>The callback is taken, and is to be dialled now. (when, or None; text): the next of one&apos;s own, for the line at the top of the workstation. It is time soon, or now: a callback of one&apos;s own.</extracomment>
        <translation>Перезвонить…</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>Перезвоны</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Клавиши: Ctrl+N</translation>
    </message>
    <message>
        <source>Dial</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>Dial all the same</source>
        <translation>Всё равно позвонить</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>It waits again</source>
        <translation>Перезвон снова будет ждать</translation>
    </message>
    <message>
        <source>Look at it again</source>
        <translation>Посмотреть заново</translation>
    </message>
    <message>
        <source>Mine ({number})</source>
        <translation>Мои ({number})</translation>
    </message>
    <message>
        <source>Nobody waits for your call</source>
        <translation>Вашего звонка никто не ждёт</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Не дозвонились</translation>
    </message>
    <message>
        <source>Promise a call with Ctrl+N: you are reminded of it before its time.</source>
        <translation>Запишите перезвон клавишами Ctrl+N — вам напомнят о нём заранее.</translation>
    </message>
    <message>
        <source>Reading the callbacks…</source>
        <translation>Читаем перезвоны…</translation>
    </message>
    <message>
        <source>The team has no callbacks</source>
        <translation>Общих перезвонов нет</translation>
    </message>
    <message>
        <source>The team&apos;s ({number})</source>
        <translation>Общие ({number})</translation>
    </message>
    <message>
        <source>Those that somebody misses come here, too.</source>
        <translation>Сюда попадают и те, которые кто-то пропустил.</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Чем закончилось</translation>
    </message>
    <message>
        <source>{reason} What you have changed is kept, and repeated.</source>
        <translation>{reason} Ваши изменения не потеряны и будут повторены.</translation>
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
    <name>HistoryPanel</name>
    <message>
        <source>Answers</source>
        <translation>Ответы</translation>
    </message>
    <message>
        <source>Calls of this contact</source>
        <extracomment>What lies in the clipboard now.</extracomment>
        <translation>Звонки этому контакту</translation>
    </message>
    <message>
        <source>During a call all earlier calls with this contact are here.</source>
        <translation>Во время разговора здесь все прежние звонки этому контакту.</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Прослушать</translation>
    </message>
    <message>
        <source>Nobody has talked with this contact before, in any campaign.</source>
        <translation>С этим контактом ещё никто не говорил — ни в одной кампании.</translation>
    </message>
    <message>
        <source>Nobody is on the line</source>
        <translation>На линии никого нет</translation>
    </message>
    <message>
        <source>Nothing was asked or answered.</source>
        <translation>Вопросов и ответов не было.</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Читаем историю…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>The first call</source>
        <translation>Первый звонок</translation>
    </message>
    <message>
        <source>The recording has been deleted.</source>
        <translation>Запись разговора удалена.</translation>
    </message>
    <message>
        <source>There is no device to hear it on. Plug in the headset.</source>
        <translation>Не на чем прослушать. Подключите гарнитуру.</translation>
    </message>
</context>
<context>
    <name>HistoryTable</name>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Телефонист</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>Разговор</translation>
    </message>
    <message>
        <source>When</source>
        <extracomment>Numbers are hidden in every row, whatever its campaign says.</extracomment>
        <translation>Когда</translation>
    </message>
    <message>
        <source>answering machine</source>
        <translation>автоответчик</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>прерван</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>занято</translation>
    </message>
    <message>
        <source>called off</source>
        <translation>отменён</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>завершён</translation>
    </message>
    <message>
        <source>does not want calls</source>
        <translation>просит не звонить</translation>
    </message>
    <message>
        <source>goes on now</source>
        <translation>идёт сейчас</translation>
    </message>
    <message>
        <source>hung up before the end</source>
        <translation>положил трубку раньше конца</translation>
    </message>
    <message>
        <source>network failure</source>
        <translation>сбой сети</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>не отвечает</translation>
    </message>
    <message>
        <source>no operator in time</source>
        <translation>телефонист не успел</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>записан</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>отклонён</translation>
    </message>
    <message>
        <source>served by an operator</source>
        <translation>обслужен телефонистом</translation>
    </message>
    <message>
        <source>to be called back</source>
        <translation>нужно перезвонить</translation>
    </message>
    <message>
        <source>transferred</source>
        <translation>переведён</translation>
    </message>
    <message>
        <source>wrong number</source>
        <translation>неверный номер</translation>
    </message>
</context>
<context>
    <name>NewRequestDialog</name>
    <message>
        <source>&amp;Caller</source>
        <translation>&amp;Кто обратился</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Подробности</translation>
    </message>
    <message>
        <source>&amp;Number</source>
        <translation>&amp;Номер</translation>
    </message>
    <message>
        <source>&amp;Priority</source>
        <translation>&amp;Важность</translation>
    </message>
    <message>
        <source>&amp;Subject</source>
        <translation>&amp;Суть</translation>
    </message>
    <message>
        <source>&amp;Whose</source>
        <translation>&amp;Исполнитель</translation>
    </message>
    <message>
        <source>Cate&amp;gory</source>
        <translation>Кате&amp;гория</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Клавиши: Ctrl+Enter</translation>
    </message>
    <message>
        <source>Goes to the group {group}.</source>
        <translation>Попадёт группе «{group}».</translation>
    </message>
    <message>
        <source>Linked to this call.</source>
        <translation>Привязана к этому звонку.</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>Новая заявка</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Зарегистрировать</translation>
    </message>
    <message>
        <source>There are no categories yet. An administrator adds them: rino-desktop request category add NAME</source>
        <translation>Категорий пока нет. Их заводит администратор: rino-desktop request category add ИМЯ</translation>
    </message>
    <message>
        <source>To be done within {time}.</source>
        <translation>Срок выполнения — {time}.</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>В чём суть заявки?</translation>
    </message>
    <message>
        <source>by the category</source>
        <translation>по категории</translation>
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
<context>
    <name>RequestCard</name>
    <message>
        <source>Add the comment</source>
        <translation>Добавить примечание</translation>
    </message>
    <message>
        <source>Asked by {caller}</source>
        <translation>Обратился: {caller}</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Назначить</translation>
    </message>
    <message>
        <source>Call № {number}</source>
        <translation>Звонок № {number}</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Примечание</translation>
    </message>
    <message>
        <source>Comment; goes along with the next change</source>
        <translation>Примечание; уйдёт вместе со следующим изменением</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Клавиши: Ctrl+Enter</translation>
    </message>
    <message>
        <source>Dial</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>It is mine, and I begin</source>
        <translation>Взять себе и начать выполнение</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Важность</translation>
    </message>
    <message>
        <source>Registered by {author}, {when}</source>
        <translation>Зарегистрировал(а) {author}, {when}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Take</source>
        <extracomment>(commands, with the comment): by what the user has seen. A comment by itself: it cannot contradict anything.</extracomment>
        <translation>Взять</translation>
    </message>
    <message>
        <source>To nobody</source>
        <translation>Никому</translation>
    </message>
    <message>
        <source>Whose: {whose}</source>
        <translation>Исполнитель: {whose}</translation>
    </message>
    <message>
        <source>the system</source>
        <translation>система</translation>
    </message>
    <message>
        <source>{category}, {state}, priority {priority}</source>
        <translation>{category}, {state}, важность {priority}</translation>
    </message>
</context>
<context>
    <name>RequestTable</name>
    <message>
        <source>Category</source>
        <translation>Категория</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Срок</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Суть</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Исполнитель</translation>
    </message>
    <message>
        <source>matters much</source>
        <translation>важная</translation>
    </message>
    <message>
        <source>№</source>
        <extracomment>As of when deadlines are shown.</extracomment>
        <translation>№</translation>
    </message>
</context>
<context>
    <name>RequestsPanel</name>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n открытая</numerusform>
            <numerusform>%n открытые</numerusform>
            <numerusform>%n открытых</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n просроченная</numerusform>
            <numerusform>%n просроченные</numerusform>
            <numerusform>%n просроченных</numerusform>
        </translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Beginnings of words are enough; “All” and “Ended ones too” find more.</source>
        <translation>Хватит начала слов; «Все» и «С завершёнными» найдут больше.</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Клавиши: Ctrl+N</translation>
    </message>
    <message>
        <source>Ended ones too</source>
        <translation>С завершёнными</translation>
    </message>
    <message>
        <source>Look at it again</source>
        <translation>Посмотреть заново</translation>
    </message>
    <message>
        <source>Mine</source>
        <extracomment>How many open requests are overdue: for a badge. What was typed and not registered, by the call that it is about. Comments not sent yet, by the request.</extracomment>
        <translation>Мои</translation>
    </message>
    <message>
        <source>My groups&apos;</source>
        <translation>Моих групп</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>Новая заявка</translation>
    </message>
    <message>
        <source>No open requests</source>
        <translation>Открытых заявок нет</translation>
    </message>
    <message>
        <source>Nothing is found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Для вас заявок нет</translation>
    </message>
    <message>
        <source>Reading the requests…</source>
        <translation>Читаем заявки…</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Заявки</translation>
    </message>
    <message>
        <source>Search requests</source>
        <translation>Поиск заявок</translation>
    </message>
    <message>
        <source>What somebody asks for is registered with Ctrl+N: it gets a deadline, and somebody who does it.</source>
        <translation>Обращение регистрируют клавишами Ctrl+N: у заявки появятся срок и исполнитель.</translation>
    </message>
    <message>
        <source>What your groups have is under “My groups&apos;”.</source>
        <translation>Заявки ваших групп — на вкладке «Моих групп».</translation>
    </message>
    <message>
        <source>Words or a number</source>
        <translation>Слова или номер</translation>
    </message>
    <message>
        <source>{reason} What you have changed is kept, and repeated.</source>
        <translation>{reason} Ваши изменения не потеряны и будут повторены.</translation>
    </message>
</context>
<context>
    <name>callbacks</name>
    <message>
        <source>called off</source>
        <translation>отменён</translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>через {time}</translation>
    </message>
    <message>
        <source>it is time</source>
        <translation>пора</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>пропущен</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>rung back</source>
        <translation>выполнен</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>взят</translation>
    </message>
    <message>
        <source>the team</source>
        <translation>общий</translation>
    </message>
    <message>
        <source>the team, missed by {who}</source>
        <translation>общий, пропустил(а) {who}</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>завтра {time}</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} ч {minutes} мин</translation>
    </message>
    <message>
        <source>{number} d</source>
        <translation>{number} дн.</translation>
    </message>
    <message>
        <source>{number} h</source>
        <translation>{number} ч</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} мин</translation>
    </message>
    <message>
        <source>{time} ago</source>
        <translation>{time} назад</translation>
    </message>
    <message>
        <source>{who} is calling</source>
        <translation>звонит {who}</translation>
    </message>
</context>
<context>
    <name>requests</name>
    <message>
        <source>Assign</source>
        <translation>Назначить</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Начать</translation>
    </message>
    <message>
        <source>Cancel the request</source>
        <translation>Отменить заявку</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполнена</translation>
    </message>
    <message>
        <source>Let it wait</source>
        <translation>Отложить: ожидает</translation>
    </message>
    <message>
        <source>Take up again</source>
        <translation>Вернуть в работу</translation>
    </message>
    <message>
        <source>about: {what}</source>
        <translation>относится к: {what}</translation>
    </message>
    <message>
        <source>assigned</source>
        <translation>назначена</translation>
    </message>
    <message>
        <source>assigned: {before} → {after}</source>
        <translation>назначена: {before} → {after}</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>отменена</translation>
    </message>
    <message>
        <source>carried out</source>
        <translation>выполнена</translation>
    </message>
    <message>
        <source>category: {before} → {after}</source>
        <translation>категория: {before} → {after}</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>закрыта</translation>
    </message>
    <message>
        <source>deadline: {before} → {after}</source>
        <translation>срок: {before} → {after}</translation>
    </message>
    <message>
        <source>escalated: {before} → {after}</source>
        <translation>эскалация: {before} → {after}</translation>
    </message>
    <message>
        <source>high</source>
        <translation>высокая</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>выполняется</translation>
    </message>
    <message>
        <source>low</source>
        <translation>низкая</translation>
    </message>
    <message>
        <source>new</source>
        <translation>новая</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>обычная</translation>
    </message>
    <message>
        <source>overdue by {time}</source>
        <translation>просрочена на {time}</translation>
    </message>
    <message>
        <source>priority: {before} → {after}</source>
        <translation>важность: {before} → {after}</translation>
    </message>
    <message>
        <source>registered: {category}</source>
        <translation>зарегистрирована: {category}</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>ожидает</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} ч {minutes} мин</translation>
    </message>
    <message>
        <source>{number} d</source>
        <translation>{number} дн.</translation>
    </message>
    <message>
        <source>{number} h</source>
        <translation>{number} ч</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} мин</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>осталось {time}</translation>
    </message>
    <message>
        <source>{time} left (waits)</source>
        <translation>осталось {time} (ждёт)</translation>
    </message>
</context>
</TS>
