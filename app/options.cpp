// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include <QCommandLineParser>

namespace app {

namespace {

struct CommandForm
{
    const char *name;
    Command command;
    const char *syntax;
    const char *summary;
};

constexpr CommandForm forms[] = {
    {"record", Command::Record, "record SCENARIO -o FILE | record --list",
     "Run a scenario with real sockets and save the recording."},
    {"explain", Command::Explain, "explain SCENARIO|FILE", "Print the annotated conversation."},
    {"decode", Command::Decode, "decode FILE --json", "Print units, fields and findings."},
    {"render", Command::Render, "render SCENARIO|FILE --step N -o OUT.png",
     "Draw the main window at a step, without a display."},
};

const CommandForm *formOf(const QString &word)
{
    for (const CommandForm &form : forms)
        if (word == QLatin1StringView(form.name))
            return &form;
    return nullptr;
}

QString overview()
{
    QString text =
        QStringLiteral("Framescope, a desktop microscope for the WebSocket protocol\n\n"
                       "Usage: framescope [FILE] [--scenario ID] [--lang ko|en] [--theme light|dark]\n"
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

using Opt = QCommandLineOption;

std::vector<Opt> optionsOf(Command command)
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
        add({opt("theme", "light or dark.", "T"), opt("scenario", "Run this scenario at the start.", "ID")});
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
             opt("leg", "sent or delivered.", "LEG"), opt("units", "Only these units.", "FIRST:LAST"),
             opt("no-fields", "Leave out fields."), opt("no-bytes", "Leave out bytes, payloads and texts.")});
        break;
    case Command::Render:
        add({output, opt("step", "Number of the step, from 1.", "N"),
             opt("size", "Logical pixels, 1280x720.", "WxH"), opt("scale", "Pixels a logical pixel.", "F"),
             opt("theme", "light or dark.", "T"),
             opt("select", "UNIT:FIELD[#N], the N-th field of that id.", "FIELD")});
        break;
    case Command::Version:
    case Command::Help:
        break;
    }
    return all;
}

/// Takes options over one by one; the first that is wrong is kept.
class Judge
{
public:
    Judge(const QCommandLineParser &parser, QString *error)
        : m_parser(parser)
        , m_error(error)
    {}

    bool ok() const { return m_error->isEmpty(); }

    std::optional<QString> text(const char *name) const
    {
        const QString key = QString::fromLatin1(name);
        return m_known.contains(key) && m_parser.isSet(key) ? std::optional(m_parser.value(key))
                                                            : std::nullopt;
    }
    bool flag(const char *name) const { return text(name).has_value(); }

    template<typename T>
    std::optional<T> oneOf(const char *name, std::initializer_list<std::pair<const char *, T>> allowed)
    {
        const auto value = text(name);
        if (!value)
            return std::nullopt;
        QStringList names;
        for (const auto &[word, meaning] : allowed) {
            if (*value == QLatin1StringView(word))
                return meaning;
            names += QString::fromLatin1(word);
        }
        fail(QStringLiteral("--%1 takes %2, not \"%3\"")
                 .arg(QLatin1StringView(name), names.join(QStringLiteral(" or ")), *value));
        return std::nullopt;
    }

    std::optional<quint64> number(const char *name, quint64 most)
    {
        const auto value = text(name);
        if (!value)
            return std::nullopt;
        bool ok = false;
        const quint64 number = value->toULongLong(&ok);
        if (!ok || number > most)
            fail(QStringLiteral("--%1 takes a whole number up to %2, not \"%3\"")
                     .arg(QLatin1StringView(name))
                     .arg(most)
                     .arg(*value));
        return number;
    }

    void fail(const QString &what)
    {
        if (ok())
            *m_error = what;
    }
    void know(const Opt &option) { m_known += option.names(); }

private:
    const QCommandLineParser &m_parser;
    QString *m_error;
    QStringList m_known;
};

void readSize(Judge &judge, Options &options)
{
    if (const auto size = judge.text("size")) {
        const QStringList sides = size->split(QLatin1Char('x'));
        options.size = sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
        if (options.size.width() < 320 || options.size.height() < 240 || options.size.width() > 8192 ||
            options.size.height() > 8192)
            judge.fail(QStringLiteral("--size takes WxH from 320x240 to 8192x8192, not \"%1\"").arg(*size));
    }
    if (const auto scale = judge.text("scale")) {
        options.scale = scale->toDouble();
        if (!(options.scale >= 0.5 && options.scale <= 4))
            judge.fail(QStringLiteral("--scale takes a number from 0.5 to 4, not \"%1\"").arg(*scale));
    }
}

void readRange(Judge &judge, Options &options)
{
    const auto range = judge.text("units");
    if (!range)
        return;
    const QStringList ends = range->split(QLatin1Char(':'));
    bool firstOk = false;
    bool lastOk = false;
    const quint32 first = ends.value(0).toUInt(&firstOk);
    const quint32 last = ends.value(1).toUInt(&lastOk);
    if (ends.size() != 2 || !firstOk || !lastOk || last < first)
        judge.fail(QStringLiteral("--units takes FIRST:LAST, not \"%1\"").arg(*range));
    options.decode.units = {first, last};
}

void readSettings(const QStringList &settings, Judge &judge, Options &options)
{
    for (const QString &setting : settings) {
        bool ok = false;
        const uint port = setting.mid(5).toUInt(&ok);
        if (!setting.startsWith(QLatin1StringView("port=")) || !ok || port > 65535)
            judge.fail(QStringLiteral("--set takes port=N with N up to 65535, not \"%1\"").arg(setting));
        options.port = static_cast<quint16>(port);
    }
}

void checkUse(Judge &judge, const Options &options)
{
    const bool raw = options.command == Command::Decode && (options.clientStream || options.serverStream);
    const qsizetype wanted = options.list || raw || options.command == Command::Window ? 0 : 1;
    const qsizetype most = options.command == Command::Window ? 1 : wanted;
    if (options.inputs.size() < wanted)
        judge.fail(QStringLiteral("a scenario or a file is missing"));
    if (options.inputs.size() > most)
        judge.fail(QStringLiteral("\"%1\" is too much").arg(options.inputs.at(most)));
    const bool writes =
        (options.command == Command::Record && !options.list) || options.command == Command::Render;
    if (writes && options.output.isEmpty())
        judge.fail(QStringLiteral("-o FILE is missing"));
    if (!options.handshake && !raw)
        judge.fail(QStringLiteral("--no-handshake goes with --client or --server"));
}

} // namespace

std::optional<Options> readOptions(const QStringList &arguments, QString *error)
{
    error->clear();
    Options options;
    QStringList rest = arguments;
    const CommandForm *const form = rest.isEmpty() ? nullptr : formOf(rest.front());
    if (form != nullptr) {
        options.command = form->command;
        rest.removeFirst();
    }
    QCommandLineParser parser;
    Judge judge(parser, error);
    for (const Opt &option : optionsOf(options.command)) {
        parser.addOption(option);
        judge.know(option);
    }
    const Opt help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this."));
    const Opt version({QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Show the version."));
    parser.addOption(help);
    parser.addOption(version);
    if (!parser.parse(QStringList{QStringLiteral("framescope")} + rest)) {
        *error = parser.errorText();
        return std::nullopt;
    }
    if (parser.isSet(help) || parser.isSet(version)) {
        if (form != nullptr)
            options.help =
                QStringLiteral("Usage: framescope %1\n%2\n\n")
                    .arg(QLatin1StringView(form->syntax), QLatin1StringView(form->summary)) +
                parser.helpText().section(QStringLiteral("Options:"), 1).prepend(QStringLiteral("Options:"));
        else
            options.help = overview();
        options.command = parser.isSet(version) ? Command::Version : Command::Help;
        return options;
    }
    options.inputs = parser.positionalArguments();
    options.language =
        judge.oneOf<ui::Language>("lang", {{"ko", ui::Language::Korean}, {"en", ui::Language::English}});
    options.theme = judge.oneOf<ui::Theme::Kind>(
        "theme", {{"light", ui::Theme::Kind::Light}, {"dark", ui::Theme::Kind::Dark}});
    options.leg =
        judge.oneOf<core::Leg>("leg", {{"sent", core::Leg::Sent}, {"delivered", core::Leg::Delivered}})
            .value_or(core::Leg::Sent);
    options.output = judge.text("output").value_or(QString());
    options.seed = judge.number("seed", ~0ULL);
    if (const auto step = judge.number("step", 2'000'000'000))
        options.step = static_cast<int>(*step);
    options.list = judge.flag("list");
    options.json = judge.flag("json");
    options.lines = judge.flag("lines");
    options.handshake = !judge.flag("no-handshake");
    options.decode.fields = !judge.flag("no-fields");
    options.decode.bytes = !judge.flag("no-bytes");
    options.select = judge.text("select").value_or(QString());
    options.scenario = judge.text("scenario").value_or(QString());
    if (options.command == Command::Decode) {
        options.clientStream = judge.text("client");
        options.serverStream = judge.text("server");
    } else {
        options.clientKind = judge.text("client");
        options.serverKind = judge.text("server");
    }
    if (options.command == Command::Record)
        readSettings(parser.values(QStringLiteral("set")), judge, options);
    readSize(judge, options);
    readRange(judge, options);
    checkUse(judge, options);
    return judge.ok() ? std::optional(options) : std::nullopt;
}

} // namespace app
