<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>AlarmList</name>
    <message numerus="yes">
        <source>%n more alarm(s)</source>
        <translation>
            <numerusform>%n more alarm</numerusform>
            <numerusform>%n more alarms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Alarms</name>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n alarm</numerusform>
            <numerusform>%n alarms</numerusform>
        </translation>
    </message>
</context>
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
    <name>Campaigns</name>
    <message numerus="yes">
        <source>%n call(s) go on and would be ended at once. Pausing lets them go on.</source>
        <translation>
            <numerusform>%n call goes on and would be ended at once. Pausing lets it go on.</numerusform>
            <numerusform>%n calls go on and would be ended at once. Pausing lets them go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} and %n more</numerusform>
            <numerusform>{names} and %n more</numerusform>
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
    <name>PeopleImportDialog</name>
    <message numerus="yes">
        <source>Lines that cannot be taken: %n. Nobody is added before they are mended in the file.</source>
        <translation>
            <numerusform>Lines that cannot be taken: %n. Nobody is added before they are mended in the file.</numerusform>
            <numerusform>Lines that cannot be taken: %n. Nobody is added before they are mended in the file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreflightList</name>
    <message numerus="yes">
        <source>%n thing(s) stand in the way</source>
        <translation>
            <numerusform>%n thing stands in the way</numerusform>
            <numerusform>%n things stand in the way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It can start; %n thing(s) to look at</source>
        <translation>
            <numerusform>It can start; %n thing to look at</numerusform>
            <numerusform>It can start; %n things to look at</numerusform>
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
    <name>ReportPane</name>
    <message numerus="yes">
        <source>The first %n rows; files have them all.</source>
        <translation>
            <numerusform>The first row; files have them all.</numerusform>
            <numerusform>The first %n rows; files have them all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetentionHere</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There is no rule: everything is kept for ever, except for the rows that imports have refused (%n day(s)).</source>
        <translation>
            <numerusform>There is no rule: everything is kept for ever, except for the rows that imports have refused (%n day).</numerusform>
            <numerusform>There is no rule: everything is kept for ever, except for the rows that imports have refused (%n days).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetentionRuns</name>
    <message numerus="yes">
        <source>%n is/are there still</source>
        <translation>
            <numerusform>%n is there still</numerusform>
            <numerusform>%n are there still</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RightsDesk</name>
    <message numerus="yes">
        <source>People added: %n. Their first passwords are in the file.</source>
        <translation>
            <numerusform>People added: %n. Their first passwords are in the file.</numerusform>
            <numerusform>People added: %n. Their first passwords are in the file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScheduleTab</name>
    <message numerus="yes">
        <source>Reports that were not delivered: %n</source>
        <translation>
            <numerusform>Reports that were not delivered: %n</numerusform>
            <numerusform>Reports that were not delivered: %n</numerusform>
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
        <source>Do-not-call list: %Ln number(s)</source>
        <extracomment>What is looked for has changed. The entry that is chosen.</extracomment>
        <translation>
            <numerusform>Do-not-call list: %Ln number</numerusform>
            <numerusform>Do-not-call list: %Ln numbers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VoiceFilesHere</name>
    <message numerus="yes">
        <source>Delete %n file(s) for ever?</source>
        <translation>
            <numerusform>Delete %n file for ever?</numerusform>
            <numerusform>Delete %n files for ever?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted: %n file(s).</source>
        <translation>
            <numerusform>Deleted: %n file.</numerusform>
            <numerusform>Deleted: %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n are shown: say more of the name.</source>
        <translation>
            <numerusform>Only the first %n is shown: say more of the name.</numerusform>
            <numerusform>Only the first %n are shown: say more of the name.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VoiceHere</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to be seen to.</source>
        <translation>
            <numerusform>%n thing to be seen to.</numerusform>
            <numerusform>%n things to be seen to.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Completed: %n recording(s).</source>
        <translation>
            <numerusform>Completed: %n recording.</numerusform>
            <numerusform>Completed: %n recordings.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported: %n prompt(s).</source>
        <translation>
            <numerusform>Imported: %n prompt.</numerusform>
            <numerusform>Imported: %n prompts.</numerusform>
        </translation>
    </message>
</context>
</TS>
