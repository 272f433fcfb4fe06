// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/exercisepage.h"

#include "core/annotate/annotate.h"
#include "ui/lesson/lessontext.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

using Fading = core::LessonExercise::Fading;

constexpr quint64 byteBits = 8;
constexpr int boxLimit = 640; // pixels; longer ones scroll

const char *phraseOf(Fading fading)
{
    switch (fading) {
    case Fading::Example:
        return "exercise.example";
    case Fading::Half:
        return "exercise.half";
    case Fading::Empty:
        break;
    }
    return "exercise.empty";
}

/// The bits of a span as they are typed: binary below a byte, else hex.
QString bitsText(const QByteArray &bytes, core::BitSpan span, bool binary)
{
    if (!binary)
        return QString::fromLatin1(bytes
                                       .sliced(static_cast<qsizetype>(span.bit / byteBits),
                                               static_cast<qsizetype>(span.bits / byteBits))
                                       .toHex(' '));
    QString text;
    for (quint64 bit = span.bit; bit < span.end(); ++bit) {
        const auto byte = static_cast<quint8>(bytes[static_cast<qsizetype>(bit / byteBits)]);
        text += QLatin1Char((byte >> (byteBits - 1 - bit % byteBits) & 1) != 0 ? '1' : '0');
    }
    return text;
}

} // namespace

ExercisePage::ExercisePage(LessonDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_kind(new QLabel(this))
    , m_text(new QLabel(this))
    , m_grid(new QGridLayout)
    , m_check(new QPushButton(this))
    , m_hint(new QPushButton(this))
    , m_giveUp(new QPushButton(this))
    , m_verdict(new QLabel(this))
    , m_hintText(new QLabel(this))
{
    build();
    connect(m_check, &QPushButton::clicked, this, &ExercisePage::judge);
    connect(m_hint, &QPushButton::clicked, this, [this] {
        ++m_hints;
        showHints();
    });
    connect(m_giveUp, &QPushButton::clicked, this, [this] {
        const core::LessonExercise *const exercise = m_desk.play().exercise();
        if (exercise == nullptr)
            return;
        m_verdict->setText(htmlOf(m_narrator->phrase(
            "exercise.answer", {{QStringLiteral("answer"), m_desk.play().answerOf(*exercise)}})));
        m_verdict->show();
    });
}

void ExercisePage::build()
{
    for (QLabel *each : {m_text, m_verdict, m_hintText}) {
        each->setWordWrap(true);
        each->setTextFormat(Qt::RichText);
        each->setTextInteractionFlags(Qt::TextBrowserInteraction);
    }
    m_check->setObjectName(QStringLiteral("primary"));
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(12);
    rows->addWidget(m_kind);
    rows->addWidget(m_text);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(2, 1); // names and boxes stand side by side
    rows->addLayout(m_grid);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    for (QPushButton *each : {m_check, m_hint, m_giveUp})
        buttons->addWidget(each);
    buttons->addStretch(1);
    rows->addLayout(buttons);
    rows->addWidget(m_verdict);
    rows->addWidget(m_hintText);
    rows->addStretch(1);
}

void ExercisePage::addBox(const QString &label, const QString &text, bool given, int row, int characters)
{
    auto *const name = new QLabel(label, this);
    auto *const box = new QLineEdit(text, this);
    box->setReadOnly(given);
    box->setFont(m_theme.zoomedFont(FontRole::Mono));
    box->setAccessibleName(label);
    if (characters > 0)
        box->setFixedWidth(std::min(
            boxLimit, std::max(characters, 4) * box->fontMetrics().horizontalAdvance(QLatin1Char('0')) + 40));
    if (given)
        box->setFocusPolicy(Qt::NoFocus);
    connect(box, &QLineEdit::returnPressed, this, &ExercisePage::judge);
    m_grid->addWidget(name, row, 0);
    m_grid->addWidget(box, row, 1, 1, characters > 0 ? 1 : 2);
    name->show();
    box->show();
    m_labels.push_back(name);
    m_boxes.push_back(box);
}

void ExercisePage::rebuild(const core::LessonExercise &exercise)
{
    qDeleteAll(m_boxes);
    qDeleteAll(m_labels);
    m_boxes.clear();
    m_labels.clear();
    m_parts.clear();
    m_hints = 0;
    m_shown = exercise.id;
    m_verdict->clear();
    const QString answer = m_desk.play().answerOf(exercise);
    if (!exercise.isFrame || exercise.fading == Fading::Empty) {
        addBox(m_narrator->phrase(exercise.isFrame ? "exercise.hex" : "exercise.text"),
               exercise.fading == Fading::Example ? answer : QString(), exercise.fading == Fading::Example, 0,
               0);
    } else {
        const QByteArray bytes = QByteArray::fromHex(answer.toLatin1());
        const core::Field tree = core::annotateFrame(core::spanOf(bytes));
        int row = 0;
        for (const core::Field *leaf : core::leavesOf(tree)) {
            const bool isBinary = leaf->span.bits < byteBits;
            const QString id = QString::fromLatin1(leaf->id.data(), static_cast<qsizetype>(leaf->id.size()));
            const bool isGiven =
                exercise.fading == Fading::Example ||
                std::find(exercise.given.begin(), exercise.given.end(), id) != exercise.given.end();
            m_parts.push_back({leaf->id, leaf->span.bits, isBinary});
            const QString unit = m_narrator->phrase(
                isBinary ? "exercise.bits" : "exercise.bytes",
                {{QStringLiteral("count"),
                  QString::number(isBinary ? leaf->span.bits : leaf->span.bits / byteBits)}});
            addBox(QStringLiteral("%1 · %2").arg(m_narrator->fieldLabel(leaf->id), unit),
                   isGiven ? bitsText(bytes, leaf->span, isBinary) : QString(), isGiven, row++,
                   static_cast<int>(isBinary ? leaf->span.bits : leaf->span.bits / byteBits * 3));
        }
    }
    for (QLineEdit *each : m_boxes)
        if (!each->isReadOnly()) {
            each->setFocus();
            break;
        }
    if (const core::LessonAnswer *const before = m_desk.play().answerTo(exercise.id);
        before != nullptr && m_parts.empty() && !m_boxes.empty())
        m_boxes.front()->setText(before->text);
}

QString ExercisePage::typed() const
{
    if (m_parts.empty())
        return m_boxes.empty() ? QString() : m_boxes.front()->text();
    QString bits;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const QString text = m_boxes[i]->text().remove(QLatin1Char(' ')).toLower();
        QString here = text;
        if (!m_parts[i].isBinary) {
            const auto bytes = core::fromHex(text.toLatin1());
            if (!bytes)
                return {};
            here = bitsText(*bytes, {0, byteBits * static_cast<quint64>(bytes->size())}, true);
        }
        const bool isBits = std::all_of(
            here.begin(), here.end(), [](QChar c) { return c == QLatin1Char('0') || c == QLatin1Char('1'); });
        if (!isBits || static_cast<quint64>(here.size()) != m_parts[i].bits)
            return {};
        bits += here;
    }
    QByteArray bytes;
    for (qsizetype at = 0; at + 8 <= bits.size(); at += 8)
        bytes += static_cast<char>(bits.mid(at, 8).toUInt(nullptr, 2));
    return QString::fromLatin1(bytes.toHex());
}

void ExercisePage::judge()
{
    const core::LessonExercise *const exercise = m_desk.play().exercise();
    if (exercise == nullptr || exercise->fading == Fading::Example)
        return;
    const Narrator &say = *m_narrator;
    const QString given = typed();
    QString text;
    if (given.isEmpty()) {
        text = say.phrase("exercise.unfinished");
    } else {
        const core::LessonPlay::Verdict verdict = m_desk.attempt(given);
        const auto filled = [&](const core::LocalText &said) {
            return say.catalogue().markdownOf(localText(said, say.language()), say.language(),
                                              m_desk.play().numbers());
        };
        if (verdict.right)
            text = QStringLiteral("**✓ %1**\n\n%2")
                       .arg(say.phrase("exercise.solved"), filled(exercise->explain));
        else if (verdict.slip != nullptr)
            text = QStringLiteral("**✗** ") + filled(verdict.slip->feedback);
        else if (!verdict.readable)
            text = QStringLiteral("**✗** ") + say.phrase("exercise.unreadable");
        else if (verdict.wrongBit)
            text =
                QStringLiteral("**✗** ") +
                say.phrase("exercise.wrongbit", {{QStringLiteral("bit"), QString::number(*verdict.wrongBit)},
                                                 {QStringLiteral("field"), say.fieldLabel(verdict.field)}});
        else
            text = QStringLiteral("**✗** ") + say.phrase("exercise.wrong");
    }
    m_verdict->setText(htmlOf(text));
    refresh();
}

void ExercisePage::showHints()
{
    const core::LessonExercise *const exercise = m_desk.play().exercise();
    if (exercise == nullptr)
        return;
    QString text;
    for (int i = 0; i < m_hints && i < static_cast<int>(exercise->hints.size()); ++i)
        text += QStringLiteral("%1. %2\n")
                    .arg(i + 1)
                    .arg(m_narrator->catalogue().markdownOf(
                        localText(exercise->hints[static_cast<std::size_t>(i)], m_narrator->language()),
                        m_narrator->language(), m_desk.play().numbers()));
    m_hintText->setText(htmlOf(text));
    m_hintText->setVisible(!text.isEmpty());
    m_hint->setEnabled(m_hints < static_cast<int>(exercise->hints.size()));
    m_giveUp->setVisible(m_hints >= static_cast<int>(exercise->hints.size()) &&
                         exercise->fading != Fading::Example &&
                         m_desk.play().answerTo(exercise->id) != nullptr);
}

void ExercisePage::refresh()
{
    const core::LessonExercise *const exercise =
        m_desk.page() == LessonDesk::Page::Stop ? m_desk.play().exercise() : nullptr;
    if (exercise == nullptr || !m_narrator) {
        m_shown.clear();
        return;
    }
    if (m_shown != exercise->id)
        rebuild(*exercise);
    const Narrator &say = *m_narrator;
    const bool isExample = exercise->fading == Fading::Example;
    m_kind->setText(say.phrase(phraseOf(exercise->fading)));
    m_text->setText(lessonHtml(say, exercise->text, m_desk.play().numbers()));
    m_check->setText(say.phrase("exercise.check"));
    m_hint->setText(say.phrase("exercise.hint"));
    m_giveUp->setText(say.phrase("exercise.giveup"));
    m_check->setVisible(!isExample);
    m_hint->setVisible(!isExample);
    if (isExample)
        m_verdict->setText(lessonHtml(say, exercise->explain, m_desk.play().numbers()));
    m_verdict->setVisible(!m_verdict->text().isEmpty());
    showHints();
}

QString ExercisePage::verdict() const { return m_verdict->text(); }

void ExercisePage::setNarrator(const Narrator &narrator)
{
    const bool isNew = m_narrator && m_narrator->language() != narrator.language();
    m_narrator = narrator;
    if (isNew) {
        QStringList before;
        for (const QLineEdit *each : m_boxes)
            before += each->text();
        m_shown.clear();
        refresh();
        for (qsizetype i = 0; i < before.size() && i < static_cast<qsizetype>(m_boxes.size()); ++i)
            m_boxes[static_cast<std::size_t>(i)]->setText(before[i]);
        return;
    }
    refresh();
}

void ExercisePage::setTheme(const Theme &theme)
{
    m_theme = theme;
    const auto style = [&theme](QLabel *label, Ink ink, int pixels, bool bold = false) {
        label->setStyleSheet(QStringLiteral("color: %1; font-size: %2px;%3")
                                 .arg(theme.ink(ink).name())
                                 .arg(qRound(pixels * theme.zoom()))
                                 .arg(bold ? QStringLiteral(" font-weight: bold;") : QString()));
    };
    style(m_kind, Ink::Secondary, 14);
    style(m_text, Ink::Normal, 18, true);
    style(m_verdict, Ink::Normal, 16);
    style(m_hintText, Ink::Secondary, 14);
    for (QPushButton *each : {m_check, m_hint, m_giveUp})
        each->setStyleSheet(QStringLiteral("font-size: %1px;").arg(qRound(15 * theme.zoom())));
    for (QLineEdit *each : m_boxes)
        each->setFont(theme.zoomedFont(FontRole::Mono));
    refresh();
}

} // namespace ui
