// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/scenario.h"
#include "core/record/recording.h"
#include "ui/draw/theme.h"

#include <QWidget>

#include <functional>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace ui {

class TickBox;

/// How an end of Framescope's engine behaves, as a form. What it does not show stays as it was.
class PolicyPage : public QWidget
{
    Q_OBJECT

public:
    explicit PolicyPage(core::Direction side, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void fill(const core::EndpointSpec &spec);
    /// Writes what is filled in into `spec`.
    void write(core::EndpointSpec &spec) const;
    /// What cannot be taken; empty: all can.
    QString problem() const;

signals:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    using Text = std::function<QString()>;
    struct Row
    {
        QLabel *label; // null: the field bears its text itself
        QWidget *field;
        Text name;
        Text tip;
    };

    void buildClient();
    void buildServer();
    void buildDeflate();
    template<typename Field>
    Field *add(const char *objectName, Field *field, Text name, Text tip);
    QSpinBox *addNumber(const char *objectName, int least, int most, Text name, Text tip);
    TickBox *addTick(const char *objectName, Text name, Text tip, int indent = 0);
    void retranslate();
    void refresh();
    std::vector<std::pair<QByteArray, QByteArray>> headers(bool *ok) const;
    void fillCommon(const core::EndpointPolicy &policy);
    void writeCommon(core::EndpointPolicy &policy) const;

    core::Direction m_side;
    QGridLayout *m_grid;
    std::vector<Row> m_rows;

    QLineEdit *m_subprotocols = nullptr;
    QLineEdit *m_origin = nullptr; // of a client; the list that a server lets in
    QPlainTextEdit *m_headers = nullptr;
    QLineEdit *m_paths = nullptr;
    TickBox *m_refuse = nullptr;
    QSpinBox *m_status = nullptr;
    QSpinBox *m_message = nullptr;
    QSpinBox *m_head = nullptr;
    QSpinBox *m_fragments = nullptr;
    TickBox *m_autoPong = nullptr;
    QSpinBox *m_pingInterval = nullptr;
    QSpinBox *m_pongTimeout = nullptr;
    QSpinBox *m_closeTimeout = nullptr;
    TickBox *m_deflate = nullptr;
    TickBox *m_serverTakeover = nullptr;
    TickBox *m_clientTakeover = nullptr;
    QSpinBox *m_serverBits = nullptr;
    QSpinBox *m_clientBits = nullptr;
};

} // namespace ui
