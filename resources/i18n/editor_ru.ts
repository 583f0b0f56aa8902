<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_GB">
<context>
    <name>Breakpoints</name>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Add a breakpoint at this block</source>
        <translation>Поставить остановку на этот блок</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Блок</translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <extracomment>Enter or a double click: show this one.</extracomment>
        <translation>Остановки</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Remove the chosen breakpoint</source>
        <translation>Убрать выбранную остановку</translation>
    </message>
    <message>
        <source>The call stops when it comes to one of these blocks.</source>
        <translation>Звонок остановится, когда дойдёт до одного из этих блоков.</translation>
    </message>
</context>
<context>
    <name>CallChooser</name>
    <message>
        <source>Answered</source>
        <translation>Отвечен</translation>
    </message>
    <message>
        <source>Beginning of the number, or all of the latest</source>
        <translation>Начало номера (пусто — последние звонки)</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Вызовы</translation>
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
        <source>No answered call by this scheme is kept here.</source>
        <translation>По этой схеме здесь ещё нет отвеченных вызовов.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Просмотреть</translation>
    </message>
    <message>
        <source>Replay a call</source>
        <translation>Просмотр звонка</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
</context>
<context>
    <name>CallMe</name>
    <message>
        <source>The contact has no data: give him some under “Contact”.</source>
        <extracomment>A line for the window&apos;s status bar. The call is under way, or is not any more. The number of the call under way. It is being asked for.</extracomment>
        <translation>У контакта нет данных: задайте их на вкладке «Контакт».</translation>
    </message>
    <message>
        <source>The contact: {data}</source>
        <translation>Контакт: {data}</translation>
    </message>
</context>
<context>
    <name>CallMeDialog</name>
    <message>
        <source>A phone number</source>
        <translation>Номер телефона</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>Call all the same</source>
        <translation>Всё равно позвонить</translation>
    </message>
    <message>
        <source>Call me</source>
        <extracomment>Remembered, and whether it may be night there. It has been asked whether to call by night, for this number.</extracomment>
        <translation>Позвонить мне</translation>
    </message>
    <message>
        <source>Calling…</source>
        <translation>Звоним…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>It is {time} now. Call all the same?</source>
        <translation>Сейчас {time}. Всё равно позвонить?</translation>
    </message>
    <message>
        <source>It is {time} there now ({zone}). Call all the same?</source>
        <translation>Там сейчас {time} ({zone}). Всё равно позвонить?</translation>
    </message>
    <message>
        <source>My telephone</source>
        <translation>Мой телефон</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>SIP address</source>
        <translation>SIP-адрес</translation>
    </message>
    <message>
        <source>There is no trunk yet.</source>
        <translation>Транков пока нет.</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>Транк</translation>
    </message>
</context>
<context>
    <name>CallStrip</name>
    <message>
        <source>An engine prepares the call to {whom}…</source>
        <translation>Движок готовит звонок: {whom}…</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>Позвонить снова</translation>
    </message>
    <message>
        <source>Call me…</source>
        <translation>Позвонить мне…</translation>
    </message>
    <message>
        <source>Calling {whom}…</source>
        <translation>Звоним: {whom}…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Положить трубку</translation>
    </message>
    <message>
        <source>Hanging up…</source>
        <translation>Кладём трубку…</translation>
    </message>
    <message>
        <source>It rings: {whom}</source>
        <translation>Телефон звонит: {whom}</translation>
    </message>
    <message>
        <source>Not answered: {cause}</source>
        <translation>Не ответили: {cause}</translation>
    </message>
    <message>
        <source>The call goes on: {whom}</source>
        <translation>Идёт разговор: {whom}</translation>
    </message>
    <message>
        <source>The call was broken off: {cause}</source>
        <translation>Звонок прерван: {cause}</translation>
    </message>
    <message>
        <source>The engine was stopped, and has ended the call.</source>
        <translation>Движок остановлен и завершил звонок.</translation>
    </message>
    <message>
        <source>The other side has hung up.</source>
        <translation>На той стороне положили трубку.</translation>
    </message>
    <message>
        <source>The real call</source>
        <translation>Настоящий звонок</translation>
    </message>
    <message>
        <source>The scheme as it is drawn now calls a real telephone</source>
        <translation>Схема, как она нарисована сейчас, звонит на настоящий телефон</translation>
    </message>
    <message>
        <source>The scheme could not go on: see its course.</source>
        <translation>Схема не смогла продолжить: смотрите «Ход».</translation>
    </message>
    <message>
        <source>The scheme has come to its end and hung up.</source>
        <translation>Схема дошла до конца и положила трубку.</translation>
    </message>
    <message>
        <source>Waiting for an engine…</source>
        <translation>Ждём ответа движка…</translation>
    </message>
    <message>
        <source>You have hung up.</source>
        <translation>Вы положили трубку.</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>A link must begin at a port: it was put back.</source>
        <translation>Связь должна начинаться у выхода: она возвращена на место.</translation>
    </message>
    <message>
        <source>A link must end at a block: it was put back.</source>
        <translation>Связь должна вести в блок: она возвращена на место.</translation>
    </message>
    <message>
        <source>Add block</source>
        <translation>Добавить блок</translation>
    </message>
    <message>
        <source>Add block…</source>
        <translation>Добавить блок…</translation>
    </message>
    <message>
        <source>Add frame</source>
        <translation>Обвести рамкой</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Добавить заметку</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>Выровнять</translation>
    </message>
    <message>
        <source>Bottom edges</source>
        <translation>По нижнему краю</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Вырезать</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Delete and reconnect</source>
        <translation>Удалить и соединить соседей</translation>
    </message>
    <message>
        <source>Distribute</source>
        <translation>Распределить</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Дублировать</translation>
    </message>
    <message>
        <source>Equal gaps across</source>
        <translation>Равные промежутки по горизонтали</translation>
    </message>
    <message>
        <source>Equal gaps down</source>
        <translation>Равные промежутки по вертикали</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Рамка</translation>
    </message>
    <message>
        <source>Frame around</source>
        <translation>Обвести рамкой</translation>
    </message>
    <message>
        <source>In one column</source>
        <translation>В один столбец</translation>
    </message>
    <message>
        <source>In one row</source>
        <translation>В один ряд</translation>
    </message>
    <message>
        <source>Left edges</source>
        <translation>По левому краю</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Связь</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Переместить</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>On the clipboard</source>
        <translation>В буфере обмена</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Вставить</translation>
    </message>
    <message>
        <source>Paste here</source>
        <translation>Вставить сюда</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Закрепить</translation>
    </message>
    <message>
        <source>Put into the link</source>
        <translation>Вставить в связь</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>Изменить размер</translation>
    </message>
    <message>
        <source>Right edges</source>
        <translation>По правому краю</translation>
    </message>
    <message>
        <source>There are no blocks on the clipboard.</source>
        <extracomment>Where the last paste went, so that the next does not cover it.</extracomment>
        <translation>В буфере обмена нет блоков.</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>Упорядочить</translation>
    </message>
    <message>
        <source>Top edges</source>
        <translation>По верхнему краю</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Открепить</translation>
    </message>
</context>
<context>
    <name>CanvasWords</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>Выбран %n элемент</numerusform>
            <numerusform>Выбрано %n элемента</numerusform>
            <numerusform>Выбрано %n элементов</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
</context>
<context>
    <name>CodeText</name>
    <message>
        <source>What can stand here</source>
        <translation>Что можно вставить</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n отличие</numerusform>
            <numerusform>%n отличия</numerusform>
            <numerusform>%n отличий</numerusform>
        </translation>
    </message>
    <message>
        <source>Calls use the older one again</source>
        <translation>Звонить по старой</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Compare versions</source>
        <extracomment>What is in the window, among version numbers.</extracomment>
        <translation>Сравнение версий</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Отличия</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Было</translation>
    </message>
    <message>
        <source>Go on from the older one</source>
        <translation>Взять старую за основу</translation>
    </message>
    <message>
        <source>Newer version</source>
        <translation>Новая версия</translation>
    </message>
    <message>
        <source>No differences: where blocks stand does not count.</source>
        <translation>Отличий нет: расположение блоков не считается.</translation>
    </message>
    <message>
        <source>Older version</source>
        <translation>Старая версия</translation>
    </message>
    <message>
        <source>What is in the window</source>
        <translation>То, что в окне</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>в работе</translation>
    </message>
    <message>
        <source>to</source>
        <translation>Стало</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>версия {number}</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>Calls use version {number} again</source>
        <translation>Вызовы снова идут по версии {number}</translation>
    </message>
    <message>
        <source>From what {author} has saved to</source>
        <translation>От сохранённого ({author}) к</translation>
    </message>
    <message>
        <source>Go on from an older version</source>
        <translation>Взять прежнюю версию за основу</translation>
    </message>
    <message>
        <source>New calls will follow it. The draft in this window stays as it is.</source>
        <translation>Новые вызовы пойдут по ней. Черновик в этом окне не изменится.</translation>
    </message>
    <message>
        <source>This scheme has no published version to compare with.</source>
        <translation>У этой схемы ещё нет опубликованной версии: сравнивать не с чем.</translation>
    </message>
    <message>
        <source>Use this version</source>
        <translation>Вернуть эту версию</translation>
    </message>
</context>
<context>
    <name>Conductor</name>
    <message>
        <source>Keep the call as a test</source>
        <extracomment>Another call is shown. There is no call: why. A dialogue of this name is among the scheme&apos;s tests now. How long utterances really are that were heard: for the calls that begin from now on.</extracomment>
        <translation>Сохранить звонок как тест</translation>
    </message>
</context>
<context>
    <name>ContactChooser</name>
    <message>
        <source>A contact for the test call</source>
        <extracomment>Contact</extracomment>
        <translation>Контакт для пробного звонка</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Контакты</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Поля</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Поиск…</translation>
    </message>
    <message>
        <source>Nobody was found.</source>
        <translation>Никого не нашлось.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Phone or any field</source>
        <translation>Телефон или любое поле</translation>
    </message>
    <message>
        <source>Phone or any field…</source>
        <translation>Телефон или любое поле…</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Взять</translation>
    </message>
    <message>
        <source>There are no campaigns yet.</source>
        <translation>Кампаний пока нет.</translation>
    </message>
</context>
<context>
    <name>CoverageBar</name>
    <message>
        <source>All of it is tested.</source>
        <translation>Проверено всё.</translation>
    </message>
    <message>
        <source>Blocks not tested: {missed} of {all}</source>
        <translation>блоков: {missed} из {all}</translation>
    </message>
    <message>
        <source>Do not show it any more</source>
        <translation>Больше не показывать</translation>
    </message>
    <message>
        <source>Links not tested: {missed} of {all}</source>
        <translation>Не проверено связей: {missed} из {all}</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Выполнить снова</translation>
    </message>
    <message>
        <source>Running the dialogues…</source>
        <translation>Диалоги выполняются…</translation>
    </message>
    <message>
        <source>Show the next that is not tested</source>
        <translation>Показать следующее непроверенное место</translation>
    </message>
    <message>
        <source>The dialogues cannot be run: see there, why.</source>
        <translation>Диалоги выполнить не удаётся: причина указана рядом с ними.</translation>
    </message>
    <message>
        <source>The dialogues have not been run.</source>
        <translation>Диалоги ещё не запускались.</translation>
    </message>
    <message>
        <source>The scheme has changed since: run the dialogues again.</source>
        <translation>Схема с тех пор изменилась: выполните диалоги снова.</translation>
    </message>
    <message>
        <source>What is not tested</source>
        <translation>Что не проверено</translation>
    </message>
</context>
<context>
    <name>DialogueBadge</name>
    <message>
        <source>Dialogues</source>
        <translation>Диалоги</translation>
    </message>
    <message>
        <source>Dialogues ({number})</source>
        <translation>Диалоги ({number})</translation>
    </message>
    <message>
        <source>Not as expected:</source>
        <translation>Прошли не так, как ожидалось:</translation>
    </message>
    <message numerus="yes">
        <source>Saved; %n dialogue(s) not as expected</source>
        <translation>
            <numerusform>Сохранено; %n диалог прошёл не так, как ожидалось</numerusform>
            <numerusform>Сохранено; %n диалога прошли не так, как ожидалось</numerusform>
            <numerusform>Сохранено; %n диалогов прошли не так, как ожидалось</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved; the dialogues cannot be run.</source>
        <translation>Сохранено; выполнить диалоги не удаётся.</translation>
    </message>
    <message>
        <source>The dialogues cannot be run</source>
        <translation>Диалоги выполнить не удаётся</translation>
    </message>
</context>
<context>
    <name>DialogueForm</name>
    <message>
        <source>All of it</source>
        <translation>Целиком</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Контакт</translation>
    </message>
    <message>
        <source>Contact&apos;s field</source>
        <translation>Поле контакта</translation>
    </message>
    <message>
        <source>Ends as</source>
        <translation>Чем кончается</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Ожидается</translation>
    </message>
    <message>
        <source>Expected results</source>
        <translation>Ожидаемые ответы</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Those that a call with a scheme can end with. Another dialogue than the one that was given: Dialogue, and which field (&quot;name&quot;, &quot;json&quot; …).</extracomment>
        <translation>Название</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>The contact&apos;s fields</source>
        <translation>Поля контакта</translation>
    </message>
    <message>
        <source>The dialogue as JSON</source>
        <translation>Диалог в JSON</translation>
    </message>
    <message>
        <source>This is no JSON: {reason}</source>
        <translation>Это не JSON: {reason}</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>anything</source>
        <translation>как угодно</translation>
    </message>
</context>
<context>
    <name>DictEditor</name>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
</context>
<context>
    <name>EditorWidget</name>
    <message>
        <source>Add block</source>
        <translation>Добавить блок</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Блоки</translation>
    </message>
    <message>
        <source>Drag a block from the left onto the line, or type what it is to do.</source>
        <translation>Перетащите блок слева на линию или начните печатать его название.</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Структура</translation>
    </message>
    <message>
        <source>Scheme editor</source>
        <translation>Редактор схемы</translation>
    </message>
    <message>
        <source>{scheme}, version {number} · {phone}</source>
        <extracomment>A line for the window&apos;s status bar. Another scheme is to be opened: its name, and the one that it is opened from (&quot;&quot; for going back there). A call is to be replayed, in an editor of its own: the attempt.</extracomment>
        <translation>{scheme}, версия {number} · {phone}</translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>More</source>
        <extracomment>By how many places.</extracomment>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Ниже</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
</context>
<context>
    <name>FlowBar</name>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln вызов</numerusform>
            <numerusform>%Ln вызова</numerusform>
            <numerusform>%Ln вызовов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n block(s) of that version are no longer here</source>
        <translation>
            <numerusform>%n блока той версии здесь уже нет</numerusform>
            <numerusform>%n блоков той версии здесь уже нет</numerusform>
            <numerusform>%n блоков той версии здесь уже нет</numerusform>
        </translation>
    </message>
    <message>
        <source>All campaigns</source>
        <translation>Все кампании</translation>
    </message>
    <message>
        <source>All the time</source>
        <translation>За всё время</translation>
    </message>
    <message>
        <source>Campaign</source>
        <extracomment>Days back; 0: all the time.</extracomment>
        <translation>Кампания</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Считаю…</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>За сутки</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>За 30 дней</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>За 7 дней</translation>
    </message>
    <message>
        <source>Nothing is published yet: nobody has called by it.</source>
        <translation>Схема ещё не опубликована: по ней никому не звонили.</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Период</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Доли</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>версия {number}</translation>
    </message>
</context>
<context>
    <name>Fold</name>
    <message numerus="yes">
        <source>%n more setting(s)</source>
        <translation>
            <numerusform>Ещё %n настройка</numerusform>
            <numerusform>Ещё %n настройки</numerusform>
            <numerusform>Ещё %n настроек</numerusform>
        </translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <extracomment>Their editors show the title themselves. Fields of these kinds are short: two stand side by side. The fields have been folded away or brought out.</extracomment>
        <translation>Свернуть настройки</translation>
    </message>
</context>
<context>
    <name>HeardView</name>
    <message>
        <source>Getting the voice ready…</source>
        <translation>Готовится голос…</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Прослушать</translation>
    </message>
    <message>
        <source>No value for: {fields}.</source>
        <translation>Нет значения: {fields}.</translation>
    </message>
    <message>
        <source>Nothing of it could be voiced.</source>
        <translation>Озвучить это не удалось.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>What the contact hears</source>
        <translation>Что услышит контакт</translation>
    </message>
</context>
<context>
    <name>Holder</name>
    <message>
        <source>s</source>
        <extracomment>Texts that may be longer get several lines.</extracomment>
        <translation>с</translation>
    </message>
</context>
<context>
    <name>InsertValue</name>
    <message>
        <source>Answer “{name}”</source>
        <translation>Ответ «{name}»</translation>
    </message>
    <message>
        <source>Field of the contact</source>
        <translation>Поле контакта</translation>
    </message>
    <message>
        <source>Insert a value</source>
        <translation>Вставить значение</translation>
    </message>
    <message>
        <source>The scheme has no variables or answers yet</source>
        <translation>В схеме пока нет ни переменных, ни ответов</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Properties</source>
        <extracomment>Another type is to be chosen for a block. A block is to be brought into sight: its id. It is selected already. ``copy`` | ``tidy`` | ``frame`` for all that is selected.</extracomment>
        <translation>Свойства</translation>
    </message>
</context>
<context>
    <name>JsonEditor</name>
    <message>
        <source>This is no JSON yet; it is kept as text</source>
        <translation>Пока это не JSON; хранится как текст</translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>Neither the database nor this computer&apos;s disk takes the work: {reason}</source>
        <translation>Работу не принимают ни база данных, ни диск этого компьютера: {reason}</translation>
    </message>
    <message>
        <source>Recover unsaved work</source>
        <extracomment>An edit that is not saved is on this computer&apos;s disk after so long, milliseconds. This scheme has been saved, whatever has been drawn since; ``standing`` says as what. Somebody else has saved meanwhile: his Draft. Unsaved work of an earlier time: Recovered, and the Draft beside it (None: none). The next one comes when it has been decided about. Files with unsaved work that cannot be read; they are kept: list of Path. Unsaved work that has not been decided about, and the draft that it is offered beside.</extracomment>
        <translation>Восстановить несохранённое</translation>
    </message>
    <message>
        <source>Take what {author} has saved</source>
        <translation>Взять сохранённое ({author})</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source> s</source>
        <translation> с</translation>
    </message>
    <message>
        <source>Be silent</source>
        <translation>Молчать</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Положить трубку</translation>
    </message>
    <message>
        <source>Key {key}</source>
        <translation>Клавиша {key}</translation>
    </message>
    <message>
        <source>Let this time pass without doing anything</source>
        <translation>Пропустить это время, ничего не делая</translation>
    </message>
    <message>
        <source>Seconds of silence</source>
        <translation>Секунды молчания</translation>
    </message>
    <message>
        <source>Seconds of speech</source>
        <translation>Секунды речи</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>Говорить</translation>
    </message>
    <message>
        <source>Speak into the message that is being recorded</source>
        <translation>Говорить в записываемое сообщение</translation>
    </message>
    <message>
        <source>The other party:</source>
        <translation>Другая сторона:</translation>
    </message>
    <message>
        <source>The subscriber&apos;s telephone</source>
        <extracomment>TransferResult</extracomment>
        <translation>Телефон абонента</translation>
    </message>
</context>
<context>
    <name>LanguageEditor</name>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
</context>
<context>
    <name>LinkPage</name>
    <message>
        <source>By the way out</source>
        <translation>Из выхода</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Из блока</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>В блок</translation>
    </message>
    <message>
        <source>Link</source>
        <extracomment>A block is to be shown and selected.</extracomment>
        <translation>Связь</translation>
    </message>
    <message>
        <source>Move link</source>
        <translation>Перенести связь</translation>
    </message>
    <message>
        <source>Show the block “{0}”</source>
        <translation>Показать блок «{0}»</translation>
    </message>
    <message>
        <source>The way out that it leaves by</source>
        <translation>Выход, из которого идёт связь</translation>
    </message>
    <message>
        <source>a block that is not there</source>
        <translation>такого блока нет</translation>
    </message>
</context>
<context>
    <name>ListEditor</name>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
</context>
<context>
    <name>MaybeEditor</name>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>не задано</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Prompt</source>
        <translation>Фраза</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>Overview of the scheme</source>
        <extracomment>A scheme of a few blocks does not fill the map. It is shown in a window that is so many times wider and higher.</extracomment>
        <translation>Схема целиком</translation>
    </message>
</context>
<context>
    <name>MoreMenu</name>
    <message>
        <source>A counter among these blocks would begin anew each time the call comes back.</source>
        <translation>Счётчик среди этих блоков начинал бы счёт заново при каждом возвращении.</translation>
    </message>
    <message>
        <source>Call me…</source>
        <translation>Позвонить мне…</translation>
    </message>
    <message>
        <source>Calls begin at one of these blocks: it stays in this scheme.</source>
        <translation>С одного из этих блоков начинается разговор: он остаётся в этой схеме.</translation>
    </message>
    <message>
        <source>Calls must come into the selection at exactly one block.</source>
        <translation>Входить в выделенное разговор должен ровно через один блок.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>Declare the variable {name} with its type first.</source>
        <translation>Сначала объявите переменную {name} и её тип.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Export to PDF…</source>
        <translation>Экспорт в PDF…</translation>
    </message>
    <message>
        <source>Export to SVG…</source>
        <translation>Экспорт в SVG…</translation>
    </message>
    <message>
        <source>Into a sub-scheme</source>
        <translation>В подсхему</translation>
    </message>
    <message>
        <source>Name of the new scheme</source>
        <translation>Название новой схемы</translation>
    </message>
    <message>
        <source>One of these blocks is unfinished: complete it first.</source>
        <translation>Один из этих блоков не закончен: сначала заполните его.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Печать…</translation>
    </message>
    <message>
        <source>Replay a call…</source>
        <translation>Просмотреть звонок…</translation>
    </message>
    <message>
        <source>Select the blocks first.</source>
        <translation>Сначала выделите блоки.</translation>
    </message>
    <message>
        <source>Selection into a sub-scheme</source>
        <translation>Выделенное — в подсхему</translation>
    </message>
    <message>
        <source>Selection into a sub-scheme…</source>
        <translation>Выделенное — в подсхему…</translation>
    </message>
    <message>
        <source>The scheme was changed meanwhile: nothing was replaced.</source>
        <translation>Схема тем временем изменилась: ничего не заменено.</translation>
    </message>
    <message>
        <source>The wheel zooms</source>
        <translation>Колесо меняет масштаб</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Записано: {file}</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>черновик</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>версия {number}</translation>
    </message>
    <message>
        <source>“{name}” is a draft: publish it before this scheme.</source>
        <translation>«{name}» пока черновик: опубликуйте её раньше этой схемы.</translation>
    </message>
</context>
<context>
    <name>NamedThings</name>
    <message>
        <source>Add</source>
        <extracomment>A block is to be shown, and a field of it: (id, place).</extracomment>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Enter renames it everywhere</source>
        <translation>Enter — переименовать везде</translation>
    </message>
    <message>
        <source>It cannot be called that</source>
        <translation>Такое имя не годится</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Name: Enter renames it everywhere</source>
        <translation>Имя: Enter — переименовать везде</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>There is one of this name already</source>
        <translation>Такое имя уже есть</translation>
    </message>
    <message>
        <source>Where it is used</source>
        <translation>Где используется</translation>
    </message>
</context>
<context>
    <name>NodeForm</name>
    <message>
        <source>Change “{0}”</source>
        <translation>Изменить «{0}»</translation>
    </message>
    <message>
        <source>Nothing to set here.</source>
        <translation>Настраивать здесь нечего.</translation>
    </message>
    <message>
        <source>Parameters</source>
        <extracomment>Forms of so many types are kept. What the field under the keyboard means; &quot;&quot; for none. The keyboard has come to a field. Typing in a field is one edit until the keyboard goes elsewhere.</extracomment>
        <translation>Параметры</translation>
    </message>
    <message>
        <source>This block comes from the plug-in {0}, which is not installed here; its parameters are kept as they are.</source>
        <translation>Этот блок из плагина {0}, который здесь не установлен; параметры блока сохраняются как есть.</translation>
    </message>
    <message>
        <source>This type of block is not installed; its parameters are kept as they are.</source>
        <translation>Этот тип блока не установлен; его параметры сохраняются как есть.</translation>
    </message>
</context>
<context>
    <name>NodePage</name>
    <message>
        <source>Change the type of the block</source>
        <translation>Сменить тип блока</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Сменить…</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Another type is to be chosen for this block.</extracomment>
        <translation>Название</translation>
    </message>
    <message>
        <source>Name of the block</source>
        <translation>Название блока</translation>
    </message>
    <message>
        <source>Rename block</source>
        <translation>Переименовать блок</translation>
    </message>
</context>
<context>
    <name>NotePage</name>
    <message>
        <source>Blue</source>
        <translation>Синий</translation>
    </message>
    <message>
        <source>Change note</source>
        <translation>Изменить заметку</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>Frame around blocks</source>
        <translation>Рамка вокруг блоков</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Зелёный</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Серый</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Красный</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>Текст заметки</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Фиолетовый</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Жёлтый</translation>
    </message>
</context>
<context>
    <name>OperatorKeys</name>
    <message>
        <source>Back to: {port}</source>
        <translation>Вернуть: {port}</translation>
    </message>
    <message>
        <source>Tell the place</source>
        <translation>Сообщить место</translation>
    </message>
    <message>
        <source>They talked</source>
        <translation>Поговорили</translation>
    </message>
    <message>
        <source>What operators do</source>
        <translation>Что делают операторы</translation>
    </message>
</context>
<context>
    <name>OptionalEditor</name>
    <message>
        <source>Given</source>
        <translation>Задано</translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message>
        <source>Blocks in the order of a call; Enter edits one or follows a link</source>
        <translation>Блоки по ходу звонка; Enter — править блок или пройти по связи</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Outline</source>
        <extracomment>It shall be brought into sight: its id. It is selected already. A block&apos;s properties are wanted.</extracomment>
        <translation>Структура</translation>
    </message>
</context>
<context>
    <name>OutlineModel</name>
    <message numerus="yes">
        <source>%n way(s) out</source>
        <translation>
            <numerusform>%n выход</numerusform>
            <numerusform>%n выхода</numerusform>
            <numerusform>%n выходов</numerusform>
        </translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Недостижимы</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Заметки</translation>
    </message>
    <message>
        <source>The call</source>
        <translation>Ход звонка</translation>
    </message>
    <message>
        <source>empty note</source>
        <translation>пустая заметка</translation>
    </message>
</context>
<context>
    <name>OutsideView</name>
    <message>
        <source> s</source>
        <translation> с</translation>
    </message>
    <message>
        <source>After how many seconds the answer comes</source>
        <translation>Через сколько секунд придёт ответ</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Ответить</translation>
    </message>
    <message>
        <source>Answer so always</source>
        <translation>Всегда отвечать так</translation>
    </message>
    <message>
        <source>Ask for real</source>
        <translation>Спросить на самом деле</translation>
    </message>
    <message>
        <source>Asked</source>
        <extracomment>(kind, name): (&quot;source&quot;, &quot;billing&quot;). The answer to what is pending: Answer. What is pending is to be asked for real. Kept answers or ways of answering are others now.</extracomment>
        <translation>Кого спрашивают</translation>
    </message>
    <message>
        <source>I do</source>
        <translation>Отвечаю я</translation>
    </message>
    <message>
        <source>It is really asked</source>
        <translation>Спросить по-настоящему</translation>
    </message>
    <message>
        <source>Kept answer</source>
        <translation>Заготовка</translation>
    </message>
    <message>
        <source>Let it fail</source>
        <translation>Пусть откажет</translation>
    </message>
    <message>
        <source>The answer, as JSON</source>
        <translation>Ответ в JSON</translation>
    </message>
    <message>
        <source>The call&apos;s clock stands still until a question to the outside is answered.</source>
        <translation>Часы звонка стоят, пока на запрос нет ответа.</translation>
    </message>
    <message>
        <source>The kept answer</source>
        <translation>Заготовка</translation>
    </message>
    <message>
        <source>Waits for an answer: {request}</source>
        <translation>Ждёт ответа: {request}</translation>
    </message>
    <message>
        <source>What answers for the world outside</source>
        <translation>Кто отвечает вместо внешних систем</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>Кто отвечает</translation>
    </message>
    <message>
        <source>it failed on purpose</source>
        <translation>отказ устроен нарочно</translation>
    </message>
</context>
<context>
    <name>PairEditor</name>
    <message>
        <source>There is a value of this name already</source>
        <translation>Такое имя уже есть</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Blocks</source>
        <translation>Блоки</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>Find a block</source>
        <translation>Найти блок</translation>
    </message>
    <message>
        <source>Find a block…</source>
        <extracomment>Add a block of this type: Enter or a double click.</extracomment>
        <translation>Найти блок…</translation>
    </message>
    <message>
        <source>Logic</source>
        <translation>Логика</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Прочее</translation>
    </message>
    <message>
        <source>Telephony</source>
        <translation>Телефония</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Голос</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Properties</source>
        <extracomment>Real calls by the draft; None: the application makes none.</extracomment>
        <translation>Свойства</translation>
    </message>
    <message>
        <source>Test call</source>
        <translation>Проверка звонком</translation>
    </message>
</context>
<context>
    <name>PluginBanners</name>
    <message>
        <source>No plug-in that is installed here brings the blocks {blocks}.</source>
        <translation>Ни один из установленных здесь плагинов не знает блоков {blocks}.</translation>
    </message>
    <message>
        <source>The plug-in {package} is not installed here; its blocks: {blocks}.</source>
        <translation>Плагин {package} здесь не установлен; его блоки: {blocks}.</translation>
    </message>
    <message>
        <source>They stay as they are and are saved unchanged. Install the plug-in and start the program again to edit, try out and publish them.</source>
        <translation>Они остаются на своих местах и сохраняются без изменений. Чтобы менять, проверять и публиковать их, установите плагин и перезапустите программу.</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>«{0}»</translation>
    </message>
</context>
<context>
    <name>ProblemRow</name>
    <message>
        <source>Error</source>
        <extracomment>Of the style sheet&apos;s buttons, both sides.</extracomment>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Предупреждение</translation>
    </message>
</context>
<context>
    <name>ProblemsModel</name>
    <message>
        <source>Error</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Предупреждение</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Enter shows the place, Space mends</source>
        <translation>Enter — показать место, пробел — исправить</translation>
    </message>
    <message>
        <source>Mend what can be mended</source>
        <translation>Исправить всё, что можно</translation>
    </message>
    <message>
        <source>Nothing to mend: the scheme can be published.</source>
        <translation>Исправлять нечего: схему можно публиковать.</translation>
    </message>
    <message>
        <source>Problems</source>
        <extracomment>(id of the block or link, &quot;&quot; for the scheme itself; place of the field) (errors, warnings) Whoever shows the panel gives it a place beside the counts.</extracomment>
        <translation>Замечания</translation>
    </message>
</context>
<context>
    <name>ProblemsStrip</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <extracomment>Height of the line and of a few problems, pixels.</extracomment>
        <translation>
            <numerusform>%n ошибка</numerusform>
            <numerusform>%n ошибки</numerusform>
            <numerusform>%n ошибок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n предупреждение</numerusform>
            <numerusform>%n предупреждения</numerusform>
            <numerusform>%n предупреждений</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide the problems</source>
        <translation>Свернуть замечания</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Замечаний нет</translation>
    </message>
    <message>
        <source>Show the problems</source>
        <translation>Показать замечания</translation>
    </message>
</context>
<context>
    <name>PromptDetail</name>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Загружается…</translation>
    </message>
    <message>
        <source>No block plays it</source>
        <translation>Ни один блок её не проигрывает</translation>
    </message>
    <message>
        <source>No recording yet</source>
        <translation>Записи ещё нет</translation>
    </message>
    <message numerus="yes">
        <source>Played by %n block(s)</source>
        <translation>
            <numerusform>Звучит в %n блоке</numerusform>
            <numerusform>Звучит в %n блоках</numerusform>
            <numerusform>Звучит в %n блоках</numerusform>
        </translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Фраза</translation>
    </message>
    <message>
        <source>Record it, synthesise it, or drop a sound file here.</source>
        <translation>Запишите её, синтезируйте или перетащите сюда звуковой файл.</translation>
    </message>
    <message>
        <source>Text of the prompt “{name}”</source>
        <translation>Текст фразы «{name}»</translation>
    </message>
    <message>
        <source>Text to be read aloud, or spoken by synthesis</source>
        <translation>Текст, который прочтёт диктор или произнесёт синтезатор</translation>
    </message>
    <message>
        <source>The recording is not here</source>
        <translation>Записи здесь нет</translation>
    </message>
    <message>
        <source>What is said</source>
        <extracomment>The language that is looked at. A block that plays it: block, place.</extracomment>
        <translation>Что говорится</translation>
    </message>
    <message>
        <source>Where it is used</source>
        <translation>Где звучит</translation>
    </message>
</context>
<context>
    <name>PromptEditor</name>
    <message>
        <source>Add a prompt of this name to the scheme</source>
        <translation>Добавить в схему фразу с этим именем</translation>
    </message>
    <message>
        <source>Add a prompt that says this</source>
        <extracomment>language → what the prompt says.</extracomment>
        <translation>Добавить фразу с этим текстом</translation>
    </message>
    <message>
        <source>Add prompt</source>
        <translation>Добавить фразу</translation>
    </message>
    <message>
        <source>Choose a prompt or write what is to be said</source>
        <translation>Выберите фразу или напишите, что сказать</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>Text of the prompt “{name}”</source>
        <translation>Текст фразы «{name}»</translation>
    </message>
    <message>
        <source>What it says · {language}</source>
        <translation>Что звучит · {language}</translation>
    </message>
</context>
<context>
    <name>PromptList</name>
    <message>
        <source>A prompt is a phrase that blocks play: a recording, or a text that is spoken by synthesis until there is one.</source>
        <translation>Фраза — то, что проигрывают блоки: запись, а пока её нет — текст, который произносит синтезатор.</translation>
    </message>
    <message>
        <source>A prompt&apos;s name is one line without braces.</source>
        <translation>Название фразы — одна строка без фигурных скобок.</translation>
    </message>
    <message>
        <source>Add prompt</source>
        <translation>Добавить фразу</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Delete prompt “{name}”</source>
        <translation>Удалить фразу «{name}»</translation>
    </message>
    <message>
        <source>Delete the prompt “{name}”?</source>
        <translation>Удалить фразу «{name}»?</translation>
    </message>
    <message>
        <source>Find a prompt</source>
        <translation>Найти фразу</translation>
    </message>
    <message>
        <source>Name or text…</source>
        <extracomment>Prompt and language that are to be shown; &quot;&quot; for none. Why something cannot be done, or &quot;&quot; when it can again. The first block that uses a prompt is to be shown: block, place.</extracomment>
        <translation>Название или текст…</translation>
    </message>
    <message>
        <source>No prompts yet</source>
        <translation>Фраз пока нет</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Фразы</translation>
    </message>
    <message>
        <source>Rename everywhere</source>
        <translation>Переименовать везде</translation>
    </message>
    <message>
        <source>Rename prompt “{name}”</source>
        <translation>Переименовать фразу «{name}»</translation>
    </message>
    <message>
        <source>Show all prompts</source>
        <translation>Показать все фразы</translation>
    </message>
    <message>
        <source>Show the first</source>
        <translation>Показать первый</translation>
    </message>
    <message>
        <source>There is a prompt “{name}” already.</source>
        <translation>Фраза «{name}» уже есть.</translation>
    </message>
    <message>
        <source>These blocks play it, and would have nothing to play:</source>
        <translation>Её проигрывают эти блоки, им станет нечего проигрывать:</translation>
    </message>
    <message>
        <source>To be recorded</source>
        <translation>Без записи</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Незаконченные</translation>
    </message>
    <message>
        <source>Unused</source>
        <translation>Неиспользуемые</translation>
    </message>
    <message>
        <source>Which prompts</source>
        <translation>Какие фразы</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>фраза</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… и ещё %n</numerusform>
            <numerusform>… и ещё %n</numerusform>
            <numerusform>… и ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Prompts</name>
    <message>
        <source>Neither a recording nor a text: calls leave it out.</source>
        <translation>Ни записи, ни текста: в разговоре фраза пропускается.</translation>
    </message>
    <message>
        <source>Nothing in this language: calls play the scheme&apos;s first language.</source>
        <translation>На этом языке ничего нет: прозвучит первый язык схемы.</translation>
    </message>
    <message>
        <source>Prompt</source>
        <extracomment>What the filter can ask for, besides a part of name or text. Another name was typed: (prompt, what it is to be called). Seconds of files; None: the voice store does not have it.</extracomment>
        <translation>Фраза</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>The recording is played.</source>
        <translation>Проигрывается запись.</translation>
    </message>
    <message>
        <source>The voice store does not have the file. Calls speak the text by synthesis, if there is one. Record the prompt again or import it.</source>
        <translation>В хранилище фраз нет этого файла. Если есть текст, его произнесёт синтезатор. Запишите фразу заново или импортируйте её.</translation>
    </message>
    <message>
        <source>There is no recording: calls speak the text by synthesis.</source>
        <translation>Записи нет: текст произносит синтезатор.</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>Блоков</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>пусто</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>no file</source>
        <translation>нет файла</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>запись</translation>
    </message>
    <message>
        <source>synthesised</source>
        <translation>синтез</translation>
    </message>
</context>
<context>
    <name>PromptsList</name>
    <message>
        <source>Add prompt</source>
        <translation>Добавить фразу</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Блоков</translation>
    </message>
    <message>
        <source>Change prompt</source>
        <translation>Изменить фразу</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>No recording: the text is synthesised</source>
        <translation>Записи нет: текст читает синтезатор</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Фразы</translation>
    </message>
    <message>
        <source>Remove prompt</source>
        <translation>Удалить фразу</translation>
    </message>
    <message>
        <source>Text · {0}</source>
        <translation>Текст · {0}</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>фраза</translation>
    </message>
</context>
<context>
    <name>PromptsPanel</name>
    <message numerus="yes">
        <source>%n take(s) wait on this computer for the voice store; calls do not play them yet.</source>
        <translation>
            <numerusform>%n запись ждёт на этом компьютере отправки в хранилище фраз: в разговорах она пока не звучит.</numerusform>
            <numerusform>%n записи ждут на этом компьютере отправки в хранилище фраз: в разговорах они пока не звучат.</numerusform>
            <numerusform>%n записей ждут на этом компьютере отправки в хранилище фраз: в разговорах они пока не звучат.</numerusform>
        </translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Фразы</translation>
    </message>
    <message>
        <source>Prompts manager</source>
        <extracomment>How often it is asked whether takes wait for the voice store, while the panel is seen. A block that plays a prompt is to be shown: block, place. Many edits in a row are looked at once.</extracomment>
        <translation>Фразы схемы</translation>
    </message>
    <message>
        <source>Speak with data</source>
        <translation>Произнести с данными</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
</context>
<context>
    <name>PublishDialog</name>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n предупреждение</numerusform>
            <numerusform>%n предупреждения</numerusform>
            <numerusform>%n предупреждений</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>New calls will follow this version. Calls under way finish on theirs.</source>
        <translation>Новые вызовы пойдут по этой версии. Начатые закончатся по своей.</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Опубликовать</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Что нового</translation>
    </message>
    <message>
        <source>What is new? (for the list of versions)</source>
        <translation>Что нового? (для списка версий)</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… и ещё %n</numerusform>
            <numerusform>… и ещё %n</numerusform>
            <numerusform>… и ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Publishing</name>
    <message>
        <source>Cannot be published yet: {problem}</source>
        <extracomment>Errors keep it from being published: the first of them.</extracomment>
        <translation>Опубликовать пока нельзя: {problem}</translation>
    </message>
    <message>
        <source>Published: version {number}</source>
        <translation>Опубликована версия {number}</translation>
    </message>
</context>
<context>
    <name>QuickAdd</name>
    <message>
        <source>Add block</source>
        <translation>Добавить блок</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Блоки</translation>
    </message>
    <message>
        <source>Which block?</source>
        <extracomment>(id of the new block, the next one is to follow)</extracomment>
        <translation>Какой блок?</translation>
    </message>
</context>
<context>
    <name>RecordDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Do not record</source>
        <translation>Не записывать</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Прослушать</translation>
    </message>
    <message>
        <source>Listen to it, then keep it or record it again.</source>
        <translation>Прослушайте, затем оставьте или запишите заново.</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Микрофон</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Записать</translation>
    </message>
    <message>
        <source>Record a prompt</source>
        <extracomment>Three, two, one: the device has woken up by then (it takes up to 1.3 s). What was recorded is made a prompt. Samples: the take that is to be kept. Whoever keeps it calls ``accept``, or ``fail``: then the take is still here.</extracomment>
        <translation>Запись фразы</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>Записать заново</translation>
    </message>
    <message>
        <source>Recording in {count}…</source>
        <translation>Запись начнётся через {count}…</translation>
    </message>
    <message>
        <source>Silence is cut off, loudness evened…</source>
        <translation>Обрезается тишина, выравнивается громкость…</translation>
    </message>
    <message>
        <source>Speak now.</source>
        <translation>Говорите.</translation>
    </message>
    <message>
        <source>Speak so that the level stays in the green.</source>
        <translation>Говорите так, чтобы уровень оставался зелёным.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>Stop at silence</source>
        <translation>Остановиться на тишине</translation>
    </message>
    <message>
        <source>The microphone gives no sound any more. Choose it again.</source>
        <translation>Микрофон больше не даёт звука. Выберите его заново.</translation>
    </message>
    <message>
        <source>There is no microphone. Plug one in, or import a sound file.</source>
        <translation>Микрофона нет. Подключите его или импортируйте звуковой файл.</translation>
    </message>
</context>
<context>
    <name>Retyping</name>
    <message>
        <source>Change the type</source>
        <translation>Сменить тип</translation>
    </message>
</context>
<context>
    <name>SchemeBanners</name>
    <message>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Отбросить</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Оставить моё</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Восстановить</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Кто-то</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Взять чужое</translation>
    </message>
    <message>
        <source>There is unsaved work of {unsaved}; what is saved is of {saved}.</source>
        <translation>Есть несохранённая работа от {unsaved}; сохранено: {saved}.</translation>
    </message>
    <message>
        <source>This scheme is also open at: {who}.</source>
        <translation>Эта схема открыта ещё у: {who}.</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Понятно</translation>
    </message>
    <message>
        <source>Unsaved work of this scheme is on this computer, but cannot be read: damaged, or written by a newer version. It is kept: {files}</source>
        <translation>Несохранённая работа над этой схемой на этом компьютере есть, но не читается: файл повреждён или записан более новой версией программы. Он сохранён: {files}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>никогда</translation>
    </message>
    <message>
        <source>{author} has saved this scheme at {time}, after you opened it. Nothing of yours is lost, nothing of theirs was overwritten.</source>
        <translation>{author} — схема сохранена {time}, уже после того, как вы её открыли. Ваша работа цела, чужая не перезаписана.</translation>
    </message>
    <message>
        <source>{user} ({computer})</source>
        <translation>{user} ({computer})</translation>
    </message>
</context>
<context>
    <name>SchemePage</name>
    <message>
        <source>A call speaks it unless it is told otherwise</source>
        <translation>На нём говорят, если не выбран другой</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Change currency</source>
        <translation>Изменить валюту</translation>
    </message>
    <message>
        <source>Change languages</source>
        <translation>Изменить языки</translation>
    </message>
    <message>
        <source>Change title</source>
        <translation>Изменить название</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Валюта</translation>
    </message>
    <message>
        <source>Languages of the conversation</source>
        <translation>Языки разговора</translation>
    </message>
    <message>
        <source>Make “{0}” the first</source>
        <translation>Сделать «{0}» первым</translation>
    </message>
    <message>
        <source>Remove “{0}”</source>
        <translation>Убрать «{0}»</translation>
    </message>
    <message>
        <source>Scheme</source>
        <extracomment>(block, place of the field)</extracomment>
        <translation>Схема</translation>
    </message>
    <message>
        <source>Title · {0}</source>
        <translation>Название · {0}</translation>
    </message>
    <message>
        <source>first</source>
        <translation>первый</translation>
    </message>
</context>
<context>
    <name>SchemeTestsPanel</name>
    <message>
        <source>A dialogue says what a subscriber does and what must come of it. Keep a test call as one, or write it here.</source>
        <translation>В диалоге записано, что делает абонент и что из этого должно выйти. Сохраните как диалог пробный звонок или напишите его здесь.</translation>
    </message>
    <message>
        <source>Add a dialogue</source>
        <translation>Добавить диалог</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Delete a dialogue</source>
        <translation>Удалить диалог</translation>
    </message>
    <message>
        <source>Dialogue</source>
        <translation>Диалог</translation>
    </message>
    <message>
        <source>Dialogues of the scheme</source>
        <translation>Диалоги схемы</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Создать копию</translation>
    </message>
    <message>
        <source>Duplicate a dialogue</source>
        <translation>Создать копию диалога</translation>
    </message>
    <message>
        <source>Edit a dialogue</source>
        <translation>Изменить диалог</translation>
    </message>
    <message>
        <source>Go through it in the test call</source>
        <translation>Пройти его пробным звонком</translation>
    </message>
    <message>
        <source>New dialogue</source>
        <extracomment>Go through this dialogue in the test call. TestsRun: of the scheme as it was when it was begun. Coverage, or None where it is not to be painted.</extracomment>
        <translation>Новый диалог</translation>
    </message>
    <message>
        <source>No dialogues yet</source>
        <translation>Диалогов пока нет</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>Выполнить все</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Выполняются…</translation>
    </message>
    <message>
        <source>Show what is not tested</source>
        <translation>Показать непроверенное</translation>
    </message>
    <message>
        <source>as expected</source>
        <translation>как ожидалось</translation>
    </message>
    <message>
        <source>as in the window at {time}</source>
        <translation>схема из окна, {time}</translation>
    </message>
    <message>
        <source>as saved at {time}</source>
        <translation>сохранённая схема, {time}</translation>
    </message>
    <message>
        <source>links taken: {taken} of {all}</source>
        <translation>пройдено связей: {taken} из {all}</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>не выполнялся</translation>
    </message>
    <message>
        <source>the scheme has changed since</source>
        <translation>схема с тех пор изменилась</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>версия {number}</translation>
    </message>
    <message>
        <source>{good} of {all} as expected</source>
        <translation>как ожидалось: {good} из {all}</translation>
    </message>
</context>
<context>
    <name>SchemeView</name>
    <message>
        <source>Calls begin at this block: nothing can lead into it.</source>
        <translation>С этого блока разговор начинается: в него ничего не ведёт.</translation>
    </message>
    <message>
        <source>Scheme</source>
        <extracomment>What the palette hands over: the name of a node type. Which block shall be there: (scene position, block, port); &quot;&quot; for none that leads there. A letter was typed: whoever types wants to find a block to add. The block, link or note is to be edited: its id. A double click on a block, link or note: its id. A line for the status bar; &quot;&quot; to take it away. An error in the user&apos;s language. What keys do, for menus and buttons too.</extracomment>
        <translation>Схема</translation>
    </message>
    <message>
        <source>The call ends at this block: nothing can lead out of it.</source>
        <translation>На этом блоке разговор кончается: из него ничего не ведёт.</translation>
    </message>
    <message>
        <source>This block is no longer there.</source>
        <translation>Этого блока уже нет.</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Close (Esc)</source>
        <translation>Закрыть (Esc)</translation>
    </message>
    <message>
        <source>Find in the scheme</source>
        <translation>Найти в схеме</translation>
    </message>
    <message>
        <source>Note: {0}</source>
        <translation>Заметка: {0}</translation>
    </message>
    <message>
        <source>Search</source>
        <extracomment>Who has more than this types another letter. (kind: ``node`` or ``note``, id, place of the field); it is selected already. All that is found: list of Match. The canvas may mark them.</extracomment>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>The next one (Enter)</source>
        <translation>Следующее (Enter)</translation>
    </message>
    <message>
        <source>The one before (Shift+Enter)</source>
        <translation>Предыдущее (Shift+Enter)</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Что нашлось</translation>
    </message>
    <message>
        <source>nothing found</source>
        <translation>ничего не нашлось</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} из {1}</translation>
    </message>
</context>
<context>
    <name>SetupView</name>
    <message>
        <source>Answered at</source>
        <translation>Ответили</translation>
    </message>
    <message>
        <source>Answered at, by the contact&apos;s clock</source>
        <translation>Когда ответили, по часам контакта</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Попытка</translation>
    </message>
    <message>
        <source>Campaign&apos;s variable</source>
        <translation>Переменная кампании</translation>
    </message>
    <message>
        <source>Chance</source>
        <translation>Вариант</translation>
    </message>
    <message>
        <source>Contact&apos;s field</source>
        <translation>Поле контакта</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Take a contact from a list…</source>
        <extracomment>Other values than before: they hold from the next beginning of the call. The application is to offer contacts. What has no field of its own here (hours of the campaign) stays as it came.</extracomment>
        <translation>Взять контакт из списка…</translation>
    </message>
    <message>
        <source>The call has a moment</source>
        <translation>У звонка есть время</translation>
    </message>
    <message>
        <source>The contact&apos;s fields</source>
        <translation>Поля контакта</translation>
    </message>
    <message>
        <source>The same number: whatever is left to chance comes out the same</source>
        <translation>При том же номере варианта всё случайное выпадет так же</translation>
    </message>
    <message>
        <source>The scheme&apos;s first</source>
        <translation>Первый язык схемы</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Часовой пояс</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>What the campaign sets</source>
        <translation>Что задаёт кампания</translation>
    </message>
</context>
<context>
    <name>SeveralPage</name>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>%n блок</numerusform>
            <numerusform>%n блока</numerusform>
            <numerusform>%n блоков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n связь</numerusform>
            <numerusform>%n связи</numerusform>
            <numerusform>%n связей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n заметка</numerusform>
            <numerusform>%n заметки</numerusform>
            <numerusform>%n заметок</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <extracomment>``copy`` | ``duplicate`` | ``tidy`` | ``frame``: for the canvas, which knows sizes.</extracomment>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Закрепить</translation>
    </message>
    <message>
        <source>Put a frame around them</source>
        <translation>Обвести рамкой</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>Упорядочить</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Открепить</translation>
    </message>
</context>
<context>
    <name>SpeakPanel</name>
    <message>
        <source>Contact&apos;s data</source>
        <translation>Данные контакта</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Валюта</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Show the block</source>
        <translation>Показать блок</translation>
    </message>
    <message>
        <source>Take a contact…</source>
        <translation>Взять контакт…</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>Text of</source>
        <extracomment>The block whose text is spoken is to be shown: block, place.</extracomment>
        <translation>Текст блока</translation>
    </message>
    <message>
        <source>Typed here</source>
        <translation>Набранный здесь</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Your debt is {debt|money}. Please pay {due|date:until}.</source>
        <translation>Ваш долг — {debt|money}. Оплатите {due|date:until}.</translation>
    </message>
</context>
<context>
    <name>StateView</name>
    <message>
        <source>Answers to questions</source>
        <translation>Ответы на вопросы</translation>
    </message>
    <message>
        <source>Changed at this step</source>
        <translation>Изменилось на этом шаге</translation>
    </message>
    <message>
        <source>How the call stands</source>
        <translation>Состояние звонка</translation>
    </message>
    <message>
        <source>Keys pressed ahead</source>
        <translation>Нажато наперёд</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>Rows of a query that are shown.</extracomment>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ответы</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Повторы</translation>
    </message>
    <message>
        <source>Rows “{name}”: {number}</source>
        <translation>Строки «{name}»: {number}</translation>
    </message>
    <message>
        <source>The call</source>
        <translation>Звонок</translation>
    </message>
    <message>
        <source>To external stores</source>
        <translation>Во внешние хранилища</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Переменные</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>взята</translation>
    </message>
</context>
<context>
    <name>StepsTable</name>
    <message>
        <source>Add a step</source>
        <translation>Добавить шаг</translation>
    </message>
    <message>
        <source>Hangs up</source>
        <translation>Кладёт трубку</translation>
    </message>
    <message>
        <source>Hears</source>
        <translation>Слышит</translation>
    </message>
    <message>
        <source>Is silent, s</source>
        <translation>Молчит, с</translation>
    </message>
    <message>
        <source>Listens to the end</source>
        <translation>Слушает до конца</translation>
    </message>
    <message>
        <source>Move the step down</source>
        <translation>Шаг ниже</translation>
    </message>
    <message>
        <source>Move the step up</source>
        <translation>Шаг выше</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Оператор</translation>
    </message>
    <message>
        <source>Place in the queue</source>
        <translation>Место в очереди</translation>
    </message>
    <message>
        <source>Presses</source>
        <translation>Нажимает</translation>
    </message>
    <message>
        <source>Remove the step</source>
        <translation>Убрать шаг</translation>
    </message>
    <message>
        <source>Speaks, s</source>
        <translation>Говорит, с</translation>
    </message>
    <message>
        <source>Steps of the dialogue</source>
        <translation>Шаги диалога</translation>
    </message>
    <message>
        <source>Transfer ends</source>
        <translation>Исход перевода</translation>
    </message>
    <message>
        <source>What</source>
        <extracomment>As the file of the scheme has them; those without a value.</extracomment>
        <translation>Действие</translation>
    </message>
    <message>
        <source>What the subscriber does</source>
        <translation>Что делает абонент</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>Значение</translation>
    </message>
</context>
<context>
    <name>TakeTools</name>
    <message>
        <source>As loud as all other prompts</source>
        <translation>Сделать такой же громкой, как остальные фразы</translation>
    </message>
    <message>
        <source>Cut silence</source>
        <translation>Без тишины</translation>
    </message>
    <message>
        <source>Cut silence at both ends</source>
        <translation>Обрезать тишину с обоих концов</translation>
    </message>
    <message>
        <source>Even loudness</source>
        <translation>Громкость</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>From a microphone</source>
        <translation>С микрофона</translation>
    </message>
    <message>
        <source>From the cursor, or the selection (Space)</source>
        <translation>С курсора или выделенное (пробел)</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Импорт…</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Прослушать</translation>
    </message>
    <message>
        <source>Make a recording of the text</source>
        <translation>Сделать запись из текста</translation>
    </message>
    <message>
        <source>Only the selection stays (Ctrl+T)</source>
        <translation>Останется только выделенное (Ctrl+T)</translation>
    </message>
    <message>
        <source>Record…</source>
        <extracomment>Key → icon. The order is that of the rows.</extracomment>
        <translation>Записать…</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Remove the recording</source>
        <translation>Убрать запись</translation>
    </message>
    <message>
        <source>Save as a WAV file</source>
        <translation>Сохранить в файл WAV</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>Synthesise</source>
        <translation>Синтез</translation>
    </message>
    <message>
        <source>The text is synthesised then</source>
        <translation>Тогда текст произнесёт синтезатор</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>По выделению</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Голос</translation>
    </message>
    <message>
        <source>WAV, MP3, OGG, Opus, FLAC or AIFF</source>
        <translation>WAV, MP3, OGG, Opus, FLAC или AIFF</translation>
    </message>
</context>
<context>
    <name>TakeWork</name>
    <message>
        <source>All files (*)</source>
        <translation>Все файлы (*)</translation>
    </message>
    <message>
        <source>Cut silence of “{name}”</source>
        <translation>Обрезать тишину: «{name}»</translation>
    </message>
    <message>
        <source>Even loudness of “{name}”</source>
        <translation>Выровнять громкость: «{name}»</translation>
    </message>
    <message>
        <source>Export as WAV</source>
        <translation>Экспорт в WAV</translation>
    </message>
    <message>
        <source>Import a sound file</source>
        <translation>Импорт звукового файла</translation>
    </message>
    <message>
        <source>Import “{name}”</source>
        <translation>Импорт: «{name}»</translation>
    </message>
    <message>
        <source>Importing {file}…</source>
        <translation>Импортируется {file}…</translation>
    </message>
    <message>
        <source>Nothing but silence would be left.</source>
        <translation>Осталась бы одна тишина.</translation>
    </message>
    <message>
        <source>Record “{name}”</source>
        <translation>Запись: «{name}»</translation>
    </message>
    <message>
        <source>Remove recording of “{name}”</source>
        <translation>Убрать запись: «{name}»</translation>
    </message>
    <message>
        <source>Saved as {file}</source>
        <translation>Сохранено: {file}</translation>
    </message>
    <message>
        <source>Sound files ({patterns})</source>
        <translation>Звуковые файлы ({patterns})</translation>
    </message>
    <message>
        <source>Synthesise “{name}”</source>
        <extracomment>A line, and whether it is bad news. A take is kept: its name and its seconds. name → sound, of the takes that were made or heard last: undo shows them at once.</extracomment>
        <translation>Синтезировать: «{name}»</translation>
    </message>
    <message>
        <source>Synthesising…</source>
        <translation>Синтезируется…</translation>
    </message>
    <message>
        <source>Trim “{name}”</source>
        <translation>Оставить выделенное: «{name}»</translation>
    </message>
</context>
<context>
    <name>TestCall</name>
    <message>
        <source>A message is being recorded</source>
        <translation>Записывается сообщение</translation>
    </message>
    <message>
        <source>Answer after {time}: {what}</source>
        <translation>Ответ через {time}: {what}</translation>
    </message>
    <message>
        <source>Answer to {question}: {codes}</source>
        <translation>Ответ на вопрос {question}: {codes}</translation>
    </message>
    <message>
        <source>Asks {what}</source>
        <translation>Запрос: {what}</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Занято</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Не удалось</translation>
    </message>
    <message>
        <source>Key {key}</source>
        <translation>Клавиша {key}</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Не отвечает</translation>
    </message>
    <message>
        <source>No operator</source>
        <translation>Оператора нет</translation>
    </message>
    <message>
        <source>No operator in time</source>
        <translation>Оператор не успел</translation>
    </message>
    <message>
        <source>No operator is signed in</source>
        <translation>Ни один оператор не в системе</translation>
    </message>
    <message>
        <source>Nobody was free in time</source>
        <translation>Никто не освободился</translation>
    </message>
    <message>
        <source>Operator lost</source>
        <translation>Оператор пропал</translation>
    </message>
    <message>
        <source>Over: {disposition}</source>
        <translation>Окончен: {disposition}</translation>
    </message>
    <message>
        <source>Place in the queue: {place}</source>
        <translation>Место в очереди: {place}</translation>
    </message>
    <message>
        <source>Promised to call back: {moment}</source>
        <translation>Обещан перезвон: {moment}</translation>
    </message>
    <message>
        <source>Put on the do-not-call list</source>
        <translation>Внесён в стоп-лист</translation>
    </message>
    <message>
        <source>Recorded: {time} ({reason})</source>
        <translation>Записано: {time} ({reason})</translation>
    </message>
    <message>
        <source>Result {name} = {value}</source>
        <translation>Ответ {name} = {value}</translation>
    </message>
    <message>
        <source>Row for {store}: {row}</source>
        <translation>Строка для {store}: {row}</translation>
    </message>
    <message>
        <source>Speaks for {time}</source>
        <translation>Говорит {time}</translation>
    </message>
    <message>
        <source>Talks with the operator: {operator}</source>
        <translation>Разговаривает с оператором: {operator}</translation>
    </message>
    <message>
        <source>The call is over: {disposition}</source>
        <translation>Звонок окончен: {disposition}</translation>
    </message>
    <message>
        <source>The operator has him hold</source>
        <translation>Оператор поставил на удержание</translation>
    </message>
    <message>
        <source>The operator is done</source>
        <translation>Оператор закончил</translation>
    </message>
    <message>
        <source>The operator sends him back: {port}</source>
        <translation>Оператор вернул в схему: {port}</translation>
    </message>
    <message>
        <source>The scheme presses {digits}</source>
        <translation>Схема набирает {digits}</translation>
    </message>
    <message>
        <source>The subscriber hangs up</source>
        <translation>Абонент кладёт трубку</translation>
    </message>
    <message>
        <source>There are no operators here</source>
        <translation>Операторов здесь нет</translation>
    </message>
    <message>
        <source>There is no such queue</source>
        <translation>Такой очереди нет</translation>
    </message>
    <message>
        <source>They are talking</source>
        <translation>Разговаривают</translation>
    </message>
    <message>
        <source>They talked</source>
        <translation>Поговорили</translation>
    </message>
    <message>
        <source>Transfer ended: {outcome}</source>
        <translation>Перевод окончен: {outcome}</translation>
    </message>
    <message>
        <source>Transfer to {number}</source>
        <translation>Перевод на {number}</translation>
    </message>
    <message>
        <source>Waits for an operator</source>
        <translation>Ждёт оператора</translation>
    </message>
    <message>
        <source>Waits for an operator in the queue {queue}</source>
        <translation>Ждёт оператора в очереди «{queue}»</translation>
    </message>
    <message>
        <source>a key</source>
        <translation>клавиша</translation>
    </message>
    <message>
        <source>answering machine</source>
        <translation>автоответчик</translation>
    </message>
    <message>
        <source>callback</source>
        <translation>перезвонить</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>завершён</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>не удалось</translation>
    </message>
    <message>
        <source>hung up</source>
        <translation>трубка положена</translation>
    </message>
    <message>
        <source>not waited for an operator</source>
        <translation>не дождался оператора</translation>
    </message>
    <message>
        <source>opted out</source>
        <translation>отказался от звонков</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>прерван</translation>
    </message>
    <message>
        <source>served by an operator</source>
        <translation>обслужен оператором</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>молчание</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлено</translation>
    </message>
    <message>
        <source>the subscriber&apos;s message</source>
        <translation>сообщение абонента</translation>
    </message>
    <message>
        <source>the trace was too long: what came here is not in it</source>
        <extracomment>Under this name lupdate finds the texts.</extracomment>
        <translation>запись хода звонка оказалась слишком длинной: того, что было здесь, в ней нет</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>слишком долго</translation>
    </message>
    <message>
        <source>transferred</source>
        <translation>переведён</translation>
    </message>
    <message>
        <source>waiting music</source>
        <translation>музыка ожидания</translation>
    </message>
    <message>
        <source>{node}: records the subscriber</source>
        <translation>{node}: записывается абонент</translation>
    </message>
    <message>
        <source>{node}: the other party is being called</source>
        <translation>{node}: вызывается другая сторона</translation>
    </message>
    <message>
        <source>{node}: they are talking</source>
        <translation>{node}: разговаривают</translation>
    </message>
    <message>
        <source>{node}: waits for an answer</source>
        <translation>{node}: ждёт ответа</translation>
    </message>
    <message>
        <source>{node}: waits for an operator</source>
        <translation>{node}: ждёт оператора</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
</context>
<context>
    <name>TestCallPanel</name>
    <message>
        <source>Breakpoints</source>
        <translation>Остановки</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Контакт</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Ход</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>Запросы</translation>
    </message>
    <message>
        <source>Prompts are shown, but not heard: nothing voices them here.</source>
        <translation>Фразы показаны, но не слышны: озвучить их здесь нечем.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Test call</source>
        <extracomment>Names of blocks are looked at this long after the last change. [(node, port)]: nodes of this scheme that were left, in order. The node of this scheme that the call is at (also while it is in one that this one calls), &quot;&quot; when there is no call. The call is over: Disposition. The application is to offer contacts: ``set_contact`` takes one. A block is to be shown: (scheme, node). Ids of this scheme&apos;s nodes that have a breakpoint. A dialogue of this name has been added to the scheme&apos;s tests. The page that was in front before a question came there.</extracomment>
        <translation>Пробный звонок</translation>
    </message>
    <message>
        <source>The call</source>
        <translation>Звонок</translation>
    </message>
    <message>
        <source>There is no sound device here: prompts are shown, but not heard.</source>
        <translation>Звукового устройства здесь нет: фразы показаны, но не слышны.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Back to {name}</source>
        <translation>Назад в {name}</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Найти</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>Потоки</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Фразы</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Опубликовать</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать всё</translation>
    </message>
    <message>
        <source>Test call</source>
        <translation>Проверить звонком</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>Упорядочить</translation>
    </message>
    <message>
        <source>Undo</source>
        <extracomment>Where there is no room, these show their icons only: the first of them goes first. The title is left so much of the room, pixels: rather less than that the last two their words.</extracomment>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>черновик</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>только что</translation>
    </message>
    <message>
        <source>new</source>
        <translation>новая</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>не сохранено</translation>
    </message>
    <message>
        <source>not saved: kept on this computer</source>
        <translation>не сохранено: работа цела на этом компьютере</translation>
    </message>
    <message>
        <source>not saved: somebody else has changed the scheme</source>
        <translation>не сохранено: схему изменил кто-то другой</translation>
    </message>
    <message>
        <source>replay</source>
        <translation>просмотр</translation>
    </message>
    <message>
        <source>saved {when}</source>
        <translation>сохранено {when}</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>сохраняю…</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>версия {number}</translation>
    </message>
    <message>
        <source>{minutes} min ago</source>
        <translation>{minutes} мин назад</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Begin a call: it goes through the scheme as it stands here, without a line.</source>
        <translation>Начните звонок: он пойдёт по схеме, какая она здесь, без телефонной линии.</translation>
    </message>
    <message>
        <source>Begin the call</source>
        <translation>Начать звонок</translation>
    </message>
    <message>
        <source>Nobody has called yet</source>
        <translation>Звонка ещё не было</translation>
    </message>
    <message>
        <source>What happened in the call</source>
        <extracomment>Show the call after so many of its happenings.</extracomment>
        <translation>Что было в звонке</translation>
    </message>
</context>
<context>
    <name>TranscriptModel</name>
    <message>
        <source>Lasted</source>
        <translation>Длилось</translation>
    </message>
    <message>
        <source>Time</source>
        <extracomment>Places in the call&apos;s happenings.</extracomment>
        <translation>Время</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Что было</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>At once</source>
        <translation>Сразу</translation>
    </message>
    <message>
        <source>Back to the block before</source>
        <translation>Назад к предыдущему блоку</translation>
    </message>
    <message>
        <source>Begin the call</source>
        <extracomment>Seconds of the call in a second; None: as fast as it goes. One of ``restart``, ``run``, ``step``, ``skip``, ``back``, ``end``, ``keep``.</extracomment>
        <translation>Начать звонок</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Hear the prompts</source>
        <translation>Слышать фразы</translation>
    </message>
    <message>
        <source>Keep what was done as a test of the scheme</source>
        <translation>Сохранить сделанное как тест схемы</translation>
    </message>
    <message>
        <source>On to a breakpoint, a decision or the end</source>
        <translation>Дальше до остановки, решения или конца</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Скорость</translation>
    </message>
    <message>
        <source>Step over the waiting</source>
        <translation>Пропустить ожидание</translation>
    </message>
    <message>
        <source>Step to the next block</source>
        <translation>Шаг к следующему блоку</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>Остановить здесь</translation>
    </message>
    <message>
        <source>What is being heard</source>
        <translation>Что сейчас звучит</translation>
    </message>
</context>
<context>
    <name>Uses</name>
    <message numerus="yes">
        <source>Used in %n place(s)</source>
        <extracomment>(id of the block, place of the field)</extracomment>
        <translation>
            <numerusform>Используется в %n месте</numerusform>
            <numerusform>Используется в %n местах</numerusform>
            <numerusform>Используется в %n местах</numerusform>
        </translation>
    </message>
    <message>
        <source>Used nowhere</source>
        <translation>Нигде не используется</translation>
    </message>
</context>
<context>
    <name>VariablesList</name>
    <message>
        <source>Add variable</source>
        <translation>Добавить переменную</translation>
    </message>
    <message>
        <source>Change variable</source>
        <translation>Изменить переменную</translation>
    </message>
    <message>
        <source>Contact fields, with commas between</source>
        <translation>Поля контакта через запятую</translation>
    </message>
    <message>
        <source>Headers of the contact list; the first that has a value counts</source>
        <translation>Заголовки списка контактов; берётся первый, где есть значение</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Remove variable</source>
        <translation>Удалить переменную</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Переменные</translation>
    </message>
    <message>
        <source>When there is no value</source>
        <translation>Если значения нет</translation>
    </message>
    <message>
        <source>date</source>
        <translation>дата</translation>
    </message>
    <message>
        <source>money</source>
        <translation>деньги</translation>
    </message>
    <message>
        <source>number</source>
        <translation>число</translation>
    </message>
    <message>
        <source>phone number</source>
        <translation>телефон</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>переменная</translation>
    </message>
</context>
<context>
    <name>Waveform</name>
    <message>
        <source>Waveform</source>
        <extracomment>As far as it can be zoomed in. Start and end in seconds; equal ones: nothing is selected. Play or stop was asked for by key. The selection is to stay, the rest to go. Where a selection by keyboard or mouse began.</extracomment>
        <translation>Осциллограмма</translation>
    </message>
    <message>
        <source>no recording</source>
        <translation>записи нет</translation>
    </message>
    <message>
        <source>{length}, cursor at {at}</source>
        <translation>{length}, курсор на {at}</translation>
    </message>
    <message>
        <source>{length}, selected from {start} to {end}</source>
        <translation>{length}, выделено с {start} по {end}</translation>
    </message>
</context>
<context>
    <name>_List</name>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Remove “{0}”</source>
        <translation>Удалить «{0}»</translation>
    </message>
</context>
<context>
    <name>exporting</name>
    <message>
        <source>The file cannot be written</source>
        <extracomment>Millimetres. A scene unit is this many millimetres at 1:1 (96 to the inch). Smaller than that nothing can be read on paper.</extracomment>
        <translation>Файл записать не удалось</translation>
    </message>
</context>
</TS>
