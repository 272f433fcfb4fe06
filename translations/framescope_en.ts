<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ui::MainMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;Open recording...</source>
        <translation>&amp;Open recording...</translation>
    </message>
    <message>
        <source>&amp;Save recording as...</source>
        <translation>&amp;Save recording as...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Run</translation>
    </message>
    <message>
        <source>&amp;Run again</source>
        <translation>&amp;Run again</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stop</translation>
    </message>
    <message>
        <source>S&amp;cenario</source>
        <translation>S&amp;cenario</translation>
    </message>
    <message>
        <source>&amp;Break it safely</source>
        <translation>&amp;Break it safely</translation>
    </message>
    <message>
        <source>&amp;One rule broken</source>
        <translation>&amp;One rule broken</translation>
    </message>
    <message>
        <source>Bug &amp;museum</source>
        <translation>Bug &amp;museum</translation>
    </message>
    <message>
        <source>The &amp;fooled cache</source>
        <translation>The &amp;fooled cache</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>&amp;Step</translation>
    </message>
    <message>
        <source>&amp;Next step</source>
        <translation>&amp;Next step</translation>
    </message>
    <message>
        <source>&amp;Previous step</source>
        <translation>&amp;Previous step</translation>
    </message>
    <message>
        <source>&amp;First step</source>
        <translation>&amp;First step</translation>
    </message>
    <message>
        <source>&amp;Last step</source>
        <translation>&amp;Last step</translation>
    </message>
    <message>
        <source>Pl&amp;ay or pause</source>
        <translation>Pl&amp;ay or pause</translation>
    </message>
    <message>
        <source>Add this step to the &amp;walk-through</source>
        <translation>Add this step to the &amp;walk-through</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Light</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dark</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Keyboard shortcuts</translation>
    </message>
    <message>
        <source>&amp;About Framescope</source>
        <translation>&amp;About Framescope</translation>
    </message>
    <message>
        <source>About Framescope</source>
        <translation>About Framescope</translation>
    </message>
    <message>
        <source>Framescope %1

A desktop microscope for the WebSocket protocol.
Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Framescope %1

A desktop microscope for the WebSocket protocol.
Free software under the GNU General Public License, version 3 or later.</translation>
    </message>
    <message>
        <source>Select the neighbouring field or turn</source>
        <translation>Select the neighbouring field or turn</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Keyboard shortcuts</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>Open recording</source>
        <translation>Open recording</translation>
    </message>
    <message>
        <source>Framescope recordings (*.fscope);;All files (*)</source>
        <translation>Framescope recordings (*.fscope);;All files (*)</translation>
    </message>
    <message>
        <source>Save recording</source>
        <translation>Save recording</translation>
    </message>
    <message>
        <source>Framescope recordings (*.fscope)</source>
        <translation>Framescope recordings (*.fscope)</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>Scenario</translation>
    </message>
</context>
<context>
    <name>ui::StepBar</name>
    <message>
        <source>Run again</source>
        <translation>Run again</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Run the scenario anew with fresh sockets (F5)</source>
        <translation>Run the scenario anew with fresh sockets (F5)</translation>
    </message>
    <message>
        <source>Choose a scenario</source>
        <translation>Choose a scenario</translation>
    </message>
    <message>
        <source>First step (Home)</source>
        <translation>First step (Home)</translation>
    </message>
    <message>
        <source>Previous step (F7)</source>
        <translation>Previous step (F7)</translation>
    </message>
    <message>
        <source>Pause (F9)</source>
        <translation>Pause (F9)</translation>
    </message>
    <message>
        <source>Play the steps (F9)</source>
        <translation>Play the steps (F9)</translation>
    </message>
    <message>
        <source>Next step (F8)</source>
        <translation>Next step (F8)</translation>
    </message>
    <message>
        <source>Last step (End)</source>
        <translation>Last step (End)</translation>
    </message>
    <message>
        <source>Speed of play</source>
        <translation>Speed of play</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Light or dark</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Step</translation>
    </message>
</context>
</TS>
