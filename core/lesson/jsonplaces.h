// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>

namespace core {

/// A place in a text, both from 1; columns count bytes.
struct TextPlace
{
    int line = 1;
    int column = 1;

    bool operator==(const TextPlace &) const = default;
};

/// Where the fields of a JSON document stand, by their paths: "segments[1].steps[0].focus". Of a field it is
/// the place of its name, of an item of a list that of the item.
class JsonPlaces
{
public:
    explicit JsonPlaces(const QByteArray &json);

    struct Fault
    {
        TextPlace place;
        QString why; // RapidJSON's, in English
    };
    /// Where the text is no JSON, or a name stands twice in one object.
    const std::optional<Fault> &fault() const { return m_fault; }
    /// Of a path that is not there, the place of the nearest that is and holds it.
    TextPlace of(const QString &path) const;

private:
    TextPlace placeOf(qsizetype offset) const;

    QByteArray m_json;
    QHash<QString, qsizetype> m_offsets; // bytes, by path
    std::optional<Fault> m_fault;
};

} // namespace core
