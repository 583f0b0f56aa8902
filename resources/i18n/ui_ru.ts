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
        <extracomment>Quieter than this nobody should speak, louder than that it is being cut off. How exactly it is told in words.</extracomment>
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
        <source>silence</source>
        <translation>тишина</translation>
    </message>
    <message>
        <source>too loud</source>
        <translation>слишком громко</translation>
    </message>
    <message>
        <source>{word}, about {level} dB</source>
        <translation>{word}, около {level} дБ</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
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
    <name>SecretField</name>
    <message>
        <source>Change</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Забыть</translation>
    </message>
    <message>
        <source>It comes from the environment variable {name}.</source>
        <translation>Берётся из переменной окружения {name}.</translation>
    </message>
    <message>
        <source>Leave as it was</source>
        <translation>Оставить как было</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Password</source>
        <extracomment>Where the secret of the name is, is to be found out. What is there is to become another one, or to be forgotten.</extracomment>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>The engine runs outside of this window: set the environment variable {name} there, or call: rino-desktop secret set {name}</source>
        <translation>Движок работает вне этого окна: задайте там переменную окружения {name} или выполните: rino-desktop secret set {name}</translation>
    </message>
    <message>
        <source>The engine runs outside of this window: write a name below, such as {name}, and set that environment variable there, or call: rino-desktop secret set {name}</source>
        <translation>Движок работает вне этого окна: впишите ниже имя, например {name}, и задайте там такую переменную окружения или выполните: rino-desktop secret set {name}</translation>
    </message>
    <message>
        <source>This computer has no keyring: set the environment variable {name} where the engine runs.</source>
        <translation>На этом компьютере нет хранилища паролей: задайте переменную окружения {name} там, где работает движок.</translation>
    </message>
    <message>
        <source>This computer has no keyring: write a name below, such as {name}, and set that environment variable where the engine runs.</source>
        <translation>На этом компьютере нет хранилища паролей: впишите ниже имя, например {name}, и задайте такую переменную окружения там, где работает движок.</translation>
    </message>
    <message>
        <source>Under the name</source>
        <translation>Под именем</translation>
    </message>
    <message>
        <source>is not set</source>
        <translation>не задан</translation>
    </message>
    <message>
        <source>is set</source>
        <translation>задан</translation>
    </message>
    <message>
        <source>the new one</source>
        <translation>новый</translation>
    </message>
    <message>
        <source>will be forgotten</source>
        <translation>будет удалён</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Cancel</source>
        <extracomment>After which a window is before the others, unless something keeps it behind them.
----------
What was filled in is to be done; a signal of the subclass, which says what it carries. What was filled in is being tried.</extracomment>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>sizes</name>
    <message>
        <source>{n} B</source>
        <translation>{n} Б</translation>
    </message>
</context>
</TS>
