// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/jsonplaces.h"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <vector>

namespace core {

namespace {

/// Notes where each field begins, while RapidJSON reads.
class Noting : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Noting>
{
public:
    Noting(const rapidjson::StringStream &stream, QHash<QString, qsizetype> &offsets)
        : m_stream(stream)
        , m_offsets(offsets)
    {}

    std::optional<qsizetype> twice; // a name that its object has already

    // The reader works on a copy of the stream while it is in a string or a number: at() is still where these
    // begin.
    bool Default()
    {
        note(at());
        return true;
    }
    bool String(const char *, rapidjson::SizeType, bool) { return Default(); }
    bool Key(const char *text, rapidjson::SizeType length, bool)
    {
        m_levels.back().name = QString::fromUtf8(text, static_cast<qsizetype>(length));
        const QString path = here();
        if (m_offsets.contains(path))
            twice = at();
        m_offsets.insert(path, at());
        return !twice;
    }
    bool StartObject() { return start(false); }
    bool StartArray() { return start(true); }
    bool EndObject(rapidjson::SizeType) { return end(); }
    bool EndArray(rapidjson::SizeType) { return end(); }

private:
    struct Level
    {
        QString path;
        bool isArray = false;
        int index = 0;
        QString name;
    };

    qsizetype at() const { return static_cast<qsizetype>(m_stream.Tell()); }
    QString here() const
    {
        if (m_levels.empty())
            return {};
        const Level &level = m_levels.back();
        if (level.isArray)
            return QStringLiteral("%1[%2]").arg(level.path).arg(level.index);
        return level.path.isEmpty() ? level.name : level.path + QLatin1Char('.') + level.name;
    }
    /// A value begins at `offset`; of a member the name's place has been noted.
    void note(qsizetype offset)
    {
        if (m_levels.empty() || !m_levels.back().isArray)
            return;
        m_offsets.insert(here(), offset);
        ++m_levels.back().index;
    }
    bool start(bool isArray)
    {
        const QString path = here();
        if (!m_levels.empty() && m_levels.back().isArray)
            m_offsets.insert(path, at());
        m_levels.push_back({path, isArray, 0, {}});
        return true;
    }
    bool end()
    {
        m_levels.pop_back();
        if (!m_levels.empty() && m_levels.back().isArray)
            ++m_levels.back().index;
        return true;
    }

    const rapidjson::StringStream &m_stream;
    QHash<QString, qsizetype> &m_offsets;
    std::vector<Level> m_levels;
};

} // namespace

JsonPlaces::JsonPlaces(const QByteArray &json)
    : m_json(json)
{
    rapidjson::StringStream stream(m_json.constData());
    Noting noting(stream, m_offsets);
    rapidjson::Reader reader;
    const rapidjson::ParseResult result =
        reader.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(stream, noting);
    if (noting.twice)
        m_fault = Fault{placeOf(*noting.twice), QStringLiteral("this name stands twice in its object")};
    else if (result.IsError())
        m_fault = Fault{placeOf(static_cast<qsizetype>(result.Offset())),
                        QString::fromLatin1(rapidjson::GetParseError_En(result.Code()))};
}

TextPlace JsonPlaces::of(const QString &path) const
{
    for (QString tried = path; !tried.isEmpty();) {
        const auto found = m_offsets.constFind(tried);
        if (found != m_offsets.constEnd())
            return placeOf(*found);
        const qsizetype dot = tried.lastIndexOf(QLatin1Char('.'));
        const qsizetype bracket = tried.lastIndexOf(QLatin1Char('['));
        tried.truncate(std::max<qsizetype>({dot, bracket, 0}));
    }
    return {};
}

TextPlace JsonPlaces::placeOf(qsizetype offset) const
{
    const QByteArrayView before =
        QByteArrayView(m_json).first(std::clamp<qsizetype>(offset, 0, m_json.size()));
    return {static_cast<int>(before.count('\n')) + 1,
            static_cast<int>(before.size() - (before.lastIndexOf('\n') + 1)) + 1};
}

} // namespace core
