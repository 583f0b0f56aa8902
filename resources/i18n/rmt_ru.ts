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
        <extracomment>Of a button with its key below its word.</extracomment>
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
    <name>CardView</name>
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
        <source>The result is saved. The card closes with the call.</source>
        <translation>Итог сохранён. Карточка закроется вместе со звонком.</translation>
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
        <extracomment>Fields that name a person, in lists as offices have them; the first of these is the title. Rows of the grid that are taken (it never gives one back by itself).</extracomment>
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
        <source>There is no card in the database for this call.</source>
        <translation>Для этого вызова в базе нет карточки.</translation>
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
        <translation>F9: звонит движок, сначала сверившись со стоп-листом</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Number to be called</source>
        <translation>Номер для вызова</translation>
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
    <name>PreviewPanel</name>
    <message>
        <source>Another reason</source>
        <translation>Другая причина</translation>
    </message>
    <message>
        <source>Call (F9)</source>
        <translation>Позвонить (F9)</translation>
    </message>
    <message>
        <source>Called in {time}</source>
        <translation>Вызов через {time}</translation>
    </message>
    <message>
        <source>Calls from the list</source>
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
        <source>Not a good time</source>
        <translation>Неподходящее время</translation>
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
        <source>Something has to be found out first</source>
        <translation>Сначала нужно кое-что уточнить</translation>
    </message>
    <message>
        <source>Stop the countdown</source>
        <translation>Остановить отсчёт</translation>
    </message>
    <message>
        <source>Take the next contact: he is shown before he is called.</source>
        <translation>Возьмите следующий контакт: сначала он показывается, потом вызывается.</translation>
    </message>
    <message>
        <source>The data are wrong</source>
        <translation>Неверные данные</translation>
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
    <name>TargetField</name>
    <message>
        <source>A colleague, a queue or a number</source>
        <translation>Коллега, очередь или номер</translation>
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
        <source>Break</source>
        <translation>Перерыв</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Звонки</translation>
    </message>
    <message>
        <source>Day</source>
        <extracomment>A wish of engine.routing.actions. A Control, and its Target, a key of the keypad, or None. Attempt, result. Attempt, text. The headset is to be tried. The telephone is to be set up on this computer. The button of a banner.</extracomment>
        <translation>День</translation>
    </message>
    <message>
        <source>It is answered by itself after a short tone; its card opens before.</source>
        <translation>Ответ произойдёт сам после короткого сигнала, карточка откроется заранее.</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>No calls are offered to you. Shift+F2: back to work.</source>
        <translation>Вызовы вам не поступают. Shift+F2 — вернуться к работе.</translation>
    </message>
    <message>
        <source>Open cards</source>
        <translation>Открытые карточки</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Панели</translation>
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
        <source>{time}, not saved</source>
        <translation>{time}, не сохранена</translation>
    </message>
    <message>
        <source>{time}, on the line</source>
        <translation>{time}, на линии</translation>
    </message>
</context>
<context>
    <name>WrapUpBar</name>
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
        <source>You ask: {who}</source>
        <translation>Вы спрашиваете: {who}</translation>
    </message>
</context>
<context>
    <name>rmt</name>
    <message>
        <source>Agreed</source>
        <translation>Согласие</translation>
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
        <source>Calling…</source>
        <translation>Вызываем…</translation>
    </message>
    <message>
        <source>Choose a device</source>
        <translation>Выбрать устройство</translation>
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
        <source>Not signed in</source>
        <translation>Смена не начата</translation>
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
        <source>Read</source>
        <translation>Прочитано</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказ</translation>
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
        <source>Talking</source>
        <translation>Разговор</translation>
    </message>
    <message>
        <source>Telephone: connecting…</source>
        <translation>Телефон: соединяется…</translation>
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
        <source>The database cannot be reached. A call goes on; what you save is kept on this computer and sent as soon as the database is back.</source>
        <translation>Нет связи с базой данных. Разговор продолжается; сохранённое остаётся на этом компьютере и будет отправлено, как только связь появится.</translation>
    </message>
    <message>
        <source>The database cannot be reached: the form opens when it is back.</source>
        <translation>Нет связи с базой данных: бланк откроется, когда она появится.</translation>
    </message>
    <message>
        <source>The form is not saved yet: {reason} It is tried again.</source>
        <translation>Бланк ещё не сохранён: {reason} Пробуем снова.</translation>
    </message>
    <message>
        <source>The other side holds the call</source>
        <translation>Собеседник удерживает вызов</translation>
    </message>
    <message>
        <source>The subscriber hung up before the answer.</source>
        <translation>Абонент положил трубку до ответа.</translation>
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
        <source>There is no headset: calls ring and are not answered by themselves. Plug it in.</source>
        <translation>Нет гарнитуры: вызовы звонят, но сами не принимаются. Подключите её.</translation>
    </message>
    <message>
        <source>There is no loudspeaker: you hear nobody. Plug it in.</source>
        <translation>Нет динамика: вы никого не слышите. Подключите его.</translation>
    </message>
    <message>
        <source>There is no microphone: nobody hears you. Plug it in.</source>
        <translation>Нет микрофона: вас никто не слышит. Подключите его.</translation>
    </message>
    <message>
        <source>This campaign has no form: choose a result and write a note.</source>
        <translation>У этой кампании нет бланка: выберите итог и напишите заметку.</translation>
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
        <source>{wished} is not connected; {used} is used until it is back.</source>
        <translation>Не подключено: {wished}. Пока работает {used}.</translation>
    </message>
</context>
</TS>
