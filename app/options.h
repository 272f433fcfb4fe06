// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/decodejson.h"
#include "ui/draw/theme.h"
#include "ui/text/language.h"

#include <QSize>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace app {

enum class Command : quint8 {
    Window,
    Record,
    Explain,
    Decode,
    Render,
    Endpoint,
    Lesson,
    Export,
    Version,
    Help
};

/// Of the command "endpoint".
struct EndpointOptions
{
    bool isServer = false;
    QUrl url; // client: ws://…
    quint16 port = 0;
    bool deflate = false;
    bool suite = false;
    QStringList subprotocols;
    std::optional<QString> send;
    QString agent;
    std::optional<quint64> maxMessage; // bytes
};

/// The command line, read but not yet judged against files or scenarios.
struct Options
{
    Command command = Command::Window;
    QStringList inputs; // SCENARIO or FILE
    QString output;     // -o
    std::optional<ui::Language> language;
    std::optional<ui::Theme::Kind> theme;
    std::optional<quint64> seed;
    std::optional<QString> clientKind;
    std::optional<QString> serverKind;
    quint16 port = 0;
    bool list = false;
    bool json = false;
    bool lines = false;
    bool handshake = true;
    QString extensions; // agreed, where there is no handshake
    std::optional<QString> clientStream;
    std::optional<QString> serverStream;
    core::Leg leg = core::Leg::Sent;
    core::DecodeOptions decode;
    std::optional<int> step;
    QString select; // [UNIT:]FIELD[#N]
    QSize size{1280, 720};
    qreal scale = 1;
    int zoom = 100;   // percent
    QString view;     // beside the columns; empty: none
    QString scenario; // --scenario, of the window
    QString lesson;   // --lesson, of the window; of export the lesson's id
    QString to;       // export: the kind of file
    bool answers = false;
    bool present = false;
    bool run = false; // lesson check: run its traffic too
    EndpointOptions endpoint;
    QString help; // the text of --help
};

/// Reads the arguments, the program's name not among them. Nothing, and what is wrong in English, on wrong
/// use.
std::optional<Options> readOptions(const QStringList &arguments, QString *error);

} // namespace app
