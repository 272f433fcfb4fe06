// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/filter.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

constexpr const char *kinds[] = {"request", "response", "frame", "unknown", "tls"}; // by UnitKind
constexpr const char *opcodes[] = {"continuation", "text", "binary", "close", "ping", "pong"};
constexpr int opcodeValues[] = {0, 1, 2, 8, 9, 10};
constexpr const char *sides[] = {"client", "server"}; // by Direction
constexpr const char *bits[] = {"0", "1"};

constexpr FilterField fields[] = {
    {"opcode", opcodes, false}, {"kind", kinds, false}, {"from", sides, false}, {"size", {}, true},
    {"wire", {}, true},         {"time", {}, true},     {"code", {}, true},     {"number", {}, true},
    {"fin", bits, false},       {"rsv1", bits, false},  {"rsv2", bits, false},  {"rsv3", bits, false},
    {"mask", bits, false},      {"finding", {}, false}, {"hex", {}, false},
};

bool isOperator(QChar c)
{
    return c == QLatin1Char(':') || c == QLatin1Char('=') || c == QLatin1Char('<') || c == QLatin1Char('>') ||
           c == QLatin1Char('!');
}

std::optional<int> indexOf(std::span<const char *const> names, const QString &name)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (name.compare(QLatin1StringView(names[i]), Qt::CaseInsensitive) == 0)
            return static_cast<int>(i);
    return std::nullopt;
}

} // namespace

std::span<const FilterField> filterFields() { return fields; }

/// Recursive descent; stops at the first problem.
class FilterParser
{
public:
    FilterParser(const QString &text, FilterProblem *problem)
        : m_text(text)
        , m_problem(problem)
    {}

    std::optional<Filter> parse()
    {
        skipBlanks();
        if (m_at == m_text.size())
            return Filter();
        if (!either())
            return std::nullopt;
        if (m_at < m_text.size()) {
            fail("filter.bracket", QStringLiteral(")"), m_at);
            return std::nullopt;
        }
        return std::move(m_filter);
    }

private:
    using Node = Filter::Node;
    using Kind = Filter::Kind;

    bool fail(const char *id, const QString &detail, qsizetype at)
    {
        *m_problem = {id, detail, at};
        return false;
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }

    std::size_t add(Node node)
    {
        m_filter.m_nodes.push_back(std::move(node));
        return m_filter.m_nodes.size() - 1;
    }

    /// Takes the word where it stands alone.
    bool takeWord(const char *word)
    {
        const QLatin1StringView wanted(word);
        const qsizetype end = m_at + wanted.size();
        if (m_text.mid(m_at, wanted.size()).compare(wanted, Qt::CaseInsensitive) != 0 ||
            (end < m_text.size() && !m_text[end].isSpace() && m_text[end] != QLatin1Char('(') &&
             m_text[end] != QLatin1Char(')')))
            return false;
        m_at = end;
        skipBlanks();
        return true;
    }

    bool either()
    {
        if (++m_depth > mostBrackets)
            return fail("filter.deep", {}, m_at);
        if (!both())
            return false;
        std::size_t left = m_filter.m_nodes.size() - 1;
        while (takeWord("or")) {
            if (!both())
                return false;
            left = add({.kind = Kind::Or, .left = left, .right = m_filter.m_nodes.size() - 1});
        }
        --m_depth;
        return true;
    }

    bool both()
    {
        if (!negated())
            return false;
        std::size_t left = m_filter.m_nodes.size() - 1;
        while (m_at < m_text.size() && m_text[m_at] != QLatin1Char(')')) {
            const qsizetype before = m_at;
            if (takeWord("or")) {
                m_at = before;
                break;
            }
            takeWord("and");
            if (!negated())
                return false;
            left = add({.kind = Kind::And, .left = left, .right = m_filter.m_nodes.size() - 1});
        }
        return true;
    }

    bool negated()
    {
        bool isNegated = false;
        for (;;) {
            if (takeWord("not")) {
                isNegated = !isNegated;
            } else if (m_at < m_text.size() && m_text[m_at] == QLatin1Char('!')) {
                ++m_at;
                skipBlanks();
                isNegated = !isNegated;
            } else {
                break;
            }
        }
        if (!single())
            return false;
        if (isNegated)
            add({.kind = Kind::Not, .left = m_filter.m_nodes.size() - 1});
        return true;
    }

    bool single()
    {
        if (m_at == m_text.size() || m_text[m_at] == QLatin1Char(')'))
            return fail("filter.missing", {}, m_at);
        if (m_text[m_at] == QLatin1Char('(')) {
            const qsizetype open = m_at++;
            skipBlanks();
            if (!either())
                return false;
            if (m_at == m_text.size() || m_text[m_at] != QLatin1Char(')'))
                return fail("filter.bracket", QStringLiteral("("), open);
            ++m_at;
            skipBlanks();
            return true;
        }
        if (m_text[m_at] == QLatin1Char('"'))
            return quoted();
        if (m_text[m_at] == QLatin1Char('/'))
            return pattern();
        return fieldOrWord();
    }

    bool quoted()
    {
        const qsizetype from = m_at + 1;
        const qsizetype to = m_text.indexOf(QLatin1Char('"'), from);
        if (to < 0)
            return fail("filter.quote", QStringLiteral("\""), m_at);
        m_at = to + 1;
        skipBlanks();
        add({.kind = Kind::Text, .text = m_text.mid(from, to - from)});
        return true;
    }

    bool pattern()
    {
        const qsizetype from = m_at + 1;
        qsizetype to = from;
        while (to < m_text.size() && m_text[to] != QLatin1Char('/'))
            to += m_text[to] == QLatin1Char('\\') ? 2 : 1;
        if (to >= m_text.size())
            return fail("filter.quote", QStringLiteral("/"), m_at);
        QRegularExpression expression(
            m_text.mid(from, to - from).replace(QStringLiteral("\\/"), QStringLiteral("/")),
            QRegularExpression::CaseInsensitiveOption);
        if (!expression.isValid())
            return fail("filter.pattern", expression.errorString(), from + expression.patternErrorOffset());
        m_at = to + 1;
        skipBlanks();
        add({.kind = Kind::Pattern, .pattern = expression});
        return true;
    }

    bool fieldOrWord()
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && !m_text[m_at].isSpace() && !isOperator(m_text[m_at]) &&
               m_text[m_at] != QLatin1Char('(') && m_text[m_at] != QLatin1Char(')'))
            ++m_at;
        const QString name = m_text.mid(from, m_at - from);
        const auto *const field =
            std::find_if(std::begin(fields), std::end(fields), [&](const FilterField &each) {
                return name.compare(QLatin1StringView(each.name), Qt::CaseInsensitive) == 0;
            });
        const qsizetype end = m_at;
        skipBlanks(); // size > 5
        const bool isSpaced = m_at > end;
        const bool hasOperator =
            m_at < m_text.size() && isOperator(m_text[m_at]) &&
            (!isSpaced || (field != std::end(fields) && (m_text[m_at] != QLatin1Char('!') ||
                                                         m_text.mid(m_at + 1, 1) == QLatin1StringView("="))));
        if (!hasOperator) {
            if (field != std::end(fields) && QLatin1StringView(field->name) == QLatin1StringView("finding"))
                add({.kind = Kind::Finding});
            else
                add({.kind = Kind::Text, .text = name});
            return true;
        }
        if (field == std::end(fields))
            return fail("filter.field", name, from);
        const auto compare = takeCompare(*field);
        if (!compare)
            return false;
        return value(*field, *compare);
    }

    std::optional<Filter::Compare> takeCompare(const FilterField &field)
    {
        using C = Filter::Compare;
        static constexpr std::pair<const char *, C> all[] = {
            {"<=", C::LessEqual}, {">=", C::GreaterEqual}, {"!=", C::NotEqual}, {"<", C::Less},
            {">", C::Greater},    {"=", C::Equal},         {":", C::Equal},
        };
        for (const auto &[sign, compare] : all) {
            const QLatin1StringView wanted(sign);
            if (m_text.mid(m_at, wanted.size()) != wanted)
                continue;
            if (compare != C::Equal && !field.isNumber) {
                fail("filter.compare", QLatin1StringView(field.name), m_at);
                return std::nullopt;
            }
            m_at += wanted.size();
            return compare;
        }
        fail("filter.compare", QLatin1StringView(field.name), m_at);
        return std::nullopt;
    }

    /// A value goes on to the next blank or bracket; one may stand between.
    QString takeValue(qsizetype *from)
    {
        skipBlanks();
        *from = m_at;
        while (m_at < m_text.size() && !m_text[m_at].isSpace() && m_text[m_at] != QLatin1Char(')'))
            ++m_at;
        const QString value = m_text.mid(*from, m_at - *from);
        skipBlanks();
        return value;
    }

    bool value(const FilterField &field, Filter::Compare compare)
    {
        const QLatin1StringView name(field.name);
        if (name == QLatin1StringView("hex"))
            return hex();
        qsizetype from = 0;
        const QString text = takeValue(&from);
        if (text.isEmpty())
            return fail("filter.value", QLatin1StringView(field.name), from);
        if (name == QLatin1StringView("finding")) {
            add({.kind = Kind::Finding, .text = text});
            return true;
        }
        if (field.isNumber)
            return number(name, compare, text, from);
        return named(field, text, from);
    }

    bool number(QLatin1StringView name, Filter::Compare compare, QString text, qsizetype from)
    {
        using N = Filter::Number;
        double factor = 1;
        if (name == QLatin1StringView("time")) {
            if (text.endsWith(QLatin1StringView("ms"))) {
                factor = 1e-3;
                text.chop(2);
            } else if (text.endsWith(QLatin1Char('s'))) {
                text.chop(1);
            }
        }
        bool ok = false;
        const double against = text.toDouble(&ok);
        if (!ok)
            return fail("filter.number", text, from);
        const N which = name == QLatin1StringView("size")   ? N::Size
                        : name == QLatin1StringView("wire") ? N::Wire
                        : name == QLatin1StringView("time") ? N::Time
                        : name == QLatin1StringView("code") ? N::Code
                                                            : N::Index;
        add({.kind = Kind::Number, .number = which, .compare = compare, .against = against * factor});
        return true;
    }

    bool named(const FilterField &field, const QString &text, qsizetype from)
    {
        const QLatin1StringView name(field.name);
        const auto index = indexOf(field.values, text);
        if (name == QLatin1StringView("opcode")) {
            bool isNumber = false;
            const int value = text.toInt(&isNumber, 0);
            if (!index && (!isNumber || value < 0 || value > 15))
                return fail("filter.unknown", text, from);
            add({.kind = Kind::Opcode, .value = index ? opcodeValues[*index] : value});
            return true;
        }
        if (!index)
            return fail("filter.unknown", text, from);
        if (name == QLatin1StringView("kind"))
            add({.kind = Kind::UnitKind, .value = *index});
        else if (name == QLatin1StringView("from"))
            add({.kind = Kind::From, .value = *index});
        else
            add({.kind = Kind::Flag, .value = flagMask(name) << 8 | *index});
        return true;
    }

    static int flagMask(QLatin1StringView name)
    {
        return name == QLatin1StringView("fin")    ? 0x80
               : name == QLatin1StringView("rsv1") ? 0x40
               : name == QLatin1StringView("rsv2") ? 0x20
               : name == QLatin1StringView("rsv3") ? 0x10
                                                   : 0x100; // MASK, in the second byte
    }

    /// As many pairs of digits as there are, with blanks between.
    bool hex()
    {
        skipBlanks();
        const qsizetype from = m_at;
        QByteArray digits;
        while (m_at < m_text.size()) {
            qsizetype end = m_at;
            while (end < m_text.size() && !m_text[end].isSpace() && m_text[end] != QLatin1Char(')'))
                ++end;
            const QByteArray part = m_text.mid(m_at, end - m_at).toLatin1();
            const bool isHex = part.size() % 2 == 0 && !part.isEmpty() && fromHex(part).has_value();
            if (!isHex) {
                if (digits.isEmpty())
                    return fail("filter.hex", m_text.mid(m_at, end - m_at), m_at);
                break;
            }
            digits += part;
            m_at = end;
            skipBlanks();
        }
        if (digits.isEmpty())
            return fail("filter.hex", {}, from);
        add({.kind = Kind::Hex, .bytes = *fromHex(digits)});
        return true;
    }

    static constexpr int mostBrackets = 64;

    const QString &m_text;
    FilterProblem *m_problem;
    qsizetype m_at = 0;
    int m_depth = 0;
    Filter m_filter;
};

std::optional<Filter> Filter::parse(const QString &text, FilterProblem *problem)
{
    return FilterParser(text, problem).parse();
}

} // namespace core
