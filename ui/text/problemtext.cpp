// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/problemtext.h"

namespace ui {

namespace {

QString errorText(const Narrator &narrator, const core::Unverified &unverified)
{
    static constexpr std::pair<const char *, const char *> texts[] = {
        {"self-signed", "problem.certificate.error.self-signed"},
        {"issuer", "problem.certificate.error.issuer"},
        {"expired", "problem.certificate.error.expired"},
        {"early", "problem.certificate.error.early"},
        {"host", "problem.certificate.error.host"}};
    for (const auto &[error, text] : texts)
        if (unverified.error == QLatin1StringView(error))
            return narrator.phrase(text);
    return narrator.phrase("problem.certificate.error.other", {{QStringLiteral("detail"), unverified.words}});
}

QString certificateText(const Narrator &narrator, const char *text, const QString &detail)
{
    const core::Unverified unverified = core::unverified(detail);
    return narrator.phrase(text, {{QStringLiteral("host"), unverified.host},
                                  {QStringLiteral("error"), errorText(narrator, unverified)},
                                  {QStringLiteral("subject"), unverified.subject}});
}

} // namespace

QString problemText(const Narrator &narrator, const core::RunEnd &end)
{
    const TextValues detail{{QStringLiteral("detail"), end.detail}};
    switch (end.problem) {
    case core::RunProblem::None:
        return {};
    case core::RunProblem::PortTaken:
        return narrator.phrase("problem.port", detail);
    case core::RunProblem::NoSockets:
        return narrator.phrase("problem.sockets", detail);
    case core::RunProblem::UnknownKind:
        return narrator.phrase("problem.kind", detail);
    case core::RunProblem::BadAction:
        return narrator.phrase("problem.action", detail);
    case core::RunProblem::TimedOut:
        return narrator.phrase("problem.timeout");
    case core::RunProblem::Stopped:
        return narrator.phrase("problem.stopped");
    case core::RunProblem::ServerMissing:
        return narrator.phrase("problem.missing", detail);
    case core::RunProblem::BadUrl:
        return narrator.phrase("problem.url", detail);
    case core::RunProblem::TlsFailed:
        return narrator.phrase("problem.tls", detail);
    case core::RunProblem::TlsClient:
        return narrator.phrase("problem.tlsclient", detail);
    case core::RunProblem::CertificateRefused:
        return certificateText(narrator, "problem.certificate.refused", end.detail);
    case core::RunProblem::CertificateUnverified:
        return certificateText(narrator, "problem.certificate.unverified", end.detail);
    case core::RunProblem::TooManyClients:
        return narrator.phrase("problem.clients", detail);
    }
    return {};
}

QString problemText(const Narrator &narrator, const core::FileReader &reader, const QString &fileName)
{
    const core::ReadResult result = reader.result();
    TextValues values{{QStringLiteral("file"), fileName},
                      {QStringLiteral("detail"), QString::number(result.detail)}};
    switch (result.problem) {
    case core::ReadProblem::None:
        break;
    case core::ReadProblem::Unknown:
        return narrator.phrase("problem.notrecording", values);
    case core::ReadProblem::NewerVersion:
        return narrator.phrase("problem.newer", values);
    case core::ReadProblem::Damaged:
        return narrator.phrase("problem.damaged", values);
    case core::ReadProblem::CutShort:
        return narrator.phrase("problem.cut", values);
    }
    const core::CaptureReport *const capture = reader.capture();
    if (capture == nullptr || (capture->webSockets > 0 && capture->holed == 0))
        return {};
    values[QStringLiteral("packets")] = QString::number(capture->packets);
    values[QStringLiteral("others")] = QString::number(capture->others);
    values[QStringLiteral("count")] = QString::number(capture->holed);
    return narrator.phrase(capture->webSockets == 0 ? "problem.capture.none" : "problem.capture.holed",
                           values);
}

QString problemText(const Narrator &narrator, const core::Difference &difference)
{
    const auto orNothing = [](const QString &text) { return text.isEmpty() ? QStringLiteral("–") : text; };
    return narrator.phrase("problem.differs", {{QStringLiteral("expected"), orNothing(difference.expected)},
                                               {QStringLiteral("observed"), orNothing(difference.observed)}});
}

} // namespace ui
