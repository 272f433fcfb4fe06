// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/filereader.h"

#include <QIODevice>
#include <QTimer>

#include <memory>

namespace ui {

/// A file that is read while the window is used: in slices of some milliseconds.
class FileLoading : public QObject
{
    Q_OBJECT

public:
    explicit FileLoading(std::unique_ptr<QIODevice> file, QObject *parent = nullptr);

    /// One slice.
    void readOn();
    /// Slice after slice.
    void start() { m_slices.start(); }
    /// Leaves the rest out.
    void stop();
    /// What is read goes there; it must live as long as this does.
    std::unique_ptr<core::Recording> takeRecording() { return std::move(m_recording); }

    const core::FileReader &reader() const { return *m_reader; }
    bool isOver() const { return m_isOver; }
    bool isStopped() const { return m_isStopped; }
    int percent() const;

signals:
    /// The recording has grown.
    void gained();
    void finished();

private:
    std::unique_ptr<QIODevice> m_file;
    std::unique_ptr<core::Recording> m_recording;
    std::unique_ptr<core::FileReader> m_reader;
    QTimer m_slices;
    bool m_isOver = false;
    bool m_isStopped = false;
};

} // namespace ui
