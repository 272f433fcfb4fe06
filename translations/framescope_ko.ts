<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>ui::MainMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open recording...</source>
        <translation>기록 열기(&amp;O)...</translation>
    </message>
    <message>
        <source>&amp;Save recording as...</source>
        <translation>다른 이름으로 기록 저장(&amp;S)...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Run again</source>
        <translation>새로 실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>중지(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;cenario</source>
        <translation>시나리오(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Break it safely</source>
        <translation>안전하게 고장 내기(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;One rule broken</source>
        <translation>규칙 하나씩 어기기(&amp;O)</translation>
    </message>
    <message>
        <source>Bug &amp;museum</source>
        <translation>버그 박물관(&amp;M)</translation>
    </message>
    <message>
        <source>The &amp;fooled cache</source>
        <translation>속는 캐시(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>단계(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Next step</source>
        <translation>다음 단계(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous step</source>
        <translation>이전 단계(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;First step</source>
        <translation>첫 단계(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Last step</source>
        <translation>마지막 단계(&amp;L)</translation>
    </message>
    <message>
        <source>Pl&amp;ay or pause</source>
        <translation>재생/일시 정지(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>어둡게(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>단축키(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Framescope</source>
        <translation>Framescope 정보(&amp;A)</translation>
    </message>
    <message>
        <source>About Framescope</source>
        <translation>Framescope 정보</translation>
    </message>
    <message>
        <source>Framescope %1

A desktop microscope for the WebSocket protocol.
Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Framescope %1

웹소켓 프로토콜을 들여다보는 데스크톱 현미경입니다.
GNU GPL 버전 3 또는 그 이후 버전에 따라 배포하는 자유 소프트웨어입니다.</translation>
    </message>
    <message>
        <source>Select the neighbouring field or turn</source>
        <translation>이웃한 필드나 대화 항목 선택</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>Open recording</source>
        <translation>기록 열기</translation>
    </message>
    <message>
        <source>Framescope recordings (*.fscope);;All files (*)</source>
        <translation>Framescope 기록 파일(*.fscope);;모든 파일(*)</translation>
    </message>
    <message>
        <source>Save recording</source>
        <translation>기록 저장</translation>
    </message>
    <message>
        <source>Framescope recordings (*.fscope)</source>
        <translation>Framescope 기록 파일(*.fscope)</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>시나리오</translation>
    </message>
</context>
<context>
    <name>ui::StepBar</name>
    <message>
        <source>Run again</source>
        <translation>새로 실행</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Run the scenario anew with fresh sockets (F5)</source>
        <translation>새 소켓으로 시나리오를 처음부터 실행(F5)</translation>
    </message>
    <message>
        <source>Choose a scenario</source>
        <translation>시나리오 선택</translation>
    </message>
    <message>
        <source>First step (Home)</source>
        <translation>첫 단계(Home)</translation>
    </message>
    <message>
        <source>Previous step (F7)</source>
        <translation>이전 단계(F7)</translation>
    </message>
    <message>
        <source>Pause (F9)</source>
        <translation>일시 정지(F9)</translation>
    </message>
    <message>
        <source>Play the steps (F9)</source>
        <translation>단계 재생(F9)</translation>
    </message>
    <message>
        <source>Next step (F8)</source>
        <translation>다음 단계(F8)</translation>
    </message>
    <message>
        <source>Last step (End)</source>
        <translation>마지막 단계(End)</translation>
    </message>
    <message>
        <source>Speed of play</source>
        <translation>재생 속도</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>밝게/어둡게</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
</context>
</TS>
