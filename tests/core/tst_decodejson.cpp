// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "core/annotate/annotate.h"
#include "core/files/decodejson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace core;
using fixtures::client;
using fixtures::hex;
using fixtures::server;

/// The contract of `decode --json`, framescope-decode/1.
class TestDecodeJson : public QObject
{
    Q_OBJECT

private slots:
    void l01();
    void keysAreTheContract();
    void fieldsTile();
    void frameValues();
    void cutFrames();
    void httpNulls();
    void findings();
    void messages();
    void options();
    void lines();
    void linesOmitWhatIsLarge();
    void rawStreams();
    void bigNumbers();
};

namespace {

using Conversations = std::vector<std::unique_ptr<Conversation>>;

struct Decoded
{
    fixtures::Played played;
    Conversations conversations;
    QJsonObject document;
    QJsonObject connection() const { return document[QStringLiteral("connections")][0].toObject(); }
    QJsonObject unit(int i) const { return connection()[QStringLiteral("units")][i].toObject(); }
};

Decoded decode(fixtures::Played played, const DecodeOptions &options = {})
{
    Decoded d;
    d.played = std::move(played);
    d.conversations.push_back(std::move(d.played.conversation));
    d.document = decodeDocument(d.conversations, options);
    return d;
}

Decoded decodeFrames(const QByteArray &fromServer, const DecodeOptions &options = {})
{
    ConnectionInfo info;
    info.handshake = false;
    return decode(fixtures::play({server(fromServer)}, fixtures::whole(), info), options);
}

Decoded decodeNamed(const char *name, const DecodeOptions &options = {})
{
    const fixtures::Named &named = fixtures::all().at(name);
    return decode(fixtures::play(named.script, fixtures::whole(), fixtures::infoFor(named)), options);
}

QJsonObject parsed(const char *json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    Q_ASSERT(document.isObject());
    return document.object();
}

QJsonObject without(QJsonObject object, std::initializer_list<const char *> keys)
{
    for (const char *key : keys)
        object.remove(QLatin1StringView(key));
    return object;
}

quint64 leafBits(const QJsonArray &fields, quint64 *at)
{
    quint64 sum = 0;
    for (const QJsonValue &value : fields) {
        const QJsonObject field = value.toObject();
        const auto bit = static_cast<quint64>(field[QStringLiteral("bit")].toInteger());
        if (bit != *at)
            return 0;
        const QJsonArray children = field[QStringLiteral("children")].toArray();
        if (children.isEmpty()) {
            const auto bits = static_cast<quint64>(field[QStringLiteral("bits")].toInteger());
            sum += bits;
            *at += bits;
        } else {
            sum += leafBits(children, at);
        }
    }
    return sum;
}

} // namespace

void TestDecodeJson::l01()
{
    const Decoded d = decodeNamed("L01");
    QCOMPARE(without(d.document, {"connections"}), parsed(R"({"format":"framescope-decode/1"})"));
    QCOMPARE(d.document[QStringLiteral("connections")].toArray().size(), 1);
    QCOMPARE(
        without(d.connection(), {"units", "messages"}),
        parsed(
            R"({"id":1,"client":"127.0.0.1:50512","server":"127.0.0.1:8080","source":"captured","layer":"websocket","carries":null,
                        "steps":57,"findings":[],"state":{"client":"closed","server":"closed"},
                        "close":{"code":1000,"on_wire":1000,"clean":true,"by":"client"}})"));
    QCOMPARE(d.connection()[QStringLiteral("units")].toArray().size(), 6);
    QCOMPARE(
        without(d.unit(0), {"fields", "bytes"}),
        parsed(
            R"({"index":0,"direction":"client","kind":"request","complete":true,"offset":0,"length":157,"time_ns":1000,"findings":[],
                        "http":{"method":"GET","target":"/chat","version":"HTTP/1.1","status":null,"reason":null,"body_length":0,
                                "headers":[["Host","127.0.0.1:8080"],["Upgrade","websocket"],["Connection","Upgrade"],
                                           ["Sec-WebSocket-Key","dGhlIHNhbXBsZSBub25jZQ=="],["Sec-WebSocket-Version","13"]]}})"));
    QCOMPARE(
        without(d.unit(1), {"fields", "bytes"}),
        parsed(
            R"({"index":1,"direction":"server","kind":"response","complete":true,"offset":0,"length":129,"time_ns":2000,"findings":[],
                        "http":{"method":null,"target":null,"version":"HTTP/1.1","status":101,"reason":"Switching Protocols","body_length":0,
                                "headers":[["Upgrade","websocket"],["Connection","Upgrade"],["Sec-WebSocket-Accept","s3pPLMBiTxaQ9kYGzzhZRbK+xOo="]]}})"));
    QCOMPARE(
        d.unit(2),
        parsed(
            R"({"index":2,"direction":"client","kind":"frame","complete":true,"offset":157,"length":12,"time_ns":3000,"findings":[],
        "bytes":"818637fa213ddb6fa9d6b26f",
        "frame":{"fin":true,"rsv1":false,"rsv2":false,"rsv3":false,"opcode":1,"masked":true,"key":"37fa213d","payload_length":6},
        "fields":[{"id":"ws.frame.fin","bit":0,"bits":1,"value":true,"children":[]},{"id":"ws.frame.rsv1","bit":1,"bits":1,"value":false,"children":[]},
                  {"id":"ws.frame.rsv2","bit":2,"bits":1,"value":false,"children":[]},{"id":"ws.frame.rsv3","bit":3,"bits":1,"value":false,"children":[]},
                  {"id":"ws.frame.opcode","bit":4,"bits":4,"value":1,"children":[]},{"id":"ws.frame.mask","bit":8,"bits":1,"value":true,"children":[]},
                  {"id":"ws.frame.length","bit":9,"bits":7,"value":6,"children":[]},{"id":"ws.frame.key","bit":16,"bits":32,"value":"37fa213d","children":[]},
                  {"id":"ws.frame.payload","bit":48,"bits":48,"value":"db6fa9d6b26f","children":[]}]})"));
    QCOMPARE(d.unit(0)[QStringLiteral("bytes")].toString(), QString::fromLatin1(fixtures::request().toHex()));
    QCOMPARE(
        d.connection()[QStringLiteral("messages")].toArray(),
        parsed(
            R"({"m":[{"direction":"client","type":"text","units":[2],"complete":true,"length":6,"payload":"ec9588eb8595","text":"안녕","compressed_length":null},
                             {"direction":"server","type":"text","units":[3],"complete":true,"length":12,"payload":"ebb098eab080ec9b8cec9a94","text":"반가워요","compressed_length":null}]})")
            [QStringLiteral("m")]
                .toArray());
}

void TestDecodeJson::keysAreTheContract()
{
    const QStringList unit{QStringLiteral("bytes"),  QStringLiteral("complete"), QStringLiteral("direction"),
                           QStringLiteral("fields"), QStringLiteral("findings"), QStringLiteral("index"),
                           QStringLiteral("kind"),   QStringLiteral("length"),   QStringLiteral("offset"),
                           QStringLiteral("time_ns")};
    for (const char *name : {"L01", "bit 63", "rubbish", "refused"}) {
        const Decoded d = decodeNamed(name);
        for (const QJsonValue &value : d.connection()[QStringLiteral("units")].toArray()) {
            QStringList keys = value.toObject().keys();
            const QString kind = value[QStringLiteral("kind")].toString();
            if (kind == QStringLiteral("frame"))
                QVERIFY(keys.removeOne(QStringLiteral("frame")));
            else if (kind != QStringLiteral("unknown"))
                QVERIFY(keys.removeOne(QStringLiteral("http")));
            QCOMPARE(keys, unit);
        }
    }
}

void TestDecodeJson::fieldsTile()
{
    for (const auto &[name, named] : fixtures::all()) {
        const Decoded d = decode(fixtures::play(named.script, fixtures::whole(), fixtures::infoFor(named)));
        for (const QJsonValue &unit : d.connection()[QStringLiteral("units")].toArray()) {
            quint64 at = 0;
            QCOMPARE(leafBits(unit[QStringLiteral("fields")].toArray(), &at),
                     static_cast<quint64>(8 * unit[QStringLiteral("length")].toInteger()));
            QCOMPARE(unit[QStringLiteral("bytes")].toString().size(),
                     2 * unit[QStringLiteral("length")].toInteger());
        }
    }
}

void TestDecodeJson::frameValues()
{
    const Decoded d = decodeNamed("close with reason");
    const QJsonObject payload = d.unit(2)[QStringLiteral("fields")][7].toObject();
    QCOMPARE(payload[QStringLiteral("children")].toArray(),
             parsed(R"({"c":[{"id":"ws.frame.close.code","bit":16,"bits":16,"value":1000,"children":[]},
                             {"id":"ws.frame.close.reason","bit":32,"bits":80,"value":"ec8898ec978520eb819d","children":[]}]})")
                 [QStringLiteral("c")]
                     .toArray());
    QCOMPARE(d.unit(2)[QStringLiteral("frame")][QStringLiteral("key")], QJsonValue(QJsonValue::Null));
    const QJsonObject masked =
        d.unit(3)[QStringLiteral("fields")][8].toObject(); // unmasked value at the wire's place
    QCOMPARE(masked[QStringLiteral("children")][0].toObject(),
             parsed(R"({"id":"ws.frame.close.code","bit":48,"bits":16,"value":1000,"children":[]})"));
}

void TestDecodeJson::cutFrames() // what has not been seen is null
{
    QCOMPARE(
        decodeFrames(hex("81")).unit(0)[QStringLiteral("frame")].toObject(),
        parsed(
            R"({"fin":true,"rsv1":false,"rsv2":false,"rsv3":false,"opcode":1,"masked":null,"key":null,"payload_length":null})"));
    const Decoded d = decodeFrames(hex("82 fe 01"));
    QCOMPARE(d.unit(0)[QStringLiteral("complete")], QJsonValue(false));
    QCOMPARE(d.unit(0)[QStringLiteral("length")].toInteger(), 3);
    QCOMPARE(
        d.unit(0)[QStringLiteral("frame")].toObject(),
        parsed(
            R"({"fin":true,"rsv1":false,"rsv2":false,"rsv3":false,"opcode":2,"masked":true,"key":null,"payload_length":null})"));
    QCOMPARE(d.unit(0)[QStringLiteral("fields")][7].toObject(),
             parsed(R"({"id":"ws.frame.length16","bit":16,"bits":8,"value":null,"children":[]})"));
}

void TestDecodeJson::httpNulls()
{
    const auto http = [](const QByteArray &request) {
        return decode(fixtures::play({client(request)})).unit(0)[QStringLiteral("http")].toObject();
    };
    QCOMPARE(
        http("GE"),
        parsed(
            R"({"method":"GE","target":null,"version":null,"status":null,"reason":null,"headers":[],"body_length":0})"));
    QCOMPARE(
        http("GET /a HTTP/1.1\r\nHost: b"),
        parsed(
            R"({"method":"GET","target":"/a","version":"HTTP/1.1","status":null,"reason":null,"headers":[["Host","b"]],"body_length":0})"));
    const Decoded refused = decodeNamed("refused");
    QCOMPARE(refused.unit(1)[QStringLiteral("http")][QStringLiteral("body_length")].toInteger(), 9);
    QCOMPARE(refused.connection()[QStringLiteral("close")].toObject(),
             parsed(R"({"code":1006,"on_wire":null,"clean":false,"by":null})"));
    QCOMPARE(decodeNamed("http keep-alive").connection()[QStringLiteral("layer")].toString(),
             QStringLiteral("http"));
}

void TestDecodeJson::findings()
{
    const Decoded d =
        decode(fixtures::play(fixtures::handshake() + fixtures::Script{client(hex("81 02 68 69"))}));
    QCOMPARE(d.unit(2)[QStringLiteral("findings")].toArray().size(), 1);
    QCOMPARE(
        d.unit(2)[QStringLiteral("findings")][0].toObject(),
        parsed(
            R"({"rule":"FRM-01","severity":"violation","section":"RFC 6455 §5.1","field":"ws.frame.mask","bit":8,"bits":1,
                        "close":1002,"status":null,"leg":"sent","expected":"1","observed":"0"})"));
    const Decoded version = decode(fixtures::play({client(fixtures::request().replace(": 13", ": 8"))}));
    const QJsonValue finding = version.unit(0)[QStringLiteral("findings")][0];
    QCOMPARE(finding[QStringLiteral("status")], QJsonValue(426));
    QCOMPARE(finding[QStringLiteral("close")], QJsonValue(QJsonValue::Null));
    const QJsonValue pads = decode(fixtures::play({client(fixtures::request().replace("ZQ==", "ZR=="))}))
                                .unit(0)[QStringLiteral("findings")][0];
    QCOMPARE(pads[QStringLiteral("severity")].toString(), QStringLiteral("warning"));
    QCOMPARE(pads[QStringLiteral("field")].toString(), QStringLiteral("http.request.key.text"));
}

void TestDecodeJson::messages()
{
    const Decoded d =
        decodeFrames(hex("82 02 c3 28  81 02 c3 28  01 01 61  89 00  80 01 62  02 01 00  81 01 7a  01 00"));
    QCOMPARE(
        d.connection()[QStringLiteral("messages")].toArray(),
        parsed(
            R"({"m":[{"direction":"server","type":"binary","units":[0],"complete":true,"length":2,"payload":"c328","text":null,"compressed_length":null},
                             {"direction":"server","type":"text","units":[1],"complete":true,"length":2,"payload":"c328","text":null,"compressed_length":null},
                             {"direction":"server","type":"text","units":[2,4],"complete":true,"length":2,"payload":"6162","text":"ab","compressed_length":null},
                             {"direction":"server","type":"binary","units":[5],"complete":false,"length":1,"payload":"00","text":null,"compressed_length":null},
                             {"direction":"server","type":"text","units":[6],"complete":true,"length":1,"payload":"7a","text":"z","compressed_length":null},
                             {"direction":"server","type":"text","units":[7],"complete":false,"length":0,"payload":"","text":"","compressed_length":null}]})")
            [QStringLiteral("m")]
                .toArray());
}

void TestDecodeJson::options()
{
    DecodeOptions options;
    options.fields = options.bytes = false;
    options.units = {2, 3};
    const Decoded d = decodeNamed("L01", options);
    QCOMPARE(d.connection()[QStringLiteral("units")].toArray().size(), 2);
    QCOMPARE(d.unit(0)[QStringLiteral("index")].toInteger(), 2);
    QVERIFY(!d.unit(0).contains(QStringLiteral("fields")) && !d.unit(0).contains(QStringLiteral("bytes")));
    QCOMPARE(d.connection()[QStringLiteral("messages")].toArray().size(), 2);
    const QJsonObject message = d.connection()[QStringLiteral("messages")][0].toObject();
    QVERIFY(!message.contains(QStringLiteral("payload")) && !message.contains(QStringLiteral("text")));
    QCOMPARE(message[QStringLiteral("length")].toInteger(), 6);
    options.units = {4, 99};
    QCOMPARE(decodeNamed("L01", options).connection()[QStringLiteral("messages")].toArray().size(), 0);
}

void TestDecodeJson::lines()
{
    const Decoded d = decodeNamed("L01");
    QJsonArray units;
    QJsonArray messages;
    QJsonObject end;
    int ends = 0;
    decodeLines(d.conversations, {}, [&](const QJsonObject &line) {
        QCOMPARE(line[QStringLiteral("connection")], QJsonValue(1));
        QCOMPARE(line.size(), 2);
        if (line.contains(QStringLiteral("unit")))
            units.append(line[QStringLiteral("unit")]);
        if (line.contains(QStringLiteral("message")))
            messages.append(line[QStringLiteral("message")]);
        if (line.contains(QStringLiteral("end"))) {
            end = line[QStringLiteral("end")].toObject();
            ++ends;
        }
    });
    QCOMPARE(units, d.connection()[QStringLiteral("units")].toArray());
    QCOMPARE(messages, d.connection()[QStringLiteral("messages")].toArray());
    QCOMPARE(ends, 1);
    for (const char *key : {"state", "close", "steps"})
        QCOMPARE(end[QLatin1StringView(key)], d.connection()[QLatin1StringView(key)]);
}

void TestDecodeJson::linesOmitWhatIsLarge()
{
    const auto linesOf = [](int payload) {
        QByteArray frame = hex("82 7f 00 00 00 00 00 00 00 00") + QByteArray(payload, 'x');
        frame[9] = static_cast<char>(payload & 0xff);
        frame[8] = static_cast<char>(payload >> 8 & 0xff);
        frame[7] = static_cast<char>(payload >> 16);
        const Decoded d = decodeFrames(frame);
        QList<QJsonObject> lines;
        DecodeOptions options;
        options.fields = false;
        decodeLines(d.conversations, options, [&lines](const QJsonObject &line) { lines.append(line); });
        return lines;
    };
    const auto small = linesOf(65526); // 65536 with its header
    QCOMPARE(small[0][QStringLiteral("unit")][QStringLiteral("bytes")].toString().size(), 2 * 65536);
    QVERIFY(!small[0][QStringLiteral("unit")].toObject().contains(QStringLiteral("omitted")));
    const auto large = linesOf(65537);
    QVERIFY(large[0][QStringLiteral("unit")][QStringLiteral("bytes")].isNull());
    QCOMPARE(large[0][QStringLiteral("unit")][QStringLiteral("omitted")].toInteger(), 65547);
    QVERIFY(large[1][QStringLiteral("message")][QStringLiteral("payload")].isNull());
    QCOMPARE(large[1][QStringLiteral("message")][QStringLiteral("omitted")].toInteger(), 65537);
    const auto between = linesOf(65536);
    QVERIFY(!between[1][QStringLiteral("message")].toObject().contains(QStringLiteral("omitted")));
}

void TestDecodeJson::rawStreams() // no times, no addresses
{
    Recording recording;
    recording.addConnection({});
    WireRecord record;
    record.entry.timeNs = -1;
    record.bytes = fixtures::request();
    QVERIFY(recording.append(record));
    Conversations conversations;
    conversations.push_back(std::make_unique<Conversation>(recording, 1));
    conversations.front()->finish();
    const QJsonObject connection =
        decodeDocument(conversations, {})[QStringLiteral("connections")][0].toObject();
    QVERIFY(connection[QStringLiteral("client")].isNull() && connection[QStringLiteral("server")].isNull());
    QVERIFY(connection[QStringLiteral("units")][0][QStringLiteral("time_ns")].isNull());
    QCOMPARE(connection[QStringLiteral("state")].toObject(),
             parsed(R"({"client":"connecting","server":"connecting"})"));
}

void TestDecodeJson::bigNumbers() // above 2^53 a decimal string
{
    const auto value = [](const char *length) {
        return decodeFrames(hex("82 7f") + hex(length))
            .unit(0)[QStringLiteral("frame")][QStringLiteral("payload_length")];
    };
    QCOMPARE(value("00 20 00 00 00 00 00 00"), QJsonValue(qint64(9007199254740992)));
    QCOMPARE(value("00 20 00 00 00 00 00 01"), QJsonValue(QStringLiteral("9007199254740993")));
    QCOMPARE(value("7f ff ff ff ff ff ff ff"), QJsonValue(QStringLiteral("9223372036854775807")));
}

QTEST_GUILESS_MAIN(TestDecodeJson)
#include "tst_decodejson.moc"
