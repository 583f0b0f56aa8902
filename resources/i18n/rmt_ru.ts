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
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>CallLog</name>
    <message>
        <source>Length</source>
        <translation>Длительность</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Your calls</source>
        <translation>Ваши звонки</translation>
    </message>
</context>
<context>
    <name>CallPanel</name>
    <message>
        <source>Another call waits: {who} (F2)</source>
        <translation>Ждёт ещё один вызов: {who} (F2)</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Ответить</translation>
    </message>
    <message>
        <source>Call</source>
        <extracomment>Of a button with its key below its word. What had the keyboard before a tool took it.</extracomment>
        <translation>Звонок</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Отклонить</translation>
    </message>
    <message>
        <source>For card data; it goes on by itself after a minute</source>
        <translation>На время диктовки данных карты; через минуту запись продолжится сама</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Завершить</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Удержать</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Микрофон</translation>
    </message>
    <message>
        <source>Nothing is heard from the other side for {n} s</source>
        <translation>Собеседника не слышно уже {n} с</translation>
    </message>
    <message>
        <source>Pause the recording</source>
        <translation>Приостановить запись</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>Продолжить запись</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Вернуться</translation>
    </message>
    <message>
        <source>The subscriber goes on in his scheme, you are free</source>
        <translation>Абонент вернётся в автоинформатор, вы свободны</translation>
    </message>
    <message>
        <source>Three-way</source>
        <translation>Втроём</translation>
    </message>
    <message>
        <source>To the IVR</source>
        <translation>Вернуть в меню IVR</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Перевод</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Включить</translation>
    </message>
    <message>
        <source>Waiting for the engine…</source>
        <translation>Ждём ответа движка…</translation>
    </message>
    <message>
        <source>You are muted</source>
        <translation>Ваш микрофон выключен</translation>
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
        <source>At the subscriber&apos;s: {time}; which time zone is his is not known</source>
        <translation>У абонента: {time}, его часовой пояс неизвестен</translation>
    </message>
    <message>
        <source>Call back</source>
        <extracomment>(minutes from now; None: tomorrow at ten), with Alt+1, Alt+2, … More of them are no answer to the question which time it is there. Callback, as it is filled in.</extracomment>
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
        <source>Time zones: {zones}</source>
        <translation>Часовые пояса: {zones}</translation>
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
        <extracomment>As long as a double click takes, and the look at what has changed. A callback that is to be dialled now. (when, or None; text): the next of one&apos;s own, for the line at the top of the workstation. It is time soon, or now: a callback of one&apos;s own. Why nobody can be dialled now, in words; &quot;&quot; when one can. What was done here with it: it leaves the list by that. The chosen one has gone by somebody else&apos;s doing: no other takes his place by itself. The choice has just moved by itself: a second click is not meant for the next one.</extracomment>
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
    <message>
        <source>{who}: this callback is not in the list any more. Choose another one.</source>
        <translation>{who}: этого звонка в списке больше нет. Выберите другой.</translation>
    </message>
</context>
<context>
    <name>CardPlace</name>
    <message>
        <source>A new call has come while you wrote on another card: this key is not counted. Ctrl+PgUp: back to that card.</source>
        <translation>Пока вы писали в другой карточке, пришёл новый звонок: эта клавиша не засчитана. Ctrl+PgUp: вернуться к той карточке.</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Перерыв</translation>
    </message>
    <message>
        <source>It is answered by itself after a short tone; its card opens before.</source>
        <translation>Ответ произойдёт сам после короткого сигнала, карточка откроется заранее.</translation>
    </message>
    <message>
        <source>No calls are offered to you. Shift+F2: back to work.</source>
        <translation>Вызовы вам не поступают. Shift+F2 — вернуться к работе.</translation>
    </message>
    <message>
        <source>Nothing is left to be written down. F2: the wrap-up is over.</source>
        <translation>Записывать больше нечего. F2 — закончить обработку.</translation>
    </message>
    <message>
        <source>Open cards</source>
        <extracomment>Letters of a name on the tab of a card. Attempt, result. Attempt, a result that is not saved yet. Attempt, text. The button where there is no card. The hand that was at the card before does not write on one that has just come.</extracomment>
        <translation>Открытые карточки</translation>
    </message>
    <message>
        <source>The shift has not begun</source>
        <translation>Смена не начата</translation>
    </message>
    <message>
        <source>Try the headset</source>
        <translation>Проверить гарнитуру</translation>
    </message>
    <message>
        <source>Try your headset first, then begin the shift (Shift+F2).</source>
        <translation>Сначала проверьте гарнитуру, затем начните смену (Shift+F2).</translation>
    </message>
    <message>
        <source>Waiting for the next call</source>
        <translation>Ждём следующего вызова</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Обработка</translation>
    </message>
    <message>
        <source>{who}, being called</source>
        <translation>{who}, дозваниваемся</translation>
    </message>
    <message>
        <source>{who}, not saved</source>
        <translation>{who}, не сохранена</translation>
    </message>
    <message>
        <source>{who}, on the line</source>
        <translation>{who}, на линии</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>Changed since it was saved. Ctrl+S: save it again.</source>
        <translation>После сохранения карточка изменилась. Ctrl+S — сохранить ещё раз.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Note: what the next one who calls should know</source>
        <translation>Заметка: что важно знать тому, кто позвонит в следующий раз</translation>
    </message>
    <message>
        <source>Result of the call</source>
        <translation>Итог звонка</translation>
    </message>
    <message>
        <source>Save the result (Ctrl+S)</source>
        <translation>Сохранить итог (Ctrl+S)</translation>
    </message>
    <message>
        <source>The call is over. The card stays until its result is saved.</source>
        <translation>Разговор окончен. Карточка останется, пока не сохранён итог.</translation>
    </message>
    <message>
        <source>The form is filled in and saved.</source>
        <translation>Бланк заполнен и сохранён.</translation>
    </message>
    <message>
        <source>The form was broken off; what was answered is saved.</source>
        <translation>Бланк прерван; полученные ответы сохранены.</translation>
    </message>
    <message>
        <source>The result is saved, the form is not finished yet.</source>
        <translation>Итог сохранён, бланк ещё не закончен.</translation>
    </message>
    <message>
        <source>The result is saved. The card closes with the call.</source>
        <translation>Итог сохранён. Карточка закроется вместе со звонком.</translation>
    </message>
    <message>
        <source>{what}. F9: once more. What stands here is kept.</source>
        <translation>{what}. F9 — набрать ещё раз. Записанное здесь сохранится.</translation>
    </message>
</context>
<context>
    <name>ContactActions</name>
    <message>
        <source>Call back</source>
        <translation>Перезвонить</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Новый заказ</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>Новая заявка</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Заказ</translation>
    </message>
    <message>
        <source>Promise to call back</source>
        <translation>Обещать перезвонить</translation>
    </message>
    <message>
        <source>Request</source>
        <extracomment>By these keys, too.</extracomment>
        <translation>Заявка</translation>
    </message>
</context>
<context>
    <name>ContactView</name>
    <message>
        <source>Answered to the IVR</source>
        <translation>Ответы автоинформатору</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Пока никого</translation>
    </message>
    <message>
        <source>Subscriber</source>
        <extracomment>Rows of the grid that are taken (it never gives one back by itself).</extracomment>
        <translation>Абонент</translation>
    </message>
    <message>
        <source>Subscriber&apos;s data</source>
        <translation>Данные абонента</translation>
    </message>
    <message>
        <source>The card appears with the call.</source>
        <translation>Карточка появится вместе с вызовом.</translation>
    </message>
    <message>
        <source>The card is being read…</source>
        <translation>Карточка загружается…</translation>
    </message>
    <message>
        <source>The number is hidden</source>
        <translation>Номер скрыт</translation>
    </message>
    <message>
        <source>There is no card in the database for this call.</source>
        <translation>Для этого вызова в базе нет карточки.</translation>
    </message>
    <message>
        <source>Unknown number</source>
        <translation>Номер неизвестен</translation>
    </message>
    <message>
        <source>rings {number}</source>
        <translation>звонит на {number}</translation>
    </message>
</context>
<context>
    <name>DayPanel</name>
    <message>
        <source>Calls</source>
        <translation>Звонки</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>On average</source>
        <translation>В среднем</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Итоги</translation>
    </message>
    <message>
        <source>Talks</source>
        <translation>Разговоры</translation>
    </message>
    <message>
        <source>Time in states</source>
        <translation>Время в состояниях</translation>
    </message>
    <message>
        <source>Time talked</source>
        <translation>Время разговоров</translation>
    </message>
    <message>
        <source>Your day</source>
        <extracomment>Rows of the grid that are taken (it never gives one back by itself).</extracomment>
        <translation>Ваш день</translation>
    </message>
</context>
<context>
    <name>DialField</name>
    <message>
        <source>Call</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>F9: the engine calls, after it has looked at the do-not-call list</source>
        <translation>F9: звонит система, сначала сверившись со стоп-листом</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>Room for a whole number, pixels.</extracomment>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Number to be called</source>
        <translation>Номер для вызова</translation>
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
        <extracomment>After the last key; milliseconds. What is shown is asked for again so often, since others change the directory; the words that this process keeps in memory stay up to date with it. Milliseconds. (engine.directory.model.Entry, number): the call goes into a scheme that speaks it. What lies in the clipboard now. Enter was pressed once more before anything was found: to the number, when it is.</extracomment>
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
        <extracomment>What stands before this form, where it does not come last of its window.</extracomment>
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
    <name>HeaderLine</name>
    <message>
        <source>Connected</source>
        <translation>На связи</translation>
    </message>
    <message>
        <source>Counted from the answer on</source>
        <translation>Считается с момента ответа</translation>
    </message>
    <message>
        <source>Database: not reachable</source>
        <translation>База данных: нет связи</translation>
    </message>
    <message>
        <source>Microphone</source>
        <extracomment>From here on loss is heard, and then hinders.</extracomment>
        <translation>Микрофон</translation>
    </message>
    <message>
        <source>No connection to the engine: no calls are offered</source>
        <translation>Нет связи с движком: вызовы не поступают</translation>
    </message>
    <message>
        <source>No engine answers</source>
        <translation>Движок не отвечает</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Запись идёт</translation>
    </message>
    <message>
        <source>Recording is paused, {time} left</source>
        <translation>Запись приостановлена, ещё {time}</translation>
    </message>
    <message>
        <source>Signed in elsewhere</source>
        <translation>Вход на другом месте</translation>
    </message>
    <message>
        <source>Sound: fair</source>
        <translation>Звук: терпимо</translation>
    </message>
    <message>
        <source>Sound: good</source>
        <translation>Звук: хорошо</translation>
    </message>
    <message>
        <source>Sound: poor</source>
        <translation>Звук: плохо</translation>
    </message>
    <message>
        <source>State: {state}</source>
        <translation>Состояние: {state}</translation>
    </message>
    <message>
        <source>Waiting for confirmation, {n} s…</source>
        <translation>Ждём подтверждения, {n} с…</translation>
    </message>
    <message>
        <source>Your choice is sent as soon as the database is back</source>
        <translation>Ваш выбор будет отправлен, как только появится связь с базой</translation>
    </message>
    <message>
        <source>loss {loss}, jitter {jitter} ms</source>
        <translation>потери {loss}, дрожание {jitter} мс</translation>
    </message>
    <message>
        <source>next callback {time}</source>
        <translation>следующий перезвон {time}</translation>
    </message>
    <message>
        <source>then a break: {reason}</source>
        <translation>затем перерыв: {reason}</translation>
    </message>
    <message>
        <source>then the shift ends</source>
        <translation>затем конец смены</translation>
    </message>
    <message>
        <source>waiting to be sent: {n}</source>
        <translation>ждут отправки: {n}</translation>
    </message>
    <message>
        <source>{reason}: today&apos;s minutes are used up</source>
        <translation>{reason}: сегодняшнее время исчерпано</translation>
    </message>
    <message>
        <source>{reason}: {time} left today</source>
        <translation>{reason}: осталось сегодня {time}</translation>
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
        <extracomment>Calls that are read at once. What lies in the clipboard now. The call whose forms are read, and they.</extracomment>
        <translation>Звонки этому контакту</translation>
    </message>
    <message>
        <source>During a call all earlier calls with this contact are here.</source>
        <translation>Во время разговора здесь все прежние звонки этому контакту.</translation>
    </message>
    <message>
        <source>Earlier calls</source>
        <translation>Более ранние звонки</translation>
    </message>
    <message>
        <source>Incoming call to {number}.</source>
        <translation>Входящий вызов на номер {number}.</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Прослушать</translation>
    </message>
    <message>
        <source>Nobody has called this contact before, and he has not called.</source>
        <translation>Этому абоненту ещё не звонили, и сам он не звонил.</translation>
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
        <extracomment>What matters most stands first: beside a card only so many have room. Numbers are hidden in every row, whatever its campaign says.</extracomment>
        <translation>Когда</translation>
    </message>
    <message>
        <source>after hours: {result}</source>
        <translation>в нерабочее время: {result}</translation>
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
        <source>incoming call</source>
        <translation>входящий вызов</translation>
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
        <source>outgoing call</source>
        <translation>исходящий вызов</translation>
    </message>
    <message>
        <source>put off: {reason}</source>
        <translation>звонок отложен: {reason}</translation>
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
    <name>Keypad</name>
    <message>
        <source>Keypad</source>
        <translation>Клавиатура набора</translation>
    </message>
    <message>
        <source>Tones are sent from here only: F5 to type them.</source>
        <translation>Тоны передаются только отсюда: F5, затем набирайте.</translation>
    </message>
    <message>
        <source>What you type is sent as tones. Esc: back.</source>
        <translation>Всё, что вы набираете, передаётся тонами. Esc — назад.</translation>
    </message>
</context>
<context>
    <name>MessagesPanel</name>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Сообщений пока нет</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Прочитано</translation>
    </message>
</context>
<context>
    <name>NewOrder</name>
    <message>
        <source>&amp;Quantity</source>
        <translation>&amp;Количество</translation>
    </message>
    <message>
        <source>&amp;Remark</source>
        <translation>&amp;Примечание</translation>
    </message>
    <message>
        <source>&amp;Service</source>
        <translation>&amp;Услуга</translation>
    </message>
    <message>
        <source>&amp;Take the order</source>
        <translation>П&amp;ринять заказ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Esc: what is filled in is kept as a draft</source>
        <translation>Esc: заполненное сохранится черновиком</translation>
    </message>
    <message>
        <source>New order</source>
        <extracomment>After the last key; the billing tables are not asked for each of them. Milliseconds. For whom it was begun, and who is on the line; None: nobody. The number where it is not to be seen; &quot;&quot;: it is what stands in its field.</extracomment>
        <translation>Новый заказ</translation>
    </message>
    <message>
        <source>Subscriber&apos;s &amp;number</source>
        <translation>&amp;Номер абонента</translation>
    </message>
    <message>
        <source>Subscriber&apos;s n&amp;ame</source>
        <translation>&amp;Имя абонента</translation>
    </message>
    <message>
        <source>This order was begun for {subscriber}. Somebody else is in front now.</source>
        <translation>Этот заказ начат для абонента «{subscriber}», а сейчас перед вами другой.</translation>
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
        <extracomment>Category, and whose it is to be, once they can be chosen.</extracomment>
        <translation>Новая заявка</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Зарегистрировать</translation>
    </message>
    <message>
        <source>The categories are still being read. Try again in a moment.</source>
        <translation>Список категорий ещё читается. Повторите через несколько секунд.</translation>
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
    <name>OrderList</name>
    <message>
        <source>Orders</source>
        <translation>Заказы</translation>
    </message>
</context>
<context>
    <name>OrderListPart</name>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполненные</translation>
    </message>
    <message>
        <source>My open ones</source>
        <translation>Мои открытые</translation>
    </message>
    <message>
        <source>Name, number, service (Ctrl+F)</source>
        <translation>Имя, номер, услуга (Ctrl+F)</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Новый заказ</translation>
    </message>
    <message>
        <source>Open ones of the office</source>
        <translation>Все открытые</translation>
    </message>
    <message>
        <source>Search orders</source>
        <translation>Поиск заказов</translation>
    </message>
    <message>
        <source>Which orders</source>
        <translation>Какие заказы</translation>
    </message>
</context>
<context>
    <name>OrderTaking</name>
    <message>
        <source>The catalogue is empty: an administrator imports one.</source>
        <extracomment>The catalogue was read. Counts what was asked for: an answer that comes too late is dropped. Whose order was begun and not taken → which it is. Those that are being written. Whose form of which service is open.</extracomment>
        <translation>Каталог услуг пуст: его загружает администратор.</translation>
    </message>
</context>
<context>
    <name>OrderView</name>
    <message>
        <source>&amp;Accept</source>
        <translation>&amp;Оформить</translation>
    </message>
    <message>
        <source>&amp;Complete and charge</source>
        <translation>&amp;Выполнен, начислить</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Печать…</translation>
    </message>
    <message>
        <source>Cancel the order…</source>
        <translation>Отменить заказ…</translation>
    </message>
    <message>
        <source>Cannot be done…</source>
        <translation>Выполнить нельзя…</translation>
    </message>
    <message>
        <source>Carried out by</source>
        <translation>Выполняет</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Order № {number}: {service}</source>
        <translation>Заказ № {number}: {service}</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Примечание</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>Subscriber</source>
        <translation>Абонент</translation>
    </message>
    <message>
        <source>Take &amp;up again</source>
        <translation>Вернуть в &amp;работу</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>Принят</translation>
    </message>
    <message>
        <source>The subscriber agrees to the price</source>
        <translation>Абонент согласен с ценой</translation>
    </message>
</context>
<context>
    <name>OrdersPanel</name>
    <message>
        <source>Accept</source>
        <translation>Согласен</translation>
    </message>
    <message>
        <source>Choose one on the left, or take a new one.</source>
        <translation>Выберите заказ слева или примите новый.</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Новый заказ</translation>
    </message>
    <message>
        <source>No order is chosen</source>
        <extracomment>Counts where the operator goes: what was asked for before takes him nowhere. Each order as it was last read: what is done to it is by that. The list is being read, and is to be read once more then. Orders whose price is being asked for.</extracomment>
        <translation>Заказ не выбран</translation>
    </message>
    <message>
        <source>Price of order № {number}</source>
        <translation>Цена заказа № {number}</translation>
    </message>
    <message>
        <source>This is the catalogue&apos;s own price: {reason}</source>
        <translation>Это цена из каталога: {reason}</translation>
    </message>
    <message>
        <source>order-{number}.pdf</source>
        <translation>заказ-{number}.pdf</translation>
    </message>
    <message>
        <source>{price}. Does the subscriber agree?</source>
        <translation>{price}. Абонент согласен?</translation>
    </message>
</context>
<context>
    <name>PanelBar</name>
    <message>
        <source>Panels</source>
        <extracomment>As many panels have keys.</extracomment>
        <translation>Панели</translation>
    </message>
</context>
<context>
    <name>PanelPlace</name>
    <message>
        <source>The panel stays as it is</source>
        <translation>Панель останется как есть</translation>
    </message>
    <message>
        <source>To the card (F10)</source>
        <extracomment>A card with its form beside a wide panel needs so much at least, and likes so much; pixels. Under these names the sizes of the three parts, and the widths of wide panels, are remembered. The panel gives way to the card. Of the three parts while no wide panel is shown. The narrow panel that comes back when a wide one goes.</extracomment>
        <translation>К карточке (F10)</translation>
    </message>
</context>
<context>
    <name>PreviewPanel</name>
    <message>
        <source>Call (F9)</source>
        <translation>Позвонить (F9)</translation>
    </message>
    <message>
        <source>Call again (F9)</source>
        <translation>Набрать ещё раз (F9)</translation>
    </message>
    <message>
        <source>Called in {time}</source>
        <translation>Вызов через {time}</translation>
    </message>
    <message>
        <source>Calls from the list</source>
        <extracomment>Whose contact that is; another campaign may be chosen by now. He was not called, for the reason that was said. What came of the call to the number that was tried; &quot;&quot;: none was.</extracomment>
        <translation>Звонки по списку</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Next contact</source>
        <translation>Следующий контакт</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Не сейчас</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Stop the countdown (Esc)</source>
        <translation>Остановить отсчёт (Esc)</translation>
    </message>
    <message>
        <source>Take the next contact: he is shown before he is called.</source>
        <translation>Возьмите следующий контакт: сначала он показывается, потом вызывается.</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Причина</translation>
    </message>
    <message>
        <source>Cancel the order</source>
        <translation>Отменить заказ</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Не выполнять</translation>
    </message>
    <message>
        <source>Say why: the subscriber will ask.</source>
        <translation>Укажите причину: абонент о ней спросит.</translation>
    </message>
    <message>
        <source>The order cannot be done</source>
        <translation>Заказ выполнить нельзя</translation>
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
        <extracomment>The history gives way first where the window is low. (commands, with the comment): by what the user has seen. A comment by itself: it cannot contradict anything.</extracomment>
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
        <extracomment>While it is hidden only every so many times: there is but the badge to be seen of it. How many open requests are overdue: for a badge. Comments not sent yet, by the request.</extracomment>
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
    <name>SoundCheck</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Heard yourself clearly? Then everything is ready.</source>
        <translation>Слышали себя хорошо? Значит, всё готово.</translation>
    </message>
    <message>
        <source>Nothing was heard: is the microphone switched off, or another one meant?</source>
        <translation>Ничего не слышно: не выключен ли микрофон, тот ли он выбран?</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Ещё раз</translation>
    </message>
    <message>
        <source>Play it now</source>
        <translation>Прослушать</translation>
    </message>
    <message>
        <source>Record ten seconds</source>
        <translation>Записать десять секунд</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>Speak as you would to a subscriber. After ten seconds you hear yourself.</source>
        <translation>Говорите, как с абонентом. Через десять секунд вы услышите себя.</translation>
    </message>
    <message>
        <source>Speak now…</source>
        <translation>Говорите…</translation>
    </message>
    <message>
        <source>There is no device for it. Plug the headset in, or choose one.</source>
        <translation>Нет подходящего устройства. Подключите гарнитуру или выберите другое.</translation>
    </message>
    <message>
        <source>This is how you are heard.</source>
        <translation>Так вас слышат.</translation>
    </message>
    <message>
        <source>Try the headset</source>
        <extracomment>Louder than this somebody has spoken.</extracomment>
        <translation>Проверить гарнитуру</translation>
    </message>
</context>
<context>
    <name>StateButtons</name>
    <message>
        <source>Back to work</source>
        <translation>Вернуться к работе</translation>
    </message>
    <message>
        <source>Begin the shift</source>
        <translation>Начать смену</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Перерыв</translation>
    </message>
    <message>
        <source>Break after the wrap-up</source>
        <translation>Перерыв после обработки</translation>
    </message>
    <message>
        <source>Break after this call</source>
        <translation>Перерыв после звонка</translation>
    </message>
    <message>
        <source>End the shift</source>
        <translation>Закончить смену</translation>
    </message>
    <message>
        <source>End the shift after this call</source>
        <translation>Закончить смену после звонка</translation>
    </message>
    <message>
        <source>Finish the wrap-up</source>
        <translation>Закончить обработку</translation>
    </message>
    <message>
        <source>Stay available</source>
        <translation>Остаться на линии</translation>
    </message>
    <message>
        <source>The supervisor has set no reasons yet</source>
        <translation>Причины ещё не заданы супервизором</translation>
    </message>
    <message>
        <source>Wrap-up after the call</source>
        <translation>Обработка после звонка</translation>
    </message>
    <message>
        <source>{time} left today</source>
        <translation>осталось сегодня {time}</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Call at</source>
        <translation>Позвонить в</translation>
    </message>
    <message>
        <source>Call now</source>
        <translation>Позвонить сейчас</translation>
    </message>
    <message>
        <source>Do not call</source>
        <translation>Не звонить</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполнено</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Не удалось</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Не нужно</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>When to call</source>
        <translation>Когда позвонить</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>«{0}»</translation>
    </message>
</context>
<context>
    <name>TargetField</name>
    <message>
        <source>A colleague, a queue or a number</source>
        <translation>Коллега, очередь или номер</translation>
    </message>
    <message>
        <source>A number is passed on at once: Ctrl+Enter</source>
        <translation>На номер переводят сразу: Ctrl+Enter</translation>
    </message>
    <message>
        <source>Ask first</source>
        <translation>Спросить</translation>
    </message>
    <message>
        <source>At once (Ctrl+Enter)</source>
        <translation>Сразу (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Закрыть (Esc)</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>Имя или номер</translation>
    </message>
    <message>
        <source>Nobody has this name: choose below (Alt+↓)</source>
        <translation>Такого имени нет: выберите из списка (Alt+↓)</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>Перевести</translation>
    </message>
    <message>
        <source>The subscriber holds meanwhile (Enter)</source>
        <translation>Абонент пока на удержании (Enter)</translation>
    </message>
    <message>
        <source>To whom?</source>
        <translation>Кому?</translation>
    </message>
    <message>
        <source>queue “{name}”</source>
        <translation>очередь «{name}»</translation>
    </message>
</context>
<context>
    <name>Workstation</name>
    <message>
        <source>Calls</source>
        <translation>Звонки</translation>
    </message>
    <message>
        <source>Day</source>
        <extracomment>A wish of engine.routing.actions. A Control, and its Target, a key of the keypad, or None. Attempt, result. Attempt, a result that is not saved yet. Attempt, text. The wrap-up is not to end by itself. The headset is to be tried. The telephone is to be set up on this computer. A callback that rings is accepted. The button of a banner. A key of NEW_KEYS (rmt.contact_actions), about the subscriber in front. The keyboard was in a card that is closed by now: it is wherever Qt has put it.</extracomment>
        <translation>День</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
</context>
<context>
    <name>WrapUpBar</name>
    <message>
        <source>All is saved: the wrap-up ends in {n} s</source>
        <translation>Всё сохранено: обработка закончится через {n} с</translation>
    </message>
    <message>
        <source>Finish now (F2)</source>
        <translation>Закончить (F2)</translation>
    </message>
    <message>
        <source>Stay (Esc)</source>
        <translation>Остаться (Esc)</translation>
    </message>
    <message>
        <source>Time left for the wrap-up</source>
        <translation>Сколько осталось на обработку</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Обработка</translation>
    </message>
    <message>
        <source>Wrap-up: {time} left</source>
        <translation>Обработка: осталось {time}</translation>
    </message>
    <message>
        <source>a result is required</source>
        <translation>нужен итог</translation>
    </message>
    <message>
        <source>nothing is left to be written down</source>
        <translation>записывать больше нечего</translation>
    </message>
</context>
<context>
    <name>_ConsultBar</name>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Соединить</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>Втроём</translation>
    </message>
    <message>
        <source>It rings at: {who}</source>
        <translation>Вызываем: {who}</translation>
    </message>
    <message>
        <source>You ask: {who}</source>
        <translation>Вы спрашиваете: {who}</translation>
    </message>
</context>
<context>
    <name>callbacks</name>
    <message>
        <source>At {time} you have promised to call back: {who}</source>
        <translation>В {time} вы обещали перезвонить: {who}</translation>
    </message>
    <message>
        <source>It is time to call back, as promised for {time}: {who}</source>
        <translation>Пора перезвонить, обещали в {time}: {who}</translation>
    </message>
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
        <source>{whose}: not reached, calls: {count}</source>
        <translation>{whose}; не дозвонились, вызовов: {count}</translation>
    </message>
    <message>
        <source>{who} is calling</source>
        <translation>звонит {who}</translation>
    </message>
</context>
<context>
    <name>orders</name>
    <message>
        <source>Call all the same</source>
        <translation>Всё равно позвонить</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Стоимость</translation>
    </message>
    <message>
        <source>It is no hour to ring there</source>
        <translation>Там сейчас не время для звонков</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Услуга</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Subscriber</source>
        <translation>Абонент</translation>
    </message>
    <message>
        <source>They talk since {time}</source>
        <translation>Говорят с {time}</translation>
    </message>
    <message>
        <source>call at once</source>
        <translation>позвонить сразу</translation>
    </message>
    <message>
        <source>call at {time}</source>
        <translation>позвонить в {time}</translation>
    </message>
    <message>
        <source>charged {amount}</source>
        <translation>начислено {amount}</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>соединены</translation>
    </message>
    <message>
        <source>ordered</source>
        <translation>заказ принят</translation>
    </message>
    <message>
        <source>price {price}</source>
        <translation>цена {price}</translation>
    </message>
    <message>
        <source>step {number}: {what}</source>
        <translation>шаг {number}: {what}</translation>
    </message>
    <message>
        <source>system</source>
        <translation>система</translation>
    </message>
    <message>
        <source>to be broken off</source>
        <translation>прервать</translation>
    </message>
    <message>
        <source>{number}: there it is {there}, one may ring from {time} by our clock</source>
        <translation>{number}: там {there}, звонить можно с {time} по нашим часам</translation>
    </message>
    <message>
        <source>№</source>
        <translation>№</translation>
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
<context>
    <name>rmt</name>
    <message>
        <source>A callback is due: the subscriber was promised to be called now.</source>
        <translation>Пора перезвонить: абоненту обещали звонок сейчас.</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>Согласие</translation>
    </message>
    <message>
        <source>An answering machine</source>
        <translation>Автоответчик</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Другая причина</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Абонент снял трубку</translation>
    </message>
    <message>
        <source>Asking a colleague, the subscriber holds</source>
        <translation>Вопрос коллеге, абонент на удержании</translation>
    </message>
    <message>
        <source>Asks to call later</source>
        <translation>Просит перезвонить</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>На линии</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Перерыв</translation>
    </message>
    <message>
        <source>Call (F2)</source>
        <translation>Позвонить (F2)</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <extracomment>A LineContact, or None: whom the panels are about from now on. The key of an order, and its answer: {} or particulars, with ``code`` refused.</extracomment>
        <translation>Перезвоны</translation>
    </message>
    <message>
        <source>Calling…</source>
        <translation>Вызываем…</translation>
    </message>
    <message>
        <source>Choose a device</source>
        <translation>Выбрать устройство</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Соединяем…</translation>
    </message>
    <message>
        <source>Form “{form}”: broken off</source>
        <translation>Бланк «{form}»: заполнен частично</translation>
    </message>
    <message>
        <source>Form “{form}”: filled in</source>
        <translation>Бланк «{form}»: заполнен</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>Входящий вызов</translation>
    </message>
    <message>
        <source>It rings</source>
        <translation>Звонит</translation>
    </message>
    <message>
        <source>It rings at the subscriber&apos;s</source>
        <translation>У абонента звонит телефон</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>Нет вызова</translation>
    </message>
    <message>
        <source>No engine answers: no calls come until one runs. Tell the supervisor if that lasts.</source>
        <translation>Движок не отвечает: вызовов не будет, пока он не запущен. Если это затянется, сообщите супервизору.</translation>
    </message>
    <message>
        <source>No result</source>
        <translation>Без итога</translation>
    </message>
    <message>
        <source>Nobody of this list is to be called now.</source>
        <translation>Сейчас по этому списку звонить некому.</translation>
    </message>
    <message>
        <source>Not a good time</source>
        <translation>Неподходящее время</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Не дозвонились</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Смена не начата</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Nothing more came from the line, the call is over. The card stays open.</source>
        <translation>Связь оборвалась: звука больше не было, разговор завершён. Карточка осталась открытой.</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>На удержании</translation>
    </message>
    <message>
        <source>Operator lost in mid-call</source>
        <translation>Связь оборвалась у телефониста</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Прочитано</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказ</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Ringing…</source>
        <translation>Идут гудки…</translation>
    </message>
    <message>
        <source>Set it up</source>
        <translation>Настроить</translation>
    </message>
    <message>
        <source>Some answers of the draft do not fit this version of the form.</source>
        <translation>Часть ответов черновика не подходит к этой версии бланка.</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Другое</translation>
    </message>
    <message>
        <source>Something has to be found out first</source>
        <translation>Сначала нужно кое-что уточнить</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>Разговор</translation>
    </message>
    <message>
        <source>Telephone: certificate not trusted</source>
        <translation>Телефон: нет доверия к сертификату</translation>
    </message>
    <message>
        <source>Telephone: connecting…</source>
        <translation>Телефон: соединяется…</translation>
    </message>
    <message>
        <source>Telephone: no trusted certificates</source>
        <translation>Телефон: нет доверенных сертификатов</translation>
    </message>
    <message>
        <source>Telephone: not registered</source>
        <translation>Телефон: не зарегистрирован</translation>
    </message>
    <message>
        <source>Telephone: not set up</source>
        <translation>Телефон: не настроен</translation>
    </message>
    <message>
        <source>Telephone: ready</source>
        <translation>Телефон: готов</translation>
    </message>
    <message>
        <source>Telephone: registered</source>
        <translation>Телефон: зарегистрирован</translation>
    </message>
    <message>
        <source>That needs the database and an engine; they cannot be reached just now. The call goes on.</source>
        <translation>Для этого нужны база данных и движок, сейчас связи с ними нет. Разговор продолжается.</translation>
    </message>
    <message>
        <source>The call could not be recorded: {text}</source>
        <translation>Не удалось записать разговор: {text}</translation>
    </message>
    <message>
        <source>The call was broken off</source>
        <translation>Звонок прервался</translation>
    </message>
    <message>
        <source>The call was called off</source>
        <translation>Звонок отменён</translation>
    </message>
    <message>
        <source>The connection was lost, the call is over.</source>
        <translation>Связь пропала, разговор завершён.</translation>
    </message>
    <message>
        <source>The data are wrong</source>
        <translation>Неверные данные</translation>
    </message>
    <message>
        <source>The database cannot be reached. A call goes on; what you save is kept on this computer and sent as soon as the database is back.</source>
        <translation>Нет связи с базой данных. Разговор продолжается; сохранённое остаётся на этом компьютере и будет отправлено, как только связь появится.</translation>
    </message>
    <message>
        <source>The database cannot be reached: the form opens when it is back.</source>
        <translation>Нет связи с базой данных: бланк откроется, когда она появится.</translation>
    </message>
    <message>
        <source>The file of trusted certificates cannot be used. Choose another one in Settings → Telephone of this computer.</source>
        <translation>Файл доверенных сертификатов не годится. Выберите другой в разделе «Настройки» → «Телефон этого компьютера».</translation>
    </message>
    <message>
        <source>The form could not be saved: {reason} Finish it once more.</source>
        <translation>Бланк сохранить не удалось: {reason} Завершите его ещё раз.</translation>
    </message>
    <message>
        <source>The form is not saved yet: {reason} It is tried again.</source>
        <translation>Бланк ещё не сохранён: {reason} Пробуем снова.</translation>
    </message>
    <message>
        <source>The network could not reach the subscriber</source>
        <translation>Сеть не смогла соединить с абонентом</translation>
    </message>
    <message>
        <source>The number does not exist</source>
        <translation>Такого номера нет</translation>
    </message>
    <message>
        <source>The other side holds the call</source>
        <translation>Собеседник удерживает вызов</translation>
    </message>
    <message>
        <source>The registrar shows a certificate that is not among the trusted ones, or is for another name. Settings → Telephone of this computer names the file of trusted certificates.</source>
        <translation>АТС предъявляет сертификат, которого нет среди доверенных или который выдан на другое имя. Файл доверенных сертификатов задаётся в разделе «Настройки» → «Телефон этого компьютера».</translation>
    </message>
    <message>
        <source>The scheme has ended the call</source>
        <translation>Звонок завершён схемой</translation>
    </message>
    <message>
        <source>The subscriber does not answer</source>
        <translation>Абонент не отвечает</translation>
    </message>
    <message>
        <source>The subscriber has answered</source>
        <translation>Абонент снял трубку</translation>
    </message>
    <message>
        <source>The subscriber has declined the call</source>
        <translation>Абонент отклонил звонок</translation>
    </message>
    <message>
        <source>The subscriber has hung up</source>
        <translation>Абонент положил трубку</translation>
    </message>
    <message>
        <source>The subscriber hung up before the answer.</source>
        <translation>Абонент положил трубку до ответа.</translation>
    </message>
    <message>
        <source>The subscriber is being called…</source>
        <translation>Набираем абонента…</translation>
    </message>
    <message>
        <source>The subscriber is busy</source>
        <translation>Абонент занят</translation>
    </message>
    <message>
        <source>The telephone could not do it: {text}</source>
        <translation>Телефон не смог этого сделать: {text}</translation>
    </message>
    <message>
        <source>The telephone is not set up on this computer yet: no calls reach you.</source>
        <translation>Телефон на этом компьютере ещё не настроен: вызовы до вас не доходят.</translation>
    </message>
    <message>
        <source>The telephone&apos;s process ended and is being started again. {text}</source>
        <translation>Процесс телефона завершился и запускается снова. {text}</translation>
    </message>
    <message>
        <source>The time for the wrap-up is over; the result written for it: {text}. The card is still open: what you save counts instead.</source>
        <translation>Время обработки вышло; записан итог: {text}. Карточка ещё открыта: вместо него будет засчитан тот, что вы сохраните.</translation>
    </message>
    <message>
        <source>The transfer failed, the call is still yours. {text}</source>
        <translation>Перевод не удался, вызов остался у вас. {text}</translation>
    </message>
    <message>
        <source>There is no headset: calls come, but you do not hear them, nor they you.</source>
        <translation>Нет гарнитуры: звонки приходят, но вы не слышите абонента, а он — вас.</translation>
    </message>
    <message>
        <source>There is no headset: you get no calls. Plug it in.</source>
        <translation>Нет гарнитуры: вызовы к вам не поступают. Подключите её.</translation>
    </message>
    <message>
        <source>There is no loudspeaker: you hear nobody, and get no calls. Plug it in.</source>
        <translation>Нет динамика: вы никого не услышите, и вызовы не поступают. Подключите его.</translation>
    </message>
    <message>
        <source>There is no microphone: nobody hears you, and you get no calls. Plug it in.</source>
        <translation>Нет микрофона: вас никто не услышит, и вызовы не поступают. Подключите его.</translation>
    </message>
    <message>
        <source>This call has almost lasted as long as it may: it is cut off within a minute. Say goodbye, or arrange another call.</source>
        <extracomment>So long before it is cut off a call is said to end. A difference that is told.</extracomment>
        <translation>Время разговора почти вышло: не позже чем через минуту он прервётся. Попрощайтесь или договоритесь о новом звонке.</translation>
    </message>
    <message>
        <source>This campaign has no form: choose a result and write a note.</source>
        <translation>У этой кампании нет бланка: выберите итог и напишите заметку.</translation>
    </message>
    <message>
        <source>This computer cannot keep what you save: its disk is full or write-protected. Do not close the program before everything is sent.</source>
        <translation>Этот компьютер не может хранить то, что вы сохраняете: диск заполнен или защищён от записи. Не закрывайте программу, пока всё не отправлено.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {time} ahead of the engine&apos;s. Have it set right: promised times are shown by it.</source>
        <translation>Часы этого компьютера спешат на {time} по сравнению с часами движка. Попросите их перевести: по ним показывается обещанное время.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {time} behind the engine&apos;s. Have it set right: promised times are shown by it.</source>
        <translation>Часы этого компьютера отстают на {time} от часов движка. Попросите их перевести: по ним показывается обещанное время.</translation>
    </message>
    <message>
        <source>Three-way call</source>
        <translation>Разговор втроём</translation>
    </message>
    <message>
        <source>Unmute (F4)</source>
        <translation>Включить микрофон (F4)</translation>
    </message>
    <message>
        <source>Will think about it</source>
        <translation>Подумает</translation>
    </message>
    <message>
        <source>Work here</source>
        <translation>Работать здесь</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Обработка</translation>
    </message>
    <message>
        <source>Wrong person</source>
        <translation>Не тот человек</translation>
    </message>
    <message>
        <source>You are muted: nobody hears you.</source>
        <translation>Микрофон выключен: вас никто не слышит.</translation>
    </message>
    <message>
        <source>You have signed in at another workstation. This one gets no calls.</source>
        <translation>Вы вошли на другом рабочем месте. Сюда вызовы не поступают.</translation>
    </message>
    <message>
        <source>calls were not answered</source>
        <translation>вызовы остались без ответа</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>связь потеряна</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>отклонён</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>пропущен</translation>
    </message>
    <message>
        <source>rings</source>
        <translation>звонит</translation>
    </message>
    <message>
        <source>subscriber gone</source>
        <translation>абонент не дождался</translation>
    </message>
    <message>
        <source>talked</source>
        <translation>разговор</translation>
    </message>
    <message>
        <source>talking</source>
        <translation>идёт разговор</translation>
    </message>
    <message>
        <source>{name} has joined: you and the subscriber hear it.</source>
        <translation>{name} подключается к разговору: слышите и вы, и абонент.</translation>
    </message>
    <message>
        <source>{name} has made you available.</source>
        <translation>{name}: вы снова принимаете звонки.</translation>
    </message>
    <message>
        <source>{name} has put you on a break: {reason}.</source>
        <translation>{name}: вы переведены на перерыв «{reason}».</translation>
    </message>
    <message>
        <source>{name} has signed you out.</source>
        <translation>{name}: ваша смена закончена.</translation>
    </message>
    <message>
        <source>{name} listens to this call.</source>
        <translation>{name} слушает этот разговор.</translation>
    </message>
    <message>
        <source>{name} sends you on a break after this call: {reason}.</source>
        <translation>{name}: после этого звонка вы на перерыве «{reason}».</translation>
    </message>
    <message>
        <source>{name} signs you out after this call.</source>
        <translation>{name}: после этого звонка ваша смена закончится.</translation>
    </message>
    <message>
        <source>{name} speaks to you: the subscriber does not hear it.</source>
        <translation>{name} говорит вам: абонент этого не слышит.</translation>
    </message>
    <message>
        <source>{wished} is not connected; {used} is used until it is back.</source>
        <translation>Не подключено: {wished}. Пока работает {used}.</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>«{0}»</translation>
    </message>
</context>
</TS>
