// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/particle.h"

namespace ui {

namespace {

enum class Ending : quint8 { Open, Closed, ClosedRieul };

Ending endingOf(QStringView word)
{
    qsizetype end = word.size();
    if (word.endsWith(QLatin1Char(')'))) {
        const qsizetype bracket = word.lastIndexOf(QLatin1Char('('));
        if (bracket > 0)
            end = bracket;
    }
    while (end > 0 && !word[end - 1].isLetterOrNumber())
        --end;
    if (end == 0)
        return Ending::Open;
    const char16_t last = word[end - 1].toUpper().unicode();
    if (last >= 0xac00 && last <= 0xd7a3) {
        const int final = (last - 0xac00) % 28;
        return final == 0 ? Ending::Open : final == 8 ? Ending::ClosedRieul : Ending::Closed;
    }
    switch (last) {
    case u'1': // 일
    case u'7': // 칠
    case u'8': // 팔
    case u'L': // 엘
    case u'R': // 알
        return Ending::ClosedRieul;
    case u'0': // 영
    case u'3': // 삼
    case u'6': // 육
    case u'M': // 엠
    case u'N': // 엔
        return Ending::Closed;
    default:
        return Ending::Open;
    }
}

struct Pair
{
    QStringView afterClosed;
    QStringView afterOpen;
};
constexpr Pair pairs[] = {{u"을", u"를"}, {u"은", u"는"}, {u"이", u"가"}, {u"과", u"와"}, {u"으로", u"로"}};

} // namespace

QString particleFor(QStringView word, QStringView pair)
{
    const Ending ending = endingOf(word);
    const QStringView first = pair.left(pair.indexOf(QLatin1Char('/')));
    for (const Pair &p : pairs) {
        if (first != p.afterClosed && first != p.afterOpen)
            continue;
        const bool rieulRo = p.afterOpen == u"로" && ending == Ending::ClosedRieul;
        return (ending == Ending::Open || rieulRo ? p.afterOpen : p.afterClosed).toString();
    }
    return pair.toString();
}

} // namespace ui
