// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include "app/optionforms.h"

#include <QCommandLineParser>

#include <limits>

namespace app {

namespace {

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
    void know(const QCommandLineOption &option) { m_known += option.names(); }

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
    if (const auto zoom = judge.text("zoom")) {
        options.zoom = zoom->toInt();
        if (options.zoom < 100 || options.zoom > 400)
            judge.fail(QStringLiteral("--zoom takes a number from 100 to 400, not \"%1\"").arg(*zoom));
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

void readEndpoint(const QCommandLineParser &parser, Judge &judge, Options &options)
{
    EndpointOptions &endpoint = options.endpoint;
    const QString role = options.inputs.value(0);
    endpoint.isServer = role == QLatin1StringView("server");
    if (!endpoint.isServer && role != QLatin1StringView("client")) {
        judge.fail(QStringLiteral("endpoint takes server or client, not \"%1\"").arg(role));
        return;
    }
    const QUrl url(options.inputs.value(1), QUrl::StrictMode);
    const bool isUrl = url.isValid() && url.scheme() == QLatin1StringView("ws") && !url.host().isEmpty();
    if (!endpoint.isServer && !isUrl)
        judge.fail(QStringLiteral("endpoint client takes an address ws://HOST:PORT/PATH, not \"%1\"")
                       .arg(options.inputs.value(1)));
    endpoint.url = url;
    if (options.inputs.size() > (endpoint.isServer ? 1 : 2))
        judge.fail(QStringLiteral("\"%1\" is too much").arg(options.inputs.last()));
    const auto port = judge.number("port", 65535);
    if (endpoint.isServer && !port)
        judge.fail(QStringLiteral("--port N is missing (0: the system chooses)"));
    endpoint.port = static_cast<quint16>(port.value_or(0));
    endpoint.deflate = judge.flag("deflate");
    endpoint.suite = judge.flag("suite");
    endpoint.send = judge.text("send");
    endpoint.agent = judge.text("agent").value_or(QStringLiteral("framescope"));
    endpoint.subprotocols = parser.values(QStringLiteral("subprotocol"));
    endpoint.maxMessage = judge.number("max-message", std::numeric_limits<qint64>::max());
    if (endpoint.suite && endpoint.send)
        judge.fail(QStringLiteral("--suite and --send do not go together"));
}

void checkUse(Judge &judge, const Options &options)
{
    if (options.command == Command::Endpoint)
        return;
    if (options.command == Command::Export) {
        if (options.inputs.value(0) != QLatin1StringView("lesson") || options.inputs.size() < 2)
            judge.fail(QStringLiteral("export takes lesson ID"));
        else if (options.inputs.size() > 2)
            judge.fail(QStringLiteral("\"%1\" is too much").arg(options.inputs.at(2)));
        else if (options.to != QLatin1StringView("pdf") && options.to != QLatin1StringView("html"))
            judge.fail(QStringLiteral("--to takes pdf or html, not \"%1\"").arg(options.to));
        else if (options.output.isEmpty())
            judge.fail(QStringLiteral("-o FILE is missing"));
        return;
    }
    if (options.command == Command::Lesson) {
        if (options.inputs.value(0) != QLatin1StringView("check"))
            judge.fail(QStringLiteral("lesson takes check, not \"%1\"").arg(options.inputs.value(0)));
        else if (options.inputs.size() < 2)
            judge.fail(QStringLiteral("a lesson file is missing"));
        return;
    }
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
    if (!options.extensions.isEmpty() && options.handshake)
        judge.fail(QStringLiteral("--extensions goes with --no-handshake"));
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
    for (const QCommandLineOption &option : optionsOf(options.command)) {
        parser.addOption(option);
        judge.know(option);
    }
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QStringLiteral("Show this."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     QStringLiteral("Show the version."));
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
    options.theme = judge.oneOf<ui::Theme::Kind>("theme", {{"light", ui::Theme::Kind::Light},
                                                           {"dark", ui::Theme::Kind::Dark},
                                                           {"high-contrast", ui::Theme::Kind::HighContrast}});
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
    options.run = judge.flag("run");
    options.to = judge.text("to").value_or(QString());
    options.answers = judge.flag("answers");
    options.lesson = judge.text("lesson").value_or(QString());
    options.present = judge.flag("present");
    options.handshake = !judge.flag("no-handshake");
    options.extensions = judge.text("extensions").value_or(QString());
    options.decode.fields = !judge.flag("no-fields");
    options.decode.bytes = !judge.flag("no-bytes");
    options.view = judge.text("view").value_or(QString());
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
    if (options.command == Command::Endpoint)
        readEndpoint(parser, judge, options);
    readSize(judge, options);
    readRange(judge, options);
    checkUse(judge, options);
    return judge.ok() ? std::optional(options) : std::nullopt;
}

} // namespace app
