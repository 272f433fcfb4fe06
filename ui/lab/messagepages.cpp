// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/messagepages.h"

#include "core/bytes/bytes.h"
#include "ui/lab/inputs.h"
#include "ui/lab/textline.h"
#include "ui/lab/words.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace ui {

namespace {

QHBoxLayout *rowOf(QWidget *page)
{
    auto *const row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    return row;
}

QString secondary(const Theme &theme)
{
    return QStringLiteral("color: %1;").arg(theme.ink(Ink::Secondary).name());
}

} // namespace

TextPage::TextPage(QWidget *parent)
    : ComposerPage(parent)
    , m_line(new TextLine(this))
    , m_count(new QLabel(this))
{
    m_line->setObjectName(QStringLiteral("text"));
    m_count->setObjectName(QStringLiteral("textCount"));
    QHBoxLayout *const row = rowOf(this);
    row->addWidget(m_line, 1);
    row->addWidget(m_count);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &TextPage::refresh);
    connect(m_line, &TextLine::sendRequested, this, &TextPage::sendRequested);
    retranslate();
}

Draft TextPage::draft() const
{
    Draft draft;
    draft.deed = QStringLiteral("send-text");
    draft.args = {{QStringLiteral("text"), m_line->text()}};
    draft.bytes = m_line->text().toUtf8();
    if (isDecomposed(m_line->text()))
        draft.note = tr("Written with letters taken apart (Unicode form NFD); it is sent as it was typed.");
    return draft;
}

void TextPage::accepted()
{
    m_line->remember(m_line->text());
    m_line->clear();
}

bool TextPage::isReadyToSend()
{
    const bool isComposing = m_line->isComposing();
    m_line->finishComposing();
    return !isComposing;
}

void TextPage::setTheme(const Theme &theme) { m_count->setStyleSheet(secondary(theme)); }

void TextPage::retranslate()
{
    m_line->setAccessibleName(tr("Text of the message"));
    m_line->setPlaceholderText(tr("Text of the message"));
    m_line->setToolTip(tr("Enter sends, the up and down keys bring back what was sent"));
    m_count->setToolTip(tr("Characters as one reads them, and bytes in UTF-8"));
    refresh();
}

void TextPage::refresh()
{
    m_count->setText(QStringLiteral("%1 · %2").arg(Words::characters(characters(m_line->text())),
                                                   Words::bytes(m_line->text().toUtf8().size())));
    emit changed();
}

BytesPage::BytesPage(Kind kind, QWidget *parent)
    : ComposerPage(parent)
    , m_kind(kind)
    , m_line(new TextLine(this))
    , m_fileName(new QLabel(this))
    , m_file(new QPushButton(this))
    , m_count(new QLabel(this))
{
    m_line->setObjectName(kind == Kind::Message ? QStringLiteral("hex") : QStringLiteral("rawHex"));
    QHBoxLayout *const row = rowOf(this);
    m_fileName->setTextFormat(Qt::PlainText);
    m_fileName->hide();
    row->addWidget(m_line, 1);
    row->addWidget(m_fileName, 1);
    row->addWidget(m_file);
    row->addWidget(m_count);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, [this] {
        m_badFile.clear();
        m_isTooLarge = false;
        refresh();
    });
    connect(m_line, &TextLine::sendRequested, this, &BytesPage::sendRequested);
    connect(m_file, &QPushButton::clicked, this, [this] { m_fileBytes ? leaveFile() : chooseFile(); });
    retranslate();
}

Draft BytesPage::draft() const
{
    Draft draft;
    draft.deed = m_kind == Kind::Message ? QStringLiteral("send-binary") : QStringLiteral("send-bytes");
    if (m_isTooLarge) {
        draft.problem = tr("%1 is larger than 16 MiB.").arg(m_badFile);
    } else if (!m_badFile.isEmpty()) {
        draft.problem = tr("%1 cannot be read.").arg(m_badFile);
    } else if (!m_fileBytes) {
        draft.problem = Words::badHex(m_line->text());
        draft.missing = Words::unfinishedHex(m_line->text());
    }
    draft.bytes = m_fileBytes ? *m_fileBytes : hexBytes(m_line->text()).value_or(QByteArray());
    if (m_kind == Kind::Raw && draft.canBeSent() && draft.bytes.isEmpty())
        draft.missing = tr("No byte yet.");
    draft.args = {{QStringLiteral("hex"), QString::fromLatin1(core::toHex(core::spanOf(draft.bytes)))}};
    return draft;
}

void BytesPage::accepted() { m_line->remember(m_line->text()); }

void BytesPage::takeFile(const QString &path)
{
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    m_isTooLarge = file.size() > fileLimit;
    m_fileBytes.reset();
    m_badFile = name;
    if (!m_isTooLarge && file.open(QIODevice::ReadOnly)) {
        m_fileBytes = file.readAll();
        m_badFile.clear();
        m_fileName->setText(name);
    }
    retranslate();
}

void BytesPage::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Bytes from a file"));
    if (!path.isEmpty())
        takeFile(path);
}

void BytesPage::leaveFile()
{
    m_fileBytes.reset();
    retranslate();
    m_line->setFocus();
}

void BytesPage::setTheme(const Theme &theme)
{
    m_line->setFont(theme.font(FontRole::Mono));
    m_count->setStyleSheet(secondary(theme));
}

void BytesPage::retranslate()
{
    m_line->setAccessibleName(m_kind == Kind::Message ? tr("Payload in hex") : tr("Bytes in hex"));
    m_line->setPlaceholderText(
        m_kind == Kind::Message ? tr("Hex digits, as 01 02 ff")
                                : tr("Hex digits; they go into TCP as they are, with no frame around them"));
    m_file->setText(m_fileBytes ? tr("Hex again") : tr("From a file..."));
    m_file->setToolTip(m_fileBytes ? tr("Leave the file and write hex") : tr("Take the bytes of a file"));
    refresh();
}

void BytesPage::refresh()
{
    m_line->setVisible(!m_fileBytes);
    m_fileName->setVisible(m_fileBytes.has_value());
    m_count->setText(Words::bytes(draft().bytes.size()));
    emit changed();
}

} // namespace ui
