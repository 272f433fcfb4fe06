// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/optionforms.h"

namespace app {

namespace {

using Opt = QCommandLineOption;

constexpr CommandForm forms[] = {
    {"record", Command::Record, "record SCENARIO -o FILE | record --list",
     "Run a scenario with real sockets and save the recording."},
    {"explain", Command::Explain, "explain SCENARIO|FILE", "Print the annotated conversation."},
    {"decode", Command::Decode, "decode FILE --json", "Print units, fields and findings."},
    {"render", Command::Render, "render SCENARIO|FILE --step N -o OUT.png",
     "Draw the main window at a step, without a display."},
    {"endpoint", Command::Endpoint, "endpoint server --port N | endpoint client URL [--send TEXT | --suite]",
     "Framescope's own engine as a peer: a server that echoes, or a client."},
    {"lesson", Command::Lesson, "lesson check FILE... [--run]",
     "Say what is wrong with lesson files, by line and column."},
    {"export", Command::Export, "export lesson ID --to pdf|html [--answers] -o OUT",
     "A lesson on paper: a worksheet or its answers (pdf), a handout with the real bytes (html)."},
};

} // namespace

const CommandForm *formOf(const QString &word)
{
    for (const CommandForm &form : forms)
        if (word == QLatin1StringView(form.name))
            return &form;
    return nullptr;
}

QString overview()
{
    QString text = QStringLiteral("Framescope, a desktop microscope for the WebSocket protocol\n\n"
                                  "Usage: framescope [FILE] [--lesson ID] [--scenario ID] [--lang ko|en] "
                                  "[--theme light|dark|high-contrast] "
                                  "[--present]\n"
                                  "       framescope COMMAND ...\n\n"
                                  "Without a command the window opens. Commands need no display:\n");
    for (const CommandForm &form : forms)
        text += QStringLiteral("  %1\n      %2\n")
                    .arg(QLatin1StringView(form.syntax), QLatin1StringView(form.summary));
    return text +
           QStringLiteral(
               "\n  framescope COMMAND --help lists the options of a command. Exit status: 0 good; 1 "
               "findings, differences,\n"
               "  or a scenario that did not end as it says; 2 wrong use, unreadable input, no display.\n");
}

std::vector<QCommandLineOption> optionsOf(Command command)
{
    const auto opt = [](const char *name, const char *about, const char *value = "") {
        return Opt(QString::fromLatin1(name), QString::fromLatin1(about), QString::fromLatin1(value));
    };
    std::vector<Opt> all{opt("lang", "Language: ko or en.", "L")};
    const Opt output({QStringLiteral("o"), QStringLiteral("output")}, QStringLiteral("Where to write."),
                     QStringLiteral("FILE"));
    const auto add = [&all](std::initializer_list<Opt> more) { all.insert(all.end(), more); };
    switch (command) {
    case Command::Window:
        add({opt("theme", "light, dark or high-contrast.", "T"),
             opt("scenario", "Run this scenario at the start.", "ID"),
             opt("lesson", "Open this lesson.", "ID"),
             opt("present", "Full screen and large, for a class room."),
             opt("seed", "Other numbers in the lesson.", "N")});
        break;
    case Command::Record:
        add({output, opt("list", "Print the scenarios."), opt("seed", "Keys and masks repeat.", "N"),
             opt("client", "Kind of the client endpoints.", "KIND"),
             opt("server", "Kind of the server endpoints.", "KIND"),
             opt("set", "port=N: the port of the wire.", "NAME=VALUE")});
        break;
    case Command::Explain:
        break;
    case Command::Decode:
        add({opt("json", "One JSON document."), opt("lines", "One JSON object a line."),
             opt("client", "Raw bytes from client to server.", "FILE"),
             opt("server", "Raw bytes from server to client.", "FILE"),
             opt("no-handshake", "The raw streams begin with frames."),
             opt("extensions", "With --no-handshake: what had been agreed.", "TEXT"),
             opt("leg", "sent or delivered.", "LEG"), opt("units", "Only these units.", "FIRST:LAST"),
             opt("no-fields", "Leave out fields."), opt("no-bytes", "Leave out bytes, payloads and texts.")});
        break;
    case Command::Render:
        add({output, opt("step", "Number of the step, from 1.", "N"),
             opt("size", "Logical pixels, 1280x720.", "WxH"), opt("scale", "Pixels a logical pixel.", "F"),
             opt("view", "A view beside the columns: units, lanes or states.", "NAME"),
             opt("zoom", "Of the views, percent, 100 to 400.", "N"),
             opt("theme", "light, dark or high-contrast.", "T"),
             opt("select", "UNIT:FIELD[#N], the N-th field of that id.", "FIELD")});
        break;
    case Command::Endpoint:
        add({opt("port", "server: where to listen on 127.0.0.1; 0: the system chooses.", "N"),
             opt("deflate", "Take part in permessage-deflate."),
             opt("subprotocol", "One that is spoken or offered; may be given several times.", "NAME"),
             opt("max-message", "Largest message that is taken.", "BYTES"),
             opt("send", "client: send this text and print the answer.", "TEXT"),
             opt("suite", "client: run the cases of a fuzzing server."),
             opt("agent", "client: the name in its reports.", "NAME")});
        break;
    case Command::Lesson:
        add({opt("seed", "With --run: other numbers than the course's.", "N"),
             opt("run", "Run the traffic of the lessons, too, and hold it against what they promise.")});
        break;
    case Command::Export:
        add({output, opt("to", "pdf or html.", "KIND"), opt("answers", "With the answers."),
             opt("seed", "Other numbers than the course's.", "N")});
        break;
    case Command::Version:
    case Command::Help:
        break;
    }
    return all;
}

} // namespace app
