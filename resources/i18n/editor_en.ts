<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>CanvasWords</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DialogueBadge</name>
    <message numerus="yes">
        <source>Saved; %n dialogue(s) not as expected</source>
        <translation>
            <numerusform>Saved; %n dialogue not as expected</numerusform>
            <numerusform>Saved; %n dialogues not as expected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FlowBar</name>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln call</numerusform>
            <numerusform>%Ln calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n block(s) of that version are no longer here</source>
        <translation>
            <numerusform>%n block of that version is no longer here</numerusform>
            <numerusform>%n blocks of that version are no longer here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Fold</name>
    <message numerus="yes">
        <source>%n more setting(s)</source>
        <translation>
            <numerusform>%n more setting</numerusform>
            <numerusform>%n more settings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutlineModel</name>
    <message numerus="yes">
        <source>%n way(s) out</source>
        <translation>
            <numerusform>%n way out</numerusform>
            <numerusform>%n ways out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsStrip</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <extracomment>Height of the line and of a few problems, pixels.</extracomment>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptDetail</name>
    <message numerus="yes">
        <source>Played by %n block(s)</source>
        <translation>
            <numerusform>Played by %n block</numerusform>
            <numerusform>Played by %n blocks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptList</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptsPanel</name>
    <message numerus="yes">
        <source>%n take(s) wait on this computer for the voice store; calls do not play them yet.</source>
        <translation>
            <numerusform>%n take waits on this computer for the voice store; calls do not play it yet.</numerusform>
            <numerusform>%n takes wait on this computer for the voice store; calls do not play them yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PublishDialog</name>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SeveralPage</name>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>%n block</numerusform>
            <numerusform>%n blocks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Uses</name>
    <message numerus="yes">
        <source>Used in %n place(s)</source>
        <extracomment>(id of the block, place of the field)</extracomment>
        <translation>
            <numerusform>Used in %n place</numerusform>
            <numerusform>Used in %n places</numerusform>
        </translation>
    </message>
</context>
</TS>
