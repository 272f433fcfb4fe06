// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/framepage.h"

#include "ui/lab/bitcells.h"
#include "ui/lab/choicebox.h"
#include "ui/lab/framebytes.h"
#include "ui/lab/inputs.h"
#include "ui/lab/textline.h"
#include "ui/lab/words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace ui {

namespace {

constexpr int asHex = 1; // of m_form

} // namespace

FramePage::FramePage(QWidget *parent)
    : ComposerPage(parent)
    , m_bits(new BitCells(this))
    , m_lengthLabel(new QLabel(this))
    , m_length(new TextLine(this))
    , m_keyLabel(new QLabel(this))
    , m_key(new TextLine(this))
    , m_payloadLabel(new QLabel(this))
    , m_form(new ChoiceBox(this))
    , m_payload(new TextLine(this))
    , m_count(new QLabel(this))
    , m_clear(new QPushButton(this))
    , m_preview(new FrameBytes(this))
{
    m_bits->setObjectName(QStringLiteral("bits"));
    m_length->setObjectName(QStringLiteral("frameLength"));
    m_key->setObjectName(QStringLiteral("frameKey"));
    m_form->setObjectName(QStringLiteral("frameForm"));
    m_payload->setObjectName(QStringLiteral("framePayload"));
    m_preview->setObjectName(QStringLiteral("framePreview"));
    m_clear->setObjectName(QStringLiteral("frameClear"));
    auto *const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->addWidget(m_bits, 0, 0, 2, 1);
    for (QLabel *label : {m_lengthLabel, m_keyLabel, m_payloadLabel, m_count})
        label->setFixedHeight(18);
    m_length->setFixedWidth(96);
    m_key->setFixedWidth(100);
    m_key->setMaxLength(8);
    grid->addWidget(m_lengthLabel, 0, 1);
    grid->addWidget(m_length, 1, 1);
    grid->addWidget(m_keyLabel, 0, 2);
    grid->addWidget(m_key, 1, 2);
    grid->addWidget(m_payloadLabel, 0, 3);
    grid->addWidget(m_form, 1, 3);
    grid->addWidget(m_count, 0, 4, Qt::AlignRight);
    grid->addWidget(m_payload, 1, 4);
    grid->addWidget(m_clear, 1, 5);
    grid->setColumnStretch(4, 1);
    connect(m_bits, &BitCells::changed, this, &FramePage::refresh);
    connect(m_form, &QComboBox::currentIndexChanged, this, &FramePage::refresh);
    for (TextLine *line : {m_length, m_key, m_payload}) {
        connect(line, &QLineEdit::textChanged, this, &FramePage::refresh);
        connect(line, &TextLine::sendRequested, this, &FramePage::sendRequested);
    }
    connect(m_clear, &QPushButton::clicked, this, &FramePage::clear);
    retranslate();
}

QWidget *FramePage::foot() { return m_preview; }

bool FramePage::isReadyToSend()
{
    const bool isComposing = m_payload->isComposing();
    m_payload->finishComposing();
    return !isComposing;
}

FrameDraft FramePage::frame() const
{
    FrameDraft draft;
    draft.bits = m_bits->bits();
    draft.extendedLength = m_length->text();
    draft.key = m_key->text();
    draft.payload = m_form->currentIndex() == asHex ? hexBytes(m_payload->text()).value_or(QByteArray())
                                                    : m_payload->text().toUtf8();
    return draft;
}

Draft FramePage::draft() const
{
    const FrameDraft made = frame();
    Draft draft;
    draft.deed = QStringLiteral("send-frame");
    draft.args = made.args();
    draft.bytes = made.payload;
    draft.problem = inputProblem();
    if (made.isComplete())
        draft.note = clashText(made);
    else
        draft.missing = missingText(made);
    return draft;
}

QString FramePage::inputProblem() const
{
    if (!m_key->text().isEmpty() && !isKey(m_key->text()))
        return Words::badKey();
    if (!m_length->text().isEmpty() && !wholeNumber(m_length->text()))
        return tr("The extended length is a whole number, decimal or hex after 0x.");
    const FrameDraft made = frame();
    if (made.length7() && made.lengthBits() == 16 && !m_length->text().isEmpty() && !made.announced())
        return tr("Sixteen bits hold 65535 at most.");
    if (m_form->currentIndex() == asHex && !hexBytes(m_payload->text()))
        return tr("The payload is hex: two digits from 0 to f for each byte.");
    return {};
}

QString FramePage::partName(FrameDraft::Part part)
{
    switch (part) {
    case FrameDraft::Part::Fin:
        return QStringLiteral("FIN");
    case FrameDraft::Part::Rsv1:
        return QStringLiteral("RSV1");
    case FrameDraft::Part::Rsv2:
        return QStringLiteral("RSV2");
    case FrameDraft::Part::Rsv3:
        return QStringLiteral("RSV3");
    case FrameDraft::Part::Opcode:
        return QStringLiteral("opcode");
    case FrameDraft::Part::Mask:
        return QStringLiteral("MASK");
    case FrameDraft::Part::Length:
        return tr("payload length");
    case FrameDraft::Part::ExtendedLength:
        return tr("extended length");
    case FrameDraft::Part::Key:
        return tr("masking key");
    }
    return {};
}

QString FramePage::missingText(const FrameDraft &frame) const
{
    QStringList names;
    for (const FrameDraft::Part part : frame.missing())
        names += partName(part);
    return tr("Still empty: %1").arg(names.join(QStringLiteral(", ")));
}

QString FramePage::clashText(const FrameDraft &frame) const
{
    QStringList said;
    for (const FrameDraft::Clash clash : frame.clashes()) {
        switch (clash) {
        case FrameDraft::Clash::LengthDiffers:
            said += tr("The length says %1, the payload has %2.")
                        .arg(frame.announced().value_or(0))
                        .arg(frame.payload.size());
            break;
        case FrameDraft::Clash::KeyWithoutMask:
            said += tr("MASK is 0, so the key is not sent.");
            break;
        case FrameDraft::Clash::LongLengthForm:
            said += tr("The length would fit into a shorter form.");
            break;
        case FrameDraft::Clash::LengthWithout16:
            said += tr("The seven bits ask for no extended length: it is not sent.");
            break;
        }
    }
    return said.isEmpty() ? QString() : said.join(QLatin1Char(' '));
}

void FramePage::clear()
{
    m_length->clear();
    m_key->clear();
    m_payload->clear();
    m_bits->clear();
}

void FramePage::setTheme(const Theme &theme)
{
    m_bits->setTheme(theme);
    m_preview->setTheme(theme);
    for (QLabel *label : {m_lengthLabel, m_keyLabel, m_payloadLabel, m_count}) {
        label->setFont(theme.font(FontRole::Small));
        label->setStyleSheet(
            QStringLiteral("color: %1; font-size: 12px;").arg(theme.ink(Ink::Secondary).name()));
    }
    for (const auto &[line, tone] :
         {std::pair{m_length, Tone::Length}, {m_key, Tone::Mask}, {m_payload, Tone::Payload}})
        line->setStyleSheet(
            QStringLiteral("QLineEdit { border-bottom: 3px solid %1; }").arg(theme.edge(tone).name()));
    for (TextLine *line : {m_length, m_key})
        line->setFont(theme.font(FontRole::Mono));
}

void FramePage::retranslate()
{
    const int form = std::max(0, m_form->currentIndex());
    const QSignalBlocker quiet(m_form);
    m_form->clear();
    m_form->addItems({tr("Text"), tr("Hex")});
    m_form->setCurrentIndex(form);
    m_form->setAccessibleName(tr("The payload is written as"));
    m_lengthLabel->setText(tr("Extended length"));
    m_length->setAccessibleName(tr("Extended length"));
    m_length->setToolTip(tr("Where the seven bits say 126 (16 bits) or 127 (64 bits). RFC 6455 §5.2"));
    m_keyLabel->setText(tr("Masking key"));
    m_key->setAccessibleName(tr("Masking key"));
    m_key->setToolTip(tr("Four bytes as eight hex digits, where MASK is 1. RFC 6455 §5.3"));
    m_payloadLabel->setText(tr("Payload"));
    m_payload->setAccessibleName(tr("Payload"));
    m_payload->setToolTip(tr("As it is before masking"));
    m_clear->setText(tr("Clear"));
    m_clear->setToolTip(tr("Empty all cells"));
    m_preview->setAccessibleName(tr("The frame's bytes"));
    refresh();
}

void FramePage::refresh()
{
    const FrameDraft made = frame();
    m_length->setPlaceholderText(made.lengthBits() == 7 ? QStringLiteral("—")
                                                        : tr("%1 bits").arg(made.lengthBits()));
    m_key->setPlaceholderText(made.isMasked() ? QStringLiteral("········") : QStringLiteral("—"));
    m_count->setText(Words::bytes(made.payload.size()));
    m_preview->setDraft(made);
    emit changed();
}

} // namespace ui
