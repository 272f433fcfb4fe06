// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace core {

/// One JSON object on its way into a struct: every field that is asked for is ticked off, the rest are
/// errors.
class JsonReader
{
public:
    JsonReader(QJsonObject object, QString path, QString *error)
        : m_object(std::move(object))
        , m_path(std::move(path))
        , m_error(error)
    {}

    bool ok() const { return m_error->isEmpty(); }
    bool has(const char *name) const { return m_object.contains(QLatin1StringView(name)); }

    QString text(const char *name, const QString &otherwise = {}, bool required = false)
    {
        const QJsonValue value = take(name, required);
        if (value.isUndefined())
            return otherwise;
        if (!value.isString())
            fail(name, "must be a text");
        return value.toString();
    }

    QString requiredText(const char *name)
    {
        const QString value = text(name, {}, true);
        if (ok() && value.isEmpty())
            fail(name, "must not be empty");
        return value;
    }

    /// As it stands, for the caller to check; undefined where it is not there.
    QJsonValue value(const char *name) { return take(name, false); }

    std::optional<int> integer(const char *name, int least, int most)
    {
        const QJsonValue value = take(name, false);
        if (value.isUndefined())
            return std::nullopt;
        const double number = value.toDouble(-1);
        if (!value.isDouble() || number < least || number > most || number != static_cast<int>(number)) {
            fail(name,
                 qPrintable(QStringLiteral("must be a whole number from %1 to %2").arg(least).arg(most)));
            return std::nullopt;
        }
        return static_cast<int>(number);
    }

    bool flag(const char *name, bool otherwise)
    {
        const QJsonValue value = take(name, false);
        if (!value.isUndefined() && !value.isBool())
            fail(name, "must be true or false");
        return value.toBool(otherwise);
    }

    QJsonObject object(const char *name, bool required = false)
    {
        const QJsonValue value = take(name, required);
        if (!value.isUndefined() && !value.isObject())
            fail(name, "must be an object");
        return value.toObject();
    }

    JsonReader inside(const char *name, bool required = false)
    {
        return {object(name, required), pathOf(name), m_error};
    }

    QJsonArray array(const char *name, bool required = false)
    {
        const QJsonValue value = take(name, required);
        if (!value.isUndefined() && !value.isArray())
            fail(name, "must be a list");
        return value.toArray();
    }

    std::vector<JsonReader> objects(const char *name, bool required = false)
    {
        std::vector<JsonReader> readers;
        const QJsonArray items = array(name, required);
        for (qsizetype i = 0; i < items.size(); ++i) {
            const QString path = QStringLiteral("%1[%2]").arg(pathOf(name)).arg(i);
            if (!items[i].isObject())
                failAt(path, "must be an object");
            readers.emplace_back(items[i].toObject(), path, m_error);
        }
        return readers;
    }

    void oneOf(const char *name, const QString &value, const QStringList &allowed)
    {
        if (ok() && !allowed.contains(value))
            fail(name, qPrintable(QStringLiteral("is \"%1\"; allowed: %2")
                                      .arg(value, allowed.join(QLatin1StringView(", ")))));
    }

    /// To be called last: what was not asked for is not known.
    void finish()
    {
        for (auto it = m_object.begin(); ok() && it != m_object.end(); ++it)
            if (!m_taken.contains(it.key()))
                failAt(m_path.isEmpty() ? it.key() : m_path + QLatin1Char('.') + it.key(),
                       "is not a field of this form");
    }

    void fail(const char *name, const char *why) { failAt(pathOf(name), why); }

private:
    QString pathOf(const char *name) const
    {
        return m_path.isEmpty() ? QString::fromLatin1(name)
                                : m_path + QLatin1Char('.') + QLatin1StringView(name);
    }
    void failAt(const QString &path, const char *why)
    {
        if (ok())
            *m_error = path + QLatin1Char(' ') + QString::fromUtf8(why);
    }
    QJsonValue take(const char *name, bool required)
    {
        const QString key = QString::fromLatin1(name);
        m_taken.append(key);
        const QJsonValue value =
            m_object.contains(key) ? m_object.value(key) : QJsonValue(QJsonValue::Undefined);
        if (required && value.isUndefined())
            fail(name, "is missing");
        return value;
    }

    QJsonObject m_object;
    QString m_path;
    QString *m_error;
    QStringList m_taken;
};

} // namespace core
