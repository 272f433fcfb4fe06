// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/composerpage.h"

#include <optional>

class QLabel;
class QPushButton;

namespace ui {

class TextLine;

/// A text message, one line.
class TextPage final : public ComposerPage
{
    Q_OBJECT

public:
    explicit TextPage(QWidget *parent = nullptr);

    Draft draft() const override;
    void setTheme(const Theme &theme) override;
    bool isMessage() const override { return true; }
    void accepted() override;
    bool isReadyToSend() override;

protected:
    void retranslate() override;

private:
    void refresh();

    TextLine *m_line;
    QLabel *m_count;
};

/// Bytes in hex or out of a file: a binary message, or bytes that go out as they are.
class BytesPage final : public ComposerPage
{
    Q_OBJECT

public:
    enum class Kind : quint8 { Message, Raw };

    explicit BytesPage(Kind kind, QWidget *parent = nullptr);

    static constexpr qint64 fileLimit = 16LL * 1024 * 1024; // bytes of a file that is taken

    Draft draft() const override;
    void setTheme(const Theme &theme) override;
    bool isMessage() const override { return m_kind == Kind::Message; }
    bool hasKey() const override { return m_kind == Kind::Message; }
    void accepted() override;
    /// Takes the bytes of that file instead of the digits. What is wrong with it is said in the draft.
    void takeFile(const QString &path);

protected:
    void retranslate() override;

private:
    void chooseFile();
    void leaveFile();
    void refresh();

    Kind m_kind;
    TextLine *m_line;
    QLabel *m_fileName;
    QPushButton *m_file;
    QLabel *m_count;
    std::optional<QByteArray> m_fileBytes;
    QString m_badFile; // that could not be taken
    bool m_isTooLarge = false;
};

} // namespace ui
