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
    <message>
        <source>&amp;Wire</source>
        <translation>전송(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Hold the wire, or let it go</source>
        <translation>전송 보류 또는 해제(&amp;H)</translation>
    </message>
    <message>
        <source>Pass &amp;one on</source>
        <translation>하나씩 전달(&amp;O)</translation>
    </message>
    <message>
        <source>Pass &amp;all on</source>
        <translation>모두 전달(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Undo the change</source>
        <translation>실행 취소(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo the change</source>
        <translation>다시 실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Breakpoints...</source>
        <translation>중단점(&amp;B)...</translation>
    </message>
    <message>
        <source>&amp;Path...</source>
        <translation>경로(&amp;P)...</translation>
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
<context>
    <name>ui::WireBar</name>
    <message>
        <source>Hold the wire</source>
        <translation>전송 보류</translation>
    </message>
    <message>
        <source>Keep what arrives on the wire until it is passed on; both ends go on living (F6)</source>
        <translation>중계기에 도착한 바이트를 전달하지 않고 붙들어 둡니다. 그동안에도 양쪽 프로그램은 계속 움직입니다(F6)</translation>
    </message>
    <message>
        <source>Pass one on</source>
        <translation>하나씩 전달</translation>
    </message>
    <message>
        <source>Pass on the unit that has waited longest (F10)</source>
        <translation>가장 오래 기다린 묶음을 전달합니다(F10)</translation>
    </message>
    <message>
        <source>Pass all on</source>
        <translation>모두 전달</translation>
    </message>
    <message>
        <source>Pass on all that waits (Shift+F10)</source>
        <translation>기다리는 묶음을 모두 전달합니다(Shift+F10)</translation>
    </message>
    <message>
        <source>Breakpoints...</source>
        <translation>중단점...</translation>
    </message>
    <message>
        <source>Hold only what fits a condition</source>
        <translation>조건에 맞는 묶음만 보류합니다</translation>
    </message>
    <message>
        <source>Path...</source>
        <translation>경로...</translation>
    </message>
    <message>
        <source>Delay, jitter, speed and the size of chunks, by direction</source>
        <translation>방향마다 지연, 지터, 속도, 덩어리 크기를 정합니다</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>강제로 끊기</translation>
    </message>
    <message>
        <source>End TCP on both sides</source>
        <translation>양쪽의 TCP 연결을 끝냅니다</translation>
    </message>
    <message>
        <source>With FIN</source>
        <translation>FIN으로</translation>
    </message>
    <message>
        <source>With RST</source>
        <translation>RST로</translation>
    </message>
</context>
<context>
    <name>ui::HeldPanel</name>
    <message>
        <source>Keep it consistent</source>
        <translation>나머지도 맞추기</translation>
    </message>
    <message>
        <source>Length, masking and Accept follow a change; else they are left broken</source>
        <translation>켜면 길이, 마스킹, Accept가 바꾼 값에 따라 바뀌고, 끄면 어긋난 채로 둡니다</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Do not pass it on</source>
        <translation>전달하지 않습니다</translation>
    </message>
    <message>
        <source>Twice</source>
        <translation>두 번 전달</translation>
    </message>
    <message>
        <source>Pass it on twice</source>
        <translation>같은 바이트를 두 번 전달합니다</translation>
    </message>
    <message>
        <source>Join next</source>
        <translation>다음과 합치기</translation>
    </message>
    <message>
        <source>Pass it on in one write with the unit after it</source>
        <translation>다음 묶음과 한 덩어리로 합쳐 전달합니다</translation>
    </message>
    <message>
        <source>Split here</source>
        <translation>여기서 쪼개기</translation>
    </message>
    <message>
        <source>Begin a new write at the byte under the cursor, or undo that</source>
        <translation>커서가 있는 바이트부터 새 덩어리로 쪼갭니다. 다시 누르면 되돌립니다</translation>
    </message>
    <message>
        <source>Swap next</source>
        <translation>다음과 순서 바꾸기</translation>
    </message>
    <message>
        <source>Let the unit after it go first</source>
        <translation>다음 묶음을 먼저 전달합니다</translation>
    </message>
    <message>
        <source>Delay </source>
        <translation>늦추기 </translation>
    </message>
    <message>
        <source>How long it waits on the wire after it is passed on</source>
        <translation>전달을 누른 뒤 얼마나 더 기다렸다가 보낼지 정합니다</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>늦추기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>As it came</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Take back all that was changed in this unit</source>
        <translation>이 묶음에서 바꾼 것을 모두 되돌립니다</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>전달</translation>
    </message>
    <message>
        <source>Pass this unit on, and those before it in its direction (F10)</source>
        <translation>이 묶음과, 같은 방향에서 앞서 기다리던 묶음을 전달합니다(F10)</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>바꾸기</translation>
    </message>
</context>
<context>
    <name>ui::HeldView</name>
    <message>
        <source>Space flips the bit</source>
        <translation>스페이스로 비트 뒤집기</translation>
    </message>
</context>
<context>
    <name>ui::PathDialog</name>
    <message>
        <source>The path of each direction</source>
        <translation>방향별 경로</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>지연</translation>
    </message>
    <message>
        <source>Jitter, up to</source>
        <translation>지터(최대)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Chunks of at most</source>
        <translation>덩어리 크기(최대)</translation>
    </message>
    <message>
        <source>Join within</source>
        <translation>합치는 시간</translation>
    </message>
    <message>
        <source>Stand still</source>
        <translation>막기</translation>
    </message>
    <message>
        <source>Fall silent</source>
        <translation>침묵</translation>
    </message>
    <message>
        <source>From the client</source>
        <translation>클라이언트에서</translation>
    </message>
    <message>
        <source>From the server</source>
        <translation>서버에서</translation>
    </message>
    <message>
        <source>The relay writes later, slower or in other chunks. TCP itself is not simulated: nothing is lost or put out of order on the way, and no packet is sent again. Jitter repeats with the same seed.</source>
        <translation>중계기가 늦게, 느리게, 또는 다른 덩어리로 씁니다. TCP 자체를 흉내 내지는 않습니다. 도중에 바이트를 잃거나 순서가 바뀌거나 패킷을 다시 보내는 일은 없습니다. 같은 시드에서는 지터도 같습니다.</translation>
    </message>
    <message>
        <source>As it comes</source>
        <translation>조건 없이</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source> bytes/s</source>
        <translation>바이트/초</translation>
    </message>
    <message>
        <source> bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>nothing passes, nothing is lost</source>
        <translation>지나가지 못하지만 잃지 않습니다</translation>
    </message>
    <message>
        <source>what comes is lost</source>
        <translation>오는 바이트를 잃습니다</translation>
    </message>
</context>
<context>
    <name>ui::BreakpointDialog</name>
    <message>
        <source>Breakpoints</source>
        <translation>중단점</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Both directions</source>
        <translation>양방향</translation>
    </message>
    <message>
        <source>From the client</source>
        <translation>클라이언트에서</translation>
    </message>
    <message>
        <source>From the server</source>
        <translation>서버에서</translation>
    </message>
    <message>
        <source>Any unit</source>
        <translation>모든 묶음</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Data frame</source>
        <translation>데이터 프레임</translation>
    </message>
    <message>
        <source>Control frame</source>
        <translation>제어 프레임</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>Binary</source>
        <translation>바이너리</translation>
    </message>
    <message>
        <source>Continuation</source>
        <translation>연속</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>핑</translation>
    </message>
    <message>
        <source>Pong</source>
        <translation>퐁</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Reserved opcode</source>
        <translation>예약된 opcode</translation>
    </message>
    <message>
        <source> bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>any size</source>
        <translation>크기 무관</translation>
    </message>
    <message>
        <source>each</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>any, or a rule that is broken: FRM-01</source>
        <translation>비워 두면 무관, 또는 어긴 규칙: FRM-01</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>방향</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Size, at least</source>
        <translation>최소 크기</translation>
    </message>
    <message>
        <source>Breaks the rule</source>
        <translation>어긴 규칙</translation>
    </message>
    <message>
        <source>Which of them</source>
        <translation>몇 번째</translation>
    </message>
    <message>
        <source>%1 bytes and more</source>
        <translation>%1바이트 이상</translation>
    </message>
    <message>
        <source>breaks %1</source>
        <translation>%1 위반</translation>
    </message>
    <message>
        <source>number %1 of them</source>
        <translation>그중 %1번째</translation>
    </message>
</context>
</TS>
