<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_GB">
<context>
    <name>AlarmDialog</name>
    <message>
        <source>Alarm</source>
        <translation>Тревога</translation>
    </message>
    <message>
        <source>Alarms</source>
        <extracomment>Names for what is typed here. AlarmSettings; what was typed of secrets is still in their fields. AlarmSettings: to be saved, and all ways tried with them.</extracomment>
        <translation>Тревоги</translation>
    </message>
    <message>
        <source>Encrypt the connection first (STARTTLS)</source>
        <translation>С шифрованием STARTTLS</translation>
    </message>
    <message>
        <source>External stores: a row may wait, minutes</source>
        <translation>Внешние хранилища: строка может ждать, минут</translation>
    </message>
    <message>
        <source>Its password</source>
        <translation>Его пароль</translation>
    </message>
    <message>
        <source>Its user, if it asks for one</source>
        <translation>Учётная запись, если нужна</translation>
    </message>
    <message>
        <source>Lost calls: from so many % of the limit on</source>
        <translation>Потерянные вызовы: начиная с такой доли предела, %</translation>
    </message>
    <message>
        <source>Lost calls: with so many answers at least</source>
        <translation>Потерянные вызовы: если ответов не меньше</translation>
    </message>
    <message>
        <source>Mail from</source>
        <translation>От кого</translation>
    </message>
    <message>
        <source>Mail server</source>
        <translation>Почтовый сервер</translation>
    </message>
    <message>
        <source>Mail to</source>
        <translation>Кому писать на почту</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Save and send a test</source>
        <translation>Сохранить и отправить проверку</translation>
    </message>
    <message>
        <source>Secret that signs what the web hook gets</source>
        <translation>Секрет, которым подписываются сообщения веб-хука</translation>
    </message>
    <message>
        <source>Web hook: gets a POST with JSON</source>
        <translation>Веб-хук: получает POST с JSON</translation>
    </message>
    <message>
        <source>over after, s</source>
        <translation>снять через, с</translation>
    </message>
    <message>
        <source>raised after, s</source>
        <translation>поднять через, с</translation>
    </message>
</context>
<context>
    <name>AlarmList</name>
    <message numerus="yes">
        <source>%n more alarm(s)</source>
        <translation>
            <numerusform>И ещё %n тревога</numerusform>
            <numerusform>И ещё %n тревоги</numerusform>
            <numerusform>И ещё %n тревог</numerusform>
        </translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Принять к сведению</translation>
    </message>
    <message>
        <source>Open alarms</source>
        <extracomment>More are counted, not shown: the wallboard below is needed just then. By the alarm&apos;s number; of those that are shown and can be acknowledged.</extracomment>
        <translation>Открытые тревоги</translation>
    </message>
    <message>
        <source>known to {name}</source>
        <translation>знает {name}</translation>
    </message>
    <message>
        <source>not everybody could be told</source>
        <translation>сообщить удалось не всем</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>с {time}</translation>
    </message>
</context>
<context>
    <name>Alarms</name>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n тревога</numerusform>
            <numerusform>%n тревоги</numerusform>
            <numerusform>%n тревог</numerusform>
        </translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Почта</translation>
    </message>
    <message>
        <source>No engine is running, so nothing is dialled: {names}.</source>
        <extracomment>An engine tells of a test within this time (a mail server may be slow), or none does.</extracomment>
        <translation>Ни один движок не работает, поэтому никто не звонит: {names}.</translation>
    </message>
    <message>
        <source>Waiting for an engine to send it…</source>
        <translation>Ждём, пока движок отправит…</translation>
    </message>
    <message>
        <source>Web hook</source>
        <translation>Веб-хук</translation>
    </message>
    <message>
        <source>no engine has sent it.</source>
        <translation>ни один движок не отправил.</translation>
    </message>
</context>
<context>
    <name>AsideList</name>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Delete it…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Rows set aside: the store answers, and refuses them for what they hold.</source>
        <translation>Отложенные строки: хранилище отвечает, но не принимает их из-за содержимого.</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Хранилище</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Попытки</translation>
    </message>
    <message>
        <source>Try it again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Why it was refused</source>
        <translation>Почему не принято</translation>
    </message>
</context>
<context>
    <name>AuditDesk</name>
    <message>
        <source>Written: {file}</source>
        <extracomment>The number after which the page that is shown begins; None: the newest ones.</extracomment>
        <translation>Записано: {file}</translation>
    </message>
</context>
<context>
    <name>AuditSection</name>
    <message>
        <source>30 days</source>
        <translation>30 дней</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 дней</translation>
    </message>
    <message>
        <source>A year</source>
        <translation>Год</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Действие</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>За всё</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Журнал действий</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Export the audit log</source>
        <translation>Выгрузить журнал действий</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Выгрузить…</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Новые</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Ничего не найдено.</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Старее</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>За какое время</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Today and yesterday</source>
        <translation>Сегодня и вчера</translation>
    </message>
    <message>
        <source>Who</source>
        <extracomment>Days back that can be chosen; 0: everything. An AuditSearch. The file to be written. Words to choose from; a code can be typed, too.</extracomment>
        <translation>Кто</translation>
    </message>
    <message>
        <source>{via}, computer {place}</source>
        <translation>{via}, компьютер {place}</translation>
    </message>
</context>
<context>
    <name>BacklogList</name>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Delete all set aside…</source>
        <translation>Удалить отложенные…</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Доставлено</translation>
    </message>
    <message>
        <source>How it goes</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Oldest since</source>
        <translation>Самая старая с</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Отложено</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Хранилище</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Повторить все</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ждёт</translation>
    </message>
    <message>
        <source>What calls bring is written into the stores of campaigns by running engines. Nothing is lost while a store is down: rows wait, and are delivered in their order.</source>
        <translation>Результаты звонков записывают в хранилища кампаний работающие движки. Пока хранилище недоступно, ничего не теряется: строки ждут и доставляются по порядку.</translation>
    </message>
</context>
<context>
    <name>BackupHere</name>
    <message>
        <source>Back up the database</source>
        <translation>Резервная копия базы</translation>
    </message>
    <message>
        <source>Backed up: {file}</source>
        <translation>Копия сделана: {file}</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>Резервное копирование</translation>
    </message>
    <message>
        <source>Backups (*.fbk)</source>
        <translation>Резервные копии (*.fbk)</translation>
    </message>
    <message>
        <source>Checking the database</source>
        <translation>Проверка базы</translation>
    </message>
    <message>
        <source>Choose the backup…</source>
        <translation>Выбрать копию…</translation>
    </message>
    <message>
        <source>Databases (*.fdb)</source>
        <translation>Базы данных (*.fdb)</translation>
    </message>
    <message>
        <source>It is restored into a new file beside the database that is used, which stays as it is. To work with it: stop all engines, then choose it under “Another database…”. What has been done since the backup is not in it: people who were called meanwhile would be called again.</source>
        <translation>Копия восстанавливается в новый файл рядом с нынешней базой, а сама база остаётся как есть. Чтобы работать с восстановленной, остановите все движки и выберите её кнопкой «Другая база данных…». Того, что сделано после копирования, в ней нет: тем, кому с тех пор звонили, позвонят снова.</translation>
    </message>
    <message>
        <source>Restore a backup?</source>
        <translation>Восстановить из копии?</translation>
    </message>
    <message>
        <source>Restored into {file}.</source>
        <translation>Восстановлено в {file}.</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Восстановление</translation>
    </message>
    <message>
        <source>The backup</source>
        <translation>Резервная копия</translation>
    </message>
    <message>
        <source>The database is on a server. There a backup is restored by its administrator:</source>
        <translation>База на сервере. Там копию восстанавливает администратор сервера:</translation>
    </message>
    <message>
        <source>The database is sound.</source>
        <translation>База исправна.</translation>
    </message>
    <message>
        <source>The new database</source>
        <translation>Новая база</translation>
    </message>
    <message>
        <source>Trying the backup</source>
        <translation>Проба копии</translation>
    </message>
    <message>
        <source>is there</source>
        <translation>на месте</translation>
    </message>
    <message>
        <source>not to be seen from here</source>
        <translation>отсюда не видно</translation>
    </message>
    <message>
        <source>{file} can be restored, and is sound.</source>
        <translation>{file} восстанавливается и исправна.</translation>
    </message>
</context>
<context>
    <name>BackupSection</name>
    <message>
        <source>A backup is made while everything runs. Keep it on another computer, and try it: only a backup that could be restored is one. Recordings are not in it.</source>
        <translation>Копия делается, пока всё работает. Храните её на другом компьютере и пробуйте: копия — только та, которую удалось восстановить. Записей разговоров в ней нет.</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>Сделать копию…</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Check the database</source>
        <translation>Проверить базу</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Сделана</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Восстановить…</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Где файл</translation>
    </message>
    <message>
        <source>Try the backup</source>
        <translation>Попробовать копию</translation>
    </message>
</context>
<context>
    <name>Beginning</name>
    <message numerus="yes">
        <source>%n call(s) of the demo go on</source>
        <extracomment>A database is being made: its file is there already, and not to be opened yet.</extracomment>
        <translation>
            <numerusform>В демонстрации идёт %n разговор</numerusform>
            <numerusform>В демонстрации идут %n разговора</numerusform>
            <numerusform>В демонстрации идёт %n разговоров</numerusform>
        </translation>
    </message>
    <message>
        <source>Connecting to the server</source>
        <translation>Подключение к серверу</translation>
    </message>
    <message>
        <source>Creating the database</source>
        <translation>Создаётся база данных</translation>
    </message>
    <message>
        <source>End the demo now</source>
        <translation>Закончить демонстрацию</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Остаться</translation>
    </message>
    <message>
        <source>The demo is being set up</source>
        <translation>Подготовка демонстрации</translation>
    </message>
    <message>
        <source>They are with subscribers that are built in: nobody is cut off. The reports on this campaign are not written then.</source>
        <translation>Абоненты в ней ненастоящие, так что никого не прервут на полуслове. Отчётов по этой кампании не будет.</translation>
    </message>
</context>
<context>
    <name>BelongingsDialog</name>
    <message>
        <source>Campaigns</source>
        <translation>Кампании</translation>
    </message>
    <message>
        <source>Report forms</source>
        <translation>Формы отчётов</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Users who see nothing else</source>
        <translation>Пользователи, которые видят только это</translation>
    </message>
    <message>
        <source>What is of {client}</source>
        <extracomment>Names of the ticked ones: campaigns, report forms, users who see nothing else.</extracomment>
        <translation>Что принадлежит заказчику {client}</translation>
    </message>
</context>
<context>
    <name>Book</name>
    <message>
        <source>Add a contact…</source>
        <extracomment>The query is another one: filters or order. Numbers of those chosen; of an export all that were found when nobody is. (order, field, descending) as the user has chosen it.</extracomment>
        <translation>Добавить абонента…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Cancelled: {count} contacts found until then</source>
        <translation>Отменено: найдено до этого — {count}</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Карточка</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Столбцы</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Абоненты</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Выгрузить…</translation>
    </message>
    <message>
        <source>How far the search is</source>
        <translation>Как далеко зашёл поиск</translation>
    </message>
    <message>
        <source>Put off…</source>
        <translation>Отложить…</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>Снять…</translation>
    </message>
    <message>
        <source>{count} contacts</source>
        <translation>Абонентов: {count}</translation>
    </message>
    <message>
        <source>{count} contacts so far…</source>
        <translation>Найдено: {count}…</translation>
    </message>
</context>
<context>
    <name>BranchTable</name>
    <message>
        <source>Add a branch</source>
        <extracomment>(condition, page, button that removes it)</extracomment>
        <translation>Добавить переход</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Условие</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Следующая страница</translation>
    </message>
    <message>
        <source>Remove the branch</source>
        <translation>Убрать переход</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>конец</translation>
    </message>
</context>
<context>
    <name>CampaignDetails</name>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>Scheme {name}, version {version}</source>
        <translation>Схема {name}, версия {version}</translation>
    </message>
    <message>
        <source>Scheme {name}: not published</source>
        <translation>Схема {name}: не опубликована</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Without a scheme</source>
        <extracomment>What is not a matter of this campaign&apos;s settings.</extracomment>
        <translation>Без схемы</translation>
    </message>
</context>
<context>
    <name>CampaignMenu</name>
    <message>
        <source>Archive</source>
        <translation>В архив</translation>
    </message>
    <message>
        <source>Build the list by criteria…</source>
        <translation>Собрать список по критериям…</translation>
    </message>
    <message>
        <source>Call a number…</source>
        <translation>Позвонить на номер…</translation>
    </message>
    <message>
        <source>Check before the start…</source>
        <translation>Проверить перед запуском…</translation>
    </message>
    <message>
        <source>Clone…</source>
        <translation>Копировать…</translation>
    </message>
    <message>
        <source>Delete the draft…</source>
        <translation>Удалить черновик…</translation>
    </message>
    <message>
        <source>Import a list…</source>
        <translation>Загрузить список…</translation>
    </message>
    <message>
        <source>Imports so far…</source>
        <translation>Прежние импорты…</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Вернуть из архива</translation>
    </message>
</context>
<context>
    <name>CampaignNowTable</name>
    <message>
        <source>Answered</source>
        <translation>Отвечено</translation>
    </message>
    <message>
        <source>Calls today</source>
        <translation>Вызовов сегодня</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Закончится</translation>
    </message>
    <message>
        <source>Forecast of {when}: most likely, and the band that 4 runs of 5 lie in.</source>
        <translation>Прогноз от {when}: вероятнее всего и границы, в которые попадают 4 прогона из 5.</translation>
    </message>
    <message>
        <source>Idle because</source>
        <translation>Простой</translation>
    </message>
    <message>
        <source>In the menu</source>
        <translation>В меню</translation>
    </message>
    <message>
        <source>It could not be made: {why}</source>
        <translation>Составить прогноз не удалось: {why}</translation>
    </message>
    <message>
        <source>It does not hold any more: a new one is on its way.</source>
        <translation>Он устарел: готовится новый.</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Осталось</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Потеряно</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Дозвон</translation>
    </message>
    <message>
        <source>With operators</source>
        <translation>У телефонистов</translation>
    </message>
    <message>
        <source>is being forecast</source>
        <translation>считается</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>not within a month</source>
        <translation>не раньше чем через месяц</translation>
    </message>
    <message>
        <source>{end} ({soonest} or much later)</source>
        <translation>{end} ({soonest} или намного позже)</translation>
    </message>
    <message>
        <source>{end}, as of {when}</source>
        <translation>{end}, от {when}</translation>
    </message>
    <message>
        <source>{rate} % of {limit} %</source>
        <translation>{rate} % из {limit} %</translation>
    </message>
</context>
<context>
    <name>CampaignSettingsDesk</name>
    <message>
        <source>A campaign keeps its name; clone it under another one.</source>
        <extracomment>Case-folded name of a scheme → what it declares.</extracomment>
        <translation>Имя кампании не меняется; сделайте копию под другим.</translation>
    </message>
    <message>
        <source>Campaigns (*.toml)</source>
        <translation>Кампании (*.toml)</translation>
    </message>
    <message>
        <source>Save the settings into a file</source>
        <translation>Сохранить настройки в файл</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Сохранено</translation>
    </message>
    <message>
        <source>Take the settings from a file</source>
        <translation>Взять настройки из файла</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Записано: {file}</translation>
    </message>
</context>
<context>
    <name>CampaignStart</name>
    <message>
        <source>An engine is being asked…</source>
        <translation>Спрашиваем движок…</translation>
    </message>
    <message>
        <source>It rings, or somebody talks…</source>
        <translation>Идут гудки или разговор…</translation>
    </message>
</context>
<context>
    <name>CampaignTable</name>
    <message>
        <source>Answered</source>
        <translation>Ответили</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Контактов</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Завершено</translation>
    </message>
    <message>
        <source>Live calls</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Why idle</source>
        <translation>Простой</translation>
    </message>
</context>
<context>
    <name>CampaignWizard</name>
    <message>
        <source>A new campaign was left before it was made. What was filled in is there.</source>
        <translation>Новая кампания осталась недоделанной. Всё, что было заполнено, на месте.</translation>
    </message>
    <message>
        <source>Advertising</source>
        <translation>Реклама</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Начать заново</translation>
    </message>
    <message>
        <source>Check-list and start</source>
        <translation>Проверка и запуск</translation>
    </message>
    <message>
        <source>Debtors</source>
        <translation>Должники</translation>
    </message>
    <message>
        <source>Debtors, by operators</source>
        <translation>Должники, говорят телефонисты</translation>
    </message>
    <message>
        <source>Election campaign</source>
        <translation>Предвыборная агитация</translation>
    </message>
    <message>
        <source>Everything that can be known before the first call.</source>
        <translation>Всё, что можно узнать до первого звонка.</translation>
    </message>
    <message>
        <source>Fill in what the scheme is to say, or say that it is not needed.</source>
        <translation>Впишите, что должна сказать схема, или отметьте, что это не нужно.</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Отказаться</translation>
    </message>
    <message>
        <source>Give up this campaign?</source>
        <translation>Отказаться от этой кампании?</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Go on with “{name}”?</source>
        <translation>Продолжить «{name}»?</translation>
    </message>
    <message>
        <source>Interviews by operators</source>
        <translation>Интервью телефонистов</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Список</translation>
    </message>
    <message>
        <source>Nothing of what was filled in, nor of its list, stays.</source>
        <translation>Ни заполненное, ни список не сохранятся.</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Уведомление</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Телефонисты</translation>
    </message>
    <message>
        <source>Over which lines, how many at once, and with which number shown.</source>
        <translation>По каким линиям, сколько сразу и с каким номером.</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Цель</translation>
    </message>
    <message>
        <source>Quiz and lottery</source>
        <translation>Викторина и розыгрыш</translation>
    </message>
    <message>
        <source>Rating of a service</source>
        <translation>Оценка услуги</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Правила</translation>
    </message>
    <message>
        <source>Scheme and form</source>
        <translation>Схема и бланк</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Опрос</translation>
    </message>
    <message>
        <source>There is a campaign of that name.</source>
        <translation>Кампания с таким именем уже есть.</translation>
    </message>
    <message>
        <source>Trunks</source>
        <translation>Транки</translation>
    </message>
    <message>
        <source>What are the calls for? A template comes with it: scheme, form, rules and reports; everything can be changed.</source>
        <translation>Для чего звонки? С целью приходит шаблон: схема, бланк, правила и отчёты; всё можно изменить.</translation>
    </message>
    <message>
        <source>What the subscriber hears, what operators fill in, and what the scheme says in your name.</source>
        <translation>Что услышит абонент, что заполняют телефонисты и что схема скажет от вашего имени.</translation>
    </message>
    <message>
        <source>Which laws hold, when to call, and how often to try.</source>
        <translation>Какие законы действуют, когда звонить и сколько раз пытаться.</translation>
    </message>
    <message>
        <source>Who talks: a robot by the scheme, or operators, and how the dialer follows them.</source>
        <translation>Кто говорит: робот по схеме или телефонисты, и как набор подстраивается под них.</translation>
    </message>
    <message>
        <source>Whom to call. A list can also be imported, or built by criteria, later.</source>
        <translation>Кому звонить. Список можно загрузить или отобрать по условиям и позже.</translation>
    </message>
    <message>
        <source>a robot asks who answers, tells the debt, takes promises</source>
        <translation>робот спрашивает, кто у телефона, называет долг и принимает обещания</translation>
    </message>
    <message>
        <source>asks for a mark; who is not content is called back</source>
        <translation>просит оценку; недовольным перезванивают</translation>
    </message>
    <message>
        <source>asks questions, with quotas</source>
        <translation>задаёт вопросы, с квотами</translation>
    </message>
    <message>
        <source>asks, and draws winners from a published seed</source>
        <translation>спрашивает и разыгрывает призы по объявленному числу</translation>
    </message>
    <message>
        <source>dials; operators talk about the debt and fill in a form</source>
        <translation>дозванивается; телефонисты говорят о долге и заполняют бланк</translation>
    </message>
    <message>
        <source>dials; operators talk and fill in a form</source>
        <translation>дозванивается; телефонисты говорят и заполняют бланк</translation>
    </message>
    <message>
        <source>offers something to those who agreed to hear it</source>
        <translation>предлагает тем, кто согласился слушать</translation>
    </message>
    <message>
        <source>speaks for a candidate, with two questions</source>
        <translation>говорит за кандидата, с двумя вопросами</translation>
    </message>
    <message>
        <source>tells everybody something and has it confirmed</source>
        <translation>сообщает и просит подтвердить</translation>
    </message>
</context>
<context>
    <name>CampaignWords</name>
    <message>
        <source>Add people…</source>
        <translation>Добавить сотрудников…</translation>
    </message>
    <message>
        <source>Answering machines</source>
        <translation>Автоответчики</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Попытки</translation>
    </message>
    <message>
        <source>Calling hours</source>
        <translation>Часы звонков</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Звонки</translation>
    </message>
    <message>
        <source>Change the attempts…</source>
        <translation>Изменить попытки…</translation>
    </message>
    <message>
        <source>Change the law…</source>
        <translation>Изменить правила…</translation>
    </message>
    <message>
        <source>Change the lines…</source>
        <translation>Изменить линии…</translation>
    </message>
    <message>
        <source>Change the operators…</source>
        <translation>Изменить телефонистов…</translation>
    </message>
    <message>
        <source>Change the quotas…</source>
        <translation>Изменить квоты…</translation>
    </message>
    <message>
        <source>Change the stores…</source>
        <translation>Изменить хранилища…</translation>
    </message>
    <message>
        <source>Connect a trunk…</source>
        <translation>Подключить транк…</translation>
    </message>
    <message>
        <source>Extend the hours…</source>
        <translation>Изменить часы…</translation>
    </message>
    <message>
        <source>External stores</source>
        <translation>Внешние хранилища</translation>
    </message>
    <message>
        <source>Import contacts…</source>
        <translation>Загрузить контакты…</translation>
    </message>
    <message>
        <source>Law</source>
        <translation>Закон</translation>
    </message>
    <message>
        <source>Lines and pace</source>
        <translation>Линии и темп</translation>
    </message>
    <message>
        <source>Make a backup…</source>
        <translation>Сделать копию…</translation>
    </message>
    <message>
        <source>Open the forms…</source>
        <translation>Открыть бланки…</translation>
    </message>
    <message>
        <source>Open the scheme…</source>
        <translation>Открыть схему…</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Телефонисты</translation>
    </message>
    <message>
        <source>Quotas</source>
        <translation>Квоты</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Записи</translation>
    </message>
    <message>
        <source>Set the number…</source>
        <translation>Задать номер…</translation>
    </message>
    <message>
        <source>Start the campaign…</source>
        <translation>Запустить кампанию…</translation>
    </message>
    <message>
        <source>Start the engine…</source>
        <translation>Запустить движок…</translation>
    </message>
    <message>
        <source>Take it out of the archive</source>
        <translation>Вернуть из архива</translation>
    </message>
</context>
<context>
    <name>Campaigns</name>
    <message numerus="yes">
        <source>%n call(s) go on and would be ended at once. Pausing lets them go on.</source>
        <translation>
            <numerusform>%n разговор идёт и будет завершён сразу. Пауза дала бы ему закончиться.</numerusform>
            <numerusform>%n разговора идут и будут завершены сразу. Пауза дала бы им закончиться.</numerusform>
            <numerusform>%n разговоров идут и будут завершены сразу. Пауза дала бы им закончиться.</numerusform>
        </translation>
    </message>
    <message>
        <source>An administrator does that in Settings.</source>
        <extracomment>Between two counts of the funnel, seconds; and so many times as long as the count took. A count that takes longer is not made anew for each call that ends. What the last count was made of, and whether it took long. The campaign that they were read for.</extracomment>
        <translation>Это делает администратор в настройках.</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>В архиве</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Clone “{name}”</source>
        <translation>Копия «{name}»</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Delete “{name}”?</source>
        <translation>Удалить «{name}»?</translation>
    </message>
    <message>
        <source>End the calls</source>
        <translation>Завершить разговоры</translation>
    </message>
    <message>
        <source>Name of the new campaign</source>
        <translation>Имя новой кампании</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Приостановлена</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Запущена</translation>
    </message>
    <message>
        <source>Stop “{name}”?</source>
        <translation>Остановить «{name}»?</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Остановлена</translation>
    </message>
    <message>
        <source>Taken out of the archive</source>
        <translation>Возвращена из архива</translation>
    </message>
    <message>
        <source>The draft goes with its list. This cannot be undone.</source>
        <translation>Черновик удаляется вместе со списком. Вернуть его нельзя.</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (копия)</translation>
    </message>
</context>
<context>
    <name>CampaignsPage</name>
    <message>
        <source>A campaign calls the people of a list by a scheme. Choose what it is for, and go through it step by step; nothing is dialled before you start it.</source>
        <translation>Кампания звонит людям из списка по схеме. Выберите, для чего она, и пройдите по шагам; до запуска никому не звонят.</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <extracomment>(&quot;start&quot; | &quot;pause&quot; | &quot;stop&quot; | &quot;archive&quot; | …, campaign&apos;s name) The list of schemes: what can be prepared before there is a line. A campaign is to be made, step by step. Another campaign is looked at: its name, &quot;&quot; for none. The archived ones are to be shown, or no more.</extracomment>
        <translation>Кампании</translation>
    </message>
    <message>
        <source>Change the words or the state above.</source>
        <translation>Измените слова или состояние выше.</translation>
    </message>
    <message>
        <source>Forecast…</source>
        <translation>Прогноз…</translation>
    </message>
    <message>
        <source>More with this campaign</source>
        <translation>Что ещё можно сделать с кампанией</translation>
    </message>
    <message>
        <source>Name of a campaign</source>
        <translation>Имя кампании</translation>
    </message>
    <message>
        <source>New campaign…</source>
        <translation>Новая кампания…</translation>
    </message>
    <message>
        <source>No campaign fits</source>
        <translation>Ничего не подходит</translation>
    </message>
    <message>
        <source>No campaigns yet</source>
        <translation>Кампаний пока нет</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Reading the campaigns…</source>
        <translation>Читаю кампании…</translation>
    </message>
    <message>
        <source>Start…</source>
        <translation>Запустить…</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>all but archived</source>
        <translation>все, кроме архива</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>all</source>
        <translation>все</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>выберите…</translation>
    </message>
    <message>
        <source>there are none</source>
        <translation>нет</translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} и ещё %n</numerusform>
            <numerusform>{names} и ещё %n</numerusform>
            <numerusform>{names} и ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClientDialog</name>
    <message>
        <source>A new client</source>
        <extracomment>(name, details, refusals go to his own list)</extracomment>
        <translation>Новый заказчик</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Заказчик</translation>
    </message>
    <message>
        <source>Details: contract, contact person…</source>
        <translation>Сведения: договор, контактное лицо…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Otherwise he goes on the office&apos;s list, and nobody calls him any more.</source>
        <translation>Иначе номер попадает в общий стоп-лист, и ему больше никто не звонит.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Who refuses in a call goes on this client&apos;s list only</source>
        <translation>Отказавшиеся в разговоре — только в стоп-лист этого заказчика</translation>
    </message>
</context>
<context>
    <name>ClientTable</name>
    <message>
        <source>Campaigns</source>
        <translation>Кампании</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Заказчик</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Сведения</translation>
    </message>
    <message>
        <source>Do-not-call list</source>
        <translation>Стоп-лист</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Идут</translation>
    </message>
    <message>
        <source>The office itself</source>
        <translation>Сама организация</translation>
    </message>
    <message>
        <source>put away</source>
        <translation>в архиве</translation>
    </message>
    <message>
        <source>what belongs to no client; its list holds for all calls</source>
        <translation>что не принадлежит заказчикам; её стоп-лист действует на все звонки</translation>
    </message>
</context>
<context>
    <name>Clients</name>
    <message>
        <source>Added: {added}; already there: {known}; no numbers: {bad}.</source>
        <translation>Добавлено: {added}; уже были: {known}; не номера: {bad}.</translation>
    </message>
    <message>
        <source>He gets no new campaigns. Everything that is his stays, and he can be taken back.</source>
        <translation>Новых кампаний у него не будет. Всё, что ему принадлежит, останется, и его можно вернуть.</translation>
    </message>
    <message>
        <source>It may be called again. What proves the wish not to be called is not kept any more; the audit log keeps who has taken it off.</source>
        <translation>На номер снова можно будет звонить. Подтверждение просьбы не звонить больше не хранится; кто исключил номер, останется в журнале аудита.</translation>
    </message>
    <message>
        <source>Numbers, one a line</source>
        <translation>Номера, по одному в строке</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>В архив</translation>
    </message>
    <message>
        <source>Put {client} away?</source>
        <extracomment>Of the numbers that are typed or imported without a country&apos;s code.</extracomment>
        <translation>Отправить заказчика {client} в архив?</translation>
    </message>
    <message>
        <source>Save the proof</source>
        <translation>Сохранить подтверждение</translation>
    </message>
    <message>
        <source>Statement of usage</source>
        <translation>Отчёт об оказанных услугах</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>Исключить</translation>
    </message>
    <message>
        <source>Take {number} off the list?</source>
        <translation>Исключить {number} из стоп-листа?</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Записано: {file}</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>вручную</translation>
    </message>
</context>
<context>
    <name>ClientsPage</name>
    <message>
        <source>Campaigns: {names}</source>
        <translation>Кампании: {names}</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Clients</source>
        <extracomment>The ClientRow that is chosen; never the office&apos;s but for ``chosen_changed``.</extracomment>
        <translation>Заказчики</translation>
    </message>
    <message>
        <source>New client…</source>
        <translation>Новый заказчик…</translation>
    </message>
    <message>
        <source>Put away…</source>
        <translation>В архив…</translation>
    </message>
    <message>
        <source>Report forms: {names}</source>
        <translation>Формы отчётов: {names}</translation>
    </message>
    <message>
        <source>Statement of usage…</source>
        <translation>Отчёт об услугах…</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Users who see nothing else: {names}</source>
        <translation>Пользователи, которые видят только это: {names}</translation>
    </message>
    <message>
        <source>What is his…</source>
        <translation>Что ему принадлежит…</translation>
    </message>
    <message>
        <source>Who refuses in a call goes on this client&apos;s list only.</source>
        <translation>Отказавшиеся в разговоре — только в стоп-лист этого заказчика.</translation>
    </message>
    <message>
        <source>for whom campaigns are run</source>
        <translation>для них идут кампании</translation>
    </message>
</context>
<context>
    <name>ColumnsPage</name>
    <message>
        <source>As in the template</source>
        <translation>Как в шаблоне</translation>
    </message>
    <message>
        <source>Column</source>
        <extracomment>Where those are whose row names no place: ``say_home_fault`` is the answer. The name to keep the mapping under.</extracomment>
        <translation>Столбец</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Столбцы</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Например</translation>
    </message>
    <message>
        <source>Keep as a template</source>
        <translation>Сохранить как шаблон</translation>
    </message>
    <message>
        <source>Name of a new template</source>
        <translation>Название нового шаблона</translation>
    </message>
    <message>
        <source>What it holds</source>
        <translation>Что в нём</translation>
    </message>
    <message>
        <source>as found</source>
        <translation>как определено</translation>
    </message>
    <message>
        <source>nothing: leave it out</source>
        <translation>ничего: пропустить</translation>
    </message>
    <message>
        <source>region</source>
        <translation>регион</translation>
    </message>
    <message>
        <source>telephone number</source>
        <translation>номер телефона</translation>
    </message>
    <message>
        <source>time zone</source>
        <translation>часовой пояс</translation>
    </message>
</context>
<context>
    <name>ConditionDialog</name>
    <message>
        <source>Condition</source>
        <extracomment>Values that occur are wanted: (field, beginning).</extracomment>
        <translation>Условие</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Дни</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Как</translation>
    </message>
    <message>
        <source>One value in each line</source>
        <translation>По одному значению в строке</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Читать как</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Принять</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>date</source>
        <translation>дата</translation>
    </message>
    <message>
        <source>number</source>
        <translation>число</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>to</source>
        <translation>до</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>да или нет</translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message>
        <source>Before</source>
        <translation>Было</translation>
    </message>
    <message>
        <source>Give up mine</source>
        <translation>Отказаться от моих</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Править дальше</translation>
    </message>
    <message>
        <source>Nothing has been saved yet, and nothing of yours is lost. Where both of you have changed the same setting, yours would count.</source>
        <translation>Ещё ничего не сохранено, и ваше не потеряно. Где оба изменили одну настройку, останется ваша.</translation>
    </message>
    <message>
        <source>Save mine over theirs</source>
        <translation>Сохранить мои поверх</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Настройка</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>У другого</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>У вас</translation>
    </message>
    <message>
        <source>“{name}” was changed by somebody else</source>
        <extracomment>&quot;both&quot;: mine over theirs; &quot;theirs&quot;: mine is given up.</extracomment>
        <translation>«{name}» изменил кто-то другой</translation>
    </message>
</context>
<context>
    <name>ContactBulk</name>
    <message>
        <source>Done: {done} of {n}.</source>
        <translation>Сделано: {done} из {n}.</translation>
    </message>
    <message>
        <source>Export contacts: {n}</source>
        <translation>Выгрузить контакты: {n}</translation>
    </message>
    <message>
        <source>Exported {n} contacts to {file}.</source>
        <translation>Выгружено контактов: {n}, файл {file}.</translation>
    </message>
    <message>
        <source>Put contacts off until: {n}</source>
        <translation>До когда отложить контакты: {n}</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>Отложить</translation>
    </message>
    <message>
        <source>That moment is over already.</source>
        <translation>Этот момент уже прошёл.</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation>Выгрузка отменена, файла нет.</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Снять</translation>
    </message>
    <message>
        <source>Withdraw contacts: {n}</source>
        <extracomment>Contacts of one transaction: engines that want one of them wait for no longer than that.</extracomment>
        <translation>Снять контакты с обзвона: {n}</translation>
    </message>
</context>
<context>
    <name>ContactCard</name>
    <message>
        <source>Answer a complaint</source>
        <translation>Ответ на жалобу</translation>
    </message>
    <message>
        <source>Call now</source>
        <translation>Позвонить сейчас</translation>
    </message>
    <message>
        <source>Callback…</source>
        <translation>Перезвонить…</translation>
    </message>
    <message>
        <source>Change…</source>
        <extracomment>PastCall CallDetails: its way through the scheme is to be looked at in the editor. The card of a contact of another campaign.</extracomment>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Абонент</translation>
    </message>
    <message>
        <source>Do not call…</source>
        <translation>Не звонить…</translation>
    </message>
    <message>
        <source>In other campaigns</source>
        <translation>В других кампаниях</translation>
    </message>
    <message>
        <source>Its way through the scheme</source>
        <translation>Путь по схеме</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Слушать</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Reading the contact…</source>
        <translation>Читаем карточку…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>The event in detail</source>
        <translation>Подробности события</translation>
    </message>
    <message>
        <source>What is known of him</source>
        <translation>Что известно об абоненте</translation>
    </message>
    <message>
        <source>Why (not) called</source>
        <translation>Почему (не) звонили</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>Снять…</translation>
    </message>
    <message>
        <source>list: {name}</source>
        <translation>список: {name}</translation>
    </message>
    <message>
        <source>on the do-not-call list</source>
        <translation>в стоп-листе</translation>
    </message>
    <message>
        <source>tries: {n}</source>
        <translation>попыток: {n}</translation>
    </message>
    <message>
        <source>withdrawn {at}, {who}: {why}</source>
        <translation>снят {at}, {who}: {why}</translation>
    </message>
    <message>
        <source>{clock} there</source>
        <translation>у него {clock}</translation>
    </message>
</context>
<context>
    <name>ContactCards</name>
    <message>
        <source>Call back at</source>
        <translation>Когда перезвонить</translation>
    </message>
    <message>
        <source>Do not call</source>
        <translation>Не звонить</translation>
    </message>
    <message>
        <source>Ordering the call…</source>
        <translation>Заказываем звонок…</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>Обещать</translation>
    </message>
    <message>
        <source>Put the numbers on the do-not-call list</source>
        <translation>Внести номера в стоп-лист</translation>
    </message>
    <message>
        <source>The contact is there no more.</source>
        <extracomment>What a task of a card may fail with that its user can mend. Contact → when his call was ordered.</extracomment>
        <translation>Этого абонента больше нет.</translation>
    </message>
    <message>
        <source>There is no device to hear it on.</source>
        <translation>Не на чем слушать: нет звукового устройства.</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Снять</translation>
    </message>
    <message>
        <source>Withdraw the contact</source>
        <translation>Снять абонента с обзвона</translation>
    </message>
</context>
<context>
    <name>ContactLedger</name>
    <message>
        <source>Answer to a complaint: {number}</source>
        <translation>Ответ на жалобу: {number}</translation>
    </message>
    <message>
        <source>No campaign has this number: nothing of ours called it as a contact.</source>
        <translation>Этого номера нет ни в одной кампании: как абоненту ему никто из нас не звонил.</translation>
    </message>
    <message>
        <source>The answer was written to {file}; calls: {n}.</source>
        <translation>Ответ записан в {file}; звонков: {n}.</translation>
    </message>
</context>
<context>
    <name>ContactSearch</name>
    <message>
        <source>Card</source>
        <translation>Карточка</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>contact of {campaign}</source>
        <extracomment>Nobody is looked for by less. Names are looked for one contact after the other: only in lists that take no time.</extracomment>
        <translation>контакт кампании «{campaign}»</translation>
    </message>
</context>
<context>
    <name>ContactTable</name>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Last result</source>
        <translation>Последний итог</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Список</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Следующая попытка</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>Rows that are read at once, and pages that are kept. Before it nobody was called: contacts that were never tried have such a next try. Number of a page that is looked at and not there. Fields of the list that have a column. Who looks may not see numbers where a campaign masks them.</extracomment>
        <translation>Номер</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Time there</source>
        <translation>Время у абонента</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Попыток</translation>
    </message>
</context>
<context>
    <name>ContactsPage</name>
    <message>
        <source>All contacts</source>
        <translation>Все абоненты</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Абоненты</translation>
    </message>
    <message>
        <source>Why (not) called</source>
        <translation>Почему (не) звонили</translation>
    </message>
</context>
<context>
    <name>ContentsList</name>
    <message>
        <source>Count</source>
        <translation>Подсчитать</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Файлов</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Файлы…</translation>
    </message>
    <message>
        <source>Import prompts…</source>
        <translation>Добавить фразы…</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Старше</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>The oldest</source>
        <translation>Самый старый</translation>
    </message>
    <message>
        <source>Up to 30 days</source>
        <translation>До 30 дней</translation>
    </message>
    <message>
        <source>Up to 90 days</source>
        <translation>До 90 дней</translation>
    </message>
    <message>
        <source>Up to a year</source>
        <translation>До года</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>What lies in it, by age. Counting goes through all of it.</source>
        <translation>Что в нём лежит, по возрасту. Подсчёт просматривает хранилище целиком.</translation>
    </message>
</context>
<context>
    <name>CountPanel</name>
    <message>
        <source>A number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Callable now: {number}</source>
        <translation>Можно звонить сейчас: {number}</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Идёт подсчёт</translation>
    </message>
    <message>
        <source>Matches now: {number}</source>
        <translation>Подходит сейчас: {number}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Pin in</source>
        <extracomment>(number as it was typed or chosen, pin in)</extracomment>
        <translation>Добавить вручную</translation>
    </message>
    <message>
        <source>Pin out</source>
        <translation>Исключить вручную</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Выборка</translation>
    </message>
    <message>
        <source>Stop counting</source>
        <translation>Остановить подсчёт</translation>
    </message>
    <message>
        <source>Take all pins off</source>
        <translation>Снять все отметки</translation>
    </message>
</context>
<context>
    <name>CriteriaTree</name>
    <message>
        <source>All of these hold:</source>
        <translation>Верно всё из этого:</translation>
    </message>
    <message>
        <source>Any of these holds:</source>
        <translation>Верно хотя бы одно:</translation>
    </message>
    <message>
        <source>Conditions</source>
        <extracomment>The criterion is another one. Something else is chosen.</extracomment>
        <translation>Условия</translation>
    </message>
    <message>
        <source>None of these holds:</source>
        <translation>Неверно ничего из этого:</translation>
    </message>
    <message>
        <source>There is a call with all of:</source>
        <translation>Есть вызов, где верно всё:</translation>
    </message>
    <message>
        <source>There is a call with any of:</source>
        <translation>Есть вызов, где верно хотя бы одно:</translation>
    </message>
    <message>
        <source>There is a call with none of:</source>
        <translation>Есть вызов, где неверно ничего из этого:</translation>
    </message>
</context>
<context>
    <name>DatabaseChoice</name>
    <message>
        <source>The demo is being ended…</source>
        <extracomment>The user chooses another database; nothing takes the page away from him. What was used before the demo that the user is trying.</extracomment>
        <translation>Демонстрация завершается…</translation>
    </message>
</context>
<context>
    <name>DayGraph</name>
    <message>
        <source>Calls of this day</source>
        <translation>Вызовы за сегодня</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>отвечено</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>вызовы</translation>
    </message>
    <message>
        <source>calls {calls}, answered {answered}</source>
        <translation>вызовов {calls}, отвечено {answered}</translation>
    </message>
</context>
<context>
    <name>DeletedDialog</name>
    <message>
        <source>Bring back</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Deleted schemes</source>
        <translation>Удалённые схемы</translation>
    </message>
    <message>
        <source>No scheme was deleted.</source>
        <translation>Удалённых схем нет.</translation>
    </message>
    <message>
        <source>They are kept with their versions and their drafts.</source>
        <translation>Они хранятся вместе с версиями и черновиками.</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>A new version was installed while this program was open. Finish your call and your work, close the program and start it again: until then it has files of both versions.</source>
        <translation>Пока программа была открыта, установили новую версию. Закончите разговор и работу, закройте программу и запустите её снова: до этого она работает с файлами двух версий.</translation>
    </message>
    <message>
        <source>Another database…</source>
        <translation>Другая база данных…</translation>
    </message>
    <message>
        <source>Database: does not answer</source>
        <translation>База данных: не отвечает</translation>
    </message>
    <message>
        <source>Database: not reachable</source>
        <translation>База данных недоступна</translation>
    </message>
    <message>
        <source>Database: {name}</source>
        <translation>База данных: {name}</translation>
    </message>
    <message>
        <source>Line {name}: {state}</source>
        <translation>Линия «{name}»: {state}</translation>
    </message>
    <message>
        <source>Lines: not known</source>
        <translation>Линии: неизвестно</translation>
    </message>
    <message>
        <source>Lines: {ready} of {all} ready</source>
        <translation>Линии: готовы {ready} из {all}</translation>
    </message>
    <message>
        <source>No lines yet</source>
        <translation>Линий пока нет</translation>
    </message>
    <message>
        <source>The administrator connects one in Settings → Trunks.</source>
        <translation>Администратор подключает их в «Настройки → Транки».</translation>
    </message>
    <message>
        <source>The database cannot be opened</source>
        <extracomment>A call to the database that takes longer is told in the status bar. The window has shown campaigns: it keeps them when the database goes away.</extracomment>
        <translation>База данных не открывается</translation>
    </message>
    <message>
        <source>Upgraded: restart it</source>
        <translation>Обновлено: перезапустите</translation>
    </message>
    <message>
        <source>What is shown is not fresh. It goes on by itself when the database answers again. If it does not: close the program and start it again.</source>
        <translation>Показанные сведения устарели. Когда база снова ответит, работа продолжится сама. Если этого не происходит, закройте программу и запустите её снова.</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>не отвечает</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>не используется</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>готова</translation>
    </message>
</context>
<context>
    <name>EditDialog</name>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Change the contact</source>
        <translation>Изменить абонента</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Поля</translation>
    </message>
    <message>
        <source>New contact</source>
        <extracomment>(campaign, Edit)</extracomment>
        <translation>Новый абонент</translation>
    </message>
    <message>
        <source>Numbers, one a line, the first is called first</source>
        <translation>Номера, по одному в строке; первый набирают первым</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Time zones; empty: by the number</source>
        <translation>Часовые пояса; пусто — по номеру</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
</context>
<context>
    <name>EngineTable</name>
    <message>
        <source>Calls</source>
        <translation>Вызовы</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Компьютер</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>не отвечает</translation>
    </message>
    <message>
        <source>works</source>
        <translation>работает</translation>
    </message>
</context>
<context>
    <name>Engines</name>
    <message numerus="yes">
        <source>%n call(s) go on</source>
        <translation>
            <numerusform>Идёт %n вызов</numerusform>
            <numerusform>Идут %n вызова</numerusform>
            <numerusform>Идёт %n вызовов</numerusform>
        </translation>
    </message>
    <message>
        <source>An error in the program has ended it.</source>
        <translation>Движок остановился из-за ошибки в программе.</translation>
    </message>
    <message>
        <source>Click here to start it.</source>
        <translation>Щёлкните, чтобы запустить.</translation>
    </message>
    <message>
        <source>End the calls now</source>
        <translation>Прервать разговоры</translation>
    </message>
    <message>
        <source>End the program now</source>
        <translation>Завершить программу</translation>
    </message>
    <message>
        <source>Ending the calls…</source>
        <translation>Завершаю разговоры…</translation>
    </message>
    <message>
        <source>Engine: does not respond</source>
        <extracomment>An engine inside that has failed is started again, ever more rarely, as a service would be: the first pause and the longest. What closes properly beside an engine that does not, has so long. Why the engine inside does not run, as a sentence; &quot;&quot; when it is not known to fail. When it is started again by itself (monotonic, s); None: it is not. Ends a process that cannot end by itself, within so many seconds. The demo brings an engine of its own.</extracomment>
        <translation>Движок: не отвечает</translation>
    </message>
    <message numerus="yes">
        <source>Engine: in this program, %n call(s)</source>
        <translation>
            <numerusform>Движок: в этой программе, %n вызов</numerusform>
            <numerusform>Движок: в этой программе, %n вызова</numerusform>
            <numerusform>Движок: в этой программе, %n вызовов</numerusform>
        </translation>
    </message>
    <message>
        <source>Engine: not known</source>
        <translation>Движок: неизвестно</translation>
    </message>
    <message>
        <source>Engine: starting…</source>
        <translation>Движок: запускается…</translation>
    </message>
    <message>
        <source>Engine: stopped</source>
        <translation>Движок: остановлен</translation>
    </message>
    <message numerus="yes">
        <source>Engine: stopping, %n call(s) go on</source>
        <translation>
            <numerusform>Движок останавливается, идёт %n вызов</numerusform>
            <numerusform>Движок останавливается, идут %n вызова</numerusform>
            <numerusform>Движок останавливается, идёт %n вызовов</numerusform>
        </translation>
    </message>
    <message>
        <source>Engine: {names}</source>
        <translation>Движок: {names}</translation>
    </message>
    <message>
        <source>Engines tell of themselves in the database, which cannot be reached. They may go on with their calls.</source>
        <translation>Движки сообщают о себе через базу данных, а она недоступна. Начатые звонки, возможно, продолжаются.</translation>
    </message>
    <message numerus="yes">
        <source>For %n minute(s) nothing has come back from the database. Calls that go on are not broken off, but nothing new is dialled and nothing is written down.
Close the program and start it again: what was left open is settled then. If it comes back at once, another program that has the database open stands still: end that one, or restart the computer.</source>
        <translation>
            <numerusform>Уже %n минуту из базы данных ничего не приходит. Идущие звонки не обрываются, но новых нет и ничего не записывается.
Закройте программу и запустите её снова: всё, что осталось открытым, приведёт в порядок новый запуск. Если это сразу повторится, стоит другая программа, открывшая ту же базу: завершите её или перезагрузите компьютер.</numerusform>
            <numerusform>Уже %n минуты из базы данных ничего не приходит. Идущие звонки не обрываются, но новых нет и ничего не записывается.
Закройте программу и запустите её снова: всё, что осталось открытым, приведёт в порядок новый запуск. Если это сразу повторится, стоит другая программа, открывшая ту же базу: завершите её или перезагрузите компьютер.</numerusform>
            <numerusform>Уже %n минут из базы данных ничего не приходит. Идущие звонки не обрываются, но новых нет и ничего не записывается.
Закройте программу и запустите её снова: всё, что осталось открытым, приведёт в порядок новый запуск. Если это сразу повторится, стоит другая программа, открывшая ту же базу: завершите её или перезагрузите компьютер.</numerusform>
        </translation>
    </message>
    <message>
        <source>It cannot be stopped, and calls that go on are cut off when the program ends. What was written down of them is kept; the next start settles the rest.</source>
        <translation>Остановить его нельзя: при завершении программы идущие разговоры оборвутся. Что о них уже записано, сохранится, остальное приведёт в порядок следующий запуск.</translation>
    </message>
    <message>
        <source>It is started again by itself.</source>
        <translation>Программа запустит его снова сама.</translation>
    </message>
    <message>
        <source>No engine answers</source>
        <translation>Движок не отвечает</translation>
    </message>
    <message numerus="yes">
        <source>No new calls are made; %n call(s) go on.</source>
        <translation>
            <numerusform>Новых вызовов нет; ещё идёт %n.</numerusform>
            <numerusform>Новых вызовов нет; ещё идут %n.</numerusform>
            <numerusform>Новых вызовов нет; ещё идут %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Start it on the server:</source>
        <translation>Запустите его на сервере:</translation>
    </message>
    <message>
        <source>Start the engine</source>
        <translation>Запустить движок</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Остаться</translation>
    </message>
    <message>
        <source>Stop the engine</source>
        <translation>Остановить движок</translation>
    </message>
    <message>
        <source>The engine does not respond</source>
        <translation>Движок не отвечает</translation>
    </message>
    <message>
        <source>The engine is stopping</source>
        <translation>Движок останавливается</translation>
    </message>
    <message>
        <source>The engine runs in this program. If it ends now, people are cut off in the middle of a sentence.</source>
        <translation>Движок работает в этой программе. Если остановить его сейчас, разговоры оборвутся на полуслове.</translation>
    </message>
    <message>
        <source>Wait for the calls to end</source>
        <translation>Дождаться конца разговоров</translation>
    </message>
    <message>
        <source>What is left is being written down.</source>
        <translation>Записывается оставшееся.</translation>
    </message>
</context>
<context>
    <name>EnginesList</name>
    <message>
        <source>An engine is started on its own computer with rino-desktop --engine, and stopped there with Ctrl+C or by its service: calls that go on end first.</source>
        <translation>Движок запускают на его компьютере командой rino-desktop --engine и там же останавливают: Ctrl+C или через службу. Текущие разговоры сначала закончатся.</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Звонки</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Компьютер</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Работает с</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
</context>
<context>
    <name>EntryTable</name>
    <message>
        <source>Added by</source>
        <translation>Кто внёс</translation>
    </message>
    <message>
        <source>Asked for on</source>
        <translation>Просьба от</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>So many are shown; search finds the others. What the engine keeps of a wish that was told in a call.</extracomment>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Подтверждение</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>С какого времени</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Откуда</translation>
    </message>
    <message>
        <source>added by command</source>
        <translation>добавлен командой</translation>
    </message>
    <message>
        <source>call {number}</source>
        <translation>вызов {number}</translation>
    </message>
    <message>
        <source>file {name}</source>
        <translation>файл {name}</translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>An error in the program</source>
        <translation>Ошибка в программе</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Не получилось</translation>
    </message>
    <message>
        <source>The program goes on, and what was saved is safe. What was being done may not be finished: look at it again.

The report is also in {path}.</source>
        <translation>Программа продолжает работать, сохранённое не пострадало. Последнее действие могло не завершиться: проверьте его.

Отчёт записан и в {path}.</translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>as usual</source>
        <translation>как обычно</translation>
    </message>
    <message>
        <source>{label}, s</source>
        <extracomment>No value: the file would not name the key.</extracomment>
        <translation>{label}, с</translation>
    </message>
</context>
<context>
    <name>FilesDialog</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Files of the voice store</source>
        <translation>Файлы хранилища фраз</translation>
    </message>
    <message>
        <source>Name, with * for anything: recordings/2026/11/*</source>
        <translation>Имя, * — что угодно: recordings/2026/11/*</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Найти</translation>
    </message>
</context>
<context>
    <name>FilesList</name>
    <message>
        <source>Changed</source>
        <translation>Изменён</translation>
    </message>
    <message>
        <source>Ctrl and Shift choose several, to delete them together.</source>
        <translation>С Ctrl и Shift можно выбрать несколько файлов и удалить их вместе.</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Прослушать</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Сохранить копию…</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>All campaigns</source>
        <extracomment>Another campaign was chosen: its lists and fields are to be shown.</extracomment>
        <translation>Все кампании</translation>
    </message>
    <message>
        <source>All lists</source>
        <translation>Все списки</translation>
    </message>
    <message>
        <source>Any field</source>
        <translation>Любое поле</translation>
    </message>
    <message>
        <source>Any result</source>
        <translation>Любой итог</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Любое состояние</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <source>Last result</source>
        <translation>Последний итог</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Список</translation>
    </message>
    <message>
        <source>Next try from</source>
        <translation>Следующая попытка с</translation>
    </message>
    <message>
        <source>Next try until</source>
        <translation>Следующая попытка до</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Number or a part of it</source>
        <translation>Номер или его часть</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Value of the field</source>
        <translation>Значение поля</translation>
    </message>
    <message>
        <source>until</source>
        <translation>до</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>2026-11-23 or -7</source>
        <translation>2026-11-23 или -7</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Кампании</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Crossed with (several with ;)</source>
        <translation>В разрезе (несколько через ;)</translation>
    </message>
    <message>
        <source>Data source with payments</source>
        <translation>Источник данных с платежами</translation>
    </message>
    <message>
        <source>Days that a payment may be late</source>
        <translation>Допустимое опоздание платежа, дней</translation>
    </message>
    <message>
        <source>Days to pay without a promised day</source>
        <translation>Дней на оплату, если день не назван</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Розыгрыш</translation>
    </message>
    <message>
        <source>Field with the account</source>
        <translation>Поле с лицевым счётом</translation>
    </message>
    <message>
        <source>Field with the amount</source>
        <translation>Поле с суммой</translation>
    </message>
    <message>
        <source>Field with the promised day</source>
        <translation>Поле с обещанным днём</translation>
    </message>
    <message>
        <source>Field with the weight</source>
        <translation>Поле с весом</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Первый день</translation>
    </message>
    <message>
        <source>How calls ended</source>
        <translation>Чем закончились вызовы</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Последний день</translation>
    </message>
    <message>
        <source>Lists of contacts</source>
        <translation>Списки контактов</translation>
    </message>
    <message>
        <source>Make the report</source>
        <translation>Построить отчёт</translation>
    </message>
    <message>
        <source>NAME=VALUE; …</source>
        <translation>ИМЯ=ЗНАЧЕНИЕ; …</translation>
    </message>
    <message>
        <source>Only this number</source>
        <translation>Только этот номер</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Телефонисты</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Период</translation>
    </message>
    <message>
        <source>Published seed</source>
        <translation>Опубликованное число</translation>
    </message>
    <message>
        <source>Result that is a promise</source>
        <translation>Результат с обещанием</translation>
    </message>
    <message>
        <source>Saved results</source>
        <translation>Сохранённые результаты</translation>
    </message>
    <message>
        <source>Stand-ins</source>
        <translation>Запасных</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Время суток</translation>
    </message>
    <message>
        <source>Trunks</source>
        <translation>Транки</translation>
    </message>
    <message>
        <source>Where the seed comes from</source>
        <translation>Откуда берётся число</translation>
    </message>
    <message>
        <source>Whose hours</source>
        <translation>По чьим часам</translation>
    </message>
    <message>
        <source>Winners</source>
        <translation>Победителей</translation>
    </message>
    <message>
        <source>all the time</source>
        <extracomment>Periods in a word, as the engine reads them. What only some kinds ask for: lines to be typed into, by name.</extracomment>
        <translation>за всё время</translation>
    </message>
    <message>
        <source>from … to …</source>
        <translation>с … по …</translation>
    </message>
    <message>
        <source>last month</source>
        <translation>прошлый месяц</translation>
    </message>
    <message>
        <source>last week</source>
        <translation>прошлая неделя</translation>
    </message>
    <message>
        <source>the office&apos;s</source>
        <translation>офиса</translation>
    </message>
    <message>
        <source>the subscriber&apos;s</source>
        <translation>абонента</translation>
    </message>
    <message>
        <source>this month</source>
        <translation>этот месяц</translation>
    </message>
    <message>
        <source>this week</source>
        <translation>эта неделя</translation>
    </message>
    <message>
        <source>today</source>
        <translation>сегодня</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>вчера</translation>
    </message>
</context>
<context>
    <name>FindingsList</name>
    <message>
        <source>Bundle for support…</source>
        <translation>Набор для поддержки…</translation>
    </message>
    <message>
        <source>How it is</source>
        <translation>Как обстоит</translation>
    </message>
    <message>
        <source>Look around</source>
        <translation>Осмотреть</translation>
    </message>
    <message>
        <source>This computer: everything that an engine needs is tried, not looked up.</source>
        <translation>Этот компьютер: всё, что нужно движку, проверяется на деле.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Что делать</translation>
    </message>
</context>
<context>
    <name>FirstStartPage</name>
    <message>
        <source>A campaign with built-in subscribers, on this computer. It needs no telephone line.</source>
        <translation>Кампания со встроенными абонентами прямо на этом компьютере. Телефонная линия не нужна.</translation>
    </message>
    <message>
        <source>Another database</source>
        <extracomment>The demo in which the user is one of the operators. A database of this machine is to be made where the settings say. (address, password, keep the password) The present database after all.</extracomment>
        <translation>Другая база данных</translation>
    </message>
    <message>
        <source>Be an operator</source>
        <translation>Поработать телефонистом</translation>
    </message>
    <message>
        <source>Campaigns, contacts and schemes live in a database. There is none yet.</source>
        <translation>Кампании, контакты и схемы хранятся в базе данных. Её пока нет.</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>Подключиться к серверу</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Подключиться…</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>Create a database on this computer</source>
        <translation>Создать базу данных на этом компьютере</translation>
    </message>
    <message>
        <source>It will be here: {path}</source>
        <translation>Она будет здесь: {path}</translation>
    </message>
    <message>
        <source>Keep the present database</source>
        <translation>Остаться с нынешней базой данных</translation>
    </message>
    <message>
        <source>Several workplaces share one database on a Firebird server.</source>
        <translation>Несколько рабочих мест с общей базой данных на сервере Firebird.</translation>
    </message>
    <message>
        <source>Three virtual operators and you talk with built-in subscribers. A headset is good to have, not needed.</source>
        <translation>Трое виртуальных телефонистов и вы разговариваете с абонентами, встроенными в программу. Гарнитура кстати, но можно и без неё.</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Начать</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Посмотреть демонстрацию</translation>
    </message>
    <message>
        <source>Welcome to RINO Desktop</source>
        <translation>Добро пожаловать в RINO Desktop</translation>
    </message>
</context>
<context>
    <name>ForecastDialog</name>
    <message>
        <source>Calls an hour</source>
        <translation>Вызовов в час</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Compare with the fact</source>
        <translation>Сравнить с фактом</translation>
    </message>
    <message>
        <source>Contacts left</source>
        <translation>Осталось контактов</translation>
    </message>
    <message>
        <source>Forecast: {name}</source>
        <translation>Прогноз: {name}</translation>
    </message>
    <message>
        <source>Keep the forecast</source>
        <translation>Сохранить прогноз</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Запустить снова</translation>
    </message>
    <message>
        <source>Runs done</source>
        <translation>Выполнено прогонов</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
</context>
<context>
    <name>FormDesigner</name>
    <message>
        <source>Add a page below the chosen one</source>
        <translation>Добавить страницу после выбранной</translation>
    </message>
    <message>
        <source>Add a question below the chosen one (Insert)</source>
        <translation>Добавить вопрос после выбранного (Insert)</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Бланк</translation>
    </message>
    <message>
        <source>Mend the errors first</source>
        <translation>Сначала исправьте ошибки</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Ещё не сохранено</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Страница</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Опубликовать</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Вопрос</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Title, languages and currency of the form</source>
        <translation>Заголовок, языки и валюта бланка</translation>
    </message>
    <message>
        <source>Undo</source>
        <extracomment>A moment after the last change it is saved; milliseconds.</extracomment>
        <translation>Отменить</translation>
    </message>
</context>
<context>
    <name>FormDesigners</name>
    <message>
        <source>Close without saving</source>
        <translation>Закрыть без сохранения</translation>
    </message>
    <message>
        <source>Close “{name}” without saving?</source>
        <translation>Закрыть «{name}» без сохранения?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Delete the form “{name}”?</source>
        <translation>Удалить бланк «{name}»?</translation>
    </message>
    <message>
        <source>Give mine up</source>
        <translation>Отказаться от моего</translation>
    </message>
    <message>
        <source>It cannot be brought back. Answers that operators have filled in stay in the reports.</source>
        <translation>Вернуть его будет нельзя. Ответы, которые записали телефонисты, останутся в отчётах.</translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <extracomment>One save at a time, so that each stands on the one before. Somebody else has changed it, and the user has not decided yet.</extracomment>
        <translation>Не сохранено: {reason}</translation>
    </message>
    <message>
        <source>Save mine as a copy</source>
        <translation>Сохранить мой как копию</translation>
    </message>
    <message>
        <source>Somebody else has changed the form</source>
        <translation>Бланк изменил кто-то другой</translation>
    </message>
    <message>
        <source>Somebody else has changed {name}; what was drawn here is saved as {copy}.</source>
        <translation>«{name}» изменил кто-то другой; нарисованное здесь сохранено как «{copy}».</translation>
    </message>
    <message>
        <source>That cannot be done</source>
        <translation>Это сделать нельзя</translation>
    </message>
    <message>
        <source>The draft is saved</source>
        <translation>Черновик сохранён</translation>
    </message>
    <message>
        <source>Version {number} is published: new calls use it</source>
        <translation>Опубликована версия {number}: она будет в новых вызовах</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Записано: {file}</translation>
    </message>
    <message>
        <source>{fault}

Yours can be saved as a form of its own, or given up for the other.</source>
        <translation>{fault}

Ваш вариант можно сохранить как отдельный бланк или отказаться от него в пользу другого.</translation>
    </message>
    <message>
        <source>{name} is there as a draft.</source>
        <translation>{name} — теперь в списке, как черновик.</translation>
    </message>
</context>
<context>
    <name>FormMenu</name>
    <message>
        <source>Delete…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>Создать копию…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Выгрузить…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Загрузить из файла…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Переименовать…</translation>
    </message>
</context>
<context>
    <name>FormPreview</name>
    <message numerus="yes">
        <source>Broken off. %n answer(s) would be stored.</source>
        <translation>
            <numerusform>Прервано. Сохранился бы %n ответ.</numerusform>
            <numerusform>Прервано. Сохранились бы %n ответа.</numerusform>
            <numerusform>Прервано. Сохранились бы %n ответов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Complete. %n answer(s) would be stored.</source>
        <translation>
            <numerusform>Заполнено. Сохранился бы %n ответ.</numerusform>
            <numerusform>Заполнено. Сохранились бы %n ответа.</numerusform>
            <numerusform>Заполнено. Сохранились бы %n ответов.</numerusform>
        </translation>
    </message>
    <message>
        <source>Here you will try the form as soon as it has a page.</source>
        <translation>Здесь можно будет попробовать бланк, как только в нём появится страница.</translation>
    </message>
    <message>
        <source>Preview</source>
        <extracomment>Part of a header → what may stand there, Russian and English.</extracomment>
        <translation>Предпросмотр</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Начать заново</translation>
    </message>
</context>
<context>
    <name>FormTab</name>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Clients&apos; own forms</source>
        <translation>Формы заказчиков</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Выгрузить…</translation>
    </message>
    <message>
        <source>Give to a client…</source>
        <translation>Отдать заказчику…</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Загрузить папку…</translation>
    </message>
    <message>
        <source>New form…</source>
        <translation>Новая форма…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
</context>
<context>
    <name>FormTable</name>
    <message>
        <source>Draft</source>
        <translation>Черновик</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Бланк</translation>
    </message>
    <message>
        <source>Published at</source>
        <translation>Опубликован</translation>
    </message>
    <message>
        <source>Published version</source>
        <translation>Опубликованная версия</translation>
    </message>
    <message>
        <source>not published yet</source>
        <translation>ещё не опубликован</translation>
    </message>
    <message>
        <source>there is a draft</source>
        <translation>есть черновик</translation>
    </message>
</context>
<context>
    <name>FormTree</name>
    <message>
        <source>Page {number}</source>
        <translation>Страница {number}</translation>
    </message>
    <message>
        <source>Pages and fields</source>
        <extracomment>Of an item: (&quot;page&quot; | &quot;field&quot;, id). (field, page, place among the others), (page, place)</extracomment>
        <translation>Страницы и поля</translation>
    </message>
</context>
<context>
    <name>FormsPage</name>
    <message>
        <source>A form leads the operator through the talk: what to say, what to ask.</source>
        <translation>Бланк ведёт телефониста по разговору: что сказать и о чём спросить.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Создать копию</translation>
    </message>
    <message>
        <source>Duplicate “{name}”</source>
        <translation>Копия бланка «{name}»</translation>
    </message>
    <message>
        <source>Export the form</source>
        <translation>Выгрузить бланк</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Выгрузить…</translation>
    </message>
    <message>
        <source>Forms</source>
        <extracomment>(form&apos;s name, file) (form&apos;s name, the new one) The tab of that designer is to be closed; its owner decides, and calls ``close_designer``.</extracomment>
        <translation>Бланки</translation>
    </message>
    <message>
        <source>Forms (*.form.json *.json)</source>
        <translation>Бланки (*.form.json *.json)</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Загрузить из файла…</translation>
    </message>
    <message>
        <source>Import a form</source>
        <translation>Загрузить бланк</translation>
    </message>
    <message>
        <source>More with this form</source>
        <translation>Ещё для этого бланка</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Name of the new form</source>
        <translation>Название нового бланка</translation>
    </message>
    <message>
        <source>New form</source>
        <translation>Новый бланк</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Новое название</translation>
    </message>
    <message>
        <source>No forms yet</source>
        <translation>Бланков пока нет</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Reading the forms…</source>
        <translation>Читаем список бланков…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Rename “{name}”</source>
        <translation>Переименовать «{name}»</translation>
    </message>
    <message>
        <source>{name} (copy {number})</source>
        <translation>{name} (копия {number})</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (копия)</translation>
    </message>
</context>
<context>
    <name>GiveDialog</name>
    <message>
        <source>Client</source>
        <translation>Заказчик</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Whose form is {name}?</source>
        <translation>Чья форма «{name}»?</translation>
    </message>
    <message>
        <source>nobody&apos;s</source>
        <translation>ничья</translation>
    </message>
</context>
<context>
    <name>GrantsDialog</name>
    <message>
        <source>Beside what his own role allows in the whole office he may do in these campaigns:</source>
        <translation>Кроме того, что роль разрешает везде, в этих кампаниях можно:</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>Дать</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>Roles for single campaigns</source>
        <translation>Роли в отдельных кампаниях</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Забрать</translation>
    </message>
    <message>
        <source>{name} in single campaigns</source>
        <translation>{name}: отдельные кампании</translation>
    </message>
</context>
<context>
    <name>HealthHere</name>
    <message numerus="yes">
        <source>%n thing(s) to be seen to.</source>
        <translation>
            <numerusform>%n замечание, которое надо устранить.</numerusform>
            <numerusform>%n замечания, которые надо устранить.</numerusform>
            <numerusform>%n замечаний, которые надо устранить.</numerusform>
        </translation>
    </message>
    <message>
        <source>Archives (*.zip)</source>
        <translation>Архивы (*.zip)</translation>
    </message>
    <message>
        <source>Bundle for support</source>
        <translation>Набор для поддержки</translation>
    </message>
    <message>
        <source>Everything works here.</source>
        <translation>Здесь всё работает.</translation>
    </message>
    <message>
        <source>Its calls are settled by the next engine that starts, or by another one within a minute.</source>
        <translation>Его звонки закроет другой движок в течение минуты или следующий, который запустят.</translation>
    </message>
    <message>
        <source>Looking around…</source>
        <translation>Осмотр…</translation>
    </message>
    <message>
        <source>Made: {file}. It holds no numbers, names or passwords; MANIFEST.txt in it says what it holds. Look into it before you send it.</source>
        <translation>Создан {file}. В нём нет номеров, имён и паролей; что в нём есть, сказано в MANIFEST.txt. Загляните в него перед отправкой.</translation>
    </message>
    <message>
        <source>No engine works: nobody is called, no call is answered.</source>
        <translation>Ни один движок не работает: никому не звонят, на звонки никто не отвечает.</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>не отвечает</translation>
    </message>
    <message>
        <source>works</source>
        <translation>работает</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>No program of this computer opens {file}.</source>
        <translation>На этом компьютере нет программы, которая открыла бы {file}.</translation>
    </message>
    <message>
        <source>Open the PDF</source>
        <translation>Открыть PDF</translation>
    </message>
    <message>
        <source>Open the pages</source>
        <translation>Открыть страницы</translation>
    </message>
    <message>
        <source>The manual cannot be opened</source>
        <translation>Руководство не открывается</translation>
    </message>
    <message>
        <source>The manual is not here</source>
        <translation>Руководства нет на месте</translation>
    </message>
    <message>
        <source>There is no {file}. Installing RINO Desktop anew brings it back; in a checkout, make manuals makes it.</source>
        <translation>Нет файла {file}. Установите RINO Desktop заново, и руководство вернётся; при работе из исходных текстов его собирает make manuals.</translation>
    </message>
</context>
<context>
    <name>HelpButton</name>
    <message>
        <source>Contents of the manual</source>
        <translation>Содержание руководства</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Help on this page</source>
        <translation>Помощь по этой странице</translation>
    </message>
    <message>
        <source>The manual</source>
        <translation>Руководство</translation>
    </message>
    <message>
        <source>The manual as PDF</source>
        <translation>Руководство в PDF</translation>
    </message>
</context>
<context>
    <name>HomeField</name>
    <message>
        <source>A mobile number does not tell where somebody is: without a region he can be called only when the law allows it from Kaliningrad to Kamchatka, an hour or two a day. For example: Москва, Самарская область, МСК+2.</source>
        <translation>По мобильному номеру не узнать, где человек: без региона ему можно звонить, только когда это разрешено от Калининграда до Камчатки, час-другой в день. Например: Москва, Самарская область, МСК+2.</translation>
    </message>
    <message>
        <source>Region or time zone of those whose row names none</source>
        <translation>Регион или часовой пояс тех, у кого он не указан</translation>
    </message>
    <message>
        <source>There it is now: {clocks}. Calls go by these clocks.</source>
        <translation>Там сейчас {clocks}: звонки пойдут по этим часам.</translation>
    </message>
</context>
<context>
    <name>ImportHistory</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Imports into {campaign}</source>
        <extracomment>The number of the import that is looked at: what would undoing it do? (number of the import, file)</extracomment>
        <translation>Импорты в кампанию {campaign}</translation>
    </message>
    <message>
        <source>Looking at what an undo would do…</source>
        <translation>Выясняем, что изменит отмена…</translation>
    </message>
    <message>
        <source>Nothing was imported yet: Import a list…</source>
        <translation>Пока ничего не загружено: «Загрузить список…»</translation>
    </message>
    <message>
        <source>Refused rows are kept for a month.</source>
        <translation>Отвергнутые строки хранятся месяц.</translation>
    </message>
    <message>
        <source>Save the refused rows</source>
        <translation>Сохранить отвергнутые строки</translation>
    </message>
    <message>
        <source>Save the refused rows…</source>
        <translation>Сохранить отвергнутые строки…</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Таблицы (*.csv)</translation>
    </message>
    <message>
        <source>Undo the import…</source>
        <translation>Отменить импорт…</translation>
    </message>
</context>
<context>
    <name>ImportTable</name>
    <message>
        <source>Added</source>
        <translation>Добавлено</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Список</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отвергнуто</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Обновлено</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Without a change</source>
        <translation>Без изменений</translation>
    </message>
    <message>
        <source>added one by one</source>
        <translation>добавлены по одному</translation>
    </message>
    <message>
        <source>by a criterion</source>
        <translation>по условию</translation>
    </message>
    <message>
        <source>in the campaign</source>
        <translation>в кампании</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>отменён</translation>
    </message>
</context>
<context>
    <name>ImportWizard</name>
    <message>
        <source>1 of 4. Does it read well? Choose the encoding in which it does.</source>
        <translation>1 из 4. Хорошо ли читается? Выберите кодировку, в которой читается.</translation>
    </message>
    <message>
        <source>2 of 4. What do the columns hold?</source>
        <translation>2 из 4. Что в столбцах?</translation>
    </message>
    <message>
        <source>3 of 4. What the import would do</source>
        <translation>3 из 4. Что сделает импорт</translation>
    </message>
    <message>
        <source>4 of 4. Imported</source>
        <translation>4 из 4. Импортировано</translation>
    </message>
    <message>
        <source>4 of 4. The import was undone</source>
        <translation>4 из 4. Импорт отменён</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Импортировать</translation>
    </message>
    <message>
        <source>Import {file} into “{campaign}”</source>
        <extracomment>Another encoding, delimiter or sheet: Choices. (meanings of the columns) of a trial, and of the import. (name, meanings)</extracomment>
        <translation>Импорт {file} в «{campaign}»</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход работы</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Undo the whole import</source>
        <translation>Отменить импорт целиком</translation>
    </message>
</context>
<context>
    <name>IncomingHere</name>
    <message>
        <source>Its calls go by the routes that are left, or are refused. Who talks goes on talking.</source>
        <translation>Его вызовы пойдут по остальным маршрутам или будут отклонены. Кто разговаривает, разговор не прервётся.</translation>
    </message>
    <message>
        <source>No routes yet: all calls that come in are refused.</source>
        <translation>Маршрутов пока нет: все входящие вызовы отклоняются.</translation>
    </message>
    <message>
        <source>Remove the route {number}?</source>
        <translation>Удалить маршрут {number}?</translation>
    </message>
    <message>
        <source>There are no trunks yet: add one under Trunks.</source>
        <translation>Транков пока нет: добавьте транк в разделе «Транки».</translation>
    </message>
</context>
<context>
    <name>IncomingSection</name>
    <message>
        <source>The week after</source>
        <translation>Следующая неделя</translation>
    </message>
    <message>
        <source>The week before</source>
        <translation>Предыдущая неделя</translation>
    </message>
    <message>
        <source>This week</source>
        <extracomment>By so many weeks; 0: to this one.</extracomment>
        <translation>Эта неделя</translation>
    </message>
    <message>
        <source>Who answers when</source>
        <translation>Кто когда отвечает</translation>
    </message>
</context>
<context>
    <name>ItemsDialog</name>
    <message>
        <source>Afterwards</source>
        <translation>После удаления</translation>
    </message>
    <message>
        <source>Campaign or folder</source>
        <translation>Кампания или папка</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Сколько</translation>
    </message>
    <message>
        <source>Older than</source>
        <translation>Старше</translation>
    </message>
    <message>
        <source>SHA-256 of the list</source>
        <translation>SHA-256 списка</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
</context>
<context>
    <name>KindList</name>
    <message>
        <source>A client&apos;s own form: its page and its tables.</source>
        <translation>Форма заказчика: её страница и её таблицы.</translation>
    </message>
    <message>
        <source>A report of a plug-in.</source>
        <translation>Отчёт из расширения.</translation>
    </message>
    <message>
        <source>Answers and schemes</source>
        <translation>Ответы и схемы</translation>
    </message>
    <message>
        <source>Answers to a survey, weighted and crossed with each other.</source>
        <translation>Ответы на опрос: с весами и в разрезах.</translation>
    </message>
    <message>
        <source>At which blocks of the scheme calls ended.</source>
        <translation>На каких блоках схемы закончились разговоры.</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Вызовы</translation>
    </message>
    <message>
        <source>Clients&apos; own forms</source>
        <translation>Формы заказчиков</translation>
    </message>
    <message>
        <source>Every call of a campaign, one by one, with what was said.</source>
        <translation>Все вызовы кампании по одному, с ответами.</translation>
    </message>
    <message>
        <source>Find a report</source>
        <extracomment>Group → kinds, in order; a kind of a plug-in is in none of them. KindInfo</extracomment>
        <translation>Найти отчёт</translation>
    </message>
    <message>
        <source>How calls went through the scheme, block by block.</source>
        <translation>Как разговоры шли по схеме, блок за блоком.</translation>
    </message>
    <message>
        <source>How the variants of a split scheme have done, and how sure it is.</source>
        <translation>Как сработали варианты разделённой схемы и насколько это надёжно.</translation>
    </message>
    <message>
        <source>Law</source>
        <translation>Закон</translation>
    </message>
    <message>
        <source>Of plug-ins</source>
        <translation>Из расширений</translation>
    </message>
    <message>
        <source>On which weekdays and at what hours people are reached.</source>
        <translation>По каким дням недели и в какие часы дозваниваются.</translation>
    </message>
    <message>
        <source>One campaign at a glance: list, tries, answers, how calls ended.</source>
        <translation>Кампания в целом: список, попытки, ответы, чем закончились вызовы.</translation>
    </message>
    <message>
        <source>Operators&apos; time, calls, results, and how they kept to shifts.</source>
        <translation>Время телефонистов, звонки, результаты и соблюдение смен.</translation>
    </message>
    <message>
        <source>People and their work</source>
        <translation>Люди и их работа</translation>
    </message>
    <message>
        <source>Promises to pay, and what billing says became of them.</source>
        <translation>Обещания заплатить и что с ними стало по данным биллинга.</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Отчёты</translation>
    </message>
    <message>
        <source>Requests that were taken, and how quickly they were settled.</source>
        <translation>Принятые заявки и как быстро их закрыли.</translation>
    </message>
    <message>
        <source>Services that were ordered in calls, and how far they have come.</source>
        <translation>Что заказали в разговорах и на какой стадии эти заказы.</translation>
    </message>
    <message>
        <source>What each line carried: calls, answers, failures, minutes.</source>
        <translation>Нагрузка каждой линии: вызовы, ответы, сбои, минуты.</translation>
    </message>
    <message>
        <source>What was answered and saved in calls, counted.</source>
        <translation>Что ответили и сохранили в разговорах, в числах.</translation>
    </message>
    <message>
        <source>Which calls were recorded; a double click lets you hear one.</source>
        <translation>Какие вызовы записаны; двойной щелчок — послушать.</translation>
    </message>
    <message>
        <source>Why contacts were not called: the rules, number by number.</source>
        <translation>Почему не звонили: правила по каждому номеру.</translation>
    </message>
    <message>
        <source>Winners of a draw, in a way that anybody can check.</source>
        <translation>Победители розыгрыша: каждый может проверить.</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>All campaigns</source>
        <translation>Все кампании</translation>
    </message>
    <message>
        <source>All who were not called, by rule</source>
        <translation>Все, кому не звонили, по правилам</translation>
    </message>
    <message>
        <source>Answer to a complaint…</source>
        <translation>Ответ на жалобу…</translation>
    </message>
    <message>
        <source>At the moment</source>
        <translation>На момент</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Choose a campaign first.</source>
        <translation>Сначала выберите кампанию.</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Абоненты</translation>
    </message>
    <message>
        <source>Contacts that were refused</source>
        <translation>Абоненты, которым не звонили</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Посчитать</translation>
    </message>
    <message>
        <source>Enter a number: every rule between it and a call is shown, with its figures, now or at any moment of the past.</source>
        <translation>Введите номер: здесь будет каждое правило между ним и звонком, с цифрами, — сейчас или на любой момент в прошлом.</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Впервые</translation>
    </message>
    <message>
        <source>From</source>
        <translation>С</translation>
    </message>
    <message>
        <source>Known from</source>
        <translation>Откуда известно</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>В последний раз</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>Момент</translation>
    </message>
    <message>
        <source>Nobody was refused</source>
        <translation>Отказов не было</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Правило</translation>
    </message>
    <message>
        <source>Rule, with its figures</source>
        <translation>Правило и его цифры</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Правила</translation>
    </message>
    <message>
        <source>Rules that were looked at</source>
        <translation>Проверенные правила</translation>
    </message>
    <message>
        <source>Says</source>
        <translation>Вывод</translation>
    </message>
    <message>
        <source>Telephone number</source>
        <extracomment>(number as typed, campaign or &quot;&quot;, moment or None for now) Number as typed. (campaign, from, until) (campaign, rule, from, until)</extracomment>
        <translation>Номер телефона</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Раз</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Почему?</translation>
    </message>
    <message>
        <source>allows</source>
        <translation>разрешает</translation>
    </message>
    <message>
        <source>forbids</source>
        <translation>запрещает</translation>
    </message>
    <message>
        <source>happened</source>
        <translation>было</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>until</source>
        <translation>до</translation>
    </message>
    <message>
        <source>worked out now</source>
        <translation>вычислено сейчас</translation>
    </message>
    <message>
        <source>written down then</source>
        <translation>записано тогда</translation>
    </message>
</context>
<context>
    <name>LimitsTable</name>
    <message>
        <source>24 hours</source>
        <translation>24 часа</translation>
    </message>
    <message>
        <source>31 days</source>
        <translation>31 день</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 дней</translation>
    </message>
    <message>
        <source>Add a limit</source>
        <translation>Добавить предел</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Не больше</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Считать</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>In</source>
        <translation>За сколько</translation>
    </message>
    <message>
        <source>Limits of calls</source>
        <extracomment>What is usually asked for; others can be written.</extracomment>
        <translation>Пределы вызовов</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Чего</translation>
    </message>
    <message>
        <source>Remove the limit</source>
        <translation>Удалить предел</translation>
    </message>
    <message>
        <source>abandoned calls</source>
        <translation>потерянные вызовы</translation>
    </message>
    <message>
        <source>calendar day</source>
        <translation>календарный день</translation>
    </message>
    <message>
        <source>calendar month</source>
        <translation>календарный месяц</translation>
    </message>
    <message>
        <source>calendar week</source>
        <translation>календарная неделя</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>вызовы</translation>
    </message>
    <message>
        <source>conversations</source>
        <translation>разговоры</translation>
    </message>
    <message>
        <source>of the same purpose</source>
        <translation>с той же целью</translation>
    </message>
    <message>
        <source>one number</source>
        <translation>на один номер</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>одному человеку</translation>
    </message>
    <message>
        <source>over all campaigns</source>
        <translation>по всем кампаниям</translation>
    </message>
    <message>
        <source>over the campaign</source>
        <translation>по кампании</translation>
    </message>
    <message>
        <source>voice messages</source>
        <translation>голосовые сообщения</translation>
    </message>
</context>
<context>
    <name>LineTable</name>
    <message>
        <source>Lines in use</source>
        <translation>Занято линий</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>Транк</translation>
    </message>
    <message>
        <source>down</source>
        <translation>не работает</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>готов</translation>
    </message>
    <message>
        <source>{used} of {all}</source>
        <translation>{used} из {all}</translation>
    </message>
</context>
<context>
    <name>LinesDialog</name>
    <message>
        <source>Calls at once (a process carries four)</source>
        <translation>Вызовов сразу (один процесс ведёт четыре)</translation>
    </message>
    <message>
        <source>Calls that may come in at once</source>
        <extracomment>(trunk, calls at once, hosts by commas)</extracomment>
        <translation>Сколько входящих вызовов сразу</translation>
    </message>
    <message>
        <source>Hosts that may call besides the proxies, by commas; * for any</source>
        <translation>С каких адресов принимать, кроме прокси: через запятую, * — с любых</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>Транк</translation>
    </message>
</context>
<context>
    <name>ListAtStart</name>
    <message>
        <source>Start “{name}” with nobody to call?</source>
        <translation>Запустить «{name}», хотя звонить некому?</translation>
    </message>
    <message>
        <source>Withdraw all and start</source>
        <translation>Снять всех и запустить</translation>
    </message>
    <message>
        <source>{fault}

The criterion or its data source may be wrong. If nobody is meant to be called, all who are still to be called are withdrawn, and the campaign is started.</source>
        <translation>{fault}

Возможно, ошибка в условиях отбора или в источнике данных. Если звонить и правда некому, все, кому ещё предстояло звонить, будут сняты с обзвона, а кампания запустится.</translation>
    </message>
</context>
<context>
    <name>ListBuilder</name>
    <message>
        <source>Among</source>
        <translation>Среди</translation>
    </message>
    <message>
        <source>Condition…</source>
        <translation>Условие…</translation>
    </message>
    <message>
        <source>Counting was stopped. It begins again with the next change.</source>
        <translation>Подсчёт остановлен. Он начнётся снова при следующем изменении.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Вниз</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Повторить копией</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Group about one call</source>
        <translation>Группа об одном вызове</translation>
    </message>
    <message>
        <source>How the group is meant</source>
        <translation>Как понимать группу</translation>
    </message>
    <message>
        <source>List by criteria</source>
        <extracomment>The user is left alone for as long before what he has changed is counted. (number of the question, criterion): the newest question&apos;s answer is shown, no other. (name, criterion) (number, pin in)</extracomment>
        <translation>Список по условиям</translation>
    </message>
    <message>
        <source>Make it the campaign&apos;s list</source>
        <translation>Сделать списком кампании</translation>
    </message>
    <message>
        <source>Name of the segment</source>
        <translation>Название сегмента</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Save the segment</source>
        <translation>Сохранить сегмент</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Сегмент</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Вверх</translation>
    </message>
    <message>
        <source>a new one</source>
        <translation>новый</translation>
    </message>
    <message>
        <source>all of</source>
        <translation>всё</translation>
    </message>
    <message>
        <source>any of</source>
        <translation>хотя бы одно</translation>
    </message>
    <message>
        <source>contacts of all campaigns</source>
        <translation>контактов всех кампаний</translation>
    </message>
    <message>
        <source>contacts of “{name}”</source>
        <translation>контактов «{name}»</translation>
    </message>
    <message>
        <source>none of</source>
        <translation>ничего</translation>
    </message>
</context>
<context>
    <name>ListBuilding</name>
    <message>
        <source>Make it the list of “{campaign}”?</source>
        <translation>Сделать списком кампании «{campaign}»?</translation>
    </message>
    <message>
        <source>Make the list</source>
        <translation>Сделать список</translation>
    </message>
    <message>
        <source>Making the list…</source>
        <translation>Составляется список…</translation>
    </message>
    <message>
        <source>People: {number}</source>
        <translation>Человек: {number}</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Заменить</translation>
    </message>
    <message>
        <source>Replace the segment “{name}”?</source>
        <extracomment>Revision of the segment that is open, None for a new one. Counting has a connection of its own: it may take long, and is broken off.</extracomment>
        <translation>Заменить сегмент «{name}»?</translation>
    </message>
    <message>
        <source>That cannot be done</source>
        <translation>Это сделать нельзя</translation>
    </message>
    <message>
        <source>There is one of that name already, of {owner}.</source>
        <translation>Сегмент с таким названием уже есть, его владелец — {owner}.</translation>
    </message>
    <message>
        <source>What would change…</source>
        <translation>Проверяется, что изменится…</translation>
    </message>
</context>
<context>
    <name>ListFiles</name>
    <message>
        <source>A list of contacts</source>
        <translation>Список контактов</translation>
    </message>
    <message>
        <source>Lists (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.txt *.dbf)</source>
        <translation>Списки (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.txt *.dbf)</translation>
    </message>
    <message>
        <source>Nothing was imported</source>
        <translation>Ничего не загружено</translation>
    </message>
    <message>
        <source>Rows read: {n}</source>
        <translation>Прочитано строк: {n}</translation>
    </message>
    <message>
        <source>The list is being imported</source>
        <translation>Список загружается</translation>
    </message>
</context>
<context>
    <name>ListHistory</name>
    <message>
        <source>Undo the import</source>
        <translation>Отменить импорт</translation>
    </message>
    <message>
        <source>Undo the whole import?</source>
        <translation>Отменить весь импорт?</translation>
    </message>
</context>
<context>
    <name>ListImporting</name>
    <message>
        <source>Cancelled: nothing has been changed.</source>
        <translation>Отменено: ничего не изменено.</translation>
    </message>
    <message>
        <source>Its contacts are taken out of the campaign, and those that it changed are as before. When some have been dialled already, these stay and the others are withdrawn.</source>
        <translation>Его контакты уйдут из кампании, а изменённые им станут прежними. Если части уже звонили, эти останутся, а остальные будут сняты с обзвона.</translation>
    </message>
    <message>
        <source>Looking at the columns…</source>
        <translation>Определяются столбцы…</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <extracomment>The campaign&apos;s.</extracomment>
        <translation>Читается файл…</translation>
    </message>
    <message>
        <source>Reading the rows…</source>
        <translation>Читаются строки…</translation>
    </message>
    <message>
        <source>Rows: {number}</source>
        <translation>Строк: {number}</translation>
    </message>
    <message>
        <source>Save the rejected rows</source>
        <translation>Сохранить отклонённые строки</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Таблицы (*.csv)</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>Отменить импорт</translation>
    </message>
    <message>
        <source>Undo the whole import?</source>
        <translation>Отменить импорт целиком?</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Choose a file…</source>
        <translation>Выбрать файл…</translation>
    </message>
    <message>
        <source>No list yet: the campaign starts when it has one.</source>
        <translation>Списка пока нет: кампания запустится, когда он появится.</translation>
    </message>
    <message>
        <source>Without a list for now</source>
        <translation>Пока без списка</translation>
    </message>
    <message>
        <source>XLSX, XLS, ODS, CSV, DBF. Encoding and columns are found out; rows that cannot be used are kept in a file beside it, with the reason.</source>
        <translation>XLSX, XLS, ODS, CSV, DBF. Кодировка и столбцы определяются сами; негодные строки окажутся в файле рядом, с причиной.</translation>
    </message>
</context>
<context>
    <name>ListTools</name>
    <message>
        <source>All files (*)</source>
        <translation>Все файлы (*)</translation>
    </message>
    <message>
        <source>Choose the list</source>
        <translation>Выберите список</translation>
    </message>
    <message>
        <source>Lists (*.csv *.txt *.xlsx *.xlsm *.xlsb *.xls *.ods *.dbf)</source>
        <translation>Списки (*.csv *.txt *.xlsx *.xlsm *.xlsb *.xls *.ods *.dbf)</translation>
    </message>
    <message>
        <source>That cannot be done</source>
        <translation>Это сделать нельзя</translation>
    </message>
</context>
<context>
    <name>Listening</name>
    <message>
        <source>Look at its registration in Settings, Telephone.</source>
        <translation>Проверьте его регистрацию: «Настройки», «Телефон этого компьютера».</translation>
    </message>
    <message>
        <source>Set it up in Settings, Telephone of this computer.</source>
        <translation>Настройте его: «Настройки», «Телефон этого компьютера».</translation>
    </message>
    <message>
        <source>The telephone is not set up on this computer.</source>
        <translation>На этом компьютере телефон не настроен.</translation>
    </message>
    <message>
        <source>The telephone of this computer does not get ready.</source>
        <translation>Телефон этого компьютера не готов к звонкам.</translation>
    </message>
</context>
<context>
    <name>LogTable</name>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>в архив</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>изменена</translation>
    </message>
    <message>
        <source>cloned</source>
        <translation>скопирована</translation>
    </message>
    <message>
        <source>created</source>
        <translation>создана</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>удалена</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>приостановлена</translation>
    </message>
    <message>
        <source>started</source>
        <translation>запущена</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлена</translation>
    </message>
    <message>
        <source>taken out of the archive</source>
        <translation>возвращена из архива</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Language and theme</source>
        <translation>Язык и тема</translation>
    </message>
    <message>
        <source>RINO Desktop</source>
        <extracomment>Somebody wants to close it, and ``asks_before_close`` is set: its owner decides. The database that cannot be opened is to be tried again, or another one chosen. (Search, words): contacts that fit the words are to be shown there. Contact: his card is to be opened. (contact, attempt): his card, at that call. Attempt: its way through the scheme is to be looked at.</extracomment>
        <translation>RINO Desktop</translation>
    </message>
    <message>
        <source>campaign</source>
        <translation>кампания</translation>
    </message>
    <message>
        <source>client</source>
        <translation>заказчик</translation>
    </message>
    <message>
        <source>form</source>
        <translation>бланк</translation>
    </message>
    <message>
        <source>scheme</source>
        <translation>схема</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>настройки</translation>
    </message>
</context>
<context>
    <name>MappingDialog</name>
    <message>
        <source>Add a field</source>
        <translation>Добавить поле</translation>
    </message>
    <message>
        <source>Check there</source>
        <translation>Проверить в базе</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Столбец</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <source>Key column</source>
        <translation>Ключевой столбец</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>Сопоставление</translation>
    </message>
    <message>
        <source>Mapping of {name}</source>
        <extracomment>Tuples of (entity, table, key, field, column, type).</extracomment>
        <translation>Сопоставление: {name}</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Читать как</translation>
    </message>
    <message>
        <source>Remove the row</source>
        <translation>Убрать строку</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Таблица</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>accounts</source>
        <translation>лицевые счета</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>как есть</translation>
    </message>
    <message>
        <source>balances</source>
        <translation>балансы</translation>
    </message>
    <message>
        <source>charges</source>
        <translation>начисления</translation>
    </message>
    <message>
        <source>contacts</source>
        <translation>контакты</translation>
    </message>
    <message>
        <source>date</source>
        <translation>дата</translation>
    </message>
    <message>
        <source>number</source>
        <translation>число</translation>
    </message>
    <message>
        <source>payments</source>
        <translation>платежи</translation>
    </message>
    <message>
        <source>promises</source>
        <translation>обещания</translation>
    </message>
    <message>
        <source>results</source>
        <translation>результаты</translation>
    </message>
    <message>
        <source>services</source>
        <translation>услуги</translation>
    </message>
    <message>
        <source>subscribers</source>
        <translation>абоненты</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>time</source>
        <translation>время</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>да или нет</translation>
    </message>
</context>
<context>
    <name>MeasureWords</name>
    <message>
        <source>Answered</source>
        <translation>Отвечено</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>По дням</translation>
    </message>
    <message>
        <source>By hour of the day</source>
        <translation>По часам суток</translation>
    </message>
    <message>
        <source>By saved result</source>
        <translation>По сохранённым результатам</translation>
    </message>
    <message>
        <source>By weekday</source>
        <translation>По дням недели</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Вызовы</translation>
    </message>
    <message>
        <source>Causes from the network</source>
        <translation>Причины от сети</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Contacts called</source>
        <translation>Контактов обзвонено</translation>
    </message>
    <message>
        <source>Contacts in the list</source>
        <translation>Контактов в списке</translation>
    </message>
    <message>
        <source>Contacts reached</source>
        <translation>Контактов дозвонились</translation>
    </message>
    <message>
        <source>Contacts who heard it to the end</source>
        <translation>Контактов дослушали до конца</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>День</translation>
    </message>
    <message>
        <source>First call</source>
        <translation>Первый вызов</translation>
    </message>
    <message>
        <source>Heard to the end</source>
        <translation>Дослушали до конца</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Час</translation>
    </message>
    <message>
        <source>How calls ended</source>
        <translation>Чем закончились вызовы</translation>
    </message>
    <message>
        <source>Last call</source>
        <translation>Последний вызов</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Минуты</translation>
    </message>
    <message>
        <source>Minutes begun, as billed</source>
        <translation>Начатых минут, как в счёте</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Секунды</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Доля</translation>
    </message>
    <message>
        <source>Share heard to the end</source>
        <translation>Доля дослушавших</translation>
    </message>
    <message>
        <source>Share of answers</source>
        <translation>Доля ответов</translation>
    </message>
    <message>
        <source>Talk, minutes</source>
        <translation>Разговор, минут</translation>
    </message>
    <message>
        <source>Talk, seconds</source>
        <translation>Разговор, секунд</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>День недели</translation>
    </message>
</context>
<context>
    <name>MomentDialog</name>
    <message>
        <source>Moment</source>
        <extracomment>(moment, note)</extracomment>
        <translation>Момент</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Примечание</translation>
    </message>
</context>
<context>
    <name>Monitor</name>
    <message>
        <source>End the wrap-up</source>
        <translation>Закончить обработку</translation>
    </message>
    <message>
        <source>Join the call</source>
        <translation>Войти в разговор</translation>
    </message>
    <message>
        <source>Listen</source>
        <extracomment>How often retries ahead are counted. An engine answers an order within this time, or none is there; and how often it is asked.</extracomment>
        <translation>Слушать</translation>
    </message>
    <message>
        <source>Make available</source>
        <translation>Сделать свободным</translation>
    </message>
    <message>
        <source>No engine has answered: the state of {name} is what it was.</source>
        <translation>Ни один движок не ответил: состояние {name} прежнее.</translation>
    </message>
    <message>
        <source>Send on a break</source>
        <translation>Отправить на перерыв</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Завершить смену</translation>
    </message>
    <message>
        <source>Whisper to the operator</source>
        <translation>Подсказать телефонисту</translation>
    </message>
    <message>
        <source>{name}: after the call</source>
        <translation>{name}: после разговора</translation>
    </message>
    <message>
        <source>{name}: done</source>
        <translation>{name}: выполнено</translation>
    </message>
</context>
<context>
    <name>MonitorPage</name>
    <message>
        <source>Alarms…</source>
        <translation>Тревоги…</translation>
    </message>
    <message>
        <source>Campaigns under way</source>
        <translation>Идущие кампании</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>Движки</translation>
    </message>
    <message>
        <source>Leave the whole screen</source>
        <translation>Выйти из полного экрана</translation>
    </message>
    <message>
        <source>Monitor</source>
        <extracomment>Double click on a campaign: its name. (OperatorNow, where on the screen): what can be done with him. When the last campaign will be done, if that is known. Of the board that is shown, and how long ago that was. For who may change settings. Made when the page is first shown. For what is heard: a bar that is put in here.</extracomment>
        <translation>Монитор</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Телефонисты</translation>
    </message>
    <message>
        <source>Trunks</source>
        <translation>Транки</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>На весь экран</translation>
    </message>
    <message>
        <source>all done</source>
        <translation>всё закончится</translation>
    </message>
    <message>
        <source>all done, {day}</source>
        <translation>всё закончится {day}</translation>
    </message>
    <message>
        <source>answered today</source>
        <translation>отвечено сегодня</translation>
    </message>
    <message>
        <source>calls now</source>
        <translation>вызовов сейчас</translation>
    </message>
    <message>
        <source>lines in use</source>
        <translation>занято линий</translation>
    </message>
    <message>
        <source>lost, worst campaign</source>
        <translation>потеряно, худшая кампания</translation>
    </message>
    <message>
        <source>operators available</source>
        <translation>телефонистов свободно</translation>
    </message>
    <message>
        <source>operators talk</source>
        <translation>телефонистов в разговоре</translation>
    </message>
</context>
<context>
    <name>NewFormDialog</name>
    <message>
        <source>Give the form a name.</source>
        <translation>Дайте форме название.</translation>
    </message>
    <message>
        <source>Its SQL: one SELECT; :campaign_id, :from and :to are known</source>
        <translation>SQL запроса: один SELECT; известны :campaign_id, :from и :to</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>Показатели</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Name of a query (letters, digits, _)</source>
        <translation>Название запроса (буквы, цифры, _)</translation>
    </message>
    <message>
        <source>New form of a client</source>
        <translation>Новая форма заказчика</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>Tick a measure, or write a query.</source>
        <translation>Отметьте показатель или напишите запрос.</translation>
    </message>
    <message>
        <source>Title on the page</source>
        <translation>Заголовок на странице</translation>
    </message>
</context>
<context>
    <name>NumberDialog</name>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Выбрать файл…</translation>
    </message>
    <message>
        <source>Numbers that are not to be called</source>
        <extracomment>(numbers as typed, source, proof: a reference or a file&apos;s path)</extracomment>
        <translation>Номера, на которые нельзя звонить</translation>
    </message>
    <message>
        <source>Numbers, separated by commas</source>
        <translation>Номера через запятую</translation>
    </message>
    <message>
        <source>Proof: a reference, or a file that is kept</source>
        <translation>Подтверждение: ссылка на документ или файл, который сохранится</translation>
    </message>
    <message>
        <source>Source: letter, complaint, register…</source>
        <translation>Откуда: письмо, жалоба, реестр…</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>The file is not opened</source>
        <translation>Файл не открыт</translation>
    </message>
    <message>
        <source>{file} is a scheme, and you have no right to work on schemes.</source>
        <translation>{file} — это схема, а права работать со схемами у вас нет.</translation>
    </message>
</context>
<context>
    <name>OperatorTable</name>
    <message>
        <source>On breaks</source>
        <translation>Перерывы</translation>
    </message>
    <message>
        <source>Operator</source>
        <extracomment>State → seconds after which it stands out, and after which it stands out more.</extracomment>
        <translation>Телефонист</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Talked today</source>
        <translation>Разговор сегодня</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>With</source>
        <translation>С кем</translation>
    </message>
    <message>
        <source>available</source>
        <translation>свободен</translation>
    </message>
    <message>
        <source>on a break</source>
        <translation>перерыв</translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>звонит</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>не на месте</translation>
    </message>
    <message>
        <source>talking</source>
        <translation>разговор</translation>
    </message>
    <message>
        <source>wrap-up</source>
        <translation>обработка</translation>
    </message>
    <message>
        <source>{state}, not connected</source>
        <translation>{state}, нет связи</translation>
    </message>
</context>
<context>
    <name>OptionTable</name>
    <message>
        <source>Add an option</source>
        <translation>Добавить вариант</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Варианты</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Calls are being made</source>
        <translation>Идут звонки</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Считаем…</translation>
    </message>
    <message>
        <source>From all contacts to those who can be called now</source>
        <translation>От всех контактов к тем, кому можно звонить сейчас</translation>
    </message>
    <message>
        <source>Why nothing is dialled</source>
        <translation>Почему никому не звонят</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>ответили</translation>
    </message>
    <message>
        <source>attempts</source>
        <translation>попыток</translation>
    </message>
    <message>
        <source>callable now</source>
        <translation>можно звонить сейчас</translation>
    </message>
    <message>
        <source>contacts</source>
        <extracomment>What somebody wants to do about something that stands in the way.</extracomment>
        <translation>контактов</translation>
    </message>
    <message>
        <source>done</source>
        <translation>отработано</translation>
    </message>
    <message>
        <source>from {time}</source>
        <translation>с {time}</translation>
    </message>
    <message>
        <source>in the list</source>
        <translation>в списке</translation>
    </message>
    <message>
        <source>live calls</source>
        <translation>разговоров</translation>
    </message>
    <message>
        <source>match now</source>
        <translation>подходят сейчас</translation>
    </message>
</context>
<context>
    <name>ParametersDialog</name>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Give each parameter a name.</source>
        <translation>Дайте каждому параметру имя.</translation>
    </message>
    <message>
        <source>In SQL a parameter is :name, in a template {{ parameters.name }}. One without a usual value must be filled in whenever the report is made.</source>
        <translation>В SQL параметр пишется :name, в шаблоне {{ parameters.name }}. Параметр без обычного значения придётся заполнять при каждом построении отчёта.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Параметры</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Принять</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Usual value</source>
        <translation>Обычное значение</translation>
    </message>
    <message>
        <source>What the form asks for</source>
        <translation>Что форма спрашивает</translation>
    </message>
    <message>
        <source>date</source>
        <translation>дата</translation>
    </message>
    <message>
        <source>number</source>
        <translation>число</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Change</source>
        <translation>Сменить</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>Смена пароля</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Новый пароль</translation>
    </message>
    <message>
        <source>New password for {name}</source>
        <translation>Новый пароль для {name}</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>Новый пароль ещё раз</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>Нынешний пароль</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Пароли не совпадают.</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>Choose a password of your own to sign in.</source>
        <translation>Чтобы войти, выберите свой пароль.</translation>
    </message>
    <message>
        <source>Somebody else has just become the first administrator.</source>
        <translation>Только что первым администратором стал кто-то другой.</translation>
    </message>
    <message>
        <source>The name or the password is wrong.</source>
        <translation>Неверное имя или пароль.</translation>
    </message>
    <message>
        <source>The password of {name} is set.</source>
        <translation>Пароль для {name} установлен.</translation>
    </message>
    <message>
        <source>The present password is wrong.</source>
        <translation>Нынешний пароль неверен.</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong passwords: this try waits for %n s.</source>
        <translation>
            <numerusform>Слишком много неверных паролей: эта попытка подождёт %n секунду.</numerusform>
            <numerusform>Слишком много неверных паролей: эта попытка подождёт %n секунды.</numerusform>
            <numerusform>Слишком много неверных паролей: эта попытка подождёт %n секунд.</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} has been blocked by an administrator.</source>
        <translation>Администратор закрыл вход сотруднику {name}.</translation>
    </message>
    <message>
        <source>{name} has been removed by an administrator.</source>
        <extracomment>(name, role) of who has signed in. His number in the database; None for a guest. What is asked for: None nothing, else whether it is the first administrator. Why he who sat here does not any more; told where the next one signs in.</extracomment>
        <translation>Администратор удалил сотрудника {name}.</translation>
    </message>
</context>
<context>
    <name>PeopleDesk</name>
    <message>
        <source>Block myself</source>
        <translation>Закрыть себе вход</translation>
    </message>
    <message>
        <source>Block yourself?</source>
        <translation>Закрыть вход самому себе?</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Отказаться от роли</translation>
    </message>
    <message>
        <source>Give up your own role?</source>
        <extracomment>The office&apos;s own roles, code → name. Codes of the roles whose people take calls. What a person&apos;s window is to show is being read: a second click opens no second one.</extracomment>
        <translation>Отказаться от своей роли?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Remove yourself?</source>
        <translation>Удалить самого себя?</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>Удалить сотрудника {name}?</translation>
    </message>
    <message>
        <source>You will be signed out at once and cannot sign in any more. What you have done keeps your name.</source>
        <translation>Сеанс закончится сразу, и войти вы больше не сможете. Под всем, что вы сделали, останется ваше имя.</translation>
    </message>
    <message>
        <source>You will be signed out at once, and only another administrator can let you in again.</source>
        <translation>Сеанс закончится сразу, и снова открыть вам вход сможет только другой администратор.</translation>
    </message>
    <message>
        <source>You will not be an administrator any more, and this page closes at once. Only another administrator can give the role back to you.</source>
        <translation>Вы перестанете быть администратором, и этот раздел сразу закроется. Вернуть вам роль сможет только другой администратор.</translation>
    </message>
    <message>
        <source>{name} cannot sign in any more, and is signed out where he works now. What he has done keeps his name. To keep somebody out for a while, block him instead.</source>
        <translation>{name} больше не сможет войти, а открытый сеанс закончится. Под сделанным останется имя. Чтобы не пускать кого-то временно, закройте ему вход.</translation>
    </message>
</context>
<context>
    <name>PeopleImportDialog</name>
    <message>
        <source>Add them…</source>
        <translation>Добавить…</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Кампании</translation>
    </message>
    <message>
        <source>Everybody gets a first password and has to choose his own when he signs in. Choose where the first ones are written: only you can read that file.</source>
        <translation>Каждый получит первый пароль и при входе выберет свой. Укажите, куда записать первые пароли: этот файл сможете прочитать только вы.</translation>
    </message>
    <message>
        <source>First passwords</source>
        <translation>Первые пароли</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Строка</translation>
    </message>
    <message numerus="yes">
        <source>Lines that cannot be taken: %n. Nobody is added before they are mended in the file.</source>
        <translation>
            <numerusform>Строк с ошибками: %n. Пока их не исправить в файле, никто не добавится.</numerusform>
            <numerusform>Строк с ошибками: %n. Пока их не исправить в файле, никто не добавится.</numerusform>
            <numerusform>Строк с ошибками: %n. Пока их не исправить в файле, никто не добавится.</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>People from a file</source>
        <extracomment>The new file for their first passwords.</extracomment>
        <translation>Сотрудники из файла</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
</context>
<context>
    <name>PeopleSection</name>
    <message>
        <source>Add…</source>
        <translation>Добавить…</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Закрыть вход</translation>
    </message>
    <message>
        <source>Campaigns…</source>
        <translation>Кампании…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Загрузить…</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>What the office calls his role, if it is one of its own. A Person, as shown. Blocked, or unblocked, whatever he is not. What he may do in single campaigns. Whether people may be changed; else their skills alone, of those with these roles.</extracomment>
        <translation>Имя</translation>
    </message>
    <message>
        <source>New password…</source>
        <translation>Новый пароль…</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Сотрудники</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>Roles…</source>
        <translation>Роли…</translation>
    </message>
    <message>
        <source>Skills…</source>
        <translation>Умения…</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Открыть вход</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>вход закрыт</translation>
    </message>
</context>
<context>
    <name>PersonDialog</name>
    <message>
        <source>A person needs a name.</source>
        <translation>Укажите имя.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>Изменить: {name}</translation>
    </message>
    <message>
        <source>First password</source>
        <translation>Первый пароль</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>Новый сотрудник</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
</context>
<context>
    <name>PlaceDialog</name>
    <message>
        <source>Choose a folder…</source>
        <translation>Выбрать папку…</translation>
    </message>
    <message>
        <source>Files stay where they are: copy them to the new place. An engine in this program takes it over when it is started anew. Engines on other computers and the command line are told in their configuration file (voice_store). The password stands in RINO_VOICE_STORE_PASSWORD, never in the address.</source>
        <translation>Файлы остаются на прежнем месте: скопируйте их на новое. Движок внутри этой программы перейдёт туда после перезапуска. Движкам на других компьютерах и командной строке место указывают в их файле настроек (voice_store). Пароль задают в переменной RINO_VOICE_STORE_PASSWORD и никогда — в адресе.</translation>
    </message>
    <message>
        <source>Folder, or an address: sftp://USER@HOST/FOLDER, s3://BUCKET/FOLDER</source>
        <translation>Папка или адрес: sftp://USER@HOST/FOLDER, s3://BUCKET/FOLDER</translation>
    </message>
    <message>
        <source>The folder of the voice store</source>
        <translation>Папка хранилища фраз</translation>
    </message>
    <message>
        <source>Try and use it</source>
        <translation>Проверить и перейти</translation>
    </message>
    <message>
        <source>Where the voice store is</source>
        <extracomment>A folder or an address, &quot;&quot; for the default place.</extracomment>
        <translation>Где находится хранилище фраз</translation>
    </message>
</context>
<context>
    <name>PreflightDialog</name>
    <message>
        <source>Before “{name}” starts</source>
        <translation>Перед запуском «{name}»</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Проверить ещё раз</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Запустить</translation>
    </message>
</context>
<context>
    <name>PreflightList</name>
    <message numerus="yes">
        <source>%n thing(s) stand in the way</source>
        <translation>
            <numerusform>Мешает %n</numerusform>
            <numerusform>Мешают %n</numerusform>
            <numerusform>Мешают %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Being checked…</source>
        <translation>Проверяем…</translation>
    </message>
    <message>
        <source>Call a number first…</source>
        <extracomment>&quot;Call me&quot;: try it on a telephone first.</extracomment>
        <translation>Сначала позвонить на номер…</translation>
    </message>
    <message>
        <source>Everything is ready</source>
        <translation>Всё готово</translation>
    </message>
    <message numerus="yes">
        <source>It can start; %n thing(s) to look at</source>
        <translation>
            <numerusform>Можно запускать; стоит взглянуть на %n</numerusform>
            <numerusform>Можно запускать; стоит взглянуть на %n</numerusform>
            <numerusform>Можно запускать; стоит взглянуть на %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresetDialog</name>
    <message>
        <source>A stricter copy of {name}</source>
        <extracomment>Fields with a text, by the keys of the file, as they stand: (row, column, columns). Without these the whole section is not meant. ``document`` is to be saved. Something is filled in; ``show_faults`` is the answer.</extracomment>
        <translation>Строже, чем {name}</translation>
    </message>
    <message>
        <source>Abandoned at most, %</source>
        <translation>Потерянных, не больше, %</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>All of it as text</source>
        <translation>Всё текстом</translation>
    </message>
    <message>
        <source>Holidays of (RU)</source>
        <translation>Праздники (RU)</translation>
    </message>
    <message>
        <source>Hours on weekdays</source>
        <translation>Часы в будни</translation>
    </message>
    <message>
        <source>Legal preset</source>
        <translation>Набор требований закона</translation>
    </message>
    <message>
        <source>Name (small Latin letters)</source>
        <translation>Имя (латиницей)</translation>
    </message>
    <message>
        <source>On holidays</source>
        <translation>В праздники</translation>
    </message>
    <message>
        <source>On the weekend</source>
        <translation>В выходные</translation>
    </message>
    <message>
        <source>Only with a consent (kinds, by commas)</source>
        <translation>Только с согласия (виды через запятую)</translation>
    </message>
    <message>
        <source>Operator within, s</source>
        <translation>Оператор не позже, с</translation>
    </message>
    <message>
        <source>Request not to call: within</source>
        <translation>Просьбу не звонить исполнить за</translation>
    </message>
    <message>
        <source>Ring at least, s</source>
        <translation>Звонить не меньше, с</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Правила</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>The consent has its proof</source>
        <translation>У согласия есть подтверждение</translation>
    </message>
    <message>
        <source>The preset as text</source>
        <translation>Набор требований текстом</translation>
    </message>
    <message>
        <source>The purpose has to be declared</source>
        <translation>Цель вызовов должна быть объявлена</translation>
    </message>
    <message>
        <source>Title in English</source>
        <translation>Название по-английски</translation>
    </message>
    <message>
        <source>Title in Russian</source>
        <translation>Название по-русски</translation>
    </message>
    <message>
        <source>Valid from (2027-01-01)</source>
        <translation>Действует с (2027-01-01)</translation>
    </message>
    <message>
        <source>counted over (30d)</source>
        <translation>считая за (30d)</translation>
    </message>
</context>
<context>
    <name>PresetList</name>
    <message>
        <source>Campaigns</source>
        <translation>Кампаний</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>Откуда</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Набор</translation>
    </message>
    <message>
        <source>Rules that campaigns keep to. A preset only narrows what a campaign&apos;s settings allow. These are no legal advice: a lawyer has to confirm them.</source>
        <translation>Правила, которых держатся кампании. Набор только сужает то, что разрешают настройки кампании. Это не юридическая консультация: правила должен подтвердить юрист.</translation>
    </message>
    <message>
        <source>Stricter copy…</source>
        <translation>Сделать строже…</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Действует с</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Что это</translation>
    </message>
</context>
<context>
    <name>PresetsHere</name>
    <message>
        <source>A preset keeps its name.</source>
        <translation>Имя набора не меняется.</translation>
    </message>
    <message>
        <source>Changed last by</source>
        <translation>Кто изменил последним</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Delete the preset {name}?</source>
        <translation>Удалить набор {name}?</translation>
    </message>
    <message>
        <source>No campaign.</source>
        <translation>Ни одной.</translation>
    </message>
    <message>
        <source>Nothing yet: it says the same.</source>
        <translation>Пока ничем: правила те же.</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Правило</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Правила</translation>
    </message>
    <message>
        <source>Save once more, if that is meant.</source>
        <translation>Если так и нужно, сохраните ещё раз.</translation>
    </message>
    <message>
        <source>The law has become stricter; its rules hold all the same</source>
        <translation>Закон стал строже; его правила действуют всё равно</translation>
    </message>
    <message>
        <source>There is a preset of that name already.</source>
        <extracomment>What somebody was told the consequences of.</extracomment>
        <translation>Набор с таким именем уже есть.</translation>
    </message>
    <message>
        <source>Used by campaigns</source>
        <translation>В каких кампаниях</translation>
    </message>
    <message>
        <source>Version {version}, from {day} on</source>
        <translation>Версия {version}, с {day}</translation>
    </message>
    <message>
        <source>What is stricter than {name}</source>
        <translation>Чем отличается от {name}</translation>
    </message>
    <message>
        <source>With all its versions. What the ledger tells of calls stays.</source>
        <translation>Со всеми версиями. Записи журнала отказов останутся.</translation>
    </message>
    <message>
        <source>{name}, {moment}</source>
        <translation>{name}, {moment}</translation>
    </message>
</context>
<context>
    <name>PresetsSection</name>
    <message>
        <source>The rules of the preset</source>
        <translation>Правила набора</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>Beginning of the list</source>
        <translation>Начало списка</translation>
    </message>
    <message>
        <source>Columns are divided by</source>
        <translation>Столбцы разделены</translation>
    </message>
    <message>
        <source>Encoding</source>
        <extracomment>Choices, of which there is no preview yet.</extracomment>
        <translation>Кодировка</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Лист</translation>
    </message>
    <message>
        <source>as found</source>
        <translation>как определено</translation>
    </message>
    <message>
        <source>bar |</source>
        <translation>чертой |</translation>
    </message>
    <message>
        <source>comma ,</source>
        <translation>запятой ,</translation>
    </message>
    <message>
        <source>semicolon ;</source>
        <translation>точкой с запятой ;</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>табуляцией</translation>
    </message>
    <message>
        <source>the whole file</source>
        <translation>весь файл</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n замечание</numerusform>
            <numerusform>%n замечания</numerusform>
            <numerusform>%n замечаний</numerusform>
        </translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Исправить</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Замечаний нет</translation>
    </message>
    <message>
        <source>Problems</source>
        <extracomment>A Problem is to be looked at; its Fix is to be carried out.</extracomment>
        <translation>Замечания</translation>
    </message>
</context>
<context>
    <name>Properties</name>
    <message>
        <source>Add a page, then questions to it.</source>
        <translation>Добавьте страницу, а на неё — вопросы.</translation>
    </message>
    <message>
        <source>An answer is needed</source>
        <translation>Ответ обязателен</translation>
    </message>
    <message>
        <source>Characters at least</source>
        <translation>Знаков не меньше</translation>
    </message>
    <message>
        <source>Characters at most</source>
        <translation>Знаков не больше</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Валюта</translation>
    </message>
    <message>
        <source>Filled in from the scheme&apos;s result</source>
        <translation>Заполняется ответом из схемы</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>Первая ступень</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Бланк</translation>
    </message>
    <message>
        <source>Hint for the operator</source>
        <translation>Подсказка телефонисту</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>Последняя ступень</translation>
    </message>
    <message>
        <source>Name in conditions and reports</source>
        <translation>Имя в условиях и отчётах</translation>
    </message>
    <message>
        <source>Not after</source>
        <translation>Не позже</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>Не раньше</translation>
    </message>
    <message>
        <source>Not less than</source>
        <translation>Не меньше</translation>
    </message>
    <message>
        <source>Not more than</source>
        <translation>Не больше</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Варианты</translation>
    </message>
    <message>
        <source>Options at least</source>
        <translation>Вариантов не меньше</translation>
    </message>
    <message>
        <source>Options at most</source>
        <translation>Вариантов не больше</translation>
    </message>
    <message>
        <source>Otherwise the form ends after this page</source>
        <translation>Иначе бланк кончается на этой странице</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Страница</translation>
    </message>
    <message>
        <source>Properties</source>
        <extracomment>The field is called otherwise: (old, new). What is shown was made for these: another choice, type or language makes it anew. Place (&quot;title.ru&quot;, &quot;shown_when&quot;, &quot;id&quot; …) → what it is filled in with.</extracomment>
        <translation>Свойства</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Вопрос</translation>
    </message>
    <message>
        <source>Several lines</source>
        <translation>Несколько строк</translation>
    </message>
    <message>
        <source>Shown when (always, if empty)</source>
        <translation>Когда показывать (пусто — всегда)</translation>
    </message>
    <message>
        <source>Texts in: {language}</source>
        <translation>Язык текстов: {language}</translation>
    </message>
    <message>
        <source>This version of the program does not know this type of field. It stays as it is.</source>
        <translation>Эта версия программы не знает такого вида поля. Оно останется как есть.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Заголовок</translation>
    </message>
    <message>
        <source>Title for the operator</source>
        <translation>Заголовок для телефониста</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Values stand in braces: {example}, or the name of a field above.</source>
        <translation>Значения пишутся в фигурных скобках: {example} или имя поля выше.</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>Что дальше</translation>
    </message>
    <message>
        <source>Words to read out</source>
        <translation>Прочитать вслух</translation>
    </message>
</context>
<context>
    <name>ProtocolList</name>
    <message>
        <source>Afterwards</source>
        <translation>После удаления</translation>
    </message>
    <message>
        <source>Delete now…</source>
        <translation>Удалить сейчас…</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Удалено</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Подробнее…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Выгрузить…</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>What is due now…</source>
        <translation>Что пора удалить…</translation>
    </message>
    <message>
        <source>What was deleted, by whom, by which rule. It stays for ever: it is the proof that data has gone in time.</source>
        <translation>Что удалено, кем и по какому правилу. Этот протокол хранится всегда: он доказывает, что данные удалены в срок.</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Что сделано</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
</context>
<context>
    <name>QueryDialog</name>
    <message>
        <source>Ask</source>
        <translation>Спросить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Query: SQL, @subscribers of the mapping, or nothing: does it answer?</source>
        <translation>Запрос: SQL, @subscribers из сопоставления или пусто — проверить, отвечает ли</translation>
    </message>
    <message>
        <source>Test of {name}</source>
        <translation>Проверка: {name}</translation>
    </message>
    <message>
        <source>The first rows</source>
        <translation>Первые строки</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Campaigns</source>
        <extracomment>Role → its pages, in order. Only what exists: no entry that leads nowhere. Page → the right that opens it to people with a role of the office&apos;s own. Without one here: to everybody. Buttons make way before the rail scrolls, pixels. Those of the present role.</extracomment>
        <translation>Кампании</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Заказчики</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Абоненты</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Бланки</translation>
    </message>
    <message>
        <source>IVR Kit</source>
        <translation>IVR Kit</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Монитор</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Отчёты</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Workstation</source>
        <translation>РМТ</translation>
    </message>
</context>
<context>
    <name>RatesGraph</name>
    <message>
        <source>Lost calls, %</source>
        <translation>Потерянные вызовы, %</translation>
    </message>
    <message>
        <source>{campaign}: {rate}, limit {limit}</source>
        <translation>{campaign}: {rate}, предел {limit}</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Say why: it is asked for when somebody complains.</source>
        <translation>Укажите причину: о ней спросят, когда придёт жалоба.</translation>
    </message>
</context>
<context>
    <name>Receipts</name>
    <message>
        <source>{done}, {time}; an engine took it up at {when}.</source>
        <translation>{done}, {time}; движок принял в {when}.</translation>
    </message>
    <message>
        <source>{done}, {time}; no engine answers: it holds as soon as one runs.</source>
        <translation>{done}, {time}; ни один движок не отвечает: подействует, когда он заработает.</translation>
    </message>
    <message>
        <source>{done}, {time}; waiting for an engine…</source>
        <extracomment>An engine that lives takes a command up within a second or two.</extracomment>
        <translation>{done}, {time}; ждём движок…</translation>
    </message>
</context>
<context>
    <name>ReportDesigner</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Form of a client</source>
        <extracomment>The page is made anew when nothing was typed for so long.</extracomment>
        <translation>Форма заказчика</translation>
    </message>
    <message>
        <source>Insert a measure</source>
        <translation>Вставить показатель</translation>
    </message>
    <message>
        <source>Parameters…</source>
        <translation>Параметры…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Shown with the numbers of</source>
        <translation>Показывать на данных кампании</translation>
    </message>
    <message>
        <source>The page</source>
        <translation>Страница</translation>
    </message>
</context>
<context>
    <name>ReportDesigners</name>
    <message>
        <source>Export into</source>
        <translation>Выгрузить в</translation>
    </message>
    <message>
        <source>Folder of the form</source>
        <translation>Папка формы</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Remove the form {name}?</source>
        <translation>Удалить форму «{name}»?</translation>
    </message>
    <message>
        <source>Saved: {name}.</source>
        <translation>Сохранено: {name}.</translation>
    </message>
    <message>
        <source>Schedules that deliver it will fail. Export it first if it may be needed.</source>
        <translation>Расписания, которые её доставляют, перестанут работать. Если форма может понадобиться, сначала выгрузите её.</translation>
    </message>
    <message>
        <source>Written: {folder}.</source>
        <translation>Записано: {folder}.</translation>
    </message>
</context>
<context>
    <name>ReportFormTable</name>
    <message>
        <source>Client</source>
        <translation>Заказчик</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Сохранена</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Заголовок</translation>
    </message>
</context>
<context>
    <name>ReportPane</name>
    <message>
        <source>A double click on a row opens the call: its card, its recording.</source>
        <translation>Двойной щелчок по строке открывает вызов: карточку и запись.</translation>
    </message>
    <message>
        <source>Choose a report, narrow it down, and make it.</source>
        <translation>Выберите отчёт, задайте отбор и постройте его.</translation>
    </message>
    <message numerus="yes">
        <source>The first %n rows; files have them all.</source>
        <translation>
            <numerusform>Первая %n строка; в файлах есть все.</numerusform>
            <numerusform>Первые %n строки; в файлах есть все.</numerusform>
            <numerusform>Первые %n строк; в файлах есть все.</numerusform>
        </translation>
    </message>
    <message>
        <source>The report</source>
        <extracomment>An attempt that is to be looked at.</extracomment>
        <translation>Отчёт</translation>
    </message>
    <message>
        <source>There is nothing of this.</source>
        <translation>Таких данных нет.</translation>
    </message>
</context>
<context>
    <name>ReportSchedules</name>
    <message>
        <source>Delivering {name}…</source>
        <translation>Доставляется «{name}»…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Remove the schedule {name}?</source>
        <translation>Удалить расписание «{name}»?</translation>
    </message>
    <message>
        <source>Somebody else delivers it at the moment.</source>
        <translation>Его сейчас доставляет кто-то другой.</translation>
    </message>
    <message>
        <source>The report is delivered no more. What has been delivered stays.</source>
        <translation>Отчёт больше не будет доставляться. Уже доставленное останется.</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Cancelled.</source>
        <translation>Отменено.</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>Выгрузить отчёт</translation>
    </message>
    <message>
        <source>Making the report…</source>
        <extracomment>What is chosen from is read anew so many seconds after the last time.</extracomment>
        <translation>Строится отчёт…</translation>
    </message>
    <message>
        <source>Rows read: {n}</source>
        <translation>Прочитано строк: {n}</translation>
    </message>
    <message>
        <source>This call is kept no more.</source>
        <translation>Этот вызов больше не хранится.</translation>
    </message>
    <message>
        <source>Writing the file…</source>
        <translation>Записывается файл…</translation>
    </message>
    <message>
        <source>Written: {file}.</source>
        <translation>Записано: {file}.</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Clients&apos; own forms</source>
        <translation>Формы заказчиков</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Выгрузить</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Отчёты</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Расписания</translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>По расписанию…</translation>
    </message>
</context>
<context>
    <name>RetentionHere</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n день</numerusform>
            <numerusform>%n дня</numerusform>
            <numerusform>%n дней</numerusform>
        </translation>
    </message>
    <message>
        <source>Applied last: {when}.</source>
        <translation>Правила применялись последний раз: {when}.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Remove this rule?</source>
        <translation>Убрать это правило?</translation>
    </message>
    <message>
        <source>The rules have not been applied yet: an engine does it once a day.</source>
        <translation>Правила ещё не применялись: движок делает это раз в сутки.</translation>
    </message>
    <message numerus="yes">
        <source>There is no rule: everything is kept for ever, except for the rows that imports have refused (%n day(s)).</source>
        <translation>
            <numerusform>Правил нет: всё хранится бессрочно, кроме строк, отклонённых при загрузке списков (%n день).</numerusform>
            <numerusform>Правил нет: всё хранится бессрочно, кроме строк, отклонённых при загрузке списков (%n дня).</numerusform>
            <numerusform>Правил нет: всё хранится бессрочно, кроме строк, отклонённых при загрузке списков (%n дней).</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no such campaign any more.</source>
        <translation>Такой кампании больше нет.</translation>
    </message>
    <message>
        <source>{what}, {campaign}: kept for ever from now on, or as the rule for all campaigns says.</source>
        <translation>{what}, {campaign}: теперь бессрочно либо по общему правилу для всех кампаний.</translation>
    </message>
</context>
<context>
    <name>RetentionRuns</name>
    <message numerus="yes">
        <source>%n is/are there still</source>
        <translation>
            <numerusform>ещё остался %n</numerusform>
            <numerusform>ещё осталось %n</numerusform>
            <numerusform>ещё осталось %n</numerusform>
        </translation>
    </message>
    <message>
        <source>By the rules {number} are to be deleted, {size} of files.</source>
        <translation>По правилам пора удалить: {number}; из них файлов — {size}.</translation>
    </message>
    <message>
        <source>Delete for ever</source>
        <translation>Удалить навсегда</translation>
    </message>
    <message>
        <source>Deleted: {number}, {size} of files.</source>
        <translation>Удалено: {number}; файлов — {size}.</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>Удаление</translation>
    </message>
    <message>
        <source>Each engine deletes those of its own folder itself.</source>
        <translation>В своих папках файлы удаляют сами движки.</translation>
    </message>
    <message>
        <source>Export the protocol of retention</source>
        <translation>Выгрузка протокола удаления</translation>
    </message>
    <message>
        <source>Files in {place}.</source>
        <translation>Файлы — в хранилище {place}.</translation>
    </message>
    <message>
        <source>Is the clock right?</source>
        <translation>Часы идут верно?</translation>
    </message>
    <message>
        <source>It is right: delete</source>
        <translation>Верно, удалить</translation>
    </message>
    <message>
        <source>Looking what is due</source>
        <translation>Ищем, что пора удалить</translation>
    </message>
    <message>
        <source>No, delete nothing</source>
        <translation>Нет, ничего не удалять</translation>
    </message>
    <message>
        <source>Nobody can bring them back.</source>
        <translation>Вернуть их будет нельзя.</translation>
    </message>
    <message>
        <source>Nothing is due in the database and in {place}.</source>
        <translation>Удалять пока нечего ни в базе, ни в хранилище {place}.</translation>
    </message>
    <message>
        <source>Stopped. The rest is due still: an engine deletes it in a day, if the rules stay as they are.</source>
        <translation>Остановлено. Остальное по-прежнему подлежит удалению: движок удалит его через сутки, если правила не изменятся.</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Таблицы (*.csv)</translation>
    </message>
    <message>
        <source>Their engines go through these within ten minutes: {places}.</source>
        <translation>Эти хранилища их движки пройдут в течение десяти минут: {places}.</translation>
    </message>
    <message>
        <source>What is due now</source>
        <translation>Что пора удалить</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Записано: {file}</translation>
    </message>
    <message>
        <source>nothing is left</source>
        <translation>ничего не осталось</translation>
    </message>
    <message>
        <source>{doubt} By this computer it is {moment}. Is that right?</source>
        <translation>{doubt} На этом компьютере сейчас {moment}. Это верно?</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <translation>Не удалось записать {file}: {reason}.</translation>
    </message>
</context>
<context>
    <name>RetriesGraph</name>
    <message>
        <source>Calls again, ahead</source>
        <translation>Повторные вызовы впереди</translation>
    </message>
</context>
<context>
    <name>RightsDesk</name>
    <message numerus="yes">
        <source>People added: %n. Their first passwords are in the file.</source>
        <translation>
            <numerusform>Добавлено сотрудников: %n. Их первые пароли — в файле.</numerusform>
            <numerusform>Добавлено сотрудников: %n. Их первые пароли — в файле.</numerusform>
            <numerusform>Добавлено сотрудников: %n. Их первые пароли — в файле.</numerusform>
        </translation>
    </message>
    <message>
        <source>People from a file</source>
        <translation>Сотрудники из файла</translation>
    </message>
</context>
<context>
    <name>RolesDialog</name>
    <message>
        <source>A built-in role stays as it is. Make one of your own from it with New role.</source>
        <translation>Встроенная роль не меняется. Создайте из неё свою кнопкой «Новая роль».</translation>
    </message>
    <message>
        <source>A role needs a name.</source>
        <translation>У роли должно быть название.</translation>
    </message>
    <message>
        <source>Can also be given for single campaigns.</source>
        <translation>Можно дать и для отдельных кампаний.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>New role</source>
        <translation>Новая роль</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Права</translation>
    </message>
    <message>
        <source>Roles</source>
        <extracomment>A RoleWish. A Role.</extracomment>
        <translation>Роли</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Who has it: {names}</source>
        <translation>У кого есть: {names}</translation>
    </message>
</context>
<context>
    <name>RouteDialog</name>
    <message>
        <source>A new route</source>
        <extracomment>(RouteSettings, place from 1) The same, whenever something is filled in: ``show_notes`` is the answer.</extracomment>
        <translation>Новый маршрут</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>By the clock of</source>
        <translation>По часам</translation>
    </message>
    <message>
        <source>Closed days: 2026-12-31, 12-31, 12-30..01-08</source>
        <translation>Нерабочие дни: 2026-12-31, 12-31, 12-30..01-08</translation>
    </message>
    <message>
        <source>Country of numbers</source>
        <translation>Страна номеров</translation>
    </message>
    <message>
        <source>Days in which who rings back is recognised</source>
        <translation>Сколько дней узнавать перезвонивших</translation>
    </message>
    <message>
        <source>Holidays of (RU)</source>
        <translation>Праздники (RU)</translation>
    </message>
    <message>
        <source>Hours: mon-fri 09:00-18:00, sat 10:00-14:00</source>
        <translation>Часы: пн-пт 09:00-18:00, сб 10:00-14:00</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Кто отвечает</translation>
    </message>
    <message>
        <source>Longest call, s</source>
        <translation>Вызов не дольше, с</translation>
    </message>
    <message>
        <source>Number dialled (* and ? are allowed)</source>
        <translation>Набранный номер (можно с * и ?)</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Место</translation>
    </message>
    <message>
        <source>Record the calls</source>
        <translation>Записывать вызовы</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Маршрут</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Scheme that answers after hours</source>
        <translation>Схема в нерабочее время</translation>
    </message>
    <message>
        <source>The call settles the contact of who rings back</source>
        <translation>Вызов закрывает контакт того, кто перезвонил</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>Транк</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>Кто именно</translation>
    </message>
    <message>
        <source>a scheme</source>
        <translation>схема</translation>
    </message>
    <message>
        <source>nobody: refused</source>
        <translation>никто: вызов отклоняется</translation>
    </message>
    <message>
        <source>one operator</source>
        <translation>один оператор</translation>
    </message>
    <message>
        <source>operators of a queue</source>
        <translation>операторы очереди</translation>
    </message>
</context>
<context>
    <name>RouteList</name>
    <message>
        <source>After hours</source>
        <translation>В нерабочее время</translation>
    </message>
    <message>
        <source>Calls at once…</source>
        <translation>Вызовов сразу…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ниже</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Часы</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Кто отвечает</translation>
    </message>
    <message>
        <source>New route…</source>
        <translation>Новый маршрут…</translation>
    </message>
    <message>
        <source>Number dialled</source>
        <translation>Набранный номер</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Место</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>Транк</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Where a number dialled on a trunk leads. Routes are tried in this order: the first that matches counts. Running engines follow at once.</source>
        <translation>Куда ведёт номер, набранный на транке. Маршруты проверяются по порядку: действует первый подходящий. Работающие движки сразу следуют изменениям.</translation>
    </message>
    <message>
        <source>Who would answer…</source>
        <translation>Кто ответит…</translation>
    </message>
</context>
<context>
    <name>RuleDialog</name>
    <message>
        <source>A call cannot be replayed then; what was counted stays.</source>
        <translation>Пройти по такому вызову заново будет нельзя; подсчитанное останется.</translation>
    </message>
    <message>
        <source>A new rule of retention</source>
        <extracomment>(kind, names of campaigns, days); (&quot;&quot;,): all without a rule of their own.</extracomment>
        <translation>Новое правило хранения</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>At least one day: 0 would delete what was made today.</source>
        <translation>Не меньше одного дня: при 0 удалялось бы и сегодняшнее.</translation>
    </message>
    <message>
        <source>Kept for so many days</source>
        <translation>Хранить дней</translation>
    </message>
    <message>
        <source>Names, addresses, debts and whatever else lists have told of contacts, when their campaign is finished or archived and nobody has called them for so long. Numbers, calls and results stay.</source>
        <translation>Имена, адреса, долги и всё прочее, что было о контактах в списках, — когда кампания завершена или в архиве и столько дней им не звонили. Номера, вызовы и результаты остаются.</translation>
    </message>
    <message>
        <source>Of which campaigns</source>
        <translation>Каких кампаний</translation>
    </message>
    <message>
        <source>Offers of calls, changes of state, messages to operators. Reports on operators reach back no further then.</source>
        <translation>Предложенные вызовы, смены состояний, сообщения операторам. Отчёты по операторам не заглянут дальше этого срока.</translation>
    </message>
    <message>
        <source>Rule of retention</source>
        <translation>Правило хранения</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>What is deleted</source>
        <translation>Что удалять</translation>
    </message>
    <message>
        <source>What tells of retention stays all the same.</source>
        <translation>Записи о самом удалении остаются в любом случае.</translation>
    </message>
    <message>
        <source>Without a rule they are kept for 30 days. How many rows were refused stays known.</source>
        <translation>Без правила они хранятся 30 дней. Сколько строк не принято, останется известно.</translation>
    </message>
    <message>
        <source>all there are of the client {client}</source>
        <translation>все нынешние кампании заказчика «{client}»</translation>
    </message>
    <message>
        <source>all without a rule of their own</source>
        <translation>все без своего правила</translation>
    </message>
</context>
<context>
    <name>RulesList</name>
    <message>
        <source>Campaigns</source>
        <translation>Кампании</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Заказчик</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Срок хранения</translation>
    </message>
    <message>
        <source>New rule…</source>
        <translation>Новое правило…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Убрать…</translation>
    </message>
    <message>
        <source>What</source>
        <extracomment>Columns of ``ItemsDialog`` that only what has gone has something in. Longer than any law asks for; more digits are typed by mistake.</extracomment>
        <translation>Что</translation>
    </message>
    <message>
        <source>What is older than its rule allows is deleted once a day by a running engine. What has no rule is kept for ever, refused rows of lists for 30 days. A campaign&apos;s own rule counts before the one for all.</source>
        <translation>Что старше срока, работающий движок удаляет раз в сутки. Без правила всё хранится бессрочно, а непринятые строки списков — 30 дней. Правило самой кампании важнее общего.</translation>
    </message>
</context>
<context>
    <name>SampleTable</name>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Часовой пояс</translation>
    </message>
</context>
<context>
    <name>ScheduleDialog</name>
    <message>
        <source>As</source>
        <translation>Формат</translation>
    </message>
    <message>
        <source>At (several with commas)</source>
        <translation>Во сколько (несколько через запятую)</translation>
    </message>
    <message>
        <source>By mail to (several with commas)</source>
        <translation>Почтой кому (несколько через запятую)</translation>
    </message>
    <message>
        <source>Change the schedule</source>
        <translation>Изменить расписание</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Выбрать…</translation>
    </message>
    <message>
        <source>Encrypt the connection first (STARTTLS)</source>
        <translation>С шифрованием STARTTLS</translation>
    </message>
    <message>
        <source>From</source>
        <translation>От кого</translation>
    </message>
    <message>
        <source>Give the schedule a name.</source>
        <translation>Дайте расписанию название.</translation>
    </message>
    <message>
        <source>Into the folder (on the machine of the engine)</source>
        <translation>В папку (на машине движка)</translation>
    </message>
    <message>
        <source>Mail server</source>
        <translation>Почтовый сервер</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>New schedule</source>
        <translation>Новое расписание</translation>
    </message>
    <message>
        <source>Password of the mail server</source>
        <translation>Пароль почтового сервера</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Отчёт</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Часовой пояс</translation>
    </message>
    <message>
        <source>User of the mail server</source>
        <translation>Пользователь почтового сервера</translation>
    </message>
    <message>
        <source>the campaign&apos;s</source>
        <translation>как в кампании</translation>
    </message>
</context>
<context>
    <name>ScheduleTab</name>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>New schedule…</source>
        <extracomment>ScheduleRow</extracomment>
        <translation>Новое расписание…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message numerus="yes">
        <source>Reports that were not delivered: %n</source>
        <translation>
            <numerusform>Не доставлено отчётов: %n</numerusform>
            <numerusform>Не доставлено отчётов: %n</numerusform>
            <numerusform>Не доставлено отчётов: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Scheduled reports</source>
        <translation>Отчёты по расписанию</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Отправить сейчас</translation>
    </message>
</context>
<context>
    <name>ScheduleTable</name>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Delivered with the rights of {owner}</source>
        <translation>Выгружается с правами: {owner}</translation>
    </message>
    <message>
        <source>Last time</source>
        <translation>Прошлый раз</translation>
    </message>
    <message>
        <source>Made at the command line; delivered with all numbers and names</source>
        <translation>Создано в командной строке; выгружается со всеми номерами и именами</translation>
    </message>
    <message>
        <source>Made at the command line; delivered with numbers and names masked</source>
        <translation>Создано в командной строке; при выгрузке номера и имена скрыты</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Report → what people call it.</extracomment>
        <translation>Название</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Следующая</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Отчёт</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Куда</translation>
    </message>
    <message>
        <source>all</source>
        <translation>все</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>ежедневно</translation>
    </message>
    <message>
        <source>{result} Again: {at}</source>
        <translation>{result} Ещё раз: {at}</translation>
    </message>
</context>
<context>
    <name>SchemeActions</name>
    <message>
        <source>Bring back</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Bring it back as</source>
        <translation>Вернуть под именем</translation>
    </message>
    <message>
        <source>Calls under way end on theirs. The draft stays as it is.</source>
        <translation>Текущие вызовы закончатся на своей версии. Черновик не изменится.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Delete the scheme “{name}”?</source>
        <translation>Удалить схему «{name}»?</translation>
    </message>
    <message>
        <source>Its draft and its versions are kept: calls that it led can still be reported and replayed, and “Deleted schemes…” brings it back.</source>
        <translation>Черновик и версии сохранятся: вызовы, которые она вела, останутся в отчётах и доступны для просмотра, а вернуть схему можно командой «Удалённые схемы…».</translation>
    </message>
    <message>
        <source>New calls use version {number}</source>
        <translation>Новые вызовы пойдут по версии {number}</translation>
    </message>
    <message>
        <source>Some callers do not fit it</source>
        <translation>Некоторые вызывающие схемы с ней несовместимы</translation>
    </message>
    <message>
        <source>That cannot be done</source>
        <translation>Это сделать нельзя</translation>
    </message>
    <message>
        <source>There is a scheme “{name}” by now</source>
        <translation>Схема «{name}» уже есть</translation>
    </message>
    <message>
        <source>Use this version</source>
        <translation>Использовать эту версию</translation>
    </message>
    <message>
        <source>{name} is deleted; “Deleted schemes…” in the menu brings it back.</source>
        <translation>Схема «{name}» удалена; вернуть её можно в меню: «Удалённые схемы…».</translation>
    </message>
    <message>
        <source>{name} is there again.</source>
        <translation>Схема «{name}» возвращена.</translation>
    </message>
    <message>
        <source>{name} is there as a draft.</source>
        <translation>{name}: сохранено как черновик.</translation>
    </message>
</context>
<context>
    <name>SchemeEditors</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Export it as it is…</source>
        <translation>Выгрузить как есть…</translation>
    </message>
    <message>
        <source>Go on from version {number}</source>
        <translation>Продолжить с версии {number}</translation>
    </message>
    <message>
        <source>The draft of “{name}” cannot be read</source>
        <translation>Черновик схемы «{name}» не читается</translation>
    </message>
    <message>
        <source>{fault}

Nothing of it is changed. Exported as it is, it can be mended, or read by the version of the program that wrote it.</source>
        <extracomment>Tabs that are being closed, and what tells that they are. What the tabs share, and the database as it belongs to whoever sits here.</extracomment>
        <translation>{fault}

В нём ничего не изменено. Если выгрузить его как есть, его можно исправить или открыть той версией программы, которая его записала.</translation>
    </message>
</context>
<context>
    <name>SchemeFiles</name>
    <message>
        <source>Reading {file}…</source>
        <translation>Чтение: {file}…</translation>
    </message>
    <message>
        <source>The file is not imported</source>
        <translation>Файл не импортирован</translation>
    </message>
    <message>
        <source>The scheme is not exported</source>
        <translation>Схема не выгружена</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Записано: {file}</translation>
    </message>
    <message>
        <source>{name} is there as a draft.</source>
        <translation>{name}: сохранено как черновик.</translation>
    </message>
</context>
<context>
    <name>SchemeMenu</name>
    <message>
        <source>Deleted schemes…</source>
        <translation>Удалённые схемы…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>Создать копию…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Импорт из файла…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Переименовать…</translation>
    </message>
    <message>
        <source>Versions…</source>
        <translation>Версии…</translation>
    </message>
</context>
<context>
    <name>SchemeTable</name>
    <message>
        <source>Draft</source>
        <translation>Черновик</translation>
    </message>
    <message>
        <source>Published at</source>
        <translation>Опубликована</translation>
    </message>
    <message>
        <source>Published version</source>
        <translation>Опубликованная версия</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Схема</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>not published yet</source>
        <translation>ещё не опубликована</translation>
    </message>
    <message>
        <source>there is a draft</source>
        <translation>есть черновик</translation>
    </message>
</context>
<context>
    <name>SchemesPage</name>
    <message>
        <source>A scheme says what a subscriber hears and what his keys do.</source>
        <translation>Схема определяет, что слышит абонент и что делают его нажатия.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Создать копию</translation>
    </message>
    <message>
        <source>Duplicate “{name}”</source>
        <translation>Копия схемы «{name}»</translation>
    </message>
    <message>
        <source>Export the scheme</source>
        <translation>Экспорт схемы</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Импорт из файла…</translation>
    </message>
    <message>
        <source>Import a scheme</source>
        <translation>Импорт схемы</translation>
    </message>
    <message>
        <source>More with this scheme</source>
        <translation>Другие действия со схемой</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Name of the new scheme</source>
        <translation>Имя новой схемы</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Новое имя</translation>
    </message>
    <message>
        <source>New scheme</source>
        <translation>Новая схема</translation>
    </message>
    <message>
        <source>No schemes yet</source>
        <translation>Схем пока нет</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Reading the schemes…</source>
        <translation>Читаю схемы…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Rename “{name}”</source>
        <translation>Переименование схемы «{name}»</translation>
    </message>
    <message>
        <source>Schemes</source>
        <extracomment>A scheme&apos;s name: it is to be opened for work. The name of a scheme to be made. A file to be imported and opened at once. (scheme&apos;s name, file, version): version 0 is what is being worked on. (scheme&apos;s name, the new one) The tab of that editor is to be closed; its owner decides, and calls ``close_editor``.</extracomment>
        <translation>Схемы</translation>
    </message>
    <message>
        <source>Schemes (*.scheme.json *.rinoscheme *.json)</source>
        <translation>Схемы (*.scheme.json *.rinoscheme *.json)</translation>
    </message>
    <message>
        <source>{name} (copy {number})</source>
        <translation>{name} (копия {number})</translation>
    </message>
    <message>
        <source>{name} (copy)</source>
        <translation>{name} (копия)</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Campaigns, contacts, schemes, settings</source>
        <extracomment>Who types on asks nothing of the database. What has been typed, a moment ago: whoever knows more of it calls ``show_more``.</extracomment>
        <translation>Кампании, контакты, схемы, настройки</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
</context>
<context>
    <name>ServerForm</name>
    <message>
        <source>Connect</source>
        <translation>Подключиться</translation>
    </message>
    <message>
        <source>Database: its alias or its path on the server</source>
        <translation>База данных: псевдоним или путь на сервере</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Порт</translation>
    </message>
    <message>
        <source>Remember the password on this computer</source>
        <translation>Запомнить пароль на этом компьютере</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>Это нужно заполнить.</translation>
    </message>
    <message>
        <source>User of the database</source>
        <translation>Пользователь базы данных</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Another database…</source>
        <translation>Другая база данных…</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Внешний вид</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Журнал действий</translation>
    </message>
    <message>
        <source>Backup and restore</source>
        <translation>Резервные копии</translation>
    </message>
    <message>
        <source>Beside it, as a service</source>
        <translation>Отдельно, как служба</translation>
    </message>
    <message>
        <source>Calls are made while the program is open. For one workplace.</source>
        <translation>Звонки идут, пока программа открыта. Подходит для одного рабочего места.</translation>
    </message>
    <message>
        <source>Calls go on when the program is closed. Start it on the server:</source>
        <translation>Звонки идут и при закрытой программе. На сервере запустите:</translation>
    </message>
    <message>
        <source>Data sources</source>
        <translation>Источники данных</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>База данных</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Engines and health</source>
        <translation>Движки и исправность</translation>
    </message>
    <message>
        <source>External stores</source>
        <translation>Внешние хранилища</translation>
    </message>
    <message>
        <source>In this program</source>
        <translation>В этой программе</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Legal presets</source>
        <translation>Требования закона</translation>
    </message>
    <message>
        <source>Listening to calls</source>
        <translation>Прослушивание разговоров</translation>
    </message>
    <message>
        <source>Numbers and calling hours</source>
        <translation>Номера и часы приёма</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Сотрудники</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Сроки хранения</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>In the order in which they stand. What concerns everybody who works with the system. Section → the right that opens it to people with a role of the office&apos;s own; people, beside theirs, to those who set operators&apos; skills. INSIDE or BESIDE.</extracomment>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>Start it together with the program</source>
        <translation>Запускать вместе с программой</translation>
    </message>
    <message>
        <source>Start the engine</source>
        <translation>Запустить движок</translation>
    </message>
    <message>
        <source>Stop the engine</source>
        <translation>Остановить движок</translation>
    </message>
    <message>
        <source>Telephone of this computer</source>
        <translation>Телефон этого компьютера</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Trunks</source>
        <translation>Транки</translation>
    </message>
    <message>
        <source>Voice store</source>
        <translation>Хранилище фраз</translation>
    </message>
</context>
<context>
    <name>SettingsPart</name>
    <message>
        <source>Remove</source>
        <extracomment>The settings&apos; name of the section (&quot;trunks&quot;).</extracomment>
        <translation>Удалить</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>As text</source>
        <translation>Текстом</translation>
    </message>
    <message>
        <source>Campaign file</source>
        <translation>Файл кампании</translation>
    </message>
    <message>
        <source>Discard the changes</source>
        <translation>Отменить изменения</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Из файла…</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <extracomment>The document that is to be saved. There is, or is no more, something unsaved. Sections that mean something even when they are empty.</extracomment>
        <translation>Группы настроек</translation>
    </message>
    <message>
        <source>Into a file…</source>
        <translation>В файл…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message numerus="yes">
        <source>At least %n character(s)</source>
        <translation>
            <numerusform>Не меньше %n знака</numerusform>
            <numerusform>Не меньше %n знаков</numerusform>
            <numerusform>Не меньше %n знаков</numerusform>
        </translation>
    </message>
    <message>
        <source>Create and sign in</source>
        <translation>Создать и войти</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Nobody is known to this database yet. The administrator sets it up and adds the others.</source>
        <translation>В этой базе данных ещё никого нет. Администратор настраивает её и добавляет остальных.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Минутку…</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Password once more</source>
        <translation>Пароль ещё раз</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>The first administrator</source>
        <extracomment>The try that waits is not meant any more: something else is being typed.</extracomment>
        <translation>Первый администратор</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Пароли не совпадают.</translation>
    </message>
    <message>
        <source>Who are you?</source>
        <translation>Укажите имя.</translation>
    </message>
</context>
<context>
    <name>SkillRow</name>
    <message>
        <source>Choose or type</source>
        <extracomment>Rows that are seen without scrolling.</extracomment>
        <translation>Выберите или впишите</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Уровень</translation>
    </message>
    <message>
        <source>Remove the skill</source>
        <translation>Убрать умение</translation>
    </message>
    <message>
        <source>Skill</source>
        <translation>Умение</translation>
    </message>
    <message>
        <source>level</source>
        <translation>уровень</translation>
    </message>
</context>
<context>
    <name>SkillsField</name>
    <message>
        <source>A queue or a campaign that asks for a skill is served by those who have it at its level or a higher one.</source>
        <translation>Очередь или кампанию, которым нужно умение, обслуживают те, у кого оно есть и уровень не ниже нужного.</translation>
    </message>
    <message>
        <source>Add a skill</source>
        <translation>Добавить умение</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>Умения</translation>
    </message>
</context>
<context>
    <name>SourceDialog</name>
    <message>
        <source>A new data source</source>
        <extracomment>A SourceSettings, without a mapping; the password is still in its field.</extracomment>
        <translation>Новый источник данных</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Address: firebird://USER@HOST/DATABASE, sqlite:///FILE, https://…</source>
        <translation>Адрес: firebird://ИМЯ@СЕРВЕР/БАЗА, sqlite:///ФАЙЛ, https://…</translation>
    </message>
    <message>
        <source>Character set of a Firebird database that does not say it</source>
        <translation>Кодировка базы Firebird, если она её не указывает</translation>
    </message>
    <message>
        <source>Data source</source>
        <translation>Источник данных</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Queries at once</source>
        <translation>Запросов одновременно</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Seconds to open a connection</source>
        <translation>Секунд на подключение</translation>
    </message>
</context>
<context>
    <name>SourcesHere</name>
    <message>
        <source>Asking…</source>
        <translation>Спрашиваю…</translation>
    </message>
    <message>
        <source>It answers ({dialect}, {ms} ms).</source>
        <translation>Отвечает ({dialect}, {ms} мс).</translation>
    </message>
    <message>
        <source>Remove the data source {name}?</source>
        <translation>Удалить источник данных {name}?</translation>
    </message>
    <message>
        <source>Schemes and lists that ask it get no answer any more. In the foreign database nothing changes.</source>
        <translation>Схемы и списки, которые к нему обращаются, больше не получат ответа. В чужой базе ничего не изменится.</translation>
    </message>
    <message>
        <source>can be read</source>
        <translation>читаются</translation>
    </message>
    <message>
        <source>database</source>
        <translation>базе</translation>
    </message>
    <message>
        <source>settings file</source>
        <translation>файле настроек</translation>
    </message>
</context>
<context>
    <name>SourcesSection</name>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Foreign databases and services: read by schemes and lists, never written.</source>
        <translation>Чужие базы и службы: схемы и списки читают из них и никогда в них не пишут.</translation>
    </message>
    <message>
        <source>Mapped</source>
        <translation>Сопоставлено</translation>
    </message>
    <message>
        <source>Mapping…</source>
        <translation>Сопоставление…</translation>
    </message>
    <message>
        <source>New source…</source>
        <translation>Новый источник…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Set up in</source>
        <translation>Задан в</translation>
    </message>
    <message>
        <source>Source</source>
        <extracomment>Of the mapping&apos;s columns, in pixels. Which column of the mapping is chosen from a list, and what there is. Width of the columns whose cells are chosen from.</extracomment>
        <translation>Источник</translation>
    </message>
    <message>
        <source>Test query…</source>
        <translation>Пробный запрос…</translation>
    </message>
</context>
<context>
    <name>StagesGraph</name>
    <message>
        <source>Calls now</source>
        <extracomment>Seconds that the graph of this moment looks back. Above the curves, for the legend: times the highest value.</extracomment>
        <translation>Вызовы сейчас</translation>
    </message>
    <message>
        <source>in the menu</source>
        <translation>в меню</translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>дозвон</translation>
    </message>
    <message>
        <source>ringing {ringing}, in the menu {scheme}, with operators {talking}</source>
        <translation>дозвон {ringing}, в меню {scheme}, у телефонистов {talking}</translation>
    </message>
    <message>
        <source>with operators</source>
        <translation>разговор</translation>
    </message>
</context>
<context>
    <name>StopList</name>
    <message>
        <source>Add…</source>
        <translation>Добавить…</translation>
    </message>
    <message>
        <source>Do-not-call list</source>
        <translation>Стоп-лист</translation>
    </message>
    <message numerus="yes">
        <source>Do-not-call list: %Ln number(s)</source>
        <extracomment>What is looked for has changed. The entry that is chosen.</extracomment>
        <translation>
            <numerusform>Стоп-лист: %Ln номер</numerusform>
            <numerusform>Стоп-лист: %Ln номера</numerusform>
            <numerusform>Стоп-лист: %Ln номеров</numerusform>
        </translation>
    </message>
    <message>
        <source>Do-not-call list: empty</source>
        <translation>Стоп-лист пуст</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Загрузить…</translation>
    </message>
    <message>
        <source>Number, or its beginning</source>
        <translation>Номер или его начало</translation>
    </message>
    <message>
        <source>Save the proof…</source>
        <translation>Сохранить подтверждение…</translation>
    </message>
    <message>
        <source>Search in the do-not-call list</source>
        <translation>Поиск по стоп-листу</translation>
    </message>
    <message>
        <source>Take off…</source>
        <translation>Исключить…</translation>
    </message>
</context>
<context>
    <name>StoreHealthList</name>
    <message>
        <source>Another place…</source>
        <translation>Другое место…</translation>
    </message>
    <message>
        <source>Complete them</source>
        <translation>Восстановить</translation>
    </message>
    <message>
        <source>How it is</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Проверить снова</translation>
    </message>
    <message>
        <source>Prompts, recordings of calls and messages of subscribers: a folder of this computer, or an address that all engines of the office share.</source>
        <translation>Фразы, записи разговоров и сообщения абонентов: папка этого компьютера или адрес, общий для всех движков.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Что делать</translation>
    </message>
</context>
<context>
    <name>StoresHere</name>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Delete what is set aside?</source>
        <translation>Удалить отложенное?</translation>
    </message>
    <message>
        <source>It never comes into the external store. In this database the calls and their results stay.</source>
        <translation>Во внешнее хранилище оно уже не попадёт. В этой базе звонки и их результаты останутся.</translation>
    </message>
    <message>
        <source>No campaign has an external store: [[outbox]] in its file.</source>
        <translation>Ни у одной кампании нет внешнего хранилища ([[outbox]] в её файле).</translation>
    </message>
    <message>
        <source>down since {when}: {error}</source>
        <translation>недоступно с {when}: {error}</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>заказы</translation>
    </message>
    <message>
        <source>rows are set aside</source>
        <translation>есть отложенные строки</translation>
    </message>
    <message>
        <source>the campaign has no store of this name any more</source>
        <translation>у кампании больше нет хранилища с таким именем</translation>
    </message>
    <message>
        <source>well</source>
        <translation>хорошо</translation>
    </message>
</context>
<context>
    <name>SupervisionBar</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Подключиться</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Отключиться</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Слушать</translation>
    </message>
    <message>
        <source>Listening to a call</source>
        <translation>Прослушивание разговора</translation>
    </message>
    <message>
        <source>Nobody hears you</source>
        <translation>Вас не слышит никто</translation>
    </message>
    <message>
        <source>Operator and subscriber hear you</source>
        <translation>Вас слышат телефонист и абонент</translation>
    </message>
    <message>
        <source>The operator alone hears you</source>
        <translation>Вас слышит только телефонист</translation>
    </message>
    <message>
        <source>Time listened</source>
        <translation>Время прослушивания</translation>
    </message>
    <message>
        <source>Whisper</source>
        <translation>Подсказывать</translation>
    </message>
    <message>
        <source>both hear you</source>
        <translation>вас слышат оба</translation>
    </message>
    <message>
        <source>connecting …</source>
        <translation>соединяем …</translation>
    </message>
    <message>
        <source>nobody hears you</source>
        <translation>вас не слышит никто</translation>
    </message>
    <message>
        <source>over</source>
        <translation>окончен</translation>
    </message>
    <message>
        <source>the operator hears you</source>
        <translation>вас слышит телефонист</translation>
    </message>
    <message>
        <source>your telephone rings …</source>
        <translation>звоним на ваш телефон …</translation>
    </message>
</context>
<context>
    <name>SupervisionHere</name>
    <message>
        <source>Set. It holds for calls that go on, too.</source>
        <translation>Установлено. Действует и для идущих разговоров.</translation>
    </message>
</context>
<context>
    <name>SupervisionSection</name>
    <message>
        <source>Always</source>
        <translation>Всегда</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Никогда</translation>
    </message>
    <message>
        <source>Operators never see that somebody is in their call.</source>
        <translation>Телефонисты не видят, что их кто-то слушает.</translation>
    </message>
    <message>
        <source>Operators see everybody who listens to them.</source>
        <translation>Телефонисты видят всех, кто их слушает.</translation>
    </message>
    <message>
        <source>Operators see who whispers to them or has joined the call.</source>
        <translation>Телефонисты видят того, кто подсказывает им или вступил в разговор.</translation>
    </message>
    <message>
        <source>When an operator is told on his screen that a supervisor is in his call. Tell your people that calls may be listened to: the law asks for it in many countries.</source>
        <extracomment>A Shown.</extracomment>
        <translation>Когда телефонист видит на экране, что к его разговору подключился супервизор. Предупредите сотрудников, что разговоры могут прослушиваться: во многих странах этого требует закон.</translation>
    </message>
    <message>
        <source>When the supervisor speaks</source>
        <translation>Когда супервизор говорит</translation>
    </message>
</context>
<context>
    <name>TelephoneSection</name>
    <message>
        <source> s</source>
        <translation> с</translation>
    </message>
    <message>
        <source>A call ends by itself when nothing has come for</source>
        <translation>Завершать разговор, если ничего не приходит</translation>
    </message>
    <message>
        <source>Calls cannot reach an operator at this computer.</source>
        <translation>До телефониста за этим компьютером вызовы не дойдут.</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Сертификаты (*.pem *.crt *.cer);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Выбрать файл…</translation>
    </message>
    <message>
        <source>Engine and colleagues call this number at the registrar.</source>
        <translation>Движок и коллеги звонят на этот номер через АТС.</translation>
    </message>
    <message>
        <source>For networks without an exchange: the engine finds the address by itself when the shift begins.</source>
        <translation>Для сетей без АТС: движок сам узнаёт адрес, когда начинается смена.</translation>
    </message>
    <message>
        <source>Give a number or a user</source>
        <translation>Укажите номер или имя</translation>
    </message>
    <message>
        <source>Give the registrar&apos;s address</source>
        <translation>Укажите адрес АТС</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>More is no file of certificates.</extracomment>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Number or user</source>
        <translation>Номер или имя</translation>
    </message>
    <message>
        <source>Own address</source>
        <translation>Собственный адрес</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Registrar</source>
        <translation>АТС (регистратор)</translation>
    </message>
    <message>
        <source>SIP port</source>
        <translation>Порт SIP</translation>
    </message>
    <message>
        <source>Save the telephone</source>
        <translation>Сохранить настройки телефона</translation>
    </message>
    <message>
        <source>Saved on this computer</source>
        <translation>Сохранено на этом компьютере</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>Речь</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>The engine rings this computer over TLS and talks with it only encrypted. The telephone makes its certificate by itself: who listens on the network hears nothing, but whose computer it is that answers is not verified.</source>
        <translation>Движок звонит на этот компьютер по TLS и говорит с ним только с шифрованием. Сертификат телефон делает себе сам: подслушать разговор в сети нельзя, но чей именно компьютер отвечает — не проверяется.</translation>
    </message>
    <message>
        <source>This file cannot be read</source>
        <translation>Этот файл не читается</translation>
    </message>
    <message>
        <source>This file holds no certificate (PEM)</source>
        <translation>В этом файле нет сертификата (PEM)</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Транспорт</translation>
    </message>
    <message>
        <source>Trusted certificates</source>
        <translation>Доверенные сертификаты</translation>
    </message>
    <message>
        <source>Trusted certificates (PEM file)</source>
        <translation>Доверенные сертификаты (файл PEM)</translation>
    </message>
    <message>
        <source>With a registrar (telephone exchange)</source>
        <translation>Через АТС (с регистрацией)</translation>
    </message>
    <message>
        <source>Without one: the engine rings this computer</source>
        <translation>Без АТС: движок звонит прямо сюда</translation>
    </message>
    <message>
        <source>any</source>
        <translation>любой</translation>
    </message>
    <message>
        <source>any free one</source>
        <translation>любой свободный</translation>
    </message>
    <message>
        <source>encrypted where the other side can do it</source>
        <translation>шифруется, если другая сторона это умеет</translation>
    </message>
    <message>
        <source>never</source>
        <translation>никогда</translation>
    </message>
    <message>
        <source>none: whoever answers is believed</source>
        <translation>нет: доверять любому, кто ответит</translation>
    </message>
    <message>
        <source>only encrypted, or no call (SRTP)</source>
        <translation>только с шифрованием (SRTP)</translation>
    </message>
</context>
<context>
    <name>TemplatePage</name>
    <message>
        <source>Its reports: {kinds}</source>
        <translation>Её отчёты: {kinds}</translation>
    </message>
    <message>
        <source>Name of the campaign</source>
        <translation>Имя кампании</translation>
    </message>
    <message>
        <source>There is no data source {names} here, so the scheme {scheme} is used, which knows only what is in the list: who has paid since is not known to it.</source>
        <translation>Источника данных {names} здесь нет, поэтому взята схема {scheme}: она знает только то, что есть в списке, и о тех, кто с тех пор заплатил, не узнает.</translation>
    </message>
</context>
<context>
    <name>TestCallDialog</name>
    <message>
        <source>An engine rings the number with what is published and set. It is no attempt of the campaign: nothing is counted, written out or put on a list.</source>
        <translation>Движок позвонит на номер с тем, что опубликовано и настроено. Это не попытка кампании: ничего не считается, не отправляется и не вносится в списки.</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>Call a number by “{name}”</source>
        <extracomment>The number to be rung.</extracomment>
        <translation>Позвонить на номер по «{name}»</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>The call goes on</source>
        <translation>Идёт вызов</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Callbacks</source>
        <translation>Обещанные звонки</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Changes by people</source>
        <translation>Изменения вручную</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Согласия</translation>
    </message>
    <message>
        <source>Do-not-call list</source>
        <translation>Стоп-лист</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>Kind of event</source>
        <translation>Вид события</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Списки</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Заказы</translation>
    </message>
    <message>
        <source>Our calls</source>
        <extracomment>Event, or None.</extracomment>
        <translation>Наши звонки</translation>
    </message>
    <message>
        <source>Refusals by rules</source>
        <translation>Отказы по правилам</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Заявки</translation>
    </message>
    <message>
        <source>Their calls</source>
        <translation>Звонки абонента</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Что было</translation>
    </message>
    <message>
        <source>Words in it</source>
        <translation>Слова в событии</translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message>
        <source>Errors: {number}</source>
        <translation>Ошибки: {number}</translation>
    </message>
    <message>
        <source>New contacts: {new}. Already in the campaign: {updated} to be updated, {same} without a change.</source>
        <translation>Новых контактов: {new}. Уже в кампании: обновится {updated}, без изменений {same}.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Ready: {number}</source>
        <translation>Готово: {number}</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Save the rejected rows…</source>
        <translation>Сохранить отклонённые строки…</translation>
    </message>
    <message>
        <source>Warnings: {number}</source>
        <translation>Предупреждения: {number}</translation>
    </message>
    <message>
        <source>What is in the row</source>
        <translation>Что в строке</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>no time zone: the campaign&apos;s own is taken</source>
        <translation>часовой пояс неизвестен: берётся пояс кампании</translation>
    </message>
    <message>
        <source>the time zone is not certain: called when all allow it</source>
        <translation>часовой пояс неточный: звоним, когда можно во всех</translation>
    </message>
</context>
<context>
    <name>TrunkDialog</name>
    <message>
        <source>A new trunk</source>
        <extracomment>What was written, by the names of the settings; codecs and ports are texts. The password is still in its field, &quot;password_env&quot; the name that is stored now.</extracomment>
        <translation>Новый транк</translation>
    </message>
    <message>
        <source>A trunk needs a name and an address.</source>
        <translation>Транку нужны имя и адрес.</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Учётная запись</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Address behind NAT</source>
        <translation>Адрес за NAT</translation>
    </message>
    <message>
        <source>Call starts a second</source>
        <translation>Вызовов в секунду</translation>
    </message>
    <message>
        <source>Campaigns name their trunk by it: it stays.</source>
        <translation>По этому имени транк указан в кампаниях, поэтому оно не меняется.</translation>
    </message>
    <message>
        <source>Codecs in order, by commas</source>
        <translation>Кодеки по порядку, через запятую</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Подключить</translation>
    </message>
    <message>
        <source>Connect a trunk</source>
        <extracomment>The password is still in its field.</extracomment>
        <translation>Подключить транк</translation>
    </message>
    <message>
        <source>Encryption of speech (SRTP)</source>
        <translation>Шифрование речи (SRTP)</translation>
    </message>
    <message>
        <source>Header that carries it</source>
        <translation>В каком заголовке он передаётся</translation>
    </message>
    <message>
        <source>How numbers are dialled: e164, digits, national, 8{national}</source>
        <translation>Как набирать номера: e164, digits, national, 8{national}</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Линий</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Number that is shown</source>
        <translation>Номер, который виден</translation>
    </message>
    <message>
        <source>Number that subscribers see</source>
        <translation>Номер, который видят абоненты</translation>
    </message>
    <message>
        <source>Outbound proxy</source>
        <translation>Исходящий прокси</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Ports for SIP and RTP (20000-20199)</source>
        <translation>Порты SIP и RTP (20000-20199)</translation>
    </message>
    <message>
        <source>Proxy (sip:HOST:PORT)</source>
        <translation>Прокси (sip:СЕРВЕР:ПОРТ)</translation>
    </message>
    <message>
        <source>Register at the proxy</source>
        <translation>Регистрироваться на прокси</translation>
    </message>
    <message>
        <source>SIP address of the operator or gateway</source>
        <translation>SIP-адрес оператора или шлюза</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Sign in there with the account (register)</source>
        <translation>Регистрироваться там</translation>
    </message>
    <message>
        <source>Simultaneous calls</source>
        <translation>Одновременных разговоров</translation>
    </message>
    <message>
        <source>To sign in there, it needs an account.</source>
        <translation>Для регистрации нужна учётная запись.</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Транспорт</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>Транк</translation>
    </message>
    <message>
        <source>always</source>
        <translation>всегда</translation>
    </message>
    <message>
        <source>if the other end can</source>
        <translation>если умеет другая сторона</translation>
    </message>
    <message>
        <source>off</source>
        <translation>выключено</translation>
    </message>
</context>
<context>
    <name>TrunkSettingsHere</name>
    <message>
        <source>Asking the trunk…</source>
        <translation>Спрашиваю транк…</translation>
    </message>
    <message>
        <source>Calls that go on over it end as they would. It cannot be removed while a campaign uses it.</source>
        <translation>Разговоры, которые по нему идут, закончатся как обычно. Пока транком пользуется кампания, удалить его нельзя.</translation>
    </message>
    <message>
        <source>Remove the trunk {name}?</source>
        <translation>Удалить транк {name}?</translation>
    </message>
    <message>
        <source>The trunk does not work.</source>
        <translation>Транк не работает.</translation>
    </message>
    <message>
        <source>The trunk works.</source>
        <translation>Транк работает.</translation>
    </message>
</context>
<context>
    <name>TrunkTestDialog</name>
    <message>
        <source>Also call this number (empty: only ask the trunk)</source>
        <translation>Заодно позвонить на номер (пусто — только спросить транк)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Test of the trunk {name}</source>
        <extracomment>The number to be called, &quot;&quot; for none.</extracomment>
        <translation>Проверка транка {name}</translation>
    </message>
    <message>
        <source>What the trunk does</source>
        <translation>Что происходит</translation>
    </message>
</context>
<context>
    <name>TrunksPage</name>
    <message>
        <source>Connect a trunk…</source>
        <translation>Подключить транк…</translation>
    </message>
    <message>
        <source>Connected: {names}.</source>
        <translation>Подключены: {names}.</translation>
    </message>
    <message>
        <source>No trunk is connected yet: a SIP account of a telephone operator, or a gateway in the office.</source>
        <translation>Ни один транк ещё не подключён: это учётная запись SIP у оператора связи или шлюз в офисе.</translation>
    </message>
</context>
<context>
    <name>TrunksSection</name>
    <message>
        <source>Account</source>
        <translation>Учётная запись</translation>
    </message>
    <message>
        <source>Calls a second</source>
        <translation>Вызовов в секунду</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Линии</translation>
    </message>
    <message>
        <source>Lines to the telephone network, and how engines see them at the moment.</source>
        <translation>Линии в телефонную сеть и что о них сейчас знают движки.</translation>
    </message>
    <message>
        <source>New trunk…</source>
        <translation>Новый транк…</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Прокси</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Test…</source>
        <translation>Проверить…</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>Транк</translation>
    </message>
</context>
<context>
    <name>TryDialog</name>
    <message>
        <source>Ask</source>
        <translation>Узнать</translation>
    </message>
    <message>
        <source>At what time (of this computer)</source>
        <translation>Когда (по часам этого компьютера)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Number dialled</source>
        <translation>Набранный номер</translation>
    </message>
    <message>
        <source>Number of who rings</source>
        <translation>Номер звонящего</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>Транк</translation>
    </message>
    <message>
        <source>Who would answer</source>
        <extracomment>(trunk, caller, number dialled, aware moment)</extracomment>
        <translation>Кто ответит</translation>
    </message>
</context>
<context>
    <name>UsageDialog</name>
    <message>
        <source>As</source>
        <translation>Формат</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>С какого дня</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>По какой день</translation>
    </message>
    <message>
        <source>Statement of usage: {client}</source>
        <extracomment>(first day, last day, format), days as datetime.date</extracomment>
        <translation>Отчёт об оказанных услугах: {client}</translation>
    </message>
    <message>
        <source>The last day lies before the first.</source>
        <translation>Последний день раньше первого.</translation>
    </message>
    <message>
        <source>Write…</source>
        <translation>Записать…</translation>
    </message>
</context>
<context>
    <name>UserMenu</name>
    <message>
        <source>Change the password…</source>
        <translation>Сменить пароль…</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>Languages are named in themselves, so that whoever cannot read the present one finds his.</extracomment>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
</context>
<context>
    <name>UsesPage</name>
    <message>
        <source>Purposes</source>
        <extracomment>Step → the settings that are asked there.</extracomment>
        <translation>Цели</translation>
    </message>
</context>
<context>
    <name>VariableRow</name>
    <message>
        <source>Choose a day</source>
        <translation>Выбрать день</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Не нужно</translation>
    </message>
    <message>
        <source>as usual: {value}</source>
        <extracomment>What the keyboard of a screen offers.</extracomment>
        <translation>как обычно: {value}</translation>
    </message>
    <message>
        <source>the list&apos;s own column goes before it: {columns}</source>
        <translation>сначала смотрят столбец списка: {columns}</translation>
    </message>
    <message>
        <source>the scheme sets it itself during the call</source>
        <translation>схема задаёт её сама во время звонка</translation>
    </message>
</context>
<context>
    <name>VariablesEditor</name>
    <message>
        <source>Other variables</source>
        <translation>Другие переменные</translation>
    </message>
</context>
<context>
    <name>VersionDialog</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>It is not published yet: open it and publish it.</source>
        <translation>Схема ещё не опубликована: откройте и опубликуйте её.</translation>
    </message>
    <message>
        <source>New calls follow the version in use; calls under way end on theirs. The draft stays as it is.</source>
        <translation>Новые вызовы идут по действующей версии, текущие закончатся на своей. Черновик не изменится.</translation>
    </message>
    <message>
        <source>Use this version</source>
        <translation>Использовать эту версию</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Версии</translation>
    </message>
    <message>
        <source>Versions of “{name}”</source>
        <translation>Версии схемы «{name}»</translation>
    </message>
</context>
<context>
    <name>VersionTable</name>
    <message>
        <source>Author</source>
        <translation>Автор</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Вызовы</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Примечание</translation>
    </message>
    <message>
        <source>Published at</source>
        <translation>Опубликована</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>use it</source>
        <translation>идут по ней</translation>
    </message>
</context>
<context>
    <name>VoiceFilesHere</name>
    <message>
        <source>Copied to {file}.</source>
        <translation>Скопировано в {file}.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n file(s) for ever?</source>
        <translation>
            <numerusform>Удалить %n файл навсегда?</numerusform>
            <numerusform>Удалить %n файла навсегда?</numerusform>
            <numerusform>Удалить %n файлов навсегда?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted: %n file(s).</source>
        <translation>
            <numerusform>Удалён %n файл.</numerusform>
            <numerusform>Удалено %n файла.</numerusform>
            <numerusform>Удалено %n файлов.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleting files</source>
        <translation>Удаление файлов</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Поиск…</translation>
    </message>
    <message>
        <source>Messages of subscribers</source>
        <translation>Сообщения абонентов</translation>
    </message>
    <message>
        <source>Of calls unknown here</source>
        <translation>Неизвестных здесь вызовов</translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n are shown: say more of the name.</source>
        <translation>
            <numerusform>Показан только первый %n: уточните имя.</numerusform>
            <numerusform>Показаны только первые %n: уточните имя.</numerusform>
            <numerusform>Показаны только первые %n: уточните имя.</numerusform>
        </translation>
    </message>
    <message>
        <source>Playing: {name}</source>
        <translation>Звучит: {name}</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Фразы</translation>
    </message>
    <message>
        <source>Recordings of calls</source>
        <translation>Записи разговоров</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>Сохранить копию</translation>
    </message>
    <message>
        <source>There is no device to hear it on.</source>
        <translation>Нет устройства, на котором это прослушать.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Такого файла нет.</translation>
    </message>
    <message>
        <source>Voice packs, set aside</source>
        <translation>Наборы голоса, отложенное</translation>
    </message>
    <message>
        <source>in the store</source>
        <translation>в хранилище</translation>
    </message>
    <message>
        <source>waits for its upload</source>
        <translation>ждёт выгрузки</translation>
    </message>
</context>
<context>
    <name>VoiceHere</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n файл</numerusform>
            <numerusform>%n файла</numerusform>
            <numerusform>%n файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to be seen to.</source>
        <translation>
            <numerusform>Требует внимания: %n.</numerusform>
            <numerusform>Требуют внимания: %n.</numerusform>
            <numerusform>Требуют внимания: %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Completed: %n recording(s).</source>
        <translation>
            <numerusform>Восстановлена %n запись.</numerusform>
            <numerusform>Восстановлены %n записи.</numerusform>
            <numerusform>Восстановлено %n записей.</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting the files</source>
        <translation>Подсчёт файлов</translation>
    </message>
    <message numerus="yes">
        <source>Imported: %n prompt(s).</source>
        <translation>
            <numerusform>Добавлена %n фраза.</numerusform>
            <numerusform>Добавлены %n фразы.</numerusform>
            <numerusform>Добавлено %n фраз.</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing prompts</source>
        <translation>Добавление фраз</translation>
    </message>
    <message>
        <source>Looking around…</source>
        <translation>Идёт проверка…</translation>
    </message>
    <message>
        <source>Not counted yet.</source>
        <translation>Ещё не подсчитано.</translation>
    </message>
    <message>
        <source>Nothing was cut off.</source>
        <translation>Оборванных записей нет.</translation>
    </message>
    <message>
        <source>Some files are of calls that this database does not know: of another one that shares the store, or of one that was replaced by a backup. Rules of retention hold for them, too.</source>
        <translation>Есть файлы вызовов, которых эта база данных не знает: они от другой базы с тем же хранилищем или от той, что была до восстановления из копии. Правила хранения действуют и на них.</translation>
    </message>
    <message>
        <source>Sound (*.wav *.mp3 *.ogg *.opus *.flac *.aiff *.aif *.au)</source>
        <translation>Звук (*.wav *.mp3 *.ogg *.opus *.flac *.aiff *.aif *.au)</translation>
    </message>
    <message>
        <source>Sound files for prompts</source>
        <translation>Звуковые файлы фраз</translation>
    </message>
    <message>
        <source>Stopped: only what was reached until then is counted.</source>
        <translation>Остановлено: подсчитано только просмотренное.</translation>
    </message>
    <message>
        <source>The place</source>
        <extracomment>It was looked at since the section was opened; what is slow is not read every second.</extracomment>
        <translation>Место</translation>
    </message>
    <message>
        <source>The voice store is well.</source>
        <translation>Хранилище фраз в порядке.</translation>
    </message>
</context>
<context>
    <name>Wishes</name>
    <message>
        <source>Calls answered</source>
        <translation>Отвечают на вызов</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Линии</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Телефонисты</translation>
    </message>
    <message>
        <source>Weekdays from</source>
        <translation>По будням с</translation>
    </message>
    <message>
        <source>Weekdays until</source>
        <translation>По будням до</translation>
    </message>
    <message>
        <source>Weekends from</source>
        <translation>По выходным с</translation>
    </message>
    <message>
        <source>Weekends until</source>
        <translation>По выходным до</translation>
    </message>
</context>
<context>
    <name>WizardDialog</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Continue later</source>
        <translation>Продолжить позже</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Отказаться</translation>
    </message>
    <message>
        <source>Make it and check</source>
        <translation>Создать и проверить</translation>
    </message>
    <message>
        <source>New campaign</source>
        <extracomment>The template of that use is wanted. Something was filled in: it is to be kept. The campaign is to be made, and checked.</extracomment>
        <translation>Новая кампания</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>Something is missing in: {step}</source>
        <translation>Не хватает на шаге: {step}</translation>
    </message>
    <message>
        <source>Start the campaign</source>
        <translation>Запустить кампанию</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
</context>
<context>
    <name>WorkstationHere</name>
    <message>
        <source>A call goes on</source>
        <translation>Идёт разговор</translation>
    </message>
    <message>
        <source>A comment, a request, a promised call or an order was begun. Whoever leaves now loses it.</source>
        <translation>Начато примечание, заявка, обещание перезвонить или заказ. Если выйти сейчас, набранное пропадёт.</translation>
    </message>
    <message>
        <source>Changes of requests or callbacks wait for the database ({number}). Whoever leaves now loses them.</source>
        <translation>Изменения заявок или перезвонов ждут базу данных (их {number}). Если выйти сейчас, они пропадут.</translation>
    </message>
    <message>
        <source>Hang up and close</source>
        <translation>Завершить и закрыть</translation>
    </message>
    <message>
        <source>It ends when the program is closed. What is not saved stays on this computer and is there again next time.</source>
        <translation>При закрытии программы он прервётся. Несохранённое останется на этом компьютере и появится в следующий раз.</translation>
    </message>
    <message>
        <source>Leave all the same</source>
        <translation>Всё равно выйти</translation>
    </message>
    <message>
        <source>Not everything has been sent</source>
        <translation>Отправлено не всё</translation>
    </message>
    <message>
        <source>Results of calls could not be kept on this computer and wait for the database ({number}). Whoever leaves now loses them.</source>
        <translation>Результаты звонков не удалось сохранить на этом компьютере, они ждут базу данных ({number}). Если уйти сейчас, они пропадут.</translation>
    </message>
    <message>
        <source>Something is typed and not sent</source>
        <translation>Набранное не отправлено</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Остаться</translation>
    </message>
</context>
<context>
    <name>WorkstationPanels</name>
    <message>
        <source>Callbacks</source>
        <translation>Перезвоны</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Заказы</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Заявки</translation>
    </message>
</context>
<context>
    <name>contacts</name>
    <message>
        <source>Done</source>
        <translation>Завершён</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>Исключён</translation>
    </message>
    <message>
        <source>Is being called</source>
        <translation>Идёт звонок</translation>
    </message>
    <message>
        <source>Not called yet</source>
        <translation>Ещё не звонили</translation>
    </message>
    <message>
        <source>Waits for a retry</source>
        <translation>Ждёт повтора</translation>
    </message>
</context>
<context>
    <name>form-words</name>
    <message>
        <source>Amount of money</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Число</translation>
    </message>
    <message>
        <source>One option</source>
        <translation>Один вариант</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Шкала</translation>
    </message>
    <message>
        <source>Several options</source>
        <translation>Несколько вариантов</translation>
    </message>
    <message>
        <source>Telephone number</source>
        <translation>Номер телефона</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Words to read out</source>
        <translation>Прочитать вслух</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>Да или нет</translation>
    </message>
</context>
<context>
    <name>roles</name>
    <message>
        <source>administrator</source>
        <translation>администратор</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>телефонист</translation>
    </message>
    <message>
        <source>single campaigns only</source>
        <translation>только отдельные кампании</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>супервизор</translation>
    </message>
</context>
<context>
    <name>theme</name>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
</context>
</TS>
