// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/composerpage.h"
#include "ui/text/steptext.h"

#include <optional>

class QLabel;
class QSpinBox;

namespace ui {

class ChoiceBox;
class TextLine;

/// A Ping or a Pong.
class PingPage final : public ComposerPage
{
    Q_OBJECT

public:
    enum class Kind : quint8 { Ping, Pong };

    explicit PingPage(Kind kind, QWidget *parent = nullptr);

    Draft draft() const override;
    void setTheme(const Theme &theme) override;
    void accepted() override;
    bool isReadyToSend() override;

protected:
    void retranslate() override;

private:
    void refresh();

    Kind m_kind;
    ChoiceBox *m_form; // text, hex
    TextLine *m_line;
    QLabel *m_count;
    Theme m_theme;
};

/// A Close: a code by its name or number, and a reason.
class ClosePage final : public ComposerPage
{
    Q_OBJECT

public:
    explicit ClosePage(QWidget *parent = nullptr);

    Draft draft() const override;
    void setTheme(const Theme &theme) override;
    void accepted() override;
    bool isReadyToSend() override;

protected:
    void retranslate() override;

private:
    bool isWithoutCode() const;
    void choose();
    void refresh();

    ChoiceBox *m_usual;
    QSpinBox *m_code;
    TextLine *m_reason;
    QLabel *m_count;
};

/// From now on the engine misbehaves in one way.
class DeviationPage final : public ComposerPage
{
    Q_OBJECT

public:
    explicit DeviationPage(QWidget *parent = nullptr);

    Draft draft() const override;
    void setTheme(const Theme &theme) override;
    void setSide(core::Direction side) override;
    bool hasKey() const override { return false; }
    /// Deviations are called by their titles then, not by their names in scenarios.
    void setNarrator(const Narrator &narrator);

protected:
    void retranslate() override;

private:
    void refresh();

    std::optional<Narrator> m_narrator;
    core::Direction m_side = core::Direction::Client;
    ChoiceBox *m_names;
    QLabel *m_what;
};

} // namespace ui
