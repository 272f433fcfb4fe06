// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/sendingoptions.h"

#include "ui/lab/choicebox.h"
#include "ui/lab/inputs.h"
#include "ui/lab/textline.h"
#include "ui/lab/tickbox.h"
#include "ui/lab/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

namespace ui {

namespace {

enum Cutting : int { OneFrame, Fragments, AtBytes };
enum KeyKind : int { Random, Fixed, Zero };

/// Whether a frame that begins there begins inside a character of UTF-8.
bool isInsideCharacter(const QByteArray &bytes, qsizetype offset)
{
    return offset < bytes.size() && (static_cast<quint8>(bytes[offset]) & 0xc0) == 0x80;
}

/// The items anew in the language of now, the choice kept.
void refill(ChoiceBox *box, const QStringList &items)
{
    const int current = std::max(0, box->currentIndex());
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItems(items);
    box->setCurrentIndex(current);
}

} // namespace

SendingOptions::SendingOptions(QWidget *parent)
    : QWidget(parent)
    , m_cutting(new ChoiceBox(this))
    , m_fragments(new QSpinBox(this))
    , m_offsets(new TextLine(this))
    , m_compress(new TickBox(this))
    , m_keyLabel(new QLabel(this))
    , m_keyKind(new ChoiceBox(this))
    , m_key(new TextLine(this))
{
    m_cutting->setObjectName(QStringLiteral("cutting"));
    m_fragments->setObjectName(QStringLiteral("fragments"));
    m_offsets->setObjectName(QStringLiteral("offsets"));
    m_compress->setObjectName(QStringLiteral("compress"));
    m_keyKind->setObjectName(QStringLiteral("keyKind"));
    m_key->setObjectName(QStringLiteral("key"));
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_fragments->setRange(2, 1000);
    m_fragments->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_fragments->setFixedWidth(56);
    m_offsets->setFixedWidth(120);
    m_key->setFixedWidth(100);
    m_key->setMaxLength(8);
    for (QWidget *widget : {static_cast<QWidget *>(m_cutting), static_cast<QWidget *>(m_fragments),
                            static_cast<QWidget *>(m_offsets), static_cast<QWidget *>(m_compress)})
        row->addWidget(widget);
    row->addWidget(m_keyLabel);
    row->addWidget(m_keyKind);
    row->addWidget(m_key);
    row->addStretch(1);
    for (ChoiceBox *box : {m_cutting, m_keyKind})
        connect(box, &QComboBox::currentIndexChanged, this, &SendingOptions::refresh);
    connect(m_fragments, &QSpinBox::valueChanged, this, &SendingOptions::refresh);
    for (TextLine *line : {m_offsets, m_key}) {
        connect(line, &QLineEdit::textChanged, this, &SendingOptions::refresh);
        connect(line, &TextLine::sendRequested, this, &SendingOptions::sendRequested);
    }
    connect(m_compress, &TickBox::toggled, this, &SendingOptions::refresh);
    retranslate();
}

void SendingOptions::setOffered(bool frames, bool compress, bool key)
{
    m_hasFrames = frames;
    m_hasCompress = compress;
    m_hasKey = key;
    refresh();
}

QJsonObject SendingOptions::args() const
{
    QJsonObject args;
    if (m_hasFrames && m_cutting->currentIndex() == Fragments)
        args.insert(QLatin1StringView("fragments"), m_fragments->value());
    else if (m_hasFrames && m_cutting->currentIndex() == AtBytes)
        args.insert(QLatin1StringView("split_at"),
                    splitOffsets(m_offsets->text(), std::numeric_limits<int>::max()).value_or(QJsonArray()));
    if (m_hasCompress)
        args.insert(QLatin1StringView("compress"), m_compress->isChecked());
    if (m_hasKey)
        args.insert(QLatin1StringView("key"), m_keyKind->currentIndex() == Fixed  ? m_key->text().toLower()
                                              : m_keyKind->currentIndex() == Zero ? QStringLiteral("zero")
                                                                                  : QStringLiteral("random"));
    return args;
}

QString SendingOptions::problem(const QByteArray &bytes) const
{
    if (m_hasFrames && m_cutting->currentIndex() == AtBytes && !m_offsets->text().isEmpty() &&
        !splitOffsets(m_offsets->text(), bytes.size())) {
        if (bytes.size() < 2)
            return tr("A message of less than two bytes cannot be cut.");
        return tr("Where new frames begin: byte numbers that rise, from 1 to %1, as “2, 5”.")
            .arg(bytes.size() - 1);
    }
    if (m_hasKey && m_keyKind->currentIndex() == Fixed && !m_key->text().isEmpty() && !isKey(m_key->text()))
        return Words::badKey();
    return {};
}

QString SendingOptions::missing() const
{
    if (m_hasFrames && m_cutting->currentIndex() == AtBytes && m_offsets->text().isEmpty())
        return tr("Still to say: the bytes at which new frames begin.");
    if (m_hasKey && m_keyKind->currentIndex() == Fixed && m_key->text().isEmpty())
        return tr("Still to say: the masking key, eight hex digits.");
    return {};
}

QString SendingOptions::note(const QByteArray &bytes) const
{
    if (m_hasKey && m_keyKind->currentIndex() == Zero)
        return tr("With a key of zeros the payload goes out as it is, though MASK is 1.");
    if (!m_hasFrames || m_cutting->currentIndex() != AtBytes)
        return {};
    for (const QJsonValue &offset : splitOffsets(m_offsets->text(), bytes.size()).value_or(QJsonArray()))
        if (isInsideCharacter(bytes, static_cast<qsizetype>(offset.toInteger())))
            return tr("Byte %1 lies inside a character. That is allowed: only the whole message must be "
                      "UTF-8.")
                .arg(offset.toInteger());
    return {};
}

void SendingOptions::setTheme(const Theme &theme)
{
    m_key->setFont(theme.font(FontRole::Mono));
    m_offsets->setFont(theme.font(FontRole::Mono));
    m_keyLabel->setStyleSheet(QStringLiteral("color: %1;").arg(theme.ink(Ink::Secondary).name()));
}

void SendingOptions::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SendingOptions::retranslate()
{
    refill(m_cutting, {tr("In one frame"), tr("In fragments:"), tr("Cut at bytes:")});
    refill(m_keyKind, {tr("Random"), tr("Fixed:"), tr("Zero")});
    m_cutting->setAccessibleName(tr("Frames of the message"));
    m_cutting->setToolTip(tr("A message may go out in several frames. RFC 6455 §5.4"));
    m_fragments->setAccessibleName(tr("Number of fragments"));
    m_offsets->setAccessibleName(tr("Bytes at which new frames begin"));
    m_offsets->setPlaceholderText(QStringLiteral("2, 5"));
    m_compress->setText(tr("Compressed"));
    m_compress->setToolTip(tr("permessage-deflate, RFC 7692"));
    m_keyLabel->setText(tr("Masking key"));
    m_keyKind->setAccessibleName(tr("Masking key"));
    m_keyKind->setToolTip(tr("A client masks every frame, with a new key each time. RFC 6455 §5.3"));
    m_key->setAccessibleName(tr("Masking key, eight hex digits"));
    m_key->setPlaceholderText(QStringLiteral("37fa213d"));
    refresh();
}

void SendingOptions::refresh()
{
    m_cutting->setVisible(m_hasFrames);
    m_fragments->setVisible(m_hasFrames && m_cutting->currentIndex() == Fragments);
    m_offsets->setVisible(m_hasFrames && m_cutting->currentIndex() == AtBytes);
    m_compress->setVisible(m_hasCompress);
    m_keyLabel->setVisible(m_hasKey);
    m_keyKind->setVisible(m_hasKey);
    m_key->setVisible(m_hasKey && m_keyKind->currentIndex() == Fixed);
    emit changed();
}

} // namespace ui
