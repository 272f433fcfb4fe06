// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/lessonpaper.h"

#include "ui/export/paper.h"
#include "ui/export/unitpicture.h"
#include "ui/lesson/lessontext.h"

#include <QRegularExpression>

namespace ui {

namespace {

constexpr qsizetype cellsPerRow = 12;
constexpr qsizetype cellsMost = 64; // of one exercise; longer ones say how many there are

QString paragraph(const QString &html, const char *style = "")
{
    return QStringLiteral("<p style=\"%1\">%2</p>").arg(QLatin1StringView(style), html);
}

/// A text of the lesson as HTML without a frame around it.
QString inlineHtml(const Narrator &say, const core::LocalText &text, const core::LessonNumbers &numbers)
{
    return lessonPlain(say, text, numbers)
        .toHtmlEscaped()
        .replace(QLatin1Char('\n'), QLatin1StringView("<br/>"));
}

/// The same with its marks, tables and code; terms are no links on paper.
QString blockHtml(const Narrator &say, const core::LocalText &text, const core::LessonNumbers &numbers)
{
    static const QRegularExpression link(QStringLiteral("</?a[^>]*>"));
    static const QRegularExpression style(QStringLiteral(" style=\"[^\"]*\""));
    const QString html = lessonHtml(say, text, numbers);
    const qsizetype from = html.indexOf(QLatin1StringView("<body>")) + 6;
    return html.mid(from, html.indexOf(QLatin1StringView("</body>")) - from).remove(link).remove(style);
}

/// Empty cells to write bytes into, or the bytes in them.
QString byteCells(const QByteArray &bytes, bool filled)
{
    QString html;
    const qsizetype count = std::min(bytes.size(), cellsMost);
    for (qsizetype at = 0; at < count; at += cellsPerRow) {
        html += QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"5\"><tr>");
        for (qsizetype i = at; i < std::min(count, at + cellsPerRow); ++i)
            html += QStringLiteral("<td align=\"center\" width=\"36\">%1</td>")
                        .arg(filled ? QString::fromLatin1(bytes.mid(i, 1).toHex())
                                    : QStringLiteral("&nbsp;&nbsp;&nbsp;&nbsp;"));
        html += QStringLiteral("</tr></table>");
    }
    return html + (bytes.size() > count ? QStringLiteral("…") : QString());
}

class Sheet
{
public:
    Sheet(const core::LessonPlay &play, const Narrator &say, bool answers)
        : m_play(play)
        , m_say(say)
        , m_answers(answers)
    {}

    QString html()
    {
        const core::Lesson &lesson = m_play.lesson();
        const Language language = m_say.language();
        m_html = QStringLiteral("<h1>%1 · %2</h1>")
                     .arg(lesson.id, localText(lesson.title, language).toHtmlEscaped());
        m_html += paragraph(m_say.phrase(m_answers ? "paper.answers" : "paper.name").toHtmlEscaped());
        m_html += paragraph(localText(lesson.goal, language).toHtmlEscaped());
        std::size_t segment = ~std::size_t(0);
        for (const core::LessonStop &stop : core::lessonStops(lesson)) {
            if (stop.kind == core::LessonStop::Kind::Step)
                continue;
            if (segment != stop.segment) {
                segment = stop.segment;
                m_html += QStringLiteral("<h2>%1</h2>")
                              .arg(localText(lesson.segments[segment].purpose, language).toHtmlEscaped());
            }
            if (stop.kind == core::LessonStop::Kind::Question)
                add(lesson.questions[stop.index]);
            else
                add(lesson.exercises[stop.index]);
        }
        return m_html;
    }

private:
    void add(const core::LessonQuestion &question)
    {
        m_html += paragraph(QStringLiteral("<b>%1. %2</b>")
                                .arg(++m_number)
                                .arg(inlineHtml(m_say, question.text, m_play.numbers())));
        const auto options = m_play.options(question);
        for (std::size_t i = 0; i < options.size(); ++i) {
            const bool isRight = m_answers && options[i].right;
            QString line = QStringLiteral("%1&nbsp;&nbsp;%2")
                               .arg(isRight ? QStringLiteral("☑") : QStringLiteral("☐"),
                                    optionText(m_say, question.options[i], options[i]).toHtmlEscaped());
            if (m_answers && !question.options[i].misconception.isEmpty())
                line +=
                    QStringLiteral("&nbsp;&nbsp;(%1)").arg(question.options[i].misconception.toHtmlEscaped());
            m_html += paragraph(line, "margin-left: 16px; margin-top: 2px; margin-bottom: 2px;");
            if (m_answers && !question.options[i].feedback.ko.isEmpty())
                m_html += paragraph(inlineHtml(m_say, question.options[i].feedback, m_play.numbers()),
                                    "margin-left: 36px; margin-top: 0; color: #5b6470;");
        }
        if (m_answers && question.answer)
            m_html += paragraph(m_say.phrase("paper.observed").toHtmlEscaped(), "margin-left: 16px;");
    }

    void add(const core::LessonExercise &exercise)
    {
        m_html += paragraph(QStringLiteral("<b>%1. %2</b>")
                                .arg(++m_number)
                                .arg(inlineHtml(m_say, exercise.text, m_play.numbers())));
        const QString answer = m_play.answerOf(exercise);
        const bool isShown = m_answers || exercise.fading == core::LessonExercise::Fading::Example;
        if (exercise.isFrame)
            m_html += byteCells(QByteArray::fromHex(answer.toLatin1()), isShown);
        else
            m_html += paragraph(isShown ? answer.toHtmlEscaped() : QString(40, QLatin1Char('_')));
        if (m_answers)
            m_html += paragraph(inlineHtml(m_say, exercise.explain, m_play.numbers()), "color: #5b6470;");
    }

    const core::LessonPlay &m_play;
    const Narrator &m_say;
    bool m_answers;
    QString m_html;
    int m_number = 0;
};

} // namespace

QString worksheetHtml(const core::LessonPlay &play, const Narrator &narrator, bool answers)
{
    return Sheet(play, narrator, answers).html();
}

bool writeWorksheet(QIODevice &device, const core::LessonPlay &play, const Narrator &narrator, bool answers)
{
    return writePaper(
        device,
        QStringLiteral("%1 · %2").arg(play.lesson().id, localText(play.lesson().title, narrator.language())),
        worksheetHtml(play, narrator, answers));
}

QString handoutHtml(const core::LessonPlay &play, const LessonRecordings &recordings,
                    const Narrator &narrator, bool answers)
{
    const core::Lesson &lesson = play.lesson();
    const Language language = narrator.language();
    QString html;
    std::size_t segment = ~std::size_t(0);
    const auto steps = lesson.steps();
    for (const core::LessonStop &stop : core::lessonStops(lesson)) {
        if (segment != stop.segment) {
            segment = stop.segment;
            html += QStringLiteral("<h2>%1</h2>\n")
                        .arg(localText(lesson.segments[segment].purpose, language).toHtmlEscaped());
        }
        if (stop.kind == core::LessonStop::Kind::Question) {
            const core::LessonQuestion &question = lesson.questions[stop.index];
            html += QStringLiteral("<div class=\"q\"><p><b>%1</b></p><ul>")
                        .arg(inlineHtml(narrator, question.text, play.numbers()));
            const auto options = play.options(question);
            for (std::size_t i = 0; i < options.size(); ++i)
                html += QStringLiteral("<li%1>%2</li>")
                            .arg(answers && options[i].right ? QStringLiteral(" class=\"right\"") : QString(),
                                 optionText(narrator, question.options[i], options[i]).toHtmlEscaped());
            html += QStringLiteral("</ul></div>\n");
            continue;
        }
        if (stop.kind == core::LessonStop::Kind::Exercise) {
            const core::LessonExercise &exercise = lesson.exercises[stop.index];
            html += QStringLiteral("<div class=\"q\"><p><b>%1</b></p>")
                        .arg(inlineHtml(narrator, exercise.text, play.numbers()));
            if (answers)
                html +=
                    QStringLiteral("<p class=\"right\">%1</p>").arg(play.answerOf(exercise).toHtmlEscaped());
            html += QStringLiteral("</div>\n");
            continue;
        }
        const core::LessonStep &step = *steps[stop.index];
        html += blockHtml(narrator, step.caption, play.numbers());
        const auto recorded = recordings.find(step.run);
        const auto found =
            recorded == recordings.end() ? std::nullopt : core::findPlace(step.place, *recorded->second);
        if (!found || !found->unit)
            continue;
        const core::Conversation &conversation = (*recorded->second)[found->conversation];
        const core::BitSpan bits = found->bits.bits > 0 ? found->bits : conversation.step(found->step).focus;
        html +=
            figureHtml(pictureOf(conversation, *found->unit, bits, narrator.catalogue()), step.rfc, narrator);
    }
    return webPage(QStringLiteral("%1 · %2").arg(lesson.id, localText(lesson.title, language)),
                   localText(lesson.goal, language), html, language);
}

} // namespace ui
