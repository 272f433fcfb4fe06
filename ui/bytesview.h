// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/framelayout.h"
#include "ui/draw/drawingview.h"
#include "ui/selection.h"
#include "ui/text/steptext.h"

#include <optional>

namespace ui {

struct PipelineInput;

/// The middle column: title, diagram, what becomes of the bytes, hex. One drawing, so that all scrolls
/// together and a test sees every text.
class BytesView : public DrawingView
{
    Q_OBJECT

public:
    BytesView(const Session &session, Selection &selection, QWidget *parent = nullptr);

    void setNarrator(const Narrator &narrator);
    /// How the diagram is to be drawn; what was unfolded is folded again with the next unit.
    void setOptions(const DiagramOptions &options);
    const DiagramOptions &options() const { return m_options; }
    /// Where the selected bits stand on the widget, to scroll to.
    QRectF selectedRect() const { return onWidget(m_selectedRect); }

    TargetText textOf(const Target &target) const override;
    bool isSelected(const Target &target) const override;

protected:
    void layOut() override;

private:
    void addUnit(Drawing &out, const core::Step &step, const Metrics &metrics, qreal width);
    void addPipeline(Drawing &out, const core::Step &step, const Metrics &metrics, qreal width);
    void addInflating(Drawing &out, const PipelineInput &input, qreal width);
    void addHeading(Drawing &out, const QString &text, qreal width) const;
    void activate(int target);

    const Session &m_session;
    Selection &m_selection;
    std::optional<Narrator> m_narrator;
    DiagramOptions m_options;
    std::optional<quint32> m_unit; // drawn
    QRectF m_selectedRect;
};

} // namespace ui
