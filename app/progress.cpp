// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/progress.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace app {

namespace {

QJsonObject toJson(const core::LessonAnswer &answer)
{
    return {{QStringLiteral("item"), answer.item},
            {QStringLiteral("option"), answer.option ? QJsonValue(*answer.option) : QJsonValue()},
            {QStringLiteral("text"), answer.text},
            {QStringLiteral("right"), answer.right},
            {QStringLiteral("tries"), answer.tries},
            {QStringLiteral("spent_ms"), answer.spentMs}};
}

core::LessonAnswer answerOf(const QJsonObject &json)
{
    const QJsonValue option = json.value(QLatin1StringView("option"));
    return {json.value(QLatin1StringView("item")).toString(),
            option.isDouble() ? std::optional(option.toInt()) : std::nullopt,
            json.value(QLatin1StringView("text")).toString(),
            json.value(QLatin1StringView("right")).toBool(),
            json.value(QLatin1StringView("tries")).toInt(1),
            json.value(QLatin1StringView("spent_ms")).toInteger()};
}

} // namespace

ProgressFile::ProgressFile(QString path)
    : m_path(std::move(path))
{}

QString ProgressFile::standardPath()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
        .filePath(QStringLiteral("progress.json"));
}

QJsonObject ProgressFile::read() const
{
    QFile file(m_path);
    return QJsonDocument::fromJson(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray()).object();
}

ui::LessonProgress ProgressFile::of(const QString &lesson) const
{
    const QJsonObject json = read().value(QLatin1StringView("lessons")).toObject().value(lesson).toObject();
    ui::LessonProgress progress;
    progress.lesson = lesson;
    const QString seed = json.value(QLatin1StringView("seed")).toString();
    if (!seed.isEmpty())
        progress.seed = seed.toULongLong();
    progress.stop = static_cast<std::size_t>(std::max(0, json.value(QLatin1StringView("stop")).toInt()));
    progress.isDone = json.value(QLatin1StringView("done")).toBool();
    for (const QJsonValue &each : json.value(QLatin1StringView("answers")).toArray())
        progress.answers.push_back(answerOf(each.toObject()));
    progress.finished = QDate::fromString(json.value(QLatin1StringView("finished")).toString(), Qt::ISODate);
    for (const QJsonValue &each : json.value(QLatin1StringView("reviewed")).toArray())
        if (const QDate date = QDate::fromString(each.toString(), Qt::ISODate); date.isValid())
            progress.reviewed += date;
    return progress;
}

bool ProgressFile::keep(const ui::LessonProgress &progress, QDate today) const
{
    if (progress.isReview && !progress.isDone)
        return true;
    QJsonObject all = read();
    QJsonObject lessons = all.value(QLatin1StringView("lessons")).toObject();
    QJsonObject lesson = lessons.value(progress.lesson).toObject();
    const QString date = today.toString(Qt::ISODate);
    if (progress.isReview) {
        QJsonArray reviewed = lesson.value(QLatin1StringView("reviewed")).toArray();
        reviewed.append(date);
        lesson.insert(QStringLiteral("reviewed"), reviewed);
    } else {
        QJsonArray answers;
        for (const core::LessonAnswer &each : progress.answers)
            answers.append(toJson(each));
        lesson.insert(QStringLiteral("seed"),
                      progress.seed ? QJsonValue(QString::number(*progress.seed)) : QJsonValue());
        lesson.insert(QStringLiteral("stop"), static_cast<qint64>(progress.stop));
        lesson.insert(QStringLiteral("done"), progress.isDone);
        lesson.insert(QStringLiteral("answers"), answers);
        if (progress.isDone && !lesson.contains(QLatin1StringView("finished")))
            lesson.insert(QStringLiteral("finished"), date);
    }
    lessons.insert(progress.lesson, lesson);
    all.insert(QStringLiteral("lessons"), lessons);
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(all).toJson()) >= 0 && file.commit();
}

} // namespace app
