// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fileloading.h"

#include <QElapsedTimer>

namespace ui {

namespace {

constexpr int sliceMs = 10; // of reading; what is read is then looked at, which takes longer
constexpr qint64 part = qint64{64} * 1024;

} // namespace

FileLoading::FileLoading(std::unique_ptr<QIODevice> file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_recording(std::make_unique<core::Recording>())
    , m_reader(std::make_unique<core::FileReader>(*m_file, *m_recording))
{
    m_slices.setInterval(0);
    connect(&m_slices, &QTimer::timeout, this, [this] {
        readOn();
        emit gained();
        if (m_isOver) {
            m_slices.stop();
            emit finished();
        }
    });
}

void FileLoading::readOn()
{
    QElapsedTimer clock;
    clock.start();
    while (!m_isOver && !clock.hasExpired(sliceMs))
        m_isOver = !m_reader->read(part);
}

void FileLoading::stop()
{
    m_isStopped = !m_isOver;
    m_isOver = true;
}

int FileLoading::percent() const
{
    return m_file->size() == 0 ? 100 : static_cast<int>(m_file->pos() * 100 / m_file->size());
}

} // namespace ui
