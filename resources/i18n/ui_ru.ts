<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_GB">
<context>
    <name>DeviceChooser</name>
    <message>
        <source>As the system has it</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Микрофон</translation>
    </message>
    <message>
        <source>Ring</source>
        <translation>Вызов</translation>
    </message>
    <message>
        <source>Speech</source>
        <extracomment>Hertz and seconds of what is played: speech lies high, a telephone rings low. So long the level is shown after the button was pressed.</extracomment>
        <translation>Речь</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>There is no device. Plug one in.</source>
        <translation>Устройства нет. Подключите его.</translation>
    </message>
    <message>
        <source>Until it is plugged in, {name} is used.</source>
        <translation>Пока оно не подключено, используется {name}.</translation>
    </message>
    <message>
        <source>{name} (not connected)</source>
        <translation>{name} (не подключено)</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Скопировано</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Скопировать отчёт</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Отчёт</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Level</source>
        <extracomment>Quieter than this nobody should speak, louder than that it is being cut off.</extracomment>
        <translation>Уровень</translation>
    </message>
    <message>
        <source>good</source>
        <translation>хорошо</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>тихо</translation>
    </message>
    <message>
        <source>too loud</source>
        <translation>слишком громко</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход выполнения</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Останавливаю…</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Cancel</source>
        <extracomment>What was filled in is being tried.</extracomment>
        <translation>Отмена</translation>
    </message>
</context>
</TS>
