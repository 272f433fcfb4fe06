<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>ui::ViewMenu</name>
    <message>
        <source>Lan&amp;guage of the explanation</source>
        <translation>설명의 언어(&amp;G)</translation>
    </message>
    <message>
        <source>As the &amp;menus</source>
        <translation>메뉴와 같게(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Korean</source>
        <translation>한국어(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;English</source>
        <translation>영어(&amp;E)</translation>
    </message>
    <message>
        <source>Korean with English &amp;terms</source>
        <translation>한국어, 용어는 영어로(&amp;T)</translation>
    </message>
    <message>
        <source>Conversation drawn by &amp;time</source>
        <translation>시간에 비례해 대화 그리기(&amp;T)</translation>
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
        <source>&amp;High contrast</source>
        <translation>고대비(&amp;H)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>확대(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>축소(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>원래 크기(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Bits in a row</source>
        <translation>한 줄의 비트 수(&amp;B)</translation>
    </message>
    <message>
        <source>As many as are &amp;legible</source>
        <translation>읽기 좋은 만큼(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;32, as RFC 6455 draws them</source>
        <translation>32비트, RFC 6455의 그림처럼(&amp;3)</translation>
    </message>
    <message>
        <source>1&amp;6</source>
        <translation>16비트(&amp;6)</translation>
    </message>
    <message>
        <source>&amp;8, a byte in each row</source>
        <translation>8비트, 한 줄에 한 바이트(&amp;8)</translation>
    </message>
    <message>
        <source>B&amp;ytes of the diagram</source>
        <translation>다이어그램의 바이트 표기(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Hexadecimal</source>
        <translation>16진수(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Decimal</source>
        <translation>10진수(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Binary</source>
        <translation>2진수(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>텍스트(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation>대화(&amp;C)</translation>
    </message>
    <message>
        <source>E&amp;xplanation</source>
        <translation>설명(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Presentation</source>
        <translation>발표(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>배치 초기화(&amp;R)</translation>
    </message>
</context>
<context>
    <name>ui::MainMenus</name>
    <message>
        <source>Find &amp;previous</source>
        <translation>이전 찾기(&amp;P)</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>다음 찾기(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Find...</source>
        <translation>찾기(&amp;F)...</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy the selected bytes</source>
        <translation>선택한 바이트 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;as</source>
        <translation>다른 형식으로 복사(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Hexadecimal</source>
        <translation>16진수(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;C array</source>
        <translation>C 배열(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Base64</source>
        <translation>Base64 문자열(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>텍스트(&amp;T)</translation>
    </message>
    <message>
        <source>Table of the fields (&amp;Markdown)</source>
        <translation>필드 표, 마크다운(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Back to what was selected before</source>
        <translation>이전에 선택한 곳으로(&amp;B)</translation>
    </message>
    <message>
        <source>For&amp;ward again</source>
        <translation>다시 앞으로(&amp;W)</translation>
    </message>
    <message>
        <source>Select a byte of the field, a bit of the byte; back to the field</source>
        <translation>필드 안의 바이트, 바이트 안의 비트 선택, 다시 필드로</translation>
    </message>
    <message>
        <source>Save the &amp;certificate of this run...</source>
        <translation>이 실행의 인증서 저장(&amp;C)...</translation>
    </message>
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
        <source>&amp;Question of the experiment, or its bytes</source>
        <translation>실험의 물음과 바이트 오가기(&amp;Q)</translation>
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
        <source>Add this step to the &amp;walk-through</source>
        <translation>이 단계를 단계 모음에 추가(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
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
    <message>
        <source>&amp;New connection...</source>
        <translation>새 연결(&amp;N)...</translation>
    </message>
    <message>
        <source>&amp;Course</source>
        <translation>수업(&amp;C)</translation>
    </message>
    <message>
        <source>Go &amp;on in the lesson</source>
        <translation>단원 앞으로(&amp;O)</translation>
    </message>
    <message>
        <source>Go &amp;back in the lesson</source>
        <translation>단원 뒤로(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Notes for the one who teaches</source>
        <translation>강의 노트(&amp;N)</translation>
    </message>
    <message>
        <source>Save the &amp;report...</source>
        <translation>학습 기록 저장(&amp;R)...</translation>
    </message>
    <message>
        <source>Review today: %1 · %2</source>
        <translation>오늘 복습: %1 · %2</translation>
    </message>
    <message>
        <source>&amp;Leave the lesson</source>
        <translation>단원 나가기(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Compose a message</source>
        <translation>메시지 작성(&amp;C)</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>Save the certificate</source>
        <translation>인증서 저장</translation>
    </message>
    <message>
        <source>Certificates (*.pem)</source>
        <translation>인증서 (*.pem)</translation>
    </message>
    <message>
        <source>Open a recording, a capture or a scenario</source>
        <translation>기록, 캡처, 시나리오 열기</translation>
    </message>
    <message>
        <source>Recordings, captures and scenarios (*.fscope *.pcap *.pcapng *.json);;All files (*)</source>
        <translation>기록, 캡처, 시나리오(*.fscope *.pcap *.pcapng *.json);;모든 파일(*)</translation>
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
    <message>
        <source>Save as scenario</source>
        <translation>시나리오로 저장</translation>
    </message>
    <message>
        <source>Scenarios (*.json)</source>
        <translation>시나리오(*.json)</translation>
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
        <source>Opcode</source>
        <translation>opcode 값</translation>
    </message>
    <message>
        <source>any opcode</source>
        <translation>무관</translation>
    </message>
    <message>
        <source>opcode 0x%1</source>
        <translation>opcode 값 0x%1</translation>
    </message>
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
<context>
    <name>ui::BitCells</name>
    <message>
        <source>payload length</source>
        <translation>페이로드 길이</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>비어 있음</translation>
    </message>
    <message>
        <source>opcode, bit worth %1</source>
        <translation>opcode, 값 %1인 비트</translation>
    </message>
    <message>
        <source>payload length, bit worth %1</source>
        <translation>페이로드 길이, 값 %1인 비트</translation>
    </message>
    <message>
        <source>The first two bytes, bit by bit</source>
        <translation>첫 두 바이트의 비트</translation>
    </message>
</context>
<context>
    <name>ui::BytesPage</name>
    <message>
        <source>%1 is larger than 16 MiB.</source>
        <translation>%1 파일이 16 MiB보다 큽니다.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 파일을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>No byte yet.</source>
        <translation>아직 바이트가 없습니다.</translation>
    </message>
    <message>
        <source>Bytes from a file</source>
        <translation>파일에서 바이트 가져오기</translation>
    </message>
    <message>
        <source>Payload in hex</source>
        <translation>페이로드(16진수)</translation>
    </message>
    <message>
        <source>Bytes in hex</source>
        <translation>바이트(16진수)</translation>
    </message>
    <message>
        <source>Hex digits, as 01 02 ff</source>
        <translation>16진수, 예: 01 02 ff</translation>
    </message>
    <message>
        <source>Hex digits; they go into TCP as they are, with no frame around them</source>
        <translation>16진수. 프레임 없이 그대로 TCP로 보냅니다</translation>
    </message>
    <message>
        <source>Hex again</source>
        <translation>16진수로 입력</translation>
    </message>
    <message>
        <source>From a file...</source>
        <translation>파일에서...</translation>
    </message>
    <message>
        <source>Leave the file and write hex</source>
        <translation>파일 대신 16진수를 입력합니다</translation>
    </message>
    <message>
        <source>Take the bytes of a file</source>
        <translation>파일의 바이트를 가져옵니다</translation>
    </message>
</context>
<context>
    <name>ui::ClosePage</name>
    <message>
        <source>A reason stands behind a code: choose one, or leave the reason empty.</source>
        <translation>닫기 이유는 닫기 코드 뒤에 놓입니다. 코드를 고르거나 이유를 비워 두세요.</translation>
    </message>
    <message>
        <source>The reason has %1 bytes; 123 fit beside the code.</source>
        <translation>닫기 이유가 %1바이트입니다. 코드와 함께 실을 수 있는 길이는 123바이트까지입니다.</translation>
    </message>
    <message>
        <source>%1 must not stand in a Close frame (RFC 6455 §7.4); it is sent all the same.</source>
        <translation>코드 %1번은 닫기 프레임에 쓰면 안 됩니다(RFC 6455 §7.4). 그래도 보낼 수는 있습니다.</translation>
    </message>
    <message>
        <source>Normal closure</source>
        <translation>정상 종료</translation>
    </message>
    <message>
        <source>Going away</source>
        <translation>떠남</translation>
    </message>
    <message>
        <source>Protocol error</source>
        <translation>프로토콜 오류</translation>
    </message>
    <message>
        <source>Unsupported data</source>
        <translation>지원하지 않는 데이터</translation>
    </message>
    <message>
        <source>Invalid payload</source>
        <translation>잘못된 데이터</translation>
    </message>
    <message>
        <source>Policy violation</source>
        <translation>정책 위반</translation>
    </message>
    <message>
        <source>Message too big</source>
        <translation>메시지가 너무 큼</translation>
    </message>
    <message>
        <source>Extension missing</source>
        <translation>필수 확장 없음</translation>
    </message>
    <message>
        <source>Internal error</source>
        <translation>서버 내부 오류</translation>
    </message>
    <message>
        <source>A library&apos;s own</source>
        <translation>라이브러리가 정한 코드</translation>
    </message>
    <message>
        <source>An application&apos;s own</source>
        <translation>애플리케이션이 정한 코드</translation>
    </message>
    <message>
        <source>Another code</source>
        <translation>다른 코드</translation>
    </message>
    <message>
        <source>No code</source>
        <translation>코드 없음</translation>
    </message>
    <message>
        <source>Usual close codes</source>
        <translation>자주 쓰는 닫기 코드</translation>
    </message>
    <message>
        <source>RFC 6455 §7.4.1</source>
        <translation>RFC 6455 §7.4.1의 닫기 코드</translation>
    </message>
    <message>
        <source>Close code</source>
        <translation>닫기 코드</translation>
    </message>
    <message>
        <source>Two bytes, 0 to 65535</source>
        <translation>2바이트, 0~65535</translation>
    </message>
    <message>
        <source>Reason of the Close</source>
        <translation>닫기 이유</translation>
    </message>
    <message>
        <source>Reason, may be empty</source>
        <translation>닫기 이유(비워도 됨)</translation>
    </message>
    <message>
        <source>%1 / %2 bytes</source>
        <translation>%1/%2바이트</translation>
    </message>
</context>
<context>
    <name>ui::Composer</name>
    <message>
        <source>Nothing runs: start a scenario, or choose a pair.</source>
        <translation>실행 중인 연결이 없습니다. 시나리오를 실행하거나 연결할 두 쪽을 고르세요.</translation>
    </message>
    <message>
        <source>Qt&apos;s WebSocket has no function for this; Framescope&apos;s engine can.</source>
        <translation>Qt의 WebSocket에는 이 기능이 없습니다. 프레임스코프의 엔진으로는 보낼 수 있습니다.</translation>
    </message>
    <message>
        <source>A raw TCP end sends raw bytes only.</source>
        <translation>TCP 소켓만 있는 쪽은 바이트를 그대로 보내기만 합니다.</translation>
    </message>
    <message>
        <source>This side is a program of its own: it sends what is asked for over there.</source>
        <translation>이쪽은 따로 실행되는 프로그램입니다. 보낼 내용은 그 프로그램에서 정합니다.</translation>
    </message>
    <message>
        <source>Client →</source>
        <translation>클라이언트 →</translation>
    </message>
    <message>
        <source>← Server</source>
        <translation>← 서버</translation>
    </message>
    <message>
        <source>The client sends</source>
        <translation>클라이언트가 보내기</translation>
    </message>
    <message>
        <source>The server sends</source>
        <translation>서버가 보내기</translation>
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
        <source>Frame by hand</source>
        <translation>프레임 만들기</translation>
    </message>
    <message>
        <source>Raw bytes</source>
        <translation>바이트 그대로</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>규칙 어기기</translation>
    </message>
    <message>
        <source>A text message (opcode 1)</source>
        <translation>텍스트 메시지(opcode 1)</translation>
    </message>
    <message>
        <source>A binary message (opcode 2)</source>
        <translation>바이너리 메시지(opcode 2)</translation>
    </message>
    <message>
        <source>A Ping (opcode 9): the other side answers with a Pong</source>
        <translation>핑(opcode 9). 상대측이 퐁으로 응답합니다</translation>
    </message>
    <message>
        <source>A Pong (opcode 10) that nobody asked for</source>
        <translation>핑을 받지 않고 보내는 퐁(opcode 10)</translation>
    </message>
    <message>
        <source>A Close (opcode 8): begins or answers the closing handshake</source>
        <translation>닫기(opcode 8). 닫는 핸드셰이크를 시작하거나 그에 응답합니다</translation>
    </message>
    <message>
        <source>A frame, bit by bit</source>
        <translation>비트 하나하나를 채우는 프레임</translation>
    </message>
    <message>
        <source>Bytes into TCP, no frame around them</source>
        <translation>프레임 없이 TCP로 보내는 바이트</translation>
    </message>
    <message>
        <source>Have the engine break a rule from now on</source>
        <translation>지금부터 엔진이 규칙을 어기게 합니다</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter; in a text line Enter too)</source>
        <translation>보내기(Ctrl+Enter, 입력란에서는 Enter도 됨)</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>메시지 작성</translation>
    </message>
</context>
<context>
    <name>ui::DeviationPage</name>
    <message>
        <source>None: behave</source>
        <translation>없음: 규칙대로</translation>
    </message>
    <message>
        <source>Deviation of the engine</source>
        <translation>엔진이 규칙을 어기는 방식</translation>
    </message>
    <message>
        <source>With the rule that it breaks</source>
        <translation>어기는 규칙의 번호와 함께 표시합니다</translation>
    </message>
    <message>
        <source>From now on this side misbehaves so.</source>
        <translation>지금부터 이쪽이 이렇게 규칙을 어깁니다.</translation>
    </message>
    <message>
        <source>From now on this side keeps to the rules.</source>
        <translation>지금부터 이쪽이 규칙을 지킵니다.</translation>
    </message>
</context>
<context>
    <name>ui::FramePage</name>
    <message>
        <source>The extended length is a whole number, decimal or hex after 0x.</source>
        <translation>확장 길이는 10진수 정수이거나 0x로 시작하는 16진수여야 합니다.</translation>
    </message>
    <message>
        <source>Sixteen bits hold 65535 at most.</source>
        <translation>16비트로는 65535까지만 나타낼 수 있습니다.</translation>
    </message>
    <message>
        <source>The payload is hex: two digits from 0 to f for each byte.</source>
        <translation>페이로드는 16진수입니다. 바이트마다 0~f를 두 자리씩 쓰세요.</translation>
    </message>
    <message>
        <source>payload length</source>
        <translation>페이로드 길이</translation>
    </message>
    <message>
        <source>extended length</source>
        <translation>확장 길이</translation>
    </message>
    <message>
        <source>masking key</source>
        <translation>마스킹 키</translation>
    </message>
    <message>
        <source>Still empty: %1</source>
        <translation>아직 빈 칸: %1</translation>
    </message>
    <message>
        <source>The length says %1, the payload has %2.</source>
        <translation>길이 필드는 %1, 실제 페이로드는 %2바이트입니다.</translation>
    </message>
    <message>
        <source>MASK is 0, so the key is not sent.</source>
        <translation>MASK가 0이므로 키는 보내지 않습니다.</translation>
    </message>
    <message>
        <source>The length would fit into a shorter form.</source>
        <translation>이 길이는 더 짧은 형식으로 나타낼 수 있습니다.</translation>
    </message>
    <message>
        <source>The seven bits ask for no extended length: it is not sent.</source>
        <translation>7비트 값이 확장 길이를 요구하지 않으므로 확장 길이는 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>16진수</translation>
    </message>
    <message>
        <source>The payload is written as</source>
        <translation>페이로드 입력 방식</translation>
    </message>
    <message>
        <source>Extended length</source>
        <translation>확장 길이</translation>
    </message>
    <message>
        <source>Where the seven bits say 126 (16 bits) or 127 (64 bits). RFC 6455 §5.2</source>
        <translation>7비트 값이 126(16비트)이거나 127(64비트)일 때 씁니다. RFC 6455 §5.2</translation>
    </message>
    <message>
        <source>Masking key</source>
        <translation>마스킹 키</translation>
    </message>
    <message>
        <source>Four bytes as eight hex digits, where MASK is 1. RFC 6455 §5.3</source>
        <translation>MASK가 1일 때 4바이트를 16진수 8자리로 씁니다. RFC 6455 §5.3</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>페이로드</translation>
    </message>
    <message>
        <source>As it is before masking</source>
        <translation>마스킹하기 전의 페이로드</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>비우기</translation>
    </message>
    <message>
        <source>Empty all cells</source>
        <translation>모든 칸을 비웁니다</translation>
    </message>
    <message>
        <source>The frame&apos;s bytes</source>
        <translation>프레임의 바이트</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1비트</translation>
    </message>
</context>
<context>
    <name>ui::PairDialog</name>
    <message>
        <source>wss: the client comes by TLS</source>
        <translation>wss: 클라이언트가 TLS로 연결</translation>
    </message>
    <message>
        <source>With a certificate made for this run. The wire shows the TLS records and, beside them, the bytes inside</source>
        <translation>이번 실행을 위해 만든 인증서를 씁니다. 전송 구간에는 TLS 레코드와 그 안의 바이트가 나란히 보입니다</translation>
    </message>
    <message>
        <source>Go on with a certificate that cannot be verified</source>
        <translation>확인할 수 없는 인증서여도 계속하기</translation>
    </message>
    <message>
        <source>For a server of your own. What is wrong with its certificate is shown all the same</source>
        <translation>자기 서버를 시험할 때 씁니다. 인증서의 문제는 그래도 알려 줍니다</translation>
    </message>
    <message>
        <source>Chosen before</source>
        <translation>전에 고른 짝</translation>
    </message>
    <message>
        <source>Choose one again</source>
        <translation>다시 고르기</translation>
    </message>
    <message>
        <source>Let programs on other computers connect</source>
        <translation>다른 컴퓨터의 프로그램도 연결할 수 있게 하기</translation>
    </message>
    <message>
        <source>Address to listen on</source>
        <translation>연결을 받을 주소</translation>
    </message>
    <message>
        <source>Whoever can reach this address can then connect to this run and send to the server behind it, without a password; without wss everything crosses the network unencrypted. It ends with the run.</source>
        <translation>이 주소에 닿을 수 있는 사람은 누구나 비밀번호 없이 이 실행에 연결해서 뒤에 있는 서버로 메시지를 보낼 수 있고, wss가 아니면 오가는 내용은 암호화되지 않습니다. 실행이 끝나면 이 주소도 닫힙니다.</translation>
    </message>
    <message>
        <source>The address of a server looks like ws://host:port/path or wss://host/path.</source>
        <translation>서버 주소는 ws://호스트:포트/경로 또는 wss://호스트/경로 형식입니다.</translation>
    </message>
    <message>
        <source>The path begins with / and has no blanks.</source>
        <translation>경로는 /로 시작하고 공백이 없습니다.</translation>
    </message>
    <message>
        <source>The host is a name or an address, with a port if need be, as 127.0.0.1:8080.</source>
        <translation>호스트는 이름이나 주소이며 필요하면 포트를 붙입니다. 예: 127.0.0.1:8080</translation>
    </message>
    <message>
        <source>Framescope&apos;s engine: it keeps to what is set here.</source>
        <translation>프레임스코프의 엔진입니다. 여기서 정한 대로 동작합니다.</translation>
    </message>
    <message>
        <source>Qt&apos;s QWebSocket writes its request itself and knows no compression: nothing to set.</source>
        <translation>Qt의 QWebSocket은 요청을 스스로 쓰고 압축을 모릅니다. 정할 것이 없습니다.</translation>
    </message>
    <message>
        <source>Qt&apos;s QWebSocketServer lets in every path and knows no compression: nothing to set.</source>
        <translation>Qt의 QWebSocketServer는 모든 경로를 받아들이고 압축을 모릅니다. 정할 것이 없습니다.</translation>
    </message>
    <message>
        <source>The browser on this computer, with a page of Framescope&apos;s. It sets all this itself.</source>
        <translation>이 컴퓨터의 브라우저로 프레임스코프의 페이지를 엽니다. 설정은 브라우저가 스스로 정합니다.</translation>
    </message>
    <message>
        <source>Whatever connects: the address is shown once it runs. That program sets all this itself.</source>
        <translation>접속해 오는 어떤 프로그램이든 됩니다. 주소는 실행하면 표시됩니다. 설정은 그 프로그램이 스스로 정합니다.</translation>
    </message>
    <message>
        <source>A TCP socket that sends only the bytes it is told: nothing to set.</source>
        <translation>지시한 바이트만 보내는 TCP 소켓입니다. 정할 것이 없습니다.</translation>
    </message>
    <message>
        <source>A server that runs elsewhere. It has settings of its own.</source>
        <translation>다른 곳에서 실행 중인 서버입니다. 설정은 그 서버가 정합니다.</translation>
    </message>
    <message>
        <source>Choose a pair</source>
        <translation>연결할 두 쪽 고르기</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>클라이언트</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Framescope&apos;s engine</source>
        <translation>프레임스코프 엔진</translation>
    </message>
    <message>
        <source>Browser on this computer</source>
        <translation>이 컴퓨터의 브라우저</translation>
    </message>
    <message>
        <source>Any program</source>
        <translation>다른 프로그램</translation>
    </message>
    <message>
        <source>TCP socket, raw bytes</source>
        <translation>TCP 소켓(바이트 그대로)</translation>
    </message>
    <message>
        <source>Server at an address</source>
        <translation>주소로 지정한 서버</translation>
    </message>
    <message>
        <source>Kind of client</source>
        <translation>클라이언트 종류</translation>
    </message>
    <message>
        <source>Kind of server</source>
        <translation>서버 종류</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>서버 주소</translation>
    </message>
    <message>
        <source>ws:// or wss://. Only this address is connected to. RFC 6455 §3</source>
        <translation>ws:// 또는 wss:// 주소. 이 주소에만 접속합니다. RFC 6455 §3</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Path of the request</source>
        <translation>요청 경로</translation>
    </message>
    <message>
        <source>Of the request line: GET /chat HTTP/1.1</source>
        <translation>요청 줄의 경로, 예: GET /chat HTTP/1.1</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>호스트</translation>
    </message>
    <message>
        <source>Header Host</source>
        <translation>Host 헤더</translation>
    </message>
    <message>
        <source>What the header Host says, whatever the port. Qt&apos;s client writes the real one</source>
        <translation>실제 포트와 관계없이 Host 헤더에 쓰는 값. Qt의 클라이언트는 실제 포트를 씁니다</translation>
    </message>
    <message>
        <source>Hold the connection open</source>
        <translation>연결 유지</translation>
    </message>
    <message>
        <source>It ends when a side ends it or it is stopped, however long that takes</source>
        <translation>한쪽이 끝내거나 중지할 때까지 시간제한 없이 연결을 유지합니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
</context>
<context>
    <name>ui::PingPage</name>
    <message>
        <source>A control frame carries 125 bytes at most; a longer one can be made by hand.</source>
        <translation>제어 프레임에는 125바이트까지만 실을 수 있습니다. 더 긴 것은 프레임 만들기로 보낼 수 있습니다.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>16진수</translation>
    </message>
    <message>
        <source>The payload is written as</source>
        <translation>페이로드 입력 방식</translation>
    </message>
    <message>
        <source>Payload of the Ping</source>
        <translation>핑의 페이로드</translation>
    </message>
    <message>
        <source>Payload of the Pong</source>
        <translation>퐁의 페이로드</translation>
    </message>
    <message>
        <source>Nothing, or up to 125 bytes; the Pong brings them back</source>
        <translation>비우거나 125바이트까지. 퐁이 그대로 되돌려 줍니다</translation>
    </message>
    <message>
        <source>Nothing, or up to 125 bytes; no Ping is needed</source>
        <translation>비우거나 125바이트까지. 핑이 없어도 보낼 수 있습니다</translation>
    </message>
    <message>
        <source>%1 / %2 bytes</source>
        <translation>%1/%2바이트</translation>
    </message>
</context>
<context>
    <name>ui::PolicyPage</name>
    <message>
        <source>Subprotocols</source>
        <translation>서브프로토콜</translation>
    </message>
    <message>
        <source>Offered, the preferred one first, with commas between: Sec-WebSocket-Protocol</source>
        <translation>제안할 서브프로토콜을 원하는 순서대로 쉼표로 나누어 씁니다. Sec-WebSocket-Protocol 헤더</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Header Origin, as a browser sends it. Empty: none</source>
        <translation>브라우저가 보내는 것과 같은 Origin 헤더. 비우면 보내지 않습니다</translation>
    </message>
    <message>
        <source>Further headers</source>
        <translation>추가 헤더</translation>
    </message>
    <message>
        <source>One a line, as Name: value</source>
        <translation>한 줄에 하나씩 이름: 값 형식으로 씁니다</translation>
    </message>
    <message>
        <source>That it speaks, with commas between: Sec-WebSocket-Protocol</source>
        <translation>서버가 쓸 수 있는 서브프로토콜을 쉼표로 나누어 씁니다. Sec-WebSocket-Protocol 헤더</translation>
    </message>
    <message>
        <source>Allowed origins</source>
        <translation>허용할 출처</translation>
    </message>
    <message>
        <source>With commas between; others get 403. Empty: any. RFC 6455 §10.2</source>
        <translation>쉼표로 나누어 씁니다. 다른 출처에는 403으로 응답합니다. 비우면 모두 허용합니다. RFC 6455 §10.2</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>With commas between; others get 404. Empty: any</source>
        <translation>쉼표로 나누어 씁니다. 다른 경로에는 404로 응답합니다. 비우면 모두 허용합니다</translation>
    </message>
    <message>
        <source>Refuse every request</source>
        <translation>모든 요청 거절</translation>
    </message>
    <message>
        <source>Answer with a status instead of 101. RFC 6455 §4.2.2</source>
        <translation>101 대신 다른 상태 코드로 응답합니다. RFC 6455 §4.2.2</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태 코드</translation>
    </message>
    <message>
        <source>HTTP status of the refusal</source>
        <translation>거절할 때 쓰는 HTTP 상태 코드</translation>
    </message>
    <message>
        <source>Largest message</source>
        <translation>메시지 최대 크기</translation>
    </message>
    <message>
        <source>Bytes; a longer one is closed with 1009. RFC 6455 §10.4</source>
        <translation>바이트. 더 긴 메시지가 오면 1009로 닫습니다. RFC 6455 §10.4</translation>
    </message>
    <message>
        <source>Largest request head</source>
        <translation>요청 헤더 최대 크기</translation>
    </message>
    <message>
        <source>Bytes; a longer one gets 431</source>
        <translation>바이트. 더 길면 431로 응답합니다</translation>
    </message>
    <message>
        <source>Most fragments</source>
        <translation>최대 조각 수</translation>
    </message>
    <message>
        <source>Frames of one message. RFC 6455 §5.4</source>
        <translation>메시지 하나를 나눈 프레임 수. RFC 6455 §5.4</translation>
    </message>
    <message>
        <source>Answers a Ping with a Pong</source>
        <translation>핑에 퐁으로 응답</translation>
    </message>
    <message>
        <source>RFC 6455 §5.5.2 asks for it</source>
        <translation>RFC 6455 §5.5.2의 요구 사항입니다</translation>
    </message>
    <message>
        <source>A Ping every</source>
        <translation>핑 간격</translation>
    </message>
    <message>
        <source>0: never</source>
        <translation>0이면 보내지 않습니다</translation>
    </message>
    <message>
        <source>Waits for its Pong</source>
        <translation>퐁 제한 시간</translation>
    </message>
    <message>
        <source>Then a silent client is closed with 1011. 0: for ever</source>
        <translation>이 시간 동안 응답이 없는 클라이언트는 1011로 닫습니다. 0이면 끝없이 기다립니다</translation>
    </message>
    <message>
        <source>Waits for the Close</source>
        <translation>닫기 제한 시간</translation>
    </message>
    <message>
        <source>From its own Close until TCP is given up. RFC 6455 §7.1.1</source>
        <translation>닫기 프레임을 보내고 TCP를 끊기까지 기다리는 시간. RFC 6455 §7.1.1</translation>
    </message>
    <message>
        <source>Offers compression</source>
        <translation>압축 제안</translation>
    </message>
    <message>
        <source>Agrees to compression</source>
        <translation>압축 수락</translation>
    </message>
    <message>
        <source>permessage-deflate in Sec-WebSocket-Extensions. RFC 7692</source>
        <translation>Sec-WebSocket-Extensions 헤더의 permessage-deflate. RFC 7692</translation>
    </message>
    <message>
        <source>Each message is compressed without the ones before. RFC 7692 §7.1.1</source>
        <translation>앞선 메시지를 참조하지 않고 메시지마다 새로 압축합니다. RFC 7692 §7.1.1</translation>
    </message>
    <message>
        <source>The window has 2 to the power of so many bytes. RFC 7692 §7.1.2</source>
        <translation>윈도 크기는 2의 이 값 제곱 바이트입니다. RFC 7692 §7.1.2</translation>
    </message>
    <message>
        <source>A subprotocol is a name without blanks and separators; commas stand between them.</source>
        <translation>서브프로토콜 이름에는 공백과 구분 기호를 쓸 수 없습니다. 이름 사이는 쉼표로 나눕니다.</translation>
    </message>
    <message>
        <source>Further headers: one a line, as Name: value.</source>
        <translation>추가 헤더는 한 줄에 하나씩 이름: 값 형식으로 쓰세요.</translation>
    </message>
    <message>
        <source>An origin has no blanks, as http://localhost:8000.</source>
        <translation>출처에는 공백을 쓸 수 없습니다. 예: http://localhost:8000</translation>
    </message>
    <message>
        <source>A path begins with /.</source>
        <translation>경로는 /로 시작합니다.</translation>
    </message>
    <message>
        <source> bytes</source>
        <translation>바이트</translation>
    </message>
</context>
<context>
    <name>ui::SendingOptions</name>
    <message>
        <source>A message of less than two bytes cannot be cut.</source>
        <translation>2바이트보다 짧은 메시지는 나눌 수 없습니다.</translation>
    </message>
    <message>
        <source>Where new frames begin: byte numbers that rise, from 1 to %1, as “2, 5”.</source>
        <translation>새 프레임이 시작되는 바이트 번호를 1부터 %1까지 작은 수부터 쓰세요. 예: “2, 5”</translation>
    </message>
    <message>
        <source>Still to say: the bytes at which new frames begin.</source>
        <translation>새 프레임이 시작되는 바이트 번호를 입력하세요.</translation>
    </message>
    <message>
        <source>Still to say: the masking key, eight hex digits.</source>
        <translation>마스킹 키를 16진수 8자리로 입력하세요.</translation>
    </message>
    <message>
        <source>With a key of zeros the payload goes out as it is, though MASK is 1.</source>
        <translation>키가 0이면 MASK가 1이어도 페이로드는 바뀌지 않은 채 나갑니다.</translation>
    </message>
    <message>
        <source>Byte %1 lies inside a character. That is allowed: only the whole message must be UTF-8.</source>
        <translation>%1번 바이트는 글자의 중간입니다. 메시지 전체가 UTF-8이면 되므로 규칙에 맞습니다.</translation>
    </message>
    <message>
        <source>In one frame</source>
        <translation>프레임 하나로</translation>
    </message>
    <message>
        <source>In fragments:</source>
        <translation>조각 수:</translation>
    </message>
    <message>
        <source>Cut at bytes:</source>
        <translation>나눌 바이트:</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>임의값</translation>
    </message>
    <message>
        <source>Fixed:</source>
        <translation>고정:</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>모두 0</translation>
    </message>
    <message>
        <source>Frames of the message</source>
        <translation>메시지를 싣는 프레임</translation>
    </message>
    <message>
        <source>A message may go out in several frames. RFC 6455 §5.4</source>
        <translation>메시지 하나를 여러 프레임에 나누어 실을 수 있습니다. RFC 6455 §5.4</translation>
    </message>
    <message>
        <source>Number of fragments</source>
        <translation>조각 수</translation>
    </message>
    <message>
        <source>Bytes at which new frames begin</source>
        <translation>새 프레임이 시작되는 바이트</translation>
    </message>
    <message>
        <source>Compressed</source>
        <translation>압축</translation>
    </message>
    <message>
        <source>permessage-deflate, RFC 7692</source>
        <translation>permessage-deflate로 압축합니다. RFC 7692</translation>
    </message>
    <message>
        <source>Masking key</source>
        <translation>마스킹 키</translation>
    </message>
    <message>
        <source>A client masks every frame, with a new key each time. RFC 6455 §5.3</source>
        <translation>클라이언트는 프레임마다 새 키로 마스킹합니다. RFC 6455 §5.3</translation>
    </message>
    <message>
        <source>Masking key, eight hex digits</source>
        <translation>마스킹 키, 16진수 8자리</translation>
    </message>
</context>
<context>
    <name>ui::SentList</name>
    <message>
        <source>✗ %1 (not possible here)</source>
        <translation>✗ %1 (보낼 수 없음)</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>보낸 내용</translation>
    </message>
    <message>
        <source>What is sent here is listed, to be sent again or saved as a scenario.</source>
        <translation>보낸 내용이 여기에 쌓입니다. 다시 보내거나 시나리오로 저장할 수 있습니다.</translation>
    </message>
    <message>
        <source>What has been sent</source>
        <translation>보낸 내용</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>다시 보내기</translation>
    </message>
    <message>
        <source>Send the chosen one once more</source>
        <translation>고른 것을 한 번 더 보냅니다</translation>
    </message>
    <message>
        <source>Save as scenario...</source>
        <translation>시나리오로 저장...</translation>
    </message>
    <message>
        <source>Keep all that has been sent as a run that can be repeated</source>
        <translation>보낸 내용 전체를 다시 실행할 수 있는 시나리오로 남깁니다</translation>
    </message>
</context>
<context>
    <name>ui::TextPage</name>
    <message>
        <source>Written with letters taken apart (Unicode form NFD); it is sent as it was typed.</source>
        <translation>자모가 나뉜 글자(유니코드 NFD)입니다. 입력한 그대로 보냅니다.</translation>
    </message>
    <message>
        <source>Text of the message</source>
        <translation>보낼 텍스트</translation>
    </message>
    <message>
        <source>Enter sends, the up and down keys bring back what was sent</source>
        <translation>Enter로 보내고, 위아래 화살표로 보낸 내용을 다시 불러옵니다</translation>
    </message>
    <message>
        <source>Characters as one reads them, and bytes in UTF-8</source>
        <translation>눈에 보이는 글자 수와 UTF-8 바이트 수</translation>
    </message>
</context>
<context>
    <name>ui::Words</name>
    <message>
        <source>1 byte</source>
        <translation>1바이트</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1바이트</translation>
    </message>
    <message>
        <source>1 character</source>
        <translation>1글자</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1글자</translation>
    </message>
    <message>
        <source>“%1” is no hex digit: a byte is two digits from 0 to f.</source>
        <translation>“%1” 문자는 16진수가 아닙니다. 바이트마다 0~f를 두 자리씩 쓰세요.</translation>
    </message>
    <message>
        <source>The last byte lacks its second digit.</source>
        <translation>마지막 바이트의 둘째 자리가 없습니다.</translation>
    </message>
    <message>
        <source>The masking key is four bytes: eight hex digits.</source>
        <translation>마스킹 키는 4바이트이므로 16진수 8자리를 쓰세요.</translation>
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
        <source>Frame by hand</source>
        <translation>프레임 만들기</translation>
    </message>
    <message>
        <source>Raw bytes</source>
        <translation>바이트 그대로</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>규칙 어기기</translation>
    </message>
</context>
<context>
    <name>ui::ComposerDock</name>
    <message>
        <source>Compose</source>
        <translation>메시지 작성</translation>
    </message>
</context>
</TS>
