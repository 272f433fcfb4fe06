// SPDX-License-Identifier: GPL-3.0-or-later
// A capture of very many frames: from the file to the index, beside tshark on the same file.
#include "allocations.h"
#include "measure.h"
#include "sections.h"
#include "traffic.h"

#include "core/capture/capturereader.h"
#include "core/record/conversations.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <sys/wait.h>

#include <cstdio>
#include <unistd.h>

using namespace core;

namespace bench {

namespace {

constexpr quint64 payloadLength = 40;
constexpr std::size_t frameLength = payloadLength + 6; // masked
constexpr std::size_t packedLength = 30 * frameLength; // about what an Ethernet frame takes

/// Processor time of a child that prints to nowhere.
double secondsOfTshark(const QByteArray &path)
{
    rusage before{};
    getrusage(RUSAGE_CHILDREN, &before);
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        if (std::freopen("/dev/null", "w", stdout) == nullptr ||
            std::freopen("/dev/null", "w", stderr) == nullptr)
            _exit(126);
        execlp("tshark", "tshark", "-n", "-r", path.constData(), "-d", "tcp.port==9001,http", "-Y",
               "websocket", "-T", "fields", "-e", "frame.number", "-e", "websocket.opcode", "-e",
               "websocket.payload_length", static_cast<char *>(nullptr));
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    require(WIFEXITED(status) && WEXITSTATUS(status) == 0, "captures: tshark did not run");
    rusage after{};
    getrusage(RUSAGE_CHILDREN, &after);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(after.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_utime) -
           seconds(before.ru_stime);
}

struct Result
{
    double seconds = 0;   // of the processor
    double firstRows = 0; // of the wall, until 100 units are known
    double bytesPerFrame = 0;
};

Result readAll(const QString &path, quint64 frames)
{
    Result result;
    const quint64 before = heapBytes();
    QElapsedTimer wall;
    wall.start();
    auto recording = std::make_unique<Recording>();
    auto conversations = std::make_unique<Conversations>(*recording);
    result.seconds = secondsOf([&] {
        QFile file(path);
        require(file.open(QIODevice::ReadOnly), "captures: the file cannot be read");
        CaptureReader reader(file, *recording);
        constexpr qint64 part = 65'536;
        for (bool isMore = true; isMore;) {
            isMore = reader.read(part);
            conversations->update();
            if (result.firstRows == 0 && !conversations->empty() && (*conversations)[0].units().size() >= 100)
                result.firstRows = static_cast<double>(wall.nsecsElapsed()) / 1e9;
        }
        conversations->finish();
    });
    result.bytesPerFrame = static_cast<double>(heapBytes() - before) / static_cast<double>(frames);
    const Conversation &conversation = (*conversations)[0];
    require(conversation.units().size() == frames + 2, "captures: not all frames were found");
    quint64 bytes = 0;
    for (const Unit &unit : conversation.units())
        bytes += unit.isFrame() && unit.complete ? unit.payloadLength : 0;
    require(bytes == frames * payloadLength, "captures: not all bytes were found");
    return result;
}

} // namespace

void reportCaptures(const Scale &scale)
{
    const quint64 frames = 1'000'000 / static_cast<quint64>(scale.divisor);
    const Traffic traffic = makeTraffic("captures", Content::Ascii, frames, payloadLength);
    const QTemporaryDir folder;
    std::printf("## Captures\n\n%llu frames of %llu bytes, each a message, masked. tshark -Y websocket -T "
                "fields.\n\n",
                static_cast<unsigned long long>(frames), static_cast<unsigned long long>(payloadLength));
    std::printf("| segments | MB | ours, s | tshark, s | part of it | target | bytes a frame | target | "
                "first rows, s | target "
                "|\n| --- | ---: | ---: | ---: | ---: | --- | ---: | --- | ---: | --- |\n");
    constexpr struct
    {
        const char *name;
        std::size_t length;
        const char *target;
    } kinds[] = {{"30 frames each", packedLength, "<= 1/10"}, {"one frame each", frameLength, "<= 1/50"}};
    for (const auto &kind : kinds) {
        const QString path = folder.filePath(QStringLiteral("x.pcap"));
        const qint64 size = writeCapture(path, traffic, kind.length);
        std::vector<double> seconds;
        Result result;
        for (int round = 0; round < 3; ++round) {
            result = readAll(path, frames);
            seconds.push_back(result.seconds);
        }
        std::sort(seconds.begin(), seconds.end());
        const double theirs = secondsOfTshark(path.toLocal8Bit());
        std::printf("| %s | %.0f | %.2f | %.1f | 1/%.0f | %s | %.0f | <= 215 | %.3f | <= 0.3 |\n", kind.name,
                    static_cast<double>(size) / 1e6, seconds[1], theirs, theirs / seconds[1], kind.target,
                    result.bytesPerFrame, result.firstRows);
        std::fflush(stdout);
    }
    std::printf("\n");
}

} // namespace bench
