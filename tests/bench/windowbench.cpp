// SPDX-License-Identifier: GPL-3.0-or-later
// The window beside bare widgets of Qt, as ratios. `windowbench --quick` does a tenth. `--start window` and
// `--start bare` are the two starts that are compared, each a process of its own.
#include "measure.h"
#include "traffic.h"

#include "app/library.h"
#include "app/translation.h"
#include "core/live/lab.h"
#include "ui/ladderview.h"
#include "ui/mainwindow.h"
#include "ui/table/filterline.h"
#include "ui/table/unitpage.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QMenuBar>
#include <QProcess>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolBar>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace {

using bench::cpuSeconds;

constexpr QSize windowSize(1280, 860);

double median(std::vector<double> all)
{
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

double residentMiB()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) /
           1048576;
}

/// Until nothing is waiting to be painted.
void settle()
{
    for (int i = 0; i < 3; ++i)
        QApplication::processEvents();
}

struct Program
{
    app::Library library;
    app::Translation translation;
    live::Lab lab;
    std::unique_ptr<ui::MainWindow> window;

    explicit Program(ui::Language language = ui::Language::Korean)
    {
        translation.use(language);
        window = std::make_unique<ui::MainWindow>(library.catalogue, library.scenarios, lab,
                                                  ui::Look{language, ui::Theme::Kind::Light, 100});
        QObject::connect(window.get(), &ui::MainWindow::lookChanged, window.get(),
                         [this](const ui::Look &look) { translation.use(look.language); });
        window->resize(windowSize);
    }
};

// --- Start ---

int startOne(const QString &which)
{
    std::unique_ptr<Program> program;
    std::unique_ptr<QMainWindow> bare;
    QWidget *shown = nullptr;
    if (which == QLatin1StringView("window")) {
        program = std::make_unique<Program>();
        shown = program->window.get();
    } else {
        bare = std::make_unique<QMainWindow>();
        bare->menuBar()->addMenu(QStringLiteral("파일"))->addAction(QStringLiteral("열기"));
        bare->addToolBar(QStringLiteral("단계"))->addAction(QStringLiteral("다음"));
        auto *const table = new QTableWidget(40, 6, bare.get());
        for (int row = 0; row < 40; ++row)
            for (int column = 0; column < 6; ++column)
                table->setItem(row, column,
                               new QTableWidgetItem(QStringLiteral("칸 %1").arg(row * 6 + column)));
        bare->setCentralWidget(table);
        bare->resize(windowSize);
        shown = bare.get();
    }
    shown->show();
    settle();
    std::printf("%.6f %.3f\n", cpuSeconds(), residentMiB());
    return 0;
}

std::pair<double, double> startOf(const char *which)
{
    QProcess process;
    process.start(QApplication::applicationFilePath(), {QStringLiteral("--start"), QLatin1StringView(which)});
    process.waitForFinished(60'000);
    const QList<QByteArray> said = process.readAllStandardOutput().split(' ');
    bench::require(said.size() == 2, "start: no answer");
    return {said.value(0).toDouble(), said.value(1).toDouble()};
}

void reportStart(int rounds)
{
    std::vector<double> seconds[2];
    std::vector<double> memory[2];
    for (int round = 0; round < rounds; ++round)
        for (const int which : {0, 1}) {
            const auto [taken, held] = startOf(which == 0 ? "window" : "bare");
            seconds[which].push_back(taken);
            memory[which].push_back(held);
        }
    std::printf("## Start\n\nA bare window has a menu, a tool bar and a table of 40 × 6.\n\n"
                "| | window | bare | × bare | target |\n| --- | ---: | ---: | ---: | --- |\n");
    std::printf("| CPU to the first paint, ms | %.0f | %.0f | %.2f | <= 1.5 |\n", 1e3 * median(seconds[0]),
                1e3 * median(seconds[1]), median(seconds[0]) / median(seconds[1]));
    std::printf("| resident memory, MiB | %.0f | %.0f | %.2f | <= 2 |\n\n", median(memory[0]),
                median(memory[1]), median(memory[0]) / median(memory[1]));
}

// --- A million rows ---

/// Texts that are there already: the least that a table can do.
class BareModel : public QAbstractTableModel
{
public:
    explicit BareModel(int rows)
        : m_rows(rows)
    {}
    int rowCount(const QModelIndex &parent) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : ui::UnitModel::columns;
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        return index.column() == ui::UnitModel::Text
                   ? QStringLiteral("forty characters of text stand in a row.")
                   : QString::number(index.row());
    }

private:
    int m_rows;
};

double scroll(QTableView &table, int steps)
{
    settle();
    const double begin = cpuSeconds();
    for (int i = 1; i <= steps; ++i) {
        table.verticalScrollBar()->setValue(table.verticalScrollBar()->maximum() / steps * i);
        table.viewport()->repaint();
    }
    return (cpuSeconds() - begin) / steps;
}

/// How long the window was deaf, at the longest: wall time between two turns of its event loop.
class Deafness : public QObject
{
public:
    Deafness()
    {
        m_clock.start();
        connect(&m_tick, &QTimer::timeout, this, [this] { longest = std::max(longest, m_clock.restart()); });
        m_tick.start(1);
    }
    qint64 longest = 0; // ms

private:
    QTimer m_tick;
    QElapsedTimer m_clock;
};

/// Opens a capture of so many frames; false rows end the program with an error.
void open(Program &program, quint64 frames, std::size_t segment, const char *name)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.pcap"));
    bench::writeCapture(path, bench::makeTraffic("rows", bench::Content::Ascii, frames, 40), segment);
    ui::MainWindow &window = *program.window;
    window.showView(QStringLiteral("units"));
    window.show();
    settle();
    ui::UnitPage &dock = window.unitPage();
    Deafness deafness;
    QElapsedTimer clock;
    clock.start();
    window.openFile(path);
    qint64 firstRows = -1;
    while (firstRows < 0 || window.isReading()) {
        QApplication::processEvents();
        if (firstRows < 0 && dock.model().rowCount() > 30)
            firstRows = clock.elapsed();
    }
    settle();
    const qint64 opened = clock.elapsed();
    bench::require(dock.model().rowCount() >= static_cast<int>(frames), "rows: not all are there");
    std::printf("| %s, first rows | %lld | <= 300 |\n| all rows | %lld | |\n"
                "| window deaf at the longest, meanwhile | %lld | <= 100 |\n",
                name, static_cast<long long>(firstRows), static_cast<long long>(opened),
                static_cast<long long>(deafness.longest));
}

void reportRows(int divisor)
{
    constexpr std::size_t frame = 46; // bytes
    const quint64 frames = 1'000'000 / static_cast<quint64>(divisor);
    std::printf("## %llu frames in the window\n\n| | ms | target |\n| --- | ---: | --- |\n",
                static_cast<unsigned long long>(frames));
    {
        Program program;
        open(program, frames, frame, "open a capture, a frame a segment");
    }
    Program program;
    open(program, frames, 30 * frame, "open a capture, 30 frames a segment");
    ui::UnitPage &dock = program.window->unitPage();
    Deafness deafness;
    QElapsedTimer clock;
    std::vector<double> selecting;
    for (int round = 1; round <= 9; ++round) {
        const double begin = cpuSeconds();
        dock.table().selectRow(dock.model().rowCount() / 10 * round);
        settle();
        selecting.push_back(cpuSeconds() - begin);
    }
    std::printf("| select a row, all views painted | %.1f | |\n", 1e3 * median(selecting));
    for (const char *filter : {"opcode:close", "xq", "size>39 and /a.*b.*c/"}) {
        deafness.longest = 0;
        clock.restart();
        dock.filter().setText(QLatin1StringView(filter));
        qint64 firstHits = -1;
        while (dock.isLooking()) {
            QApplication::processEvents();
            if (firstHits < 0 && dock.model().rowCount() > 0)
                firstHits = clock.elapsed();
        }
        const int hits = dock.model().rowCount();
        std::printf(
            "| filter `%s`, %d hits: first | %lld | <= 300 |\n| all | %lld | |\n| deaf | %lld | <= 100 |\n",
            filter, hits, static_cast<long long>(firstHits), static_cast<long long>(clock.elapsed()),
            static_cast<long long>(deafness.longest));
    }
    dock.filter().clear();
    while (dock.isLooking())
        QApplication::processEvents();

    // Scrolling, beside a table of the same shape.
    BareModel model(dock.model().rowCount());
    QTableView bare;
    bare.setModel(&model);
    bare.setFont(dock.table().font());
    bare.verticalHeader()->hide();
    bare.setShowGrid(false);
    bare.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    bare.verticalHeader()->setDefaultSectionSize(dock.table().verticalHeader()->defaultSectionSize());
    bare.resize(dock.table().size());
    for (int column = 0; column < ui::UnitModel::columns; ++column)
        bare.setColumnWidth(column, dock.table().columnWidth(column));
    bare.show();
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int round = 0; round < 5; ++round) {
        ours.push_back(scroll(dock.table(), 100));
        theirs.push_back(scroll(bare, 100));
    }
    std::printf(
        "| scroll and repaint | %.2f | |\n| the same, bare table | %.2f | |\n| × bare | %.2f | <= 1.5 |\n\n",
        1e3 * median(ours), 1e3 * median(theirs), median(ours) / median(theirs));
}

// --- Steps ---

void reportSteps()
{
    Program program;
    ui::MainWindow &window = *program.window;
    window.show();
    // 64 KiB in one frame, and a handshake's worth of small ones after it.
    auto recording = std::make_unique<core::Recording>();
    core::ConnectionInfo info;
    info.handshake = false;
    recording->addConnection(info);
    const auto traffic = bench::makeTraffic("step", bench::Content::Ascii, 4, 65'536);
    for (const core::WireRecord &chunk : bench::chunksOf(traffic))
        bench::require(recording->append(chunk), "step: a chunk was not taken");
    window.showRecording(std::move(recording));
    settle();
    ui::Selection &selection = window.selection();
    std::vector<double> steps;
    const int count = window.session().conversation()->stepCount();
    for (int round = 0; round < 3; ++round)
        for (int step = 1; step <= count; ++step) {
            const double begin = cpuSeconds();
            selection.setStep(step);
            settle();
            steps.push_back(cpuSeconds() - begin);
        }
    std::sort(steps.begin(), steps.end());
    std::printf(
        "## One step, all views painted, frames of 64 KiB\n\n| | ms of CPU | target |\n| --- | ---: | --- |\n"
        "| median of %d | %.1f | <= 16 |\n| longest | %.1f | |\n",
        static_cast<int>(steps.size()), 1e3 * steps[steps.size() / 2], 1e3 * steps.back());

    std::vector<double> switches;
    for (int round = 0; round < 6; ++round) {
        const double begin = cpuSeconds();
        window.setLanguage(round % 2 == 0 ? ui::Language::English : ui::Language::Korean);
        settle();
        switches.push_back(cpuSeconds() - begin);
    }
    std::printf("| switch of language | %.0f | <= 200 |\n\n", 1e3 * median(switches));
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == QLatin1StringView("--start"))
        return startOne(arguments[2]);
    const bool isQuick = arguments.contains(QStringLiteral("--quick"));
    reportStart(isQuick ? 1 : 5);
    reportSteps();
    reportRows(isQuick ? 10 : 1);
    return bench::hasFailed() ? 1 : 0;
}
