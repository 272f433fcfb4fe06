// SPDX-License-Identifier: GPL-3.0-or-later
#include "suite.h"

#include <QCoreApplication>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <cstdio>

// conformance server ws://127.0.0.1:PORT/ | conformance client PORT  [--groups 1,2,6] [--full]
namespace {

int usage()
{
    std::fputs("usage: conformance server ws://127.0.0.1:PORT/ [--groups 1,2,6] [--full]\n"
               "       conformance client PORT [--groups 1,2,6] [--full]\n"
               "The first tests a server, the second listens and tests the client that connects.\n",
               stderr);
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    using namespace conformance;
    const QCoreApplication application(argc, argv);
    QStringList arguments = application.arguments().mid(1);
    const Scale scale = arguments.removeAll(QStringLiteral("--full")) ? Scale::Full : Scale::Tenth;
    QList<QByteArray> groups;
    if (const qsizetype at = arguments.indexOf(QStringLiteral("--groups")); at >= 0) {
        if (at + 1 >= arguments.size())
            return usage();
        groups = arguments.at(at + 1).toLatin1().split(',');
        arguments.remove(at, 2);
    }
    if (arguments.size() != 2)
        return usage();

    const Progress progress = [](const Result &result) {
        if (!result.isGood() || result.behaviour == Verdict::Informational) {
            std::printf("%s\n", describe(result).constData());
            std::fflush(stdout);
        }
    };
    const std::vector<Case> cases = selectCases(scale, groups);
    Results results;
    if (arguments.at(0) == QStringLiteral("server")) {
        const QUrl url(arguments.at(1));
        if (url.scheme() != QStringLiteral("ws") || url.port() <= 0 ||
            url.host() != QStringLiteral("127.0.0.1"))
            return usage();
        const QByteArray target =
            url.path().isEmpty() ? QByteArray("/") : url.path(QUrl::FullyEncoded).toLatin1();
        results = testServer(static_cast<quint16>(url.port()), target, cases, progress);
    } else if (arguments.at(0) == QStringLiteral("client")) {
        FuzzingServer server(cases);
        const quint16 port = server.listen(arguments.at(1).toUShort());
        if (port == 0)
            return usage();
        std::printf("listening 127.0.0.1:%d\n", port);
        std::fflush(stdout);
        results = server.run(600'000, progress);
    } else {
        return usage();
    }
    std::printf("%s", table(results).constData());
    return std::ranges::all_of(results, &Result::isGood) ? 0 : 1;
}
