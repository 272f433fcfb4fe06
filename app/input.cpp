// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/input.h"

#include "app/record.h"
#include "core/record/httpscanner.h"
#include "ui/text/problemtext.h"

#include <QFile>
#include <QFileInfo>

#include <limits>

namespace app {

namespace {

std::optional<QByteArray> readAll(const QString &path, const ui::Narrator &narrator, QString *problem)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        return file.readAll();
    *problem = narrator.phrase(
        "problem.nofile", {{QStringLiteral("file"), path}, {QStringLiteral("detail"), file.errorString()}});
    return std::nullopt;
}

// How many bytes the opening message takes; all where it has no end.
qsizetype openingLength(const QByteArray &stream, bool isResponse)
{
    core::HttpScanner scanner(isResponse);
    return static_cast<qsizetype>(scanner.feed(core::spanOf(stream)));
}

// Chunks of a size that the recording file can hold.
constexpr qsizetype chunkSize = qsizetype{1024} * 1024;

void feed(core::Recording &recording, core::Direction direction, const QByteArray &bytes)
{
    if (bytes.size() > chunkSize) {
        for (qsizetype at = 0; at < bytes.size(); at += chunkSize)
            feed(recording, direction, bytes.mid(at, chunkSize));
        return;
    }
    if (bytes.isEmpty())
        return;
    core::WireRecord record;
    record.entry.timeNs = -1; // raw streams have no times
    record.entry.direction = direction;
    record.entry.by = core::actorOf(direction);
    record.bytes = bytes;
    const auto length = static_cast<quint32>(bytes.size());
    const quint64 offset = recording.streamLength(1, direction, core::Leg::Sent);
    bool taken = recording.append(record);
    record.entry.leg = core::Leg::Delivered;
    record.entry.sentOffset = offset;
    record.entry.length = length;
    record.bytes.clear();
    taken = recording.append(record) && taken;
    Q_ASSERT(taken);
}

void end(core::Recording &recording, core::Direction direction)
{
    core::WireRecord record;
    record.entry.kind = core::EntryKind::Fin;
    record.entry.timeNs = -1;
    record.entry.direction = direction;
    record.entry.by = core::actorOf(direction);
    for (const core::Leg leg : {core::Leg::Sent, core::Leg::Delivered}) {
        record.entry.leg = leg;
        [[maybe_unused]] const bool taken = recording.append(record);
    }
}

} // namespace

QString noSuchScenario(const QString &name, const Library &library, const ui::Narrator &narrator)
{
    QStringList ids;
    for (const core::Scenario &each : library.scenarios.all())
        ids += each.id;
    return narrator.phrase("problem.noscenario", {{QStringLiteral("detail"), name},
                                                  {QStringLiteral("list"), ids.join(QStringLiteral(", "))}});
}

Input loadInput(const QString &name, const Library &library, const ui::Narrator &narrator)
{
    const core::Scenario *const scenario = library.scenarios.find(name);
    if (scenario == nullptr && !QFileInfo::exists(name))
        return {nullptr, noSuchScenario(name, library, narrator), 2};
    if (scenario == nullptr)
        return loadFile(name, narrator);
    RunResult run = runScenario(*scenario, {});
    Input input{std::move(run.recording), ui::problemText(narrator, run.end),
                run.end.problem == core::RunProblem::None ? 0 : 2};
    if (input.status == 2 && input.recording->entries().empty())
        input.recording.reset();
    if (input.status == 0 && !input.recording->connections().empty())
        if (const auto difference = core::compare(*scenario, *input.recording)) {
            input.problem = ui::problemText(narrator, *difference);
            input.status = 1;
        }
    return input;
}

Input loadFile(const QString &path, const ui::Narrator &narrator)
{
    Input input;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        input.problem = narrator.phrase("problem.nofile", {{QStringLiteral("file"), path},
                                                           {QStringLiteral("detail"), file.errorString()}});
        input.status = 2;
        return input;
    }
    input.recording = std::make_unique<core::Recording>();
    core::FileReader reader(file, *input.recording);
    while (reader.read(std::numeric_limits<qint64>::max() / 2)) {
    }
    input.problem = ui::problemText(narrator, reader, QFileInfo(path).fileName());
    input.status = reader.result().problem == core::ReadProblem::None ? 0 : 2;
    if (reader.result().isNothing())
        input.recording.reset();
    return input;
}

Input loadRaw(const Options &options, const ui::Narrator &narrator)
{
    Input input;
    QByteArray client;
    QByteArray server;
    for (const auto &[path, bytes] :
         {std::pair{options.clientStream, &client}, {options.serverStream, &server}}) {
        if (!path)
            continue;
        const auto read = readAll(*path, narrator, &input.problem);
        if (!read) {
            input.status = 2;
            return input;
        }
        *bytes = *read;
    }
    input.recording = std::make_unique<core::Recording>();
    core::ConnectionInfo info;
    info.layer = core::Layer::WebSocket;
    info.handshake = options.handshake;
    info.extensions = options.extensions.toLatin1();
    input.recording->addConnection(info);
    const qsizetype request = options.handshake ? openingLength(client, false) : 0;
    const qsizetype response = options.handshake ? openingLength(server, true) : 0;
    feed(*input.recording, core::Direction::Client, client.first(request));
    feed(*input.recording, core::Direction::Server, server.first(response));
    feed(*input.recording, core::Direction::Client, client.mid(request));
    feed(*input.recording, core::Direction::Server, server.mid(response));
    end(*input.recording, core::Direction::Client);
    end(*input.recording, core::Direction::Server);
    return input;
}

std::vector<std::unique_ptr<core::Conversation>> conversationsOf(const core::Recording &recording,
                                                                 core::Leg leg)
{
    std::vector<std::unique_ptr<core::Conversation>> all;
    for (const core::ConnectionInfo &info : recording.connections()) {
        all.push_back(std::make_unique<core::Conversation>(recording, info.id, leg));
        all.back()->finish();
    }
    return all;
}

} // namespace app
