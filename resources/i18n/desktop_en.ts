<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>Beginning</name>
    <message numerus="yes">
        <source>%n call(s) of the demo go on</source>
        <extracomment>A database is being made: its file is there already, and not to be opened yet.</extracomment>
        <translation>
            <numerusform>%n call of the demo goes on</numerusform>
            <numerusform>%n calls of the demo go on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Engines</name>
    <message numerus="yes">
        <source>%n call(s) go on</source>
        <translation>
            <numerusform>%n call goes on</numerusform>
            <numerusform>%n calls go on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Engine: in this program, %n call(s)</source>
        <translation>
            <numerusform>Engine: in this program, %n call</numerusform>
            <numerusform>Engine: in this program, %n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Engine: stopping, %n call(s) go on</source>
        <translation>
            <numerusform>Engine: stopping, %n call goes on</numerusform>
            <numerusform>Engine: stopping, %n calls go on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n minute(s) nothing has come back from the database. Calls that go on are not broken off, but nothing new is dialled and nothing is written down.
Close the program and start it again: what was left open is settled then. If it comes back at once, another program that has the database open stands still: end that one, or restart the computer.</source>
        <translation>
            <numerusform>For %n minute nothing has come back from the database. Calls that go on are not broken off, but nothing new is dialled and nothing is written down.
Close the program and start it again: what was left open is settled then. If it comes back at once, another program that has the database open stands still: end that one, or restart the computer.</numerusform>
            <numerusform>For %n minutes nothing has come back from the database. Calls that go on are not broken off, but nothing new is dialled and nothing is written down.
Close the program and start it again: what was left open is settled then. If it comes back at once, another program that has the database open stands still: end that one, or restart the computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No new calls are made; %n call(s) go on.</source>
        <translation>
            <numerusform>No new calls are made; %n call goes on.</numerusform>
            <numerusform>No new calls are made; %n calls go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FormPreview</name>
    <message numerus="yes">
        <source>Broken off. %n answer(s) would be stored.</source>
        <translation>
            <numerusform>Broken off. %n answer would be stored.</numerusform>
            <numerusform>Broken off. %n answers would be stored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Complete. %n answer(s) would be stored.</source>
        <translation>
            <numerusform>Complete. %n answer would be stored.</numerusform>
            <numerusform>Complete. %n answers would be stored.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthHere</name>
    <message numerus="yes">
        <source>%n thing(s) to be seen to.</source>
        <translation>
            <numerusform>%n thing to be seen to.</numerusform>
            <numerusform>%n things to be seen to.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>People</name>
    <message numerus="yes">
        <source>Too many wrong passwords: this try waits for %n s.</source>
        <translation>
            <numerusform>Too many wrong passwords: this try waits for %n second.</numerusform>
            <numerusform>Too many wrong passwords: this try waits for %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message numerus="yes">
        <source>At least %n character(s)</source>
        <translation>
            <numerusform>At least %n character</numerusform>
            <numerusform>At least %n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StopList</name>
    <message numerus="yes">
        <source>Do-not-call list: %n number(s)</source>
        <extracomment>What is looked for has changed. The entry that is chosen.</extracomment>
        <translation>
            <numerusform>Do-not-call list: %n number</numerusform>
            <numerusform>Do-not-call list: %n numbers</numerusform>
        </translation>
    </message>
</context>
</TS>
